//! The table of transcripts of fusion partners, made from blocks of RefSeq's annotation.

use std::fmt::Write as _;

use crate::error::{Problems, Result};
use crate::genome::partners::{Blocks, write_blocks};
use crate::genome::spans::strand_of;
use crate::io::table::Table;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::transcript::Strand;

/// What stands at the top of the table.
const HEADER: &str = "\
# One transcript of each further protein-coding gene: exons and reading frame of fusion partners. Sorted by symbol.
# coding: on the transcript, 0-based half-open. exons: first base (0-based), then length, and gap and length of each further one, in genome order;
# exons_grch37 is the first base alone where lengths and gaps are those of GRCh38. Origin: RefSeq blocks. Regenerate: cargo xtask data.
symbol\trefseq\tcontig\tstrand\tcoding\texons_grch38\texons_grch37
";

/// Columns of the facts table of blocks.
pub(super) const SOURCE: [&str; 8] = [
    "symbol",
    "refseq",
    "chrom",
    "strand",
    "exons_grch38",
    "cds_grch38",
    "exons_grch37",
    "cds_grch37",
];

/// Renders the table from facts, whose blocks are 0-based half-open.
///
/// # Errors
/// [`crate::Error::Table`] where a column is missing, or with every row that has no such blocks.
pub fn import(facts: &Table) -> Result<String> {
    let mut rows = Vec::new();
    let mut problems = Problems::default();
    for (number, cells) in facts.picked(SOURCE)? {
        match row(cells) {
            Ok(row) => rows.push((cells[0], row)),
            Err(reason) => problems.push(facts.path(), number, reason),
        }
    }
    problems.into_result()?;
    rows.sort();
    let mut table = HEADER.to_owned();
    for (symbol, row) in rows {
        let _ = writeln!(table, "{symbol}\t{row}");
    }
    Ok(table)
}

fn row(
    [_, accession, chrom, strand, ex_38, cds_38, ex_37, _]: [&str; 8],
) -> Result<String, String> {
    let contig =
        Contig::from_name(chrom.as_bytes()).ok_or_else(|| format!("chrom: unknown {chrom:?}"))?;
    let direction = strand_of(strand).ok_or_else(|| format!("strand: {strand:?}"))?;
    let (grch38, coding, grch37) = (blocks(ex_38)?, blocks(cds_38)?, blocks(ex_37)?);
    let (first, last) = match (coding.first(), coding.last()) {
        (Some(first), Some(last)) => (first.start, last.end),
        _ => return Err("no coding blocks".to_owned()),
    };
    let before = |position: u32| -> u32 {
        let exons = grch38.iter().filter(|exon| exon.start < position);
        exons.map(|exon| position.min(exon.end) - exon.start).sum()
    };
    let length: u32 = grch38.iter().map(|exon| exon.len()).sum();
    let (start, end) = match direction {
        Strand::Forward => (before(first), before(last)),
        Strand::Reverse => (length - before(last), length - before(first)),
    };
    let (on_38, on_37) = (write_blocks(&grch38), write_blocks(&grch37));
    let tail = |text: &str| text.split_once(',').map(|(_, tail)| tail.to_owned());
    let on_37 = match tail(&on_38) == tail(&on_37) {
        true => on_37.split(',').next().unwrap_or_default().to_owned(),
        false => on_37,
    };
    Ok(format!("{accession}\t{contig}\t{strand}\t{start}-{end}\t{on_38}\t{on_37}"))
}

fn blocks(text: &str) -> Result<Blocks, String> {
    let block = |text: &str| {
        let (start, end) = text.split_once('-')?;
        let (start, end) = (start.parse().ok()?, end.parse().ok()?);
        (start < end).then(|| Interval::new(start, end))
    };
    text.split(',').map(|part| block(part).ok_or_else(|| format!("block: {part:?}"))).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn rows_are_written_short() {
        let text = "symbol\trefseq\tchrom\tstrand\texons_grch38\tcds_grch38\texons_grch37\tcds_grch37\n\
            B\tNM_2\tchr2\t-\t100-110,200-230\t105-110,200-220\t300-310,400-430\tx\n\
            A\tNM_1\tchr1\t+\t100-110,200-230\t105-110,200-220\t300-310,401-431\tx\n";
        let table = Table::parse(Path::new("x"), text, &[]).unwrap();
        let made = import(&table).unwrap();
        let rows: Vec<&str> = made.lines().skip(4).collect();
        assert_eq!(
            rows,
            [
                "A\tNM_1\t1\t+\t5-30\t100,10,90,30\t300,10,91,30",
                "B\tNM_2\t2\t-\t10-35\t100,10,90,30\t300"
            ]
        );
        let bad = text.replace("105-110,200-220", "110-105");
        let table = Table::parse(Path::new("x"), &bad, &[]).unwrap();
        let error = import(&table).unwrap_err().to_string();
        assert!(error.contains("x:2") && error.contains("x:3"), "{error}");
    }
}
