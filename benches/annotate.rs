//! The annotate loop: a panel whose every record is a coding change in a driver gene.

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use theravar::genome::TranscriptStore;
use theravar::input::population::PopulationFields;
use theravar::input::record::Record;
use theravar::input::scan::Visit;
use theravar::input::scores::ScoreFields;
use theravar::model::assembly::Assembly;
use theravar::model::position::Interval;
use theravar::model::tumor_content::TumorContent;
use theravar::observe::counts::Counts;
use theravar::observe::thresholds::Thresholds;
use theravar::observe::worker::Worker;
use theravar::sample::knowledge::Knowledge;

/// VCF lines of substitutions spread over the coding exons of four driver genes.
fn lines(store: &TranscriptStore) -> Vec<String> {
    let mut lines = Vec::new();
    for gene in ["EGFR", "KRAS", "BRAF", "PIK3CA"] {
        for model in store.gene(gene, Assembly::GRCh38).iter().take(1) {
            for block in &model.cds {
                for start in (block.start..block.end).step_by(11) {
                    let site = Interval::new(start, start + 1);
                    let Some([base]) = store.reference_bases(model.contig, site, Assembly::GRCh38)
                    else {
                        continue;
                    };
                    let (base, other) = (char::from(*base), if *base == b'A' { 'G' } else { 'A' });
                    let mut line = String::new();
                    let _ = write!(
                        line,
                        "chr{}\t{}\t.\t{base}\t{other}\t.\tPASS\t.\tGT:AD:DP\t0/1:90,10:100",
                        model.contig,
                        start + 1
                    );
                    lines.push(line);
                }
            }
        }
    }
    lines
}

fn annotate(c: &mut Criterion) {
    let store = TranscriptStore::embedded();
    let knowledge = Knowledge::embedded();
    let worker = Worker {
        matcher: knowledge.matcher(Assembly::GRCh38, store),
        samples: 1,
        sample: Some(0),
        normal: None,
        others: Vec::new(),
        annotation: None,
        population: PopulationFields::default(),
        scores: ScoreFields::default(),
        thresholds: Thresholds::default(),
        of_header: TumorContent::default(),
        burden: None,
        asked: None,
        rows: None,
        counts: Counts::default(),
    };
    let lines = lines(store);
    let mut group = c.benchmark_group("annotate");
    group.throughput(Throughput::Elements(lines.len() as u64));
    group.bench_function("coding changes in driver genes", |b| {
        let mut state = worker.state();
        b.iter(|| {
            let mut out = Vec::new();
            for line in &lines {
                worker.visit(&mut state, &Record::new(line.as_bytes()), 0, &mut out);
            }
            black_box(out.len())
        });
    });
    group.finish();
}

criterion_group!(benches, annotate);
criterion_main!(benches);
