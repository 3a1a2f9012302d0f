//! How a sample is read and judged.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::model::assembly::Assembly;
use crate::model::level::Level;
use crate::model::liquid::Preset;
use crate::model::proven::AskedReads;
use crate::model::score::NamedField;
use crate::model::stated_fact::StatedFact;
use crate::observe::assays::AssayFile;
use crate::observe::assays::method::About;
use crate::observe::preset;
use crate::observe::tables::KeptTables;
use crate::observe::thresholds::Thresholds;
use crate::pipeline::progress::Progress;
use crate::sample::burden;
use crate::sample::haplotype::DISTANCE;
use crate::sample::own_transcripts::OwnTranscripts;

/// How a sample is read and judged.
///
/// ```
/// use theravar::Options;
///
/// let mut options = Options::default();
/// options.tumor_type = Some("LUAD".to_owned());
/// options.thresholds.min_depth = Some(20);
/// assert!(options.sample.is_none());
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
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
    /// The mutational burden, where it is asked for.
    pub burden: Option<burden::Asked>,
    /// Results of other programs on microsatellites and recombination.
    pub assays: Vec<(About, AssayFile)>,
    /// Tumour types of the samples of a MAF.
    pub clinical: Option<PathBuf>,
    /// Copy-number calls of the sample.
    pub cna: Option<PathBuf>,
    /// Fusions of the sample.
    pub fusions: Option<PathBuf>,
    /// The sample's name in these tables, where it is not the one that the input has for it.
    pub name_in_tables: Option<String>,
    /// Whether these tables serve other samples too, so that they must name this one.
    pub shares_tables: bool,
    /// Those of them that several samples read, parsed once.
    pub(crate) kept_tables: KeptTables,
    /// Bases between neighbours on one haplotype, of which one changes the length, that are read
    /// together.
    pub phase_distance: u32,
    /// A table of transcripts that stand for the genes that they name.
    pub transcripts: Option<PathBuf>,
    /// An indexed FASTA of the input's assembly, for bases of genes that have none compiled in.
    pub reference: Option<PathBuf>,
    /// What the fields of the input are called that hold frequencies and scores.
    pub fields: Vec<NamedField>,
    /// Regions in which the absence of a call means that nothing is there.
    pub assessed_bed: Option<PathBuf>,
    /// What kind of sample it is.
    pub preset: Option<Preset>,
    /// Share of the DNA that is the tumour's, in a liquid biopsy.
    pub tumor_fraction: Option<f64>,
    /// Calls of white cells of the same blood (VCF).
    pub white_cells: Option<PathBuf>,
    /// How deeply places were read (mosdepth).
    pub depth: Option<PathBuf>,
    /// Files of reads of the sample.
    pub reads: Option<AskedReads>,
    /// The fraction down to which an allele must be excluded for it to count as absent.
    pub absence: Option<f64>,
    /// Whether the input's index may be used.
    pub use_index: bool,
    /// Whether a malformed record is an error.
    pub strict: bool,
    /// Whether the digest of the input is taken, for the provenance.
    pub provenance: bool,
    /// The command line, for the provenance.
    pub command: String,
    /// When to show a progress bar.
    pub progress: Progress,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            tumor_type: None,
            facts: Vec::new(),
            assembly: None,
            sample: None,
            normal: None,
            threads: None,
            thresholds: Thresholds::default(),
            all: false,
            min_level: None,
            burden: None,
            assays: Vec::new(),
            clinical: None,
            cna: None,
            fusions: None,
            name_in_tables: None,
            shares_tables: false,
            kept_tables: KeptTables::default(),
            phase_distance: DISTANCE,
            transcripts: None,
            reference: None,
            fields: Vec::new(),
            assessed_bed: None,
            preset: None,
            tumor_fraction: None,
            white_cells: None,
            depth: None,
            reads: None,
            absence: None,
            use_index: true,
            strict: false,
            provenance: true,
            command: String::new(),
            progress: Progress::Never,
        }
    }
}

impl Options {
    /// Returns the files that they name, which the result rests on.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        let named = [
            &self.clinical,
            &self.cna,
            &self.fusions,
            &self.transcripts,
            &self.assessed_bed,
            &self.depth,
            &self.white_cells,
        ];
        let burden = self.burden.as_ref().and_then(|asked| asked.panel.as_ref());
        let assays = self.assays.iter().map(|(_, file)| &file.path);
        let reads = self
            .reads
            .iter()
            .flat_map(|asked| asked.files.iter().chain(&asked.normal).chain(&asked.panel));
        named.into_iter().flatten().chain(burden).chain(assays).chain(reads).map(PathBuf::as_path)
    }

    /// Returns the fraction down to which an allele must be excluded for it to count as absent by reads.
    pub(crate) fn absence_fraction(&self) -> f64 {
        self.absence.unwrap_or_else(|| preset::absence(self.preset))
    }

    /// Opens the transcripts and the reference that they name.
    pub(super) fn own_transcripts(&self) -> Result<Option<OwnTranscripts>> {
        OwnTranscripts::open(self.transcripts.as_deref(), self.reference.as_deref())
    }
}
