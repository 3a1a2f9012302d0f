//! Runs the program and reads its TSV.

use std::collections::HashMap;
use std::io::Write;
use std::process::{Command, Stdio};

/// What a run gave.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs `theravar` with `args`, feeding `stdin`.
pub(crate) fn theravar(args: &[&str], stdin: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_theravar"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let bytes = stdin.to_vec();
    // The program may stop reading before the end; that is its right.
    let feeder = std::thread::spawn(move || drop(input.write_all(&bytes)));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A row by column name.
pub(crate) type Row = HashMap<String, String>;

/// The rows of a TSV, provenance lines left out.
pub(crate) fn rows(tsv: &str) -> Vec<Row> {
    let mut lines = tsv.lines().filter(|line| !line.starts_with("##"));
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), header.len(), "ragged row: {line}");
            header.iter().zip(cells).map(|(k, v)| ((*k).to_owned(), v.to_owned())).collect()
        })
        .collect()
}

/// Runs `annotate` on `input` and returns its rows; the run must succeed.
pub(crate) fn annotate(input: &[u8], args: &[&str]) -> Vec<Row> {
    let run = theravar(&[&["annotate", "-"], args].concat(), input);
    assert_eq!(run.code, 0, "{}", run.stderr);
    rows(&run.stdout)
}

/// A one-sample VCF of `chrom:pos ref alt` records.
pub(crate) fn vcf(assembly: &str, records: &[(&str, u32, &str, &str)]) -> Vec<u8> {
    let length = if assembly == "GRCh37" { 159_138_663 } else { 159_345_973 };
    let mut text = format!(
        "##fileformat=VCFv4.2\n##contig=<ID=7,length={length}>\n\
         #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n"
    );
    for (chrom, pos, reference, alternate) in records {
        text.push_str(&format!(
            "{chrom}\t{pos}\t.\t{reference}\t{alternate}\t.\tPASS\t.\tGT:AD:DP\t0/1:60,40:100\n"
        ));
    }
    text.into_bytes()
}

/// Makes a VCF of one sample from whole records, written with spaces between their columns.
pub(crate) fn records_vcf(records: &[&str]) -> Vec<u8> {
    let mut text =
        "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n"
            .to_owned();
    for record in records {
        text.push_str(&record.replace(' ', "\t"));
        text.push('\n');
    }
    text.into_bytes()
}
