//! What a tumour type and stated facts do to the levels of a named change.

use std::sync::LazyLock;

use theravar::model::finding::{Finding, Flag};
use theravar::model::side::Side;
use theravar::model::stated_fact::StatedFact;
use theravar::pipeline::explain::{Options, run};
use theravar::sample::knowledge::Knowledge;

fn explained(query: &str, tumor: &str, facts: &[&str]) -> Vec<Finding<'static>> {
    let facts = facts.iter().map(|fact| StatedFact::parse(fact).unwrap()).collect();
    static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::embedded);
    run(
        &Options {
            query: query.to_owned(),
            tumor_type: Some(tumor.to_owned()),
            facts,
            assembly: None,
        },
        &KNOWLEDGE,
    )
    .unwrap()
    .findings
}

/// The level of a regimen, and whether it holds on a condition: `1`, `1 if`, `none`.
fn level(findings: &[Finding], side: Side, regimen: &str) -> String {
    let sides = findings.iter().flat_map(|finding| finding.conclusions.regimens.sides());
    let own = sides.filter(|(own, _)| *own == side).flat_map(|(_, regimens)| regimens);
    let found = own.filter(|ranked| ranked.name == regimen).min_by_key(|ranked| ranked.level);
    match found {
        None => "none".to_owned(),
        Some(ranked) if ranked.conditions.is_empty() => ranked.level.to_string(),
        Some(ranked) => format!("{} if", ranked.level),
    }
}

#[test]
fn a_broader_type_keeps_the_level_on_a_condition() {
    use Side::{Resistant, Sensitive};
    for (query, tumor, side, regimen, want) in [
        ("EGFR L858R", "LUAD", Sensitive, "Osimertinib", "1"),
        ("EGFR L858R", "NSCLC", Sensitive, "Osimertinib", "1"),
        ("EGFR L858R", "Lung Cancer", Sensitive, "Osimertinib", "1 if"),
        ("EGFR L858R", "SCLC", Sensitive, "Osimertinib", "3B"),
        ("EGFR L858R", "AML", Sensitive, "Osimertinib", "none"),
        ("EGFR T790M", "Lung Cancer", Resistant, "Erlotinib", "R1 if"),
        ("EGFR T790M", "NSCLC", Resistant, "Erlotinib", "R1"),
        ("EGFR T790M", "SCLC", Resistant, "Erlotinib", "none"),
    ] {
        let findings = explained(query, tumor, &[]);
        assert_eq!(level(&findings, side, regimen), want, "{query} in {tumor}");
        let is_flagged = findings.iter().any(|f| f.flags.contains(&Flag::Conditional));
        assert!(is_flagged || !want.ends_with("if"), "{query} in {tumor}");
    }
    let findings = explained("EGFR L858R", "Lung Cancer", &[]);
    let sentence = "the tumor type given is broader than";
    assert!(findings[0].rationale.iter().any(|text| text.starts_with(sentence)));
}

#[test]
fn a_biomarker_makes_the_type_that_it_defines() {
    for (query, tumor, regimen, want) in [
        ("ERBB2 Amplification", "BRCA", "Trastuzumab", ["1", "2"]),
        ("ERBB2 Amplification", "IDC", "Trastuzumab", ["1", "2"]),
        ("ERBB2 Amplification", "SARCNOS", "Trastuzumab", ["3B", "3B"]),
        ("PML::RARA Fusion", "AML", "Arsenic Trioxide", ["1", "1"]),
        ("PML::RARA Fusion", "CML", "Arsenic Trioxide", ["3B", "3B"]),
    ] {
        let findings = explained(query, tumor, &[]);
        let got = level(&findings, Side::Sensitive, regimen);
        assert!(want.contains(&got.as_str()), "{query} in {tumor}: {got}");
    }
}

#[test]
fn facts_and_the_type_itself_settle_conditions() {
    let regimen = "Capivasertib + Fulvestrant";
    for (tumor, facts, want) in [
        ("BRCA", &[][..], "1 if"),
        ("BRCA", &["HER2=negative"], "1 if"),
        ("BRCA", &["HER2=negative", "ER=positive"], "1"),
        ("BRCA", &["her2=low", "pr=POSITIVE"], "1"),
        // The trials and labels are of tumours with receptors and without HER2.
        ("BRCA", &["HER2=positive", "ER=positive"], "none"),
        ("BRCA", &["HER2=negative", "ER=negative", "PR=negative"], "none"),
        ("HR+/HER2- breast cancer", &[], "1"),
        ("HER2- breast cancer", &["ER=positive"], "1"),
        ("TNBC", &[], "none"),
        ("HER2+ breast cancer", &[], "none"),
        ("LUAD", &["HER2=negative", "ER=positive"], "3B"),
    ] {
        let findings = explained("PIK3CA H1047R", tumor, facts);
        let got = level(&findings, Side::Sensitive, regimen);
        assert_eq!(got, want, "{tumor} {facts:?}");
    }
}

#[test]
fn labels_of_inherited_changes_mean_these_however_they_are_found() {
    for (query, tumor, regimen, want) in [
        // FDA:208558 and FDA:215383 name germline changes; of ovary and prostate, somatic ones too.
        ("germline BRCA2 deletion", "PAAD", "Olaparib", "1"),
        ("BRCA2 deletion", "PAAD", "Olaparib", "1 if"),
        ("somatic BRCA2 deletion", "PAAD", "Olaparib", "3B"),
        ("somatic BRCA2 loss of function", "PAAD", "Olaparib", "3B"),
        ("germline VHL deletion", "CCRCC", "Belzutifan", "1"),
        ("somatic VHL deletion", "CCRCC", "Belzutifan", "none"),
        ("somatic VHL S65*", "CCRCC", "Belzutifan", "none"),
        ("BRCA1 frameshift", "OVT", "Rucaparib", "1"),
        ("somatic BRCA1 frameshift", "OVT", "Rucaparib", "1"),
    ] {
        let findings = explained(query, tumor, &[]);
        assert_eq!(level(&findings, Side::Sensitive, regimen), want, "{query} in {tumor}");
    }
}

#[test]
fn what_is_stated_otherwise_takes_the_level() {
    for (query, tumor, facts, regimen, want) in [
        ("ERBB2 amplification", "BRCA", &[][..], "Trastuzumab", "1"),
        ("ERBB2 amplification", "BRCA", &["HER2=positive"], "Trastuzumab", "1"),
        ("ERBB2 amplification", "BRCA", &["HER2=2+"], "Trastuzumab", "1"),
        ("ERBB2 amplification", "BRCA", &["HER2=negative"], "Trastuzumab", "none"),
        ("ERBB2 amplification", "TNBC", &[], "Trastuzumab", "none"),
        ("MSI-H", "COAD", &["MSI=high"], "Pembrolizumab", "1"),
        ("MSI-H", "COAD", &["MSI=stable"], "Pembrolizumab", "none"),
        ("TMB-H", "LUAD", &["TMB=3"], "Pembrolizumab", "none"),
        // Of another thing.
        ("TMB-H", "LUAD", &["MSI=stable"], "Pembrolizumab", "1"),
    ] {
        let findings = explained(query, tumor, facts);
        assert_eq!(level(&findings, Side::Sensitive, regimen), want, "{query} {tumor} {facts:?}");
        let is_told = |text: &String| text.contains("the opposite is stated of the sample");
        let told = findings.iter().any(|finding| finding.rationale.iter().any(is_told));
        assert_eq!(told, want == "none", "{query} {tumor} {facts:?}");
    }
}

#[test]
fn kinds_of_a_disease_agree_and_standing_resistance_outweighs() {
    use Side::{Resistant, Sensitive};
    for (query, tumor, side, regimen, want) in [
        // A small study of melanoma, and a report of mucosal melanoma.
        ("KIT K642E", "SKCM", Sensitive, "Imatinib", "3A"),
        ("KIT K642E", "MEL", Sensitive, "Imatinib", "3A"),
        // A phase 2 benefit that phase 3 did not see: nor is that a resistance to either drug.
        ("KRAS G12D", "LUAD", Sensitive, "Docetaxel + Selumetinib", "none"),
        ("KRAS G12D", "LUAD", Resistant, "Docetaxel + Selumetinib", "none"),
        ("EGFR V769_D770insASV", "LUAD", Sensitive, "Gefitinib", "none"),
        // The trial was of grade 2.
        ("IDH1 R132H", "GB", Sensitive, "Vorasidenib", "3B"),
        ("IDH1 R132H", "ASTR", Sensitive, "Vorasidenib", "1"),
        ("BRCA1 Q1756fs", "Fallopian tube carcinoma", Sensitive, "Olaparib", "1"),
        ("BRCA1 Q1756fs", "Primary peritoneal carcinoma", Sensitive, "Olaparib", "1"),
    ] {
        let got = level(&explained(query, tumor, &[]), side, regimen);
        assert_eq!(got.trim_end_matches(" if"), want, "{query} in {tumor}: {regimen}");
    }
}

#[test]
fn a_stated_inherited_change_settles_a_label_on_inherited_changes() {
    for (query, tumor, facts, regimen, want) in [
        ("VHL R161*", "HMBL", &[][..], "Belzutifan", "1 if"),
        ("VHL R161*", "HMBL", &["germline=VHL:p.R161*"], "Belzutifan", "1"),
        ("VHL R161*", "HMBL", &["germline=VHL:p.(Arg161Ter)"], "Belzutifan", "1"),
        ("VHL R161*", "HMBL", &["germline=VHL"], "Belzutifan", "1"),
        ("VHL R161*", "HMBL", &["germline=VHL:p.R167Q"], "Belzutifan", "1 if"),
        ("BRCA2 S1982fs", "PAAD", &["germline=BRCA1"], "Olaparib", "1 if"),
        ("BRCA2 S1982fs", "PAAD", &["germline=BRCA2"], "Olaparib", "1"),
    ] {
        let findings = explained(query, tumor, facts);
        let got = level(&findings, Side::Sensitive, regimen);
        assert_eq!(got, want, "{query} in {tumor} {facts:?}");
    }
}
