//! The tables of a run.

use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::knowledge::evidence::{EMBEDDED, EvidenceTable};
use crate::knowledge::ontology::Ontology;
use crate::model::tumor_type::TumorType;

/// The evidence of a run and where it came from.
#[derive(Debug, Clone)]
pub struct Knowledge {
    /// All statements.
    pub table: &'static EvidenceTable<'static>,
    texts: Vec<(String, &'static str)>,
}

impl Knowledge {
    /// The embedded tables with the user's `more`.
    ///
    /// # Errors
    /// [`Error::Io`] where a file cannot be read, [`Error::Table`] with every bad row.
    pub fn load(more: &[PathBuf]) -> Result<Self> {
        let mut texts: Vec<(String, &'static str)> =
            EMBEDDED.iter().map(|&(name, text)| (name.to_owned(), text)).collect();
        if more.is_empty() {
            return Ok(Self { table: EvidenceTable::embedded(), texts });
        }
        for path in more {
            let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
            // Read once and used until the process ends, like the embedded tables.
            texts.push((path.display().to_string(), Box::leak(text.into_boxed_str())));
        }
        let named: Vec<(&str, &'static str)> =
            texts.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        let table = EvidenceTable::from_texts(&named)?;
        Ok(Self { table: Box::leak(Box::new(table)), texts })
    }

    /// Name, stated source and SHA-256 of each table.
    pub fn provenance(&self) -> impl Iterator<Item = String> + '_ {
        self.texts.iter().map(|(name, text)| {
            let version = text
                .lines()
                .take_while(|line| line.starts_with('#'))
                .find_map(|line| line.trim_start_matches(['#', ' ']).strip_prefix("source: "))
                .unwrap_or("");
            let digest: String =
                Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
            format!("{name} {version} sha256:{digest}").replace("  ", " ")
        })
    }
}

/// Resolves a tumour type as the user names it.
///
/// # Errors
/// [`Error::Usage`] with suggestions where nothing is called that.
pub fn tumor_type(query: &str) -> Result<TumorType> {
    Ontology::embedded().resolve(query).map_err(|unresolved| Error::Usage(unresolved.to_string()))
}
