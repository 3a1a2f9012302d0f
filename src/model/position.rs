//! Genomic positions and intervals: 0-based, half-open.

use std::fmt;

/// A 0-based genomic position (VCF POS minus 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Position(pub u32);

impl Position {
    /// From a 1-based coordinate; 0 (VCF's telomere) saturates to 0.
    pub fn from_one_based(pos: u32) -> Self {
        Self(pos.saturating_sub(1))
    }

    /// As a 1-based coordinate.
    pub fn one_based(self) -> u32 {
        self.0 + 1
    }
}

impl fmt::Display for Position {
    /// 1-based, as people read it.
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
    /// `start..end`.
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Number of bases.
    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no base.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether the two share at least one base.
    pub fn overlaps(self, other: Interval) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `position` (0-based) lies inside.
    pub fn contains(self, position: u32) -> bool {
        self.start <= position && position < self.end
    }
}
