//! Knowledge that a change is recurrent or oncogenic, without a therapy.

use super::allele::SequenceEdit;
use super::assembly::Assembly;
use super::citation::Citation;
use super::gene::GeneRole;
use super::protein_change::ProteinChange;

/// Tumour samples with the same change that make a hotspot of it (OS3 and OM4 of Horak 2022).
pub const SAME_CHANGE: u32 = 10;

/// What is said of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FactKind {
    /// Its residue, its stretch of residues or its splice site is changed in more tumours than
    /// chance allows.
    Hotspot,
    /// Its residue lies in such a cluster in the folded protein.
    Hotspot3d,
    /// It is oncogenic or likely so.
    Oncogenic,
    /// It is benign or likely so.
    NotOncogenic,
    /// It matters for diagnosis, prognosis or therapy in some disease, at a stated tier.
    ClinicalImpact,
}

impl FactKind {
    /// All kinds.
    pub const ALL: [FactKind; 5] = [
        FactKind::Hotspot,
        FactKind::Hotspot3d,
        FactKind::Oncogenic,
        FactKind::NotOncogenic,
        FactKind::ClinicalImpact,
    ];

    /// Returns the word used in tables and reports.
    pub fn name(self) -> &'static str {
        match self {
            FactKind::Hotspot => "hotspot",
            FactKind::Hotspot3d => "hotspot_3d",
            FactKind::Oncogenic => "oncogenic",
            FactKind::NotOncogenic => "not_oncogenic",
            FactKind::ClinicalImpact => "clinical_impact",
        }
    }

    /// Reads [`FactKind::name`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == text)
    }

    /// Returns whether it counts samples of a residue.
    pub fn is_hotspot(self) -> bool {
        matches!(self, FactKind::Hotspot | FactKind::Hotspot3d)
    }
}

/// Tumour samples with a change of a residue (of the stretch, for in-frame changes of length).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Samples {
    /// With any change there.
    pub residue: u32,
    /// With this very change.
    pub change: u32,
}

/// One row of a table of oncogenicity, borrowed from its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OncogenicityFact<'a> {
    /// HGNC symbol.
    pub gene: &'a str,
    /// What is said.
    pub kind: FactKind,
    /// The change by its protein name, on the source's own transcript.
    pub change: Option<ProteinChange>,
    /// First and last residue of a hotspot.
    pub residues: Option<(u32, u32)>,
    /// How often it was seen, for hotspots.
    pub samples: Option<Samples>,
    /// The source's own class: `in-frame indel`, `Likely oncogenic`, `Tier I - Strong`.
    pub class: &'a str,
    /// The transcript that the source counts on, where it names one.
    pub transcript: &'a str,
    /// The change by its bases, where the source gives them.
    pub allele: Option<(Assembly, SequenceEdit)>,
    /// Diseases in the source's words, joined by semicolons.
    pub diseases: &'a str,
    /// How well a classification was reviewed, in the source's words. Empty where nothing was
    /// classified by a standard.
    pub review: &'a str,
    /// The source's own id.
    pub id: &'a str,
    /// Who says it.
    pub source: &'a str,
    /// What it rests on.
    pub citation: Citation<'a>,
}

impl OncogenicityFact<'_> {
    /// Returns whether a classification was made by stated criteria (ClinVar: one star at least).
    pub fn is_reviewed(&self) -> bool {
        ["criteria provided", "reviewed by expert panel", "practice guideline"]
            .iter()
            .any(|status| self.review.starts_with(status))
    }

    /// Returns whether it may weigh in a judgement: it cites something, and a classification was
    /// made by stated criteria.
    pub fn has_weight(&self) -> bool {
        self.citation.is_verified() && (self.review.is_empty() || self.is_reviewed())
    }
}

/// In what a variant and a fact agree, the most specific first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sameness {
    /// The same change of the same bases.
    Allele,
    /// The same protein change.
    Protein,
    /// The residue or the stretch, changed otherwise.
    Residue,
}

impl Sameness {
    /// Returns the word used in results.
    pub fn name(self) -> &'static str {
        match self {
            Sameness::Allele => "allele",
            Sameness::Protein => "protein",
            Sameness::Residue => "residue",
        }
    }
}

/// A fact that is about a variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactMatch<'k> {
    /// The fact.
    pub fact: OncogenicityFact<'k>,
    /// In what they agree.
    pub sameness: Sameness,
}

impl FactMatch<'_> {
    /// Returns whether the fact is of this very change.
    pub fn is_same_change(&self) -> bool {
        self.sameness != Sameness::Residue
    }

    /// Returns whether the fact is of this very change and may weigh. Clusters in the folded
    /// protein do not, since they are predictions. Nor do rows without a citation or a review.
    pub fn counts(&self) -> bool {
        self.is_same_change() && self.fact.has_weight() && self.fact.kind != FactKind::Hotspot3d
    }

    /// Returns whether it is a stop, which few samples have, in a gene whose loss drives nothing.
    pub fn is_stop_elsewhere(&self, role: GeneRole) -> bool {
        let is_stop =
            matches!(self.fact.change, Some(ProteinChange::Substitution { alternate: b'*', .. }));
        is_stop && !role.is_suppressor() && !self.recurs()
    }

    fn recurs(&self) -> bool {
        self.fact.samples.is_some_and(|samples| samples.change >= SAME_CHANGE)
    }

    /// Returns whether the change is worth a row by itself in a gene of this role.
    ///
    /// - A hotspot in a cancer gene is. In a gene of unknown role it needs [`SAME_CHANGE`] samples.
    /// - An oncogenic change in a cancer gene is. Elsewhere its classification must have been
    ///   reviewed, since lists of literature hold polymorphisms.
    /// - A change of clinical impact is.
    pub fn is_driver(&self, role: GeneRole) -> bool {
        let in_cancer_gene = role.is_oncogene() || role.is_suppressor();
        self.counts()
            && match self.fact.kind {
                FactKind::Hotspot => {
                    (in_cancer_gene || self.recurs()) && !self.is_stop_elsewhere(role)
                }
                FactKind::Oncogenic => in_cancer_gene || self.fact.is_reviewed(),
                FactKind::ClinicalImpact => {
                    ["Tier I ", "Tier II "].iter().any(|tier| self.fact.class.starts_with(tier))
                }
                FactKind::Hotspot3d | FactKind::NotOncogenic => false,
            }
    }
}

/// Returns whether facts that weigh call this very change oncogenic, and others not.
pub fn is_contested(facts: &[FactMatch]) -> bool {
    let says = |kind| facts.iter().any(|m| m.counts() && m.fact.kind == kind);
    says(FactKind::Oncogenic) && says(FactKind::NotOncogenic)
}

/// Returns whether this very change is called not oncogenic, and by nothing oncogenic.
pub fn refutes(facts: &[FactMatch]) -> bool {
    let is_benign = |m: &FactMatch| m.counts() && m.fact.kind == FactKind::NotOncogenic;
    facts.iter().any(is_benign) && !is_contested(facts)
}
