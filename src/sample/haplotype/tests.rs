use std::sync::LazyLock;

use proptest::prelude::*;

use crate::genome::TranscriptStore;
use crate::model::assembly::Assembly;
use crate::model::call::Call;
use crate::model::finding::ObservedVariant;
use crate::model::phase::PhaseSet;
use crate::model::position::Interval;
use crate::observe::part::Part;
use crate::sample::haplotype::*;
use crate::sample::knowledge::Knowledge;

/// How callers cut one delins into records.
#[derive(Debug, Clone, Copy)]
enum Style {
    /// One record a changed base; for equal lengths.
    Bases,
    /// The change of length first, anchored on its left, then the changed bases.
    LengthFirst,
    /// The changed bases first, then the change of length.
    LengthLast,
    /// Two pieces of any kind.
    Halves,
}

/// Parts of the replacement of `deleted` at `start` by `inserted`.
fn split(style: Style, whole: &SequenceEdit) -> Vec<SequenceEdit> {
    let SequenceEdit { contig, start, deleted, inserted } = whole;
    let piece = |offset: usize, deleted: &[u8], inserted: &[u8]| {
        SequenceEdit::trimmed(*contig, start + offset as u32, deleted, inserted)
    };
    let bases = |offset: usize, deleted: &[u8], inserted: &[u8]| -> Vec<SequenceEdit> {
        let pairs = deleted.iter().zip(inserted).enumerate();
        pairs.filter_map(|(i, (d, r))| piece(offset + i, &[*d], &[*r])).collect()
    };
    let shared = deleted.len().min(inserted.len());
    let (more_deleted, more_inserted) = (deleted.len() - shared, inserted.len() - shared);
    match style {
        Style::Bases => bases(0, deleted, inserted),
        Style::LengthFirst => piece(0, &deleted[..more_deleted], &inserted[..more_inserted])
            .into_iter()
            .chain(bases(more_deleted, &deleted[more_deleted..], &inserted[more_inserted..]))
            .collect(),
        Style::LengthLast => bases(0, &deleted[..shared], &inserted[..shared])
            .into_iter()
            .chain(piece(shared, &deleted[shared..], &inserted[shared..]))
            .collect(),
        Style::Halves => {
            let (d, i) = (deleted.len() / 2, inserted.len() / 2);
            piece(0, &deleted[..d], &inserted[..i])
                .into_iter()
                .chain(piece(d, &deleted[d..], &inserted[i..]))
                .collect()
        }
    }
}

fn matcher(assembly: Assembly) -> Matcher<'static> {
    static EMBEDDED: LazyLock<Knowledge> = LazyLock::new(Knowledge::embedded);
    EMBEDDED.matcher(assembly, TranscriptStore::embedded())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn parts_of_one_haplotype_give_the_answer_of_one_record(
        gene in prop::sample::select(vec!["EGFR", "BRAF", "KIT", "ERBB2", "KRAS", "TP53", "MET"]),
        is_grch37 in any::<bool>(),
        is_reversed in any::<bool>(),
        block in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        length in 2usize..9,
        inserted in prop::collection::vec(prop::sample::select(b"ACGT".to_vec()), 1..9),
        style in prop::sample::select(vec![
            Style::Bases, Style::LengthFirst, Style::LengthLast, Style::Halves,
        ]),
        phase in prop::sample::select(vec!["PS:7:1", "PID:7_1_A_T:0", "LPS:3", "GT:1"]),
    ) {
        let assembly = if is_grch37 { Assembly::GRCh37 } else { Assembly::GRCh38 };
        let matcher = matcher(assembly);
        let model = &matcher.store.gene(gene, assembly)[0];
        let block = model.cds[block.index(model.cds.len())];
        prop_assume!(block.len() > 30);
        let start = block.start + place.index(block.len() as usize - 10) as u32;
        let length = if matches!(style, Style::Bases) { length.min(4) } else { length };
        let inserted = if matches!(style, Style::Bases) {
            inserted.iter().copied().cycle().take(length).collect()
        } else {
            inserted
        };
        // Substitutions farther apart than neighbouring codons are no one change.
        prop_assume!(length <= 4 || length != inserted.len());
        let interval = Interval::new(start, start + length as u32);
        let deleted = matcher.store.reference_bases(model.contig, interval, assembly).unwrap();
        let contig = model.contig;
        let whole = SequenceEdit { contig, start, deleted: deleted.to_vec(), inserted };
        let parts = split(style, &whole);
        prop_assume!(parts.len() > 1);
        // Two insertions at one place have no order.
        let insertions = parts.iter().filter(|part| part.deleted.is_empty());
        let places: BTreeSet<u32> = insertions.clone().map(|part| part.start).collect();
        prop_assume!(places.len() == insertions.count());
        let Some(one) =
            SequenceEdit::trimmed(contig, start, &whole.deleted, &whole.inserted)
        else {
            return Ok(());
        };

        let predictor = Predictor::new(matcher.store, assembly);
        let mut haplotypes = Haplotypes::new(matcher, DISTANCE);
        let order: Vec<&SequenceEdit> =
            if is_reversed { parts.iter().rev().collect() } else { parts.iter().collect() };
        for edit in order {
            let codons = predictor
                .predict(edit)
                .into_iter()
                .filter_map(|c| Some((c.gene.clone(), c.codons?)))
                .collect();
            let call = Call { phase_set: Some(PhaseSet::parse(phase)), ..Call::default() };
            let variant = ObservedVariant { call, ..ObservedVariant::default() };
            // As if the part had a finding of its own, so that the reading is reported.
            let part = Part { edit: edit.clone(), variant, codons, candidates: 1 };
            haplotypes.push(part, 1);
        }
        let joined = haplotypes.join();
        let consequences = predictor.predict(&one);
        let views: Vec<_> =
            consequences.iter().filter(|c| *c.gene == *gene).cloned().collect();
        let want = matcher.matches(Some(&one), &views).unwrap_or_default().hits;
        let merged = joined
            .iter()
            .flat_map(|joined| &joined.candidates)
            .find(|candidate| *candidate.consequence.gene == *gene);
        let merged = merged.ok_or_else(|| TestCaseError::fail(format!("{parts:?}")))?;
        prop_assert_eq!(&merged.consequence, &views[0], "{:?}", parts);
        prop_assert_eq!(&merged.met.hits, &want);
    }
}
