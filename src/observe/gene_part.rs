//! Copies of a part of a gene, to be added up over the sample's segments.

use crate::matching::candidate::Candidate;
use crate::structural::copies::Part;

/// A gene of which a segment holds less than half.
#[derive(Debug, Clone)]
pub struct GenePart<'k> {
    /// What it is if other segments hold the rest.
    pub whole: Candidate<'k>,
    /// What it is by itself.
    pub alone: Candidate<'k>,
    /// The part.
    pub part: Part,
}
