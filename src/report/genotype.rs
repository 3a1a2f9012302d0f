//! What reads show at each target: TSV, JSON and VCF. A field is declared once, in `view`.

mod background;
mod json;
mod result;
mod tsv;
mod vcf;
mod view;

use std::io::{self, Write};

pub use self::result::{Genotypes, ReadFile, floors_in_words};

/// How it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GenotypeFormat {
    /// One row a target and file.
    Tsv,
    /// One object.
    Json,
    /// One record a target, one column a file.
    Vcf,
}

impl Genotypes {
    /// Writes the result.
    ///
    /// # Errors
    /// What writing to `out` gives.
    pub fn write(&self, format: GenotypeFormat, out: &mut dyn Write) -> io::Result<()> {
        match format {
            GenotypeFormat::Tsv => tsv::write(self, out),
            GenotypeFormat::Json => json::write(self, out),
            GenotypeFormat::Vcf => vcf::write(self, out),
        }
    }
}
