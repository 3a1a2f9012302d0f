//! Files that hold several tables, each under its name in brackets.

use std::path::Path;

use crate::error::Result;
use crate::io::table::Table;

/// Sections of fusions (Illumina's TSO 500).
const FUSIONS: [&str; 3] = ["[Fusions]", "[DNA Fusions]", "[Splice Variants]"];

/// Reads the tables of fusions in a text: those of its sections, or the text as one table. Says whether it has
/// sections, of which each says itself where it has no calls.
///
/// # Errors
/// As [`Table::parse`].
pub(super) fn parse(path: &Path, text: &str, known: &[&str]) -> Result<(Vec<Table>, bool)> {
    let sections = sections(text);
    if sections.is_empty() {
        return Ok((vec![Table::parse(path, text, known)?], false));
    }
    let tables = sections.iter().map(|section| Table::parse(path, section, known));
    Ok((tables.collect::<Result<_>>()?, true))
}

/// Returns the text of each section, with an empty line for every line of the file before it.
fn sections(text: &str) -> Vec<String> {
    let is_head = |line: &str| line.starts_with('[');
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if FUSIONS.contains(&line.trim()) {
            let body = lines[index + 1..].iter().take_while(|line| !is_head(line));
            let body: Vec<&str> = body.map(|line| line.trim_end()).collect();
            // A section without calls has one cell.
            if body.iter().filter(|line| !line.is_empty()).nth(1).is_some_and(|row| *row != "NA") {
                found.push(format!("{}{}\n", "\n".repeat(index + 1), body.join("\n")));
            }
        }
    }
    let is_sectioned = lines.iter().any(|line| FUSIONS.contains(&line.trim()));
    if is_sectioned && found.is_empty() {
        found.push("fusion\n".to_owned());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_keep_their_lines() {
        let text = "Output\t\n\n[Fusions]\t\nGene Pair\tBreakpoint 1\t\nEML4-ALK\tchr2:1\t\n\n[Other]\nx\n";
        let tables = sections(text);
        assert_eq!(tables.len(), 1);
        assert_eq!(tables[0].lines().nth(3), Some("Gene Pair\tBreakpoint 1"));
        assert_eq!(tables[0].lines().nth(4), Some("EML4-ALK\tchr2:1"));
        assert!(sections("gene\tcall\n").is_empty());
        assert_eq!(sections("[Fusions]\nGene Pair\tx\nNA\n"), ["fusion\n"]);
    }
}
