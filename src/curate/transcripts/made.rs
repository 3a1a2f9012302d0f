//! Rows of the table of transcripts in its own columns.

use crate::genome::row::COLUMNS;

/// A row in the table's own columns. Ordered by gene, then MANE Select before Plus Clinical, then the
/// accession without its version.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Made {
    pub(super) gene: String,
    pub(super) is_plus_clinical: bool,
    pub(super) refseq: String,
    pub(super) cells: [String; COLUMNS.len()],
}

impl Made {
    pub(super) fn line(&self) -> String {
        self.cells.join("\t")
    }

    pub(super) fn cell(&self, column: &str) -> &str {
        let index = COLUMNS.iter().position(|name| *name == column);
        index.map_or("", |index| self.cells[index].as_str())
    }

    pub(super) fn set(&mut self, column: &str, text: String) {
        if let Some(index) = COLUMNS.iter().position(|name| *name == column) {
            self.cells[index] = text;
        }
    }
}
