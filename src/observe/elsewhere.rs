//! Genes that a row names and that do not lie where the row has its change.

use crate::genome::spans::{self, GeneSpan};
use crate::knowledge::genes::Genes;
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;

/// How far from a gene annotators still name it: upstream and downstream variants of VEP.
const NEAR: u32 = 5_000;

/// Returns whether the protein-coding gene called `name` lies elsewhere than at the 0-based `interval`, and another
/// one there. A name that is none of theirs says nothing.
pub(crate) fn is_elsewhere(
    name: &str,
    contig: Contig,
    interval: Interval,
    assembly: Assembly,
) -> bool {
    let current = Genes::embedded().get(name).map_or(name, |gene| gene.symbol);
    let mut here =
        spans::genes_at(contig, interval.start, assembly).map(|span| span.gene).peekable();
    if here.peek().is_none() || here.any(|gene| gene == name || gene == current) {
        return false;
    }
    let is_near = |span: &GeneSpan<'_>| {
        span.on(assembly).is_none_or(|on| {
            on.start <= interval.end.saturating_add(NEAR)
                && interval.start <= on.end.saturating_add(NEAR)
        })
    };
    let own = |name: &str| {
        let spans = Contig::all().filter_map(|contig| spans::of_gene(name, contig));
        spans.map(|span| span.contig == contig && is_near(span)).reduce(|any, is| any || is)
    };
    // A former symbol may stand in an annotation still, and a name in use may be another's former one.
    let told: Vec<bool> = [name, current].into_iter().filter_map(own).collect();
    !told.is_empty() && !told.contains(&true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gene_is_elsewhere_only_where_both_are_known() {
        let at = |chrom: &[u8], pos: u32| {
            (Contig::from_name(chrom).unwrap(), Interval::new(pos - 1, pos))
        };
        for (name, (contig, interval), want) in [
            ("KRAS", at(b"7", 140_753_336), true),
            ("BRAF", at(b"7", 140_753_336), false),
            // Former symbols, near genes, names of no protein-coding gene, places between genes.
            ("HER2", at(b"17", 39_723_967), false),
            ("MLL", at(b"11", 118_481_715), false),
            ("TERT", at(b"5", 1_295_113), false),
            ("NOSUCHGENE", at(b"7", 140_753_336), false),
            ("KRAS", at(b"7", 1), false),
        ] {
            assert_eq!(is_elsewhere(name, contig, interval, Assembly::GRCh38), want, "{name}");
        }
    }
}
