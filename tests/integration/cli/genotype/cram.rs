//! `annotate --bam` with a CRAM: it shows what the BAM shows, and what is wrong with one is said.

use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};

use serde_json::Value;
use theravar::genome::TranscriptStore;
use theravar::model::assembly::Assembly;
use theravar::model::contig::Contig;
use theravar::model::position::Interval;

use super::container::{Files, Line};
use super::sample::{HEADER, KRAS, KRAS_G12D, over, sample};
use crate::cli::support::theravar;

/// Writes the reference: every contig at its length with the bases of the targets and around KRAS' first coding
/// exon, and holes elsewhere.
fn write_reference(files: &Files) {
    let (fasta, mut index) = (files.path("r.fa"), String::new());
    let mut file = File::create(&fasta).unwrap();
    let mut write = |offset: u64, bases: &[u8]| {
        file.seek(SeekFrom::Start(offset)).unwrap();
        file.write_all(bases).unwrap();
    };
    let run = theravar(&["targets", "-t", "COAD", "-a", "GRCh37", "-f", "vcf"], b"");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let targets: Vec<Vec<&str>> = run
        .stdout
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    assert!(targets.len() > 20, "{}", targets.len());
    let mut offset = 0;
    for name in (1..=22).map(|n| n.to_string()).chain(["X".to_owned(), "Y".to_owned()]) {
        let contig = Contig::from_name(name.as_bytes()).unwrap();
        let length = u64::from(contig.length(Assembly::GRCh37));
        let header = format!(">{name}\n");
        write(offset, header.as_bytes());
        offset += header.len() as u64;
        index += &format!("{name}\t{length}\t{offset}\t{length}\t{}\n", length + 1);
        for target in &targets {
            if Contig::from_name(target[0].as_bytes()) == Some(contig) {
                write(offset + target[1].parse::<u64>().unwrap() - 1, target[3].as_bytes());
            }
        }
        if name == "12" {
            let (start, end) = KRAS[3];
            let wide = Interval::new(start, end);
            let store = TranscriptStore::embedded();
            let bases = store.reference_bases(contig, wide, Assembly::GRCh37).unwrap();
            write(offset + u64::from(start), bases);
        }
        write(offset + length, b"\n");
        offset += length + 1;
    }
    fs::write(files.path("r.fa.fai"), index).unwrap();
}

/// What is wrong with a CRAM is said, and nothing is written. One that can be used shows what the BAM shows.
///
/// One test, as a chromosome is read for each CRAM that is written or used.
#[test]
fn a_cram_is_refused_or_shows_what_the_bam_shows() {
    let lines = over(KRAS_G12D, 1000, 40);
    let (start, end) = (KRAS[3].0 as usize, KRAS[3].1 as usize);
    assert!(lines.iter().all(|line| line.pos > start && line.pos + line.bases.len() <= end));
    let files = sample(&lines, &[(KRAS_G12D, "960,40")]);
    write_reference(&files);
    files.write_cram("other.cram", &HEADER.replace("SM:T", "SM:U"), &lines);
    let whole = fs::read(files.path("other.cram")).unwrap();
    fs::write(files.path("cut.cram"), &whole[..whole.len() - 38]).unwrap();
    fs::copy(files.path("other.cram.crai"), files.path("cut.cram.crai")).unwrap();
    fs::write(files.path("plain.cram"), &whole).unwrap();
    let hg38 = "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:7\tLN:159345973\n\
        @SQ\tSN:12\tLN:133275309\n@RG\tID:g\tSM:T\n";
    files.write_cram("hg38.cram", hg38, &[]);
    let with = ["--reference", ":r.fa"];
    for (args, code, want) in [
        (&["--bam", ":other.cram", "--bam-sample", "U"][..], 3, "CRAM without its reference"),
        (&["--bam", ":cut.cram", with[0], with[1]], 3, "truncated"),
        (&["--bam", ":plain.cram", with[0], with[1]], 3, "no index beside it"),
        (&["--bam", ":hg38.cram", with[0], with[1]], 3, "GRCh38"),
        (&["--bam", ":other.cram", with[0], with[1]], 3, "not of the sample of the variants, T"),
        (&["--bam", ":other.cram", with[0], ":none.fa"], 1, "none.fa: No such file"),
    ] {
        let usual = [":x.vcf", "-t", "COAD", "-o", ":out.tsv"];
        let run = files.run_on("annotate", &[&usual[..], args].concat());
        assert_eq!(run.code, code, "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains(want), "{args:?}: {}", run.stderr);
        assert!(!files.path("out.tsv").exists(), "{args:?}");
    }
    let run = |args: &[&str]| {
        let usual = [":x.vcf", "-t", "COAD", "-f", "json", "--no-provenance"];
        let run = files.run_on("annotate", &[&usual[..], &with[..], args].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        (serde_json::from_str::<Value>(&run.stdout).unwrap(), run.stderr)
    };
    let (of_bam, _) = run(&["--bam", ":x.bam"]);
    // The user says that it is the same sample.
    let (of_cram, _) = run(&["--bam", ":other.cram", "--bam-sample", "U"]);
    assert_eq!(of_bam["reads"]["targets"], of_cram["reads"]["targets"]);
    let targets = of_cram["reads"]["targets"].as_array().unwrap();
    let own = targets.iter().find(|target| target["called"] == true).unwrap();
    assert_eq!((&own["status"], &own["support"]), (&"DETECTED".into(), &40.into()));
    assert_eq!(own["usable"], 1000);
    // Without read groups it is taken for the sample.
    let bare: Vec<Line> = lines.into_iter().map(|line| line.tags("")).collect();
    files.write_cram("bare.cram", &HEADER.replace("@RG\tID:g\tSM:T\n", ""), &bare);
    let (of_bare, said) = run(&["--bam", ":bare.cram"]);
    assert!(said.contains("no read group"), "{said}");
    assert_eq!(of_bare["reads"]["targets"], of_bam["reads"]["targets"]);
}
