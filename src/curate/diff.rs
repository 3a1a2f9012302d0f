//! What changed from one evidence table to another.

use std::collections::BTreeMap;
use std::fmt;

use crate::knowledge::evidence::EvidenceTable;
use crate::model::evidence::Evidence;

/// What happened to a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Only the second table has it.
    Added,
    /// Only the first table has it.
    Removed,
    /// Both have it, at different levels.
    Level,
    /// Both have it; direction, effect, citation, rating, flag or interaction differ.
    Content,
}

impl Kind {
    /// Returns the word that is printed.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Added => "added",
            Kind::Removed => "removed",
            Kind::Level => "level",
            Kind::Content => "content",
        }
    }
}

/// One statement that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'a> {
    /// What happened.
    pub kind: Kind,
    /// The statement as the first table has it.
    pub before: Option<Evidence<'a>>,
    /// The statement as the second table has it.
    pub after: Option<Evidence<'a>>,
}

/// The columns that a change prints.
pub const COLUMNS: &str = "change\tsource\tid\tprofile\tdisease\ttherapies\tbefore\tafter";

impl fmt::Display for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(e) = self.after.as_ref().or(self.before.as_ref()) else { return Ok(()) };
        let side = |evidence: &Option<Evidence<'_>>| {
            evidence.as_ref().map_or(String::new(), |e| match self.kind {
                Kind::Content => format!(
                    "{} {} {} {}",
                    e.direction.name(),
                    e.significance.name(),
                    e.source_level,
                    e.citation
                ),
                _ => e.source_level.to_owned(),
            })
        };
        write!(
            f,
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
            self.kind.name(),
            e.source.name(),
            e.id,
            e.profile,
            e.disease,
            e.therapies,
            side(&self.before),
            side(&self.after)
        )
    }
}

/// Returns the statements that differ, by profile and id. Statements are paired by source, id,
/// profile, disease, therapies and origin. Several with the same key are paired in the order of the
/// tables.
pub fn diff<'a>(before: &EvidenceTable<'a>, after: &EvidenceTable<'a>) -> Vec<Change<'a>> {
    let mut pairs: BTreeMap<_, [Vec<Evidence<'a>>; 2]> = BTreeMap::new();
    for (side, table) in [before, after].into_iter().enumerate() {
        for e in table.all() {
            let key = (e.profile, e.source, e.id, (e.disease, e.disease_id), e.therapies, e.origin);
            pairs.entry(key).or_default()[side].push(e);
        }
    }
    let mut changes = Vec::new();
    for [old, new] in pairs.into_values() {
        for index in 0..old.len().max(new.len()) {
            let (before, after) = (old.get(index).copied(), new.get(index).copied());
            let kind = match (before, after) {
                (Some(a), Some(b)) if a == b => continue,
                (Some(a), Some(b)) if a.source_level != b.source_level => Kind::Level,
                (Some(_), Some(_)) => Kind::Content,
                (None, _) => Kind::Added,
                (_, None) => Kind::Removed,
            };
            changes.push(Change { kind, before, after });
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\t\
        direction\tsignificance\tsource_level\tcitation\trating\tflagged\torigin\n";

    fn row(id: &str, level: &str, citation: &str) -> String {
        format!(
            "BRAF\tBRAF V600E\t{id}\tuser\tMelanoma\tDOID:1909\tDabrafenib\t\tSupports\t\
             Sensitivity/Response\t{level}\t{citation}\t\tfalse\t\n"
        )
    }

    #[test]
    fn each_kind_of_change() {
        let before =
            [HEADER, &row("u1", "A", "P1"), &row("u2", "B", "P1"), &row("u3", "C", "P1")].concat();
        let after = [
            HEADER.to_owned(),
            row("u1", "A", "P1"),
            row("u2", "A", "P1"),
            row("u4", "C", "P1"),
            row("u5", "C", "P1"),
        ]
        .concat();
        let read = |text| EvidenceTable::from_text(text, "t").unwrap();
        let (old, new) = (read(&before), read(&after));
        let lines: Vec<String> = diff(&old, &new).iter().map(ToString::to_string).collect();
        let line = |kind: &str, id: &str, before: &str, after: &str| {
            format!("{kind}\tuser\t{id}\tBRAF V600E\tMelanoma\tDabrafenib\t{before}\t{after}")
        };
        assert_eq!(
            lines,
            [
                line("level", "u2", "B", "A"),
                line("removed", "u3", "C", ""),
                line("added", "u4", "", "C"),
                line("added", "u5", "", "C"),
            ]
        );
        let other = [HEADER, &row("u1", "A", "P2")].concat();
        let (one, two) = ([HEADER, &row("u1", "A", "P1")].concat(), read(&other));
        let one = read(&one);
        assert_eq!(diff(&one, &two)[0].kind, Kind::Content);
        assert!(diff(&one, &one).is_empty());
    }
}
