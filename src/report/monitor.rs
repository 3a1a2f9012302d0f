//! Serial samples: TSV, JSON, pages, and curves.

mod curves;
mod html;
mod json;
mod monitored;
mod page;
mod tsv;

use std::io::{self, Write};

pub use self::curves::curves;
pub use self::monitored::Monitored;

/// How it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonitorFormat {
    /// One row a change and sample.
    Tsv,
    /// One object.
    Json,
    /// A page for a terminal.
    Summary,
    /// A page for a browser, with the curves.
    Html,
    /// Allele fractions over time, as SVG.
    Svg,
}

impl Monitored<'_> {
    /// Writes the series.
    ///
    /// # Errors
    /// What writing to `out` gives.
    pub fn write(&self, format: MonitorFormat, out: &mut dyn Write) -> io::Result<()> {
        match format {
            MonitorFormat::Tsv => tsv::write(self, out),
            MonitorFormat::Json => json::write(self, out),
            MonitorFormat::Summary => page::write(self, out),
            MonitorFormat::Html => html::write(self, out),
            MonitorFormat::Svg => out.write_all(curves(self.series).as_bytes()),
        }
    }
}
