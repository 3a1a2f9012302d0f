//! What of a user's own evidence tables is told whenever they are used.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::problem::{Kind, Problem};
use super::{names, statements};
use crate::diagnostics::{Tally, Warning, listed};
use crate::knowledge::evidence::{EvidenceTable, TableSource};
use crate::model::evidence::Source;

/// What to do.
const REMEDY: &str = "correct the rows (theravar knowledge check says more)";

/// Warns of rows that are met by nothing, state an effect of no therapy, or contradict others: one warning
/// for each table and kind, with the first lines.
pub fn warnings<'s>(own: impl IntoIterator<Item = &'s TableSource<'s>>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for source in own {
        // Bad rows were refused when it was read.
        let Ok(table) = EvidenceTable::from_text(source.text, &source.name) else { continue };
        let mut of_kind: BTreeMap<Kind, Vec<Problem>> = BTreeMap::new();
        for problem in problems(&table).into_iter().filter(|problem| told(problem.kind).is_some()) {
            of_kind.entry(problem.kind).or_default().push(problem);
        }
        warnings.extend(of_kind.into_iter().filter_map(|(kind, problems)| {
            let subjects: Vec<String> =
                problems.iter().map(|p| format!("{} ({})", p.subject, p.detail)).collect();
            Some(Warning::Rows {
                file: PathBuf::from(&source.name),
                what: format!("{}: {}", told(kind)?, listed(&subjects)),
                tally: lines(source, &problems),
                remedy: REMEDY,
            })
        }));
    }
    warnings
}

fn problems(table: &EvidenceTable<'_>) -> BTreeSet<Problem> {
    let mut problems = BTreeSet::new();
    for entry in table.profiles() {
        names::symbols(entry, &mut problems);
        // Published tables have terms and numberings of their own.
        if entry.evidence().iter().any(|statement| statement.source == Source::User) {
            names::residues(entry, &mut problems);
            names::alterations(entry, &mut problems);
        }
    }
    names::words(table, &mut problems);
    statements::contradictions(table, &mut problems, &mut Vec::new());
    statements::of_one_id(table, &mut problems);
    statements::without_therapy(table, &mut problems);
    problems
}

/// Returns what is said of problems of a kind; `None` of those that change no level.
fn told(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Symbol => "genes are not known by their symbol",
        Kind::Residue => "residues are not there",
        Kind::NotUnderstood => "profiles are not understood",
        Kind::UnknownDisease => "diseases are not known and match no tumour type",
        Kind::Contradiction => "rows contradict each other, and all are used",
        Kind::WithoutTherapy => "effects are stated of no therapy",
        _ => return None,
    })
}

/// Finds the rows of the statements concerned.
fn lines(source: &TableSource<'_>, problems: &[Problem]) -> Tally {
    let concerned: BTreeSet<(&str, &str)> = problems
        .iter()
        .flat_map(|problem| &problem.statements)
        .map(|statement| (statement.profile.as_str(), statement.id.as_str()))
        .collect();
    let mut tally = Tally::default();
    for (number, line) in (1..).zip(source.text.lines()) {
        let mut cells = crate::cells::cells(line).skip(1);
        if cells.next().zip(cells.next()).is_some_and(|row| concerned.contains(&row)) {
            tally.push(number);
        }
    }
    tally
}
