//! The tables of gene spans, made from facts of RefSeq's annotations. A span that joins copies of a gene
//! at several places is not taken over.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::error::{Problems, Result};
use crate::genome::spans::{interval, strand_of};
use crate::io::table::Table;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::transcript::Strand;

use super::loci::{Place, of_transcript, one_locus};

/// What stands at the top of a table, behind what its genes are.
const HEADER: &str = "\
, first to last base of any transcript (0-based half-open); empty where the gene is not placed.
# Copies of a gene at several places are no span: that of the place of the other assembly is kept, or none.
# Sorted by contig and start. Origin: gene annotations of RefSeq on each assembly. Regenerate: cargo xtask data.
contig\tsymbol\tstrand\tstart_grch38\tend_grch38\tstart_grch37\tend_grch37
";

/// Columns of the facts table.
const SOURCE: [&str; 8] = [
    "chrom",
    "symbol",
    "strand",
    "start_grch38",
    "end_grch38",
    "start_grch37",
    "end_grch37",
    "coding",
];

/// Genes of processes that are left out: MMP23A is a pseudogene, and its span reaches from one place
/// to another 65 kb away.
const LEFT_OUT: &[&str] = &["MMP23A"];

/// Which genes a table holds.
#[derive(Clone, Copy)]
pub enum Class<'w> {
    /// All protein-coding ones (`data/generated/gene_spans.tsv`), with the exons of a transcript of each.
    Coding(&'w Table),
    /// The non-coding ones that the function names (`data/generated/noncoding_spans.tsv`).
    NonCoding(&'w dyn Fn(&str) -> bool),
}

impl Class<'_> {
    fn holds(self, gene: &str, is_coding: bool) -> bool {
        match self {
            Self::Coding(_) => is_coding,
            Self::NonCoding(is_wanted) => {
                !is_coding && is_wanted(gene) && !LEFT_OUT.contains(&gene)
            }
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Coding(_) => "Spans of protein-coding genes",
            Self::NonCoding(_) => "Spans of the non-coding genes of processes.tsv",
        }
    }
}

/// Renders the table of `class` from facts. Their columns are symbol, chrom, strand, start and end
/// on each assembly (0-based half-open), and coding (1 for protein-coding genes).
///
/// # Errors
/// [`crate::Error::Table`] where a column is missing, or with every row that has no such place.
pub fn import(facts: &Table, class: Class<'_>) -> Result<String> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut problems = Problems::default();
    for (number, cells) in facts.picked(SOURCE)? {
        let cell = |index: usize| cells[index];
        if !class.holds(cell(1), cell(7) == "1") {
            continue;
        }
        let row = (|| -> Result<_, String> {
            let contig = Contig::from_name(cell(0).as_bytes())
                .ok_or_else(|| format!("chrom: unknown {:?}", cell(0)))?;
            let strand = strand_of(cell(2)).ok_or_else(|| format!("strand: {:?}", cell(2)))?;
            let spans = [interval(cell(3), cell(4))?, interval(cell(5), cell(6))?];
            let start = spans[0].or(spans[1]).ok_or("no span on either assembly")?.start;
            let place = Place { contig, is_forward: strand == Strand::Forward, spans };
            Ok(Row { start, gene: cell(1), strand: cell(2), place })
        })();
        match row {
            Ok(row) => rows.push(row),
            Err(reason) => problems.push(facts.path(), number, reason),
        }
    }
    problems.into_result()?;
    let places: Vec<Place> = rows.iter().map(|row| row.place).collect();
    let transcripts = match class {
        Class::Coding(transcripts) => of_transcripts(transcripts)?,
        Class::NonCoding(_) => HashMap::new(),
    };
    for (row, spans) in rows.iter_mut().zip(one_locus(&places)) {
        let exons = transcripts.get(row.gene).copied().unwrap_or_default();
        row.place.spans = [0, 1].map(|assembly| of_transcript(spans[assembly], exons[assembly]));
        let spans = row.place.spans;
        row.start = spans[0].or(spans[1]).map_or(row.start, |span| span.start);
    }
    rows.sort_by_key(|row| (row.place.contig, row.start, row.gene));
    let mut table = format!("# {}{HEADER}", class.title());
    for Row { gene, strand, place, .. } in rows {
        let _ = write!(table, "{}\t{gene}\t{strand}", place.contig);
        for span in place.spans {
            let _ = match span {
                Some(span) => write!(table, "\t{}\t{}", span.start, span.end),
                None => write!(table, "\t\t"),
            };
        }
        table.push('\n');
    }
    Ok(table)
}

/// Returns the first to the last base of the exons of each gene's transcript, on GRCh38 and on GRCh37.
fn of_transcripts(table: &Table) -> Result<HashMap<&str, [Option<Interval>; 2]>> {
    let extent = |exons: &str| {
        let numbers = || exons.split([',', '-']).filter_map(|number| number.parse().ok());
        Some(Interval::new(numbers().min()?, numbers().max()?))
    };
    let rows = table.picked(["symbol", "exons_grch38", "exons_grch37"])?;
    let genes = rows
        .into_iter()
        .map(|(_, [gene, grch38, grch37])| (gene, [extent(grch38), extent(grch37)]));
    Ok(genes.collect())
}

/// A gene of the facts, and where it stands in the table.
struct Row<'t> {
    start: u32,
    gene: &'t str,
    strand: &'t str,
    place: Place,
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn bad_rows_are_named_together() {
        let text = "symbol\tchrom\tstrand\tstart_grch38\tend_grch38\tstart_grch37\tend_grch37\tcoding\n\
            A\tchr1\t+\t5\t3\t\t\t1\nB\tchr1\t?\t1\t2\t\t\t1\nC\tchr1\t?\t1\t2\t\t\t0\n";
        let table = Table::parse(Path::new("x"), text, &[]).unwrap();
        let transcripts = "symbol\texons_grch38\texons_grch37\nA\t5-9\t5-9\n";
        let transcripts = Table::parse(Path::new("t"), transcripts, &[]).unwrap();
        let error = import(&table, Class::Coding(&transcripts)).unwrap_err().to_string();
        assert!(
            error.contains("x:2") && error.contains("x:3") && !error.contains("x:4"),
            "{error}"
        );
        let only_c = Class::NonCoding(&|gene| gene == "C");
        let error = import(&table, only_c).unwrap_err().to_string();
        assert!(error.contains("x:4") && !error.contains("x:2"), "{error}");
    }
}
