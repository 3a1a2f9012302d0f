//! Tables as they are parsed, kept where several samples read them.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::{columns, copies, sections};
use crate::diagnostics::Warning;
use crate::error::Result;
use crate::io::table::Table;
use crate::io::{Sha256Hex, read_hashed};

/// Columns of a gene's symbol.
pub(super) const GENE: &[&str] = &["gene", "hugo_symbol", "gene_symbol", "gene symbol"];
/// Columns of what is called of its copies.
pub(super) const CALL: &[&str] = &["call", "copy_number_alteration", "alteration", "value"];

/// What a table is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// Copy numbers.
    Copies,
    /// Fusions.
    Fusions,
}

/// A file of tables, parsed: one, or one for each of its sections.
#[derive(Debug)]
pub(crate) struct TableFile {
    pub(crate) tables: Vec<Table>,
    /// The SHA-256 of the file as it is stored.
    pub(crate) sha256: Sha256Hex,
    /// Whether it has sections, each of which says where it has no calls.
    has_sections: bool,
}

impl TableFile {
    fn read(path: &Path, kind: Kind) -> Result<Self> {
        let (text, sha256) = read_hashed(path)?;
        let (tables, has_sections) = match kind {
            Kind::Copies => {
                let known = [GENE, CALL, &copies::known()].concat();
                (vec![Table::parse(path, &text, &known)?], false)
            }
            Kind::Fusions => sections::parse(path, &text, &columns::of_genes())?,
        };
        Ok(Self { tables, sha256, has_sections })
    }

    /// Returns the warning for a file of column names alone.
    pub(super) fn without_rows(&self) -> Option<Warning> {
        let first = self.tables.first().filter(|_| !self.has_sections)?;
        let is_empty = self.tables.iter().all(|table| table.rows().is_empty());
        is_empty.then(|| Warning::NoRows { table: first.path().to_path_buf() })
    }
}

/// The tables that several samples of a run read: each is parsed once.
#[derive(Debug, Clone, Default)]
pub(crate) struct KeptTables(Option<Arc<Kept>>);

#[derive(Debug)]
struct Kept {
    wanted: HashSet<PathBuf>,
    read: Mutex<HashMap<(PathBuf, Kind), Arc<TableFile>>>,
}

impl KeptTables {
    /// Keeps the tables at `paths` once they are read, and no others.
    pub(crate) fn of(paths: HashSet<PathBuf>) -> Self {
        let has_some = !paths.is_empty();
        Self(has_some.then(|| Arc::new(Kept { wanted: paths, read: Mutex::default() })))
    }

    /// Returns the tables of the file at `path`.
    ///
    /// # Errors
    /// As [`Table::open`].
    pub(crate) fn read(&self, path: &Path, kind: Kind) -> Result<Arc<TableFile>> {
        let Some(kept) = self.0.as_ref().filter(|kept| kept.wanted.contains(path)) else {
            return TableFile::read(path, kind).map(Arc::new);
        };
        // The others wait: they need what is being read.
        let mut read = kept.read.lock().unwrap_or_else(PoisonError::into_inner);
        let name = (path.to_path_buf(), kind);
        if let Some(file) = read.get(&name) {
            return Ok(Arc::clone(file));
        }
        let file = Arc::new(TableFile::read(path, kind)?);
        read.insert(name, Arc::clone(&file));
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_table_is_read_once_and_another_each_time() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        for name in ["shared.tsv", "own.tsv"] {
            std::fs::write(at(name), "sample\tgene\tcall\nA\tMET\tGain\n").unwrap();
        }
        let tables = KeptTables::of(HashSet::from([at("shared.tsv")]));
        let read = |name: &str, kind| tables.clone().read(&at(name), kind).unwrap();
        let first = read("shared.tsv", Kind::Copies);
        assert!(Arc::ptr_eq(&first, &read("shared.tsv", Kind::Copies)));
        assert!(!Arc::ptr_eq(&first, &read("shared.tsv", Kind::Fusions)), "parsed another way");
        assert!(!Arc::ptr_eq(&read("own.tsv", Kind::Copies), &read("own.tsv", Kind::Copies)));
        assert!(tables.read(&at("none.tsv"), Kind::Copies).is_err());
    }
}
