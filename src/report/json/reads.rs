//! What the sample's own reads show of its targets.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::proven::{Proven, ProvenTarget};
use crate::model::read_support::Status;
use crate::report::cell::Text;
use crate::report::proof::{ProofView, rounded};

/// What the sample's own reads show of its targets.
#[derive(Serialize, JsonSchema)]
pub(super) struct ReadsView<'r> {
    /// The files of reads.
    files: Vec<FileView<'r>>,
    /// What was counted: the best unit that the files have.
    #[schemars(extend("enum" = ["duplex", "molecule", "fragment", "read"]))]
    unit: &'static str,
    /// The fraction down to which an allele must be excluded for it to count as absent.
    #[schemars(range(min = 0.0, max = 1.0))]
    absence_fraction: f64,
    /// Targets that are detected.
    detected: usize,
    /// Targets that are not, down to their limit of detection.
    not_detected: usize,
    /// Targets that cannot be told.
    not_assessed: usize,
    /// Targets that background alone would show as detected, of those that the input does not call.
    #[schemars(range(min = 0.0))]
    by_chance: f64,
    /// The targets of the tumour type, then other alleles that the input calls.
    targets: Vec<TargetView<'r>>,
}

/// A file of reads.
#[derive(Serialize, JsonSchema)]
struct FileView<'r> {
    /// The file as named.
    path: Text<'r>,
    /// Its sample.
    sample: Text<'r>,
}

/// A target.
#[derive(Serialize, JsonSchema)]
struct TargetView<'r> {
    /// Alterations that it is, as statements name them, joined by `,`.
    target: Text<'r>,
    /// The chromosome.
    chrom: String,
    /// 1-based position of the first base of `ref`.
    #[schemars(range(min = 1))]
    pos: u32,
    /// Reference bases.
    r#ref: String,
    /// Bases that are looked for.
    alt: String,
    /// Whether the input calls it.
    called: bool,
    #[serde(flatten)]
    proof: ProofView<'r>,
}

impl<'r> ReadsView<'r> {
    pub(super) fn of(proven: &'r Proven) -> Self {
        let files = proven.files.iter();
        Self {
            files: files
                .map(|file| FileView { path: Text(&file.path), sample: Text(&file.sample) })
                .collect(),
            unit: proven.unit.name(),
            absence_fraction: proven.fraction,
            detected: proven.count(Status::Detected),
            not_detected: proven.count(Status::NotDetected),
            not_assessed: proven.count(Status::NotAssessed),
            by_chance: rounded(proven.by_chance),
            targets: proven.targets.iter().map(TargetView::of).collect(),
        }
    }
}

impl<'r> TargetView<'r> {
    fn of(ProvenTarget { target, proof, is_called }: &'r ProvenTarget) -> Self {
        let text = |bases: &[u8]| String::from_utf8_lossy(bases).into_owned();
        Self {
            target: Text(&target.name),
            chrom: target.contig.to_string(),
            pos: target.start + 1,
            r#ref: text(&target.reference),
            alt: text(&target.alternate),
            called: *is_called,
            proof: ProofView::of(proof),
        }
    }
}
