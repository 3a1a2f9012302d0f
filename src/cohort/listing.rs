//! The table of samples: one row each, those that failed too.

use std::fmt::Display;
use std::io::{self, Write};

use super::about::cell;
use super::entry::Entry;
use super::sample::Sample;
use crate::error::shown;
use crate::model::level::Level;

/// The columns.
const COLUMNS: [&str; 24] = [
    "sample",
    "status",
    "reason",
    "input",
    "column",
    "assembly",
    "tumor_type",
    "tumor_type_id",
    "records",
    "findings",
    "oncogenic",
    "highest_level",
    "highest_sensitive_level",
    "highest_resistance_level",
    "level_R1",
    "level_1",
    "level_2",
    "level_3A",
    "level_3B",
    "level_4",
    "level_R2",
    "tmb",
    "msi",
    "warnings",
];

/// Writes the header line.
///
/// # Errors
/// What the writer returns.
pub(super) fn header(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", COLUMNS.join("\t"))
}

/// Writes the row of a sample: of its entry, or of why it has none.
///
/// # Errors
/// What the writer returns.
pub(super) fn row(
    out: &mut dyn Write,
    sample: &Sample,
    entry: Result<&Entry, &str>,
) -> io::Result<()> {
    let input = shown(&sample.input);
    let mut cells: Vec<String> = Vec::with_capacity(COLUMNS.len());
    let mut push = |text: &dyn Display| cells.push(cell(&text.to_string()));
    push(&sample.name);
    match entry {
        Err(why) => {
            push(&"failed");
            push(&why);
            push(&input);
        }
        Ok(entry) => {
            push(&"ok");
            push(&"");
            push(&input);
            push(&entry.column);
            push(&entry.assembly);
            push(&entry.tumor_type);
            push(&entry.tumor_type_id);
            push(&entry.records);
            push(&entry.highest_levels.len());
            push(&entry.oncogenic);
            push(&entry.highest_level);
            push(&entry.highest_sensitive_level);
            push(&entry.highest_resistance_level);
            for level in Level::ALL {
                push(&entry.count(level));
            }
            push(&entry.tmb);
            push(&entry.msi);
            push(&entry.warnings.join("; "));
        }
    }
    cells.resize(COLUMNS.len(), String::new());
    writeln!(out, "{}", cells.join("\t"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_every_cell_under_its_column() {
        let levels: Vec<String> = Level::ALL.iter().map(|level| format!("level_{level}")).collect();
        assert_eq!(COLUMNS[14..21], levels);
        let sample = Sample { name: "S\t1".to_owned(), ..Sample::of_file("a.vcf".into()) };
        let entry = Entry {
            highest_levels: vec!["1".to_owned(), String::new(), "1".to_owned()],
            tmb: "12".to_owned(),
            ..Entry::default()
        };
        for entry in [Ok(&entry), Err("no such file")] {
            let mut out = Vec::new();
            row(&mut out, &sample, entry).unwrap();
            let text = String::from_utf8(out).unwrap();
            let cells: Vec<&str> = text.trim_end_matches('\n').split('\t').collect();
            assert_eq!(cells.len(), COLUMNS.len(), "{text}");
            let at = |name: &str| cells[COLUMNS.iter().position(|column| *column == name).unwrap()];
            assert_eq!((at("sample"), at("input")), ("S 1", "a.vcf"));
            match entry {
                Ok(_) => assert_eq!([at("level_1"), at("findings"), at("tmb")], ["2", "3", "12"]),
                Err(why) => assert_eq!([at("status"), at("reason")], ["failed", why]),
            }
        }
    }
}
