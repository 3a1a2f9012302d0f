//! Skips and warnings as data: counted by kind, with the first examples kept for the summary.

mod count;
mod folders;
mod samples;
mod sentences;
mod tally;
mod warning;

use std::collections::BTreeMap;

pub(crate) use self::count::counted;
pub(crate) use self::samples::{of_samples, relocated};
pub(crate) use self::sentences::listed;
pub use self::tally::{Scope, Tally};
pub use self::warning::Warning;

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

    /// Returns whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
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
    fn skipped_records_are_told_from_values() {
        let mut diagnostics = Diagnostics::default();
        for (line, scope) in [(3, Scope::Record), (5, Scope::Value), (4, Scope::Record)] {
            let (field, reason) = ("GT".to_owned(), "not a genotype".to_owned());
            diagnostics.push(Diagnostic { line, scope, field, reason });
        }
        assert_eq!((diagnostics.records(), diagnostics.warnings().count()), (2, 2));
    }
}
