//! Identifiers of alleles, statements of VA-Spec, bundles of FHIR. `scripts/ci_identifiers` has the packages
//! of those who define them read and recompute them.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use super::outputs::Folder;
use super::support::{annotate, theravar, vcf};

const V600E: (&str, u32, &str, &str) = ("7", 140_753_336, "A", "T");
const T790M: (&str, u32, &str, &str) = ("7", 55_181_378, "C", "T");
/// A silent change of BRAF.
const SILENT: (&str, u32, &str, &str) = ("7", 140_753_332, "T", "C");
/// What ga4gh.vrs 2.3.3 gives for BRAF p.Val600Glu of GRCh38.
const BRAF: &str = "ga4gh:VA.Otc5ovrw906Ack087o1fhegB4jDRqCAe";
/// The same for EGFR p.Glu746_Ala750del.
const DEL19: &str = "ga4gh:VA.NT7IvP-SI7Iusy6i2oxmxe_4LM7pcZ4v";

fn document(format: &str, input: &[u8], args: &[&str]) -> Value {
    let run = theravar(&[&["annotate", "-", "-q", "-f", format], args].concat(), input);
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

fn statements(input: &[u8], args: &[&str]) -> Vec<Value> {
    document("va-spec", input, args).as_array().unwrap().clone()
}

/// The regimens of statements with this predicate and direction.
fn regimens(statements: &[Value], predicate: &str, direction: &str) -> BTreeSet<String> {
    let of = |value: &Value| value["name"].as_str().unwrap().to_owned();
    statements
        .iter()
        .filter(|one| one["proposition"]["predicate"] == predicate && one["direction"] == direction)
        .map(|one| &one["proposition"]["objectTherapeutic"])
        .map(|object| match object["therapies"].as_array() {
            Some(drugs) => drugs.iter().map(of).collect::<Vec<_>>().join(" + "),
            None => of(object),
        })
        .collect()
}

/// The regimens of a cell: `Dabrafenib [1];Vemurafenib [2]`.
fn listed(cell: &str) -> BTreeSet<String> {
    let bare = |item: &str| item.split(" [").next().unwrap_or_default().to_owned();
    cell.split(';').filter(|item| !item.is_empty()).map(bare).collect()
}

/// The resources of a bundle by a part of the name of their profile.
fn of_profile<'b>(bundle: &'b Value, name: &str) -> Vec<&'b Value> {
    let entries = bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
    let has = |one: &&Value| one["meta"]["profile"][0].as_str().unwrap_or("").ends_with(name);
    entries.filter(has).collect()
}

/// The component with this code.
fn component<'r>(resource: &'r Value, code: &str) -> Option<&'r Value> {
    let all = resource["component"].as_array().unwrap();
    all.iter().find(|one| one["code"]["coding"][0]["code"] == code)
}

fn coded<'r>(resource: &'r Value, code: &str) -> Option<&'r str> {
    component(resource, code)?["valueCodeableConcept"]["coding"][0]["code"].as_str()
}

#[test]
fn every_spelling_of_a_deletion_has_the_identifier_of_ga4gh_vrs() {
    let short = ("7", 55_174_771, "AGGAATTAAGAGAAGC", "A");
    let long = ("7", 55_174_770, "AAGGAATTAAGAGAAGCAA", "AAAA");
    for record in [short, long] {
        let rows = annotate(&vcf("GRCh38", &[record]), &["-t", "LUAD", "-q"]);
        assert_eq!(rows[0]["vrs_id"], DEL19, "{record:?}");
    }
    let rows = annotate(&vcf("GRCh38", &[V600E]), &["-t", "MEL", "-q"]);
    assert_eq!(rows[0]["vrs_id"], BRAF);
    let other = annotate(&vcf("GRCh37", &[("7", 140_453_136, "A", "T")]), &["-t", "MEL", "-q"]);
    assert!(other[0]["vrs_id"].starts_with("ga4gh:VA.") && other[0]["vrs_id"] != BRAF);
}

#[test]
fn where_a_base_beside_it_is_not_known_an_indel_has_no_identifier() {
    // Deletions of the donor of MET exon 14: within the bases that are known, and to beyond them.
    let within = "AGGTATATTTC";
    let beyond = "AGGTATATTTCAGTTTATTGTTCTGAGAAATACCTATACATATACCTCAGTGACGTACGTAC";
    for (bases, is_known) in [(within, true), (beyond, false)] {
        let input = vcf("GRCh38", &[("7", 116_771_988, bases, "A")]);
        let rows = annotate(&input, &["-t", "LUAD", "-q"]);
        assert_eq!(rows[0]["gene"], "MET", "{bases}");
        assert_eq!(!rows[0]["vrs_id"].is_empty(), is_known, "{bases}");
        let told = statements(&input, &["-t", "LUAD"]);
        let subject = &told[0]["proposition"]["subjectVariant"];
        let kind = if is_known { "Allele" } else { "CategoricalVariant" };
        assert_eq!(subject["type"], kind, "{subject}");
    }
    // Where REF is not the assembly's base, the allele is of another sequence.
    let rows = annotate(&vcf("GRCh38", &[("7", 140_753_336, "C", "T")]), &["-q", "-a", "GRCh38"]);
    assert!(rows.iter().all(|row| row["vrs_id"].is_empty()), "{rows:?}");
}

#[test]
fn statements_are_the_regimens_of_the_table_and_resistance_is_not_sensitivity() {
    for (record, tumor) in [(V600E, "MEL"), (V600E, "COAD"), (T790M, "LUAD")] {
        let input = vcf("GRCh38", &[record]);
        let row = &annotate(&input, &["-t", tumor, "-q"])[0];
        let told = statements(&input, &["-t", tumor]);
        let sensitive = regimens(&told, "predictsSensitivityTo", "supports");
        let resistant = regimens(&told, "predictsResistanceTo", "supports");
        assert_eq!(sensitive, listed(&row["therapies_sensitive"]), "{tumor}");
        assert_eq!(resistant, listed(&row["therapies_resistant"]), "{tumor}");
        let bundle = document("fhir", &input, &["-t", tumor]);
        for (code, want) in [("LA6677-4", &sensitive), ("LA6676-6", &resistant)] {
            let implied = of_profile(&bundle, "/therapeutic-implication|3.0.0");
            let of_code =
                implied.iter().filter(|one| coded(one, "therapeutic-implication") == Some(code));
            let names: BTreeSet<String> = of_code
                .map(|one| {
                    component(one, "51963-7").unwrap()["valueCodeableConcept"]["text"].clone()
                })
                .map(|name| name.as_str().unwrap().to_owned())
                .collect();
            assert_eq!(&names, want, "{tumor}: {code}");
        }
    }
    let told = statements(&vcf("GRCh38", &[T790M]), &["-t", "LUAD"]);
    let resistant = regimens(&told, "predictsResistanceTo", "supports");
    assert!(resistant.contains("Gefitinib"), "{resistant:?}");
    let sensitive = regimens(&told, "predictsSensitivityTo", "supports");
    assert!(sensitive.contains("Osimertinib") && !sensitive.contains("Gefitinib"), "{sensitive:?}");
}

#[test]
fn what_does_not_support_is_never_support() {
    let input = vcf("GRCh38", &[V600E, T790M]);
    let run = theravar(&["annotate", "-", "-q", "-f", "json", "-t", "COAD"], &input);
    let result: Value = serde_json::from_str(&run.stdout).unwrap();
    let mut refuting = BTreeSet::new();
    for variant in result["variants"].as_array().unwrap() {
        for matched in variant["matches"].as_array().unwrap() {
            for item in matched["evidence"].as_array().unwrap() {
                if item["direction"] == "Does Not Support" {
                    refuting.insert(item["id"].as_str().unwrap().to_owned());
                }
            }
        }
    }
    let told = statements(&input, &["-t", "COAD"]);
    let (mut disputing, mut lone) = (0, 0);
    for statement in &told {
        let lines = statement["hasEvidenceLines"].as_array().unwrap();
        for line in lines {
            let id = line["extensions"][0]["value"].as_str().unwrap();
            let disputes = line["directionOfEvidenceProvided"] == "disputes";
            assert_eq!(disputes, refuting.contains(id), "{id}");
            disputing += usize::from(disputes);
        }
        let all = lines.iter().all(|line| line["directionOfEvidenceProvided"] == "disputes");
        assert_eq!(all, statement["direction"] == "disputes", "{statement}");
        assert_eq!(all, statement.get("classification").is_none(), "{statement}");
        lone += usize::from(all);
    }
    assert!(disputing > 0 && lone > 0, "{disputing} {lone}");
    let bundle = document("fhir", &input, &["-t", "COAD"]);
    let implied = of_profile(&bundle, "/therapeutic-implication|3.0.0").len();
    assert_eq!(implied, told.len() - lone, "what items only dispute is no implication");
}

#[test]
fn a_statement_says_what_it_rests_on() {
    let told = statements(&vcf("GRCh38", &[V600E]), &["-t", "MEL"]);
    let first = &told[0];
    assert_eq!(first["type"], "Statement");
    assert_eq!(first["classification"]["primaryCoding"]["code"], "Tier I");
    assert_eq!(first["strength"]["primaryCoding"]["code"], "Level A");
    assert_eq!(first["specifiedBy"]["reportedIn"]["pmid"], "27993330");
    let proposition = &first["proposition"];
    assert_eq!(proposition["subjectVariant"]["id"], BRAF);
    let location = &proposition["subjectVariant"]["location"];
    assert_eq!((&location["start"], &location["end"]), (&140_753_335.into(), &140_753_336.into()));
    assert_eq!(
        proposition["subjectVariant"]["expressions"][0]["value"],
        "NC_000007.14:g.140753336A>T"
    );
    assert_eq!(proposition["geneContextQualifier"]["primaryCoding"]["code"], "HGNC:1097");
    let lines = first["hasEvidenceLines"].as_array().unwrap();
    let cites = |part: &str| lines.iter().any(|line| line["reportedIn"].to_string().contains(part));
    assert!(cites("accessdata.fda.gov") && cites("pubmed.ncbi.nlm.nih.gov"), "{first}");
    let items = first["hasEvidenceLines"].to_string();
    assert!(items.contains("https://civicdb.org/evidence/"), "{items}");
    // A combination is one group of drugs.
    let group = told
        .iter()
        .map(|one| &one["proposition"]["objectTherapeutic"])
        .find(|object| object["membershipOperator"] == "AND")
        .unwrap();
    assert!(group["therapies"].as_array().unwrap().len() >= 2, "{group}");
}

#[test]
fn a_variant_is_told_by_its_codes() {
    let bundle = document("fhir", &vcf("GRCh38", &[V600E]), &["-t", "MEL"]);
    let variants = of_profile(&bundle, "/variant|3.0.0");
    assert_eq!(variants.len(), 1);
    let of = |code| coded(variants[0], code);
    assert_eq!(variants[0]["code"]["coding"][0]["code"], "69548-6");
    assert_eq!(of("48018-6"), Some("HGNC:1097"));
    assert_eq!(of("62374-4"), Some("LA26806-2"));
    assert_eq!(of("48004-6"), Some("NM_004333.6:c.1799T>A"));
    assert_eq!(of("48005-3"), Some("NP_004324.2:p.Val600Glu"));
    assert_eq!(of("81290-9"), Some("NC_000007.14:g.140753336A>T"));
    assert_eq!(of("48013-7"), Some("NC_000007.14"));
    assert_eq!(of("81252-9"), Some(BRAF));
    assert_eq!(of("48002-0"), None, "the input does not say whose it is");
    let value = |code, key: &str| component(variants[0], code).unwrap()[key].clone();
    assert_eq!(value("81258-6", "valueQuantity")["value"], 0.4);
    assert_eq!(value("82121-5", "valueQuantity")["value"], 40);
    assert_eq!(value("69547-8", "valueString"), "A");
    assert_eq!(value("81254-5", "valueRange")["high"]["value"], 140_753_336);
    // All that the report names is in the bundle.
    let report = of_profile(&bundle, "/genomic-report|3.0.0")[0];
    let entries = bundle["entry"].as_array().unwrap();
    let urls: BTreeSet<&str> =
        entries.iter().map(|entry| entry["fullUrl"].as_str().unwrap()).collect();
    assert_eq!(urls.len(), entries.len());
    let named = report["result"].as_array().unwrap();
    assert_eq!(named.len() + 2, entries.len(), "specimen, report, and the observations");
    assert!(named.iter().all(|one| urls.contains(one["reference"].as_str().unwrap())));
}

#[test]
fn a_variant_of_no_significance_has_no_statement() {
    let input = vcf("GRCh38", &[SILENT]);
    assert_eq!(statements(&input, &["-t", "MEL"]), Vec::<Value>::new());
    let bundle = document("fhir", &input, &["-t", "MEL"]);
    assert!(of_profile(&bundle, "/therapeutic-implication|3.0.0").is_empty());
    let empty = vcf("GRCh38", &[("7", 1_000_000, "A", "T")]);
    let run = theravar(&["annotate", "-", "-q", "-f", "va-spec"], &empty);
    assert_eq!(run.stdout, "[]\n");
    let bundle = document("fhir", &empty, &[]);
    assert_eq!(bundle["entry"].as_array().unwrap().len(), 2);
    assert!(bundle["entry"][1]["resource"].get("result").is_none(), "FHIR has no empty lists");
}

#[test]
fn texts_of_the_input_stay_texts() {
    let name = "S\"},{\"a\":\"<b>\u{202e}\u{7}";
    let input = String::from_utf8(vcf("GRCh38", &[V600E])).unwrap();
    let input = input.replace("FORMAT\tT\n", &format!("FORMAT\t{name}\n"));
    for format in ["va-spec", "fhir"] {
        let args = ["annotate", "-", "-q", "-f", format, "-t", "MEL"];
        let run = theravar(&args, input.as_bytes());
        assert_eq!(run.code, 0, "{}", run.stderr);
        let document: Value = serde_json::from_str(&run.stdout).unwrap();
        assert!(!run.stdout.contains(['\u{202e}', '\u{7}']), "{format}");
        let told = "S\"},{\"a\":\"<b>\\u{202e}\\x07";
        let place = match format {
            "fhir" => &document["entry"][0]["resource"]["identifier"][0]["value"],
            _ => document[0]["extensions"]
                .as_array()
                .unwrap()
                .iter()
                .find(|extension| extension["name"] == "sample")
                .map(|extension| &extension["value"])
                .unwrap(),
        };
        assert_eq!(place, told, "{format}");
    }
}

#[test]
fn documents_stand_beside_other_outputs_and_are_the_same_every_time() {
    let folder = Folder::new();
    let names = ["tsv", "va.json", "fhir.json", "va.json.gz", "json"];
    for (stem, threads) in [("a", "1"), ("b", "2")] {
        let outputs: Vec<String> = names.iter().map(|name| format!("@{stem}.{name}")).collect();
        let mut words = vec!["annotate", "@in.vcf", "-t", "LUAD", "-q", "--threads", threads];
        outputs.iter().for_each(|output| words.extend(["-o", output]));
        words.push("--no-provenance");
        let run = folder.run(&words);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    for name in names {
        assert!(folder.read(&format!("a.{name}")) == folder.read(&format!("b.{name}")), "{name}");
    }
    let told: Value = serde_json::from_slice(&folder.read("a.va.json")).unwrap();
    assert!(told[0]["type"] == "Statement" && folder.read("a.json").starts_with(b"{"));
    assert!(folder.read("a.fhir.json").starts_with(b"{\"resourceType\":\"Bundle\""));
    fs::write(folder.path("sheet.csv"), "sample,path,tumor_type\nT,in.vcf,LUAD\n").unwrap();
    for (format, ending) in [("va-spec", "va.json"), ("fhir", "fhir.json")] {
        let run = folder.run(&[
            "annotate",
            "--sheet",
            "@sheet.csv",
            "--outdir",
            "@out",
            "-f",
            format,
            "-q",
            "--no-provenance",
            "--force",
        ]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(
            folder.read(&format!("out/T.{ending}")) == folder.read(&format!("a.{ending}")),
            "{ending}"
        );
    }
    for wrong in [["--layout", "evidence"].as_slice(), &["--all"], &["--sort", "level"]] {
        let words = [&["annotate", "@in.vcf", "-q", "-f", "va-spec"], wrong].concat();
        let run = folder.run(&words);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{wrong:?}: {}", run.stderr);
    }
}

#[test]
fn registries_are_named_for_the_very_allele_alone() {
    let ids = |assembly: &str, record: (&str, u32, &str, &str)| {
        let rows = annotate(&vcf(assembly, &[record]), &["-t", "MEL", "-q"]);
        (rows[0]["biomarkers"].contains("BRAF V600E"), rows[0]["registry_ids"].clone())
    };
    let both = (true, "CA123643;VID12".to_owned());
    assert_eq!(ids("GRCh38", V600E), both);
    assert_eq!(ids("GRCh37", ("7", 140_453_136, "A", "T")), both);
    // Lysine by both bases, and glutamate by another codon.
    assert_eq!(ids("GRCh37", ("7", 140_453_136, "AC", "TT")).1, "CA16602420;VID563");
    assert_eq!(ids("GRCh37", ("7", 140_453_135, "CA", "TT")), (true, String::new()));
    let bundle = document("fhir", &vcf("GRCh38", &[V600E]), &["-t", "MEL"]);
    let variants = of_profile(&bundle, "/variant|3.0.0");
    let codes = &component(variants[0], "81252-9").unwrap()["valueCodeableConcept"]["coding"];
    let codes: Vec<_> = codes.as_array().unwrap().iter().map(|c| &c["code"]).collect();
    assert_eq!(codes, [BRAF, "CA123643", "VID12"]);
    let statements = statements(&vcf("GRCh38", &[V600E]), &["-t", "MEL"]);
    let subject = &statements[0]["proposition"]["subjectVariant"];
    assert_eq!(subject["aliases"], serde_json::json!(["CA123643", "VID12"]));
}
