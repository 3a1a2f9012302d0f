//! What a reader of a sample wants first, ranked once: every format that has a page lays this out.

use std::fmt;

use super::conclusion::RankedRegimen;
use super::level::Level;

/// A sample on one page. Findings are named by their place in the list that the page goes with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Changes that make a therapy work in the tumour type asked for (1, 2, 3A), the best first.
    pub therapies: Vec<Entry>,
    /// Changes that make a therapy fail (R1, R2), the surest first.
    pub resistances: Vec<Entry>,
    /// Changes that make one work in another tumour type, or by early evidence (3B, 4).
    pub elsewhere: Vec<Entry>,
    /// Changes that drive a tumour, without a therapy of any level.
    pub drivers: Vec<usize>,
    /// What is to be confirmed before any of this is used.
    pub confirmations: Vec<Confirmation>,
    /// How many changes are of unknown significance.
    pub unknown_significance: usize,
}

/// A change with the regimens of one part of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The finding.
    pub finding: usize,
    /// Its regimens of this part, the highest level first.
    pub regimens: Vec<RankedRegimen>,
}

impl Entry {
    /// Returns the highest level of the entry.
    pub fn level(&self) -> Option<Level> {
        self.regimens.first().map(|regimen| regimen.level)
    }
}

/// What is to be confirmed of one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// The finding.
    pub finding: usize,
    /// What is not sure, and what would show it.
    pub reason: &'static str,
}

/// An allele that would have a level, and was left out as its record failed a FILTER.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Gene and change: `BRAF V600E`.
    pub name: String,
    /// The allele as the input wrote it: `7:140453136:A>T`.
    pub allele: String,
    /// FILTER of its record, or of its sample.
    pub filter: String,
    /// The level that it would have.
    pub level: Level,
}

impl fmt::Display for LeftOut {
    /// Writes `BRAF V600E (7:140453136:A>T, weak_evidence) [1]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}, {}) [{}]", self.name, self.allele, self.filter, self.level)
    }
}
