//! What the program says of each file in `examples/`, in every format, against what was reviewed.
//!
//! `INSTA_UPDATE=always cargo test --test integration examples` accepts what is said now; the
//! difference is then reviewed in the version control. Version, command line and SHA-256 are
//! replaced by their names, since they change without a change of meaning.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Each file, the tumour type that it is annotated for, and what `explain` is asked about it.
const EXAMPLES: [(&str, &str, &str); 4] = [
    ("germline", "HGSOC", "BRCA2 Reversion Mutation"),
    ("plasma", "LUAD", "EGFR C797S"),
    ("structural", "LUAD", "EML4::ALK"),
    ("tumor", "COAD", "APC R1450*"),
];

/// Columns of layout `evidence` that tell its rows apart; the others repeat layout `variant`.
const EVIDENCE: [&str; 9] = [
    "gene",
    "protein_change",
    "profile",
    "evidence_id",
    "therapies",
    "level",
    "disease",
    "profile_match_type",
    "conditions",
];

/// Runs the program in the repository's root, so that the paths in its output are the same anywhere.
fn said(args: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_theravar"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{args:?}: {stderr}");
    assert!(!stderr.contains("REF"), "the example has the assembly's bases: {stderr}");
    String::from_utf8(run.stdout).unwrap()
}

fn annotated(file: &str, tumor_type: &str, more: &[&str]) -> String {
    let path = format!("examples/{file}.vcf");
    said(&[&["annotate", &path, "-t", tumor_type, "--threads", "2"], more].concat())
}

/// Compares with `snapshots/NAME.snap`.
fn compare(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.add_filter(r"\b[0-9a-f]{64}\b", "[SHA-256]");
    let version = [
        ("## theravar: ", ""),
        ("\"theravar\": \"", "\""),
        ("=<Version=\"", "\""),
        ("theravar ", "\nsample"),
    ];
    for (before, after) in version {
        let replacement = format!("$1[VERSION]{after}");
        settings.add_filter(&format!("({before})[0-9.]+{after}"), replacement);
    }
    let command = [("## command: ", "\n"), ("\"command\": \"", "\""), (",Command=\"", "\"")];
    for (before, after) in command {
        let replacement = format!("$1[COMMAND]{after}");
        settings.add_filter(&format!("({before})[^{after}]+{after}"), replacement);
    }
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Every row of layout `evidence` in the columns that tell it apart, after the names of all columns.
fn evidence(text: &str) -> String {
    let mut lines = text.lines().filter(|line| !line.starts_with("##"));
    let header = lines.next().unwrap();
    let columns: Vec<&str> = header.split('\t').collect();
    let places = EVIDENCE.map(|name| columns.iter().position(|column| *column == name).unwrap());
    let mut out = format!("columns: {}\n\n{}\n", columns.join(" "), EVIDENCE.join(" | "));
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), columns.len(), "{line}");
        out += &format!("{}\n", places.map(|place| cells[place]).join(" | "));
    }
    out
}

/// The object with two profiles of each variant and one statement of each: layout `evidence` has all.
fn shortened(text: &str) -> String {
    let mut object: Value = serde_json::from_str(text).unwrap();
    for variant in object["variants"].as_array_mut().unwrap() {
        let matches = variant["matches"].as_array_mut().unwrap();
        for one in matches.iter_mut() {
            keep(one["evidence"].as_array_mut().unwrap(), 1);
        }
        keep(matches, 2);
    }
    serde_json::to_string_pretty(&object).unwrap()
}

/// Keeps the first items of a list, and says how many followed.
fn keep(list: &mut Vec<Value>, most: usize) {
    if list.len() > most {
        let more = list.len() - most;
        list.truncate(most);
        list.push(format!("and {more} more").into());
    }
}

#[test]
fn every_example_is_compared() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| {
            Some(entry.unwrap().file_name().to_str()?.strip_suffix(".vcf")?.to_owned())
        })
        .collect();
    files.sort();
    assert_eq!(files, EXAMPLES.map(|(file, _, _)| file));
}

#[test]
fn one_row_an_allele() {
    for (file, tumor_type, _) in EXAMPLES {
        compare(&format!("{file}.variant.tsv"), &annotated(file, tumor_type, &[]));
    }
}

#[test]
fn one_page() {
    for (file, tumor_type, _) in EXAMPLES {
        compare(&format!("{file}.page.txt"), &annotated(file, tumor_type, &["-f", "summary"]));
    }
}

#[test]
fn one_row_a_statement() {
    for (file, tumor_type, _) in EXAMPLES {
        let text = annotated(file, tumor_type, &["--layout", "evidence"]);
        compare(&format!("{file}.evidence.tsv"), &evidence(&text));
    }
}

#[test]
fn one_object() {
    for (file, tumor_type, _) in EXAMPLES {
        let text = annotated(file, tumor_type, &["-f", "json"]);
        compare(&format!("{file}.json"), &shortened(&text));
    }
}

#[test]
fn the_input_with_what_was_found() {
    for (file, tumor_type, _) in EXAMPLES {
        compare(&format!("{file}.vcf"), &annotated(file, tumor_type, &["-f", "vcf"]));
    }
}

#[test]
fn one_variant_explained() {
    for (file, tumor_type, query) in EXAMPLES {
        compare(&format!("{file}.explain.txt"), &said(&["explain", query, "-t", tumor_type]));
    }
}
