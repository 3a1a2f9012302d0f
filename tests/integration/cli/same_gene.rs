//! Two changes of one gene in one sample: resistance is heard before what activates the gene.

use std::io::Write;

use serde_json::Value;

use super::support::{annotate, records_vcf, rows, theravar};

/// `explain` of several changes of one sample, as JSON.
fn explain(query: &str, tumor_type: &str) -> Value {
    let run = theravar(&["explain", query, "-t", tumor_type, "-f", "json"], b"");
    assert_eq!(run.code, 0, "{query}: {}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

/// The level at which the row of `index` makes exactly `drug` work.
fn works(result: &Value, index: usize, drug: &str) -> Option<String> {
    let regimens = result["variants"][index]["therapies_sensitive"].as_array().unwrap();
    let found = regimens.iter().find(|one| one["regimen"] == drug)?;
    Some(found["level"].as_str().unwrap().to_owned())
}

fn flags(result: &Value, index: usize) -> Vec<&str> {
    let flags = result["variants"][index]["flags"].as_array().unwrap();
    flags.iter().map(|flag| flag.as_str().unwrap()).collect()
}

#[test]
fn a_resistance_change_takes_what_the_other_change_makes_work() {
    for (query, tumor, lost, kept) in [
        ("BCR::ABL1; ABL1 T315I", "CML", "Imatinib Dasatinib Nilotinib Bosutinib", "Ponatinib"),
        ("BCR::ABL1; ABL1 T315I", "CML", "Imatinib", "Asciminib"),
        ("BCR::ABL1; ABL1 V299L", "CML", "Dasatinib Imatinib", "Ponatinib"),
        ("BCR::ABL1; ABL1 E255K", "CML", "Nilotinib", "Dasatinib"),
        ("EML4::ALK; ALK G1202R", "LUAD", "Alectinib Crizotinib", "Lorlatinib"),
        ("EML4::ALK; ALK G1202R", "IMT", "Crizotinib", ""),
        ("CD74::ROS1; ROS1 G2032R", "LUAD", "Crizotinib", "Taletrectinib"),
        ("KIF5B::RET; RET G810R", "LUAD", "Selpercatinib Pralsetinib", ""),
        ("LMNA::NTRK1; NTRK1 G595R", "COADREAD", "Larotrectinib Entrectinib", "Repotrectinib"),
        ("ETV6::NTRK3; NTRK3 G623R", "SACA", "Larotrectinib Entrectinib", "Repotrectinib"),
        ("FGFR2::BICC1; FGFR2 V565F", "IHCH", "Pemigatinib", "Futibatinib"),
        ("KIT V560D; KIT T670I", "GIST", "Imatinib", ""),
        // A study of the exon of the second change, in the same tumour.
        ("KIT Exon 11 Mutation; KIT D820Y", "GIST", "Imatinib", ""),
        ("KIT W557_K558del; KIT V654A", "GIST", "Imatinib", ""),
        ("EGFR L858R; EGFR T790M", "LUAD", "Erlotinib Gefitinib Afatinib", "Osimertinib"),
        ("EGFR E746_A750del; EGFR T790M", "LUAD", "Erlotinib", "Osimertinib"),
        ("EGFR L858R; EGFR T790M", "LUAD", "Erlotinib + Ramucirumab", ""),
        ("EGFR L858R; EGFR C797S", "LUAD", "Osimertinib", "Erlotinib"),
        ("EGFR T790M; EGFR C797S", "LUAD", "Osimertinib", ""),
        ("IDH1 R132C; IDH1 S280F", "AML", "Ivosidenib", "Olutasidenib"),
        ("MET exon 14 skipping; MET D1228N", "LUAD", "Capmatinib Tepotinib", ""),
        ("FIP1L1::PDGFRA; PDGFRA T674I", "CELNOS", "Imatinib", ""),
    ] {
        let result = explain(query, tumor);
        let drugs: Vec<&str> =
            if lost.contains('+') { vec![lost] } else { lost.split(' ').collect() };
        for drug in drugs {
            assert_eq!(works(&result, 0, drug), None, "{query}, {tumor}: {drug}");
        }
        assert!(kept.is_empty() || works(&result, 0, kept).is_some(), "{query}: {kept}");
        assert!(flags(&result, 0).contains(&"overruled"), "{query}");
        assert!(!flags(&result, 1).contains(&"overruled"), "{query}");
    }
}

#[test]
fn what_was_overruled_is_told_on_both_rows_and_of_the_sample() {
    let result = explain("BCR::ABL1; ABL1 T315I", "CML");
    let [conflict] = result["conflicts"].as_array().unwrap().as_slice() else {
        panic!("{}", result["conflicts"]);
    };
    assert_eq!(conflict["sensitive_by"], "BCR::ABL1 fusion");
    assert_eq!(conflict["resistant_by"], "ABL1 T315I");
    assert_eq!(conflict["regimens"].as_array().unwrap().len(), 0);
    let overruled = conflict["overruled"].as_array().unwrap();
    let imatinib = overruled.iter().find(|one| one["regimen"] == "Imatinib").unwrap();
    assert_eq!((&imatinib["level"], &imatinib["by"]), (&"1".into(), &"CUR:ABL1-T315I".into()));
    for variant in result["variants"].as_array().unwrap() {
        let sentence = "ABL1 T315I makes fail what BCR::ABL1 fusion makes work";
        let told = variant["rationale"].as_array().unwrap();
        assert!(told.iter().any(|text| text.as_str().unwrap().contains(sentence)), "{told:?}");
    }
    // The item says so itself.
    let matches = result["variants"][0]["matches"].as_array().unwrap();
    let items = matches.iter().flat_map(|matched| matched["evidence"].as_array().unwrap());
    let label = items.clone().find(|item| item["id"] == "FDA:21588").unwrap();
    assert_eq!(label["overruled"][0]["change"], "ABL1 T315I");
    assert!(label.get("level").is_none(), "{label}");
    // What is known of both together, and off tumour of the fusion alone, stands.
    assert!(items.clone().any(|item| item["id"] == "EID639" && item["level"] == "3A"));
}

#[test]
fn what_says_nothing_of_the_other_change_takes_nothing() {
    for (query, tumor, drug) in [
        // Another gene.
        ("EGFR L858R; BRAF V600E", "LUAD", "Erlotinib"),
        ("EGFR L858R; ALK G1202R", "LUAD", "Osimertinib"),
        ("EML4::ALK; EGFR T790M", "LUAD", "Alectinib"),
        ("BRAF V600E; NRAS Q61K", "MEL", "Vemurafenib"),
        // Reports of few patients on a change that drives by itself, against a label of another one.
        ("EGFR L858R; EGFR S768I", "LUAD", "Erlotinib"),
        // Only preclinical.
        ("BCR::ABL1; ABL1 E255K", "CML", "Ponatinib"),
        // Of another tumour, and of few patients.
        ("BCR::ABL1; ABL1 E255K", "CML", "Dasatinib"),
        // Nothing is known against the drug.
        ("EML4::ALK; ALK G1202R", "LUAD", "Lorlatinib"),
        ("PIK3CA E545K; PIK3CA H1047R", "BRCA", "Alpelisib + Fulvestrant"),
        ("KRAS G12C; KRAS G12D", "LUAD", "Sotorasib"),
    ] {
        let result = explain(query, tumor);
        assert_eq!(works(&result, 0, drug).as_deref(), Some("1"), "{query}: {drug}");
    }
    // Weaker, so both stand, and both rows say so.
    let result = explain("EGFR L858R; EGFR S768I", "LUAD");
    assert!(flags(&result, 0).contains(&"conflict") && flags(&result, 1).contains(&"conflict"));
    // Off tumour the resistance is no call, and the label of the tumour has its level.
    let alone = explain("EGFR L858R", "LUAD");
    assert_eq!(works(&alone, 0, "Erlotinib").as_deref(), Some("1"));
    assert!(alone["conflicts"].as_array().unwrap().is_empty());
}

/// EGFR L858R and T790M, GRCh38, with genotypes.
fn egfr(l858r: &str, t790m: &str) -> Vec<u8> {
    let head = "##contig=<ID=7,length=159345973>\n##FORMAT=<ID=GT,Number=1,Type=String,\
        Description=\"g\">\n#CHROM";
    let text = records_vcf(&[
        &format!("7 55181378 . C T . PASS . GT:AD:DP:PS {t790m}:60,40:100:55181378"),
        &format!("7 55191822 . T G . PASS . GT:AD:DP:PS {l858r}:60,40:100:55181378"),
    ]);
    String::from_utf8(text).unwrap().replacen("#CHROM", head, 1).into_bytes()
}

#[test]
fn on_different_copies_both_stand() {
    for (l858r, t790m, is_overruled) in
        [("0/1", "0/1", true), ("0|1", "0|1", true), ("0|1", "1|0", false)]
    {
        let found = annotate(&egfr(l858r, t790m), &["-t", "LUAD"]);
        let row = found.iter().find(|row| row["protein_change"] == "L858R").unwrap();
        let erlotinib = row["therapies_sensitive"].contains("Erlotinib [1]");
        assert_eq!(erlotinib, !is_overruled, "{l858r} {t790m}: {row:?}");
        let flag = if is_overruled { "overruled" } else { "conflict" };
        assert!(row["flags"].split(';').any(|one| one == flag), "{row:?}");
    }
}

#[test]
fn a_table_of_fusions_and_a_vcf_are_one_sample() {
    let mut table = tempfile::NamedTempFile::new().unwrap();
    table.write_all(b"sample\tgeneA\tgeneB\nT\tBCR\tABL1\nU\tBCR\tABL1\n").unwrap();
    let path = table.path().to_str().unwrap();
    let t315i = "9 130872896 . C T . PASS . GT:AD:DP 0/1:60,40:100";
    let sensitive = |records: &[&str]| {
        let args = ["annotate", "-", "-a", "GRCh38", "-t", "CML", "--fusions", path];
        let run = theravar(&args, &records_vcf(records));
        assert_eq!(run.code, 0, "{}", run.stderr);
        let fusion = rows(&run.stdout).into_iter().find(|row| row["gene"] == "BCR::ABL1").unwrap();
        (fusion["therapies_sensitive"].clone(), fusion["flags"].clone())
    };
    let (with, flags) = sensitive(&[t315i]);
    assert!(!with.contains("Imatinib [1]") && with.contains("Ponatinib [1]"), "{with}");
    assert!(flags.contains("overruled"), "{flags}");
    // The same table beside a sample without the change, and beside a call that has no reads.
    let absent = "9 130872896 . C T . PASS . GT:AD:DP 0/0:100,0:100";
    for (alone, flags) in [sensitive(&[]), sensitive(&[absent])] {
        assert!(alone.contains("Imatinib [1]") && !flags.contains("overruled"), "{alone} {flags}");
    }
}
