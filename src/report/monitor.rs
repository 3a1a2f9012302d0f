//! Serial samples: TSV, JSON, a page, and curves.

mod curves;
mod json;
mod page;
mod tsv;

use std::io::{self, Write};

pub use self::curves::curves;
use crate::model::serial::Series;

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

/// A series with what is told of its run.
#[derive(Debug, Clone, Copy)]
pub struct Monitored<'r> {
    /// The series.
    pub series: &'r Series,
    /// What the result is not.
    pub disclaimer: &'r str,
    /// The command line.
    pub command: &'r str,
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
