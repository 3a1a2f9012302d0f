//! Where the protein-coding genes lie, on both assemblies: the names of fusion partners whose
//! transcripts are not embedded.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use crate::error::{Error, Location, Result};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::transcript::Strand;

pub(super) static TABLE: &str = include_str!("../../data/gene_spans.tsv");

/// What stands at the top of the table.
const HEADER: &str = "\
# Spans of protein-coding genes, first to last base of any transcript (0-based half-open); empty where the gene is not placed.
# Sorted by contig and start. Origin: gene annotations of RefSeq on each assembly. Made by `theravar transcripts spans`.
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

/// One gene's place.
#[derive(Debug, Clone, Copy)]
pub struct GeneSpan<'t> {
    /// HGNC symbol, as the annotation of that assembly names it.
    pub gene: &'t str,
    /// Strand.
    pub strand: Strand,
    contig: Contig,
    grch38: Option<Interval>,
    grch37: Option<Interval>,
}

impl GeneSpan<'_> {
    /// The span on `assembly`, 0-based half-open.
    pub fn on(&self, assembly: Assembly) -> Option<Interval> {
        match assembly {
            Assembly::GRCh37 => self.grch37,
            Assembly::GRCh38 => self.grch38,
        }
    }
}

/// The protein-coding genes whose span on `assembly` holds the 0-based `position`.
pub fn genes_at(
    contig: Contig,
    position: u32,
    assembly: Assembly,
) -> impl Iterator<Item = &'static GeneSpan<'static>> {
    let spans = spans();
    let first = spans.partition_point(|span| span.contig < contig);
    spans[first..]
        .iter()
        .take_while(move |span| span.contig == contig)
        .filter(move |span| span.on(assembly).is_some_and(|interval| interval.contains(position)))
}

/// From the first to the last base of the genes that lie inside `interval` on `assembly`.
pub fn extent(contig: Contig, interval: Interval, assembly: Assembly) -> Option<Interval> {
    let spans = spans();
    let first = spans.partition_point(|span| span.contig < contig);
    spans[first..]
        .iter()
        .take_while(|span| span.contig == contig)
        .filter_map(|span| span.on(assembly))
        .filter(|span| interval.start <= span.start && span.end <= interval.end)
        .reduce(|a, b| Interval::new(a.start.min(b.start), a.end.max(b.end)))
}

/// All spans, read when first asked for: most inputs have no breakend in a known gene.
fn spans() -> &'static [GeneSpan<'static>] {
    static SPANS: OnceLock<Vec<GeneSpan<'static>>> = OnceLock::new();
    SPANS.get_or_init(|| TABLE.lines().filter_map(parse).collect())
}

fn parse(line: &str) -> Option<GeneSpan<'_>> {
    let cells: Vec<&str> = line.split('\t').collect();
    let &[contig, gene, strand, start_38, end_38, start_37, end_37] = cells.as_slice() else {
        return None;
    };
    Some(GeneSpan {
        gene,
        strand: strand_of(strand)?,
        contig: Contig::from_name(contig.as_bytes())?,
        grch38: interval(start_38, end_38).ok()?,
        grch37: interval(start_37, end_37).ok()?,
    })
}

fn strand_of(text: &str) -> Option<Strand> {
    match text {
        "+" => Some(Strand::Forward),
        "-" => Some(Strand::Reverse),
        _ => None,
    }
}

/// `Ok(None)` where the gene is not placed.
fn interval(start: &str, end: &str) -> Result<Option<Interval>, String> {
    if start.is_empty() && end.is_empty() {
        return Ok(None);
    }
    match (start.parse(), end.parse()) {
        (Ok(start), Ok(end)) if start < end => Ok(Some(Interval::new(start, end))),
        _ => Err(format!("no span: {start:?} to {end:?}")),
    }
}

/// Renders the table (`data/gene_spans.tsv`) from facts with the columns symbol, chrom, strand,
/// start and end on each assembly (0-based half-open), and coding (1 for protein-coding genes).
///
/// # Errors
/// [`Error::Table`] where a column is missing, or with every row that has no such place.
pub fn import(path: &Path, text: &str) -> Result<String> {
    let mut lines = (1u64..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#'));
    let fail = |line, reason: String| Error::Table { at: Location::line(path, line), reason };
    let header = lines.next().map_or("", |(_, line)| line);
    let mut columns = [0; SOURCE.len()];
    for (slot, name) in columns.iter_mut().zip(SOURCE) {
        *slot = header
            .split('\t')
            .position(|column| column == name)
            .ok_or_else(|| fail(1, format!("no column {name:?}")))?;
    }
    let mut rows = Vec::new();
    let mut problems = Vec::new();
    for (number, line) in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |index: usize| cells.get(columns[index]).copied().unwrap_or_default();
        if cell(7) != "1" {
            continue;
        }
        let row = (|| {
            let contig = Contig::from_name(cell(0).as_bytes())
                .ok_or_else(|| format!("chrom: unknown {:?}", cell(0)))?;
            strand_of(cell(2)).ok_or_else(|| format!("strand: {:?}", cell(2)))?;
            let grch38 = interval(cell(3), cell(4))?;
            let grch37 = interval(cell(5), cell(6))?;
            let start = grch38.or(grch37).ok_or("no span on either assembly")?.start;
            Ok((contig, start, (1..7).map(cell).collect::<Vec<_>>()))
        })();
        match row {
            Ok(row) => rows.push(row),
            Err(reason) => problems.push((number, reason)),
        }
    }
    let lines: Vec<String> = problems
        .iter()
        .map(|(line, reason): &(u64, String)| format!("{}: {reason}", Location::line(path, *line)))
        .collect();
    if let Some((first, _)) = problems.first() {
        return Err(fail(*first, lines.join("\n")));
    }
    rows.sort();
    let mut table = HEADER.to_owned();
    for (contig, _, cells) in rows {
        let _ = writeln!(table, "{contig}\t{}", cells.join("\t"));
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Set `THERAVAR_WRITE_TABLES` to make the table anew from the facts.
    #[test]
    fn the_embedded_table_is_what_the_importer_writes() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let facts = root.join("../shared/ref/gene_regions.tsv");
        let Ok(text) = std::fs::read_to_string(&facts) else {
            println!("skipped: {} is not here", facts.display());
            return;
        };
        let made = import(&facts, &text).unwrap();
        if std::env::var_os("THERAVAR_WRITE_TABLES").is_some() {
            std::fs::write(root.join("data/gene_spans.tsv"), made).unwrap();
        } else {
            assert!(made == TABLE, "data/gene_spans.tsv differs from the importer's output");
        }
    }

    #[test]
    fn genes_are_found_on_both_assemblies() {
        let two = Contig::from_name(b"2").unwrap();
        for (assembly, position) in [(Assembly::GRCh38, 54_600_000), (Assembly::GRCh37, 54_827_137)]
        {
            let found: Vec<_> =
                genes_at(two, position, assembly).map(|span| (span.gene, span.strand)).collect();
            assert_eq!(found, [("SPTBN1", Strand::Forward)], "{assembly}");
        }
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).count() - 1;
        assert_eq!(spans().len(), rows, "every row is read");
        assert!(rows > 19_000);
        assert!(spans().is_sorted_by_key(|span| span.contig));
    }

    #[test]
    fn bad_rows_are_named_together() {
        let text = "symbol\tchrom\tstrand\tstart_grch38\tend_grch38\tstart_grch37\tend_grch37\tcoding\n\
            A\tchr1\t+\t5\t3\t\t\t1\nB\tchr1\t?\t1\t2\t\t\t1\nC\tchr1\t?\t1\t2\t\t\t0\n";
        let error = import(Path::new("x"), text).unwrap_err().to_string();
        assert!(
            error.contains("x:2") && error.contains("x:3") && !error.contains("x:4"),
            "{error}"
        );
    }
}
