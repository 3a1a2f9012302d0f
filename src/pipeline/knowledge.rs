//! The tables of a run.

use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::knowledge::evidence::{EMBEDDED, EvidenceTable};
use crate::knowledge::ontology::Ontology;
use crate::model::tumor_type::TumorType;

/// The embedded evidence with the user's `more` tables.
///
/// # Errors
/// [`Error::Io`] where a file cannot be read, [`Error::Table`] with every bad row.
pub fn evidence(more: &[PathBuf]) -> Result<&'static EvidenceTable<'static>> {
    if more.is_empty() {
        return Ok(EvidenceTable::embedded());
    }
    read(EMBEDDED.to_vec(), more)
}

/// The tables at `paths` alone; without any, those compiled in.
///
/// # Errors
/// As [`evidence`].
pub fn tables(paths: &[PathBuf]) -> Result<&'static EvidenceTable<'static>> {
    if paths.is_empty() { Ok(EvidenceTable::embedded()) } else { read(Vec::new(), paths) }
}

fn read(
    mut texts: Vec<(&'static str, &'static str)>,
    more: &[PathBuf],
) -> Result<&'static EvidenceTable<'static>> {
    for path in more {
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        // Read once and used until the process ends, like the embedded tables.
        let name: &'static str = Box::leak(path.display().to_string().into_boxed_str());
        texts.push((name, Box::leak(text.into_boxed_str())));
    }
    Ok(Box::leak(Box::new(EvidenceTable::from_texts(&texts)?)))
}

/// Resolves a tumour type as the user names it.
///
/// # Errors
/// [`Error::Usage`] with suggestions where nothing is called that.
pub fn tumor_type(query: &str) -> Result<TumorType> {
    Ontology::embedded().resolve(query).map_err(|unresolved| Error::Usage(unresolved.to_string()))
}

/// Name, stated source and SHA-256 of each table.
pub fn provenance(table: &EvidenceTable<'_>) -> impl Iterator<Item = String> {
    table.sources().iter().map(|source| {
        let stated = source.comments().find_map(|line| line.strip_prefix("source: "));
        format!(
            "{} ({}) sha256:{}",
            source.name,
            stated.unwrap_or("source not stated"),
            source.sha256()
        )
    })
}
