//! `genotype` at curated targets, and in regions.

use std::fs;

use super::container::assert_row;
use super::sample::{KRAS, KRAS_G12D, L858R, across, over, sample};
use crate::cli::support::{Row, rows};

#[test]
fn targets_of_a_tumour_type_are_those_that_are_listed() {
    let files = sample(&over(L858R, 500, 10), &[]);
    for tumor in [&["-t", "LUAD"][..], &[]] {
        let list = [&["-a", "GRCh37", "-f", "vcf", "-o", ":list.vcf", "-q"], tumor].concat();
        assert_eq!(files.run_on("targets", &list).code, 0);
        let of_list = files.run(&["--bam", ":x.bam", "--targets", ":list.vcf"]);
        let curated = files.run(&[&["--bam", ":x.bam"], tumor].concat());
        assert_eq!(curated.code, 0, "{}", curated.stderr);
        let curated = rows(&curated.stdout);
        assert!(curated.len() > 300);
        assert_eq!(curated, rows(&of_list.stdout));
        let found: Vec<&Row> = curated.iter().filter(|row| row["status"] == "DETECTED").collect();
        assert_eq!(found.len(), 1);
        assert!(found[0]["target"].contains("EGFR L858R"), "{found:?}");
        assert_row(found[0], &[("usable", "500"), ("support", "10"), ("vaf", "0.02")]);
    }
}

#[test]
fn regions_choose_curated_targets_and_others_have_their_depth() {
    let exon = KRAS[1];
    let mut lines = [over(KRAS_G12D, 60, 3), across("12", exon, 40)].concat();
    // Ten of them end before the region does.
    let short: Vec<_> = across("12", (exon.0, exon.0 + 30), 10)
        .into_iter()
        .map(|mut line| {
            line.name.push('s');
            line
        })
        .collect();
    lines.extend(short);
    let files = sample(&lines, &[]);
    // The bases of codon 12 to 13, and an exon's start without a target.
    let bed = format!(
        "12\t25398281\t25398287\tKRAS\n12\t{}\t{}\n7\t100\t110\n",
        exon.0 + 20,
        exon.0 + 60
    );
    fs::write(files.path("r.bed"), bed).unwrap();
    let run = files.run(&["--bam", ":x.bam", "--targets", ":r.bed", "-t", "COAD"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let all = rows(&run.stdout);
    let (regions, targets): (Vec<&Row>, Vec<&Row>) =
        all.iter().partition(|row| row["kind"] == "region");
    assert!(targets.len() > 5 && targets.iter().all(|row| row["target"].contains("KRAS G1")));
    assert_eq!(regions.len(), 2, "{regions:?}");
    let of = |chrom: &str| regions.iter().find(|row| row["chrom"] == chrom).unwrap();
    assert_row(of("7"), &[("usable", "0"), ("lod", ""), ("status", "")]);
    // Fifty up to base 50 of the exon, and forty beyond it.
    assert_row(of("12"), &[("usable", "40"), ("unit", "fragment"), ("status", "")]);
    assert!(of("12")["reason"].contains("40 to 50 fragments"), "{regions:?}");
    let run = files.run(&["--bam", ":x.bam", "--targets", ":r.bed", "-f", "json"]);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(document["regions"].as_array().unwrap().len(), 2);
}

#[test]
fn mates_over_one_base_are_one_fragment_of_depth() {
    let mut lines = across("12", KRAS[1], 10);
    let mates: Vec<_> = lines.iter().map(|line| line.clone().flag(147)).collect();
    lines.iter_mut().for_each(|line| line.flag = 99);
    lines.extend(mates);
    let files = sample(&lines, &[]);
    fs::write(files.path("r.bed"), format!("12\t{}\t{}\n", KRAS[1].0, KRAS[1].0 + 9)).unwrap();
    let count = |more: &[&str]| {
        let run =
            files.run(&[&["--bam", ":x.bam", "--targets", ":r.bed", "-t", "MEL"], more].concat());
        rows(&run.stdout)[0]["usable"].clone()
    };
    assert_eq!(count(&[]), "10");
    assert_eq!(count(&["--unit", "read"]), "20");
    assert_eq!(count(&["--min-base-quality", "36"]), "0");
    assert_eq!(count(&["--min-mapping-quality", "61"]), "0");
}

#[test]
fn a_list_of_alleles_is_no_choice_of_curated_ones() {
    let files = sample(&over(L858R, 5, 0), &[]);
    let run = files.run(&["--bam", ":x.bam", "--targets", ":x.vcf", "-t", "LUAD"]);
    assert_eq!(run.code, 3, "a list without alleles: {}", run.stderr);
    fs::write(files.path("t.vcf"), "#CHROM\tPOS\tID\tREF\tALT\n7\t55259515\t.\tT\tG\n").unwrap();
    let run = files.run(&["--bam", ":x.bam", "--targets", ":t.vcf", "-t", "LUAD"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("leave one out"), "{}", run.stderr);
}
