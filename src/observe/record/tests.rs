use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::genome::{TranscriptStore, regions};
use crate::input::population::PopulationFields;
use crate::input::scores::ScoreFields;
use crate::model::assembly::Assembly;
use crate::model::tumor_content::TumorContent;
use crate::observe::counts::Counts;
use crate::observe::plain_rows::PlainRows;
use crate::observe::thresholds::Thresholds;
use crate::report::format::Format;
use crate::report::tsv::Tsv;
use crate::report::tsv_variant::VariantLayout;
use crate::sample::knowledge::Knowledge;

/// REF and ALT of one shape; `at` chooses the bases.
fn alleles(shape: u8, at: u32) -> (String, String) {
    let base = |n: u32| ['A', 'C', 'G', 'T'][((at / 7 + n) % 4) as usize];
    let run = |from: u32, length: u32| (from..from + length).map(base).collect::<String>();
    let (first, length) = (base(0), at % 70);
    match shape {
        0..=5 => (first.into(), base(1).into()),
        6 => (first.into(), run(0, length + 2)),
        7 => (run(0, length + 2), first.into()),
        8 => (run(0, 2), run(1, 2)),
        9 => (first.to_ascii_lowercase().into(), base(1).into()),
        10 => (first.into(), first.to_ascii_lowercase().into()),
        11 => ("N".into(), run(0, length + 2)),
        12 => (first.into(), format!("{},{}", base(1), base(2))),
        13 => (first.into(), "<DEL>".into()),
        14 => (first.into(), "R".into()),
        _ => ("R".into(), base(1).into()),
    }
}

/// Places in and around genes, those that knowledge is about and others.
fn near_genes() -> impl Strategy<Value = (Contig, u32)> {
    (any::<prop::sample::Index>(), any::<bool>(), 0.0..1.0f64, any::<bool>()).prop_map(
        |(gene, is_known, share, is_at_end)| {
            let store = TranscriptStore::embedded();
            let known: Vec<&str> = store.symbols(Assembly::GRCh38).collect();
            let others: Vec<&str> = store.other_symbols(Assembly::GRCh38).collect();
            let model = match is_known {
                true => store.gene(known[gene.index(known.len())], Assembly::GRCh38).first(),
                false => store.coding_gene(others[gene.index(others.len())], Assembly::GRCh38),
            };
            let Some(model) = model else { return (Contig::MT, 3_000) };
            let span = match is_at_end {
                true => model.cds.first().copied().unwrap_or(model.span()),
                false => model.span(),
            };
            let (start, length) = (span.start.saturating_sub(200), f64::from(span.len() + 400));
            (model.contig, start + (share * length) as u32)
        },
    )
}

fn text(places: &[(Contig, u32)], shapes: &[u8], calls: &[usize]) -> Vec<String> {
    let records = places.iter().zip(shapes.iter().cycle()).zip(calls.iter().cycle());
    let line = |(((contig, at), shape), call): ((&(Contig, u32), &u8), &usize)| {
        let (reference, alternate) = alleles(*shape, *at);
        let mut line = format!("chr{contig}\t{}\t.\t{reference}\t{alternate}\t.\t", at + 1);
        let (filter, format, sample) = [
            ("PASS", "GT:AD:AF:DP", "0/1:38,21:0.355:59"),
            ("weak_evidence", "GT:AD:AF:DP", "0/1:89,2:0.021:91"),
            ("PASS", "GT:AD", "0|1:9,7"),
            ("PASS", "GT:AD:FT", "0/1:9,7:low"),
            (".", "GT:AD:AF:DP", "0/0:50,0:0.01:50"),
            ("PASS", "GT:AD:DP", "0/1:x,2:9"),
        ][*call];
        let end = at + 4_000;
        write!(line, "{filter}\tSVTYPE=DEL;END={end}\t{format}\t0/0:9,0\t{sample}").unwrap();
        line
    };
    records.map(line).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What is left out where nothing can be met changes nothing: neither findings, nor rows, nor counts.
    #[test]
    fn the_short_way_leads_where_the_long_one_does(
        places in prop::collection::vec(near_genes(), 1..24),
        shapes in prop::collection::vec(0u8..16, 24),
        calls in prop::collection::vec(0usize..6, 24),
        least in prop::option::of(5u32..12),
        all in any::<bool>(),
    ) {
        let lines = text(&places, &shapes, &calls);
        let (store, knowledge) = (TranscriptStore::embedded(), Knowledge::embedded());
        let formats: [&dyn Format; 1] = [&Tsv { layout: &VariantLayout }];
        let seen = |is_blind: bool| {
            let worker = Worker {
                matcher: knowledge.matcher(Assembly::GRCh38, store).with_every_gene(all),
                samples: 2,
                sample: Some(1),
                normal: Some(0),
                others: Vec::new(),
                annotation: None,
                population: PopulationFields::default(),
                scores: ScoreFields::default(),
                thresholds: Thresholds { min_alt: least, ..Thresholds::default() },
                of_header: TumorContent::default(),
                burden: None,
                asked: all.then(|| regions(Assembly::GRCh38)),
                rows: all.then(|| PlainRows::new(&formats, "TUMOR")),
                counts: Counts::default(),
            };
            let mut desk = worker.state();
            desk.surroundings.is_blind = is_blind;
            let mut out = Vec::new();
            for (offset, line) in (0..).zip(&lines) {
                worker.visit(&mut desk, &Record::new(line.as_bytes()), offset, &mut out);
            }
            worker.settle(&mut desk);
            format!("{out:?} {:?}", worker.counts)
        };
        prop_assert_eq!(seen(false), seen(true));
    }
}
