//! The result of a run over files of reads.

use crate::model::assembly::Assembly;
use crate::model::read_support::{Proof, RegionDepth, Support, Target, Unit};

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
    /// How deeply regions without a target were read, with the limit of detection there.
    pub regions: Vec<(RegionDepth, Option<f64>)>,
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
    /// Names of the contigs of regions without a target, in their order.
    pub regions: Vec<String>,
    /// The files.
    pub files: Vec<ReadFile>,
    /// Lowest base and mapping quality of what counts.
    pub floors: (u8, u8),
    /// What the user must know.
    pub warnings: Vec<String>,
}

impl Genotypes {
    /// Returns the floors in words.
    pub fn floors_in_words(&self) -> String {
        let (base, mapping) = self.floors;
        floors_in_words(base, mapping)
    }
}

/// Returns floors of quality in words.
pub fn floors_in_words(base: u8, mapping: u8) -> String {
    format!("base quality {base}, mapping quality {mapping}")
}
