//! The table of blocks of further protein-coding genes, made from RefSeq's annotation.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use crate::error::{Problems, Result};
use crate::genome::blocks::{Blocks, write_blocks};
use crate::genome::index;
use crate::genome::row::Row;
use crate::genome::spans::strand_of;
use crate::io::table::Table;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::transcript::Strand;

/// What stands at the top of the table.
const HEADER: &str = "\
# One transcript of each further protein-coding gene: exons and reading frame, without bases. Sorted by symbol, that of the annotation.
# current: the HGNC symbol where it is another. coding: on the transcript, 0-based half-open; on GRCh37's, whose exons may be longer or shorter,
# behind a semicolon where that is another place. end: behind the last exon. exons: first base (0-based), then length, and gap and length of each further one, in genome order; exons_grch37 is the first base alone where lengths and gaps
# are those of GRCh38. Genes of transcripts.tsv are left out. Origin: RefSeq blocks. Regenerate: cargo xtask data.
symbol\tcurrent\trefseq\tcontig\tstrand\tcoding\tend_grch38\texons_grch38\tend_grch37\texons_grch37
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

/// Renders the table from facts, whose blocks are 0-based half-open. Leaves out the genes of `transcripts`,
/// the table of transcripts, by symbol and by accession. `symbols` are those of HGNC with their former ones.
///
/// # Errors
/// [`crate::Error::Table`] where a column is missing, or with every row that has no such blocks.
pub fn import(facts: &Table, symbols: &Table, transcripts: &str) -> Result<String> {
    let there: HashSet<&str> = index::body(transcripts)
        .lines()
        .filter_map(Row::split)
        .flat_map(|row| [row.gene(), unversioned(row.accession())])
        .collect();
    let mut rows = Vec::new();
    let mut problems = Problems::default();
    for (number, cells) in facts.picked(SOURCE)? {
        if there.contains(cells[0]) || there.contains(unversioned(cells[1])) {
            continue;
        }
        match row(cells) {
            Ok(row) => rows.push((cells[0], cells[2], row)),
            Err(reason) => problems.push(facts.path(), number, reason),
        }
    }
    problems.into_result()?;
    rows.sort();
    let renamed = Renamed::read(symbols)?;
    let names: HashSet<&str> = rows.iter().map(|(symbol, ..)| *symbol).collect();
    let mut table = HEADER.to_owned();
    for (symbol, chrom, row) in &rows {
        let current = renamed.current(symbol, chrom);
        let current = current.filter(|now| !names.contains(now) && !there.contains(now));
        let _ = writeln!(table, "{symbol}\t{}\t{row}", current.unwrap_or_default());
    }
    Ok(table)
}

fn unversioned(accession: &str) -> &str {
    accession.split('.').next().unwrap_or(accession)
}

/// Symbols that are no longer current.
struct Renamed<'t> {
    current: HashSet<&'t str>,
    /// For each former symbol, the genes that had it, with their chromosomes.
    former: HashMap<&'t str, Vec<(&'t str, &'t str)>>,
}

impl<'t> Renamed<'t> {
    fn read(symbols: &'t Table) -> Result<Self> {
        let mut renamed = Self { current: HashSet::new(), former: HashMap::new() };
        let columns = ["symbol", "chromosome", "type", "synonyms"];
        for (_, [symbol, chromosome, class, synonyms]) in symbols.picked(columns)? {
            renamed.current.insert(symbol);
            let former = synonyms.split('|').filter(|name| !name.is_empty());
            for name in former.filter(|_| class == "protein-coding") {
                renamed.former.entry(name).or_default().push((symbol, chromosome));
            }
        }
        Ok(renamed)
    }

    /// Returns the symbol of the one gene on `chrom` that was called `symbol`, unless a gene still is.
    fn current(&self, symbol: &str, chrom: &str) -> Option<&'t str> {
        if self.current.contains(symbol) {
            return None;
        }
        let chrom = chrom.strip_prefix("chr").unwrap_or(chrom);
        let mut there = self.former.get(symbol)?.iter().filter(|(_, on)| *on == chrom);
        there.next().filter(|_| there.next().is_none()).map(|(now, _)| *now)
    }
}

fn row(
    [_, accession, chrom, strand, ex_38, cds_38, ex_37, cds_37]: [&str; 8],
) -> Result<String, String> {
    let contig =
        Contig::from_name(chrom.as_bytes()).ok_or_else(|| format!("chrom: unknown {chrom:?}"))?;
    let direction = strand_of(strand).ok_or_else(|| format!("strand: {strand:?}"))?;
    let (grch38, grch37) = (blocks(ex_38)?, blocks(ex_37)?);
    let (start, end) = coding_on(&grch38, &blocks(cds_38)?, direction)?;
    let other = coding_on(&grch37, &blocks(cds_37)?, direction)?;
    let coding = match other == (start, end) {
        true => format!("{start}-{end}"),
        false => format!("{start}-{end};{}-{}", other.0, other.1),
    };
    let (on_38, on_37) = (write_blocks(&grch38), write_blocks(&grch37));
    let tail = |text: &str| text.split_once(',').map(|(_, tail)| tail.to_owned());
    let last_end = |blocks: &Blocks| blocks.last().map_or(0, |block| block.end);
    let (end_38, end_37) = (last_end(&grch38), last_end(&grch37));
    let on_37 = match tail(&on_38) == tail(&on_37) {
        true => on_37.split(',').next().unwrap_or_default().to_owned(),
        false => on_37,
    };
    Ok(format!("{accession}\t{contig}\t{strand}\t{coding}\t{end_38}\t{on_38}\t{end_37}\t{on_37}"))
}

/// Returns where the coding blocks begin and end on the transcript of `exons`.
fn coding_on(
    exons: &[Interval],
    coding: &[Interval],
    direction: Strand,
) -> Result<(u32, u32), String> {
    let (Some(first), Some(last)) = (coding.first(), coding.last()) else {
        return Err("no coding blocks".to_owned());
    };
    let before = |position: u32| -> u32 {
        let exons = exons.iter().filter(|exon| exon.start < position);
        exons.map(|exon| position.min(exon.end) - exon.start).sum()
    };
    let length: u32 = exons.iter().map(|exon| exon.len()).sum();
    Ok(match direction {
        Strand::Forward => (before(first.start), before(last.end)),
        Strand::Reverse => (length - before(last.end), length - before(first.start)),
    })
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
    use crate::genome::row::COLUMNS;

    const FACTS: &str = "symbol\trefseq\tchrom\tstrand\texons_grch38\tcds_grch38\texons_grch37\tcds_grch37\n\
        B\tNM_2\tchr2\t-\t100-110,200-230\t105-110,200-220\t300-310,400-430\t305-310,400-420\n\
        A\tNM_1\tchr1\t+\t100-110,200-230\t105-110,200-220\t300-310,401-431\t305-310,401-421\n\
        C\tNM_3\tchr1\t+\t100-110\t105-110\t300-310\t305-310\n\
        OLD\tNM_4\tchr1\t+\t100-110\t105-110\t300-310\t305-310\n\
        U\tNM_5\tchr1\t-\t100-110,200-230\t105-110,200-220\t300-310,400-434\t305-310,400-420\n";
    const SYMBOLS: &str = "symbol\tchromosome\ttype\tsynonyms\nB1\t2\tprotein-coding\tB\nB2\t3\tprotein-coding\tB|A\n\
        A\t1\tprotein-coding\t\n";

    fn made(facts: &str) -> Result<String> {
        let facts = Table::parse(Path::new("x"), facts, &[])?;
        let symbols = Table::parse(Path::new("s"), SYMBOLS, &[])?;
        let cells = |gene: &str, accession: &str| {
            format!("{gene}\t\t{accession}{}", "\t".repeat(COLUMNS.len() - 3))
        };
        let transcripts = format!("x\n{}\n{}\n", cells("C", "NM_9.1"), cells("NEW", "NM_4.2"));
        import(&facts, &symbols, &transcripts)
    }

    #[test]
    fn rows_are_written_short_and_genes_with_a_transcript_left_out() {
        let table = made(FACTS).unwrap();
        let rows: Vec<&str> = table.lines().skip_while(|line| !line.starts_with("A\t")).collect();
        assert_eq!(
            rows,
            [
                "A\t\tNM_1\t1\t+\t5-30\t230\t100,10,90,30\t431\t300,10,91,30",
                "B\tB1\tNM_2\t2\t-\t10-35\t230\t100,10,90,30\t430\t300",
                // Its first exon has four bases more on GRCh37.
                "U\t\tNM_5\t1\t-\t10-35;14-39\t230\t100,10,90,30\t434\t300,10,90,34"
            ]
        );
        let error = made(&FACTS.replace("105-110,200-220", "110-105")).unwrap_err().to_string();
        assert!(error.contains("x:2") && error.contains("x:3"), "{error}");
    }
}
