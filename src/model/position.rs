//! Positions on a genome, a transcript, a coding sequence and a protein, each a type of its own.
//!
//! Bases are counted from 0, and intervals are half-open. Residues and exons are counted from 1.
//! Whoever goes from one to another does so by a method here or on [`TranscriptModel`].
//!
//! [`TranscriptModel`]: crate::genome::TranscriptModel

use std::fmt;

/// Bases of a codon.
const CODON: u32 = 3;

/// A 0-based genomic position (VCF POS minus 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Position(pub u32);

impl Position {
    /// Creates a position from a 1-based coordinate. 0 (VCF's telomere) saturates to 0.
    pub fn from_one_based(pos: u32) -> Self {
        Self(pos.saturating_sub(1))
    }

    /// Returns the position as a 1-based coordinate.
    pub fn one_based(self) -> u32 {
        self.0 + 1
    }
}

impl fmt::Display for Position {
    /// Writes the position 1-based, as people read it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.one_based())
    }
}

/// A 0-based half-open interval on one contig. Empty where `start == end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Interval {
    /// First base.
    pub start: u32,
    /// One past the last base.
    pub end: u32,
}

impl Interval {
    /// Creates `start..end`, 0-based half-open.
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Returns the number of bases.
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Returns whether it holds no base.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Returns whether the two share at least one base.
    pub fn overlaps(self, other: Interval) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns what the two share, which is empty where they share no base.
    pub fn common(self, other: Interval) -> Interval {
        let start = self.start.max(other.start);
        Interval::new(start, self.end.min(other.end).max(start))
    }

    /// Returns whether `position` (0-based) lies inside.
    pub fn contains(self, position: u32) -> bool {
        self.start <= position && position < self.end
    }
}

/// A 0-based position on a transcript: exon bases before it, in transcript direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TranscriptPosition(pub u32);

/// A 0-based position in a coding sequence: coding bases before it, in transcript direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CdsPosition(pub u32);

impl CdsPosition {
    /// Returns the residue whose codon holds the base.
    pub fn residue(self) -> ResidueNumber {
        ResidueNumber(self.0 / CODON + 1)
    }

    /// Returns which base of its codon it is: 0, 1 or 2.
    pub fn in_codon(self) -> u32 {
        self.0 % CODON
    }
}

/// The 1-based number of a residue, and of the codon that makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ResidueNumber(pub u32);

impl ResidueNumber {
    /// Returns its codon, 0-based half-open in the coding sequence. Returns `None` for residue 0,
    /// and for one beyond what can be counted.
    pub fn codon(self) -> Option<Interval> {
        let start = self.0.checked_sub(1)?.checked_mul(CODON)?;
        Some(Interval::new(start, start.checked_add(CODON)?))
    }

    /// Returns its 0-based place in a protein sequence that begins with residue 1.
    pub fn index(self) -> Option<usize> {
        usize::try_from(self.0.checked_sub(1)?).ok()
    }
}

impl fmt::Display for ResidueNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The 1-based number of an exon, in transcript direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExonRank(pub u32);

impl fmt::Display for ExonRank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genome_positions_are_read_and_written_from_one() {
        assert_eq!(Position::from_one_based(140_453_136), Position(140_453_135));
        assert_eq!(Position(140_453_135).to_string(), "140453136");
        assert_eq!(Position::from_one_based(0), Position(0));
    }

    #[test]
    fn residues_and_their_codons() {
        assert_eq!(ResidueNumber(600).codon(), Some(Interval::new(1_797, 1_800)));
        assert_eq!(ResidueNumber(0).codon(), None);
        assert_eq!(ResidueNumber(u32::MAX).codon(), None);
        assert_eq!((ResidueNumber(1).index(), ResidueNumber(0).index()), (Some(0), None));
        for base in 0..30 {
            let at = CdsPosition(base);
            let codon = at.residue().codon().unwrap();
            assert!(codon.contains(base), "{base}");
            assert_eq!(codon.start + at.in_codon(), base);
        }
    }
}
