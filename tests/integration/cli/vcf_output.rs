//! VCF out: every byte of the input, and one INFO field more.

use std::fs;
use std::io::{Read as _, Write as _};

use super::support::{rows, theravar};

fn records(line_end: &str) -> String {
    let lines = [
        "##fileformat=VCFv4.2",
        "##contig=<ID=7,length=159345973>",
        "##contig=<ID=7,length=159345973>",
        "##INFO=<ID=DP,Number=1,Type=Integer,Description=\"reads\">",
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT",
        "7\t1000\trs1\tN\tA\t60.0\tPASS\tDP=3;X\tGT:AD:DP\t0/1:60,40:100",
        "7\t140753336\t.\tA\tC,T\t60.00\tPASS\t.\tGT:AD:DP\t0/2:60,0,40:100",
        "7\t140753335\t.\tC\tT\t1e2\tPASS\tDP=9\tGT:AD:DP\t0/1:60,40:100",
        "7\t55191822\t.\tT\tG\t.\tPASS\tDP=1;DB\tGT:AD:DP\t0/1:60,40:100",
    ];
    lines.join(line_end)
}

/// The text without what theravar put in.
fn stripped(text: &str) -> String {
    text.split_inclusive('\n')
        .filter(|line| !line.starts_with("##theravar") && !line.starts_with("##INFO=<ID=TX,"))
        .map(|line| match line.find("TX=") {
            None => line.to_owned(),
            Some(at) => {
                let end = at + line[at..].find(['\t', '\r', '\n']).unwrap_or(line.len() - at);
                let start = if line[..at].ends_with(';') { at - 1 } else { at };
                let dot = if line[..at].ends_with(';') { "" } else { "." };
                format!("{}{dot}{}", &line[..start], &line[end..])
            }
        })
        .collect()
}

fn inflated(bytes: &[u8]) -> String {
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    text
}

#[test]
fn every_other_byte_stays() {
    for line_end in ["\n", "\r\n"] {
        for last in ["", line_end] {
            let text = records(line_end) + last;
            let run = theravar(&["annotate", "-", "-f", "vcf", "-t", "MEL", "-q"], text.as_bytes());
            assert_eq!(run.code, 0, "{}", run.stderr);
            assert_eq!(stripped(&run.stdout), text);
            let line = |pos: &str| run.stdout.lines().find(|l| l.contains(pos)).unwrap().to_owned();
            assert!(line("140753336").contains("\tTX=T|BRAF|NM_004333.6|c.1799T>A|p.Val600Glu|"));
            assert!(line("55191822").contains("\tDP=1;DB;TX=G|EGFR|"));
            assert!(!line("\t1000\t").contains("TX="));
            let header = run.stdout.lines().find(|l| l.starts_with("##INFO=<ID=TX,")).unwrap();
            assert!(header.contains("Format: Allele|Gene|"), "{header}");
            let ends = run.stdout.matches('\n').count();
            assert_eq!(run.stdout.matches("\r\n").count(), if line_end == "\n" { 0 } else { ends });
        }
    }
}

#[test]
fn entries_say_what_the_table_says() {
    let text = records("\n");
    let table = theravar(&["annotate", "-", "-t", "MEL", "-q"], text.as_bytes());
    let vcf = theravar(&["annotate", "-", "-t", "MEL", "-q", "-f", "vcf"], text.as_bytes());
    let rows = rows(&table.stdout);
    assert!(rows.len() >= 2);
    let decoded = vcf.stdout.replace("%20", " ").replace("%3D", "=").replace("%2C", ",");
    for row in rows {
        let line = decoded.lines().find(|l| l.contains(&format!("\t{}\t", row["pos"]))).unwrap();
        for cell in ["gene", "hgvs_c", "highest_level", "match_type"] {
            assert!(line.contains(&format!("|{}|", row[cell])), "{cell}: {line}");
        }
        assert!(line.contains(&row["therapies_sensitive"].replace(';', "&")), "{line}");
    }
}

#[test]
fn containers_and_pipes() {
    let text = records("\n") + "\n";
    let mut bgzf = noodles_bgzf::io::Writer::new(Vec::new());
    for part in text.as_bytes().chunks(150) {
        bgzf.write_all(part).unwrap();
        bgzf.flush().unwrap();
    }
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text.as_bytes()).unwrap();
    let stored = [text.clone().into_bytes(), gzip.finish().unwrap(), bgzf.finish().unwrap()];
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in.vcf");
    for bytes in stored {
        fs::write(&input, &bytes).unwrap();
        for name in ["out.vcf", "out.vcf.gz", "out.vcf.bgz"] {
            let out = folder.path().join(name);
            for (path, stdin) in [(input.to_str().unwrap(), &b""[..]), ("-", &bytes[..])] {
                let run = theravar(&["annotate", path, "-q", "-o", out.to_str().unwrap()], stdin);
                assert_eq!(run.code, 0, "{}", run.stderr);
                let written = fs::read(&out).unwrap();
                let is_bgzf = written.starts_with(&[0x1f, 0x8b, 8, 4]);
                assert_eq!(is_bgzf, name != "out.vcf");
                let got =
                    if is_bgzf { inflated(&written) } else { String::from_utf8(written).unwrap() };
                assert_eq!(stripped(&got), text, "{path} to {name}");
            }
        }
    }
}

#[test]
fn refusals() {
    let text = records("\n");
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.vcf");
    let refused = |args: &[&str], stdin: &[u8], code: i32, want: &str| {
        let run =
            theravar(&[&["annotate", "-", "-o", out.to_str().unwrap()], args].concat(), stdin);
        assert_eq!(run.code, code, "{}", run.stderr);
        assert!(run.stderr.contains(want), "{}", run.stderr);
        assert!(!out.exists());
    };
    refused(&["--all"], text.as_bytes(), 2, "--all: a VCF has every record anyway");
    refused(&["--layout", "evidence"], text.as_bytes(), 2, "--layout chooses the rows of the TSV");
    let named = |name: &str| {
        let path = folder.path().join(name);
        let run = theravar(&["annotate", "-", "-o", path.to_str().unwrap()], text.as_bytes());
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains("tells no format that is written"), "{}", run.stderr);
        assert!(!path.exists());
    };
    ["out.htm", "out.pdf", "out.xml"].into_iter().for_each(named);
    let again = text.replace("ID=DP,", "ID=TX,");
    refused(&[], again.as_bytes(), 3, "the header has INFO/TX already");
    // A record that is cut off leaves no file behind.
    let mut bgzf = noodles_bgzf::io::Writer::new(Vec::new());
    bgzf.write_all(text.as_bytes()).unwrap();
    let bytes = bgzf.finish().unwrap();
    refused(&[], &bytes[..bytes.len() - 40], 3, "truncated");
}

#[test]
fn findings_without_a_record_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let fusions = folder.path().join("fusions.tsv");
    fs::write(&fusions, "sample\tgeneA\tgeneB\nT\tEML4\tALK\n").unwrap();
    let text = records("\n");
    let args = ["annotate", "-", "-f", "vcf", "-t", "LUAD", "--fusions", fusions.to_str().unwrap()];
    let run = theravar(&args, text.as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("1 finding rests on no record of the input"), "{}", run.stderr);
    assert_eq!(stripped(&run.stdout), text);
}
