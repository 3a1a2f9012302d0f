//! Specific beats generic, drug by drug; levels of sources; conflicts across a sample.

use std::sync::LazyLock;

use theravar::model::assembly::Assembly;
use theravar::model::finding::{Finding, Flag};
use theravar::model::level::Level;
use theravar::model::side::Side;
use theravar::pipeline::explain::{Options, run};
use theravar::sample::knowledge::Knowledge;

use super::support::{annotate, theravar};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::embedded);

fn explain(query: &str, tumor_type: &str) -> Finding<'static> {
    let options = Options {
        query: query.to_owned(),
        tumor_type: Some(tumor_type.to_owned()),
        assembly: Some(Assembly::GRCh38),
        facts: Vec::new(),
    };
    let gene = query.split(' ').next().unwrap();
    let findings =
        run(&options, &KNOWLEDGE).unwrap_or_else(|error| panic!("{query}: {error}")).findings;
    findings.into_iter().find(|finding| *finding.consequence.gene == *gene).unwrap()
}

/// The level of the regimen that is exactly `drug`.
fn level(finding: &Finding, side: Side, drug: &str) -> Option<Level> {
    let regimens = &finding.conclusions.regimens;
    let regimens = if side == Side::Sensitive { &regimens.sensitive } else { &regimens.resistant };
    regimens.iter().find(|ranked| ranked.name == drug).map(|ranked| ranked.level)
}

#[test]
fn resistance_that_names_the_change_takes_generic_sensitivity() {
    for (query, tumor, drug) in [
        ("RET G810R", "THME", "Selpercatinib"),
        ("EGFR T790M", "LUAD", "Erlotinib"),
        ("EGFR T790M", "LUAD", "Gefitinib"),
        ("EGFR T790M", "LUAD", "Afatinib"),
        ("EGFR T790M", "COAD", "Erlotinib"),
        ("EGFR D770_N771insSVD", "LUAD", "Erlotinib"),
        ("KIT T670I", "GIST", "Imatinib"),
        ("KIT D816V", "SKCM", "Imatinib"),
        ("FLT3 F691L", "AML", "Gilteritinib"),
        ("FGFR3 V555M", "BLCA", "Erdafitinib"),
        ("PDGFRA D842V", "GIST", "Imatinib"),
    ] {
        let finding = explain(query, tumor);
        assert_eq!(level(&finding, Side::Sensitive, drug), None, "{query} {drug}");
    }
}

#[test]
fn what_was_overruled_is_shown_with_its_reason() {
    let finding = explain("KIT D816V", "SKCM");
    let mut overruled = finding.evidence().flat_map(|(_, item)| &item.overruled);
    assert!(overruled.any(|other| other.regimen == "Imatinib" && !other.by.is_empty()));
    let sentence = "Imatinib: KIT Mutation (EID1222) is overruled by";
    assert!(finding.rationale.iter().any(|text| text.contains(sentence)), "{finding:?}");
}

#[test]
fn a_label_is_not_spoken_against_by_weaker_or_distant_words() {
    for (query, tumor, drug) in [
        ("EGFR T790M", "LUAD", "Osimertinib"),
        ("EGFR L858R", "LUAD", "Erlotinib"),
        ("BRAF V600E", "MEL", "Vemurafenib"),
        ("PDGFRA D842V", "GIST", "Avapritinib"),
        ("FGFR3 S249C", "BLCA", "Erdafitinib"),
    ] {
        let found = level(&explain(query, tumor), Side::Sensitive, drug);
        assert_eq!(found, Some(Level::L1), "{query} {drug}");
    }
    // Benefit that a study of one codon saw does not take what labels say of that codon.
    for query in ["KRAS G13D", "KRAS G12C", "KRAS K117N", "KRAS A59T", "NRAS G12S", "NRAS K117N"] {
        let found = level(&explain(query, "COAD"), Side::Resistant, "Panitumumab");
        assert_eq!(found, Some(Level::R1), "{query}");
    }
}

#[test]
fn resistance_is_r1_or_r2_and_nothing_else() {
    for query in ["KIT A502_Y503dup", "EGFR L858R", "BRAF V600E", "ABL1 T315I", "ALK G1202R"] {
        let finding = explain(query, "LUAD");
        for ranked in &finding.conclusions.regimens.resistant {
            assert!(ranked.level.is_resistance(), "{query} {ranked}");
        }
        assert!(finding.highest(Side::Reduced).is_none(), "{query}");
    }
}

#[test]
fn toxicity_and_polymorphisms_stand_apart() {
    let finding = explain("FLT3 T227M", "CCRCC");
    assert_eq!(finding.highest_level(), None);
    let ids: Vec<_> = finding.pharmacogenetics().map(|item| item.evidence.id).collect();
    assert_eq!(ids, ["EID1317"]);
    let finding = explain("XRCC1 Q399R", "CESC");
    assert_eq!(finding.highest_level(), None);
    assert!(finding.pharmacogenetics().any(|item| item.evidence.id == "EID673"));
}

/// KRAS G12D and BRAF V600E in one tumour, GRCh38.
const TWO: &[u8] = b"##fileformat=VCFv4.2\n##contig=<ID=7,length=159345973>\n\
    ##contig=<ID=12,length=133275309>\n\
    #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n\
    7\t140753336\t.\tA\tT\t.\tPASS\t.\tGT:AD:DP\t0/1:60,40:100\n\
    12\t25245350\t.\tC\tT\t.\tPASS\t.\tGT:AD:DP\t0/1:60,40:100\n";

#[test]
fn two_variants_of_a_sample_that_speak_against_each_other() {
    let rows = annotate(TWO, &["-t", "COAD"]);
    assert_eq!(rows.len(), 2);
    for row in &rows {
        assert!(row["flags"].split(';').any(|flag| flag == Flag::Conflict.name()), "{row:?}");
    }
    let run = theravar(&["annotate", "-", "-t", "COAD", "-f", "json"], TWO);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let conflicts = json["conflicts"].as_array().unwrap();
    assert_eq!(conflicts.len(), 1, "{conflicts:?}");
    assert_eq!(conflicts[0]["sensitive_by"], "BRAF V600E");
    assert_eq!(conflicts[0]["resistant_by"], "KRAS G12D");
    let opposed = conflicts[0]["regimens"].as_array().unwrap();
    let is_told = opposed.iter().any(|one| {
        one["sensitive"]["regimen"] == "Cetuximab + Encorafenib"
            && one["resistant"]["regimen"] == "Cetuximab"
            && one["resistant"]["level"] == "R1"
    });
    assert!(is_told, "{opposed:?}");
    // Each alone has nothing against it.
    let alone: Vec<u8> = TWO.split_inclusive(|&b| b == b'\n').take(5).flatten().copied().collect();
    assert!(!annotate(&alone, &["-t", "COAD"])[0]["flags"].contains("conflict"));
}

#[test]
fn a_label_for_inherited_changes_asks_where_the_change_comes_from() {
    let record = |normal: &str| {
        format!(
            "##fileformat=VCFv4.2\n##contig=<ID=13,length=114364328>\n\
             #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tTUMOR\tNORMAL\n\
             13\t32340300\t.\tGT\tG\t.\tPASS\t.\tGT:AD:DP\t0/1:60,40:100\t{normal}\n"
        )
    };
    let args = ["-t", "BRCA", "-s", "TUMOR", "--normal", "NORMAL"];
    let level = |normal: &str| {
        let rows = annotate(record(normal).as_bytes(), &args);
        (rows[0]["highest_sensitive_level"].clone(), rows[0]["flags"].clone())
    };
    assert_ne!(level("0/0:100,0:100").0, "1");
    assert_eq!(level("0/1:50,50:100").0, "1");
    let (unknown, flags) = level("./.:.:.");
    assert_eq!(unknown, "1");
    assert!(flags.contains("conditional"), "{flags}");
}

/// Items that give no level by themselves, tumours that a study left out, and what they would have said.
#[test]
fn no_level_rests_on_what_a_label_or_the_design_of_a_study_takes_back() {
    use Level::{L1, L2, L3A, L3B, R1, R2};
    use Side::{Resistant, Sensitive};
    let mut wrong = Vec::new();
    for (query, tumor, side, drug, want) in [
        ("FLT3 ITD", "AML", Sensitive, "Gilteritinib", Some(L1)),
        ("FLT3 ITD", "APL", Sensitive, "Gilteritinib", None),
        ("FLT3 ITD", "APL", Resistant, "Tretinoin", None),
        // By labels of other tumours.
        ("IDH1 R132H", "APL", Sensitive, "Ivosidenib", Some(L3B)),
        // The kinase domain of ERBB2, in tumours that are not squamous.
        ("ERBB2 S310F", "LUAD", Sensitive, "Zongertinib", None),
        ("ERBB2 Y772_A775dup", "LUSC", Sensitive, "Zongertinib", Some(L3B)),
        ("ERBB2 Y772_A775dup", "LUAD", Sensitive, "Zongertinib", Some(L1)),
        // Only E17K.
        ("AKT1 L52R", "BRCA", Sensitive, "Capivasertib + Fulvestrant", None),
        ("AKT1 E17K", "BRCA", Sensitive, "Capivasertib + Fulvestrant", Some(L1)),
        ("KRAS G13D", "COADREAD", Sensitive, "Cetuximab", None),
        ("KRAS G13D", "COADREAD", Resistant, "Cetuximab", Some(R1)),
        ("ALK F1174L", "LUAD", Sensitive, "Ceritinib", None),
        // Prognostic, or a comparison of genotypes.
        ("TP53 R273H", "HGSOC", Resistant, "Cisplatin", None),
        ("BRAF V600E", "COADREAD", Resistant, "Oxaliplatin", None),
        ("KIT V560D", "GIST", Resistant, "Sunitinib", None),
        ("KIT V560D", "GIST", Sensitive, "Imatinib", Some(L2)),
        ("ESR1 D538G", "BRCA", Resistant, "Palbociclib + Fulvestrant", None),
        ("RB1 Q395*", "BRCA", Resistant, "Palbociclib + Fulvestrant", Some(R2)),
        ("RB1 deletion", "BRCA", Resistant, "Palbociclib + Fulvestrant", Some(R2)),
        // What other sources lacked.
        ("COL1A1::PDGFB Fusion", "DFSP", Sensitive, "Imatinib", Some(L2)),
        ("TP53 Loss", "CLLSLL", Sensitive, "Ibrutinib", Some(L2)),
        ("TP53 Loss", "CLLSLL", Resistant, "Fludarabine", Some(R1)),
        ("TP53 Loss", "BRCA", Sensitive, "Ibrutinib", None),
        ("BRAF V600E", "HCL", Sensitive, "Vemurafenib", Some(L3A)),
        ("ATM R3047*", "PRAD", Sensitive, "Olaparib", Some(L1)),
    ] {
        let found = level(&explain(query, tumor), side, drug);
        if found != want {
            wrong.push(format!("{query} in {tumor}: {drug} {found:?} instead of {want:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The rows of a sample without a variant.
fn of_facts(tumor: &str, facts: &[&str]) -> Vec<super::support::Row> {
    let stated = facts.iter().flat_map(|fact| ["--fact", fact]);
    let args: Vec<&str> = ["-t", tumor, "-a", "GRCh38", "-q"].into_iter().chain(stated).collect();
    annotate(&super::support::vcf("GRCh38", &[]), &args)
}

/// HER2 alone opens its antibodies; a label that asks for staining of 3+ waits for it.
#[test]
fn a_stated_her2_is_a_row_of_its_own() {
    let rows = |tumor: &str, fact: &str| of_facts(tumor, &[&format!("HER2={fact}")]);
    let positive = rows("BRCA", "positive");
    assert_eq!((positive.len(), &*positive[0]["gene"]), (1, "ERBB2"));
    assert!(positive[0]["therapies_sensitive"].contains("Trastuzumab [1]"));
    assert!(rows("BRCA", "negative").is_empty());
    let low = rows("BRCA", "low");
    assert_eq!(low[0]["therapies_sensitive"], "Trastuzumab Deruxtecan [1]");
    let is_conditional = |fact: &str| {
        let row = &rows("UCEC", fact)[0];
        assert!(row["therapies_sensitive"].starts_with("Trastuzumab Deruxtecan [1]"), "{fact}");
        row["flags"].split(';').any(|flag| flag == "conditional")
    };
    assert!(is_conditional("positive"));
    // Each is said once, beside an allele of the gene too.
    let silent = super::support::vcf("GRCh38", &[("17", 39_723_335, "A", "G")]);
    let beside = annotate(&silent, &["-t", "UCEC", "--fact", "HER2=3+", "-q"]);
    let of_state = beside.iter().filter(|row| row["chrom"].is_empty()).count();
    assert_eq!(of_state, 1, "{beside:?}");
}

/// Labels that ask for stains alone are told on one row, where all of their stains are known.
#[test]
fn stated_receptors_are_rows_where_a_label_asks_for_no_more() {
    let told = |tumor: &str, facts: &[&str], drug: &str| {
        let rows = of_facts(tumor, facts);
        let first = format!("{drug} [1]");
        rows.iter().filter(|row| row["therapies_sensitive"].split(';').any(|r| r == first)).count()
    };
    let positive = ["ER=positive", "HER2=negative"];
    assert_eq!(told("BRCA", &positive, "Abemaciclib + Fulvestrant"), 1);
    let negative = ["ER=negative", "PR=negative", "HER2=negative"];
    assert_eq!(told("BRCA", &negative, "Sacituzumab Govitecan"), 1);
    assert_eq!(told("BRCA", &negative, "Abemaciclib + Fulvestrant"), 0);
    // A stain that is open, and another tumour.
    for facts in [&positive[1..], &negative[..2], &["ER=negative"]] {
        assert!(of_facts("BRCA", facts).is_empty(), "{facts:?}");
    }
    for tumor in ["LUAD", "OVT"] {
        assert!(of_facts(tumor, &positive).is_empty(), "{tumor}");
    }
    // What asks for a variant, too, is told on the variant.
    assert_eq!(told("BRCA", &positive, "Alpelisib + Fulvestrant"), 0);
}

#[test]
fn hormone_receptors_and_her2_bound_what_opens_pi3k_inhibitors() {
    let best = |facts: &[&str]| {
        let mut args = vec!["explain", "PIK3CA H1047R", "-t", "BRCA", "-f", "json"];
        facts.iter().for_each(|fact| args.extend(["--fact", fact]));
        let run = theravar(&args, b"");
        let result: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let regimens = result["variants"][0]["therapies_sensitive"].as_array().unwrap().clone();
        let alpelisib = regimens.iter().find(|r| r["regimen"] == "Alpelisib + Fulvestrant");
        alpelisib.map(|r| (r["level"].clone(), r["conditional"] == true))
    };
    let level = |is_conditional| Some((serde_json::json!("1"), is_conditional));
    assert_eq!(best(&[]), level(true));
    assert_eq!(best(&["ER=positive", "HER2=negative"]), level(false));
    assert_eq!(best(&["HER2=positive"]), None);
}

#[test]
fn stated_states_are_rows_where_a_statement_speaks_of_the_tumour() {
    let of = |tumor: &str, fact: &str| {
        let rows = of_facts(tumor, &[fact]);
        rows.first().map(|row| row["therapies_sensitive"].clone()).unwrap_or_default()
    };
    assert!(of("LUAD", "PD-L1=TPS:60").starts_with("Pembrolizumab [1];"));
    assert_eq!(of("LUAD", "PD-L1=TPS:0"), "");
    assert!(of("HNSC", "PD-L1=CPS:25").starts_with("Pembrolizumab [1];"));
    // Two scores of one stain are one row.
    let rows = of_facts("GEJ", &["PD-L1=TPS:0", "PD-L1=CPS:10"]);
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert!(rows[0]["therapies_sensitive"].contains("[1]"), "{rows:?}");
    assert_eq!(of("UCEC", "MMR=proficient"), "Lenvatinib + Pembrolizumab [1]");
    // Nearly all tumours are so.
    assert_eq!(of("COADREAD", "MMR=proficient"), "");
    assert_eq!(of("COADREAD", "MSI=stable"), "");
}

#[test]
fn facts_that_deny_each_other_are_refused() {
    for command in [&["annotate", "-"][..], &["explain", "EGFR L858R"]] {
        let facts = ["-t", "COADREAD", "--fact", "MSI=high", "--fact", "MSI=stable"];
        let run = theravar(&[command, &facts].concat(), b"");
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{command:?}");
        assert!(run.stderr.contains("MSI=high and MSI=stable cannot both hold"), "{}", run.stderr);
    }
}
