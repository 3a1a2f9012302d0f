use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;

use noodles_bgzf::VirtualPosition;
use noodles_csi::binning_index::Indexer;
use noodles_csi::binning_index::index::ReferenceSequence;
use noodles_csi::binning_index::index::header;
use noodles_csi::binning_index::index::reference_sequence::Metadata;
use noodles_csi::binning_index::index::reference_sequence::bin::Chunk;
use noodles_csi::binning_index::index::reference_sequence::index::BinnedIndex;
use proptest::prelude::*;

use super::*;
use crate::diagnostics::Warning;
use crate::input::index::Unusable;
use crate::input::record::Record;
use crate::io::Source;
use crate::model::position::Interval;

/// Of the `.csi`: windows of 16,384 bases, six levels above them.
const SHIFT: u8 = 14;
const DEPTH: u8 = 6;

/// Copies each candidate.
struct Copy;

impl Visit for Copy {
    type Out = String;
    type State = ();

    fn state(&self) {}

    fn visit(&self, (): &mut (), record: &Record<'_>, _: u64, out: &mut Vec<String>) {
        out.push(String::from_utf8(record.line().to_vec()).unwrap());
    }
}

const HEADER: &str = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

/// A record, and the last base (1-based) that an indexer sees of it.
#[derive(Debug, Clone)]
struct Sample {
    chrom: &'static str,
    pos: usize,
    end: usize,
    rest: String,
}

fn record() -> impl Strategy<Value = Sample> {
    let length = prop_oneof![8 => Just(1usize), 2 => 2..60usize, 1 => 20_000..40_000usize];
    (0..3usize, 1..300_000usize, length, 0..6u8).prop_map(|(chrom, pos, length, kind)| {
        let (end, rest) = match kind {
            // A block of reference.
            0 => (pos + length - 1, format!("A\t<NON_REF>\t.\t.\tEND={}", pos + length - 1)),
            _ => (pos + length - 1, format!("{}\tC\t.\t.\t.", "A".repeat(length))),
        };
        Sample { chrom: ["1", "2", "GL000191.1"][chrom], pos, end, rest }
    })
}

/// Writes `records` as BGZF of `block` bytes a block with both kinds of index beside copies of it.
fn write(folder: &Path, records: &[Sample], block: usize) -> [std::path::PathBuf; 2] {
    use std::io::Write as _;
    let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
    let mut linear = noodles_tabix::index::Indexer::default();
    linear.set_header(header::Builder::vcf().build());
    let mut binned = Indexer::<BinnedIndex>::new(SHIFT, DEPTH).unwrap();
    // For each contig, the records' places.
    let mut places: Vec<Vec<(usize, usize, VirtualPosition)>> = Vec::new();
    let mut written = 0;
    let mut put = |writer: &mut noodles_bgzf::io::Writer<Vec<u8>>, text: &str| {
        for byte in text.as_bytes().chunks(block) {
            writer.write_all(byte).unwrap();
            written += byte.len();
            if written >= block {
                writer.flush().unwrap();
                written = 0;
            }
        }
    };
    put(&mut writer, HEADER);
    let mut names: Vec<&str> = Vec::new();
    for record in records {
        let begin = writer.virtual_position();
        put(&mut writer, &format!("{}\t{}\t.\t{}\n", record.chrom, record.pos, record.rest));
        let chunk = Chunk::new(begin, writer.virtual_position());
        let (start, end) = (record.pos.try_into().unwrap(), record.end.try_into().unwrap());
        linear.add_record(record.chrom, start, end, chunk).unwrap();
        if names.last() != Some(&record.chrom) {
            names.push(record.chrom);
            places.push(Vec::new());
        }
        places.last_mut().unwrap().push((record.pos - 1, record.end, begin));
        binned.add_record(Some((names.len() - 1, start, end, true)), chunk).unwrap();
    }
    let bytes = writer.finish().unwrap();
    let [with_tbi, with_csi] = ["tbi", "csi"].map(|kind| folder.join(format!("{kind}.vcf.gz")));
    fs::write(&with_tbi, &bytes).unwrap();
    fs::write(&with_csi, &bytes).unwrap();
    noodles_tabix::fs::write(folder.join("tbi.vcf.gz.tbi"), &linear.build()).unwrap();
    let names_len = names.len();
    let names = names.into_iter().map(Into::into).collect();
    let header = header::Builder::vcf().set_reference_sequence_names(names).build();
    let built = binned.build(names_len);
    let sequences = built.reference_sequences().iter().zip(&places).map(|(sequence, places)| {
        let offsets = sequence.bins().keys().map(|&bin| (bin, first_overlapping(bin, places)));
        let metadata = sequence_metadata(sequence);
        ReferenceSequence::new(sequence.bins().clone(), offsets.collect(), metadata)
    });
    let index = noodles_csi::Index::builder()
        .set_min_shift(SHIFT)
        .set_depth(DEPTH)
        .set_header(header)
        .set_reference_sequences(sequences.collect())
        .build();
    noodles_csi::fs::write(folder.join("csi.vcf.gz.csi"), &index).unwrap();
    [with_tbi, with_csi]
}

/// Returns the loffset of a bin as the specification has it: of the first record that overlaps the
/// bin's first window. (The indexer at hand leaves out records of larger bins.)
fn first_overlapping(bin: usize, places: &[(usize, usize, VirtualPosition)]) -> VirtualPosition {
    let mut first = bin;
    let mut level = 0;
    let start_of = |level: u8| ((1usize << (3 * level)) - 1) / 7;
    while level < DEPTH && bin >= start_of(level + 1) {
        level += 1;
    }
    first -= start_of(level);
    let window = (first << (3 * (DEPTH - level))) << SHIFT;
    let end = window + (1 << SHIFT);
    let overlapping = places.iter().find(|(from, to, _)| *from < end && *to > window);
    let behind = || places.iter().find(|(from, ..)| *from >= end);
    overlapping.or_else(behind).map_or(VirtualPosition::MIN, |place| place.2)
}

fn sequence_metadata(sequence: &ReferenceSequence<BinnedIndex>) -> Option<Metadata> {
    use noodles_csi::binning_index::ReferenceSequence as _;
    sequence.metadata().cloned()
}

fn regions(list: &[(u32, u32)]) -> Regions {
    let contigs = ["1", "2"].map(|name| Contig::from_name(name.as_bytes()).unwrap());
    let pairs = list.iter().map(|&(start, length)| Interval::new(start, start + length));
    Regions::new(contigs.into_iter().flat_map(|contig| pairs.clone().map(move |i| (contig, i))))
}

fn options(regions: &Regions, threads: usize) -> ScanOptions<'_> {
    let threads = NonZeroUsize::new(threads).unwrap();
    ScanOptions { threads, regions: Some(regions), strict: false, layout: false, progress: None }
}

fn scanned(path: &Path, regions: &Regions) -> Vec<String> {
    let mut source = Source::open(path).unwrap();
    let header = Header::read(&mut source).unwrap();
    let mut seen = Vec::new();
    let mut sink = |_: u64, out: Vec<String>| {
        seen.extend(out);
        Ok(())
    };
    super::super::scan(source, &header, options(regions, 1), &Copy, &mut sink).unwrap();
    seen
}

fn jumped(path: &Path, regions: &Regions, threads: usize) -> (Jumped, Vec<String>) {
    let header = Header::read(&mut Source::open(path).unwrap()).unwrap();
    let index = BlockIndex::beside(path).unwrap();
    let mut seen = Vec::new();
    let mut sink = |_: u64, out: Vec<String>| {
        seen.extend(out);
        Ok(())
    };
    let options = options(regions, threads);
    let end = jump(path, &header, &index, regions, options, &Copy, &mut sink).unwrap();
    (end, seen)
}

fn sorted(mut records: Vec<Sample>) -> Vec<Sample> {
    records.sort_by_key(|record| (record.chrom, record.pos));
    records
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn a_jump_sees_what_a_scan_sees(
        records in prop::collection::vec(record(), 1..300),
        list in prop::collection::vec((0..310_000u32, 1..400u32), 0..12),
        block in prop_oneof![Just(65_280usize), 40..3_000usize],
        threads in 1..4usize,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let records = sorted(records);
        let regions = regions(&list);
        let files = write(folder.path(), &records, block);
        let want = scanned(&files[0], &regions);
        for file in files {
            let (end, seen) = jumped(&file, &regions, threads);
            let Jumped::Done(stats) = end else { panic!("{end:?}") };
            prop_assert!(seen == want, "{}: {} of {}", file.display(), seen.len(), want.len());
            prop_assert_eq!(stats.records, records.len() as u64);
            prop_assert_eq!(stats.candidates, want.len() as u64);
        }
    }
}

fn plain(chrom: &'static str, pos: usize, alternate: &str) -> Sample {
    Sample { chrom, pos, end: pos, rest: format!("A\t{alternate}\t.\t.\t.") }
}

#[test]
fn what_reaches_elsewhere_or_is_malformed_needs_the_whole_file() {
    let regions = regions(&[(100, 100)]);
    for (alternate, want) in
        [("<DEL>", Unusual::Record), ("A[2:5[", Unusual::Record), ("-", Unusual::Record)]
    {
        let folder = tempfile::tempdir().unwrap();
        let records = [plain("1", 50, "C"), plain("1", 150, alternate), plain("1", 151, "C")];
        for file in write(folder.path(), &records, 65_280) {
            let (Jumped::Unusual(got), _) = jumped(&file, &regions, 2) else { panic!() };
            assert_eq!(got, want);
        }
    }
}

/// Chromosome 1 has 249,250,621 bases at most.
#[test]
fn records_behind_the_last_base_need_the_whole_file() {
    let regions = regions(&[(100, 100)]);
    for (pos, is_unusual) in [(300_000_000, true), (249_300_000, true), (249_240_000, false)] {
        let folder = tempfile::tempdir().unwrap();
        let records = [plain("1", 150, "C"), plain("1", pos, "C")];
        for file in write(folder.path(), &records, 65_280) {
            let (end, _) = jumped(&file, &regions, 1);
            assert_eq!(matches!(end, Jumped::Unusual(Unusual::Record)), is_unusual, "{pos}");
        }
    }
}

/// Returns the index at `path` as if its contig were 2.
fn renamed(path: &Path) -> noodles_tabix::Index {
    let index = noodles_tabix::fs::read(path).unwrap();
    let names = ["2".into()].into_iter().collect();
    let vcf = header::Builder::vcf();
    noodles_tabix::Index::builder()
        .set_header(vcf.set_reference_sequence_names(names).build())
        .set_reference_sequences(index.reference_sequences().to_vec())
        .build()
}

#[test]
fn a_stale_or_foreign_index_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let records: Vec<_> = (1..2_000).map(|n| plain("1", n * 7, "C")).collect();
    let [file, _] = write(folder.path(), &records, 900);
    let index = folder.path().join("tbi.vcf.gz.tbi");
    assert!(BlockIndex::beside(&file).is_ok());
    let unusable =
        |reason: &str| Warning::UnusableIndex { index: index.clone(), reason: reason.to_owned() };

    // The index of another file of the same contigs.
    let other = tempfile::tempdir().unwrap();
    write(other.path(), &records[..1_500], 900);
    let own = fs::read(&index).unwrap();
    fs::copy(other.path().join("tbi.vcf.gz.tbi"), &index).unwrap();
    let Err(Unusable::Refused(refused)) = BlockIndex::beside(&file) else { panic!() };
    assert_eq!(refused, unusable("made for another file"));

    // Of a file with blocks of the same size, but of another contig.
    fs::write(&index, &own).unwrap();
    noodles_tabix::fs::write(&index, &renamed(&index)).unwrap();
    let (end, _) = jumped(&file, &regions(&[(100, 100)]), 1);
    assert!(matches!(end, Jumped::Unusual(Unusual::ForeignIndex)), "{end:?}");

    let earlier = std::time::SystemTime::now() - std::time::Duration::from_secs(60);
    fs::File::options().write(true).open(&index).unwrap().set_modified(earlier).unwrap();
    let Err(Unusable::Refused(refused)) = BlockIndex::beside(&file) else { panic!() };
    assert_eq!(refused, unusable("older than the file"));

    fs::write(&index, b"no index").unwrap();
    assert!(matches!(BlockIndex::beside(&file), Err(Unusable::Refused(_))));
    fs::remove_file(&index).unwrap();
    assert!(matches!(BlockIndex::beside(&file), Err(Unusable::Missing)));
}
