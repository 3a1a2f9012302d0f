//! Coding bases of every gene: where a mutation may be counted, and of which gene.
//!
//! The genes are those with embedded transcripts and those of `coding_genes.tsv`. All of it is read when
//! it is asked for, which only the mutational burden does.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::TranscriptStore;
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::regions::Regions;
use crate::model::transcript::Transcript;

/// A coding block and its gene.
#[derive(Debug, Clone)]
struct Block {
    interval: Interval,
    /// The furthest end of this block and those before it.
    furthest: u32,
    gene: Arc<str>,
}

/// The coding blocks of all genes on one assembly.
#[derive(Debug)]
pub struct CodingBlocks {
    by_contig: Vec<Vec<Block>>,
    genes: usize,
}

impl CodingBlocks {
    /// Reads the coding blocks of all genes on the nuclear chromosomes of `assembly`.
    pub fn of(store: &TranscriptStore, assembly: Assembly) -> Self {
        let mut by_contig = vec![Vec::new(); Contig::COUNT];
        let mut genes: BTreeSet<Arc<str>> = BTreeSet::new();
        let mut take = |transcript: &Transcript| {
            if transcript.contig == Contig::MT || transcript.cds.is_empty() {
                return;
            }
            genes.insert(transcript.gene.clone());
            let blocks = &mut by_contig[transcript.contig.index()];
            blocks.extend(transcript.cds.iter().map(|&interval| Block {
                interval,
                furthest: interval.end,
                gene: transcript.gene.clone(),
            }));
        };
        for symbol in store.symbols(assembly) {
            store.gene(symbol, assembly).iter().for_each(|model| take(model));
        }
        for symbol in store.other_symbols(assembly) {
            store.coding_gene(symbol, assembly).iter().for_each(|model| take(model));
        }
        for blocks in &mut by_contig {
            blocks.sort_unstable_by(|a, b| (a.interval, &a.gene).cmp(&(b.interval, &b.gene)));
            blocks.dedup_by(|a, b| a.interval == b.interval && a.gene == b.gene);
            let mut furthest = 0;
            for block in blocks {
                furthest = furthest.max(block.interval.end);
                block.furthest = furthest;
            }
        }
        Self { by_contig, genes: genes.len() }
    }

    /// Returns how many genes there are.
    pub fn genes(&self) -> usize {
        self.genes
    }

    /// Returns the coding bases that lie in `within`, or all of them.
    pub fn footprint(&self, within: Option<&Regions>) -> Regions {
        let all = || {
            Contig::all().flat_map(|contig| {
                let blocks = &self.by_contig[contig.index()];
                blocks.iter().map(move |block| (contig, block.interval))
            })
        };
        match within {
            None => Regions::new(all()),
            Some(within) => Regions::new(all().flat_map(|(contig, block)| {
                let list = within.on(contig);
                let from = list.partition_point(|region| region.end <= block.start);
                list[from..].iter().take_while(move |region| region.start < block.end).map(
                    move |region| {
                        let (start, end) = (region.start, region.end);
                        (contig, Interval::new(start.max(block.start), end.min(block.end)))
                    },
                )
            })),
        }
    }

    /// Returns the coding blocks that hold a base of `interval`, each with its gene. An insertion point
    /// lies in a block that has a base on either side of it.
    pub fn at(
        &self,
        contig: Contig,
        interval: Interval,
    ) -> impl Iterator<Item = (&Arc<str>, Interval)> {
        let blocks = &self.by_contig[contig.index()];
        let after =
            blocks.partition_point(|block| block.interval.start < interval.end.max(interval.start));
        blocks[..after]
            .iter()
            .rev()
            .take_while(move |block| block.furthest > interval.start)
            .filter(move |block| is_in(block.interval, interval))
            .map(|block| (&block.gene, block.interval))
    }
}

/// Returns whether a region holds a base of `interval`, or has one on either side of an insertion point.
fn is_in(region: Interval, interval: Interval) -> bool {
    region.start < interval.end.max(interval.start) && region.end > interval.start
}

/// Returns whether any of `regions` holds a base of `interval`, or one on either side of an insertion
/// point.
pub fn holds(regions: &Regions, contig: Contig, interval: Interval) -> bool {
    let list = regions.on(contig);
    let at = list.partition_point(|region| region.end <= interval.start);
    list.get(at).is_some_and(|region| is_in(*region, interval))
}

/// Returns how many bases `regions` have.
pub fn bases(regions: &Regions) -> u64 {
    regions.iter().map(|(_, interval)| u64::from(interval.len())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exome_has_the_coding_bases_of_all_genes() {
        for assembly in Assembly::ALL {
            let blocks = CodingBlocks::of(TranscriptStore::embedded(), assembly);
            assert!(blocks.genes() > 18_500, "{}", blocks.genes());
            let bases = bases(&blocks.footprint(None));
            assert!((30_000_000..36_000_000).contains(&bases), "{assembly}: {bases}");
        }
    }

    #[test]
    fn a_panel_has_the_coding_bases_of_its_regions() {
        let blocks = CodingBlocks::of(TranscriptStore::embedded(), Assembly::GRCh38);
        let seven = Contig::from_name(b"7").unwrap();
        let v600 = 140_753_335;
        let genes = |start, end| -> Vec<String> {
            blocks.at(seven, Interval::new(start, end)).map(|(gene, _)| gene.to_string()).collect()
        };
        assert_eq!(genes(v600, v600 + 1), ["BRAF"]);
        assert_eq!(genes(v600, v600), ["BRAF"]);
        let within = Regions::new([(seven, Interval::new(v600 - 10, v600 + 10))]);
        let footprint = blocks.footprint(Some(&within));
        assert_eq!(bases(&footprint), 20);
        assert!(holds(&footprint, seven, Interval::new(v600, v600 + 1)));
        assert!(!holds(&footprint, seven, Interval::new(v600 + 10, v600 + 11)));
        assert!(!holds(&footprint, seven, Interval::new(v600 + 10, v600 + 10)));
        assert!(!holds(&footprint, seven, Interval::new(v600 - 10, v600 - 10)));
        // The last exon's end, and the untranslated bases behind it.
        let (_, block) = blocks.at(seven, Interval::new(v600, v600 + 1)).next().unwrap();
        assert!(genes(block.end, block.end + 5).is_empty());
        assert_eq!(genes(block.end - 1, block.end + 5), ["BRAF"]);
        assert!(genes(block.start, block.start).is_empty(), "an insertion before the exon");
    }
}
