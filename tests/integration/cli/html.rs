//! The page of a result: one document whichever way it is asked for, in the order of the summary, and nothing
//! of an input or of knowledge in it but text.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use super::support::{Run, records_vcf, theravar};

const EVIL: &str = "<script>alert(1)</script><img/src=x/onerror=alert(2)>\"'`--></style>";

fn example(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
    fs::read(path).unwrap()
}

fn plasma(more: &[&str]) -> String {
    let run =
        theravar(&[&["annotate", "-", "-q", "-t", "LUAD"], more].concat(), &example("plasma.vcf"));
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout
}

fn result() -> Value {
    serde_json::from_str(&plasma(&["-f", "json"])).unwrap()
}

/// Runs `report` on a text.
fn report(json: &[u8], name: &str) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, json).unwrap();
    theravar(&["report", path.to_str().unwrap()], b"")
}

fn page(json: &Value) -> String {
    let run = report(json.to_string().as_bytes(), "result.json");
    assert_eq!((run.code, &*run.stderr), (0, ""));
    run.stdout
}

/// The texts of all elements that begin with `open`, up to the next `<`.
fn texts<'p>(page: &'p str, open: &str) -> Vec<&'p str> {
    page.split(open).skip(1).filter_map(|rest| rest.split('<').next()).collect()
}

#[test]
fn it_is_one_document_by_annotate_and_by_report() {
    let whole = |format: &str| plasma(&["-f", format, "--no-provenance"]);
    let (json, html) = (whole("json"), whole("html"));
    let run = report(json.as_bytes(), "result.json");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout == html, "another document");
    let mut compressed = GzEncoder::new(Vec::new(), Compression::default());
    compressed.write_all(json.as_bytes()).unwrap();
    assert!(report(&compressed.finish().unwrap(), "result.json.gz").stdout == html);
    // With provenance the command alone differs.
    let told = plasma(&["-f", "html"]);
    let mut json = result();
    let command = json["provenance"]["command"].as_str().unwrap().replace("-f json", "-f html");
    json["provenance"]["command"] = command.into();
    assert!(page(&json) == told, "another document");
    // By the name of the output, written whole.
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("r.html");
    plasma(&["--no-provenance", "-o", out.to_str().unwrap()]);
    assert!(fs::read_to_string(out).unwrap() == html);
}

#[test]
fn its_first_part_has_the_order_of_the_summary_and_of_the_terminal() {
    let json = result();
    let summary = &json["summary"];
    let name = |entry: &Value| entry["name"].as_str().unwrap().to_owned();
    let names = |part: &str| summary[part].as_array().unwrap().iter().map(name).collect::<Vec<_>>();
    let ranked = [names("therapies"), names("resistances")].concat();
    assert_eq!(ranked[..3], ["EGFR E746_A750del", "EGFR T790M", "EGFR T790M"]);
    let terminal = plasma(&["-f", "summary"]);
    let level = |line: &&str| {
        ["1", "2", "3A", "R1", "R2"].iter().any(|l| line.starts_with(&format!("  {l} ")))
    };
    let told: Vec<&str> = terminal.lines().filter(level).map(|line| line[6..30].trim()).collect();
    assert_eq!(ranked, told);
    let page = page(&json);
    let first = page.split("id=\"findings\"").next().unwrap();
    let entries: Vec<&str> =
        texts(first, "<h4><a href=\"#v").iter().filter_map(|text| text.split('>').nth(1)).collect();
    assert_eq!(entries, ranked);
    let (fail, elsewhere) =
        (first.find("Therapies that fail"), first.find("In other tumour types"));
    assert!(fail.unwrap() < elsewhere.unwrap());
    for text in ["Not assessed", "To be confirmed", "KRAS G12D (12:25398284:C&gt;T"] {
        assert!(first.contains(text), "{text}");
    }
}

#[test]
fn the_summary_names_variants_by_their_places() {
    // A variant without a finding comes first, and moves the places of the others with `--all`.
    let text = String::from_utf8(example("plasma.vcf")).unwrap();
    let at = text.find("\n#CHROM").unwrap() + 1;
    let at = at + text[at..].find('\n').unwrap() + 1;
    let record = "1\t1000\t.\tA\tC\t.\tPASS\t.\tGT\t0/1\n";
    let input = [&text[..at], record, &text[at..]].concat();
    for more in [&[][..], &["--all"]] {
        let args = ["annotate", "-", "-q", "-t", "LUAD", "-f", "json"];
        let run = theravar(&[&args[..], more].concat(), input.as_bytes());
        let json: Value = serde_json::from_str(&run.stdout).unwrap();
        let summary = &json["summary"];
        let mut count = 0;
        for part in ["therapies", "resistances", "elsewhere", "confirmations", "drivers"] {
            for entry in summary[part].as_array().unwrap() {
                let at = entry["variant"].as_u64().unwrap() as usize;
                assert_eq!(json["variants"][at]["name"], entry["name"], "{part} {more:?}");
                count += 1;
            }
        }
        assert!(count > 10);
        assert_eq!(json["variants"][0].get("name").is_none(), !more.is_empty());
        let conflicts = summary["conflicts"].as_array().unwrap();
        assert_eq!(conflicts.len(), json["conflicts"].as_array().unwrap().len());
        assert!(conflicts[0]["words"][0].as_str().unwrap().contains("C797S"));
        // What a table of effects knows is not unknown.
        assert_eq!(summary["unknown_significance"], 0);
    }
}

#[test]
fn what_is_no_result_is_refused_in_one_line() {
    let without = |key: &str| {
        let mut json = result();
        json.as_object_mut().unwrap().remove(key);
        json.to_string()
    };
    let with = |key: &str, value: Value| {
        let mut json = result();
        json[key] = value;
        json.to_string()
    };
    let mut beyond = result();
    beyond["summary"]["therapies"][0]["variant"] = json!(999);
    let whole = result().to_string();
    for (text, said) in [
        (String::new(), "EOF"),
        ("{}".to_owned(), "schema_version"),
        ("[1, 2]".to_owned(), "not a result"),
        ("<html>".to_owned(), "not a result"),
        ("{\"schema_version\": 1,\n \"a\": \"\u{1b}[31m\"}".to_owned(), "control character"),
        (whole[..whole.len() / 2].to_owned(), "EOF"),
        (with("schema_version", json!(2)), "annotate the input again"),
        (with("variants", json!("x\ny")), "invalid type"),
        (without("summary"), "missing field `summary`"),
        (beyond.to_string(), "variants[999]"),
    ] {
        let run = report(text.as_bytes(), "other.json");
        assert_eq!(run.code, 3, "{said}: {}", run.stderr);
        assert!(run.stdout.is_empty() && run.stderr.contains(said), "{said}: {}", run.stderr);
        assert_eq!(run.stderr.trim_end().lines().count(), 1, "{}", run.stderr);
    }
    assert_eq!(theravar(&["report", "/nowhere.json"], b"").code, 1);
}

#[test]
fn it_is_asked_for_as_other_formats_are() {
    for (args, said) in [
        (&["-f", "html", "--all"][..], "--all"),
        (&["-f", "html", "--layout", "variant"], "--layout"),
        (&["-o", "x.htm"], ".html[.gz]"),
    ] {
        let run = theravar(&[&["annotate", "-", "-a", "GRCh37"], args].concat(), b"");
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.json");
    fs::write(&path, result().to_string()).unwrap();
    let path = path.to_str().unwrap();
    let run = theravar(&["report", path, "-o", path], b"");
    assert_eq!(run.code, 2, "{}", run.stderr);
}

/// Every text of `value` with `more` behind it, but for words that are part of the schema.
fn poisoned(value: &mut Value, key: &str, more: &str) {
    match value {
        Value::String(text) if !["level", "status", "holds", "assembly"].contains(&key) => {
            text.push_str(more);
        }
        Value::Array(list) => list.iter_mut().for_each(|each| poisoned(each, key, more)),
        Value::Object(map) => map.iter_mut().for_each(|(name, each)| poisoned(each, name, more)),
        _ => {}
    }
}

/// Holds a page against everything that a text must not become.
fn is_inert(page: &str) {
    let after = page.split("</style>").nth(1).unwrap();
    let (body, script) = after.split_once("<script>").unwrap();
    for tag in ["<script", "<style", "<img", "<iframe", "<object", "<form", "<base", "<link"] {
        assert!(!body.contains(tag), "{tag}");
    }
    assert_eq!((page.matches("<script").count(), page.matches("<style>").count()), (1, 1));
    assert!(script.ends_with("</script></body></html>"));
    for href in texts(body, "href=\"").iter().filter_map(|text| text.split('"').next()) {
        assert!(href.starts_with('#') || href.starts_with("https://"), "{href}");
    }
    // Inside a tag there is no handler, no style, and no address but that of a link.
    for tag in body.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let mut outside = String::new();
        for (index, part) in tag.split('"').enumerate() {
            outside.push_str(if index % 2 == 0 { part } else { "" });
        }
        for part in [" on", " style=", " src=", " srcdoc=", " action="] {
            assert!(!outside.contains(part), "{part} in {tag}");
        }
    }
    let is_control = |c: char| {
        (c.is_control() && !"\n\t".contains(c))
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!page.contains(is_control));
}

#[test]
fn no_text_becomes_more_than_text() {
    let filter = EVIL.replace(';', "");
    let record = format!("chr7 140753336 . A T . {filter} . AD 100,100");
    let vcf = String::from_utf8(records_vcf(&[&record]))
        .unwrap()
        .replace("\tT\n", &format!("\t{EVIL}\n"));
    let args =
        ["annotate", "-", "-q", "-a", "GRCh38", "-t", "MEL", "--include-filtered", "-f", "html"];
    let run = theravar(&args, vcf.as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    is_inert(&run.stdout);
    assert!(run.stdout.contains("&lt;script&gt;alert(1)&lt;/script&gt;&lt;img"));

    // The user's own knowledge.
    let mut own = tempfile::NamedTempFile::with_suffix(".tsv").unwrap();
    writeln!(
        own,
        "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\tdirection\tsignificance\t\
         source_level\tcitation\trating\tflagged\torigin\nBRAF\tBRAF V600E\tjavascript:alert(1)\tuser\t{EVIL}\t\
         ONCOTREE:MEL\tDrug {EVIL}\t\tSupports\tSensitivity/Response\tA\thttps://evil.example/{EVIL}\t\tfalse\t"
    )
    .unwrap();
    let own = own.into_temp_path();
    let run =
        theravar(&[&args[..], &["--knowledge", own.to_str().unwrap()]].concat(), vcf.as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    is_inert(&run.stdout);
    assert!(
        run.stdout.contains("Drug &lt;script&gt;") && !run.stdout.contains("href=\"https://evil")
    );

    // Any string of a result, as another program may have written it.
    for more in [
        EVIL,
        "</script><script>alert(4)</script>",
        "\" onmouseover=\"alert(6)",
        "javascript:alert(5)",
        "\u{0}\u{1b}[31m\u{202e}\u{2028}\u{9b}\r",
    ] {
        let mut json = result();
        poisoned(&mut json, "", more);
        is_inert(&page(&json));
    }
}

#[test]
fn a_browser_may_run_its_own_script_and_style_and_nothing_else() {
    use base64::Engine;
    use sha2::{Digest, Sha256};

    let page = page(&result());
    let within = |tag: &str| {
        let rest = page.split_once(&format!("<{tag}>")).unwrap().1;
        rest.split_once(&format!("</{tag}>")).unwrap().0
    };
    let hash = |text: &str| base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text));
    let policy = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{}'; \
         script-src 'sha256-{}'; base-uri 'none'; form-action 'none'\">",
        hash(within("style")),
        hash(within("script"))
    );
    assert!(page.contains(&policy));
    // It comes before anything that it is to hold for.
    assert!(page.find(&policy) < page.find("<style>"));
}

#[test]
fn evidence_that_findings_share_is_written_once() {
    // Two changes of a gene that one statement on the gene speaks of.
    let vcf = records_vcf(&[
        "chr17 7675088 . C T . PASS . AD 50,50",
        "chr17 7674220 . C T . PASS . AD 50,50",
    ]);
    let run = theravar(&["annotate", "-", "-q", "-a", "GRCh38", "-t", "COAD", "-f", "html"], &vcf);
    let shared = run.stdout.matches(", as under <a href=\"#v").count();
    assert!(shared >= 1 && run.stdout.contains("TP53 R175H") && run.stdout.contains("TP53 R248Q"));
}

/// `INSTA_UPDATE=always cargo test --test integration cli::html` accepts what is written now.
#[test]
fn a_small_page_is_as_reviewed() {
    let vcf = records_vcf(&["chr7 55154129 . C T . PASS . AD 120,80"]);
    let args = ["annotate", "-", "-q", "-a", "GRCh38", "-f", "html", "--no-provenance"];
    let run = theravar(&args, &vcf);
    assert_eq!(run.code, 0, "{}", run.stderr);
    is_inert(&run.stdout);
    let (head, rest) = run.stdout.split_once("<body>").unwrap();
    assert!(head.starts_with("<!DOCTYPE html><html lang=\"en\">"));
    let (body, _) = rest.split_once("<script>").unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("../snapshots");
    let lines = body.replace("</div><div>", "</div>\n<div>").replace("</li><li", "</li>\n<li");
    let lines = lines.replace("</tr><tr", "</tr>\n<tr").replace("><section", ">\n<section");
    settings.bind(|| insta::assert_snapshot!("report_small.html", lines));
}
