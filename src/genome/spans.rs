//! Where genes without embedded transcripts lie, on both assemblies.
//!
//! These are the protein-coding genes, the names of fusion partners, and those non-coding genes
//! that take part in a process of tumour biology.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::cells::{cells, lines};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::transcript::Strand;

pub(crate) static TABLE: &str = include_str!("../../data/generated/gene_spans.tsv");
pub(crate) static NONCODING: &str = include_str!("../../data/generated/noncoding_spans.tsv");

/// One gene's place.
#[derive(Debug, Clone, Copy)]
pub struct GeneSpan<'t> {
    /// HGNC symbol, as the annotation of that assembly names it.
    pub gene: &'t str,
    /// Strand.
    pub strand: Strand,
    /// The chromosome.
    pub contig: Contig,
    grch38: Option<Interval>,
    grch37: Option<Interval>,
}

impl GeneSpan<'_> {
    /// Returns the span on `assembly`, 0-based half-open.
    pub fn on(&self, assembly: Assembly) -> Option<Interval> {
        match assembly {
            Assembly::GRCh37 => self.grch37,
            Assembly::GRCh38 => self.grch38,
        }
    }
}

/// Returns the protein-coding genes whose span on `assembly` holds the 0-based `position`.
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

/// Returns the protein-coding gene of this symbol on `contig`.
pub fn of_gene(symbol: &str, contig: Contig) -> Option<&'static GeneSpan<'static>> {
    let spans = spans();
    let first = spans.partition_point(|span| span.contig < contig);
    spans[first..].iter().take_while(|span| span.contig == contig).find(|span| span.gene == symbol)
}

/// Returns whether an annotated gene has this symbol: a protein-coding one, or one in a process of
/// tumour biology.
pub fn is_gene(symbol: &str) -> bool {
    static SYMBOLS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let symbols = || spans().iter().chain(noncoding()).map(|span| span.gene).collect();
    SYMBOLS.get_or_init(symbols).contains(symbol)
}

/// Returns the stretch from the first to the last base of the genes that lie inside `interval` on
/// `assembly`, 0-based half-open.
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

/// Returns the non-coding genes (microRNAs, long non-coding RNAs) that take part in a process of
/// tumour biology. Their exons are not known here.
pub fn noncoding() -> &'static [GeneSpan<'static>] {
    static SPANS: OnceLock<Vec<GeneSpan<'static>>> = OnceLock::new();
    SPANS.get_or_init(|| lines(NONCODING).filter_map(parse).collect())
}

/// Returns those of [`noncoding`] whose span on `assembly` the 0-based `interval` touches. An empty
/// interval (an insertion point) must lie inside the span.
pub fn noncoding_at(
    contig: Contig,
    interval: Interval,
    assembly: Assembly,
) -> impl Iterator<Item = (&'static GeneSpan<'static>, Interval)> {
    let is_touched = move |span: Interval| match interval.is_empty() {
        true => span.start < interval.start && interval.start < span.end,
        false => span.overlaps(interval),
    };
    noncoding()
        .iter()
        .filter(move |span| span.contig == contig)
        .filter_map(move |span| Some((span, span.on(assembly).filter(|&at| is_touched(at))?)))
}

/// Returns the stretch around the 0-based `position` that no span of [`noncoding`] on `assembly` touches, which
/// is empty where one does.
pub fn free_of_noncoding(contig: Contig, position: u32, assembly: Assembly) -> Interval {
    let spans = noncoding().iter().filter(|span| span.contig == contig);
    free_of(spans.filter_map(|span| span.on(assembly)), position)
}

/// Returns the stretch around `position` that none of `spans` touches, which is empty where one does.
pub(crate) fn free_of(spans: impl Iterator<Item = Interval>, position: u32) -> Interval {
    spans.fold(Interval::new(0, u32::MAX), |free, span| match () {
        () if position < span.start => Interval::new(free.start, free.end.min(span.start)),
        () if span.end < position => Interval::new(free.start.max(span.end + 1), free.end),
        () => Interval::new(position, position),
    })
}

/// Returns all protein-coding spans, read when first asked for. Most inputs have no breakend in a
/// known gene.
fn spans() -> &'static [GeneSpan<'static>] {
    static SPANS: OnceLock<Vec<GeneSpan<'static>>> = OnceLock::new();
    SPANS.get_or_init(|| lines(TABLE).filter_map(parse).collect())
}

fn parse(line: &str) -> Option<GeneSpan<'_>> {
    let cells: Vec<&str> = cells(line).collect();
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

pub(crate) fn strand_of(text: &str) -> Option<Strand> {
    match text {
        "+" => Some(Strand::Forward),
        "-" => Some(Strand::Reverse),
        _ => None,
    }
}

/// Reads a span, 0-based half-open. Returns `Ok(None)` where the gene is not placed.
pub(crate) fn interval(start: &str, end: &str) -> Result<Option<Interval>, String> {
    if start.is_empty() && end.is_empty() {
        return Ok(None);
    }
    match (start.parse(), end.parse()) {
        (Ok(start), Ok(end)) if start < end => Ok(Some(Interval::new(start, end))),
        _ => Err(format!("no span: {start:?} to {end:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    /// CNTNAP2 is the longest. A longer one joins copies at several places.
    #[test]
    fn no_gene_is_longer_than_the_longest() {
        const LONGEST: u32 = 2_500_000;
        for span in spans().iter().chain(noncoding()) {
            for assembly in Assembly::ALL {
                let length = span.on(assembly).map_or(0, |on| on.len());
                assert!(length <= LONGEST, "{} on {assembly}: {length}", span.gene);
            }
        }
    }

    #[test]
    fn noncoding_genes_are_found_on_both_assemblies() {
        let one = Contig::from_name(b"1").unwrap();
        let at = |start, end, assembly| -> Vec<&str> {
            noncoding_at(one, Interval::new(start, end), assembly)
                .map(|(span, _)| span.gene)
                .collect()
        };
        // MIR34A: 110 bases.
        assert_eq!(at(9_151_700, 9_151_701, Assembly::GRCh38), ["MIR34A"]);
        assert_eq!(at(9_211_800, 9_211_801, Assembly::GRCh37), ["MIR34A"]);
        assert_eq!(at(9_151_700, 9_151_701, Assembly::GRCh37), [""; 0]);
        // An insertion before the first base lies outside.
        assert_eq!(at(9_151_667, 9_151_667, Assembly::GRCh38), [""; 0]);
        assert_eq!(at(9_151_668, 9_151_668, Assembly::GRCh38), ["MIR34A"]);
        assert_eq!(at(1_100_000, 1_200_000, Assembly::GRCh38), ["MIR200B", "MIR200A", "MIR429"]);
        let around = free_of_noncoding(one, 9_151_600, Assembly::GRCh38);
        assert_eq!((around.contains(9_151_600), around.end), (true, 9_151_667));
        assert!(free_of_noncoding(one, 9_151_700, Assembly::GRCh38).is_empty());
        assert!(free_of_noncoding(one, 9_151_667, Assembly::GRCh38).is_empty());
        let rows = NONCODING.lines().filter(|line| !line.starts_with('#')).count() - 1;
        assert_eq!(noncoding().len(), rows, "every row is read");
        for gene in ["HOTAIR", "MALAT1", "MIR200C", "MIR141", "MIR21"] {
            assert!(noncoding().iter().any(|span| span.gene == gene), "{gene}");
        }
    }
}
