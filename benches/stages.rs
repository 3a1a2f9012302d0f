//! The stages of reading: text, BGZF and BCF in which no record matters, on one thread and on two.

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::{Cursor, Write as _};
use std::num::NonZeroUsize;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use theravar::genome::regions;
use theravar::input::header::Header;
use theravar::input::record::Record;
use theravar::input::scan::{ScanOptions, Visit, scan};
use theravar::io::Source;
use theravar::model::assembly::Assembly;

const RECORDS: u32 = 100_000;

/// Takes nothing from a record.
struct Ignore;

impl Visit for Ignore {
    type Out = ();
    type State = ();

    fn state(&self) {}

    fn visit(&self, (): &mut (), _: &Record<'_>, _: u64, _: &mut Vec<()>) {}
}

/// Records in a centromere, as wide as Mutect2 writes them.
fn text() -> String {
    let mut text = "##fileformat=VCFv4.2\n##contig=<ID=chr7,length=159345973>\n\
        ##INFO=<ID=DP,Number=1,Type=Integer,Description=\"d\">\n\
        ##INFO=<ID=TLOD,Number=A,Type=Float,Description=\"t\">\n\
        ##FORMAT=<ID=GT,Number=1,Type=String,Description=\"g\">\n\
        ##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"a\">\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tNORMAL\tTUMOR\n"
        .to_owned();
    let mut seed = 1u32;
    for n in 0..RECORDS {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let (depth, alt) = (20 + (seed >> 25), seed >> 28);
        let _ = writeln!(
            text,
            "chr7\t{}\t.\tA\t{}\t.\tPASS\tDP={depth};TLOD={}.{}\tGT:AD\t0/0:{},0\t0/1:{depth},{alt}",
            58_000_000 + 20 * n,
            char::from(b"CGT"[n as usize % 3]),
            seed >> 27,
            seed >> 20 & 0xff,
            depth / 2,
        );
    }
    text
}

fn bgzf(bytes: &[u8]) -> Vec<u8> {
    let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
    writer.write_all(bytes).and_then(|()| writer.finish()).unwrap_or_default()
}

fn bcf(text: &str) -> Vec<u8> {
    let mut reader = noodles_vcf::io::Reader::new(text.as_bytes());
    let mut writer = noodles_bcf::io::Writer::from(Vec::new());
    let written = reader.read_header().and_then(|header| {
        writer.write_header(&header)?;
        reader.record_bufs(&header).try_for_each(|record| {
            noodles_vcf::variant::io::Write::write_variant_record(&mut writer, &header, &record?)
        })
    });
    if written.is_ok() { bgzf(&writer.into_inner()) } else { Vec::new() }
}

fn stages(criterion: &mut Criterion) {
    let text = text();
    let regions = regions(Assembly::GRCh38);
    let mut group = criterion.benchmark_group("scan");
    group.throughput(Throughput::Elements(u64::from(RECORDS))).sample_size(20);
    for (name, stored) in
        [("text", text.clone().into_bytes()), ("BGZF", bgzf(text.as_bytes())), ("BCF", bcf(&text))]
    {
        for threads in [1, 2] {
            group.bench_function(format!("{name}, {threads} threads"), |bencher| {
                bencher.iter(|| {
                    let reader = Box::new(Cursor::new(stored.clone()));
                    let records = Source::from_reader("x", reader).and_then(|mut source| {
                        let header = Header::read(&mut source)?;
                        let options = ScanOptions {
                            threads: NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN),
                            regions: Some(&regions),
                            strict: false,
                            layout: false,
                            progress: None,
                        };
                        scan(source, &header, options, &Ignore, &mut |_, _| Ok(()))
                    });
                    assert_eq!(records.map(|stats| stats.records).ok(), Some(u64::from(RECORDS)));
                    black_box(&stored);
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
