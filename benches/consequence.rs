//! Consequence prediction: single bases, in-frame and frameshifting indels, the region table.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use theravar::consequence::Predictor;
use theravar::genome::{TranscriptStore, regions};
use theravar::model::allele::SequenceEdit;
use theravar::model::assembly::Assembly;

/// Edits spread over the coding exons of all genes with embedded bases.
fn edits(store: &TranscriptStore, deleted: usize, inserted: &[u8]) -> Vec<SequenceEdit> {
    let mut edits = Vec::new();
    for gene in store.symbols(Assembly::GRCh38) {
        for block in store.gene(gene, Assembly::GRCh38).iter().take(1).flat_map(|t| {
            t.cds
                .iter()
                .filter(|block| t.bases.is_some() && block.len() > 60)
                .map(|&b| (t.contig, b))
        }) {
            let (contig, block) = block;
            for start in (block.start + 5..block.end - 45).step_by(37) {
                let span =
                    theravar::model::position::Interval::new(start, start + 1 + deleted as u32);
                let Some(bases) = store.reference_bases(contig, span, Assembly::GRCh38) else {
                    continue;
                };
                let mut alternate = bases[..1].to_vec();
                alternate.extend_from_slice(inserted);
                if deleted == 1 && inserted.len() == 1 && bases[1] == inserted[0] {
                    alternate[1] = b"ACGT"[(bases[1] as usize + 1) % 4];
                }
                edits.extend(SequenceEdit::trimmed(contig, start, bases, &alternate));
            }
        }
    }
    edits
}

fn predictions(criterion: &mut Criterion) {
    let store = TranscriptStore::embedded();
    let predictor = Predictor::new(store, Assembly::GRCh38);
    let mut group = criterion.benchmark_group("predict");
    group.sample_size(10);
    for (name, deleted, inserted) in [
        ("single base", 1, &b"A"[..]),
        ("in-frame deletion", 6, b""),
        ("frameshift deletion", 1, b""),
        ("in-frame insertion", 0, b"GCATAC"),
    ] {
        let edits = edits(store, deleted, inserted);
        group.throughput(Throughput::Elements(edits.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                for edit in &edits {
                    black_box(predictor.predict(edit));
                }
            });
        });
    }
    group.finish();
    criterion.bench_function("regions", |bencher| bencher.iter(|| regions(Assembly::GRCh38)));
}

criterion_group!(benches, predictions);
criterion_main!(benches);
