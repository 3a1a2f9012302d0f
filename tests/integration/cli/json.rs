//! The JSON output: it keeps its schema and says what the TSV says.

use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;

use crate::shared::shared;

use super::support::{Row, rows, theravar, vcf};

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/result.schema.json");
    let schema = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
});

/// The result of one run; it must keep the schema.
pub(super) fn result(input: &[u8], args: &[&str]) -> Value {
    let run = theravar(&[&["annotate", "-", "-f", "json"], args].concat(), input);
    assert_eq!(run.code, 0, "{}", run.stderr);
    valid(&run.stdout)
}

fn valid(text: &str) -> Value {
    let value: Value = serde_json::from_str(text).unwrap();
    let errors: Vec<String> =
        SCHEMA.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    value
}

/// A TSV cell as the JSON tells it.
fn cell(variant: &Value, column: &str) -> String {
    let value = &variant[column];
    let regimen = |r: &Value| format!("{} [{}]", text(&r["regimen"]), text(&r["level"]));
    let list = |value: &Value, of: &dyn Fn(&Value) -> String, by: &str| {
        value.as_array().into_iter().flatten().map(of).collect::<Vec<_>>().join(by)
    };
    let made = &variant["structural"];
    match column {
        "exons" => {
            let exons = &made["exons"];
            let number = |key: &str| match &exons[key] {
                Value::Null => "?".to_owned(),
                number => number.to_string(),
            };
            match (exons.is_object(), exons["first"].is_number()) {
                (false, _) => String::new(),
                (true, true) if exons["first"] == exons["last"] => number("first"),
                (true, true) => format!("{}-{}", number("first"), number("last")),
                (true, false) => format!("{}::{}", number("five_prime"), number("three_prime")),
            }
        }
        "frame" | "reading" => text(&made[column]),
        "domain" => {
            let domain = |domain: &Value| {
                let kept = if domain["kept"] == true { "kept" } else { "lost" };
                format!("{} {} {kept}", text(&domain["gene"]), text(&domain["name"]))
            };
            list(&made["domains"], &domain, ";")
        }
        "consequence" => list(value, &text, "&"),
        "exon" if value.is_object() => match (&value["first"], &value["last"]) {
            (first, last) if first == last => format!("{first} of {}", value["total"]),
            (first, last) => format!("{first}-{last} of {}", value["total"]),
        },
        "oncogenicity_criteria" => {
            let criterion =
                |c: &Value| format!("{}{:+}", text(&c["code"]), c["points"].as_i64().unwrap());
            list(value, &criterion, ";")
        }
        "therapies_sensitive" | "therapies_resistant" => list(value, &regimen, ";"),
        "immunotherapy" => ["sensitive", "resistant"]
            .iter()
            .flat_map(|side| value[side].as_array().into_iter().flatten().map(move |r| (side, r)))
            .map(|(side, r)| format!("{side}: {}", regimen(r)))
            .collect::<Vec<_>>()
            .join(";"),
        "processes" => {
            let process =
                |p: &Value| format!("{}[{}]", text(&p["name"]), list(&p["sources"], &text, ","));
            list(value, &process, ";")
        }
        _ if value.is_array() => list(value, &text, ";"),
        _ => text(value),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Every cell of the TSV is in the JSON.
fn agrees(json: &Value, tsv: &[Row]) {
    let variants = json["variants"].as_array().unwrap();
    assert_eq!(variants.len(), tsv.len());
    for (variant, row) in variants.iter().zip(tsv) {
        for (column, want) in row.iter().filter(|(column, _)| *column != "sample") {
            let told = cell(variant, column);
            // Flags and identifiers are those of findings only.
            let is_of_findings = matches!(column.as_str(), "flags" | "vrs_id");
            assert!(told == *want || is_of_findings && want.is_empty(), "{column}: {told} {want}");
        }
        let sample = &json["sample"]["name"];
        assert_eq!(text(sample), row["sample"]);
    }
}

/// What is said on standard error, but for the biomarkers, which the TSV of variants does not have.
fn without_biomarkers(stderr: &str) -> String {
    let said =
        |line: &str| line.split("; standard biomarkers: ").next().unwrap_or_default().to_owned();
    stderr.lines().map(|line| said(line) + "\n").collect()
}

/// Real and made inputs in both formats: the same cells, and each result keeps the schema.
#[test]
fn says_what_the_tsv_says() {
    let mut files: Vec<std::path::PathBuf> =
        vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/tumor.vcf")];
    let real = [
        "vcf/seqc2_ctdna/mutect2.filtered.vcf.gz",
        "vcf/pcgr_brca/T001-BRCA.grch37.vcf.gz",
        "vcf/ion_tso500/oca.vcf",
    ];
    files.extend(real.into_iter().filter_map(shared));
    for file in files {
        let file = file.to_str().unwrap();
        for args in [&["-t", "BRCA"][..], &["--min-level", "3A"], &["-t", "LUAD", "--all"]] {
            let base = [&["annotate", file, "-a", "auto"], args].concat();
            let tsv = theravar(&base, b"");
            assert_eq!(tsv.code, 0, "{}", tsv.stderr);
            let json = theravar(&[&base[..], &["-f", "json"]].concat(), b"");
            assert_eq!(
                (json.code, without_biomarkers(&json.stderr)),
                (tsv.code, tsv.stderr),
                "{file}"
            );
            agrees(&valid(&json.stdout), &rows(&tsv.stdout));
        }
    }
}

#[test]
fn structural_variants_tables_and_haplotypes_keep_the_schema() {
    let head = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT\n";
    let records = [
        "2 42295500 a N N]2:29223600] . PASS SVTYPE=BND GT:PR 0/1:20,10",
        "5 60000000 . N <CNV> . PASS SVTYPE=CNV;END=181500000 GT:CN 0/1:1",
        "7 140753336 . A T . PASS . GT:PS:AD 0|1:9:60,40",
        "7 140753337 . C T . PASS . GT:PS:AD 0|1:9:60,40",
        "17 39600000 . N <CNV> . PASS SVTYPE=CNV;END=39800000 GT:CN 0/1:12",
    ];
    let records: String = records.iter().map(|r| r.replace(' ', "\t") + "\n").collect();
    let folder = tempfile::tempdir().unwrap();
    let (cna, fusions) = (folder.path().join("cna.tsv"), folder.path().join("fusions.tsv"));
    std::fs::write(&cna, "gene\tcall\nMET\tAmplification\nCDKN2A\t-2\n").unwrap();
    std::fs::write(&fusions, "geneA\tgeneB\nTPM3\tNTRK1\n").unwrap();
    let tables = ["--cna", cna.to_str().unwrap(), "--fusions", fusions.to_str().unwrap()];
    let args = [&["-a", "GRCh38", "-t", "LUAD"], &tables[..]].concat();
    let input = format!("{head}{records}").into_bytes();
    let json = result(&input, &args);
    agrees(&json, &super::support::annotate(&input, &args));
    let variants = json["variants"].as_array().unwrap();
    let kinds: Vec<String> = variants
        .iter()
        .flat_map(|v| v["structural"]["alterations"].as_array().into_iter().flatten())
        .map(|alteration| text(&alteration["kind"]))
        .collect();
    for kind in ["fusion", "copy_number", "loss", "arm_deletion"] {
        assert!(kinds.iter().any(|k| k == kind), "{kind}: {kinds:?}");
    }
    assert!(!kinds.iter().any(|kind| kind == "other"), "{kinds:?}");
    let merged = variants.iter().find(|v| v["protein_change"] == "V600K").unwrap();
    assert_eq!(merged["parts"].as_array().unwrap().len(), 2);
    let part = variants.iter().find(|v| v["protein_change"] == "V600E").unwrap();
    assert_eq!(part["withheld"], "replaced_on_haplotype");
    assert_eq!(json["provenance"]["tables"].as_array().unwrap().len(), 2);
}

const V600E: (&str, u32, &str, &str) = ("7", 140_453_136, "A", "T");

#[test]
fn every_call_explains_itself() {
    let json = result(&vcf("GRCh37", &[V600E]), &["-t", "COAD"]);
    let finding = &json["variants"][0];
    let matches = finding["matches"].as_array().unwrap();
    let own = matches.iter().find(|m| m["profile"] == "BRAF V600E").unwrap();
    assert_eq!(own["match_type"], "allele");
    let items = own["evidence"].as_array().unwrap();
    let label = items.iter().find(|item| item["level"] == "1").unwrap();
    assert_eq!((&label["source"], &label["why"]), (&"FDA".into(), &"FDA label".into()));
    let refuted = items.iter().find(|item| item["direction"] == "Does Not Support").unwrap();
    assert!(refuted["level"].is_null() && text(&refuted["why"]).starts_with("counter-evidence"));
    let profiles = json["profiles"].as_array().unwrap();
    let named = |name: &str| profiles.iter().find(|p| p["profile"] == name).unwrap();
    let missing = named("BRAF V600E AND KRAS G12D");
    assert_eq!(missing["holds"], "no");
    assert_eq!(missing["because"][0], "KRAS G12D was not seen");
    let waiting = named("BRAF V600E AND BRAF Amplification");
    assert_eq!(waiting["holds"], "conditional");
    assert_eq!(waiting["waits_for"][0]["assay"], "copy_number");
    assert_eq!(waiting["met_by"][0], "BRAF V600E");
}

#[test]
fn what_is_not_reported_is_kept_apart() {
    let input = vcf("GRCh37", &[V600E, ("12", 25_398_285, "C", "A")]);
    let json = result(&input, &["-t", "AML", "--min-level", "1"]);
    assert_eq!(json["variants"].as_array().unwrap().len(), 0);
    let kept = json["unreported"].as_array().unwrap();
    assert_eq!(kept.len(), 2);
    assert!(kept.iter().all(|v| v["matches"].is_null() && v["flags"].is_array()));
}

#[test]
fn the_schema_refuses_what_is_no_result() {
    let good = result(&vcf("GRCh37", &[V600E]), &["-t", "MEL"]);
    let broken = |pointer: &str, value: Value| {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap() = value;
        !SCHEMA.is_valid(&bad)
    };
    assert!(broken("/schema_version", 2.into()));
    assert!(broken("/variants/0/highest_level", "5".into()));
    assert!(broken("/variants/0/matches/0/evidence/0/why", "".into()));
    assert!(broken("/profiles/0/holds", "perhaps".into()));
    assert!(broken("/sample/assembly", Value::Null));
}

#[test]
fn the_format_is_chosen_by_name_or_extension() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let input = vcf("GRCh37", &[V600E]);
    let write = |args: &[&str]| theravar(&[&["annotate", "-"], args].concat(), &input);
    let (json, tsv) = (path("a.JSON"), path("a.tsv"));
    assert_eq!(write(&["-o", &json]).code, 0);
    valid(&std::fs::read_to_string(&json).unwrap());
    assert_eq!(write(&["-o", &tsv]).code, 0);
    assert!(std::fs::read_to_string(&tsv).unwrap().starts_with("## theravar"));
    let named = path("b.json");
    assert_eq!(write(&["-o", &named, "-f", "tsv", "--layout", "evidence"]).code, 0);
    assert!(std::fs::read_to_string(&named).unwrap().starts_with("## theravar"));
    for args in [
        &["-f", "json", "--layout", "variant"][..],
        &["-o", &path("c.json"), "--layout", "evidence"],
    ] {
        let run = write(args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.stderr.contains("--layout chooses the rows of the TSV"), "{}", run.stderr);
        assert!(run.stdout.is_empty());
    }
    assert!(!Path::new(&path("c.json")).exists());
    assert!(result(&input, &["--no-provenance"])["provenance"].is_null());
}

#[test]
fn the_bytes_do_not_depend_on_threads() {
    let records: Vec<_> = (0..400)
        .flat_map(|n| [V600E, ("7", 150_000_000 + n, "A", "C"), ("12", 25_398_285, "C", "A")])
        .collect();
    let input = vcf("GRCh37", &records);
    let with = |threads| {
        let args = ["annotate", "-", "-f", "json", "--no-provenance", "--all", "-@", threads];
        theravar(&args, &input).stdout
    };
    let one = with("1");
    // The records of one change are one finding.
    assert_eq!(valid(&one)["variants"].as_array().unwrap().len(), 402);
    assert_eq!(one, with("3"));
}

/// `explain` writes the object of `annotate`, whatever it is asked.
#[test]
fn explain_writes_the_same_object() {
    for (query, gene, level) in [
        ("BRAF V600E", "BRAF", Some("1")),
        ("EGFR ex19del", "EGFR", None),
        ("EML4-ALK", "EML4::ALK", None),
        ("HER2+", "ERBB2", None),
        ("MET amp", "MET", None),
        ("KRAS WT", "KRAS", None),
        ("1p/19q", "1p", None),
        ("MSI-H", "MSI-high", None),
        ("PD-L1 TPS 60%", "CD274", None),
        ("BCR::ABL1 T315I", "BCR::ABL1", None),
    ] {
        let run = theravar(&["explain", query, "-t", "MEL", "-f", "json"], b"");
        assert_eq!(run.code, 0, "{query}: {}", run.stderr);
        let result = valid(&run.stdout);
        let variant = &result["variants"][0];
        assert_eq!(variant["gene"], gene, "{query}");
        if let Some(level) = level {
            assert_eq!(variant["highest_level"], level, "{query}");
        }
    }
    let run = theravar(&["explain", "EGFR", "-f", "json"], b"");
    let result = valid(&run.stdout);
    assert_eq!(result["variants"].as_array().map(Vec::len), Some(0));
    let warning = result["warnings"][0].as_str().unwrap_or_default();
    assert!(warning.contains("no change of EGFR is named") && warning.contains("EGFR L858R"));
}
