//! What the rules of a sample look at.

use crate::knowledge::genes::Genes;
use crate::matching::candidate::Candidate;
use crate::matching::matcher::Matcher;
use crate::model::stated_fact::StatedFact;
use crate::observe::lost_copy::LostCopy;
use crate::structural::copies::CopyThresholds;

/// The sample as earlier rules left it, for the next one.
pub(super) struct Seen<'s> {
    /// The tables.
    pub(super) matcher: &'s Matcher<'s>,
    /// All candidates.
    pub(super) candidates: &'s [Candidate<'s>],
    /// What of the genome has lost a copy.
    pub(super) lost: &'s [LostCopy],
    /// From how many copies on a gene is lost.
    pub(super) thresholds: &'s CopyThresholds,
    /// What is stated of the sample beside its variants.
    pub(super) stated: &'s [StatedFact],
}

impl Seen<'_> {
    /// Returns the table of genes.
    pub(super) fn genes(&self) -> Genes<'static> {
        self.matcher.genes
    }
}
