//! What must not count for the mutational burden, and where nothing may be said of it.

use std::fs;
use std::path::Path;

use serde_json::Value;
use theravar::genome::TranscriptStore;
use theravar::model::assembly::Assembly;

use super::support::theravar;

const INFO: &str = "##INFO=<ID=gnomAD_AF,Number=A,Type=Float,Description=\"x\">\n";

fn vcf(meta: &str, samples: &str, records: &[&str]) -> String {
    let mut text = format!(
        "##fileformat=VCFv4.2\n##contig=<ID=7,length=159345973>\n{meta}\
         #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t{samples}\n"
    );
    for record in records {
        text.push_str(&record.replace(' ', "\t"));
        text.push('\n');
    }
    text
}

fn run(folder: &Path, text: &str, args: &[&str]) -> (Value, String) {
    fs::write(folder.join("x.vcf"), text).unwrap();
    let input = folder.join("x.vcf").display().to_string();
    let run = theravar(&[&["annotate", &input, "-f", "json", "-a", "GRCh38"], args].concat(), b"");
    assert_eq!(run.code, 0, "{}", run.stderr);
    (serde_json::from_str(&run.stdout).unwrap(), run.stderr)
}

/// The reasons and classes of the explained rows, by POS.
fn told(folder: &Path, text: &str, args: &[&str]) -> Vec<(String, String, String)> {
    let path = folder.join("told.tsv").display().to_string();
    run(folder, text, &[args, &["--explain-tmb", &path]].concat());
    fs::read_to_string(path)
        .unwrap()
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            (cells[1].to_owned(), cells[5].to_owned(), cells[11].to_owned())
        })
        .collect()
}

const EXOME: [&str; 2] = ["--tmb-preset", "exome-nonsyn"];

#[test]
fn bases_of_a_structural_caller_are_no_small_variant() {
    let folder = tempfile::tempdir().unwrap();
    let inserted = "A".repeat(51);
    let record = format!("7 140753336 . A {inserted} . PASS . GT:AD:DP 0/1:60,40:100");
    let text = vcf("", "T", &[&record]);
    assert_eq!(told(folder.path(), &text, &EXOME)[0].2, "not_a_small_variant");
}

#[test]
fn no_preset_counts_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let text = vcf("", "T", &["7 140753336 . A T . PASS . GT:AD:DP 0/1:60,40:100"]);
    let (json, stderr) = run(folder.path(), &text, &[]);
    assert!(json.get("tmb").is_none());
    assert!(!stderr.contains("TMB"), "{stderr}");
    for args in [&["--explain-tmb", "x.tsv"][..], &["--tmb-somatic"], &["--tmb-preset", "tso500"]] {
        let run = theravar(&[&["annotate", "-"], args].concat(), text.as_bytes());
        assert_eq!(run.code, 2, "{args:?}: {}", run.stderr);
    }
}

#[test]
fn what_does_not_count_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let text = vcf(
        &format!("{INFO}##FILTER=<ID=weak,Description=\"x\">\n"),
        "N\tT",
        &[
            "7 140753336 . A T . PASS . GT:AD:DP 0/0:80,0:80 0/1:60,40:100",
            "7 140753336 . A T . PASS . GT:AD:DP 0/0:80,0:80 0/1:60,40:100",
            "7 140753345 . A T . weak . GT:AD:DP 0/0:80,0:80 0/1:60,40:100",
            "7 140753345 . A G . PASS . GT:AD:DP 0/0:80,0:80 0/1:16,4:20",
            "7 140753345 . A C . PASS . GT:AD:DP 0/0:80,0:80 0/1:98,2:100",
            "7 140753346 . G C . PASS . GT:AD:DP 0/0:80,0:80 0/1:96,4:100",
            "7 140753347 . A G . PASS gnomAD_AF=0.01 GT:AD:DP 0/0:80,0:80 0/1:60,40:100",
            "7 140753347 . A C . PASS . GT:AD:DP 0/1:40,40:80 0/1:60,40:100",
            "7 140753347 . A T . PASS PON GT:AD:DP 0/0:80,0:80 0/1:60,40:100",
            "7 140753351 . C T . PASS . GT:AD:DP 0/0:80,0:80 0/0:100,0:100",
            "7 140754000 . A T . PASS . GT:AD:DP 0/0:80,0:80 0/1:60,40:100",
            "7 140753336 . A <DEL> . PASS END=140753400 GT:AD:DP 0/0:80,0:80 0/1:60,40:100",
        ],
    );
    let rows = told(folder.path(), &text, &[&EXOME[..], &["--normal", "N", "-s", "T"]].concat());
    let reasons: Vec<&str> = rows.iter().map(|(_, _, reason)| &**reason).collect();
    assert_eq!(
        reasons,
        [
            "",
            "repeated",
            "filtered",
            "depth",
            "alt_depth",
            "vaf",
            "population",
            "germline",
            "panel_of_normals",
            "outside_footprint",
            "not_a_small_variant"
        ],
        "{rows:?}"
    );
    assert_eq!(rows[0].1, "missense");
}

#[test]
fn presets_differ_as_they_say() {
    let folder = tempfile::tempdir().unwrap();
    let bed = folder.path().join("p.bed");
    fs::write(&bed, "7\t140700000\t140800000\n").unwrap();
    let bed = bed.display().to_string();
    let text = vcf(
        "",
        "T",
        &[
            // V600E, a known driver; two bases at once; a synonymous one; one in nearly all reads.
            "7 140753336 . A T . PASS . GT:AD:DP 0/1:60,40:100",
            "7 140753342 . GC TT . PASS . GT:AD:DP 0/1:60,40:100",
            "7 140753346 . G A . PASS . GT:AD:DP 0/1:60,40:100",
            "7 140753350 . A G . PASS . GT:AD:DP 1/1:2,98:100",
        ],
    );
    let reasons = |preset: &str| -> Vec<String> {
        let rows = told(folder.path(), &text, &["--tmb-preset", preset, "--panel-bed", &bed]);
        rows.into_iter().map(|(_, class, reason)| format!("{class}:{reason}")).collect()
    };
    let foundation = reasons("foundation");
    assert_eq!(foundation[0], "missense:known_driver");
    assert!(foundation[1..].iter().all(|row| row.ends_with(':')), "{foundation:?}");
    let tso500 = reasons("tso500");
    assert_eq!(tso500[0], "missense:known_driver");
    assert!(tso500[1].ends_with(":multi_base"), "{tso500:?}");
    assert!(tso500[3].ends_with(":nearly_all_reads"), "{tso500:?}");
    let exome = reasons("exome-nonsyn");
    assert_eq!(exome[0], "missense:");
    for (row, others) in exome.iter().zip(&foundation) {
        let is_synonymous = row.starts_with("synonymous");
        assert_eq!(row.ends_with(":synonymous"), is_synonymous, "{row} {others}");
    }
}

#[test]
fn other_columns_chip_and_unknown_classes() {
    let folder = tempfile::tempdir().unwrap();
    let one = "7 140753336 . A T . PASS . GT:AD:DP 0/0:100,0:100 0/1:60,40:100";
    let text = vcf("", "MINE\tOTHER", &[one]);
    assert_eq!(told(folder.path(), &text, &[&EXOME[..], &["-s", "MINE"]].concat()), []);
    assert_eq!(told(folder.path(), &text, &[&EXOME[..], &["-s", "OTHER"]].concat()).len(), 1);
    // DNMT3A R882H of a small fraction in plasma.
    let chip = "2 25234373 . C T . PASS . GT:AD:DP 0/1:920,80:1000";
    let text = vcf("", "P1_plasma", &[chip]);
    assert_eq!(told(folder.path(), &text, &EXOME)[0].2, "chip");
    // A gene without bases: a base changed may be synonymous, a base lost is not; an annotation tells.
    let csq = "##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Format: Allele|Consequence|SYMBOL|Feature\">\n";
    let block = TranscriptStore::embedded().coding_gene("SPTBN1", Assembly::GRCh38).unwrap().cds[2];
    let at = block.start + 20;
    let record = |offset: u32, alleles: &str, info: &str| {
        format!("2 {} . {alleles} . PASS {info} GT:AD:DP 0/1:60,40:100", at + offset)
    };
    let annotated = |base: &str, term: &str| format!("CSQ={base}|{term}|SPTBN1|ENST1");
    let records = [
        record(0, "A T", "."),
        record(10, "AC A", "."),
        record(0, "A G", &annotated("G", "missense_variant")),
        record(0, "A C", &annotated("C", "synonymous_variant")),
    ];
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    let text = vcf(csq, "T", &records);
    let rows = told(folder.path(), &text, &EXOME);
    let found: Vec<(&str, &str)> = rows.iter().map(|(_, class, why)| (&**class, &**why)).collect();
    assert_eq!(
        found,
        [
            ("class_unknown", "class_unknown"),
            ("frameshift", ""),
            ("missense", ""),
            ("synonymous", "synonymous")
        ]
    );
}

#[test]
fn a_stated_burden_wins_and_the_disagreement_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let text = vcf("", "T", &["7 140753336 . A T . PASS . GT:AD:DP 0/1:60,40:100"]);
    let (json, stderr) = run(folder.path(), &text, &[&EXOME[..], &["--fact", "TMB=25"]].concat());
    assert_eq!(json["sample"]["facts"].as_array().unwrap().len(), 1);
    assert_eq!(json["sample"]["facts"][0]["value"], "25");
    assert!(stderr.contains("TMB=25 (stated) stands"), "{stderr}");
    let (json, stderr) = run(folder.path(), &text, &[&EXOME[..], &["--fact", "TMB=2"]].concat());
    assert_eq!(json["sample"]["facts"].as_array().unwrap().len(), 2);
    assert!(!stderr.contains("stands"), "{stderr}");
}

#[test]
fn a_panel_without_a_coding_base_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let bed = folder.path().join("p.bed");
    fs::write(&bed, "7\t1\t1000\n").unwrap();
    let text = vcf("", "T", &["7 140753336 . A T . PASS . GT:AD:DP 0/1:60,40:100"]);
    let args = ["annotate", "-", "-a", "GRCh38", "--panel-bed", bed.to_str().unwrap()];
    let run = theravar(&args, text.as_bytes());
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("no region holds a coding base"), "{}", run.stderr);
}
