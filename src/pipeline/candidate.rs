//! What a worker hands over for one allele in one gene.

use std::collections::BTreeSet;

use crate::matching::gene::ProfileHit;
use crate::model::allele::SequenceEdit;
use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::{Flag, ObservedVariant};
use crate::model::oncogenicity::FactMatch;
use crate::model::structural::Junction;

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
    /// What a structural variant is called: `amplification`; empty for small variants.
    pub word: &'static str,
    /// The junction, which two records may tell.
    pub event: Option<Junction>,
    /// The sequence edit that its own record makes, where it is one.
    pub edit: Option<SequenceEdit>,
}

/// Why evidence on a change gives no level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withheld {
    /// Its haplotype reads otherwise.
    ReplacedOnHaplotype,
    /// Its parts may lie on different copies.
    UnknownPhase,
    /// It restores the frame of another change of its copy.
    RestoresFrame,
}

impl Withheld {
    /// The reason in words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::ReplacedOnHaplotype => "its haplotype reads otherwise (component_of)",
            Self::UnknownPhase => "right only if both changes are in cis (UNKNOWN_PHASE)",
            Self::RestoresFrame => "it restores the reading frame of its copy (reversion)",
        }
    }
}

impl Candidate {
    /// Gene and change in a few words, for combinations: `EGFR T790M`.
    pub fn name(&self) -> String {
        let change = match &self.consequence.protein {
            Some(change) => change.short(),
            None => self.consequence.hgvs_c.clone().unwrap_or_else(|| self.word.to_owned()),
        };
        format!("{} {change}", self.consequence.gene).trim_end().to_owned()
    }
}
