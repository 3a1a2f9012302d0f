//! What the sample's own reads show of its targets, beside its calls.

use std::path::PathBuf;

use super::read_support::{Proof, Status, Target, Unit};

/// Files of reads of a sample, and what is asked of them.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedReads {
    /// BAM and CRAM files of the sample.
    pub files: Vec<PathBuf>,
    /// That of its matched normal, for the background.
    pub normal: Option<PathBuf>,
    /// The background of targets in controls.
    pub panel: Option<PathBuf>,
    /// The sample's name in the files, where it is not that of the variants.
    pub sample: Option<String>,
    /// Lowest base quality of what counts.
    pub base_quality: u8,
    /// Lowest mapping quality of what counts.
    pub mapping_quality: u8,
}

/// A file of reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadsFile {
    /// The file as named.
    pub path: String,
    /// Its sample.
    pub sample: String,
}

/// A target with what the reads say of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ProvenTarget {
    /// The target.
    pub target: Target,
    /// What the reads say.
    pub proof: Proof,
    /// Whether the input calls it.
    pub is_called: bool,
}

/// What the reads of a sample show.
#[derive(Debug, Clone, PartialEq)]
pub struct Proven {
    /// The files.
    pub files: Vec<ReadsFile>,
    /// What was counted.
    pub unit: Unit,
    /// The fraction down to which a target must be excluded for it to count as absent.
    pub fraction: f64,
    /// The targets: the curated ones, then other alleles that the input calls.
    pub targets: Vec<ProvenTarget>,
    /// Targets that background alone would show as detected, of those that the input does not call.
    pub by_chance: f64,
}

impl Proven {
    /// Returns how many targets have a status.
    pub fn count(&self, status: Status) -> usize {
        self.targets.iter().filter(|target| target.proof.status == status).count()
    }
}

impl Proof {
    /// Returns the counts in words: `4 of 812 fragments (0.49 %, 95 % interval 0.13 to 1.26 %)`.
    pub fn words(&self) -> String {
        let counts = format!("{} of {} {}s", self.support, self.usable, self.unit.name());
        match self.fraction {
            Some((vaf, [low, high])) => format!(
                "{counts} ({}, 95 % interval {} to {})",
                percent(vaf),
                percent(low),
                percent(high)
            ),
            None => counts,
        }
    }
}

/// Returns a share in percent, with two digits that say something.
pub fn percent(share: f64) -> String {
    let value = share * 100.0;
    let digits = match value {
        value if value >= 10.0 => 0,
        value if value >= 1.0 => 1,
        value if value >= 0.1 || value == 0.0 => 2,
        _ => 3,
    };
    format!("{value:.digits$} %")
}
