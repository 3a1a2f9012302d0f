//! The same records give the same bytes, whatever the container, the threads, the way in or the
//! index.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use noodles_csi::binning_index::index::header::Builder;
use noodles_csi::binning_index::index::reference_sequence::bin::Chunk;

use super::support::theravar;

const HEADER: &str = "##fileformat=VCFv4.2\n##contig=<ID=chr3,length=198295559>\n\
    ##contig=<ID=chr7,length=159345973>\n##FORMAT=<ID=GT,Number=1,Type=String,Description=\"g\">\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n";

/// Records with findings among 50,000 in no region, long enough for a jump to be worth it.
fn records() -> Vec<(&'static str, u32, String)> {
    let mut seed = 7u64;
    let mut noise = || {
        let mut text = String::new();
        for _ in 0..22 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let _ = write!(text, "{:016x}", seed ^ seed >> 29);
        }
        text
    };
    let mut all = Vec::new();
    // Centromeres, where no gene is.
    for (chrom, start) in [("chr3", 91_000_000), ("chr7", 59_000_000)] {
        for n in 1..=25_000u32 {
            let pos = start + n * 40 + n % 7;
            all.push((chrom, pos, format!("N\tA\t.\tPASS\tX={}", noise())));
        }
    }
    for (chrom, pos, change) in [
        ("chr3", 179_234_297, "A\tG"),
        ("chr3", 179_218_303, "G\tA"),
        // Two neighbours of one codon, in one phase set.
        ("chr7", 140_753_336, "A\tT"),
        ("chr7", 140_753_337, "C\tT"),
        ("chr7", 55_191_822, "T\tG"),
        ("chr7", 55_174_771, "AGGAATTAAGAGAAGC\tA"),
    ] {
        all.push((chrom, pos, format!("{change}\t.\tPASS\tX=1")));
    }
    all.sort_by_key(|record| (record.0, record.1));
    all
}

/// Writes the records as text, gzip and BGZF, the last also with an index; BGZF's path is first.
fn write(folder: &Path) -> [std::path::PathBuf; 4] {
    let [indexed, bgzf, gzip, text] =
        ["indexed.vcf.gz", "bgzf.vcf.gz", "gzip.vcf.gz", "text.vcf"].map(|name| folder.join(name));
    let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
    let mut indexer = noodles_tabix::index::Indexer::default();
    indexer.set_header(Builder::vcf().build());
    let mut plain = HEADER.to_owned();
    writer.write_all(HEADER.as_bytes()).unwrap();
    for (chrom, pos, rest) in records() {
        let (id, tail) = rest.split_at(rest.find('\t').unwrap());
        let (alt, tail) = tail[1..].split_once('\t').unwrap();
        let line = format!("{chrom}\t{pos}\t.\t{id}\t{alt}\t{tail}\tGT:PS\t0|1:5\n");
        let begin = writer.virtual_position();
        writer.write_all(line.as_bytes()).unwrap();
        let end = pos as usize + id.len() - 1;
        let place = ((pos as usize).try_into().unwrap(), end.try_into().unwrap());
        let chunk = Chunk::new(begin, writer.virtual_position());
        indexer.add_record(chrom, place.0, place.1, chunk).unwrap();
        plain += &line;
    }
    let stored = writer.finish().unwrap();
    assert!(stored.len() > 8_000_000, "small files are not worth a jump");
    fs::write(&indexed, &stored).unwrap();
    fs::write(&bgzf, &stored).unwrap();
    noodles_tabix::fs::write(folder.join("indexed.vcf.gz.tbi"), &indexer.build()).unwrap();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(plain.as_bytes()).unwrap();
    fs::write(&gzip, packed.finish().unwrap()).unwrap();
    fs::write(&text, &plain).unwrap();
    [indexed, bgzf, gzip, text]
}

/// Provenance without what names the run.
fn neutral(tsv: &str) -> String {
    let is_own = |line: &&str| {
        !["## command:", "## input:", "## input_sha256:"].iter().any(|key| line.starts_with(key))
    };
    tsv.lines().filter(is_own).map(|line| format!("{line}\n")).collect()
}

#[test]
fn any_container_thread_count_pipe_and_index() {
    let folder = tempfile::tempdir().unwrap();
    let files = write(folder.path());
    let annotate = |path: &str, stdin: &[u8], more: &[&str]| {
        let run = theravar(&[&["annotate", "-v", "-t", "LUAD", path], more].concat(), stdin);
        assert_eq!(run.code, 0, "{}", run.stderr);
        (neutral(&run.stdout), run.stderr)
    };
    let (want, _) = annotate(files[3].to_str().unwrap(), b"", &["-@1"]);
    assert!(want.contains("V600") && want.contains("## records: 50006 read"), "{want}");
    for file in &files {
        let path = file.to_str().unwrap();
        for more in [&["-@1"][..], &["-@2"], &["-@3"], &["--no-index"]] {
            let (got, said) = annotate(path, b"", more);
            assert!(got == want, "{path} {more:?}");
            let jumps = path.ends_with("indexed.vcf.gz") && more != ["--no-index"];
            assert_eq!(said.contains("regions of interest, by its index"), jumps, "{path}: {said}");
        }
        let (got, _) = annotate("-", &fs::read(file).unwrap(), &["-@2"]);
        assert!(got == want, "{path} from a pipe");
    }
    // What names lines of the input is the same with an index and without.
    for more in [&["-f", "json"][..], &["-f", "vcf"], &["--layout", "evidence"]] {
        let with_index = files[0].to_str().unwrap();
        let annotate = |last: &[&str]| {
            let words = ["annotate", "-q", "-t", "LUAD", with_index, "--no-provenance"];
            let run = theravar(&[&words[..], more, last].concat(), b"");
            assert_eq!(run.code, 0, "{}", run.stderr);
            run.stdout
        };
        let got = annotate(&["-@2"]);
        assert!(got == annotate(&["--no-index"]), "{more:?}");
        assert!(more[1] != "json" || got.contains("\"line\":"), "{got}");
    }
    // An index of other contents is said and not used.
    let foreign = folder.path().join("bgzf.vcf.gz.tbi");
    fs::copy(folder.path().join("indexed.vcf.gz.tbi"), &foreign).unwrap();
    let mut other = fs::read(&files[1]).unwrap();
    let marker = other.split_off(other.len() - 28);
    let mut block = noodles_bgzf::io::Writer::new(Vec::new());
    block.write_all(b"chr7\t159000000\t.\tN\tA\t.\tPASS\t.\tGT:PS\t0|1:5\n").unwrap();
    block.flush().unwrap();
    other.extend(block.into_inner());
    other.extend(marker);
    fs::write(&files[1], other).unwrap();
    fs::File::options()
        .write(true)
        .open(&foreign)
        .unwrap()
        .set_modified(std::time::SystemTime::now())
        .unwrap();
    let (got, said) = annotate(files[1].to_str().unwrap(), b"", &[]);
    assert!(got.contains("## records: 50007 read"), "{said}");
    assert!(said.contains("bgzf.vcf.gz.tbi: made for another file: not used"), "{said}");
}
