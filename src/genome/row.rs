//! One row of the transcript table: its columns, and the transcript it places on an assembly.

use std::borrow::Cow;
use std::sync::Arc;

use super::blocks::parse_blocks;
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::transcript::{Strand, Transcript};

/// Column names of the table, in order. Blocks are `start-end`, 0-based half-open, joined by
/// commas in genome order.
pub(crate) const COLUMNS: [&str; 14] = [
    "gene",
    "hgnc_id",
    "accession",
    "ensembl",
    "protein",
    "status",
    "contig",
    "strand",
    "exons_grch38",
    "cds_grch38",
    "exons_grch37",
    "cds_grch37",
    "bases_source",
    "bases",
];

/// A row split at its tabs, borrowed from the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'t> {
    cells: [&'t str; COLUMNS.len()],
}

impl<'t> Row<'t> {
    /// Splits `line` at its tabs. Returns `None` where the number of columns is wrong.
    pub(crate) fn split(line: &'t str) -> Option<Self> {
        let mut cells = [""; COLUMNS.len()];
        // Sequences are long: tabs are looked for many bytes at once.
        let mut start = 0;
        let mut tabs = memchr::memchr_iter(b'\t', line.as_bytes());
        for (column, cell) in cells.iter_mut().enumerate() {
            let end = match tabs.next() {
                Some(tab) if column + 1 < COLUMNS.len() => tab,
                None if column + 1 == COLUMNS.len() => line.len(),
                _ => return None,
            };
            *cell = &line[start..end];
            start = end + 1;
        }
        Some(Self { cells })
    }

    /// Returns the gene symbol.
    pub(crate) fn gene(&self) -> &'t str {
        self.cells[0]
    }

    /// Returns the accession, version included where it is known.
    pub(crate) fn accession(&self) -> &'t str {
        self.cells[2]
    }

    /// Returns the exons' and the coding blocks' column on `assembly`.
    fn blocks(&self, assembly: Assembly) -> (&'t str, &'t str) {
        match assembly {
            Assembly::GRCh38 => (self.cells[8], self.cells[9]),
            Assembly::GRCh37 => (self.cells[10], self.cells[11]),
        }
    }

    /// Returns whether the transcript has blocks on `assembly`.
    pub(crate) fn is_on(&self, assembly: Assembly) -> bool {
        !self.blocks(assembly).0.is_empty()
    }

    /// Returns the transcript on `assembly`, or `Ok(None)` where it has no blocks there. `keep`
    /// makes the bases of a block outlive the row. Those of a table that stays need no copy.
    ///
    /// # Errors
    ///
    /// Names the column that cannot be read.
    pub(crate) fn transcript(
        &self,
        assembly: Assembly,
        gene: &Arc<str>,
        keep: fn(&'t [u8]) -> Cow<'static, [u8]>,
    ) -> Result<Option<Transcript>, String> {
        if !self.is_on(assembly) {
            return Ok(None);
        }
        let column = |name: &str, what: &str| format!("{}: {name}: {what}", self.gene());
        let (exons, cds) = self.blocks(assembly);
        let exons = parse_blocks(exons).ok_or_else(|| column("exons", "not sorted blocks"))?;
        let cds = parse_blocks(cds).ok_or_else(|| column("cds", "not sorted blocks"))?;
        let contig = Contig::from_name(self.cells[6].as_bytes())
            .ok_or_else(|| column("contig", "unknown"))?;
        let strand = match self.cells[7] {
            "+" => Strand::Forward,
            "-" => Strand::Reverse,
            _ => return Err(column("strand", "neither + nor -")),
        };
        let bases = match self.cells[13] {
            "" => None,
            text => Some(parse_bases(text, &cds, keep).ok_or_else(|| {
                column("bases", "not one run of ACGTN for each coding block with its flanks")
            })?),
        };
        Ok(Some(Transcript {
            gene: gene.clone(),
            accession: Arc::from(self.cells[2]),
            ensembl: Arc::from(self.cells[3]),
            protein: Arc::from(self.cells[4]),
            status: Arc::from(self.cells[5]),
            contig,
            strand,
            exons,
            cds,
            bases,
        }))
    }
}

/// Checks that a row of the table holds transcripts that can be computed with.
pub(crate) fn check(line: &str) -> Result<(), String> {
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

/// Copies the bases of a row that does not stay.
pub(crate) fn copied(bases: &[u8]) -> Cow<'static, [u8]> {
    Cow::Owned(bases.to_vec())
}

/// Reads the comma-joined bases of the blocks of `cds`, each with its two flanks.
fn parse_bases<'t>(
    text: &'t str,
    cds: &[Interval],
    keep: fn(&'t [u8]) -> Cow<'static, [u8]>,
) -> Option<Vec<Cow<'static, [u8]>>> {
    let mut runs = Vec::with_capacity(cds.len());
    let mut rest = Some(text.as_bytes());
    for block in cds {
        let text = rest?;
        let end = memchr::memchr(b',', text);
        let run = &text[..end.unwrap_or(text.len())];
        rest = end.map(|comma| &text[comma + 1..]);
        let fits = run.len() as u32 == block.len() + 2 * Transcript::FLANK;
        // Without a way out of the loop, many bases are looked at at once.
        let are_bases =
            run.iter().fold(true, |all, b| all & matches!(b, b'A' | b'C' | b'G' | b'T' | b'N'));
        if !fits || !are_bases {
            return None;
        }
        runs.push(keep(run));
    }
    rest.is_none().then_some(runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_needs_every_column() {
        assert!(Row::split("A\tB").is_none());
        assert!(Row::split(&vec!["x"; COLUMNS.len()].join("\t")).is_some());
        assert!(Row::split(&vec!["x"; COLUMNS.len() + 1].join("\t")).is_none());
    }

    #[test]
    fn bases_must_fill_block_and_flanks() {
        let cds = [Interval::new(100, 103)];
        assert!(parse_bases(&"A".repeat(103), &cds, copied).is_some());
        assert!(parse_bases(&"A".repeat(102), &cds, copied).is_none());
        assert!(parse_bases(&"x".repeat(103), &cds, copied).is_none());
    }
}
