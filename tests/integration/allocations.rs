//! The path of a record that no region holds allocates nothing: more such records, no more
//! allocations but the few by which the chunk's buffer grows. Nor does the row that `--all` wants of it, but
//! for the growth of the buffer of rows.
//!
//! `allocation-counter` brings an allocator for the whole binary, which counts for each thread apart
//! and otherwise hands on to the system's: other tests do not disturb it, and it does not them.

use std::fmt::Write as _;
use std::io::{self, Cursor};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};

use theravar::genome::{TranscriptStore, regions};
use theravar::input::header::Header;
use theravar::input::population::PopulationFields;
use theravar::input::scan::{ScanOptions, scan};
use theravar::input::scores::ScoreFields;
use theravar::io::Source;
use theravar::model::assembly::Assembly;
use theravar::model::consequence::TranscriptConsequence;
use theravar::model::finding::{GeneContext, VariantView};
use theravar::model::tumor_content::TumorContent;
use theravar::observe::counts::Counts;
use theravar::observe::plain_rows::PlainRows;
use theravar::observe::thresholds::Thresholds;
use theravar::observe::worker::Worker;
use theravar::report::format::{Format, PlainVariants, SampleResult};
use theravar::report::tsv::Tsv;
use theravar::report::tsv_variant::VariantLayout;
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
        let tumor = if n % 5 == 2 { "0/0:10,0" } else { "0/1:8,2" };
        let pos = 59_000_000 + n * 20;
        writeln!(
            text,
            "chr7\t{pos}\trs{n}\t{reference}\t{alternate}\t30\tPASS\tDP=90;END={pos}\tGT:AD\t0/0:9,0\t{tumor}"
        )
        .unwrap();
    }
    text
}

/// TSV, with the number of its rows.
#[derive(Default)]
struct CountedRows(AtomicUsize);

impl Format for CountedRows {
    fn plain(
        &self,
        sample: &str,
        variant: VariantView<'_>,
        place: Option<(&TranscriptConsequence, &GeneContext)>,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Tsv { layout: &VariantLayout }.plain(sample, variant, place, out)
    }

    fn write(
        &self,
        _: &mut dyn io::Write,
        _: &SampleResult<'_>,
        _: &mut dyn PlainVariants,
    ) -> io::Result<()> {
        Ok(())
    }
}

/// Allocations of a scan on one thread of text that is all there from the start, with a row for each record
/// where `rows` are wanted.
fn allocations(records: u32, rows: bool) -> u64 {
    let regions = regions(Assembly::GRCh38);
    let mut source =
        Source::from_reader("x.vcf", Box::new(Cursor::new(misses(records).into_bytes()))).unwrap();
    let header = Header::read(&mut source).unwrap();
    let knowledge = Knowledge::embedded();
    let counted_rows = CountedRows::default();
    let formats: [&dyn Format; 1] = [&counted_rows];
    let worker = Worker {
        matcher: knowledge
            .matcher(Assembly::GRCh38, TranscriptStore::embedded())
            .with_every_gene(rows),
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
        asked: rows.then(|| regions.clone()),
        rows: rows.then(|| PlainRows::new(&formats, "TUMOR")),
        counts: Counts::default(),
    };
    let options = ScanOptions {
        threads: NonZeroUsize::MIN,
        regions: (!rows).then_some(&regions),
        strict: false,
        layout: false,
        progress: None,
    };
    let mut stats = None;
    let counted = allocation_counter::measure(|| {
        let mut sink = |_: u64, _: Vec<_>| if rows { Ok(()) } else { panic!("lies in a region") };
        stats = Some(scan(source, &header, options, &worker, &mut sink).unwrap());
    });
    let stats = stats.unwrap();
    assert_eq!(stats.records, u64::from(records));
    assert_eq!(stats.candidates > 0, rows);
    // One in five is a block of reference, and one has two alleles, of which the second is absent.
    let want = if rows { records as usize / 5 * 4 } else { 0 };
    assert_eq!(counted_rows.0.load(Ordering::Relaxed), want);
    counted.count_total
}

#[test]
fn a_miss_allocates_nothing() {
    for rows in [false, true] {
        // Once, so that tables that are read when first asked for are there.
        allocations(10, rows);
        let [few, many] = [1_000, 9_000].map(|records| allocations(records, rows));
        println!("allocations: {few} for 1,000 records, {many} for 9,000");
        assert!(many <= few + 16, "{few} allocations for 1,000 records, {many} for 9,000");
    }
}
