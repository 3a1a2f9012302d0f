//! Statements against each other: the same fact twice, facts that point both ways, and statements
//! that a stronger one of the same content stands before.

use std::collections::{BTreeMap, BTreeSet};

use crate::interpret::grade::own_level;
use crate::knowledge::evidence::{EvidenceTable, ProfileEntry};
use crate::model::evidence::{Direction, Evidence, Significance, Source};
use crate::model::regimen;
use crate::model::source_level::SourceLevel;

use crate::curate::check::problem::{Kind, Note, NoteKind, Problem, Statement, ids, statements};

/// Statements that say the same of the same, from the same publication.
pub(super) fn duplicates(table: &EvidenceTable<'_>, problems: &mut BTreeSet<Problem>) {
    for entry in table.profiles() {
        let mut facts: BTreeMap<_, Vec<Evidence<'_>>> = BTreeMap::new();
        for e in entry.evidence() {
            let effect = (e.direction.name(), e.significance.name(), e.interaction.name());
            let fact = (
                e.source,
                (e.disease, e.disease_id),
                e.therapies,
                effect,
                e.source_level,
                e.citation.as_str(),
                e.origin,
            );
            facts.entry(fact).or_default().push(e);
        }
        for same in facts.into_values().filter(|same| same.len() > 1) {
            problems.insert(Problem {
                kind: Kind::Duplicate,
                subject: ids(&same),
                detail: format!("{}: {}", same[0].profile, same[0].therapies),
                statements: statements(&same),
            });
        }
    }
}

/// Statements that point both ways on one profile, regimen and disease. In what is written by hand,
/// and in labels, that is a problem; in the literature (clinical support for both) a note.
pub(super) fn contradictions(
    table: &EvidenceTable<'_>,
    problems: &mut BTreeSet<Problem>,
    notes: &mut Vec<Note>,
) {
    let is_own = |e: &Evidence<'_>| matches!(e.source, Source::Fda | Source::Curated);
    let is_clinical = |e: &Evidence<'_>| {
        e.direction == Direction::Supports
            && matches!(e.level(), SourceLevel::A | SourceLevel::B | SourceLevel::Label)
    };
    for entry in table.profiles() {
        for (detail, statements) in both_ways(entry, is_own) {
            let subject = entry.text.to_owned();
            problems.insert(Problem { kind: Kind::Contradiction, subject, detail, statements });
        }
        notes.extend(both_ways(entry, is_clinical).into_iter().map(|(detail, _)| Note {
            kind: NoteKind::Contradiction,
            subject: entry.text.to_owned(),
            detail,
        }));
    }
}

/// Returns what the statements that `counts` accepts state both ways. One way is sensitivity, the
/// other resistance or no sensitivity found.
fn both_ways(
    entry: &ProfileEntry<'_>,
    counts: impl Fn(&Evidence<'_>) -> bool,
) -> Vec<(String, BTreeSet<Statement>)> {
    let mut sides: BTreeMap<(&str, String), [Vec<&Evidence<'_>>; 2]> = BTreeMap::new();
    let all = entry.evidence();
    for e in all.iter().filter(|e| counts(e)) {
        let Some(side) = side(e) else { continue };
        let disease = if e.disease_id.is_empty() { e.disease } else { e.disease_id };
        for name in regimen::regimens(e) {
            sides.entry((disease, regimen::key(&name))).or_default()[side].push(e);
        }
    }
    sides
        .into_iter()
        .filter(|(_, [sensitive, against])| !sensitive.is_empty() && !against.is_empty())
        .map(|((_, regimen), [sensitive, against])| {
            let disease = sensitive[0].disease;
            let concerned = statements(sensitive.iter().chain(&against).copied());
            let (sensitive, against) = (ids(sensitive), ids(against));
            let detail = format!("{regimen}, {disease}: sensitive {sensitive}, against {against}");
            (detail, concerned)
        })
        .collect()
}

/// Returns 0 where a statement says that a therapy works, 1 where it says that it does not.
fn side(e: &Evidence<'_>) -> Option<usize> {
    match (e.significance, e.direction) {
        (Significance::Sensitivity, Direction::Supports) => Some(0),
        (Significance::Sensitivity, Direction::DoesNotSupport)
        | (Significance::Resistance, Direction::Supports) => Some(1),
        _ => None,
    }
}

/// Rows of one id on one profile, regimen and disease that point both ways.
pub(super) fn of_one_id(table: &EvidenceTable<'_>, problems: &mut BTreeSet<Problem>) {
    for entry in table.profiles() {
        let all = entry.evidence();
        let mut sides: BTreeMap<_, [Vec<&Evidence<'_>>; 2]> = BTreeMap::new();
        for e in &all {
            let Some(side) = side(e) else { continue };
            let disease = if e.disease_id.is_empty() { e.disease } else { e.disease_id };
            sides.entry((e.source, e.id, disease, e.therapies)).or_default()[side].push(e);
        }
        let both = |sides: &&[Vec<&Evidence<'_>>; 2]| sides.iter().all(|side| !side.is_empty());
        problems.extend(sides.values().filter(both).map(|[works, fails]| Problem {
            kind: Kind::Contradiction,
            subject: entry.text.to_owned(),
            detail: format!(
                "{}: {} works and fails in {} by rows of one id",
                works[0].id, works[0].therapies, works[0].disease
            ),
            statements: statements(works.iter().chain(fails).copied()),
        }));
    }
}

/// Effects of which no therapy is named.
pub(super) fn without_therapy(table: &EvidenceTable<'_>, problems: &mut BTreeSet<Problem>) {
    for entry in table.profiles() {
        let mut all = entry.evidence();
        let has_effect = |e: &Evidence<'_>| e.significance != Significance::NotApplicable;
        all.retain(|e| has_effect(e) && e.drugs().all(|drug| drug.trim().is_empty()));
        if !all.is_empty() {
            problems.insert(Problem {
                kind: Kind::WithoutTherapy,
                subject: entry.text.to_owned(),
                detail: ids(&all),
                statements: statements(&all),
            });
        }
    }
}

/// Statements that set no level of their own, for another on the same profile, disease, therapy and
/// effect has a higher one.
pub(super) fn shadowed(table: &EvidenceTable<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    for entry in table.profiles() {
        let mut groups: BTreeMap<_, Vec<&Evidence<'_>>> = BTreeMap::new();
        let all = entry.evidence();
        for e in all.iter().filter(|e| e.direction == Direction::Supports) {
            let disease = if e.disease_id.is_empty() { e.disease } else { e.disease_id };
            let effect = (e.interaction.name(), e.significance.name());
            groups.entry((disease, e.therapies, effect)).or_default().push(e);
        }
        for statements in groups.into_values() {
            let rank = |e: &Evidence<'_>| own_level(e).map_or((true, None), |l| (false, Some(l)));
            let Some(best) = statements.iter().map(|e| rank(e)).min() else { continue };
            let (first, behind): (Vec<&Evidence<'_>>, Vec<_>) =
                statements.into_iter().partition(|e| rank(e) == best);
            if !behind.is_empty() {
                let (therapies, disease) = (first[0].therapies, first[0].disease);
                notes.push(Note {
                    kind: NoteKind::Shadowed,
                    subject: entry.text.to_owned(),
                    detail: format!(
                        "{therapies}, {disease}: {} behind {}",
                        ids(behind),
                        ids(first)
                    ),
                });
            }
        }
    }
    notes
}
