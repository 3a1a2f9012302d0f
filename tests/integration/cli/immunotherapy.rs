//! The markers of immune-checkpoint therapy: present, absent by proof, else not assessed.

use std::io::Write;

use serde_json::Value;

use super::support::{records_vcf, theravar};

const B2M: &str = "15\t44711546\t44711613\n15\t44715422\t44715701\n15\t44716328\t44716342\n";
const STK11: &str = "19\t1206000\t1230000\n";
const KRAS: &str = "12\t25205000\t25250000\n";

const B2M_FRAMESHIFT: &str = "15 44711558 . CG C . PASS . GT:AD:DP 0/1:60,40:100";
const B2M_MISSENSE: &str = "15 44711560 . T C . PASS . GT:AD:DP 0/1:60,40:100";
const STK11_MISSENSE: &str = "19 1206927 . A G . PASS . GT:AD:DP 0/1:60,40:100";
const STK11_STOP: &str = "19 1206917 . G T . PASS . GT:AD:DP 0/1:60,40:100";
const KRAS_G12C: &str = "12 25245351 . C A . PASS . GT:AD:DP 0/1:60,40:100";
const EGFR_L858R: &str = "7 55191822 . T G . PASS . GT:AD:DP 0/1:60,40:100";
const DNMT3A_R882H: &str = "2 25234373 . C T . PASS . GT:AD:DP 0/1:60,40:100";

fn file(suffix: &str, text: &str) -> tempfile::TempPath {
    let mut file = tempfile::Builder::new().suffix(suffix).tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.into_temp_path()
}

/// The block of a run on GRCh38.
fn block(records: &[&str], args: &[&str]) -> Value {
    let args = [&["annotate", "-", "-f", "json", "-a", "GRCh38"], args].concat();
    let run = theravar(&args, &records_vcf(records));
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_json::from_str::<Value>(&run.stdout).unwrap()["immunotherapy"].clone()
}

fn marker<'b>(block: &'b Value, id: &str) -> &'b Value {
    let markers = block["markers"].as_array().unwrap();
    markers.iter().find(|marker| marker["marker"] == id).unwrap_or(&Value::Null)
}

fn status(block: &Value, id: &str) -> String {
    marker(block, id)["status"].as_str().unwrap_or("no row").to_owned()
}

/// A plain VCF shows nothing to be absent.
#[test]
fn nothing_is_absent_without_proof() {
    let block = block(&[], &["-t", "LUAD"]);
    for marker in block["markers"].as_array().unwrap() {
        assert_eq!(marker["status"], "not_assessed", "{marker}");
        assert!(marker["assess"].as_str().is_some_and(|text| !text.is_empty()), "{marker}");
        assert!(marker["level"].is_null(), "{marker}");
    }
}

#[test]
fn what_is_stated_settles_scores() {
    for (fact, id, want, level) in [
        ("MSI=high", "msi", "present", "1"),
        ("MMR=deficient", "msi", "present", "1"),
        ("MSI=stable", "msi", "absent", ""),
        ("TMB=12", "tmb", "present", "1"),
        ("TMB=3", "tmb", "absent", ""),
        ("PD-L1=TPS:60", "pd_l1_expression", "present", "1"),
        ("PD-L1=TPS:0", "pd_l1_expression", "absent", ""),
        ("HER2=positive", "msi", "not_assessed", ""),
    ] {
        let block = block(&[], &["-t", "LUAD", "--fact", fact]);
        assert_eq!(status(&block, id), want, "{fact}");
        assert_eq!(marker(&block, id)["level"].as_str().unwrap_or(""), level, "{fact}");
    }
    let colon = block(&[], &["-t", "COAD", "--fact", "MSI=high"]);
    let inhibitors = &marker(&colon, "msi")["inhibitors"];
    assert_eq!(*inhibitors, serde_json::json!(["anti_pd_1", "anti_ctla_4"]));
}

/// The label of lenvatinib with pembrolizumab asks for stable microsatellites, in the endometrium alone.
#[test]
fn an_absent_marker_may_call_for_a_regimen_of_its_tumour_type() {
    let level = |tumor| {
        let block = block(&[], &["-t", tumor, "--fact", "MSI=stable"]);
        marker(&block, "msi")["level"].as_str().unwrap_or("").to_owned()
    };
    assert_eq!((level("UCEC").as_str(), level("COAD").as_str()), ("1", ""));
}

#[test]
fn a_loss_says_how_many_copies_it_takes() {
    let one = block(&[B2M_FRAMESHIFT], &["-t", "MEL"]);
    assert_eq!(status(&one, "b2m_loss"), "present");
    let because = marker(&one, "b2m_loss")["because"].to_string();
    assert!(because.contains("one hit, the other copy not known to be lost"), "{because}");
    let cna = file(".tsv", "gene\tcall\nB2M\t-1\n");
    let both = block(&[B2M_FRAMESHIFT], &["-t", "MEL", "--cna", cna.to_str().unwrap()]);
    let because = marker(&both, "b2m_loss")["because"].to_string();
    assert!(because.contains("both copies hit"), "{because}");
}

#[test]
fn a_gene_is_intact_where_its_bases_and_its_copies_are_known() {
    let bed = file(".bed", B2M);
    let bed = bed.to_str().unwrap();
    let neutral = file(".tsv", "gene\tcall\nB2M\t0\nMDM2\t0\n");
    let neutral = neutral.to_str().unwrap();
    let of = |records: &[&str], args: &[&str]| {
        status(&block(records, &[&["-t", "MEL"], args].concat()), "b2m_loss")
    };
    let all = ["--assessed-bed", bed, "--cna", neutral];
    assert_eq!(of(&[], &all[..2]), "not_assessed", "it may be deleted");
    assert_eq!(of(&[], &all[2..]), "not_assessed", "it may be mutated");
    assert_eq!(of(&[], &all), "absent");
    assert_eq!(of(&[B2M_MISSENSE], &all), "not_assessed", "of unknown significance");
    let filtered = B2M_FRAMESHIFT.replace("PASS", "weak");
    assert_eq!(of(&[&filtered], &all), "not_assessed", "a filtered frameshift");
    let block = block(&[], &["-t", "MEL", "--cna", neutral]);
    assert_eq!(status(&block, "mdm2_amplification"), "absent");
    assert_eq!(status(&block, "mdm4_amplification"), "not_assessed");
}

#[test]
fn markers_of_the_lung_are_told_in_the_lung() {
    let luad = block(&[EGFR_L858R, STK11_STOP, KRAS_G12C], &["-t", "LUAD"]);
    for id in ["egfr_driver", "stk11_loss", "stk11_kras"] {
        assert_eq!(status(&luad, id), "present", "{id}");
        assert_eq!(marker(&luad, id)["bearing"], "against", "{id}");
    }
    assert_eq!(marker(&luad, "egfr_driver")["level"], "R2");
    let coad = block(&[EGFR_L858R, STK11_STOP, KRAS_G12C], &["-t", "COAD"]);
    for id in ["egfr_driver", "alk_driver", "stk11_loss", "stk11_kras", "keap1_loss"] {
        assert_eq!(status(&coad, id), "no row", "{id}");
    }
}

#[test]
fn a_missense_change_of_unknown_significance_is_no_loss() {
    let bed = file(".bed", &format!("{STK11}{KRAS}"));
    let args = ["-t", "LUAD", "--assessed-bed", bed.to_str().unwrap()];
    let block = block(&[STK11_MISSENSE], &args);
    assert_eq!(status(&block, "stk11_loss"), "not_assessed");
    assert!(marker(&block, "stk11_loss")["because"].to_string().contains("unknown significance"));
    assert_eq!(status(&block, "stk11_kras"), "absent", "KRAS is of the wild type");
}

#[test]
fn copies_and_losses_of_one_allele_come_from_data_only() {
    let cna = file(
        ".tsv",
        "chromosome\tstart\tend\ttotal_cn\tminor_cn\n6\t29000000\t33000000\t2\t0\n\
         9\t5000000\t6000000\t9\t1\n",
    );
    let block = block(&[], &["-t", "LUAD", "--cna", cna.to_str().unwrap()]);
    assert_eq!(status(&block, "hla_loss"), "present");
    assert_eq!(status(&block, "cd274_gain"), "present");
    assert_eq!(marker(&block, "cd274_gain")["level"], "4", "no label names it");
}

#[test]
fn clonal_haematopoiesis_is_not_counted() {
    let block = block(&[DNMT3A_R882H], &["-t", "LUAD"]);
    assert_eq!(status(&block, "dnmt3a"), "present");
    assert_eq!(marker(&block, "dnmt3a")["bearing"], "not_counted");
    assert_eq!(block["resistant"], serde_json::json!([]));
    let args = ["annotate", "-", "-a", "GRCh38", "-t", "LUAD"];
    let run = theravar(&args, &records_vcf(&[DNMT3A_R882H]));
    let rows = super::support::rows(&run.stdout);
    assert_eq!(rows[0]["immunotherapy"], "");
}

/// Other formats have the block in lines above their rows.
#[test]
fn other_formats_tell_it_in_their_header() {
    let input = records_vcf(&[B2M_FRAMESHIFT]);
    let tsv = theravar(&["annotate", "-", "-a", "GRCh38", "-t", "MEL"], &input).stdout;
    let line = tsv.lines().find(|line| line.starts_with("## immunotherapy_present: ")).unwrap();
    assert!(line.contains("loss of B2M (B2M V5Wfs*3: one hit"), "{line}");
    assert!(tsv.contains("\n## immunotherapy_not_assessed: microsatellite instability"), "{tsv}");
    let vcf = theravar(&["annotate", "-", "-f", "vcf", "-a", "GRCh38", "-t", "MEL"], &input).stdout;
    assert!(vcf.contains("##theravarImmunotherapy=<Status=\"present\",Markers=\"loss of B2M"));
}
