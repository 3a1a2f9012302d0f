//! What is known of the two ends of a junction, beside where they lie.

use crate::genome::TranscriptModel;
use crate::genome::sequence::reverse_complement;
use crate::model::transcript::Strand;

/// The two ends of a junction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends<'e> {
    /// Bases between them, `N` where only their number is known, as they are read from the end that the
    /// record stands at, on the forward strand there.
    pub inserted: &'e [u8],
    /// Whether their places are exact.
    pub are_exact: bool,
    /// How many bases either may lie elsewhere.
    pub slack: u32,
}

impl Ends<'_> {
    /// Ends at stated bases, without others between.
    pub const EXACT: Self = Self { inserted: &[], are_exact: true, slack: 0 };
    /// Ends of which only the exons beside them are known.
    pub const BY_EXON: Self = Self { inserted: &[], are_exact: false, slack: 0 };

    /// Returns the bases between the ends in the direction of a transcript on `strand` at the first end.
    pub(super) fn inserted_along(&self, strand: Strand) -> Vec<u8> {
        match strand {
            Strand::Forward => self.inserted.to_vec(),
            Strand::Reverse => reverse_complement(self.inserted),
        }
    }

    /// Returns whether an end at `position` may lie in another exon or intron of `model`.
    pub(super) fn may_lie_elsewhere(&self, model: &TranscriptModel, position: u32) -> bool {
        let first = position.saturating_sub(self.slack);
        let last = position.saturating_add(self.slack);
        self.slack > 0
            && model.exons.iter().any(|exon| {
                [exon.start, exon.end].iter().any(|edge| first < *edge && *edge <= last)
            })
    }
}
