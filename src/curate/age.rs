//! How old the knowledge is.

use std::fmt;

use crate::knowledge::evidence::{AS_OF, TableSource};
use crate::knowledge::manifest::Entry;
use crate::model::date::Date;

/// A table of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Age {
    /// The table, with what the date is of: `evidence.tsv: items 2026-05-26`.
    pub what: String,
    /// Days since then; `None` where the table has no date.
    pub days: Option<i64>,
}

impl fmt::Display for Age {
    /// Writes the age as `knowledge info` counts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.days.map(|days| days.to_string()).unwrap_or_default();
        write!(f, "age_days\t{}\t{days}", self.what)
    }
}

/// Returns the age of a table that is compiled in, for each date of its version.
pub fn of_entry(entry: &Entry, today: Date) -> Vec<Age> {
    let parts = entry.version.split(", ").filter(|part| !part.is_empty());
    ages(&entry.table, parts, today)
}

/// Returns the age of a table of the user's, by the dates of its comment lines.
pub fn of_source(source: &TableSource<'_>, today: Date) -> Vec<Age> {
    let comments: Vec<&str> = source.comments().collect();
    let as_of = comments.iter().filter(|line| line.starts_with(AS_OF));
    let sources = comments.iter().filter(|line| line.starts_with("source: "));
    // The day that a table says it is of comes before those of the files that it was made from.
    let lines: Vec<&str> = match as_of.clone().count() {
        0 => sources.flat_map(|line| line.split(", ")).collect(),
        _ => as_of.copied().collect(),
    };
    ages(&source.name, lines.into_iter(), today)
}

fn ages<'p>(table: &str, parts: impl Iterator<Item = &'p str>, today: Date) -> Vec<Age> {
    let dated: Vec<Age> = parts
        .filter_map(|part| {
            let date = Date::all_in(part).into_iter().max()?;
            Some(Age { what: format!("{table}: {part}"), days: Some(date.days_until(today)) })
        })
        .collect();
    match dated.is_empty() {
        true => vec![Age { what: format!("{table}: no date of its own"), days: None }],
        false => dated,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::manifest;

    #[test]
    fn each_date_of_a_table() {
        let today = Date::all_in("2026-11-28")[0];
        let entries = manifest::embedded();
        let of = |name: &str| {
            let entry = entries.iter().find(|entry| entry.table == name).unwrap();
            let ages = of_entry(entry, today);
            ages.into_iter().map(|age| (age.what, age.days)).collect::<Vec<_>>()
        };
        assert_eq!(
            of("evidence.tsv"),
            [
                ("evidence.tsv: items 2026-05-26".to_owned(), Some(186)),
                ("evidence.tsv: assertions 2024-08-01".to_owned(), Some(849)),
            ]
        );
        assert_eq!(of("curated.tsv"), [("curated.tsv: no date of its own".to_owned(), None)]);
        let text = "# as of: 2026-11-01\n# source: x_2020-01-01.tsv\n";
        let source = TableSource { name: "own.tsv".to_owned(), text };
        assert_eq!(of_source(&source, today)[0].days, Some(27));
    }
}
