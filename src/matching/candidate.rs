//! One allele in one gene, before the sample is judged.

use std::collections::BTreeSet;

use crate::matching::gene::ProfileHit;
use crate::model::change::Change;
use crate::model::change_state::ChangeState;
use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::{self, Flag, ObservedVariant, Withheld};
use crate::model::oncogenicity::FactMatch;

/// The number of a candidate among those of its sample, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CandidateId(pub usize);

/// What the knowledge says of one change in one gene.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Met<'k> {
    /// Components of profiles that it meets.
    pub hits: Vec<ProfileHit>,
    /// That it is recurrent, oncogenic, or neither.
    pub facts: Vec<FactMatch<'k>>,
    /// What it does to the gene.
    pub state: ChangeState<'k>,
}

/// An allele that meets a component of some profile, or changes a gene enough to matter by itself.
/// Whether a profile holds is decided when the whole sample has been read.
#[derive(Debug, Clone)]
pub struct Candidate<'k> {
    /// The allele as the input wrote it. It goes from hand to hand until it is reported, and is not moved.
    pub variant: Box<ObservedVariant>,
    /// Its consequence on the reported transcript of the gene.
    pub consequence: TranscriptConsequence,
    /// What the knowledge says of it.
    pub met: Met<'k>,
    /// What kind of change it is.
    pub change: Change,
    /// What was noticed on the way.
    pub flags: BTreeSet<Flag>,
    /// Why its evidence gives no level, if so.
    pub withheld: Option<Withheld>,
    /// Sentences for the reader, beyond how it matched.
    pub notes: Vec<String>,
}

impl<'k> Candidate<'k> {
    /// Makes a candidate of which nothing was noticed yet.
    pub fn new(
        variant: impl Into<Box<ObservedVariant>>,
        consequence: TranscriptConsequence,
        met: Met<'k>,
        change: Change,
    ) -> Self {
        Self {
            variant: variant.into(),
            consequence,
            met,
            change,
            flags: BTreeSet::new(),
            withheld: None,
            notes: Vec::new(),
        }
    }

    /// Returns gene and change in a few words, for combinations: `EGFR T790M`.
    pub fn name(&self) -> String {
        finding::name(&self.consequence, self.change.structural())
    }

    /// Returns whether it changes what its gene makes: by residues, or by what is known of its bases.
    pub(crate) fn alters(&self) -> bool {
        let is_small = self.change.structural().is_none();
        self.consequence.is_nonsynonymous() || is_small && self.met.state.effect.alters()
    }
}
