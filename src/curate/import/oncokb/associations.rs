//! OncoKB's biomarker-drug associations: a level, a gene, its alterations, tumour types and regimens,
//! each list joined by `, `.

use std::path::Path;

use super::alteration;
use super::statement::{Statement, meaning};
use crate::curate::import::Collector;
use crate::error::{Problems, Result};
use crate::io::table::{self, Column, SourceRow};
use crate::knowledge::schema::draft::cell;

const COLUMNS: [Column; 5] = [
    Column { names: &["Level"], required: true },
    Column { names: &["Gene"], required: true },
    Column { names: &["Alterations", "Alteration"], required: true },
    Column { names: &["Cancer Types", "Cancer Type", "Tumor Types"], required: true },
    Column {
        names: &["Drugs (for therapeutic implications only)", "Drugs", "Drugs(s)"],
        required: true,
    },
];

/// Returns whether the header names a level and alterations.
pub(super) fn is_header_of(path: &Path) -> Result<bool> {
    let columns = table::columns_of(path, &COLUMNS)?;
    Ok(["Level", "Alterations"].iter().all(|name| columns.contains(name)))
}

/// Reads all rows: a statement for each alteration, tumour type and regimen.
pub(super) fn read(path: &Path, rows: &mut Collector, problems: &mut Problems) -> Result<()> {
    table::export(path, &COLUMNS, problems, |row| statements(row, rows))
}

fn statements(row: &SourceRow<'_>, rows: &mut Collector) -> Result<(), String> {
    let own = row.filled("Level")?.to_ascii_uppercase();
    let own = own.strip_prefix("LEVEL_").unwrap_or(&own);
    if ["DX", "PX", "FDA"].iter().any(|prefix| own.starts_with(prefix)) {
        rows.leave_out("not a therapeutic level");
        return Ok(());
    }
    if own == "3B" || own == "2B" {
        rows.leave_out("level 3B, derived from another tumour type");
        return Ok(());
    }
    if meaning(own).is_none() {
        return Err(format!("Level {:?} is not known", row.get("Level")));
    }
    let (gene, regimens) =
        (row.filled("Gene")?, row.filled("Drugs (for therapeutic implications only)")?);
    let diseases = diseases(row.filled("Cancer Types")?, rows);
    for name in split(row.filled("Alterations")?) {
        let Some(profile) = alteration::profile(gene, name) else {
            rows.leave_out_some(
                "alterations",
                &format!("not in a form that is known: {gene} {name}"),
            );
            continue;
        };
        for (disease, disease_id) in &diseases {
            Statement {
                own_level: own,
                profile: &profile,
                disease,
                disease_id,
                citation: "OncoKB",
            }
            .add(row, regimens, rows)?;
        }
    }
    Ok(())
}

/// Returns the tumour types with their codes. Some names contain a comma: where a part is not a
/// name, the longest run of parts that is a name is taken.
fn diseases(text: &str, rows: &mut Collector) -> Vec<(String, String)> {
    let parts = split(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let is_known = !rows.disease_id(parts[at]).is_empty();
        let longest = (at + 2..=parts.len())
            .rev()
            .filter(|_| !is_known)
            .find(|&end| !rows.disease_id(&parts[at..end].join(", ")).is_empty());
        let end = longest.unwrap_or(at + 1);
        let name = cell(&parts[at..end].join(", "));
        at = end;
        if alteration::excluding(&name).is_some() {
            rows.leave_out_some(
                "tumour types",
                &format!("with exceptions, which a table cannot hold: {name}"),
            );
            continue;
        }
        let id = rows.disease_id(&name);
        found.push((name, id));
    }
    found
}

/// Splits a list at commas outside parentheses, braces and brackets.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth -= 1,
            ',' if depth <= 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        assert_eq!(
            split("V600E, Oncogenic Mutations {excluding V600E, V600K}, Fusions"),
            ["V600E", "Oncogenic Mutations {excluding V600E, V600K}", "Fusions"]
        );
        let mut rows = Collector::default();
        let found =
            diseases("Melanoma, Astrocytoma, IDH-mutant, grade 4, All Solid Tumors", &mut rows);
        let found: Vec<_> = found.iter().map(|(name, id)| (name.as_str(), id.as_str())).collect();
        assert_eq!(found[0], ("Melanoma", "ONCOTREE:MEL"));
        assert_eq!(found.last(), Some(&("All Solid Tumors", "CLASS:solid")));
    }
}
