//! BCF out, of BCF and of VCF, and VCF of BCF: the same records and one INFO field more.

use std::fs;
use std::path::Path;
use std::process::Command;

use noodles_vcf::variant::io::Write as _;

use super::outputs::{Folder, has, sample};
use super::support::theravar;
use crate::shared::shared;

/// Writes `text` as BCF.
fn bcf(text: &[u8]) -> Vec<u8> {
    let mut reader = noodles_vcf::io::Reader::new(text);
    let header = reader.read_header().unwrap();
    let mut writer = noodles_bcf::io::Writer::new(Vec::new());
    writer.write_header(&header).unwrap();
    for record in reader.record_bufs(&header) {
        writer.write_variant_record(&header, &record.unwrap()).unwrap();
    }
    writer.try_finish().unwrap();
    writer.into_inner().finish().unwrap()
}

/// The records of a BCF as VCF lines, by noodles.
fn lines(path: &Path) -> Vec<String> {
    let mut reader = noodles_bcf::io::reader::Builder::default().build_from_path(path).unwrap();
    let header = reader.read_header().unwrap();
    let mut writer = noodles_vcf::io::Writer::new(Vec::new());
    for record in reader.record_bufs(&header) {
        writer.write_variant_record(&header, &record.unwrap()).unwrap();
    }
    let text = String::from_utf8(writer.into_inner()).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// A line without INFO/TX.
fn stripped(line: &str) -> String {
    let field = |field: &&str| !field.starts_with("TX=");
    let columns: Vec<String> = line
        .split('\t')
        .enumerate()
        .map(|(at, column)| match at {
            7 => {
                let kept: Vec<&str> = column.split(';').filter(field).collect();
                if kept.is_empty() { ".".to_owned() } else { kept.join(";") }
            }
            _ => column.to_owned(),
        })
        .collect();
    columns.join("\t")
}

#[test]
fn records_keep_every_field_and_get_one_more() {
    let folder = Folder::new();
    fs::write(folder.path("in.bcf"), bcf(sample().as_bytes())).unwrap();
    let before = lines(&folder.path("in.bcf"));
    let outputs = ["-o", "@a.bcf", "-o", "@a.vcf", "-o", "@a.vcf.gz", "-o", "@a.tsv"];
    for input in ["@in.bcf", "@in.vcf"] {
        let run = folder.run(&[&["annotate", input, "-t", "LUAD", "-q"], &outputs[..]].concat());
        assert_eq!(run.code, 0, "{input}: {}", run.stderr);
        let after = lines(&folder.path("a.bcf"));
        assert_eq!(after.iter().map(|line| stripped(line)).collect::<Vec<_>>(), before, "{input}");
        let of = |lines: &[String]| -> Vec<String> {
            lines.iter().filter(|line| line.contains("TX=")).cloned().collect()
        };
        let found = of(&after);
        assert!(found.len() >= 4, "{input}: {}", found.len());
        assert!(
            found.iter().any(|line| line.starts_with("7\t140453136\t") && line.contains("|BRAF|"))
        );
        let text = String::from_utf8(folder.read("a.vcf")).unwrap();
        let text: Vec<String> =
            text.lines().filter(|l| !l.starts_with('#')).map(str::to_owned).collect();
        let field = |line: &String| {
            line.split(['\t', ';']).find(|f| f.starts_with("TX=")).map(str::to_owned)
        };
        let places = |lines: &[String]| -> Vec<_> { lines.iter().map(field).collect() };
        let (of_vcf, of_bcf) = (places(&text), places(&after));
        assert_eq!(of_vcf.len(), of_bcf.len(), "{input}");
        for (vcf, bcf) in of_vcf.iter().zip(&of_bcf) {
            // The writer of the lines above takes the % of an encoded character for one of its own.
            let bcf = bcf.as_ref().map(|text| text.replace("%25", "%"));
            assert_eq!(*vcf, bcf, "{input}: VCF and BCF say the same");
        }
        assert!(!String::from_utf8(folder.read("a.vcf")).unwrap().contains(",IDX="));
        // A second run is refused: it would put the field beside the first.
        let run = folder.run(&["annotate", "@a.bcf", "-o", "@b.bcf"]);
        assert_eq!(run.code, 3);
        assert!(run.stderr.contains("INFO/TX already"), "{}", run.stderr);
    }
    // Standard input, and standard output.
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_theravar"))
        .args(["annotate", "-", "-f", "bcf", "-q", "--no-provenance", "-t", "LUAD"])
        .stdin(fs::File::open(folder.path("in.bcf")).unwrap())
        .output()
        .unwrap();
    assert!(run.status.success());
    fs::write(folder.path("piped.bcf"), run.stdout).unwrap();
    assert_eq!(lines(&folder.path("piped.bcf")), lines(&folder.path("a.bcf")));
}

#[test]
fn bcftools_reads_what_is_written() {
    if !has("bcftools", "bcftools_reads_what_is_written") {
        return;
    }
    let folder = Folder::new();
    let bcftools = |args: &[&str], name: &str| {
        let run = Command::new("bcftools").args(args).arg(folder.path(name)).output().unwrap();
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(run.status.success() && !said.contains("[W::"), "{args:?} {name}: {said}");
        String::from_utf8(run.stdout).unwrap()
    };
    let output = folder.path("in.bcf").display().to_string();
    bcftools(&["view", "-Ob", "-o", &output], "in.vcf");
    let run = folder.run(&["annotate", "@in.bcf", "-q", "-o", "@a.bcf", "-o", "@a.vcf"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let run = folder.run(&["annotate", "@in.vcf", "-q", "-o", "@b.bcf"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let want = bcftools(&["view", "-H"], "in.vcf");
    for name in ["a.bcf", "b.bcf", "a.vcf"] {
        let text = bcftools(&["view", "-H"], name);
        assert!(text.contains("TX=T|BRAF|"), "{name}");
        let plain: String = text.lines().map(|line| stripped(line) + "\n").collect();
        assert!(plain == want, "{name}");
        // What bcftools itself takes out leaves the input.
        assert!(bcftools(&["annotate", "-x", "INFO/TX"], name).contains("#CHROM"));
    }
    let head = |name: &str| -> Vec<String> {
        let text = bcftools(&["view", "-h", "--no-version"], name);
        let own = |line: &&str| !line.starts_with("##theravar") && !line.contains("<ID=TX,");
        text.lines().filter(own).map(str::to_owned).collect()
    };
    assert_eq!(head("a.bcf"), head("in.bcf"));
    let run = Command::new("bcftools").arg("index").arg(folder.path("a.bcf")).output().unwrap();
    assert!(run.status.success());
    assert_eq!(bcftools(&["view", "-H", "-r", "12:25398284"], "a.bcf").lines().count(), 1);
}

#[test]
fn what_bcf_cannot_hold_is_an_error_that_names_the_record() {
    let text = sample().replace(
        "7\t140453136\t.\tA\tT\t60.0\tPASS\t.",
        "7\t140453136\t.\tA\tT\t60.0\tPASS\tEND=x",
    );
    let folder = Folder::new();
    fs::write(folder.path("in.vcf"), text).unwrap();
    let run = folder.run(&["annotate", "@in.vcf", "-q", "-o", "@a.bcf", "-o", "@a.tsv"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(
        run.stderr.contains("in.vcf:20512: not written as BCF: INFO/END: \"x\""),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("write .vcf.gz"), "{}", run.stderr);
    assert_eq!(folder.names(), ["in.vcf"]);
}

/// Every real BCF written back, and every real VCF converted, as far as its header defines what its records
/// hold.
#[test]
fn real_files_are_written_as_bcf() {
    let Some(folder) = shared("vcf") else { return };
    let out = tempfile::tempdir().unwrap();
    let (mut written, mut refused, mut others) = (0, Vec::new(), 0);
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                // The suites of broken files are read by other tests.
                let is_suite =
                    ["hts_specs", "vcf_validator"].iter().any(|name| path.ends_with(name));
                folders.extend(Some(path).filter(|_| !is_suite));
                continue;
            }
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let is_vcf = [".vcf", ".vcf.gz", ".bcf"].iter().any(|ending| name.ends_with(ending));
            if !is_vcf || fs::metadata(&path).unwrap().len() > 200_000 {
                continue;
            }
            let (input, output) = (path.to_str().unwrap(), out.path().join("a.bcf"));
            let plain = theravar(&["annotate", input, "-q", "-f", "vcf", "-o", "/dev/null"], b"");
            let run = theravar(&["annotate", input, "-q", "-o", output.to_str().unwrap()], b"");
            match (plain.code, run.code) {
                (0, 0) => written += 1,
                (0, _) => {
                    let is_told = run.stderr.contains("not written as BCF")
                        || run.stderr.contains("write it back as BCF");
                    assert!(is_told, "{name}: {}", run.stderr);
                    refused.push(format!("{name}: {}", run.stderr.trim_end()));
                }
                _ => others += 1,
            }
        }
    }
    println!("{written} written, {} refused, {others} not read", refused.len());
    refused.iter().for_each(|why| println!("{why}"));
    assert!(written >= 100, "{written}");
}
