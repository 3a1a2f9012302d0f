//! Work grows with the input and no faster. What is counted are allocations, which are the same on
//! every machine; times by series are those of `benches/growth.py`.

use std::fmt::Write as _;
use std::num::NonZeroUsize;

use theravar::genome::TranscriptStore;
use theravar::model::assembly::Assembly;
use theravar::model::position::{CdsPosition, Interval};
use theravar::{Annotator, Options, Source};

const HEADER: &str = "##fileformat=VCFv4.2\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n";

/// Insertions of one or two bases at every eighth coding base of BRCA2, up to `count` of them.
fn frameshifts(count: u32) -> String {
    let store = TranscriptStore::embedded();
    let model = &store.gene("BRCA2", Assembly::GRCh38)[0];
    let mut text = HEADER.to_owned();
    for n in 0..count {
        let at = model.coding_to_genome(CdsPosition(30 + 8 * n)).unwrap();
        let bases =
            store.reference_bases(model.contig, Interval::new(at, at + 1), Assembly::GRCh38);
        let base = char::from(bases.unwrap()[0]);
        let inserted = if n % 2 == 0 { "A" } else { "CC" };
        writeln!(text, "13\t{}\t.\t{base}\t{base}{inserted}\t.\tPASS\t.\tGT:AD\t0/1:60,40", at + 1)
            .unwrap();
    }
    text
}

/// One record of `count` insertions in BRAF.
fn alleles(count: u32) -> String {
    let digits = |n: u32| (0..6).map(move |k| char::from(b"ACGT"[(n >> (2 * k) & 3) as usize]));
    let alternates: Vec<String> =
        (0..count).map(|n| format!("A{}", digits(n).collect::<String>())).collect();
    let reads = vec!["9"; count as usize + 1].join(",");
    format!(
        "{HEADER}7\t140753336\t.\tA\t{}\t.\tPASS\t.\tGT:AD\t./.:{reads}\n",
        alternates.join(",")
    )
}

/// Returns the allocations while `text` is annotated on one thread, and its findings.
fn allocated(text: String) -> (u64, usize) {
    let mut options = Options::default();
    options.assembly = Some(Assembly::GRCh38);
    options.threads = Some(NonZeroUsize::MIN);
    let annotator = Annotator::builder().options(options).build().unwrap();
    let mut findings = 0;
    let counted = allocation_counter::measure(|| {
        let source = Source::from_bytes("x.vcf", text).unwrap();
        findings = annotator.annotate(source).unwrap().findings.len();
    });
    (counted.count_total, findings)
}

#[test]
fn four_times_the_variants_take_four_times_the_work() {
    for make in [frameshifts, alleles] {
        allocated(make(20));
        let [(few, some), (many, all)] = [200, 800].map(|count| allocated(make(count)));
        println!("{few} allocations for {some} findings, {many} for {all}");
        assert!(all >= 3 * some, "{some} and {all} findings");
        assert!(many <= 5 * few, "{few} allocations for 200 variants, {many} for 800");
    }
}
