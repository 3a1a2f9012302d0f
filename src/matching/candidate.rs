//! What a worker hands over for one allele in one gene.

use std::collections::BTreeSet;

use crate::matching::gene::ProfileHit;
use crate::model::allele::SequenceEdit;
use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::{self, Flag, ObservedVariant, Withheld};
use crate::model::oncogenicity::FactMatch;
use crate::model::structural::{Junction, StructuralChange};

/// An allele that meets a component of some profile, or changes a gene enough to matter by itself.
/// Whether a profile holds is decided when the whole sample has been read.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The allele as the input wrote it.
    pub variant: ObservedVariant,
    /// Its consequence on the reported transcript of the gene.
    pub consequence: TranscriptConsequence,
    /// Components it meets.
    pub hits: Vec<ProfileHit>,
    /// What is known of it beside therapies.
    pub facts: Vec<FactMatch>,
    /// What was noticed on the way.
    pub flags: BTreeSet<Flag>,
    /// Why its evidence gives no level, if so.
    pub withheld: Option<Withheld>,
    /// Sentences for the reader, beyond how it matched.
    pub notes: Vec<String>,
    /// What it comes to in the gene, where it is no small variant.
    pub structural: Option<StructuralChange>,
    /// The junction, which two records may tell.
    pub event: Option<Junction>,
    /// The sequence edit that its own record makes, where it is one.
    pub edit: Option<SequenceEdit>,
}

impl Candidate {
    /// Gene and change in a few words, for combinations: `EGFR T790M`.
    pub fn name(&self) -> String {
        finding::name(&self.consequence, self.structural.as_ref())
    }
}
