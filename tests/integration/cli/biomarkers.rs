//! The standard biomarkers of a tumour type: detected, not detected, not assessed.

use std::io::Write;

use super::support::{Row, records_vcf, rows, theravar};

/// KRAS' coding exons on GRCh37, 0-based.
const KRAS: [(u32, u32); 4] = [
    (25_398_207, 25_398_318),
    (25_380_167, 25_380_346),
    (25_378_547, 25_378_707),
    (25_362_728, 25_362_845),
];
const G12C: &str = "12 25398285 . C A . PASS . GT:AD:DP 0/1:60,40:100";

fn blocks(depth: u32) -> Vec<String> {
    let block = |(start, end): &(u32, u32)| {
        let pos = start + 1;
        format!("12 {pos} . N <NON_REF> . . END={end} GT:DP:MIN_DP 0/0:{depth}:{depth}")
    };
    KRAS.iter().map(block).collect()
}

fn biomarkers(records: &[String], tumor: &str, args: &[&str]) -> Vec<Row> {
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    let all = ["annotate", "-", "-a", "GRCh37", "--layout", "biomarkers", "-t", tumor];
    let run = theravar(&[&all[..], args].concat(), &records_vcf(&records));
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("; standard biomarkers: "), "{}", run.stderr);
    rows(&run.stdout)
}

fn row<'r>(rows: &'r [Row], biomarker: &str) -> &'r Row {
    rows.iter().find(|row| row["biomarker"] == biomarker).unwrap_or_else(|| panic!("{biomarker}"))
}

#[test]
fn a_plain_vcf_shows_no_absence() {
    for tumor in ["LUAD", "COAD", "MEL", "BRCA", "AML"] {
        let rows = biomarkers(&[], tumor, &[]);
        assert!(rows.len() > 10, "{tumor}");
        for row in &rows {
            let by_type = row["by"] == "by the tumour type";
            assert!(row["status"] == "NOT_ASSESSED" || by_type, "{tumor}: {row:?}");
            assert!(by_type || !row["remedy"].is_empty(), "{row:?}");
        }
    }
}

#[test]
fn a_limit_of_detection_is_that_of_the_depth() {
    for (depth, args, limit, reads) in [
        (100, &[][..], 0.061_619, "3"),
        (1000, &[], 0.006_282, "3"),
        (100, &["--min-alt", "5"], 0.089_196, "5"),
    ] {
        let rows = biomarkers(&blocks(depth), "LUAD", args);
        let row = row(&rows, "KRAS G12C");
        assert_eq!(row["status"], "NOT_DETECTED", "{row:?}");
        let found: f64 = row["limit_of_detection"].parse().unwrap();
        assert!((found - limit).abs() < 2e-6, "{depth} {reads}: {found}");
        assert_eq!((row["depth"].as_str(), row["reads"].as_str()), (&*depth.to_string(), reads));
    }
    let shallow = biomarkers(&blocks(19), "LUAD", &[]);
    assert_eq!(row(&shallow, "KRAS G12C")["status"], "NOT_ASSESSED");
    let other = biomarkers(&blocks(100), "LUAD", &[]);
    assert_eq!(row(&other, "EGFR L858R")["status"], "NOT_ASSESSED", "another gene");
}

#[test]
fn a_bed_shows_absence_without_a_depth() {
    let mut bed = tempfile::Builder::new().suffix(".bed").tempfile().unwrap();
    for (start, end) in KRAS {
        writeln!(bed, "12\t{start}\t{end}").unwrap();
    }
    let bed = bed.into_temp_path();
    let args = ["--assessed-bed", bed.to_str().unwrap()];
    let rows = biomarkers(&[], "LUAD", &args);
    let row = row(&rows, "KRAS G12C");
    assert_eq!(row["status"], "NOT_DETECTED");
    assert_eq!(row["reason"], "not called; depth unknown");
    assert_eq!(row["limit_of_detection"], "");
}

#[test]
fn what_is_there_is_detected_and_what_was_dropped_is_not_absent() {
    let with = |record: &str| [&blocks(100)[..], &[record.to_owned()]].concat();
    let found = biomarkers(&with(G12C), "LUAD", &[]);
    assert_eq!(row(&found, "KRAS G12C")["status"], "DETECTED");
    assert_eq!(row(&found, "KRAS G12C")["by"], "KRAS G12C");
    let filtered = biomarkers(&with(&G12C.replace("PASS", "weak")), "LUAD", &[]);
    assert_eq!(row(&filtered, "KRAS G12C")["status"], "NOT_ASSESSED");
    assert_eq!(row(&filtered, "KRAS G12C")["reason"], "filtered");
    let dropped = biomarkers(&with(G12C), "LUAD", &["--min-vaf", "0.5"]);
    assert_eq!(row(&dropped, "KRAS G12C")["reason"], "filtered");
    let other = "12 25398285 . N A . PASS . GT:AD:DP 0/1:60,40:100".replace('N', "G");
    let unread = biomarkers(&with(&other), "LUAD", &[]);
    assert_eq!(row(&unread, "KRAS G12C")["reason"], "not_understood", "REF of another base");
}

/// Cetuximab asks for KRAS of the wild type, in the colon alone.
#[test]
fn biomarkers_are_those_of_the_tumour_type() {
    let colon = biomarkers(&blocks(100), "COAD", &[]);
    let wild: Vec<&Row> =
        colon.iter().filter(|row| row["gene"] == "KRAS" && row["assay"] == "wildtype").collect();
    assert!(!wild.is_empty());
    assert!(wild.iter().all(|row| row["status"] == "DETECTED"), "{wild:?}");
    let mutated = [&blocks(100)[..], &[G12C.to_owned()]].concat();
    let mutated = biomarkers(&mutated, "COAD", &[]);
    let wild = mutated.iter().find(|row| row["biomarker"] == wild[0]["biomarker"]).unwrap();
    assert_eq!((wild["status"].as_str(), wild["by"].as_str()), ("NOT_DETECTED", "KRAS G12C"));
    let breast = biomarkers(&blocks(100), "BRCA", &[]);
    assert!(breast.iter().all(|row| row["biomarker"] != "KRAS G12C"));
}

#[test]
fn facts_and_tables_settle_what_bases_do_not_show() {
    let mut cna = tempfile::Builder::new().suffix(".tsv").tempfile().unwrap();
    writeln!(cna, "gene\tcall\nERBB2\t0").unwrap();
    let cna = cna.into_temp_path();
    let args = ["--fact", "MSI=stable", "--fact", "HER2=negative", "--cna", cna.to_str().unwrap()];
    let rows = biomarkers(&[], "COAD", &args);
    assert_eq!(row(&rows, "MSI-high")["status"], "NOT_DETECTED");
    assert_eq!(row(&rows, "MSI-high")["by"], "MSI=stable");
    assert_eq!(row(&rows, "TMB-high")["reason"], "not_stated");
    let her2 = row(&rows, "ERBB2 amplification");
    assert_eq!(her2["status"], "NOT_DETECTED", "{her2:?}");
}

/// Reads of all of ALK exclude no fusion of it, and a change of unknown effect leaves the rest open.
#[test]
fn wild_type_is_proved() {
    let mut bed = tempfile::Builder::new().suffix(".bed").tempfile().unwrap();
    writeln!(bed, "2\t29400000\t30150000\n7\t55080000\t55280000").unwrap();
    let bed = bed.into_temp_path();
    let of = |records: &[&str], biomarker: &str| {
        let records: Vec<String> = records.iter().map(|text| (*text).to_owned()).collect();
        let rows = biomarkers(&records, "LUAD", &["--assessed-bed", bed.to_str().unwrap()]);
        let row = row(&rows, biomarker);
        (row["status"].clone(), row["reason"].clone(), row["uncertain"].clone())
    };
    let told = |status: &str, reason: &str, uncertain: &str| {
        (status.to_owned(), reason.to_owned(), uncertain.to_owned())
    };
    assert_eq!(of(&[], "ALK wild type"), told("NOT_ASSESSED", "fusions_not_excluded", ""));
    assert_eq!(of(&[], "EGFR wild type"), told("DETECTED", "", ""));
    let l858r = "7 55259515 . T G . PASS . GT:AD:DP 0/1:60,40:100";
    assert_eq!(of(&[l858r], "EGFR wild type"), told("NOT_DETECTED", "changed", ""));
    let unknown = "7 55259487 . C G . PASS . GT:AD:DP 0/1:60,40:100";
    let (status, reason, uncertain) = of(&[unknown], "EGFR wild type");
    assert_eq!((status.as_str(), reason.as_str()), ("NOT_ASSESSED", "uncertain_change"));
    assert!(uncertain.starts_with("EGFR "), "{uncertain}");
}

#[test]
fn a_block_that_fails_a_filter_shows_nothing() {
    let failed: Vec<String> =
        blocks(500).iter().map(|block| block.replace(" . . END", " . low_depth END")).collect();
    let rows = biomarkers(&failed, "LUAD", &[]);
    assert_eq!(row(&rows, "KRAS G12C")["status"], "NOT_ASSESSED");
}

#[test]
fn a_tumour_type_is_needed() {
    let run = theravar(&["annotate", "-", "--layout", "biomarkers"], &records_vcf(&[]));
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--tumor-type"), "{}", run.stderr);
}
