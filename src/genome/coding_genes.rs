//! The blocks of one transcript of each further protein-coding gene, without bases.
//!
//! The table is opened when something first lies in such a gene, and a gene's row is read when it is asked
//! for. These are the exons and reading frames of fusion partners too.

use std::sync::Arc;
use std::sync::OnceLock;

use super::blocks::{Blocks, read_blocks};
use super::index::{GeneIndex, GenePlace};
use super::model::TranscriptModel;
use super::spans::strand_of;
use crate::cells::{cells, lines};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::transcript::{Strand, Transcript};

pub(crate) static TABLE: &str = include_str!("../../data/generated/coding_genes.tsv");

/// The status of such a row: it need not be the transcript that others report on.
pub(crate) const STATUS: &str = "longest coding sequence of RefSeq";

/// The genes of the table on one assembly, with a slot for each one's transcript.
#[derive(Debug)]
pub(super) struct CodingGenes {
    index: GeneIndex,
    /// Current symbols that are not those of the annotation, with the ordinal. Sorted.
    renamed: Vec<(&'static str, usize)>,
    /// Each in a place of its own: most are never asked for, and cost a few bytes.
    slots: Vec<OnceLock<Option<Box<TranscriptModel>>>>,
}

impl CodingGenes {
    /// Reads symbols and spans of the table.
    pub(super) fn on(assembly: Assembly) -> Self {
        let (mut places, mut renamed) = (Vec::with_capacity(TABLE.len() / 128), Vec::new());
        let mut start = 0;
        for line in lines(TABLE) {
            if let Some((place, current)) = place(line, start, assembly) {
                if !current.is_empty() {
                    renamed.push((current, places.len()));
                }
                places.push(place);
            }
            start += line.len() + 1;
        }
        renamed.sort_unstable();
        let slots = places.iter().map(|_| OnceLock::new()).collect();
        Self { index: GeneIndex::of(TABLE.into(), places), renamed, slots }
    }

    /// Returns the transcript of the gene that is called `symbol` now, or in the annotation.
    pub(super) fn of_symbol(
        &self,
        symbol: &str,
        read: impl FnOnce(Transcript) -> TranscriptModel,
        assembly: Assembly,
    ) -> Option<&TranscriptModel> {
        let renamed = || {
            let found = self.renamed.binary_search_by(|(name, _)| (*name).cmp(symbol)).ok()?;
            Some(self.renamed[found].1)
        };
        self.slot(self.index.ordinal(symbol).or_else(renamed)?, read, assembly)
    }

    /// Returns the transcripts of the genes whose span touches the 0-based `interval`.
    pub(super) fn at(
        &self,
        contig: Contig,
        interval: Interval,
        read: impl Fn(Transcript) -> TranscriptModel,
        assembly: Assembly,
    ) -> impl Iterator<Item = &TranscriptModel> {
        let ordinals = self.index.at(contig, interval);
        ordinals.filter_map(move |ordinal| self.slot(ordinal, &read, assembly))
    }

    /// Returns the stretch around `position` whose bases all lie in the same genes.
    pub(super) fn stretch(&self, contig: Contig, position: u32) -> Interval {
        self.index.stretch(contig, position)
    }

    /// Returns the symbols of the annotation, sorted.
    pub(super) fn symbols(&self) -> impl Iterator<Item = &str> {
        (0..self.index.len()).map(|ordinal| self.index.name(ordinal))
    }

    fn slot(
        &self,
        ordinal: usize,
        read: impl FnOnce(Transcript) -> TranscriptModel,
        assembly: Assembly,
    ) -> Option<&TranscriptModel> {
        let line = |start: usize| lines(&TABLE[start..]).next();
        let parsed = || parse(line(self.index.rows(ordinal))?, assembly).map(read).map(Box::new);
        self.slots[ordinal].get_or_init(parsed).as_deref()
    }
}

/// Returns where the gene of a row lies, and its current symbol where that is another. The row begins at
/// byte `start` of the table.
fn place(line: &str, start: usize, assembly: Assembly) -> Option<(GenePlace, &str)> {
    let mut cells = cells(line);
    let (symbol, current) = (cells.next()?, cells.next()?);
    let contig = Contig::from_name(cells.nth(1)?.as_bytes())?;
    let (end_38, exons_38) = (cells.nth(2)?, cells.next()?);
    let (end, exons) = match assembly {
        Assembly::GRCh38 => (end_38, exons_38),
        Assembly::GRCh37 => (cells.next()?, cells.next()?),
    };
    let first = exons.split(',').next()?;
    let span = Interval::new(first.parse().ok()?, end.parse().ok()?);
    let name = start..start + symbol.len();
    Some((GenePlace { name, contig, span, rows: start }, current))
}

fn parse(line: &str, assembly: Assembly) -> Option<Transcript> {
    let cells: Vec<&str> = cells(line).collect();
    let &[symbol, current, accession, contig, strand, coding, _, on_38, _, on_37] =
        cells.as_slice()
    else {
        return None;
    };
    let strand = strand_of(strand)?;
    let exons = match (assembly, on_37.contains(',')) {
        (Assembly::GRCh38, _) => read_blocks(on_38)?,
        (Assembly::GRCh37, true) => read_blocks(on_37)?,
        (Assembly::GRCh37, false) => {
            let (_, tail) = on_38.split_once(',')?;
            read_blocks(&format!("{on_37},{tail}"))?
        }
    };
    let coding = match (assembly, coding.split_once(';')) {
        (Assembly::GRCh37, Some((_, coding))) | (Assembly::GRCh38, Some((coding, _))) => coding,
        (_, None) => coding,
    };
    let (start, end) = coding.split_once('-')?;
    let cds = coding_blocks(&exons, strand, start.parse().ok()?, end.parse().ok()?);
    let none: Arc<str> = Arc::from("");
    Some(Transcript {
        gene: Arc::from(if current.is_empty() { symbol } else { current }),
        accession: Arc::from(accession),
        ensembl: none.clone(),
        protein: none,
        status: Arc::from(STATUS),
        contig: Contig::from_name(contig.as_bytes())?,
        strand,
        exons,
        cds,
        bases: None,
    })
}

/// Returns the parts of exons between two positions of the transcript.
fn coding_blocks(exons: &[Interval], strand: Strand, start: u32, end: u32) -> Blocks {
    let length: u32 = exons.iter().map(|exon| exon.len()).sum();
    let (start, end) = match strand {
        Strand::Forward => (start, end),
        Strand::Reverse => (length.saturating_sub(end), length.saturating_sub(start)),
    };
    let mut before = 0;
    let mut blocks = Vec::new();
    for exon in exons {
        let (from, to) = (start.max(before), end.min(before + exon.len()));
        if from < to {
            blocks.push(Interval::new(exon.start + (from - before), exon.start + (to - before)));
        }
        before += exon.len();
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::genome::TranscriptStore;
    use crate::model::position::ExonRank;

    #[test]
    fn every_row_parses_on_both_assemblies() {
        let store = TranscriptStore::embedded();
        let mut rows = 0;
        for line in TABLE.lines().filter(|line| !line.starts_with(['#'])).skip(1) {
            let symbols: Vec<&str> = cells(line).take(2).collect();
            let (symbol, current) = (symbols[0], symbols[1]);
            for assembly in Assembly::ALL {
                let model = store.coding_gene(symbol, assembly).unwrap_or_else(|| panic!("{line}"));
                assert!(
                    model.exons.windows(2).all(|pair| pair[0].end <= pair[1].start),
                    "{symbol}"
                );
                assert!(!model.cds.is_empty(), "{symbol}");
                assert!(store.gene(&model.gene, assembly).is_empty(), "{symbol}");
                if !current.is_empty() {
                    let by_current = store.coding_gene(current, assembly).unwrap();
                    assert_eq!((&*by_current.gene, &*model.gene), (current, current));
                }
                let middle = model.cds[0];
                let found: Vec<&str> = store
                    .coding_genes_at(model.contig, middle, assembly)
                    .map(|model| &*model.gene)
                    .collect();
                assert!(found.contains(&&*model.gene), "{symbol}: {found:?}");
            }
            // The coding blocks are as long on both; exons need not be.
            let coding = |assembly| -> Vec<u32> {
                let model = store.coding_gene(symbol, assembly).unwrap();
                model.cds.iter().map(|block| block.len()).collect()
            };
            assert_eq!(coding(Assembly::GRCh37), coding(Assembly::GRCh38), "{symbol}");
            rows += 1;
        }
        assert!(rows > 17_000, "{rows}");
        assert!(store.coding_gene("EGFR", Assembly::GRCh38).is_none());
    }

    #[test]
    fn blocks_and_reading_frames() {
        let model = TranscriptStore::embedded().coding_gene("SPTBN1", Assembly::GRCh38).unwrap();
        assert_eq!(&*model.accession, "NM_003128");
        assert_eq!(model.exon(ExonRank(2)), Some(Interval::new(54_526_371, 54_526_566)));
        let blocks = vec![Interval::new(10, 20), Interval::new(30, 31), Interval::new(40, 60)];
        let coding = |strand| coding_blocks(&blocks, strand, 5, 12);
        assert_eq!(
            coding(Strand::Forward),
            [Interval::new(15, 20), Interval::new(30, 31), Interval::new(40, 41)]
        );
        assert_eq!(coding(Strand::Reverse), [Interval::new(48, 55)]);
    }
}
