//! Serial samples of one patient.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::support::{Row, Run, rows, theravar};

const L858R: (&str, u32, &str, &str) = ("7", 55_259_515, "T", "G");
const T790M: (&str, u32, &str, &str) = ("7", 55_249_071, "C", "T");
const DNMT3A: (&str, u32, &str, &str) = ("2", 25_457_242, "C", "T");

/// Contig, position, REF and ALT of a change, with its reads of either allele.
type Call<'a> = ((&'a str, u32, &'a str, &'a str), u32, u32);

/// A folder of results that `annotate` made of samples.
struct Series(TempDir);

impl Series {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    /// Annotates a sample of these changes with reads REF and ALT. `depth` is that of every coding base of EGFR.
    fn add(&self, name: &str, calls: &[Call<'_>], depth: Option<u32>) {
        let mut text = "##fileformat=VCFv4.2\n##contig=<ID=2,length=243199373>\n\
            ##contig=<ID=7,length=159138663>\n\
            #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP\n"
            .to_owned();
        for ((chrom, pos, was, to), reference, alternate) in calls {
            text += &format!(
                "{chrom}\t{pos}\t.\t{was}\t{to}\t.\tPASS\t.\tGT:AD\t0/1:{reference},{alternate}\n"
            );
        }
        fs::write(self.path("x.vcf"), text).unwrap();
        let out = self.path(name);
        let (input, table) = (self.path("x.vcf"), self.path("d.bed"));
        let mut args =
            vec!["annotate", &input, "-t", "LUAD", "-o", &out, "-q", "--preset", "liquid-biopsy"];
        if let Some(depth) = depth {
            fs::write(&table, format!("7\t55000000\t55300000\t{depth}\n")).unwrap();
            args.extend(["--depth", &table, "--absence-lod", "0.01"]);
        }
        let run = theravar(&args, b"");
        assert_eq!(run.code, 0, "{}", run.stderr);
    }

    fn run(&self, names: &[&str], more: &[&str]) -> Run {
        let names: Vec<String> = names.iter().map(|name| self.path(name)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        theravar(&[&["monitor"], &names[..], more].concat(), b"")
    }

    fn rows(&self, names: &[&str]) -> Vec<Row> {
        let run = self.run(names, &[]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        rows(&run.stdout)
    }

    /// The status of a change in the second of two samples.
    fn status(&self, change: &str) -> String {
        let rows = self.rows(&["a.json", "b.json"]);
        let row = rows.iter().find(|row| row["change"] == change && row["number"] == "2");
        row.unwrap_or_else(|| panic!("{rows:?}"))["status"].clone()
    }
}

#[test]
fn what_became_of_a_change() {
    for (first, second, depth, want) in [
        // Ten times the fraction, at good depth.
        ((1980, 20), Some((1800, 200)), None, "rising"),
        ((1800, 200), Some((1980, 20)), None, "falling"),
        // The same fraction, and one that chance explains.
        ((1980, 20), Some((1980, 20)), None, "persistent"),
        ((98, 2), Some((95, 5)), None, "persistent"),
        // Gone where so many reads would have shown it.
        ((1900, 100), None, Some(2000), "cleared"),
        // Nothing says that its place was read.
        ((1900, 100), None, None, "not_assessable"),
        // So low a fraction may hide at that depth.
        ((4990, 10), None, Some(2000), "not_assessable"),
    ] {
        let series = Series::new();
        series.add("a.json", &[(L858R, first.0, first.1)], None);
        let calls: Vec<_> = second.map(|(was, to)| (L858R, was, to)).into_iter().collect();
        series.add("b.json", &calls, depth);
        assert_eq!(series.status("EGFR L858R"), want, "{first:?} {second:?} {depth:?}");
    }
}

#[test]
fn emerging_resistance_comes_first() {
    let series = Series::new();
    series.add("a.json", &[(L858R, 1800, 200)], Some(2000));
    series.add("b.json", &[(L858R, 1990, 10)], Some(2000));
    series.add("c.json", &[(L858R, 1700, 300), (T790M, 1960, 40)], Some(2000));
    let all = ["a.json", "b.json", "c.json"];
    let rows = series.rows(&all);
    assert_eq!((&*rows[0]["change"], &*rows[0]["emerging_resistance"]), ("EGFR T790M", "yes"));
    let of: Vec<&str> = rows[..3].iter().map(|row| row["status"].as_str()).collect();
    assert_eq!(of, ["absent", "absent", "new"]);
    assert_eq!(rows[2]["note"], "", "the earlier samples would have shown it");
    assert_eq!(rows[2]["resistance_level"], "R1");
    let of: Vec<&str> = rows[3..6].iter().map(|row| row["status"].as_str()).collect();
    assert_eq!(of, ["detected", "falling", "rising"]);
    let page = series.run(&all, &["-f", "summary"]).stdout;
    let (emerging, response) = (page.find("Emerging resistance"), page.find("Molecular response"));
    assert!(emerging < page.find("T790M") && page.find("T790M") < response, "{page}");
    // Where nothing was known before, it may have been there.
    series.add("b.json", &[(L858R, 1990, 10)], None);
    let rows = series.rows(&["b.json", "c.json"]);
    assert!(rows[1]["note"].contains("could not surely have shown it"), "{rows:?}");
}

#[test]
fn response_counts_the_tumours_changes_alone() {
    let series = Series::new();
    series.add("a.json", &[(L858R, 1800, 200), (DNMT3A, 1900, 100)], Some(2000));
    series.add("b.json", &[(L858R, 1960, 40), (DNMT3A, 1900, 100)], Some(2000));
    series.add("c.json", &[(DNMT3A, 1900, 100)], Some(2000));
    let run = series.run(&["a.json", "b.json", "c.json"], &["-f", "json"]);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/monitor.schema.json");
    let schema = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    let wrong: Vec<String> = schema.iter_errors(&document).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let responses = &document["responses"];
    assert_eq!(responses[0]["ratio"], json!(0.2));
    let ends: Vec<f64> = serde_json::from_value(responses[0]["ratio_interval"].clone()).unwrap();
    assert!(ends[0] > 0.1 && ends[0] < 0.2 && ends[1] > 0.2 && ends[1] < 0.3, "{ends:?}");
    assert_eq!(
        (&responses[0]["molecular_response"], &responses[0]["cleared"]),
        (&json!(true), &json!(false))
    );
    assert_eq!((&responses[1]["ratio"], &responses[1]["cleared"]), (&json!(0.0), &json!(true)));
    let chip = document["changes"].as_array().unwrap();
    let chip =
        chip.iter().find(|one| one["change"].as_str().unwrap().starts_with("DNMT3A")).unwrap();
    assert_eq!(chip["not_of_tumor"], json!(["chip"]));
}

#[test]
fn a_sheet_is_sorted_by_date_and_a_picture_is_drawn() {
    let series = Series::new();
    series.add("a.json", &[(L858R, 1980, 20)], Some(2000));
    series.add("b.json", &[(L858R, 1800, 200)], Some(2000));
    fs::write(
        series.path("s.csv"),
        "sample,path,date\nlate,b.json,2026-05-01\nearly,a.json,2026-01-31\n",
    )
    .unwrap();
    let rows = series.rows(&["s.csv"]);
    let order: Vec<&str> = rows.iter().map(|row| row["sample"].as_str()).collect();
    assert_eq!(order, ["early", "late"]);
    assert_eq!((&*rows[1]["status"], &*rows[1]["date"]), ("rising", "2026-05-01"));
    let svg = series.run(&["s.csv"], &["-f", "svg"]).stdout;
    assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"), "{svg}");
    assert_eq!(svg.matches("r=\"4\"").count(), 2);
    assert!(svg.contains("EGFR L858R (rising)") && svg.contains("2026-01-31"));
}

#[test]
fn inputs_that_cannot_be_compared_are_refused() {
    let series = Series::new();
    series.add("a.json", &[(L858R, 1980, 20)], None);
    let text = fs::read_to_string(series.path("a.json")).unwrap();
    fs::write(
        series.path("hg38.json"),
        text.replace("\"assembly\":\"GRCh37\"", "\"assembly\":\"GRCh38\""),
    )
    .unwrap();
    fs::write(
        series.path("old.json"),
        text.replace("\"schema_version\":1", "\"schema_version\":9"),
    )
    .unwrap();
    fs::write(series.path("x.json"), "{}").unwrap();
    fs::write(series.path("bad.csv"), "path,date\na.json,May\n,2026-01-01\n").unwrap();
    fs::write(series.path("none.csv"), "file\na.json\n").unwrap();
    for (names, code, want) in [
        (&["a.json"][..], 2, "two samples at least"),
        (&["a.json", "hg38.json"], 3, "of GRCh38, the first sample of GRCh37"),
        (&["a.json", "old.json"], 3, "schema_version 9"),
        (&["a.json", "x.json"], 3, "no result of annotate"),
        (&["a.json", "x.vcf"], 3, "no result of annotate"),
        (&["a.json", "missing.json"], 1, "missing.json"),
        (&["bad.csv"], 3, "2 bad rows"),
        (&["none.csv"], 3, "sample,path,date"),
    ] {
        let out = series.path("out.tsv");
        let run = series.run(names, &["-o", &out]);
        assert_eq!(run.code, code, "{names:?}: {}", run.stderr);
        assert!(run.stderr.contains(want), "{names:?}: {}", run.stderr);
        assert!(!Path::new(&out).exists());
    }
    let run = series.run(&["a.json", "a.json"], &["-o", &series.path("a.json")]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert_eq!(fs::read_to_string(series.path("a.json")).unwrap(), text);
}

#[test]
fn the_page_has_curves_with_limits_on_a_logarithmic_scale() {
    let series = Series::new();
    series.add("a.json", &[(L858R, 1900, 100), (T790M, 1998, 2)], Some(2000));
    series.add("b.json", &[(T790M, 1800, 200)], Some(2000));
    let run = series.run(&["a.json", "b.json"], &["-f", "html"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = run.stdout;
    // One document that asks for nothing and runs nothing.
    assert!(page.starts_with("<!DOCTYPE html>") && page.trim_end().ends_with("</html>"));
    assert!(page.contains("default-src 'none'") && page.contains("script-src 'none'"));
    assert!(!page.contains("<script") && !page.contains(" style=") && !page.contains("unsafe"));
    let (_, svg) = page.split_once("<svg").unwrap();
    let (svg, rest) = svg.split_once("</svg>").unwrap();
    let drawn = series.run(&["a.json", "b.json"], &["-f", "svg"]).stdout;
    assert!(drawn.contains(svg), "another picture");
    // Equal steps of the scale for equal ratios.
    let height = |label: &str| -> f64 {
        let text = svg.lines().find(|line| line.ends_with(&format!(">{label}</text>"))).unwrap();
        let (_, from) = text.split_once(" y=\"").unwrap();
        from.split('"').next().unwrap().parse().unwrap()
    };
    let steps = ["100 %", "10 %", "1 %", "0.1 %", "0.01 %"].map(height);
    let differences: Vec<f64> = steps.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(differences.iter().all(|step| (step - differences[0]).abs() < 0.11), "{steps:?}");
    // What is not seen has one thick bar, from the bottom to its limit.
    let thick: Vec<&str> = svg.lines().filter(|line| line.contains("stroke-width=\"5\"")).collect();
    assert_eq!(thick.len(), 1, "{svg}");
    let number = |key: &str| -> f64 {
        let (_, from) = thick[0].split_once(&format!("{key}=\"")).unwrap();
        from.split('"').next().unwrap().parse().unwrap()
    };
    let of_scale = steps.map(|y| y - 4.0);
    assert!((number("y1") - of_scale[4]).abs() < 0.2, "{thick:?}");
    assert!((number("y2") - of_scale[2]).abs() < 0.2, "absence is known down to 1 %: {thick:?}");
    assert!(page.contains("Emerging resistance") && rest.contains("EGFR L858R"));
    // By the name of the output.
    let out = series.path("page.html");
    let named = series.run(&["a.json", "b.json"], &["-o", &out]);
    assert_eq!(named.code, 0, "{}", named.stderr);
    assert!(fs::read_to_string(&out).unwrap().starts_with("<!DOCTYPE html>"));
}

#[test]
fn names_in_the_page_are_text() {
    let series = Series::new();
    series.add("a.json", &[(L858R, 1900, 100)], Some(2000));
    let evil = "<script>alert(1)</script>\u{202e}";
    for name in ["a.json", "b.json"] {
        let text = fs::read_to_string(series.path("a.json")).unwrap();
        let mut json: Value = serde_json::from_str(&text).unwrap();
        json["sample"]["name"] = evil.into();
        fs::write(series.path(name), json.to_string()).unwrap();
    }
    let run = series.run(&["a.json", "b.json"], &["-f", "html"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!run.stdout.contains("<script") && !run.stdout.contains('\u{202e}'));
    assert!(run.stdout.contains("&lt;script&gt;"), "{}", run.stdout);
}
