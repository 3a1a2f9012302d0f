//! Serial samples: TSV, JSON, a page, and curves.

mod curves;
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
    /// A page for a reader.
    Summary,
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
            MonitorFormat::Svg => out.write_all(curves(self.series).as_bytes()),
        }
    }
}
