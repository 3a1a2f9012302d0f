use crate::curate::fda::biomarker::{Part, statement};
use crate::curate::fda::*;
use crate::knowledge::profile;

#[test]
fn biomarkers_become_profiles() {
    for (text, want, origin) in [
        ("BRAF p.V600E [Somatic Variant]", "BRAF V600E", "Somatic"),
        ("EGFR Exon 19 (Deletion) [Somatic Variant]", "EGFR Exon 19 Deletion", "Somatic"),
        ("MET Exon 14 (Splice Site) [Somatic Variant]", "MET Exon 14 Skipping Mutation", "Somatic"),
        ("v::ALK [Rearrangement]", "v::ALK Fusion", ""),
        ("t(KMT2A;v) [Rearrangement]", "KMT2A::v Fusion", ""),
        ("t(15;17) [Rearrangement]", "PML::RARA Fusion", ""),
        ("PDGFRB rearrangements [Rearrangement]", "PDGFRB Rearrangement", ""),
        ("BRCA1 pathogenic variants [Germline Variant]", "BRCA1 Loss-of-function", "Germline"),
        ("RET oncogenic variants [Somatic Variant]", "RET Activating Mutation", "Somatic"),
        (
            "HER2-negative [Protein expression] & PIK3CA somatic variants [Somatic Variant]",
            "ERBB2 Negative Expression AND PIK3CA Mutation",
            "Somatic",
        ),
        ("Wild type KRAS [Wild type]", "KRAS Wildtype", ""),
        ("NOT KIT p.D816V [Somatic Variant]", "NOT KIT D816V", "Somatic"),
        ("NOT 17p deletion [Copy Number (arm level)]", "NOT 17p Deletion", ""),
        ("TMB-H (>= 10 mutations / Mb) [Tumor mutational burden]", "TMB High", ""),
        ("dMMR [Mismatch Repair]", "dMMR", ""),
        ("PD-L1 (CPS) >= 10 [Protein expression]", "CD274 CPS >= 10 Expression", ""),
        ("CLDN18.2 >= 75% [Protein expression]", "CLDN18 CLDN18.2 >= 75% Expression", ""),
        ("CD20 + [Protein expression]", "MS4A1 Positive Expression", ""),
        ("PTEN nonsense variants [Somatic Variant]", "PTEN Truncating Mutation", "Somatic"),
        ("NPM1 p.W288Cfs*12 [Somatic Variant]", "NPM1 W288Cfs*12", "Somatic"),
        (
            "ERBB2 TKD activating variants [Somatic Variant]",
            "ERBB2 Kinase Domain Mutation AND ERBB2 Activating Mutation",
            "Somatic",
        ),
    ] {
        let parts: Vec<_> = text.split(" & ").map(Part::Source).collect();
        let got = statement(&parts).unwrap();
        assert_eq!((got.profile.as_str(), got.origin), (want, origin), "{text}");
        assert!(profile::parse(want).is_ok(), "{want}");
    }
    let put = |new, was| Part::Profile { new, was };
    let was = "BRAF p.V600E [Somatic Variant]";
    let both =
        [put("( BRAF V600 OR v::BRAF Fusion )", was), Part::Source("dMMR [Mismatch Repair]")];
    let got = statement(&both).unwrap();
    assert_eq!(got.profile, "( BRAF V600 OR v::BRAF Fusion ) AND dMMR");
    assert_eq!(got.origin, "Somatic");
    let got = statement(&both[..1]).unwrap();
    assert_eq!(got.profile, "BRAF V600 OR v::BRAF Fusion");
    let got = statement(&[put("BRAF V600 [Germline Variant]", was)]).unwrap();
    assert_eq!((got.profile.as_str(), got.origin), ("BRAF V600", "Germline"));
    for text in [
        "BRAF p.V600E",
        "BRAF unusual [Somatic Variant]",
        "x [Smell]",
        "HER3+ [Protein expression]",
    ] {
        assert!(statement(&[Part::Source(text)]).is_err(), "{text}");
    }
}

#[test]
fn rows_merge_and_bad_rows_are_reported_together() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("labels.tsv");
    let header = "drug_generic\tdrug_brand\tfda_application\tlabel_date\tinitial_approval\t\
        biomarkers\tdisease\tdisease_code\tregimen\n";
    let row = |approved: &str, biomarker: &str, code: &str| {
        format!("d\tBrand\t1\t2024-01-01\t{approved}\t{biomarker}\tMelanoma\t{code}\tA + B\n")
    };
    let braf = "BRAF p.V600E [Somatic Variant]";
    let text = [header, &row("2020", braf, "oncotree:MEL"), &row("2021", braf, "oncotree:MEL")];
    std::fs::write(&path, text.concat()).unwrap();
    let table = import(&path).unwrap();
    let rows: Vec<_> = table.lines().filter(|line| line.contains("\tFDA:1\t")).collect();
    assert_eq!(
        rows,
        ["BRAF\tBRAF V600E\tFDA:1\tFDA\tMelanoma\tONCOTREE:MEL\tA;B\tCombination\tSupports\t\
          Sensitivity/Response\tlabel\tFDA:1 (Brand, label 2024-01-01)\t\tfalse\tSomatic"]
    );

    // An indication approved after the label at hand.
    std::fs::write(&path, [header, &row("2025-02-03", braf, "oncotree:MEL")].concat()).unwrap();
    assert!(import(&path).unwrap().contains("\tFDA:1 (Brand, label 2025-02-03)\t"));

    let text = [
        header,
        &row("2020", "BRAF odd [Somatic Variant]", "oncotree:MEL"),
        &row("2021", braf, "MEL"),
    ];
    std::fs::write(&path, text.concat()).unwrap();
    let message = import(&path).unwrap_err().to_string();
    assert!(message.contains("2 bad rows"), "{message}");
    assert!(message.contains(":2: biomarker \"BRAF odd [Somatic Variant]\""), "{message}");
    assert!(message.contains(":3: disease_code \"MEL\""), "{message}");
}
