//! Combinations and negations, evaluated over a whole sample.

use super::profile::Assay;

/// Something that a profile needs and the input could not show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// `EML4::ALK fusion`, `no KRAS mutation (NOT_ASSESSED)`.
    pub text: String,
    /// Which test would show it.
    pub assay: Assay,
    /// The genes it is about.
    pub genes: Vec<String>,
}

/// Whether a profile holds in the sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// Every part was seen.
    Yes,
    /// Every part that could be seen was seen. These could not.
    If(Vec<Condition>),
    /// For these reasons it does not: `KRAS mutation is there`.
    No(Vec<String>),
}

/// A profile of several parts or with a negation, of which the sample shows at least one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluatedProfile<'k> {
    /// The profile in the source's words.
    pub profile: &'k str,
    /// Whether it holds.
    pub holds: Holds,
    /// The variants that meet a part of it, in words: `EGFR T790M`.
    pub met_by: Vec<String>,
}

/// The codons of a gene's reported transcript that were read deeply enough to show that nothing
/// else is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessedGene {
    /// HGNC symbol.
    pub gene: String,
    /// Runs of codons, 1-based, both ends included. The stop codon counts.
    pub codons: Vec<(u32, u32)>,
    /// Whether these are all.
    pub is_whole: bool,
}

impl AssessedGene {
    /// Returns a gene that was read from end to end.
    pub fn whole(gene: &str) -> Self {
        Self { gene: gene.to_owned(), codons: vec![(1, u32::MAX)], is_whole: true }
    }
}
