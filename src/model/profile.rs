//! Molecular profiles: the biomarker side of a statement, as a logical expression.

use super::arm::ChromosomeArm;
use super::change_state::{Basis, ChangeState, Effect};
use super::phase::Phase;
use super::protein_change::{ProteinChange, Residue};

/// The number of a profile in the evidence table of a run, from 0. It means nothing in another
/// table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProfileId(pub usize);

/// A logical expression over alterations of one tumour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Profile {
    /// One alteration of one gene (or a signature of the whole tumour).
    Component(Component),
    /// All of them.
    And(Vec<Profile>),
    /// At least one of them.
    Or(Vec<Profile>),
    /// Not this.
    Not(Box<Profile>),
    /// The alterations of one gene on the same copy, or on different ones.
    InPhase(Phase, Box<Profile>),
}

impl Profile {
    /// Returns whether any component, a negated one too, passes the test. Makes no list.
    pub fn any(&self, test: &dyn Fn(&Component) -> bool) -> bool {
        match self {
            Profile::Component(component) => test(component),
            Profile::And(parts) | Profile::Or(parts) => parts.iter().any(|part| part.any(test)),
            Profile::Not(part) | Profile::InPhase(_, part) => part.any(test),
        }
    }

    /// Returns all components, negated ones too, in reading order.
    pub fn components(&self) -> Vec<&Component> {
        fn collect<'p>(profile: &'p Profile, into: &mut Vec<&'p Component>) {
            match profile {
                Profile::Component(component) => into.push(component),
                Profile::And(parts) | Profile::Or(parts) => {
                    parts.iter().for_each(|part| collect(part, into));
                }
                Profile::Not(part) | Profile::InPhase(_, part) => collect(part, into),
            }
        }
        let mut components = Vec::new();
        collect(self, &mut components);
        components
    }
}

/// One alteration of one gene.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// HGNC symbol, empty for a signature of the whole tumour (TMB, MSI).
    pub gene: String,
    /// What happens to it.
    pub alteration: Alteration,
}

/// One side of a fusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Partner {
    /// A gene, with the exon at the junction where the source names it (`e20`).
    Gene(String, Option<u32>),
    /// `v`: any gene.
    Any,
    /// `?`: not known.
    Unknown,
}

/// Which changes of a region count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RegionClass {
    /// Any change of the protein.
    Mutation,
    /// In-frame deletion (delins that shorten included).
    Deletion,
    /// In-frame insertion or duplication (delins that lengthen included).
    Insertion,
    /// A residue replaced.
    Missense,
    /// A stop codon made.
    Nonsense,
    /// Frameshift.
    Frameshift,
    /// Loss of the exon from the transcript.
    Skipping,
    /// Loss of whole exons from the genome.
    ExonLoss,
}

/// Copy-number events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CopyNumberClass {
    /// High-level gain.
    Amplification,
    /// Copies gained.
    Gain,
    /// Copies lost (`Deletion`, homozygous or unstated).
    Deletion,
    /// Loss of heterozygosity.
    LossOfHeterozygosity,
}

/// Signatures of a whole tumour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Signature {
    /// High microsatellite instability.
    MsiHigh,
    /// Low microsatellite instability.
    MsiLow,
    /// Mismatch-repair deficiency.
    MismatchRepairDeficient,
    /// Mismatch-repair proficiency.
    MismatchRepairProficient,
    /// High tumour mutational burden.
    TmbHigh,
    /// Low tumour mutational burden.
    TmbLow,
    /// Homologous-recombination deficiency.
    HomologousRecombinationDeficient,
}

/// What a component says of its gene.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alteration {
    /// An exact protein change: `V600E`, `E746_A750del`, `D770_N771insG`.
    Protein(ProteinChange),
    /// Any substitution of one residue: `V600`.
    Codon(Residue),
    /// Any substitution of one residue to one of these: `S310F/Y`.
    CodonTo(Residue, Vec<u8>),
    /// Exons (1-based, both ends) with a class: `Exon 19 Deletion`, `Exon 18-21 Mutation`.
    Exon {
        /// First exon.
        first: u32,
        /// Last exon.
        last: u32,
        /// Which changes.
        class: RegionClass,
    },
    /// Residues (1-based, both ends) of a named region with a class: `Kinase Domain Mutation`.
    Region {
        /// The region's name in the source.
        name: String,
        /// Residue ranges, empty where the region is not defined.
        ranges: Vec<(u32, u32)>,
        /// Which changes.
        class: RegionClass,
    },
    /// An HGVS coding change, without accession: `c.1641+2T>G`.
    Coding(String),
    /// A base change in the promoter: `Promoter Mutation`, or `C228T` of TERT.
    Promoter(Option<String>),
    /// Any change of the protein or a splice site: `Mutation`.
    Mutation,
    /// Any change of the protein outside these codons: `Non-V600`.
    MutationOutside(Vec<Residue>),
    /// A change known or predicted to activate: `Activating Mutation`, `Gain-of-function`.
    GainOfFunction,
    /// A change known or predicted to inactivate: `Loss-of-function`, `Deleterious Mutation`.
    LossOfFunction,
    /// Truncating: nonsense, frameshift, essential splice.
    Truncating,
    /// Any frameshift.
    Frameshift,
    /// Both copies inactivated.
    Biallelic,
    /// A second change that restores what a first one broke: `Reversion Mutation`.
    Reversion,
    /// Internal tandem duplication (`ITD`).
    InternalTandemDuplication,
    /// Duplication of the whole kinase domain (`KDD`).
    KinaseDomainDuplication,
    /// Partial tandem duplication (`PTD`, KMT2A).
    PartialTandemDuplication,
    /// Loss by any mechanism: deletion, truncation, expression.
    Loss,
    /// A copy-number event.
    CopyNumber(CopyNumberClass),
    /// A copy of an arm lost, all of it or a large part. It names no gene: `5q Deletion`.
    ArmDeletion {
        /// The arm.
        arm: ChromosomeArm,
        /// Whether all of it is meant.
        whole: bool,
    },
    /// A copy of an arm gained, all of it or a part. It names no gene: `1q Gain`.
    ArmGain(ChromosomeArm),
    /// A fusion. The component's gene is the first named one.
    Fusion(Partner, Partner),
    /// Any rearrangement of the gene, with the intron where named.
    Rearrangement(Option<u32>),
    /// No change: `Wildtype`.
    Wildtype,
    /// A signature of the whole tumour.
    Signature(Signature),
    /// A dbSNP record: `RS4149056`.
    DbSnp(String),
    /// A named inherited haplotype or genotype: `DPYD*2A HOMOZYGOSITY`.
    Haplotype(String),
    /// RNA or protein abundance, in the source's words.
    Expression(String),
    /// Methylation or another epigenetic state, in the source's words.
    Epigenetic(String),
    /// Phosphorylation, localisation, alternative transcript: not decidable from DNA.
    Other(String),
}

/// Which kind of test decides an alteration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Assay {
    /// A small variant in a VCF.
    SmallVariant,
    /// Copy number.
    CopyNumber,
    /// Structural variants or RNA.
    Fusion,
    /// A score over the whole tumour.
    Signature,
    /// Absence of any change, where the gene was assessed.
    Wildtype,
    /// Inherited genotype.
    Germline,
    /// RNA or protein abundance.
    Expression,
    /// Methylation.
    Epigenetic,
    /// None of these.
    Other,
}

impl Assay {
    /// Returns the word used in tables and reports.
    pub fn name(self) -> &'static str {
        match self {
            Assay::SmallVariant => "small_variant",
            Assay::CopyNumber => "copy_number",
            Assay::Fusion => "fusion",
            Assay::Signature => "signature",
            Assay::Wildtype => "wildtype",
            Assay::Germline => "germline_genotype",
            Assay::Expression => "expression",
            Assay::Epigenetic => "epigenetic",
            Assay::Other => "other",
        }
    }
}

impl Alteration {
    /// Returns what an alteration that is only named does to its gene, as far as its name says.
    pub fn state(&self) -> ChangeState<'static> {
        use CopyNumberClass::{Amplification, Deletion, Gain};
        let (effect, what) = match self {
            Self::CopyNumber(Amplification | Gain) => (Effect::Activating, "more copies"),
            Self::Fusion(..) => (Effect::Activating, "a fusion"),
            Self::InternalTandemDuplication
            | Self::KinaseDomainDuplication
            | Self::PartialTandemDuplication => (Effect::Activating, "a duplication"),
            Self::GainOfFunction => (Effect::Activating, "activating by its name"),
            Self::CopyNumber(Deletion) => (Effect::Inactivating, "lost copies"),
            Self::LossOfFunction
            | Self::Truncating
            | Self::Frameshift
            | Self::Loss
            | Self::Biallelic
            | Self::Exon { class: RegionClass::Frameshift | RegionClass::Nonsense, .. } => {
                (Effect::Inactivating, "inactivating by its name")
            }
            _ => return ChangeState::default(),
        };
        ChangeState::new(effect, Basis::Structural(what))
    }

    /// Which kind of test decides it. `Loss` counts as a small
    /// variant (a truncation shows it), though copy number can show it too.
    pub fn assay(&self) -> Assay {
        match self {
            Alteration::Exon { class: RegionClass::ExonLoss, .. }
            | Alteration::CopyNumber(_)
            | Alteration::ArmDeletion { .. }
            | Alteration::ArmGain(_) => Assay::CopyNumber,
            Alteration::Protein(_)
            | Alteration::Codon(_)
            | Alteration::CodonTo(..)
            | Alteration::Exon { .. }
            | Alteration::Region { .. }
            | Alteration::Coding(_)
            | Alteration::Promoter(_)
            | Alteration::Mutation
            | Alteration::MutationOutside(_)
            | Alteration::GainOfFunction
            | Alteration::LossOfFunction
            | Alteration::Truncating
            | Alteration::Frameshift
            | Alteration::Biallelic
            | Alteration::Reversion
            | Alteration::InternalTandemDuplication
            | Alteration::Loss => Assay::SmallVariant,
            Alteration::Fusion(..)
            | Alteration::Rearrangement(_)
            | Alteration::KinaseDomainDuplication
            | Alteration::PartialTandemDuplication => Assay::Fusion,
            Alteration::Wildtype => Assay::Wildtype,
            Alteration::Signature(_) => Assay::Signature,
            Alteration::DbSnp(_) | Alteration::Haplotype(_) => Assay::Germline,
            Alteration::Expression(_) => Assay::Expression,
            Alteration::Epigenetic(_) => Assay::Epigenetic,
            Alteration::Other(_) => Assay::Other,
        }
    }
}

impl std::fmt::Display for Component {
    /// Writes the component in a few words: `ABL1 T315I`, `EML4::ALK fusion`, `KRAS wild type`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let codon = |at: &Residue| {
            let residue = at.residue.map(char::from).map(String::from).unwrap_or_default();
            format!("{residue}{}", at.number)
        };
        let what = match &self.alteration {
            Alteration::Fusion(five, three) => return write!(f, "{five}::{three} fusion"),
            Alteration::Signature(signature) => return f.write_str(signature.name()),
            Alteration::ArmDeletion { arm, whole: false } => return write!(f, "{arm} deletion"),
            Alteration::ArmDeletion { arm, whole: true } => {
                return write!(f, "{arm} whole-arm deletion");
            }
            Alteration::ArmGain(arm) => return write!(f, "{arm} gain"),
            Alteration::Protein(change) => change.short(),
            Alteration::Codon(at) => codon(at),
            Alteration::CodonTo(at, alternates) => {
                let to: Vec<_> = alternates.iter().map(|&b| char::from(b).to_string()).collect();
                format!("{}{}", codon(at), to.join("/"))
            }
            Alteration::Exon { first, last, class } if first == last => {
                format!("exon {first} {}", class.name())
            }
            Alteration::Exon { first, last, class } => {
                format!("exon {first}-{last} {}", class.name())
            }
            Alteration::Region { name, class, .. } => format!("{name} {}", class.name()),
            Alteration::Coding(text)
            | Alteration::Expression(text)
            | Alteration::Epigenetic(text)
            | Alteration::DbSnp(text)
            | Alteration::Haplotype(text)
            | Alteration::Other(text) => text.clone(),
            Alteration::Promoter(_) => "promoter mutation".to_owned(),
            Alteration::Mutation => "mutation".to_owned(),
            Alteration::MutationOutside(codons) => {
                let codons: Vec<_> = codons.iter().map(codon).collect();
                format!("mutation outside {}", codons.join(", "))
            }
            Alteration::GainOfFunction => "activating mutation".to_owned(),
            Alteration::LossOfFunction => "loss-of-function mutation".to_owned(),
            Alteration::Truncating => "truncating mutation".to_owned(),
            Alteration::Frameshift => "frameshift".to_owned(),
            Alteration::Biallelic => "biallelic inactivation".to_owned(),
            Alteration::Reversion => "reversion mutation".to_owned(),
            Alteration::InternalTandemDuplication => "ITD".to_owned(),
            Alteration::KinaseDomainDuplication => "kinase domain duplication".to_owned(),
            Alteration::PartialTandemDuplication => "partial tandem duplication".to_owned(),
            Alteration::Loss => "loss".to_owned(),
            Alteration::CopyNumber(class) => class.name().to_owned(),
            Alteration::Rearrangement(_) => "rearrangement".to_owned(),
            Alteration::Wildtype => "wild type".to_owned(),
        };
        write!(f, "{} {what}", self.gene)
    }
}

impl std::fmt::Display for Partner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Partner::Gene(gene, None) => f.write_str(gene),
            Partner::Gene(gene, Some(exon)) => write!(f, "{gene}(exon {exon})"),
            Partner::Any => f.write_str("v"),
            Partner::Unknown => f.write_str("?"),
        }
    }
}

impl RegionClass {
    /// Returns the class in a few words.
    pub fn name(self) -> &'static str {
        match self {
            RegionClass::Mutation => "mutation",
            RegionClass::Deletion => "deletion",
            RegionClass::Insertion => "insertion",
            RegionClass::Missense => "missense mutation",
            RegionClass::Nonsense => "nonsense mutation",
            RegionClass::Frameshift => "frameshift",
            RegionClass::Skipping => "skipping",
            RegionClass::ExonLoss => "exon loss",
        }
    }
}

impl CopyNumberClass {
    /// All events.
    pub const ALL: [CopyNumberClass; 4] =
        [Self::Amplification, Self::Gain, Self::Deletion, Self::LossOfHeterozygosity];

    /// Returns the event in a few words.
    pub fn name(self) -> &'static str {
        match self {
            CopyNumberClass::Amplification => "amplification",
            CopyNumberClass::Gain => "gain",
            CopyNumberClass::Deletion => "deletion",
            CopyNumberClass::LossOfHeterozygosity => "loss of heterozygosity",
        }
    }
}

impl Signature {
    /// Returns the signature in a few words.
    pub fn name(self) -> &'static str {
        match self {
            Signature::MsiHigh => "MSI-high",
            Signature::MsiLow => "MSI-low",
            Signature::MismatchRepairDeficient => "dMMR",
            Signature::MismatchRepairProficient => "pMMR",
            Signature::TmbHigh => "TMB-high",
            Signature::TmbLow => "TMB-low",
            Signature::HomologousRecombinationDeficient => "HRD",
        }
    }
}
