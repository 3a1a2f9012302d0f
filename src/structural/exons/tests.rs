//! Exons that are lost and repeated, and genes that are cut.

use super::*;
use crate::model::structural::Kept;

fn of(junction: &Junction, inserted: u32) -> Vec<Effect> {
    let is_suppressor = |gene: &str| ["TP53", "RB1", "BRCA1", "BRCA2"].contains(&gene);
    let genes = Genes {
        store: TranscriptStore::embedded(),
        assembly: Assembly::GRCh38,
        is_suppressor: &is_suppressor,
    };
    let inserted = vec![b'N'; inserted as usize];
    changes(junction, Ends { inserted: &inserted, ..Ends::EXACT }, &genes)
}

/// Returns the junction around exons `first..=last` of a gene, in its introns, and what it
/// does.
fn around(gene: &str, first: u32, last: u32, kind: SpanKind) -> (Junction, Vec<Effect>) {
    let store = TranscriptStore::embedded();
    let assembly = Assembly::GRCh38;
    let model = &store.gene(gene, assembly)[0];
    let exons: Vec<Interval> = (0..model.exons.len())
        .filter(|&i| (first..=last).contains(&model.exon_rank(i).0))
        .filter_map(|i| model.cds.iter().copied().find(|block| block.overlaps(model.exons[i])))
        .collect();
    let (start, end) = (exons[0].start - 10, exons[exons.len() - 1].end + 10);
    let at = |position, kept| Breakend { contig: model.contig, position, kept };
    let junction = match kind {
        SpanKind::Deletion => Junction { a: at(start, Kept::Left), b: at(end, Kept::Right) },
        SpanKind::TandemDuplication => {
            Junction { a: at(start, Kept::Right), b: at(end, Kept::Left) }
        }
    };
    (junction, of(&junction, 0))
}

#[test]
fn exons_that_are_lost_or_repeated() {
    use SpanKind::{Deletion, TandemDuplication};
    for (gene, first, last, kind, want) in [
        ("EGFR", 2, 7, Deletion, "EGFR exon 2-7 exon loss"),
        ("MET", 14, 14, Deletion, "MET exon 14 skipping"),
        ("EGFR", 18, 25, TandemDuplication, "EGFR kinase domain duplication"),
        ("BRAF", 10, 18, TandemDuplication, "BRAF kinase domain duplication"),
        ("FLT3", 15, 15, TandemDuplication, "FLT3 ITD"),
        ("KMT2A", 2, 10, TandemDuplication, "KMT2A partial tandem duplication"),
    ] {
        let (_, effects) = around(gene, first, last, kind);
        let names: Vec<String> = effects
            .iter()
            .flat_map(|effect| effect.alterations.iter().map(ToString::to_string))
            .collect();
        assert!(names.iter().any(|name| name == want), "{want}: {effects:?}");
    }
}

#[test]
fn an_intron_is_no_event_and_a_translocation_breaks_the_gene() {
    let store = TranscriptStore::embedded();
    let model = &store.gene("TP53", Assembly::GRCh38)[0];
    let intron = model.exons[2].end + 20;
    let at = |position, kept| Breakend { contig: model.contig, position, kept };
    let inside = Junction { a: at(intron, Kept::Left), b: at(intron + 10, Kept::Right) };
    assert!(of(&inside, 0).is_empty());
    let turned = Junction { a: at(intron, Kept::Left), b: at(intron + 10, Kept::Left) };
    assert!(of(&turned, 0).is_empty());
    let away = Breakend { contig: model.contig, position: 50_000_000, kept: Kept::Left };
    let junction = Junction { a: at(intron, Kept::Left), b: away };
    let effects = of(&junction, 0);
    assert!(effects.iter().any(|e| e.gene == "TP53" && e.is_inactivating), "{effects:?}");
}

#[test]
fn suppressors_are_broken_by_shape() {
    use SpanKind::{Deletion, TandemDuplication};
    // BRCA1 exon 10 is the large one: in frame, more than half of the protein.
    for (gene, first, last, kind, want) in [
        ("RB1", 18, 20, Deletion, true),
        ("BRCA1", 10, 10, Deletion, true),
        ("BRCA1", 12, 12, TandemDuplication, true),
        ("EGFR", 2, 7, Deletion, false),
        ("EGFR", 18, 25, TandemDuplication, false),
    ] {
        let (_, effects) = around(gene, first, last, kind);
        let effect = effects.iter().find(|effect| effect.gene == gene).unwrap();
        assert_eq!(effect.is_inactivating, want, "{gene} {first}-{last}: {effect:?}");
    }
}

#[test]
fn a_whole_suppressor_is_lost_and_an_oncogene_is_not_told_of() {
    let store = TranscriptStore::embedded();
    for (gene, want) in [("BRCA2", 1), ("KRAS", 0)] {
        let model = &store.gene(gene, Assembly::GRCh38)[0];
        let at = |position, kept| Breakend { contig: model.contig, position, kept };
        let (start, end) = (model.span().start - 1_000, model.span().end + 1_000);
        let junction = |end| Junction { a: at(start, Kept::Left), b: at(end, Kept::Right) };
        let of_gene =
            |effects: Vec<Effect>| effects.iter().filter(|effect| effect.gene == gene).count();
        assert_eq!(of_gene(of(&junction(end), 0)), want, "{gene}");
        assert_eq!(of_gene(of(&junction(end + OF_ONE_GENE), 0)), 0, "{gene}");
    }
}

#[test]
fn inserted_bases_count_between_two_exons() {
    let model = &TranscriptStore::embedded().gene("TP53", Assembly::GRCh38)[0];
    let at = |position, kept| Breakend { contig: model.contig, position, kept };
    // 30 bases inside one exon.
    let start = model.cds[3].start + 10;
    let junction = Junction { a: at(start, Kept::Left), b: at(start + 31, Kept::Right) };
    for (inserted, want) in [(0, false), (3, false), (1, true)] {
        let effects = of(&junction, inserted);
        assert_eq!(effects[0].is_inactivating, want, "{inserted}: {effects:?}");
    }
}

#[test]
fn inserted_bases_count_in_a_repeat_too() {
    let model = &TranscriptStore::embedded().gene("RB1", Assembly::GRCh38)[0];
    let at = |position, kept| Breakend { contig: model.contig, position, kept };
    // From inside exon 3 to inside exon 5, a number of coding bases that leaves a rest of one.
    let (first, last) = (model.cds[2], model.cds[4]);
    let start = first.start + 10;
    let end = (0..3)
        .map(|more| last.start + 10 + more)
        .find(|&end| coding_inside(model, Interval::new(start, end + 1)) % 3 == 1)
        .unwrap();
    let junction = Junction { a: at(start, Kept::Right), b: at(end, Kept::Left) };
    for (inserted, want) in [(0, true), (1, true), (2, false)] {
        let effects = of(&junction, inserted);
        assert_eq!(effects[0].is_inactivating, want, "{inserted}: {effects:?}");
    }
}
