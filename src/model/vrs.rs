//! An allele in the one form that all its spellings have (GA4GH VRS 2).

/// An allele, fully justified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VrsAllele {
    /// `ga4gh:VA.…`.
    pub id: String,
    /// The refget accession of the chromosome: `SQ.…`.
    pub accession: String,
    /// 0-based, inclusive.
    pub start: u32,
    /// 0-based, exclusive.
    pub end: u32,
    /// What stands there.
    pub state: VrsState,
    /// The change of the chromosome in HGVS, shifted towards its end: `NC_000007.14:g.140753336A>T`.
    pub hgvs_g: Option<String>,
}

/// What stands in the stretch of an allele.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VrsState {
    /// These bases.
    Literal(String),
    /// As many bases, each as the one this far before it.
    Length {
        /// How many.
        length: usize,
        /// How far.
        unit: usize,
    },
}
