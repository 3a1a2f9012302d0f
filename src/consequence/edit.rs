//! A replacement in a coding sequence.

use crate::model::position::Interval;

/// A replacement in a coding sequence, in transcript direction.
#[derive(Debug, Clone, Copy)]
pub(super) struct CodingEdit<'a> {
    /// The coding sequence and the known bases of the 3′ UTR after it.
    pub(super) bases: &'a [u8],
    /// Length of the coding sequence, stop codon included: whole codons.
    pub(super) cds_length: usize,
    /// Replaced bases of `bases`, 0-based half-open. Empty for an insertion before its start.
    pub(super) range: Interval,
    /// New bases.
    pub(super) inserted: &'a [u8],
}

impl<'a> CodingEdit<'a> {
    /// Returns the coding sequence alone.
    pub(super) fn cds(&self) -> &'a [u8] {
        &self.bases[..self.cds_length]
    }

    /// Returns the bases added minus the bases removed.
    pub(super) fn net(&self) -> i64 {
        self.inserted.len() as i64 - i64::from(self.range.len())
    }
}
