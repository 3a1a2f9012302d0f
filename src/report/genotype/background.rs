//! The background of targets in controls: a table for `--panel-of-normals`.

use std::io::{self, Write};

use super::result::Genotypes;
use crate::model::read_support::{Background, Unit};

impl Genotypes {
    /// Writes what the files, as controls, show at each target.
    ///
    /// # Errors
    /// What writing to `out` gives.
    pub fn write_background(&self, of: &[Background], out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "## background of theravar {}", env!("CARGO_PKG_VERSION"))?;
        writeln!(out, "## assembly: {}", self.assembly)?;
        writeln!(out, "## floors: {}", self.floors_in_words())?;
        writeln!(out, "## controls: {}", self.files.len())?;
        write!(out, "chrom\tpos\tref\talt")?;
        for unit in Unit::ALL {
            write!(out, "\t{0}_alt\t{0}_usable", unit.name())?;
        }
        writeln!(out, "\tcarriers")?;
        for ((target, chrom), background) in self.targets.iter().zip(of) {
            let text = |bases| String::from_utf8_lossy(bases).into_owned();
            let (reference, alternate) = (text(&target.reference), text(&target.alternate));
            write!(out, "{chrom}\t{}\t{reference}\t{alternate}", target.start + 1)?;
            for (seen, of) in background.counts {
                write!(out, "\t{seen}\t{of}")?;
            }
            writeln!(out, "\t{}", background.carriers)?;
        }
        Ok(())
    }
}
