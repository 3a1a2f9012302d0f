//! Tumour mutational burden: how it is counted, what an allele is counted as, and the result.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// By whose rules mutations are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BurdenPreset {
    /// All coding changes of a panel, known drivers left out (Chalmers 2017, PMID:28420421).
    Foundation,
    /// All coding changes of a panel, as TruSight Oncology 500's DRAGEN software counts them.
    Tso500,
    /// Non-synonymous changes, as harmonised over exomes (Merino 2020, PMID:32217756).
    ExomeNonsyn,
}

impl BurdenPreset {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Foundation, Self::Tso500, Self::ExomeNonsyn];

    /// Returns the name that the command line has for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Foundation => "foundation",
            Self::Tso500 => "tso500",
            Self::ExomeNonsyn => "exome-nonsyn",
        }
    }
}

impl FromStr for BurdenPreset {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|preset| preset.name().eq_ignore_ascii_case(text));
        found.ok_or_else(|| {
            let known: Vec<_> = Self::ALL.into_iter().map(Self::name).collect();
            format!("known: {}", known.join(", "))
        })
    }
}

impl fmt::Display for BurdenPreset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a coding change does to the protein, as far as the burden asks. Of several genes the first
/// counts: what may change a protein comes before what does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MutationClass {
    /// A new stop.
    Nonsense,
    /// A shifted reading frame.
    Frameshift,
    /// The first codon is lost.
    StartLost,
    /// The last codon is lost.
    StopLost,
    /// An essential splice base beside the coding sequence, changed together with coding bases.
    Splice,
    /// Amino acids gone, added or replaced within the frame.
    InFrameIndel,
    /// Another amino acid.
    Missense,
    /// Coding, but whether an amino acid changes cannot be told.
    Unknown,
    /// The same amino acid.
    Synonymous,
}

impl MutationClass {
    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missense => "missense",
            Self::Nonsense => "nonsense",
            Self::Frameshift => "frameshift",
            Self::InFrameIndel => "inframe_indel",
            Self::Splice => "splice",
            Self::StartLost => "start_lost",
            Self::StopLost => "stop_lost",
            Self::Synonymous => "synonymous",
            Self::Unknown => "class_unknown",
        }
    }
}

/// Why an allele is not counted. The order is that in which the questions are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotCounted {
    /// It does not touch the coding bases that are counted over.
    OutsideFootprint,
    /// A symbolic allele, a breakend, or bases that do not say which allele it is.
    NotASmallVariant,
    /// REF is not what the assembly has there.
    ReferenceMismatch,
    /// An earlier record reports the same change.
    Repeated,
    /// It failed a FILTER, of the record or of the sample.
    Filtered,
    /// Fewer reads at the site than the preset asks for.
    Depth,
    /// Fewer supporting reads than the preset asks for.
    AltDepth,
    /// A smaller allele fraction than the preset asks for.
    Fraction,
    /// Inherited, by the matched normal or by the caller.
    Germline,
    /// In nearly every read: inherited, by the preset.
    NearlyAllReads,
    /// Common in the population.
    Population,
    /// Seen in a panel of normals.
    PanelOfNormals,
    /// Clonal haematopoiesis.
    ClonalHematopoiesis,
    /// Several neighbouring bases at once, which the preset leaves out.
    MultiBase,
    /// A known driver, which a panel looks for more than chance would have it.
    KnownDriver,
    /// Synonymous, where only changes of the protein count.
    Synonymous,
    /// Whether it changes the protein cannot be told.
    ClassUnknown,
}

impl NotCounted {
    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::OutsideFootprint => "outside_footprint",
            Self::NotASmallVariant => "not_a_small_variant",
            Self::ReferenceMismatch => "ref_mismatch",
            Self::Repeated => "repeated",
            Self::Filtered => "filtered",
            Self::Depth => "depth",
            Self::AltDepth => "alt_depth",
            Self::Fraction => "vaf",
            Self::Germline => "germline",
            Self::NearlyAllReads => "nearly_all_reads",
            Self::Population => "population",
            Self::PanelOfNormals => "panel_of_normals",
            Self::ClonalHematopoiesis => "chip",
            Self::MultiBase => "multi_base",
            Self::KnownDriver => "known_driver",
            Self::Synonymous => "synonymous",
            Self::ClassUnknown => "class_unknown",
        }
    }
}

/// One allele, and whether it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct BurdenAllele {
    /// CHROM as written.
    pub chrom: Box<str>,
    /// POS, 1-based.
    pub pos: u32,
    /// REF as written.
    pub reference: Box<str>,
    /// The ALT as written.
    pub alternate: Box<str>,
    /// 1-based line of the record. Workers count from a base line, as for findings.
    pub line: u64,
    /// The gene whose coding sequence it changes most; empty where there is none.
    pub gene: Box<str>,
    /// What it does there.
    pub class: Option<MutationClass>,
    /// Reads at the site.
    pub depth: Option<u32>,
    /// Reads that support it.
    pub alt_depth: Option<u32>,
    /// Its fraction.
    pub vaf: Option<f64>,
    /// Why it is not counted; `None` where it is.
    pub not_counted: Option<NotCounted>,
    /// The value that decided, and what would settle an open question.
    pub detail: String,
    /// Another spelling of the same change has the same key.
    pub key: String,
    /// Whether the caller, or the matched normal, shows that it is somatic.
    pub is_somatic: bool,
    /// Whether the input shows that it knows frequencies in the population.
    pub has_population: bool,
    /// Equal bases in a row around a shift of the frame, where they are known.
    pub homopolymer: Option<u32>,
}

/// What the burden says of `TMB-High`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BurdenVerdict {
    /// It holds.
    High,
    /// It does not hold.
    NotHigh,
    /// Nothing is concluded, for these reasons.
    Open(Vec<String>),
}

/// The mutational burden of one sample.
#[derive(Debug, Clone, PartialEq)]
pub struct Burden {
    /// By whose rules.
    pub preset: BurdenPreset,
    /// Alleles counted, by class.
    pub counted: BTreeMap<MutationClass, u64>,
    /// Alleles not counted, by the first reason that applies.
    pub not_counted: BTreeMap<NotCounted, u64>,
    /// Coding bases that were counted over.
    pub footprint: u64,
    /// What the footprint is: `coding sequence of 19,046 genes`, or a file's name.
    pub footprint_of: String,
    /// Mutations a megabase.
    pub per_megabase: f64,
    /// Its exact 95 % Poisson interval.
    pub interval: (f64, f64),
    /// Alleles counted although the input has no fraction of them, which the preset asks for.
    pub without_fraction: u64,
    /// Somatic shifts of the frame whose neighbouring bases are known.
    pub frameshifts: u64,
    /// Of these, those in a run of equal bases.
    pub in_homopolymers: u64,
    /// What the reader must know of the number.
    pub notes: Vec<String>,
    /// What it says of `TMB-High`.
    pub verdict: BurdenVerdict,
}

impl Burden {
    /// Returns the number of alleles counted.
    pub fn total(&self) -> u64 {
        self.counted.values().sum()
    }

    /// Returns how many alleles may count, but for a class that cannot be told.
    pub fn unknown(&self) -> u64 {
        self.not_counted.get(&NotCounted::ClassUnknown).copied().unwrap_or_default()
    }

    /// Returns the coding bases in megabases.
    pub fn megabases(&self) -> f64 {
        self.footprint as f64 / 1e6
    }
}
