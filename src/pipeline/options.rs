//! What a run is asked for.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use crate::model::assembly::Assembly;
use crate::model::level::Level;
use crate::model::stated_fact::StatedFact;
use crate::observe::thresholds::Thresholds;
use crate::pipeline::progress::Progress;
use crate::report::format::Format;
use crate::report::json::Json;
use crate::report::tsv::Tsv;
use crate::report::tsv_evidence::EvidenceLayout;
use crate::report::tsv_variant::VariantLayout;
use crate::report::vcf::Vcf;

/// How the result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputFormat {
    /// TSV, one row an allele.
    TsvVariant,
    /// TSV, one row an evidence item.
    TsvEvidence,
    /// JSON.
    Json,
    /// The input with an INFO field more.
    Vcf {
        /// Whether it is written as BGZF.
        is_compressed: bool,
    },
}

impl OutputFormat {
    pub(super) fn writer(self) -> Box<dyn Format> {
        match self {
            Self::TsvVariant => Box::new(Tsv { layout: &VariantLayout }),
            Self::TsvEvidence => Box::new(Tsv { layout: &EvidenceLayout }),
            Self::Json => Box::new(Json),
            Self::Vcf { is_compressed } => Box::new(Vcf { is_compressed }),
        }
    }
}

/// What to annotate, with what, and where to.
#[derive(Debug, Clone)]
pub struct Options {
    /// The input; `-` is standard input.
    pub input: PathBuf,
    /// The output; `None` is standard output.
    pub output: Option<PathBuf>,
    /// How the result is written.
    pub format: OutputFormat,
    /// Tumour type as the user names it.
    pub tumor_type: Option<String>,
    /// What is stated of the sample beside its variants.
    pub facts: Vec<StatedFact>,
    /// Assembly; `None` detects it.
    pub assembly: Option<Assembly>,
    /// Tumour sample.
    pub sample: Option<String>,
    /// Matched normal.
    pub normal: Option<String>,
    /// Threads; `None` takes all cores.
    pub threads: Option<NonZeroUsize>,
    /// Limits on alleles.
    pub thresholds: Thresholds,
    /// Whether variants without a finding are written too.
    pub all: bool,
    /// Weakest level that is reported.
    pub min_level: Option<Level>,
    /// Copy-number calls of the sample.
    pub cna: Option<PathBuf>,
    /// Fusions of the sample.
    pub fusions: Option<PathBuf>,
    /// Bases between neighbours on one haplotype, of which one changes the length, that are read
    /// together.
    pub phase_distance: u32,
    /// Regions in which the absence of a call means that nothing is there.
    pub assessed_bed: Option<PathBuf>,
    /// More evidence tables.
    pub knowledge: Vec<PathBuf>,
    /// A lock that everything used must agree with.
    pub locked: Option<PathBuf>,
    /// Whether the input's index may be used.
    pub use_index: bool,
    /// Whether a malformed record is an error.
    pub strict: bool,
    /// Whether the `##` lines are written.
    pub provenance: bool,
    /// The command line, for the provenance.
    pub command: String,
    /// When to show a progress bar.
    pub progress: Progress,
}
