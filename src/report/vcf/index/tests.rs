use noodles_core::Position;
use noodles_csi::BinningIndex;
use noodles_csi::binning_index::ReferenceSequence as _;
use proptest::prelude::*;

use super::*;
use crate::input::extent::note;
use crate::io::bgzf::tests::compress;

const HEAD: &str = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

/// Returns the index of `text` stored in blocks of `block` bytes; its lines became longer than they were read, as
/// `grown` says.
fn made(text: &str, block: usize, grown: &[Growth]) -> Result<Vec<u8>, String> {
    let mut stretches = Stretches::default();
    let mut begin = 0;
    for line in shrunk(text, grown).split_inclusive(|&byte| byte == b'\n') {
        note(line, begin, &mut stretches);
        begin += line.len() as u64;
    }
    let mut out = Vec::new();
    let mut indexing = Indexing::new(&mut out);
    let bytes = compress(text.as_bytes(), block);
    // In parts, as a file is written.
    for part in bytes.chunks(1000) {
        indexing.write_all(part).unwrap();
    }
    let made = indexing.finish(&stretches, grown);
    assert!(out == bytes, "what passes is unchanged");
    made
}

/// Takes what lines grew by from their ends.
fn shrunk(text: &str, grown: &[Growth]) -> Vec<u8> {
    let mut read = Vec::new();
    let mut grown = grown.iter().peekable();
    for line in text.split_inclusive('\n') {
        let by = grown.next_if(|line| line.begin == read.len() as u64).map_or(0, |line| line.by);
        let own = line.trim_end_matches('\n');
        read.extend_from_slice(&own.as_bytes()[..own.len() - by as usize]);
        read.extend_from_slice(&line.as_bytes()[own.len()..]);
    }
    assert!(grown.next().is_none());
    read
}

#[test]
fn unsorted_records_have_no_index_and_it_is_said_where() {
    let record = |contig: &str, pos: usize| format!("{contig}\t{pos}\t.\tA\tC\t.\t.\t.\n");
    let text = |records: &[(&str, usize)]| {
        records.iter().fold(HEAD.to_owned(), |text, (contig, pos)| text + &record(contig, *pos))
    };
    for block in [30, 10_000] {
        let made = |records: &[(&str, usize)]| made(&text(records), block, &[]);
        assert!(made(&[("1", 5), ("1", 5), ("2", 1)]).is_ok());
        let error = made(&[("1", 5), ("1", 4)]).unwrap_err();
        assert!(error.starts_with("the records are not sorted (1:4)"), "{error}");
        let error = made(&[("1", 5), ("2", 1), ("1", 9)]).unwrap_err();
        assert!(error.starts_with("the records are not sorted (1:9)"), "{error}");
        assert!(made(&[("1", 536_870_912)]).is_ok());
        assert!(made(&[("1", 536_870_913)]).unwrap_err().contains("behind"));
    }
}

#[test]
fn what_is_no_bgzf_is_no_output() {
    assert!(Indexing::new(io::sink()).write_all(b"##fileformat=VCFv4.2\n").is_err());
}

/// Returns the virtual offset of each line of `text`, stored in blocks of `block` bytes of text.
fn places(text: &str, block: usize) -> Vec<u64> {
    let stored = compress(text.as_bytes(), block);
    let mut reader = noodles_bgzf::io::Reader::new(&stored[..]);
    let mut places = Vec::new();
    let mut line = Vec::new();
    loop {
        places.push(u64::from(reader.virtual_position()));
        line.clear();
        if io::BufRead::read_until(&mut reader, b'\n', &mut line).unwrap() == 0 {
            return places;
        }
    }
}

proptest! {
    #[test]
    fn every_record_lies_in_what_a_query_gives(
        records in prop::collection::vec(
            (0..3usize, 1..70_000u64, 0..3usize, 0..60_000u64, prop_oneof![Just(0), 1..300usize]),
            0..60,
        ),
        block in prop_oneof![Just(20usize), Just(200), Just(60_000)],
        queries in prop::collection::vec((1..90_000usize, 0..40_000usize), 8),
        has_end in any::<bool>(),
    ) {
        let mut records = records;
        records.sort_unstable_by_key(|&(contig, start, ..)| (contig, start));
        let mut text = HEAD.to_owned();
        let mut spans = Vec::new();
        let mut grown = Vec::new();
        let mut read = text.len();
        for &(contig, start, kind, length, by) in &records {
            let (alt, info, end) = match kind {
                0 => ("C", "DP=5;CIEND=0,7".to_owned(), start + 1),
                1 => ("<DEL>", format!("SVLEN=-{length}"), (start + length).max(start + 1)),
                _ => ("<DUP>", format!("X;END={}", start + length), (start + length).max(start + 1)),
            };
            spans.push((contig, start, end));
            let line = format!("chr{contig}\t{start}\t.\tGA\t{alt}\t.\t.\t{info}");
            if by > 0 {
                grown.push(Growth { begin: read as u64, by: by as i64 });
            }
            read += line.len() + 1;
            let more = if by > 0 { format!(";{}", "x".repeat(by - 1)) } else { String::new() };
            text += &format!("{line}{more}\n");
        }
        if !has_end {
            text.pop();
        }
        let bytes = made(&text, block, &grown).unwrap();
        let index = noodles_tabix::io::Reader::new(&bytes[..]).read_index().unwrap();
        let mut contigs: Vec<_> = spans.iter().map(|span| span.0).collect();
        contigs.dedup();
        let names = index.header().unwrap().reference_sequence_names();
        let want: Vec<_> = contigs.iter().map(|contig| format!("chr{contig}")).collect();
        prop_assert_eq!(names.iter().map(ToString::to_string).collect::<Vec<_>>(), want);
        let places = places(&text, block);
        for (number, &contig) in contigs.iter().enumerate() {
            let counts = index.reference_sequences()[number].metadata().unwrap();
            let count = spans.iter().filter(|span| span.0 == contig).count();
            prop_assert_eq!(counts.mapped_record_count(), count as u64);
            for &(start, length) in &queries {
                let (from, to) = (start, start + length);
                let region = Position::try_from(from).unwrap()..=Position::try_from(to).unwrap();
                let chunks = index.query(number, region.into()).unwrap();
                for (line, &(own, begin, end)) in spans.iter().enumerate() {
                    if own != contig || begin as usize > to || (end as usize) < from {
                        continue;
                    }
                    // Behind the two lines of the header.
                    let place = places[line + 2];
                    let holds = chunks.iter().any(|chunk| {
                        (u64::from(chunk.start())..u64::from(chunk.end())).contains(&place)
                    });
                    prop_assert!(holds, "{from}-{to}: {own}:{begin}-{end} at {place}: {chunks:?}");
                }
                for chunk in &chunks {
                    prop_assert!(places.contains(&u64::from(chunk.start())), "{chunks:?}");
                }
            }
        }
    }
}
