//! The text of an evidence table: where its profiles are, and whether its rows are sound.

use std::path::Path;

use memchr::{memchr, memchr_iter};

use crate::error::Problems;
use crate::knowledge::schema::{COLUMNS, Row, first_gene};
use crate::model::source_level::SourceLevel;

/// Neighbouring rows on one profile.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run<'a> {
    /// Genes of the profile, joined by `;`.
    pub(crate) genes: &'a str,
    /// The first of them.
    pub(crate) first_gene: &'a str,
    /// The profile in the source's words.
    pub(crate) profile: &'a str,
    /// The number of the table.
    pub(crate) table: usize,
    /// The whole rows.
    pub(crate) lines: &'a str,
}

impl<'a> Run<'a> {
    /// Returns the key that profiles are sorted by.
    pub(crate) fn key(&self) -> (&'a str, &'a str) {
        (self.first_gene, self.profile)
    }
}

/// Appends the runs of `text`, which is table `table`, to `into`. Returns the number of rows. Reads
/// two cells of each row.
pub(crate) fn runs<'a>(text: &'a str, table: usize, into: &mut Vec<Run<'a>>) -> usize {
    let mut rows = 0;
    let before = into.len();
    // Where the current run began, and where it ended: a comment line breaks it.
    let mut open = (0, 0);
    let mut header = true;
    let mut start = 0;
    let ends = memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    for end in ends {
        let from = start;
        let line = &text[from..end];
        let line = line.strip_suffix('\r').unwrap_or(line);
        start = (end + 1).min(text.len());
        if line.is_empty() || line.starts_with('#') || std::mem::take(&mut header) {
            continue;
        }
        rows += 1;
        let (genes, rest) = cell(line);
        let (profile, _) = cell(rest);
        match into[before..].last_mut() {
            Some(run) if open.1 == from && run.profile == profile && run.genes == genes => {
                run.lines = &text[open.0..from + line.len()];
            }
            _ => {
                open.0 = from;
                into.push(Run {
                    genes,
                    first_gene: first_gene(genes),
                    profile,
                    table,
                    lines: line,
                });
            }
        }
        open.1 = start;
    }
    rows
}

/// Splits off the first cell and its tab.
fn cell(line: &str) -> (&str, &str) {
    match memchr(b'\t', line.as_bytes()) {
        Some(at) => (&line[..at], &line[at + 1..]),
        None => (line, ""),
    }
}

/// Notes a wrong header, or every row with a wrong cell, a profile that does not parse, or genes
/// that are not the profile's.
pub(crate) fn check(text: &str, path: &Path, problems: &mut Problems) {
    let mut lines = (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#'));
    match lines.next() {
        Some((_, header)) if header.split('\t').eq(COLUMNS) => {}
        header => {
            let line = header.map_or(1, |(line, _)| line);
            problems.push(path, line, format!("the header is not: {}", COLUMNS.join(" ")));
            return;
        }
    }
    let mut sound = None;
    for (number, line) in lines.filter(|(_, line)| !line.is_empty()) {
        let result = Row::parse(line).and_then(|row| {
            let profile = (row.genes, row.evidence.profile);
            let level = row.evidence.source_level;
            if !SourceLevel::is_known(level) {
                return Err(format!(
                    "source_level: {level:?} is none of A, B, C, D, E, label, or assertion Tier …"
                ));
            }
            if sound != Some(profile) {
                row.check_profile()?;
                sound = Some(profile);
            }
            Ok(())
        });
        if let Err(reason) = result {
            problems.push(path, number, reason);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_one_profile() {
        let text = "# c\nheader\nA\tA x\t1\nA\tA x\t2\n# c\nA\tA x\t3\nB\tB y\t4";
        let mut found = Vec::new();
        assert_eq!(runs(text, 0, &mut found), 4);
        let found: Vec<_> = found.iter().map(|run| (run.genes, run.profile, run.lines)).collect();
        assert_eq!(
            found,
            [
                ("A", "A x", "A\tA x\t1\nA\tA x\t2"),
                ("A", "A x", "A\tA x\t3"),
                ("B", "B y", "B\tB y\t4"),
            ]
        );
        let mut found = Vec::new();
        assert_eq!(runs("header\r\nA\tA x\t1\r\nA\tA x\t2\r\n", 0, &mut found), 2);
        assert_eq!(found[0].lines, "A\tA x\t1\r\nA\tA x\t2");
        assert_eq!(runs("", 0, &mut Vec::new()), 0);
        assert_eq!(runs("# only\nheader\n", 0, &mut Vec::new()), 0);
    }
}
