//! Rows of one table that contradict each other: which of them is right cannot be known here.

use std::collections::BTreeMap;

use crate::diagnostics::{Tally, Warning, listed};
use crate::io::table::Table;

/// What one row says of one thing.
#[derive(Debug)]
pub(super) struct Saying<S, T> {
    /// The row's line.
    pub(super) line: u64,
    /// What it is about: a gene, a segment, a junction.
    pub(super) of: String,
    /// What rows on one thing must agree in.
    pub(super) says: S,
    /// The same, in the row's words.
    pub(super) shown: String,
    /// What comes of it.
    pub(super) gives: T,
}

/// Returns what comes of all rows but those that contradict others, with the warning that names these.
/// Of rows on one thing that do not agree, `stands` keeps some.
pub(super) fn agreed<S: PartialEq, T>(
    table: &Table,
    sayings: Vec<Saying<S, T>>,
    remedy: &'static str,
    stands: impl Fn(&S) -> bool,
) -> (Vec<T>, Option<Warning>) {
    let mut of_thing: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, saying) in sayings.iter().enumerate() {
        of_thing.entry(&saying.of).or_default().push(index);
    }
    let mut contradicts = vec![false; sayings.len()];
    let (mut tally, mut told) = (Tally::default(), Vec::new());
    for (of, rows) in of_thing {
        let mut different: Vec<&Saying<S, T>> = Vec::new();
        for saying in rows.iter().map(|&row| &sayings[row]) {
            if !different.iter().any(|other| other.says == saying.says) {
                different.push(saying);
            }
        }
        if different.len() > 1 {
            let said = |saying: &&Saying<S, T>| format!("{} in line {}", saying.shown, saying.line);
            told.push(format!(
                "{of} ({})",
                different.iter().map(said).collect::<Vec<_>>().join("; ")
            ));
            for row in rows {
                contradicts[row] = true;
                tally.push(sayings[row].line);
            }
        }
    }
    let warning = (!told.is_empty()).then(|| Warning::Rows {
        file: table.path().to_path_buf(),
        what: format!("rows contradict each other: {}", listed(&told)),
        tally,
        remedy,
    });
    let kept = sayings.into_iter().zip(contradicts);
    let kept = kept.filter(|(saying, contradicts)| !contradicts || stands(&saying.says));
    (kept.map(|(saying, _)| saying.gives).collect(), warning)
}
