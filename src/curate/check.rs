//! `knowledge check`: what in an evidence table cannot be right, or can never be met.

mod labels;
mod names;
mod problem;
mod reach;
mod statements;
mod warnings;

use std::collections::BTreeSet;

use crate::genome::TranscriptStore;
use crate::knowledge::evidence::EvidenceTable;
use crate::knowledge::oncogenicity::OncogenicityTable;

use crate::curate::fit::fit;

pub use self::warnings::warnings;

pub use self::problem::{Kind, Note, NoteKind, Problem, Report};

static EXCEPTIONS: &str = include_str!("../../data/curated/check_exceptions.tsv");

/// Checks `table` and `changes`. Where `is_embedded`, exceptions that no longer apply are problems,
/// because they are for these tables.
pub fn check(
    table: &EvidenceTable<'_>,
    changes: &OncogenicityTable<'_>,
    is_embedded: bool,
) -> Report {
    let mut problems = BTreeSet::new();
    known_changes(changes, &mut problems);
    for entry in table.profiles() {
        names::residues(entry, &mut problems);
        names::symbols(entry, &mut problems);
        names::alterations(entry, &mut problems);
    }
    names::words(table, &mut problems);
    statements::duplicates(table, &mut problems);
    let mut notes = statements::shadowed(table);
    statements::contradictions(table, &mut problems, &mut notes);
    statements::of_one_id(table, &mut problems);
    statements::without_therapy(table, &mut problems);
    reach::check(table, &mut problems, &mut notes);
    labels::check(table, &mut problems);
    notes.sort_by_key(|note| note.kind);
    let mut report = Report { notes, ..Report::default() };
    let exceptions: Vec<(&str, &str)> = EXCEPTIONS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.next()?))
        })
        .collect();
    let is_excepted = |problem: &Problem| {
        exceptions
            .iter()
            .any(|&(kind, subject)| kind == problem.kind.name() && subject == problem.subject)
    };
    for (kind, subject) in &exceptions {
        let applies = problems.iter().any(|p| p.kind.name() == *kind && p.subject == *subject);
        if !applies && is_embedded {
            report.problems.push(Problem {
                kind: Kind::StaleException,
                subject: (*subject).to_owned(),
                detail: format!("the exception for {kind} no longer applies"),
                statements: BTreeSet::new(),
            });
        }
    }
    for problem in problems {
        if is_excepted(&problem) {
            report.excepted += 1;
        } else {
            report.problems.push(problem);
        }
    }
    report
}

/// Changes that are recurrent or oncogenic, against the embedded transcripts.
fn known_changes(table: &OncogenicityTable<'_>, problems: &mut BTreeSet<Problem>) {
    for fact in table.genes().flat_map(|gene| table.of_gene(gene)) {
        if let Some(detail) = fit(TranscriptStore::embedded(), &fact).problem() {
            let (subject, detail) = (fact.id.to_owned(), detail.to_owned());
            let statements = BTreeSet::new();
            problems.insert(Problem { kind: Kind::Residue, subject, detail, statements });
        }
    }
}

#[cfg(test)]
mod tests;
