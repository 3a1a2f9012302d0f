//! What the caller said of one alternate allele in one sample.

use compact_str::CompactString;

use super::pharmacogene::Genotypes;
use super::phase::PhaseSet;
use super::read_support::Proof;
use super::score::Scores;

/// Which fields of the record gave depth and allele fraction (SPECS: callers' FORMAT fields).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DepthSource {
    /// Nothing usable.
    #[default]
    None,
    /// FORMAT AD (GATK, DRAGEN, Octopus, …), with AF and DP where present.
    Ad,
    /// FORMAT VD/AD/AF/DP (VarDict).
    VarDict,
    /// FORMAT RO/AO (FreeBayes).
    FreeBayes,
    /// FORMAT FRO/FAO/FDP (Ion Torrent).
    IonTorrent,
    /// FORMAT MRO/MAO/MDP/MAF: molecules (Ion Torrent).
    IonMolecules,
    /// INFO UMT/VMT/VMF: molecules (smCounter, smCounter2).
    SmCounter,
    /// FORMAT UMT/VMT/VMF: molecules (smCounter2).
    SmCounterFormat,
    /// FORMAT AC/DP/AF beside M_AC: consensus reads, one a molecule (umiVar).
    UmiVar,
    /// INFO AD/DP/AF beside FORMAT DP: consensus reads, one a molecule (UMIErrorCorrect).
    UmiErrorCorrect,
    /// INFO AF and DP beside CQ: molecules (MAGERI).
    Mageri,
    /// FORMAT AD beside US: collapsed reads, one a molecule (Pisces of TruSight Oncology 500).
    Pisces,
    /// FORMAT AU/CU/GU/TU or TAR/TIR, tier 1 (Strelka2).
    Strelka,
    /// The same, tier 2, where Strelka2 decided by it.
    StrelkaTier2,
    /// FORMAT RD/AD/FREQ (VarScan).
    VarScan,
    /// INFO AF/DP4 (LoFreq).
    LoFreq,
    /// FORMAT NR/NV (Platypus).
    Platypus,
    /// FORMAT BCOUNT (SomaticSniper).
    BaseCounts,
    /// FORMAT FAZ … RTZ (CaVEMan).
    Caveman,
    /// FORMAT PU/NU/PR/NR (cgpPindel).
    Pindel,
    /// Reads over a breakpoint: FORMAT PR/SR (Manta), DV/RV (Delly), VF (GRIDSS), AD (SvABA),
    /// SU (LUMPY), DR/DV (Sniffles), VR (nanomonsv), INFO READ_COUNT (Ion Torrent fusions).
    Junction,
    /// DP4, FORMAT or INFO.
    Dp4,
    /// FORMAT LAD/LAA (local alleles, VCF 4.5).
    LocalAd,
    /// Only an allele fraction and a depth were given.
    Fraction,
    /// Only a depth was given.
    Depth,
    /// The user's own file of reads, as the input does not call the allele.
    Reads,
}

impl DepthSource {
    /// Returns the field names, as reported to the user.
    pub fn name(self) -> &'static str {
        match self {
            DepthSource::None => "",
            DepthSource::Ad => "FORMAT/AD",
            DepthSource::VarDict => "FORMAT/VD",
            DepthSource::FreeBayes => "FORMAT/AO",
            DepthSource::IonTorrent => "FORMAT/FAO",
            DepthSource::IonMolecules => "FORMAT/MAO (molecules)",
            DepthSource::SmCounter => "INFO/VMT (molecules)",
            DepthSource::SmCounterFormat => "FORMAT/VMT (molecules)",
            DepthSource::UmiVar => "FORMAT/AC (molecules)",
            DepthSource::UmiErrorCorrect => "INFO/AD (molecules)",
            DepthSource::Mageri => "INFO/AF,DP (molecules)",
            DepthSource::Pisces => "FORMAT/AD (molecules)",
            DepthSource::Strelka => "FORMAT/tier1",
            DepthSource::StrelkaTier2 => "FORMAT/tier2",
            DepthSource::VarScan => "FORMAT/RD,AD",
            DepthSource::LoFreq => "INFO/AF,DP4",
            DepthSource::Platypus => "FORMAT/NR,NV",
            DepthSource::BaseCounts => "FORMAT/BCOUNT",
            DepthSource::Caveman => "FORMAT/FAZ..RTZ",
            DepthSource::Pindel => "FORMAT/PU,NU",
            DepthSource::Junction => "junction reads",
            DepthSource::Dp4 => "DP4",
            DepthSource::LocalAd => "FORMAT/LAD",
            DepthSource::Fraction => "AF,DP",
            DepthSource::Depth => "DP",
            DepthSource::Reads => "reads",
        }
    }
}

/// Whether the caller says that the allele is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Presence {
    /// The genotype or the read counts carry it.
    Present,
    /// Genotype 0/0, or zero supporting reads: the caller lists the site as negative.
    Absent,
    /// No genotype and no counts (a sites-only file): taken as present.
    #[default]
    Unstated,
}

/// Whether an allele is inherited or somatic, and which part of the input says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Stated {
    /// The input does not say.
    #[default]
    Not,
    /// Acquired by the tumour.
    Somatic(&'static str),
    /// Inherited.
    Germline(&'static str),
}

/// How common an allele is in the population, by the input.
#[derive(Debug, Clone, PartialEq)]
pub struct Population {
    /// Share of all copies, 0 to 1.
    pub frequency: f64,
    /// The field that says so: `INFO/gnomAD_AF`.
    pub field: Box<str>,
}

/// Reads of an allele in the matched normal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NormalReads {
    /// Those that show the allele.
    pub alternate: u32,
    /// All at the site.
    pub depth: u32,
}

impl NormalReads {
    /// Returns the share of the reads that show the allele, 0 to 1; 0 where there are none.
    pub fn fraction(self) -> f64 {
        f64::from(self.alternate) / f64::from(self.depth.max(1))
    }
}

/// Where an allele comes from, and what became of the other copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Origin {
    /// Inherited or somatic.
    pub stated: Stated,
    /// What the matched normal shows, where it was read.
    pub normal: Option<NormalReads>,
    /// The field that says that the other copy of the gene is lost in the tumour.
    pub other_copy_lost: Option<&'static str>,
}

/// What of a call speaks against the absence that it states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// The genotype leaves the allele out, and many reads have it.
    Reads,
    /// No read has the allele, and the fraction that is stated is more than chance.
    Fraction,
    /// The genotype names the allele, and no read of any allele was counted.
    NoReads,
}

/// One alternate allele in one sample.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Call {
    /// Reads at the site.
    pub depth: Option<u32>,
    /// Reads that support this allele.
    pub alt_depth: Option<u32>,
    /// Allele fraction, 0 to 1.
    pub vaf: Option<f64>,
    /// Where the three came from.
    pub source: DepthSource,
    /// The fraction that the caller states, where the reads contradict it: `vaf` is theirs.
    pub contradicted_fraction: Option<f64>,
    /// The filters that the sample's own call failed (FORMAT/FT). Read for alleles that may become
    /// findings only.
    pub sample_filter: Option<CompactString>,
    /// Whether the allele was called at all.
    pub presence: Presence,
    /// Why the allele may be there although it is absent by the call.
    pub doubt: Option<Doubt>,
    /// The phase set that it names, with the side (PS, PID/PGT, HP, LPS, or a phased genotype).
    pub phase_set: Option<PhaseSet>,
    /// Inherited or somatic. Read for alleles that may become findings only.
    pub origin: Origin,
    /// How common it is in the population. Read for alleles that may become findings only.
    pub population: Option<Population>,
    /// What predictors say. Read for alleles that may become findings only.
    pub scores: Option<Box<Scores>>,
    /// What the user's own file of reads shows of it.
    pub reads: Option<Box<Proof>>,
    /// The genotypes of the site. Read for alleles of pharmacogenes only.
    pub genotypes: Option<Box<Genotypes>>,
}
