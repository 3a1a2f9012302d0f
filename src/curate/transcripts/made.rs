//! Rows of the table of transcripts in its own columns.

use crate::genome::row::COLUMNS;

/// What stands at the top of the table.
pub(super) const HEADER: &str = "\
# Transcripts that theravar predicts consequences on. Sorted by gene; MANE Select first.
# Blocks: 0-based half-open, genome order. bases: plus strand, each coding block with 50 bp before
# and after it; N is not known. bases_source: genome (GRCh38 bases), transcript, lrg or clone (transcript
# bases, flanks not known; of another transcript where one is named), none. GRCh37 blocks use the same bases.
# Origin: facts of public databases: MANE names (NCBI, EMBL-EBI), RefSeq and UCSC refGene blocks,
# GRCh38 reference bases, LRG, RefSeq and Ensembl transcript bases, inserts of sequenced ORF clones.
# Made by `theravar transcripts build`; do not edit by hand.
";

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
