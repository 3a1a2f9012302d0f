//! `targets`: what must be looked at for a tumour type.

use std::collections::HashMap;

use super::support::{Row, rows, theravar};

fn targets(args: &[&str]) -> String {
    let run = theravar(&[&["targets", "-q"], args].concat(), b"");
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout
}

/// `%20` and the like.
fn decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |mut text, part| {
        text.push(char::from(u8::from_str_radix(&part[..2], 16).unwrap()));
        text + &part[2..]
    })
}

/// Every allele of the list, read back, is the alteration that it is listed for.
#[test]
fn the_list_of_alleles_reads_back_as_what_it_names() {
    for tumor in ["LUAD", "COAD", "MEL"] {
        for assembly in ["GRCh37", "GRCh38"] {
            let vcf = targets(&["-t", tumor, "-a", assembly, "-f", "vcf"]);
            let run = theravar(&["annotate", "-", "-t", tumor], vcf.as_bytes());
            assert_eq!(run.code, 0, "{}", run.stderr);
            assert!(run.stderr.contains(assembly), "{}", run.stderr);
            let mut found: HashMap<[String; 4], Vec<Row>> = HashMap::new();
            for row in rows(&run.stdout) {
                let key = ["chrom", "pos", "ref", "alt"].map(|column| row[column].clone());
                found.entry(key).or_default().push(row);
            }
            let mut count = 0;
            for line in vcf.lines().filter(|line| !line.starts_with('#')) {
                let cells: Vec<&str> = line.split('\t').collect();
                let key = [0, 1, 3, 4].map(|column| cells[column].to_owned());
                let of_allele = found.get(&key).unwrap_or_else(|| panic!("{assembly}: {line}"));
                for name in cells[7].strip_prefix("TARGET=").unwrap().split(',') {
                    let name = decoded(name);
                    let (gene, change) = name.split_once(' ').unwrap();
                    let is_it = |row: &&Row| {
                        let biomarkers = row["biomarkers"].to_lowercase();
                        row["gene"] == gene
                            && (row["protein_change"] == change
                                || biomarkers.contains(&change.to_lowercase()))
                    };
                    assert!(of_allele.iter().any(|row| is_it(&row)), "{assembly} {name}: {line}");
                    count += 1;
                }
            }
            assert!(count > 180, "{tumor} {assembly}: {count}");
        }
    }
}

#[test]
fn sorted_and_the_same_every_time() {
    for format in ["tsv", "bed", "vcf"] {
        let once = targets(&["-t", "LUAD", "-f", format]);
        assert_eq!(once, targets(&["-t", "LUAD", "-f", format]));
        let places: Vec<(String, u32)> = once
            .lines()
            .filter(|line| line.starts_with("chr"))
            .map(|line| {
                let mut cells = line.split('\t');
                (cells.next().unwrap().to_owned(), cells.next().unwrap().parse().unwrap())
            })
            .collect();
        assert!(places.chunk_by(|a, b| a.0 == b.0).all(|of| of.is_sorted()), "{format}");
    }
}

#[test]
fn a_row_says_what_it_names_and_where() {
    let rows = super::support::rows(&targets(&["-t", "LUAD", "-a", "GRCh37"]));
    let row = |gene: &str, alteration: &str| {
        rows.iter()
            .find(|row| row["gene"] == gene && row["alteration"] == alteration)
            .unwrap_or_else(|| panic!("{gene} {alteration}"))
    };
    let l858r = row("EGFR", "L858R");
    assert_eq!((l858r["kind"].as_str(), l858r["level"].as_str()), ("allele", "1"));
    assert_eq!((l858r["chrom"].as_str(), l858r["start"].as_str()), ("7", "55259514"));
    assert!(l858r["alleles"].split(';').any(|allele| allele == "55259515:T>G"), "{l858r:?}");
    assert_eq!(row("EGFR", "exon 19 deletion")["kind"], "exon");
    assert_eq!(row("MET", "exon 14 skipping")["kind"], "splice");
    assert_eq!(row("MET", "amplification")["kind"], "copy_number");
    assert_eq!(row("EGFR", "G719")["kind"], "codon");
    let colon = super::support::rows(&targets(&["-t", "COAD"]));
    let is_l858r = |row: &&Row| row["gene"] == "EGFR" && row["alteration"] == "L858R";
    assert!(colon.iter().filter(is_l858r).all(|row| row["level"] != "1"), "of the lung alone");
}

#[test]
fn what_has_no_place_is_counted_and_named() {
    let run = theravar(&["targets", "-t", "LUAD"], b"");
    assert!(
        run.stderr.contains("without a place, a score of the whole tumour: "),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("MSI-high"), "{}", run.stderr);
    let run = theravar(&["targets", "-t", "no such tumour"], b"");
    assert_eq!(run.code, 2);
    let run = theravar(&["targets", "-o", "targets.xyz"], b"");
    assert_eq!(run.code, 2, "{}", run.stderr);
}

/// Skipped, saying so, where bcftools is not installed.
#[test]
fn bcftools_takes_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("targets.vcf");
    targets(&["-t", "MEL", "-o", path.to_str().unwrap()]);
    let run = std::process::Command::new("bcftools").arg("view").arg(&path).output();
    match run {
        Err(_) => println!("skipped: bcftools is not installed"),
        Ok(run) => {
            let stderr = String::from_utf8_lossy(&run.stderr);
            assert!(run.status.success() && stderr.is_empty(), "{stderr}");
        }
    }
}
