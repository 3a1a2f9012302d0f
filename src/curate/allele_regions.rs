//! Makes the table of the places of known alleles beyond coding exons.

use std::fmt::Write as _;

use crate::genome::TranscriptStore;
use crate::genome::blocks::write_blocks;
use crate::knowledge::pharmacogenes;
use crate::knowledge::variants::KnownAlleles;
use crate::matching::allele_regions::beyond;
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::regions::Regions;

/// Returns the table of these places for the alleles compiled in. It has one line for each assembly
/// and contig.
pub fn table() -> String {
    let store = TranscriptStore::embedded();
    let mut text = "# Places of known alleles beyond coding exons, with 60 bp on either side, and of pharmacogenes, by assembly and contig: the bases before each place and in it\n"
        .to_owned();
    for assembly in Assembly::ALL {
        let coding = crate::genome::coding_regions(assembly);
        let known = beyond(KnownAlleles::embedded(), store, assembly, &coding);
        let places = Regions::new(known.chain(pharmacogenes::places(assembly)));
        for contig in Contig::all().filter(|&contig| !places.on(contig).is_empty()) {
            let list = write_blocks(places.on(contig));
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{assembly}\t{contig}\t{list}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consequence::coding_to_genomic;
    use crate::genome::regions;
    use crate::matching::allele_regions::place;
    use crate::model::position::Interval;
    use crate::model::profile::Alteration;

    /// What the scan passes over cannot be found: everything that a rule can meet must lie in the
    /// regions that it asks about.
    #[test]
    fn everything_that_can_match_lies_in_the_regions() {
        let store = TranscriptStore::embedded();
        for assembly in Assembly::ALL {
            let regions = regions(assembly);
            let mut outside = Vec::new();
            let mut looked_at = 0;
            let mut check = |what: &str, contig: Contig, interval: Interval| {
                looked_at += 1;
                if !regions.covers(contig, interval) {
                    outside.push(format!("{what} {contig}:{}-{}", interval.start, interval.end));
                }
            };
            // Every coding base of every transcript, its splice sites, and whatever else is
            // embedded beside them (MET exon 14 reaches 30 bases into its introns).
            for gene in store.symbols(assembly) {
                for model in store.gene(gene, assembly) {
                    for block in &model.cds {
                        let wide = Interval::new(block.start.saturating_sub(50), block.end + 50);
                        check(gene, model.contig, wide);
                    }
                }
            }
            for known in KnownAlleles::embedded().all() {
                match place(store, known, assembly) {
                    Some((contig, interval)) => check(known.profile, contig, interval),
                    None => assert!(
                        store.gene(known.gene, assembly).is_empty(),
                        "{} has no place",
                        known.profile
                    ),
                }
            }
            // The TERT promoter, by C228T and C250T.
            let five = Contig::from_name(b"5").unwrap();
            for at in match assembly {
                Assembly::GRCh37 => [1_295_227, 1_295_249],
                Assembly::GRCh38 => [1_295_112, 1_295_134],
            } {
                check("TERT promoter", five, Interval::new(at, at + 1));
            }
            // Profiles that name a base change by its coding name.
            let evidence = crate::knowledge::evidence::EvidenceTable::embedded();
            let mut named = 0;
            for entry in evidence.profiles() {
                for component in entry.profile().components() {
                    let Alteration::Coding(name) = &component.alteration else { continue };
                    let model = store.gene(&component.gene, assembly).first();
                    let edit = model.map(|model| coding_to_genomic(model, name));
                    let Some(Ok(edit)) = edit else { continue };
                    named += 1;
                    let end = edit.start + edit.deleted.len().max(1) as u32;
                    check(entry.text, edit.contig, Interval::new(edit.start, end));
                }
            }
            assert!(named >= 5, "{named} coding names were placed");
            assert!(looked_at > 15_000, "{looked_at}");
            assert!(outside.is_empty(), "{assembly}: {}", outside.join("\n"));
        }
    }
}
