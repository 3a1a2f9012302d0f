//! What reads show at each target: TSV, JSON and VCF. A field is declared once, in [`view`].

mod json;
mod tsv;
mod vcf;
mod view;

use std::io::{self, Write};

use crate::model::assembly::Assembly;
use crate::model::read_support::{Proof, Support, Target, Unit};

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

/// One file of reads.
#[derive(Debug, Clone)]
pub struct ReadFile {
    /// The file as named.
    pub path: String,
    /// Its sample.
    pub sample: String,
    /// What is counted in it.
    pub unit: Unit,
    /// What the reads show at each target, and what that says.
    pub found: Vec<(Support, Proof)>,
}

/// The result of a run.
#[derive(Debug, Clone)]
pub struct Genotypes {
    /// What the result is not.
    pub disclaimer: &'static str,
    /// The command line.
    pub command: String,
    /// The assembly of all files.
    pub assembly: Assembly,
    /// The targets, with the names of their contigs in the files.
    pub targets: Vec<(Target, String)>,
    /// The files.
    pub files: Vec<ReadFile>,
    /// Lowest base and mapping quality of what counts.
    pub floors: (u8, u8),
    /// What the user must know.
    pub warnings: Vec<String>,
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
