//! The path of a record that no region holds allocates nothing: more such records, no more
//! allocations but the few by which the chunk's buffer grows.
//!
//! `allocation-counter` brings an allocator for the whole binary, which counts for each thread apart
//! and otherwise hands on to the system's: other tests do not disturb it, and it does not them.

use std::fmt::Write as _;
use std::io::Cursor;
use std::num::NonZeroUsize;

use theravar::genome::{TranscriptStore, regions};
use theravar::input::header::Header;
use theravar::input::population::PopulationFields;
use theravar::input::scan::{ScanOptions, scan};
use theravar::input::scores::ScoreFields;
use theravar::io::Source;
use theravar::model::assembly::Assembly;
use theravar::model::tumor_content::TumorContent;
use theravar::observe::counts::Counts;
use theravar::observe::thresholds::Thresholds;
use theravar::observe::worker::Worker;
use theravar::sample::knowledge::Knowledge;

const HEADER: &str = "##fileformat=VCFv4.2\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tNORMAL\tTUMOR\n";

/// Records in the desert of a centromere: single bases, indels, blocks of reference, many alleles.
fn misses(records: u32) -> String {
    let mut text = HEADER.to_owned();
    for n in 0..records {
        let (reference, alternate) = match n % 5 {
            0 => ("ACGT", "A"),
            1 => ("A", "ACGT,AC"),
            2 => ("A", "<NON_REF>"),
            _ => ("A", "C"),
        };
        let pos = 59_000_000 + n * 20;
        writeln!(
            text,
            "chr7\t{pos}\trs{n}\t{reference}\t{alternate}\t30\tPASS\tDP=90;END={pos}\tGT:AD\t0/0:9,0\t0/1:8,2"
        )
        .unwrap();
    }
    text
}

/// Allocations of a scan on one thread of text that is all there from the start.
fn allocations(records: u32) -> u64 {
    let regions = regions(Assembly::GRCh38);
    let mut source =
        Source::from_reader("x.vcf", Box::new(Cursor::new(misses(records).into_bytes()))).unwrap();
    let header = Header::read(&mut source).unwrap();
    let knowledge = Knowledge::embedded();
    let worker = Worker {
        matcher: knowledge.matcher(Assembly::GRCh38, TranscriptStore::embedded()),
        samples: 2,
        sample: Some(1),
        normal: Some(0),
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
    let options = ScanOptions {
        threads: NonZeroUsize::MIN,
        regions: Some(&regions),
        strict: false,
        blocks: false,
        progress: None,
    };
    let mut stats = None;
    let counted = allocation_counter::measure(|| {
        let mut sink = |_: u64, _: Vec<_>| panic!("no record lies in a region");
        stats = Some(scan(source, &header, options, &worker, &mut sink).unwrap());
    });
    let stats = stats.unwrap();
    assert_eq!((stats.records, stats.candidates), (u64::from(records), 0));
    counted.count_total
}

#[test]
fn a_miss_allocates_nothing() {
    // Once, so that tables that are read when first asked for are there.
    allocations(10);
    let [few, many] = [1_000, 9_000].map(allocations);
    println!("allocations: {few} for 1,000 records, {many} for 9,000");
    assert!(many <= few + 8, "{few} allocations for 1,000 records, {many} for 9,000");
}
