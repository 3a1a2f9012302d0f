//! Skips and warnings as data: counted by kind, with the first examples kept for the summary.

mod warning;

use std::collections::BTreeMap;

pub use self::warning::Warning;
pub(crate) use self::warning::listed;

/// How much of a record is left aside because of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// All of it.
    Record,
    /// Its place: it is read, and nothing is concluded from it.
    Place,
    /// One alternate allele.
    Allele,
    /// One value; the rest is read.
    Value,
}

/// Why a record, an allele or a value was left aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// 1-based line of the input text, or a BCF record's ordinal. It is 0 where there is neither.
    pub line: u64,
    /// What is left aside.
    pub scope: Scope,
    /// The VCF column or FORMAT/INFO key at fault, in the field's own spelling (`POS`, `AD`).
    pub field: String,
    /// What is wrong, in a few words, without the line and field.
    pub reason: String,
}

/// How often something was met, and on which lines first.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Tally {
    /// How often.
    pub count: u64,
    /// The first lines, at most [`Tally::NAMED`], each once.
    pub lines: Vec<u64>,
}

impl Tally {
    /// How many lines are named.
    pub const NAMED: usize = 5;

    /// Counts one, on `line`.
    pub fn push(&mut self, line: u64) {
        self.count += 1;
        self.name(line);
    }

    fn name(&mut self, line: u64) {
        if let Err(at) = self.lines.binary_search(&line) {
            self.lines.insert(at, line);
            self.lines.truncate(Self::NAMED);
        }
    }

    fn extend(&mut self, other: Self) {
        self.count += other.count;
        other.lines.into_iter().for_each(|line| self.name(line));
    }
}

/// Diagnostics counted by what is left aside, field and reason.
#[derive(Debug, Default, Clone)]
pub struct Diagnostics {
    kinds: BTreeMap<(Scope, String, String), Tally>,
}

impl Diagnostics {
    /// Counts one diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let Diagnostic { line, scope, field, reason } = diagnostic;
        self.kinds.entry((scope, field, reason)).or_default().push(line);
    }

    /// Adds everything that `other` counted.
    pub fn extend(&mut self, other: Diagnostics) {
        for (key, tally) in other.kinds {
            self.kinds.entry(key).or_default().extend(tally);
        }
    }

    /// Returns how many records were skipped.
    pub fn records(&self) -> u64 {
        let skipped = self.kinds.iter().filter(|((scope, ..), _)| *scope == Scope::Record);
        skipped.map(|(_, tally)| tally.count).sum()
    }

    /// Returns one warning a kind.
    pub fn warnings(&self) -> impl Iterator<Item = Warning> {
        self.kinds.iter().map(|((scope, field, reason), tally)| Warning::Malformed {
            scope: *scope,
            field: field.clone(),
            reason: reason.clone(),
            tally: tally.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_lines_are_named_and_all_are_counted() {
        let mut tally = Tally::default();
        for line in [9, 4, 4, 30, 12, 1, 7] {
            tally.push(line);
        }
        assert_eq!(tally, Tally { count: 7, lines: vec![1, 4, 7, 9, 12] });
        let mut other = Tally::default();
        other.push(2);
        other.extend(tally);
        assert_eq!(other, Tally { count: 8, lines: vec![1, 2, 4, 7, 9] });
    }

    #[test]
    fn skipped_records_are_told_from_values() {
        let mut diagnostics = Diagnostics::default();
        for (line, scope) in [(3, Scope::Record), (5, Scope::Value), (4, Scope::Record)] {
            let (field, reason) = ("GT".to_owned(), "not a genotype".to_owned());
            diagnostics.push(Diagnostic { line, scope, field, reason });
        }
        assert_eq!((diagnostics.records(), diagnostics.warnings().count()), (2, 2));
    }
}
