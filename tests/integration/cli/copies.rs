//! Copies of genes and arms from VCF: fields of callers, purity and ploidy, share of the gene.

use std::collections::BTreeSet;
use std::fs;

use theravar::genome::TranscriptStore;
use theravar::model::assembly::Assembly;

use super::support::{Row, annotate, records_vcf, theravar};
use crate::shared::shared;

/// The genes of whose amplification TruSight Oncology 500 tells.
const TSO500: [&str; 59] = [
    "AKT2", "ALK", "AR", "ATM", "BRAF", "BRCA1", "BRCA2", "CCND1", "CCND3", "CCNE1", "CDK4",
    "CDK6", "CHEK1", "CHEK2", "EGFR", "ERBB2", "ERBB3", "ERCC1", "ERCC2", "ESR1", "FGF1", "FGF10",
    "FGF14", "FGF19", "FGF2", "FGF23", "FGF3", "FGF4", "FGF5", "FGF6", "FGF7", "FGF8", "FGF9",
    "FGFR1", "FGFR2", "FGFR3", "FGFR4", "JAK2", "KIT", "KRAS", "LAMP1", "MDM2", "MDM4", "MET",
    "MYC", "MYCL", "MYCN", "NRAS", "NRG1", "PDGFRA", "PDGFRB", "PIK3CA", "PIK3CB", "PTEN", "RAF1",
    "RET", "RICTOR", "RPS6KB1", "TFRC",
];

fn of<'r>(rows: &'r [Row], gene: &str) -> Option<&'r Row> {
    rows.iter().find(|row| row["gene"] == gene)
}

/// Runs on GRCh38 records of one sample, with lines of the header before them.
fn run(header: &str, records: &[&str], args: &[&str]) -> (Vec<Row>, String) {
    let text = String::from_utf8(records_vcf(records)).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    let input = format!("{first}\n{header}{rest}");
    let args = [&["annotate", "-", "-a", "GRCh38"], args].concat();
    let run = theravar(&args, input.as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    (super::support::rows(&run.stdout), run.stderr)
}

/// Genes that are amplified, each whole, by the rows of every variant.
fn amplified(input: &[u8]) -> BTreeSet<String> {
    let rows = annotate(input, &["-a", "GRCh37", "--all"]);
    let is_whole = |row: &&Row| {
        row["consequence"] == "transcript_amplification" && !row["flags"].contains("partial")
    };
    rows.iter().filter(is_whole).map(|row| row["gene"].clone()).collect()
}

/// How many coding bases of a gene lie in a stretch, and how many there are.
fn coding(gene: &str, start: u32, end: u32) -> Option<(u32, u32)> {
    let model = TranscriptStore::embedded().gene(gene, Assembly::GRCh37).first()?;
    let inside = model.cds.iter().map(|b| b.end.min(end).saturating_sub(b.start.max(start))).sum();
    Some((inside, model.cds.iter().map(|block| block.len()).sum()))
}

#[test]
fn every_gene_of_a_real_panel_is_called() {
    let Some(path) = shared("vcf/ion_tso500/oca.vcf") else { return };
    let text = fs::read_to_string(path).unwrap();
    let (mut records, mut wanted, mut unknown) = (String::new(), BTreeSet::new(), Vec::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells[4] != "<CNV>" {
            continue;
        }
        let end = cells[7].split(';').find_map(|entry| entry.strip_prefix("END=")).unwrap();
        let (start, end): (u32, u32) = (cells[1].parse().unwrap(), end.parse().unwrap());
        match coding(cells[2], start, end) {
            Some((inside, all)) if 2 * inside >= all => {
                wanted.insert(cells[2].to_owned());
            }
            Some(_) => {}
            None => unknown.push(cells[2]),
        }
        // Without its name, so that the bases alone tell.
        let (contig, info) = (cells[0], format!("SVTYPE=CNV;END={end}"));
        records += &format!("{contig}\t{start}\t.\tN\t<CNV>\t.\tPASS\t{info}\tGT:CN\t./.:20\n");
    }
    let head = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n";
    let found = amplified(format!("{head}{records}").as_bytes());
    println!("Ion OCA: {} genes, not embedded: {unknown:?}", wanted.len());
    let missed: Vec<_> = wanted.difference(&found).collect();
    assert!(wanted.len() >= 72 && missed.is_empty(), "{} of {}", missed.len(), wanted.len());
}

#[test]
fn segments_from_the_first_to_the_last_coding_base_are_of_their_gene() {
    let store = TranscriptStore::embedded();
    let (mut records, mut wanted, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for gene in TSO500 {
        let Some(model) = store.gene(gene, Assembly::GRCh37).first() else {
            unknown.push(gene);
            continue;
        };
        wanted.push(gene);
        let (start, end) = (model.cds[0].start, model.cds[model.cds.len() - 1].end);
        let contig = model.contig;
        records
            .push(format!("{contig} {start} . N <DUP> . PASS SVTYPE=CNV;END={end} GT:CN 0/1:20"));
    }
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    let found = amplified(&records_vcf(&records));
    println!("TSO500: {} genes, not embedded: {unknown:?}", wanted.len());
    let missed: Vec<_> = wanted.iter().filter(|gene| !found.contains(**gene)).collect();
    assert!(wanted.len() >= 48 && missed.is_empty(), "{} of {}", missed.len(), wanted.len());
}

#[test]
fn copies_are_read_of_every_field() {
    for (alternate, info, format) in [
        ("<CNV>", "SVTYPE=CNV", "GT:CN ./.:14"),
        ("<CNV>", "SVTYPE=CNV", "GT:TCN:MCN ./.:14:1"),
        ("<CNV>", "SVTYPE=CNV;TCN_EM=14;LCN_EM=1", "GT ./."),
        ("<DUP>", "SVTYPE=CNV", "GT:FC 0/1:7"),
        ("<DUP>", "SVTYPE=CNV", "GT:SM ./1:7"),
        ("<DUP>", "IMPRECISE;SVTYPE=DUP;FOLD_CHANGE=7;FOLD_CHANGE_LOG=2.8", "GT 0/1"),
        ("<CNV>", "SVTYPE=CNV;LOG2=2.8", "GT ./."),
        ("<CNV>", "SVTYPE=CNV;CN=14", "GT ./."),
    ] {
        let record = |alternate| {
            format!("chr17 39600000 . N {alternate} . PASS {info};END=39800000 {format}")
        };
        let (rows, errors) = run("", &[&record(alternate)], &["-t", "BRCA"]);
        let row = of(&rows, "ERBB2").unwrap_or_else(|| panic!("{info} {format}: {errors}"));
        assert_eq!(row["highest_sensitive_level"], "1", "{info} {format}");
        // Lengths of a repeat are no copies.
        let (rows, _) = run("", &[&record("<CNV:TR>")], &["-t", "BRCA"]);
        assert!(rows.is_empty(), "{rows:?}");
    }
}

#[test]
fn ratios_need_the_purity() {
    let gain = "chr17 39600000 . N <DUP> . PASS SVTYPE=CNV;END=39800000 GT:FC 0/1:2.6";
    let (rows, errors) = run("", &[gain], &["-t", "BRCA"]);
    assert!(rows.is_empty() && errors.contains("--purity"), "{errors}");
    for (header, args) in [
        ("", &["--purity", "0.4"][..]),
        ("##EstimatedTumorPurity=0.4\n", &[]),
        ("##purity=0.9\n", &["--purity", "0.4"]),
    ] {
        let (rows, errors) = run(header, &[gain], &[&["-t", "BRCA"], args].concat());
        assert!(of(&rows, "ERBB2").is_some() && !errors.contains("--purity"), "{header} {args:?}");
    }
    let (_, errors) = run("", &["chr17 39600000 . N <CNV> . PASS END=39800000 GT ./."], &[]);
    assert!(errors.contains("1 segment states no number of copies"), "{errors}");
}

#[test]
fn amplification_is_relative_to_ploidy() {
    let record = |copies: u8| {
        format!("chr17 39600000 . N <CNV> . PASS SVTYPE=CNV;END=39800000 GT:CN ./.:{copies}")
    };
    for (header, args, copies, want) in [
        ("", &[][..], 8, true),
        ("##OverallPloidy=4\n", &[], 8, false),
        ("", &["--ploidy", "4"], 8, false),
        ("", &["--ploidy", "4"], 14, true),
        ("##OverallPloidy=4\n", &["--ploidy", "2"], 8, true),
    ] {
        let (rows, _) = run(header, &[&record(copies)], &[&["-t", "BRCA"], args].concat());
        assert_eq!(of(&rows, "ERBB2").is_some(), want, "{header} {args:?} {copies}");
    }
}

#[test]
fn a_gained_arm_amplifies_no_gene() {
    let arm = "chr17 25000000 . N <CNV> . PASS SVTYPE=CNV;END=83000000 GT:CN ./.:7";
    let (rows, _) = run("", &[arm], &["-t", "BRCA"]);
    let row = of(&rows, "ERBB2").unwrap();
    assert_eq!((row["flags"].as_str(), row["highest_sensitive_level"].as_str()), ("arm_level", ""));
    let part = "chr17 38000000 . N <CNV> . PASS SVTYPE=CNV;END=42000000 GT:CN ./.:7";
    let (rows, _) = run("", &[part], &["-t", "BRCA"]);
    assert_eq!(of(&rows, "ERBB2").unwrap()["highest_sensitive_level"], "1");
}

#[test]
fn parts_of_a_gene_are_added_up() {
    let first = "chr17 39690000 . N <CNV> . PASS SVTYPE=CNV;END=39712000 GT:CN ./.:12";
    let second = "chr17 39712001 . N <CNV> . PASS SVTYPE=CNV;END=39718000 GT:CN ./.:10";
    let (rows, _) = run("", &[first], &["-t", "BRCA"]);
    let row = of(&rows, "ERBB2").unwrap();
    assert_eq!((row["flags"].as_str(), row["highest_sensitive_level"].as_str()), ("partial", ""));
    let (rows, _) = run("", &[first, second], &["-t", "BRCA"]);
    assert_eq!(rows.iter().filter(|row| row["gene"] == "ERBB2").count(), 1, "{rows:?}");
    assert_eq!(of(&rows, "ERBB2").unwrap()["highest_sensitive_level"], "1");
    // What the record names is meant.
    let named = second.replace(" . N <CNV>", " ERBB2 N <CNV>");
    let (rows, _) = run("", &[&named], &["-t", "BRCA"]);
    assert_eq!(of(&rows, "ERBB2").unwrap()["highest_sensitive_level"], "1");
}

#[test]
fn an_allele_without_copies_makes_the_other_change_biallelic() {
    let stop = "chr17 7675088 . C T . PASS . GT:AD 0/1:20,180";
    for (record, want) in [
        ("chr17 1000000 . N <CNV> . PASS SVTYPE=CNV;END=20000000 GT:CN:MCN 0/1:2:0", true),
        ("chr17 1000000 . N <CNV> . PASS SVTYPE=CNV;END=20000000;TCN_EM=3;LCN_EM=0 GT 0/1", true),
        ("chr17 1000000 . N <DEL>,<DUP> . PASS SVTYPE=CNV;END=20000000 GT:CN:MCN 1/2:2:0", true),
        ("chr17 1000000 . N <CNV> . PASS SVTYPE=CNV;END=20000000 GT:CN:MCN 0/1:2:1", false),
        ("chr17 1000000 . N <CNV> . PASS SVTYPE=CNV;END=20000000 GT:CN 0/1:2", false),
    ] {
        let (rows, _) = run("", &[record, stop], &["-t", "BRCA"]);
        let is_biallelic = of(&rows, "TP53").unwrap()["flags"].contains("biallelic");
        assert_eq!(is_biallelic, want, "{record}");
    }
}

#[test]
fn a_genotype_of_two_deletions_loses_the_gene() {
    let record = |genotype: &str| {
        format!("chr9 21700000 . N <DEL> . PASS SVTYPE=DEL;END=22100000 GT {genotype}")
    };
    let is_deleted = |genotype: &str| {
        let (rows, _) = run("", &[&record(genotype)], &["-t", "PAAD"]);
        rows.iter().any(|row| row["biomarkers"].contains("MTAP Deletion"))
    };
    assert!(is_deleted("1/1") && is_deleted("1|1"));
    assert!(!is_deleted("0/1") && !is_deleted("1"));
}

#[test]
fn purity_and_ploidy_stand_in_the_result_with_what_states_them() {
    let header = "##fileformat=VCFv4.2\n##purity=0.55\n##ploidy=3.1\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n";
    let bare = header.replace("##purity=0.55\n##ploidy=3.1\n", "");
    for (text, options, want) in [
        (header, &[][..], [Some("0.55 (by the header)"), Some("3.1 (by the header)")]),
        (header, &["--purity", "0.4"], [Some("0.4 (by the option)"), Some("3.1 (by the header)")]),
        (&bare, &["--ploidy", "4"], [None, Some("4 (by the option)")]),
        (&bare, &[], [None, None]),
    ] {
        let run = |format| {
            let args = ["annotate", "-", "-a", "GRCh38", "-f", format];
            theravar(&[&args, options].concat(), text.as_bytes()).stdout
        };
        let (tsv, json) = (run("tsv"), run("json"));
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        for (key, want) in ["purity", "ploidy"].into_iter().zip(want) {
            let line = tsv.lines().find_map(|line| line.strip_prefix(&format!("## {key}: ")));
            assert_eq!(line, want, "{key} {options:?}");
            let told = &json["quality"]["settings"][key];
            let told = told
                .as_object()
                .map(|told| format!("{} (by the {})", told["value"], told["by"].as_str().unwrap()));
            assert_eq!(told.as_deref(), want, "{key} {options:?}");
        }
    }
}

#[test]
fn the_loss_of_an_arm_says_in_which_tumor_it_means_something() {
    let record = "5 60000000 a N <DEL> . PASS SVTYPE=DEL;END=170000000 GT:PR:SR 0/1:20,10:20,8";
    for (tumor, level, flags) in
        [(&[][..], "1", "conditional"), (&["-t", "MDS"], "1", ""), (&["-t", "LUAD"], "", "")]
    {
        let rows = annotate(&records_vcf(&[record]), &[&["-a", "GRCh38"], tumor].concat());
        let row = rows.iter().find(|row| row["gene"] == "5q").unwrap();
        assert_eq!((&*row["highest_level"], &*row["flags"]), (level, flags), "{tumor:?}");
    }
}
