use crate::model::arm::ChromosomeArm;
use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::model::profile::{Component, CopyNumberClass, RegionClass, Signature};
use crate::model::protein_change::{ProteinChange, Residue};

fn component(gene: &str, alteration: Alteration) -> Profile {
    Profile::Component(Component { gene: gene.to_owned(), alteration })
}

fn protein(gene: &str, change: &str) -> Profile {
    component(gene, Alteration::Protein(ProteinChange::parse(change).unwrap()))
}

fn fusion(five_prime: Partner, three_prime: Partner) -> Profile {
    let gene = match (&five_prime, &three_prime) {
        (Partner::Gene(gene, _), _) | (_, Partner::Gene(gene, _)) => gene.clone(),
        _ => String::new(),
    };
    component(&gene, Alteration::Fusion(five_prime, three_prime))
}

fn gene(symbol: &str) -> Partner {
    Partner::Gene(symbol.to_owned(), None)
}

fn residue(text: &str) -> Residue {
    Residue::parse(text).unwrap()
}

#[test]
fn logic_and_precedence() {
    let a = || protein("BRAF", "V600E");
    let b = || component("MET", Alteration::CopyNumber(CopyNumberClass::Amplification));
    let c = || component("KRAS", Alteration::Mutation);
    let not = |profile| Profile::Not(Box::new(profile));
    for (text, want) in [
        ("BRAF V600E", a()),
        ("( BRAF V600E )", a()),
        (
            "BRAF V600E OR MET Amplification AND KRAS Mutation",
            Profile::Or(vec![a(), Profile::And(vec![b(), c()])]),
        ),
        (
            "(BRAF V600E OR MET Amplification) AND KRAS Mutation",
            Profile::And(vec![Profile::Or(vec![a(), b()]), c()]),
        ),
        ("MET Amplification AND NOT KRAS Mutation", Profile::And(vec![b(), not(c())])),
        ("NOT (BRAF V600E OR KRAS Mutation)", not(Profile::Or(vec![a(), c()]))),
        ("NOT KIT D816V", not(protein("KIT", "D816V"))),
        (
            "VHL P81S (c.241C>T) and L188V (c.562C>G)",
            Profile::And(vec![protein("VHL", "P81S"), protein("VHL", "L188V")]),
        ),
        (
            "VHL R167Q(c.500G>A) and c.464-94T>A",
            Profile::And(vec![
                protein("VHL", "R167Q"),
                component("VHL", Alteration::Coding("c.464-94T>A".into())),
            ]),
        ),
    ] {
        assert_eq!(parse(text), Ok(want), "{text}");
    }
}

#[test]
fn broken_structure() {
    for text in [
        "",
        "KRAS",
        "V600E",
        "KRAS G12C AND",
        "OR KRAS G12C",
        "( KRAS G12C",
        "KRAS G12C )",
        "KRAS G12C ( AND",
        "NOT",
        "KRAS G12C OR OR MET Amplification",
        "K;RAS Mutation",
    ] {
        assert!(parse(text).is_err(), "{text}: {:?}", parse(text));
    }
    assert_eq!(
        parse("( KRAS G12C").unwrap_err().to_string(),
        "molecular profile \"( KRAS G12C\": a parenthesis is not closed"
    );
}

#[test]
fn fusions() {
    let exon = |symbol: &str, exon| Partner::Gene(symbol.to_owned(), Some(exon));
    for (text, want) in [
        ("v::ALK Fusion", fusion(Partner::Any, gene("ALK"))),
        ("FGFR2::v", fusion(gene("FGFR2"), Partner::Any)),
        ("FGFR2::? Fusion", fusion(gene("FGFR2"), Partner::Unknown)),
        ("BCR::ABL1 Fusion", fusion(gene("BCR"), gene("ABL1"))),
        ("ABL1 BCR::ABL1", fusion(gene("BCR"), gene("ABL1"))),
        ("C19MC TTYH1::C19MC fusion", fusion(gene("TTYH1"), gene("C19MC"))),
        ("BCL2 reg_e@[IGH]::BCL2", fusion(gene("IGH"), gene("BCL2"))),
        ("EML4::ALK e20::e20", fusion(exon("EML4", 20), exon("ALK", 20))),
        ("ALK EML4::ALK e2-e20", fusion(exon("EML4", 2), exon("ALK", 20))),
        ("GOPC::ROS1 e7::e35", fusion(exon("GOPC", 7), exon("ROS1", 35))),
        (
            "ALK Fusion",
            Profile::Or(vec![fusion(gene("ALK"), Partner::Any), fusion(Partner::Any, gene("ALK"))]),
        ),
    ] {
        assert_eq!(parse(text), Ok(want), "{text}");
    }
    assert_eq!(genes(&parse("EML4::ALK Fusion AND ALK L1196M").unwrap()), ["EML4", "ALK"]);
    assert_eq!(genes(&parse("v::ALK Fusion OR TMB High").unwrap()), ["ALK"]);
}

#[test]
fn exons_and_regions() {
    let exon = |first, last, class| Alteration::Exon { first, last, class };
    let region = |name: &str, ranges: &[(u32, u32)], class| Alteration::Region {
        name: name.to_owned(),
        ranges: ranges.to_vec(),
        class,
    };
    use RegionClass::{
        Deletion, ExonLoss, Frameshift, Insertion, Missense, Mutation, Nonsense, Skipping,
    };
    for (symbol, text, want) in [
        ("EGFR", "Exon 19 Deletion", exon(19, 19, Deletion)),
        ("EGFR", "Exon 19 del", exon(19, 19, Deletion)),
        ("EGFR", "Exon 4 Deletion", exon(4, 4, ExonLoss)),
        ("EGFR", "VIII", exon(2, 7, ExonLoss)),
        ("EGFR", "EGFRVIII", exon(2, 7, ExonLoss)),
        ("EGFR", "Exon 20 Insertion", exon(20, 20, Insertion)),
        ("MET", "Exon 14 Skipping Mutation", exon(14, 14, Skipping)),
        ("EGFR", "Exon 18-21 Mutation", exon(18, 21, Mutation)),
        ("EGFR", "Exon 18-21", exon(18, 21, Mutation)),
        ("ALK", "Exon 4-11 Deletion", exon(4, 11, ExonLoss)),
        ("KIT", "Exon 11 Mutation", exon(11, 11, Mutation)),
        ("CALR", "EXON 9 FRAMESHIFT", exon(9, 9, Frameshift)),
        ("KIT", "Exon 17 Missense Mutation", exon(17, 17, Missense)),
        ("RB1", "Exon 2 Nonsense Mutation", exon(2, 2, Nonsense)),
        ("EGFR", "729-761 Missense", region("729-761 Missense", &[(729, 761)], Missense)),
        ("KIT", "550-592 Frameshift", region("550-592 Frameshift", &[(550, 592)], Frameshift)),
        ("FLT3", "TKD MUTATION", region("TKD MUTATION", &[(610, 943)], Mutation)),
        (
            "ERBB2",
            "Kinase Domain Mutation",
            region("Kinase Domain Mutation", &[(720, 987)], Mutation),
        ),
        (
            "TP53",
            "DNA Binding Domain Mutation",
            region("DNA Binding Domain Mutation", &[(102, 292)], Mutation),
        ),
        ("ABL1", "P-Loop Mutation", region("P-Loop Mutation", &[(248, 256)], Mutation)),
        ("PML", "B2 DOMAIN MUTATION", region("B2 DOMAIN MUTATION", &[], Mutation)),
        ("CEBPA", "N-TERMINAL FRAME SHIFT", region("N-TERMINAL FRAME SHIFT", &[], Frameshift)),
        ("BRAF", "intron 9 rearrangement", Alteration::Rearrangement(Some(9))),
    ] {
        assert_eq!(parse(&format!("{symbol} {text}")), Ok(component(symbol, want)), "{text}");
    }
}

#[test]
fn small_changes() {
    let coding = |text: &str| Alteration::Coding(text.to_owned());
    for (symbol, text, want) in [
        ("BRAF", "V600", Alteration::Codon(residue("V600"))),
        ("ERBB2", "S310F/Y", Alteration::CodonTo(residue("S310"), vec![b'F', b'Y'])),
        ("BRAF", "Non-V600", Alteration::MutationOutside(vec![residue("V600")])),
        ("JAK2", "Splice Site (c.1641+2T>G)", coding("c.1641+2T>G")),
        ("ATM", "c.7089+1del", coding("c.7089+1del")),
        ("ATM", "c.7515+1_2del", coding("c.7515+1_7515+2del")),
        ("ATM", "c.7515+1_7515+2del", coding("c.7515+1_7515+2del")),
        ("ATM", "c.7515-1_7516del", coding("c.7515-1_7516del")),
        ("CHEK2", "1100DELC", coding("c.1100del")),
        ("FLCN", "c.1285dupC", coding("c.1285dup")),
        ("VHL", "Null (c.474_476delGAAinsC)", coding("c.474_476delinsC")),
        ("VHL", "c.128-?_250+?", coding("c.128-?_250+?")),
        ("NF2", "c.1396C>T", coding("c.1396C>T")),
        (
            "VHL",
            "106insR (c.316insGCC)",
            Alteration::Protein(ProteinChange::parse("106insR").unwrap()),
        ),
        ("TERT", "Promoter Mutation", Alteration::Promoter(None)),
        ("TERT", "C228T", Alteration::Promoter(Some("C228T".into()))),
        ("PRPS1", "PRPS1 MUTATION", Alteration::Mutation),
        ("SLCO1B1", "RS4149056", Alteration::DbSnp("RS4149056".into())),
        ("KIT", "rs17084733", Alteration::DbSnp("RS17084733".into())),
        ("DPYD", "DPYD*2A HOMOZYGOSITY", Alteration::Haplotype("DPYD*2A HOMOZYGOSITY".into())),
        ("UGT1A1", "UGT1A1*28", Alteration::Haplotype("UGT1A1*28".into())),
        ("FGFR1", "Internal Duplication", Alteration::InternalTandemDuplication),
    ] {
        assert_eq!(parse(&format!("{symbol} {text}")), Ok(component(symbol, want)), "{text}");
    }
    for (text, want) in [
        ("VHL R200W (c.598C>T)", protein("VHL", "R200W")),
        ("CHEK2 R474C c.1420C>T", protein("CHEK2", "R474C")),
        ("SDHB p.193_196dupSTSC (c.577_588dupAGCACCAGCTGC)", protein("SDHB", "S193_C196dup")),
        (
            "KRAS G12/G13",
            Profile::Or(vec![
                component("KRAS", Alteration::Codon(residue("G12"))),
                component("KRAS", Alteration::Codon(residue("G13"))),
            ]),
        ),
    ] {
        assert_eq!(parse(text), Ok(want), "{text}");
    }
}

#[test]
fn what_dna_does_not_decide() {
    let signature = |s| component("", Alteration::Signature(s));
    let deletion = |arm, whole| {
        let arm = ChromosomeArm::parse(arm).unwrap();
        component("", Alteration::ArmDeletion { arm, whole })
    };
    for (text, want) in [
        ("MSI High", signature(Signature::MsiHigh)),
        ("TMB High", signature(Signature::TmbHigh)),
        ("dMMR", signature(Signature::MismatchRepairDeficient)),
        ("HRD", signature(Signature::HomologousRecombinationDeficient)),
        ("CK High", component("", Alteration::Other("CK High".into()))),
        ("3q Gain", component("", Alteration::ArmGain(ChromosomeArm::parse("3q").unwrap()))),
        ("3q Isodisomy", component("", Alteration::Other("3q Isodisomy".into()))),
        ("5q Deletion", deletion("5q", false)),
        ("1p/19q Codeletion", Profile::And(vec![deletion("1p", true), deletion("19q", true)])),
        (
            "SMARCB1 LOSS OF NUCLEAR PROTEIN EXPRESSION",
            component(
                "SMARCB1",
                Alteration::Expression("LOSS OF NUCLEAR PROTEIN EXPRESSION".into()),
            ),
        ),
        (
            "MGMT Promoter Methylation",
            component("MGMT", Alteration::Epigenetic("Promoter Methylation".into())),
        ),
        (
            "ALK Alternative Transcript (ATI)",
            component("ALK", Alteration::Other("Alternative Transcript (ATI)".into())),
        ),
        (
            "EGFR Y1092 PHOSPHORYLATION",
            component("EGFR", Alteration::Other("Y1092 PHOSPHORYLATION".into())),
        ),
    ] {
        assert_eq!(parse(text), Ok(want), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn never_panics(text in "(\\PC|AND|OR|NOT|[()/:* ]|V600E|KRAS){0,12}") {
        let _ = parse(&text);
    }
}

/// Returns the profile names of the CIViC export beside the checkout, if there is one.
fn every_name() -> Option<BTreeSet<String>> {
    let path = crate::shared::shared("kb/civic_evidence_2026-05-26.tsv")?;
    let text = std::fs::read_to_string(path).unwrap();
    Some(text.lines().skip(1).filter_map(|row| Some(row.split('\t').nth(1)?.to_owned())).collect())
}

#[test]
fn every_civic_name_parses() {
    let Some(names) = every_name() else { return };
    assert_eq!(names.len(), 1935);
    let mut kinds = BTreeMap::new();
    let mut others = Vec::new();
    for name in &names {
        for component in parse(name).unwrap().components() {
            *kinds.entry(component.alteration.assay().name()).or_insert(0u32) += 1;
            if let Alteration::Other(_) = component.alteration {
                others.push(name.as_str());
            }
        }
    }
    assert_eq!(others, REVIEWED, "a name that no rule reads, or one that a rule now reads");
    let counts: Vec<_> = kinds.into_iter().collect();
    let want = [
        ("copy_number", 80),
        ("epigenetic", 9),
        ("expression", 190),
        ("fusion", 364),
        ("germline_genotype", 28),
        ("other", 28),
        ("signature", 4),
        ("small_variant", 1566),
        ("wildtype", 8),
    ];
    assert_eq!(counts, want);
}

/// Names whose alterations a variant call does not decide, or does not define (`Rare Mutation`).
const REVIEWED: [&str; 28] = [
    "ABL1 Double Ph",
    "AKT1 S473 Phosphorylation",
    "ALK Alternative Transcript (ATI)",
    "AR AR-V7",
    "BAP1 ALTERNATIVE TRANSCRIPT (ATI)",
    "BRCA1 Alu insertion",
    "CD44 CD44v6",
    "CDKN1B CYTOPLASMIC MISLOCALIZATION",
    "CHEK2 IVS2+1G>A",
    "CK High",
    "EGFR Copy Number Variation",
    "EGFR Rare Exon 18-21 Mutation",
    "EGFR Rare Mutation",
    "EGFR Y1092 PHOSPHORYLATION",
    "EIF4EBP1 PHOSPHORYLATION",
    "EPCAM 3' Exon Deletion",
    "ERBB4 NUCLEAR TRANSLOCATION",
    "EZH2 Intron 6 Mutation",
    "HSPH1 T17 DELETION",
    "Kataegis Positive",
    "PIK3CA Rare Mutation",
    "PRKAA2 T172 PHOSPHORYLATION",
    "RB1 PHOSPHORYLATION",
    "RPS6 PHOSPHORYLATION",
    "TMB Low on-treatment bTMB",
    "TMB mTMB",
    "VHL 3p26.3-25.3 11Mb del",
    "VHL Null (Partial deletion of Exons 2 & 3)",
];
