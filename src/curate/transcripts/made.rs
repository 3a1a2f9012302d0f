//! Rows of the table of transcripts in its own columns.

use std::sync::Arc;

use crate::genome::row::{COLUMNS, Row, copied};
use crate::model::assembly::Assembly;
use crate::model::position::Interval;

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

/// Checks that a row of the table holds transcripts that can be computed with.
pub(super) fn check(line: &str) -> Result<(), String> {
    let row = Row::split(line).ok_or("wrong number of columns")?;
    let gene = Arc::from(row.gene());
    let mut lengths = Vec::new();
    for assembly in Assembly::ALL {
        let Some(transcript) = row.transcript(assembly, &gene, copied)? else { continue };
        let (Some(first), Some(last)) = (transcript.cds.first(), transcript.cds.last()) else {
            continue;
        };
        let inside: Vec<Interval> = transcript
            .exons
            .iter()
            .map(|e| Interval::new(e.start.max(first.start), e.end.min(last.end)))
            .filter(|e| !e.is_empty())
            .collect();
        if inside != transcript.cds {
            return Err(format!("{gene}: {assembly}: coding blocks are not those of the exons"));
        }
        lengths.push(transcript.cds.iter().map(|block| block.len()).collect::<Vec<_>>());
    }
    if lengths.windows(2).any(|pair| pair[0] != pair[1]) {
        return Err(format!("{gene}: coding blocks differ in length between the assemblies"));
    }
    Ok(())
}
