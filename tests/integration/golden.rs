//! Worked cases: a sample of each major tumour type, and the page that a molecular tumour board
//! would write for it, by hand from its sources. `tests/golden/README.md` describes the files.
//!
//! Both ways: each expectation is met, and no call of level 1, 2 or R1 is left unlisted.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;
use theravar::model::regimen;

use crate::cli::support::theravar;

/// Levels of which every call is listed.
const LISTED: [&str; 3] = ["1", "2", "R1"];
/// Levels that a row `weak` allows.
const WEAK: [&str; 3] = ["3B", "4", "R2"];
/// Levels that a row `none` forbids.
const STRONG: [&str; 4] = ["1", "2", "3A", "R1"];

/// A case: what is asked, and what must come of it.
struct Case {
    name: String,
    about: BTreeMap<String, String>,
    rows: Vec<Expected>,
}

struct Expected {
    kind: String,
    variant: String,
    /// Drugs of a regimen; of a row `flag`, the flag.
    what: String,
    level: String,
    source: String,
}

/// A regimen that the program gives a level.
struct Call {
    variant: String,
    regimen: String,
    key: String,
    level: String,
    is_conditional: bool,
}

impl Call {
    fn told(&self) -> String {
        let condition = if self.is_conditional { " if" } else { "" };
        format!("{}{condition}", self.level)
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn cases() -> Vec<Case> {
    let files = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut names: Vec<String> = files
        .filter(|path| path.extension().is_some_and(|ext| ext == "vcf"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names.into_iter().map(Case::read).collect()
}

impl Case {
    fn read(name: String) -> Self {
        let text = std::fs::read_to_string(folder().join(format!("{name}.tsv"))).unwrap();
        let (comments, table): (Vec<&str>, Vec<&str>) =
            text.lines().partition(|line| line.starts_with('#'));
        let about = comments
            .iter()
            .filter_map(|line| line.trim_start_matches("# ").split_once(": "))
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        let (header, rows) = table.split_first().unwrap();
        assert_eq!(*header, "expect\tvariant\tregimen\tlevel\tsource\treason", "{name}");
        let rows = rows.iter().map(|row| {
            let cells: Vec<&str> = row.split('\t').collect();
            let &[kind, variant, what, level, source, _] = cells.as_slice() else {
                panic!("{name}: {row}")
            };
            let [kind, variant, what, level, source] =
                [kind, variant, what, level, source].map(str::to_owned);
            Expected { kind, variant, what, level, source }
        });
        Self { rows: rows.collect(), name, about }
    }

    fn result(&self) -> Value {
        let path = |end: &str| folder().join(format!("{}.{end}", self.name));
        let vcf = path("vcf").to_str().unwrap().to_owned();
        let mut args = vec!["annotate".to_owned(), vcf, "-f".to_owned(), "json".to_owned()];
        args.extend(["-t".to_owned(), self.about["tumor_type"].clone()]);
        for fact in self.about.get("facts").into_iter().flat_map(|facts| facts.split(';')) {
            args.extend(["--fact".to_owned(), fact.to_owned()]);
        }
        if let Some(options) = self.about.get("options") {
            args.extend(options.split(' ').map(str::to_owned));
        }
        for table in ["cna", "fusions"] {
            let file = path(&format!("{table}.tsv"));
            if file.exists() {
                args.extend([format!("--{table}"), file.to_str().unwrap().to_owned()]);
            }
        }
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let run = theravar(&args, b"");
        assert_eq!(run.code, 0, "{}: {}", self.name, run.stderr);
        serde_json::from_str(&run.stdout).unwrap()
    }

    /// What differs from the page, in words.
    fn differences(&self) -> Vec<String> {
        let result = self.result();
        let variants = result["variants"].as_array().unwrap();
        let calls: Vec<Call> = variants.iter().flat_map(calls).collect();
        let mut wrong = Vec::new();
        let mut listed = BTreeSet::new();
        for row in &self.rows {
            let Expected { kind, variant, what, level, source } = row;
            let own = || calls.iter().filter(|call| variant == "any" || call.variant == *variant);
            let told = |call: &Call| format!("{} {} {}", call.variant, call.regimen, call.told());
            match kind.as_str() {
                "call" => {
                    let key = regimen::key(what);
                    let is_side =
                        |call: &&Call| call.level.starts_with('R') == level.starts_with('R');
                    let found = own().filter(is_side).find(|call| call.key == key);
                    listed.insert((variant.clone(), key.clone(), level.starts_with('R')));
                    if found.is_none_or(|call| call.told() != *level) {
                        let got = found.map_or("none".to_owned(), Call::told);
                        wrong.push(format!(
                            "{variant}: {what}: wanted {level}, got {got} ({source})"
                        ));
                    }
                }
                "silent" => wrong.extend(own().map(|call| format!("not silent: {}", told(call)))),
                "weak" => wrong.extend(
                    own()
                        .filter(|call| !WEAK.contains(&&*call.level))
                        .map(|call| format!("not weak: {}", told(call))),
                ),
                "none" => wrong.extend(
                    own()
                        .filter(|call| STRONG.contains(&&*call.level) && holds(&call.regimen, what))
                        .map(|call| format!("must not be there: {}", told(call))),
                ),
                "flag" | "no_flag" => {
                    let has = variants.iter().filter(|v| name(v) == *variant).any(|v| {
                        v["flags"].as_array().unwrap().iter().any(|flag| flag == what.as_str())
                    });
                    if has != (kind == "flag") {
                        wrong.push(format!("{variant}: {kind} {what}"));
                    }
                }
                "escat" => {
                    let tiers: Vec<&str> = variants
                        .iter()
                        .filter(|v| name(v) == *variant)
                        .filter_map(|v| v["escat"].as_str())
                        .collect();
                    if tiers.first().copied().unwrap_or_default() != level {
                        wrong
                            .push(format!("{variant}: ESCAT {tiers:?}, wanted {level} ({source})"));
                    }
                }
                "section" => {
                    if !is_in_section(&result, variant, what, level) {
                        wrong.push(format!("{variant}: {what} {level} is not in its section"));
                    }
                }
                other => wrong.push(format!("no kind of expectation: {other}")),
            }
        }
        let is_unlisted = |call: &&Call| {
            let key = (call.variant.clone(), call.key.clone(), call.level.starts_with('R'));
            LISTED.contains(&&*call.level) && !listed.contains(&key)
        };
        wrong.extend(calls.iter().filter(is_unlisted).map(|call| {
            format!("not on the page: {} {} {}", call.variant, call.regimen, call.told())
        }));
        wrong.into_iter().map(|told| format!("{}: {told}", self.name)).collect()
    }
}

/// Whether a list of the result (`pharmacogenes`, `germline`) has an object of the gene with the
/// words in it. `variant` is `LIST GENE`.
fn is_in_section(result: &Value, variant: &str, what: &str, level: &str) -> bool {
    let Some((list, gene)) = variant.split_once(' ') else { return false };
    result[list].as_array().into_iter().flatten().filter(|entry| entry["gene"] == gene).any(
        |entry| {
            let text = entry.to_string();
            text.contains(what) && text.contains(level)
        },
    )
}

fn holds(regimen: &str, drug: &str) -> bool {
    let own: Vec<String> =
        regimen.split(" + ").flat_map(|part| part.split(" then ")).map(str::to_lowercase).collect();
    drug.to_lowercase().split(" + ").all(|drug| own.iter().any(|own| own == drug))
}

/// Gene and change: `EGFR L858R`, `ERBB2 amplification`, `EML4::ALK fusion`.
fn name(variant: &Value) -> String {
    let change = ["protein_change", "hgvs_c"]
        .iter()
        .find_map(|key| variant[key].as_str())
        .or_else(|| variant["structural"]["word"].as_str())
        .unwrap_or_default();
    format!("{} {change}", variant["gene"].as_str().unwrap_or_default()).trim_end().to_owned()
}

fn calls(variant: &Value) -> Vec<Call> {
    let of = |side: &str| variant[side].as_array().cloned().unwrap_or_default();
    ["therapies_sensitive", "therapies_resistant"]
        .iter()
        .flat_map(|side| of(side))
        .map(|regimen| {
            let text = |key: &str| regimen[key].as_str().unwrap().to_owned();
            Call {
                variant: name(variant),
                key: regimen::key(&text("regimen")),
                regimen: text("regimen"),
                level: text("level"),
                is_conditional: regimen["conditional"] == true,
            }
        })
        .collect()
}

#[test]
fn each_case_reads_as_its_page() {
    let cases = cases();
    let wrong: Vec<String> = cases.iter().flat_map(Case::differences).collect();
    let rows: usize = cases.iter().map(|case| case.rows.len()).sum();
    println!("{} cases, {rows} expectations", cases.len());
    assert!(
        wrong.is_empty(),
        "{} differences from the pages of tests/golden. A page states what its sources say: correct the code or \
         the knowledge; change a page only with a source.\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn pages_are_many_and_name_their_sources() {
    let cases = cases();
    let types: BTreeSet<&String> = cases.iter().map(|case| &case.about["tumor_type"]).collect();
    assert!(types.len() >= 24, "{} tumour types", types.len());
    for case in &cases {
        assert!(case.about.contains_key("title"), "{}", case.name);
        for row in case.rows.iter().filter(|row| row.kind == "call") {
            assert!(!row.source.is_empty(), "{}: {} {}", case.name, row.variant, row.what);
        }
    }
}
