//! One transcript of each gene that has no embedded bases: exons and reading frame of fusion partners.
//!
//! The table is opened when a junction first reaches such a gene, and a gene's row is read when it is
//! asked for.

use std::sync::{Arc, OnceLock};

use super::model::TranscriptModel;
use super::spans::strand_of;
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::transcript::{Strand, Transcript};

pub(crate) static TABLE: &str = include_str!("../../data/generated/partners.tsv");

/// Exons in genome order, 0-based half-open.
pub(crate) type Blocks = Vec<Interval>;

type Slot = OnceLock<Option<TranscriptModel>>;

/// Returns the transcript of a gene without embedded bases on `assembly`.
pub fn of_gene(symbol: &str, assembly: Assembly) -> Option<&'static TranscriptModel> {
    static ROWS: OnceLock<Vec<(&str, [Slot; 2])>> = OnceLock::new();
    let rows = ROWS.get_or_init(|| {
        let row = |line| (line, [OnceLock::new(), OnceLock::new()]);
        lines().map(row).collect()
    });
    let symbol_of = |line: &'static str| line.split('\t').next().unwrap_or_default();
    let found = rows.binary_search_by(|(line, _)| symbol_of(line).cmp(symbol)).ok()?;
    let (line, slots) = &rows[found];
    let slot = match assembly {
        Assembly::GRCh37 => &slots[0],
        Assembly::GRCh38 => &slots[1],
    };
    slot.get_or_init(|| parse(line, assembly).map(TranscriptModel::new)).as_ref()
}

/// Returns the transcripts of all genes without embedded bases on `assembly`.
pub(crate) fn all(assembly: Assembly) -> impl Iterator<Item = Transcript> {
    lines().filter_map(move |line| parse(line, assembly))
}

fn lines() -> impl Iterator<Item = &'static str> {
    let is_row = |line: &&str| !line.starts_with('#') && !line.starts_with("symbol\t");
    TABLE.lines().filter(is_row)
}

fn parse(line: &str, assembly: Assembly) -> Option<Transcript> {
    let cells: Vec<&str> = line.split('\t').collect();
    let &[symbol, accession, contig, strand, coding, on_38, on_37] = cells.as_slice() else {
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
    let (start, end) = coding.split_once('-')?;
    let cds = coding_blocks(&exons, strand, start.parse().ok()?, end.parse().ok()?);
    Some(Transcript {
        gene: Arc::from(symbol),
        accession: Arc::from(accession),
        ensembl: Arc::from(""),
        protein: Arc::from(""),
        status: Arc::from(""),
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

/// Reads the first base, the first length, then gap and length of each further exon.
fn read_blocks(text: &str) -> Option<Blocks> {
    let mut numbers = text.split(',').map(str::parse::<u32>);
    let mut at = numbers.next()?.ok()?;
    let mut blocks = Vec::new();
    loop {
        let length = numbers.next()?.ok()?;
        blocks.push(Interval::new(at, at + length));
        match numbers.next() {
            None => return Some(blocks),
            Some(gap) => at += length + gap.ok()?,
        }
    }
}

/// Writes what is read here.
pub(crate) fn write_blocks(blocks: &[Interval]) -> String {
    let mut numbers: Vec<u32> = Vec::with_capacity(2 * blocks.len());
    let mut at = 0;
    for block in blocks {
        numbers.extend([block.start - at, block.len()]);
        at = block.end;
    }
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::position::ExonRank;

    #[test]
    fn every_row_parses_on_both_assemblies() {
        let mut rows = 0;
        for line in TABLE.lines().skip(4) {
            let symbol = line.split('\t').next().unwrap();
            for assembly in Assembly::ALL {
                let model = of_gene(symbol, assembly).unwrap_or_else(|| panic!("{line}"));
                assert!(
                    model.exons.windows(2).all(|pair| pair[0].end <= pair[1].start),
                    "{symbol}"
                );
                assert!(!model.cds.is_empty(), "{symbol}");
            }
            rows += 1;
        }
        assert!(rows > 17_000, "{rows}");
        assert!(of_gene("EGFR", Assembly::GRCh38).is_none());
    }

    #[test]
    fn blocks_and_reading_frames() {
        let model = of_gene("SPTBN1", Assembly::GRCh38).unwrap();
        assert_eq!(&*model.accession, "NM_003128");
        assert_eq!(model.exon(ExonRank(2)), Some(Interval::new(54_526_371, 54_526_566)));
        let blocks = vec![Interval::new(10, 20), Interval::new(30, 31), Interval::new(40, 60)];
        assert_eq!(write_blocks(&blocks), "10,10,10,1,9,20");
        assert_eq!(read_blocks(&write_blocks(&blocks)), Some(blocks.clone()));
        let coding = |strand| coding_blocks(&blocks, strand, 5, 12);
        assert_eq!(
            coding(Strand::Forward),
            [Interval::new(15, 20), Interval::new(30, 31), Interval::new(40, 41)]
        );
        assert_eq!(coding(Strand::Reverse), [Interval::new(48, 55)]);
    }
}
