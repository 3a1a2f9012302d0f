//! Skips and warnings as data: counted by kind, with the first examples kept for the summary.

mod warning;

use std::collections::BTreeMap;

pub use self::warning::Warning;

/// Why a record or an allele was skipped, or needs the reader's attention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// 1-based line of the input text, or a BCF record's ordinal. It is 0 where there is neither.
    pub line: u64,
    /// The VCF column or FORMAT/INFO key at fault, in the field's own spelling (`POS`, `AD`).
    pub field: String,
    /// What is wrong, in a few words, without the line and field.
    pub reason: String,
}

/// Diagnostics counted by (field, reason), with the first line of each kind.
#[derive(Debug, Default, Clone)]
pub struct Diagnostics {
    kinds: BTreeMap<(String, String), Kind>,
}

#[derive(Debug, Clone)]
struct Kind {
    first_line: u64,
    count: u64,
}

impl Diagnostics {
    /// Counts one diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let Diagnostic { line, field, reason } = diagnostic;
        self.kinds
            .entry((field, reason))
            .and_modify(|kind| {
                kind.count += 1;
                kind.first_line = kind.first_line.min(line);
            })
            .or_insert(Kind { first_line: line, count: 1 });
    }

    /// Adds everything that `other` counted.
    pub fn extend(&mut self, other: Diagnostics) {
        for (key, kind) in other.kinds {
            self.kinds
                .entry(key)
                .and_modify(|own| {
                    own.count += kind.count;
                    own.first_line = own.first_line.min(kind.first_line);
                })
                .or_insert(kind);
        }
    }

    /// Returns how many diagnostics were counted.
    pub fn total(&self) -> u64 {
        self.kinds.values().map(|kind| kind.count).sum()
    }

    /// Returns one warning a kind.
    pub fn warnings(&self) -> impl Iterator<Item = Warning> {
        self.kinds.iter().map(|((field, reason), kind)| Warning::Malformed {
            line: kind.first_line,
            field: field.clone(),
            reason: reason.clone(),
            records: kind.count,
        })
    }
}
