use std::io::{Cursor, Write};
use std::path::Path;

use proptest::prelude::*;

use std::num::NonZeroUsize;

use super::*;
use crate::diagnostics::{Scope, Tally, Warning};
use crate::error::Error;
use crate::input::extent::note;
use crate::input::record::Record;
use crate::io::bgzf::tests::compress;
use crate::io::{Block, Layout, Stretches};
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::regions::Regions;

/// Copies each candidate with its line number.
struct Copy;

impl Visit for Copy {
    type Out = (u64, Vec<u8>);
    type State = ();

    fn state(&self) {}

    fn visit(&self, (): &mut (), record: &Record<'_>, offset: u64, out: &mut Vec<Self::Out>) {
        out.push((offset, record.line().to_vec()));
    }
}

/// Hands out a few bytes at a time, as a pipe may.
struct Trickle(Cursor<Vec<u8>>, usize);

impl std::io::Read for Trickle {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = buffer.len().min(self.1);
        self.0.read(&mut buffer[..n])
    }
}

type Seen = Vec<(u64, String)>;

fn scan_bytes(
    stored: &[u8],
    threads: usize,
    regions: Option<&Regions>,
    strict: bool,
) -> Result<(Seen, ScanStats)> {
    let reader = Trickle(Cursor::new(stored.to_vec()), 50_000);
    let mut source = Source::from_reader(Path::new("x.vcf"), Box::new(reader))?;
    let header = Header::read(&mut source)?;
    let mut seen = Vec::new();
    let options = ScanOptions {
        threads: NonZeroUsize::new(threads).unwrap(),
        regions,
        strict,
        layout: true,
        progress: None,
    };
    let mut sink = |base: u64, out: Vec<(u64, Vec<u8>)>| {
        seen.extend(
            out.into_iter().map(|(at, line)| (base + at, String::from_utf8(line).unwrap())),
        );
        Ok(())
    };
    let stats = scan(source, &header, options, &Copy, &mut sink)?;
    Ok((seen, stats))
}

const HEADER: &str = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

fn regions() -> Regions {
    let contig = |name: &str| Contig::from_name(name.as_bytes()).unwrap();
    Regions::new([
        (contig("1"), Interval::new(100, 200)),
        (contig("1"), Interval::new(5_000, 5_100)),
        (contig("7"), Interval::new(140_753_300, 140_753_400)),
    ])
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    for part in text.chunks((text.len() / 2).max(1)) {
        let mut writer = flate2::write::GzEncoder::new(&mut all, Default::default());
        writer.write_all(part).unwrap();
        writer.finish().unwrap();
    }
    all
}

/// Returns text beyond [`SMALL`], unsorted, that compresses badly enough for many chunks.
fn large_text() -> String {
    let mut text = HEADER.to_owned();
    let mut seed = 1u64;
    for n in 0..40_000u64 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(n | 1);
        let chrom = ["1", "chr7", "GL000192.1", "X"][(seed >> 60) as usize % 4];
        let pos = seed >> 33 & 0x1fff;
        let alt = if n % 9_999 == 0 { "<DEL>" } else { "C" };
        let noise = |by: u32| seed.wrapping_mul(u64::from(by)) ^ seed.rotate_left(by);
        text += &format!("{chrom}\t{pos}\t.\tA\t{alt}\t.\tPASS\tX=");
        text.extend((3..9).map(|by| format!("{:x}", noise(by))));
        text.push('\n');
    }
    text
}

/// Returns what the scan must give, the slow way.
fn expected(text: &str, regions: &Regions) -> Seen {
    let mut seen = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let Some(contig) = Contig::from_name(columns[0].as_bytes()) else { continue };
        let start = columns[1].parse::<u32>().unwrap().saturating_sub(1);
        let interval = Interval::new(start, start + columns[3].len() as u32);
        if columns[4].starts_with('<') || regions.touches(contig, interval) {
            seen.push((at as u64 + 1, line.to_owned()));
        }
    }
    seen
}

#[test]
fn any_container_and_thread_count_gives_the_same() {
    let text = large_text();
    let regions = regions();
    let want = expected(&text, &regions);
    assert!(want.len() > 150);
    for stored in [
        text.clone().into_bytes(),
        gzip(text.as_bytes()),
        compress(text.as_bytes(), 65_280),
        compress(text.as_bytes(), 4_099),
    ] {
        for threads in 1..=4 {
            let (seen, stats) = scan_bytes(&stored, threads, Some(&regions), true).unwrap();
            assert!(seen == want, "{threads} threads");
            assert_eq!((stats.records, stats.lines), (40_000, 40_002));
            assert_eq!((stats.candidates, stats.bytes), (want.len() as u64, text.len() as u64));
        }
    }
}

#[test]
fn all_records_without_regions() {
    let text = format!("{HEADER}1\t5\t.\tA\tC\t.\t.\t.\r\n\r\nGL000191.1\t6\t.\tA\tC\t.\t.\t.");
    let (seen, stats) = scan_bytes(text.as_bytes(), 2, None, true).unwrap();
    let want = [
        (3, "1\t5\t.\tA\tC\t.\t.\t.".to_owned()),
        (5, "GL000191.1\t6\t.\tA\tC\t.\t.\t.".to_owned()),
    ];
    assert_eq!(seen, want, "CRLF, a blank line, no final line end");
    assert_eq!((stats.records, stats.lines), (2, 5));
}

#[test]
fn empty_bodies() {
    for text in [HEADER, HEADER.trim_end(), &HEADER.replace('\n', "\r\n")] {
        for stored in [text.as_bytes().to_vec(), compress(text.as_bytes(), 7)] {
            let (seen, stats) = scan_bytes(&stored, 2, None, true).unwrap();
            assert!(seen.is_empty());
            assert_eq!((stats.records, stats.lines), (0, 2));
        }
    }
}

#[test]
fn very_long_lines() {
    let long = format!("1\t150\t.\tA\tC\t.\t.\tX={}", "y".repeat(3_000_000));
    let text = format!("{HEADER}{long}\n1\t151\t.\tA\tC\t.\t.\t.\n{long}\n");
    for stored in
        [text.clone().into_bytes(), gzip(text.as_bytes()), compress(text.as_bytes(), 65_280)]
    {
        let (seen, _) = scan_bytes(&stored, 3, Some(&regions()), true).unwrap();
        let lines: Vec<u64> = seen.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [3, 4, 5]);
        assert!(seen[0].1 == long && seen[2].1 == long);
    }
}

#[test]
fn malformed_records_are_located() {
    let text = format!(
        "{HEADER}1\t150\t.\tA\tC\t.\t.\t.\n1\tx\t.\tA\tC\t.\t.\t.\n1\t150\t.\tA\tC\n\
         ##late=1\n1\t151\t.\tA\tC\t.\t.\t.\n1 5 . A C . . .\n1\ty\t.\tA\tC\t.\t.\t.\n"
    );
    for stored in [text.clone().into_bytes(), compress(text.as_bytes(), 11)] {
        let (seen, stats) = scan_bytes(&stored, 2, Some(&regions()), false).unwrap();
        assert_eq!(seen.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 7]);
        let malformed = |scope, lines: &[u64], field: &str, reason: &str| Warning::Malformed {
            scope,
            field: field.to_owned(),
            reason: reason.to_owned(),
            tally: Tally { count: lines.len() as u64, lines: lines.to_vec() },
        };
        assert_eq!(
            stats.diagnostics.warnings().collect::<Vec<_>>(),
            [
                malformed(
                    Scope::Record,
                    &[8],
                    "CHROM",
                    "columns are separated by spaces, not tabs"
                ),
                malformed(Scope::Record, &[4, 9], "POS", "not a position"),
                malformed(Scope::Record, &[5], "QUAL", "the line ends before this column"),
                malformed(Scope::Line, &[6], "#", "a header line among records"),
            ]
        );
        assert_eq!((stats.records, stats.candidates), (6, 2));
        let error = scan_bytes(&stored, 2, Some(&regions()), true).unwrap_err();
        assert_eq!(error.to_string(), "x.vcf:4: POS: not a position");
        assert_eq!(error.exit_code(), 3);
    }
}

/// Files of several samples that were joined are refused, those of one are read.
#[test]
fn a_second_line_of_columns() {
    let record = |pos: u32| format!("1\t{pos}\t.\tA\tC\t.\t.\t.\n");
    let columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";
    let joined = |second: &str| format!("{HEADER}{}{second}{}", record(150), record(151));
    for stored in [
        |text: String| text.into_bytes(),
        |text: String| compress(text.as_bytes(), 11),
        |text: String| gzip(text.as_bytes()),
    ] {
        let (seen, stats) =
            scan_bytes(&stored(joined(HEADER)), 2, Some(&regions()), false).unwrap();
        assert_eq!((seen.len(), stats.diagnostics.records()), (2, 0));
        for second in [format!("{columns}\tFORMAT\tB\n"), format!("##x=1\n{columns}\tFORMAT\n")] {
            let error =
                scan_bytes(&stored(joined(&second)), 2, Some(&regions()), false).unwrap_err();
            assert_eq!(error.exit_code(), 3);
            assert!(error.to_string().contains("#CHROM: a second line of columns"), "{error}");
        }
    }
    // Lines that are no records are not records that cannot be read.
    let text = format!("{HEADER}#{0}   \n{0}", record(150));
    let (seen, stats) = scan_bytes(text.as_bytes(), 1, Some(&regions()), false).unwrap();
    assert_eq!(seen.len(), 1);
    assert_eq!((stats.records, stats.diagnostics.records()), (1, 0));
    assert_eq!(stats.diagnostics.warnings().count(), 2);
    assert!(scan_bytes(text.as_bytes(), 1, Some(&regions()), true).is_err(), "strict");
}

#[test]
fn cut_files_are_errors_after_what_came_before() {
    // Cut at, before and after every block boundary.
    let text = &large_text()[..200_000];
    let stored = compress(text.as_bytes(), 2_048);
    let mut at = 0;
    let mut cuts = vec![stored.len() - 28, stored.len() - 1];
    while let Some(&[low, high]) = stored.get(at + 16..at + 18) {
        at += usize::from(u16::from_le_bytes([low, high])) + 1;
        cuts.extend([at - 5, at, at + 3]);
    }
    for cut in cuts.into_iter().filter(|&cut| cut < stored.len()) {
        let error = scan_bytes(&stored[..cut], 2, Some(&regions()), false).unwrap_err();
        assert!(error.to_string().starts_with("x.vcf: truncated"), "{cut}: {error}");
        assert_eq!(error.exit_code(), 3);
    }
    let gz = gzip(text.as_bytes());
    for cut in [100, gz.len() / 3, gz.len() - 4] {
        let error = scan_bytes(&gz[..cut], 2, Some(&regions()), false).unwrap_err();
        assert!(error.to_string().starts_with("x.vcf: truncated"), "{cut}: {error}");
    }
}

/// Returns a VCF with definitions, which BCF needs, and its records' lines.
fn bcf_text() -> (String, Vec<String>) {
    let header = "##fileformat=VCFv4.3\n##contig=<ID=1>\n##contig=<ID=GL000191.1>\n##contig=<ID=chr7>\n\
        ##INFO=<ID=X,Number=1,Type=String,Description=\"x\">\n\
        ##INFO=<ID=END,Number=1,Type=Integer,Description=\"e\">\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";
    let lines: Vec<String> = (1..3_000u64)
        .map(|n| {
            let chrom = ["1", "chr7", "GL000191.1"][(n % 3) as usize];
            let x = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            match n % 500 {
                0 => format!("{chrom}\t{n}\t.\tA\t<DEL>\t.\t.\tX={x:x}"),
                1 => format!("{chrom}\t{n}\t.\tA\t<*>\t.\t.\tEND={}", n + 120),
                2 => format!("{chrom}\t{n}\t.\tACGTACGTAC\tA\t.\t.\tX={x:x}"),
                _ => format!("{chrom}\t{n}\t.\tA\tC\t.\t.\tX={x:x}"),
            }
        })
        .collect();
    (format!("{header}{}\n", lines.join("\n")), lines)
}

#[test]
fn bcf_gives_what_vcf_gives() {
    let (text, lines) = bcf_text();
    let raw = crate::input::bcf::tests::bcf(&text);
    let header = text.lines().count() - lines.len();
    for regions in [None, Some(&regions())] {
        let (vcf, _) = scan_bytes(text.as_bytes(), 1, regions, true).unwrap();
        let want: Seen = vcf.into_iter().map(|(line, text)| (line - header as u64, text)).collect();
        assert!(want.len() > 30);
        for stored in [raw.clone(), gzip(&raw), compress(&raw, 65_280), compress(&raw, 7)] {
            for threads in 1..=3 {
                let (seen, stats) = scan_bytes(&stored, threads, regions, true).unwrap();
                assert!(seen == want, "{threads} threads");
                assert_eq!((stats.records, stats.lines), (2_999, 2_999));
            }
        }
    }
}

#[test]
fn cut_and_corrupt_bcf() {
    let (text, _) = bcf_text();
    let raw = crate::input::bcf::tests::bcf(&text);
    for cut in [raw.len() - 1, raw.len() - 60] {
        let error = scan_bytes(&raw[..cut], 2, None, false).unwrap_err();
        assert!(error.to_string().contains("ends inside a BCF record"), "{error}");
    }
    let error = scan_bytes(&raw[..60], 2, None, false).unwrap_err();
    assert!(error.to_string().contains("truncated: the header ends early"), "{error}");
    let mut corrupt = raw.clone();
    let at = raw.len() - 5_000;
    corrupt[at..].fill(0xff);
    for stored in [corrupt.clone(), compress(&corrupt, 900)] {
        let error = scan_bytes(&stored, 3, None, false).unwrap_err();
        assert!(error.to_string().contains("corrupt BCF record"), "{error}");
    }
}

#[test]
fn the_layout_is_that_of_the_text_however_it_was_cut() {
    // Few records say where they end, at either end of INFO: most texts of a block have none.
    let mut text = String::new();
    for (n, line) in large_text().lines().enumerate() {
        text += &match n % 331 {
            30 => line.replacen("\tX=", "\tEND=60000;X=", 1) + "\n",
            61 => format!("{line};END=60000\n"),
            _ => format!("{line}\n"),
        };
    }
    let mut whole = Stretches::default();
    let mut begin = 0;
    for line in text.split_inclusive('\n') {
        note(line.as_bytes(), begin, &mut whole);
        begin += line.len() as u64;
    }
    let whole: Vec<_> = whole.named().unwrap().collect();
    for (threads, block) in [(1, 65_280), (3, 65_280), (2, 700)] {
        let stored = compress(text.as_bytes(), block);
        let (_, stats) = scan_bytes(&stored, threads, Some(&regions()), false).unwrap();
        let Layout { blocks, stretches } = stats.layout;
        assert!(stretches.named().unwrap().eq(whole.iter().copied()), "{threads} {block}");
        let sum = |of: fn(&Block) -> u32| blocks.iter().map(|block| u64::from(of(block))).sum();
        let sums: [u64; 3] = [sum(|b| b.stored), sum(|b| b.text), sum(|b| b.line_ends)];
        assert_eq!(sums, [stored.len(), text.len(), text.lines().count()].map(|n| n as u64));
    }
    for stored in [text.clone().into_bytes(), gzip(text.as_bytes())] {
        let (_, stats) = scan_bytes(&stored, 2, Some(&regions()), false).unwrap();
        assert!(stats.layout.stretches.named().unwrap().eq(whole.iter().copied()));
        assert!(stats.layout.blocks.is_empty());
    }
}

#[test]
fn an_error_of_the_sink_ends_the_scan() {
    let text = large_text();
    for threads in [1, 3] {
        let reader = Cursor::new(compress(text.as_bytes(), 65_280));
        let mut source = Source::from_reader("x", Box::new(reader)).unwrap();
        let header = Header::read(&mut source).unwrap();
        let options = ScanOptions {
            threads: NonZeroUsize::new(threads).unwrap(),
            regions: None,
            strict: false,
            layout: false,
            progress: None,
        };
        let mut calls = 0;
        let result = scan(source, &header, options, &Copy, &mut |_, _| {
            calls += 1;
            Err(Error::io("-", std::io::ErrorKind::BrokenPipe.into()))
        });
        assert!(matches!(result.unwrap_err(), Error::Io { .. }));
        assert_eq!(calls, 1);
    }
}

#[test]
fn a_panic_in_a_visitor_ends_the_scan() {
    struct Panics;
    impl Visit for Panics {
        type Out = ();
        type State = u32;
        fn state(&self) -> u32 {
            0
        }
        fn visit(&self, seen: &mut u32, _: &Record<'_>, _: u64, _: &mut Vec<()>) {
            *seen += 1;
            assert!(*seen < 5_000, "as the test wants");
        }
    }
    let reader = Cursor::new(compress(large_text().as_bytes(), 65_280));
    let mut source = Source::from_reader("x", Box::new(reader)).unwrap();
    let header = Header::read(&mut source).unwrap();
    let options = ScanOptions {
        threads: NonZeroUsize::new(3).unwrap(),
        regions: None,
        strict: false,
        layout: false,
        progress: None,
    };
    let run = std::panic::AssertUnwindSafe(|| {
        scan(source, &header, options, &Panics, &mut |_, _| Ok(())).map(|_| ())
    });
    assert!(std::panic::catch_unwind(run).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn block_sizes_and_threads_agree(
        lines in prop::collection::vec("(1|chr7|X)\t[0-9]{1,4}\t[.]\t[ACGT]{1,5}\t[ACGT]\t[.]\t[.]\t[a-z]{0,40}", 0..60),
        block in 1usize..300,
        threads in 1usize..=4,
        ends_with_newline: bool,
    ) {
        let mut text = HEADER.to_owned() + &lines.join("\n");
        if ends_with_newline && !lines.is_empty() {
            text += "\n";
        }
        let want = expected(&text, &regions());
        let stored = compress(text.as_bytes(), block);
        let (seen, _) = scan_bytes(&stored, threads, Some(&regions()), true).unwrap();
        prop_assert_eq!(&seen, &want);
        let (seen, _) = scan_bytes(text.as_bytes(), threads, Some(&regions()), true).unwrap();
        prop_assert_eq!(seen, want);
    }

    #[test]
    fn any_bytes_end_without_panic(
        body in prop::collection::vec(
            prop_oneof![Just(b'\n'), Just(b'\t'), Just(b'1'), Just(b'A'), any::<u8>()], 0..400)
    ) {
        struct Count;
        impl Visit for Count {
            type Out = ();
            type State = ();
            fn state(&self) {}
            fn visit(&self, (): &mut (), record: &Record<'_>, _: u64, out: &mut Vec<()>) {
                assert!(!record.line().contains(&b'\n'));
                out.push(());
            }
        }
        let mut stored = HEADER.as_bytes().to_vec();
        stored.extend(body);
        let mut source = Source::from_reader("x", Box::new(Cursor::new(stored))).unwrap();
        let header = Header::read(&mut source).unwrap();
        let options = ScanOptions { threads: NonZeroUsize::MIN, regions: None, strict: false, layout: false, progress: None };
        // A NUL byte, or a last line that is cut, is an error.
        if let Ok(stats) = scan(source, &header, options, &Count, &mut |_, _| Ok(())) {
            prop_assert!(stats.candidates <= stats.records && stats.records <= stats.lines);
        }
    }
}
