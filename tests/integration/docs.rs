//! The book in `docs/`: every page is in it, every link leads somewhere, every command runs, and the table
//! of callers is what the program reads.
//!
//! `THERAVAR_WRITE_DOCS=1 cargo test --test integration docs` writes the table again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const BEGIN: &str = "<!-- made by cargo test --test integration docs -->\n";
const END: &str = "\n<!-- end -->";
/// Programs that `scripts/ci_workflows` runs the commands of.
const OF_WORKFLOWS: [&str; 3] = ["snakemake", "cwltool", "miniwdl"];
/// Programs that are run here, with what else a line needs.
const RUN_HERE: [&str; 4] = ["theravar", "cat", "printf", "gzip"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the files of a folder and of those in it, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn pages() -> Vec<(PathBuf, String)> {
    let is_page = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "md");
    let pages = files(&root().join("docs")).into_iter().filter(is_page);
    pages.map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

/// Returns where the links of a page lead, those to elsewhere left out.
fn links(text: &str) -> Vec<String> {
    // What is quoted as code is no link.
    let plain: String = text
        .lines()
        .filter(|line| !line.starts_with("    "))
        .flat_map(|line| line.split('`').step_by(2).chain(["\n"]))
        .collect();
    let targets = plain.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let targets = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
    targets.map(|target| target.split('#').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_page_is_in_the_book_and_every_link_leads_somewhere() {
    let folder = root().join("docs");
    let mut listed = BTreeSet::new();
    let mut count = 0;
    for (path, text) in pages() {
        for target in links(&text) {
            let target = path.parent().unwrap().join(&target);
            assert!(target.is_file(), "{}: {} is not there", path.display(), target.display());
            count += 1;
            if path.ends_with("docs/SUMMARY.md") {
                let is_new = listed.insert(target.canonicalize().unwrap());
                assert!(is_new, "SUMMARY.md has {} twice", target.display());
            }
        }
    }
    assert!(count > 60, "{count} links");
    for (path, _) in pages() {
        let path = path.canonicalize().unwrap();
        let is_listed = listed.contains(&path) || path.ends_with("docs/SUMMARY.md");
        assert!(is_listed, "{} is not in {}/SUMMARY.md", path.display(), folder.display());
    }
}

fn copy(from: &Path, to: &Path) {
    for path in files(from) {
        let target = to.join(path.strip_prefix(from).unwrap());
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(&path, target).unwrap();
    }
}

/// Returns the lines of a page that begin with a prompt.
fn commands(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| line.strip_prefix("    $ "))
}

#[cfg(unix)]
#[test]
fn every_command_runs() {
    let binary = Path::new(env!("CARGO_BIN_EXE_theravar"));
    let path = std::env::var("PATH").unwrap();
    let path = format!("{}:{path}", binary.parent().unwrap().display());
    let (mut count, mut of_workflows) = (0, 0);
    for (page, text) in pages() {
        let is_of_workflow = |command: &&str| OF_WORKFLOWS.contains(&first_word(command));
        let (elsewhere, here): (Vec<&str>, Vec<&str>) = commands(&text).partition(is_of_workflow);
        of_workflows += elsewhere.len();
        if here.is_empty() {
            continue;
        }
        let work = tempfile::tempdir().unwrap();
        copy(&root().join("docs"), work.path());
        copy(&root().join("examples"), &work.path().join("examples"));
        for command in here {
            let name = format!("{}: {command}", page.display());
            assert!(RUN_HERE.contains(&first_word(command)), "{name}: not run by any test");
            let run = Command::new("bash")
                .args(["-euo", "pipefail", "-c", command])
                .current_dir(work.path())
                .env("PATH", &path)
                .output()
                .unwrap();
            let stderr = String::from_utf8_lossy(&run.stderr);
            assert!(run.status.success(), "{name}: {} {stderr}", run.status);
            assert!(!stderr.contains("REF base"), "{name}: a file of the book is wrong: {stderr}");
            count += 1;
        }
    }
    assert!(count > 30 && of_workflows >= 4, "{count} here, {of_workflows} of workflows");
}

fn first_word(command: &str) -> &str {
    command.split(' ').next().unwrap_or_default()
}

/// Makes a row of the table: what the program reads of the file.
fn row(path: &Path) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_theravar"))
        .args(["annotate", "-t", "LUAD", "-f", "json", "-q"])
        .arg(path)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}: {}", path.display(), String::from_utf8_lossy(&run.stderr));
    let result: Value = serde_json::from_slice(&run.stdout).unwrap();
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let sample = &result["sample"];
    let variants = result["variants"].as_array().unwrap();
    assert!(!variants.is_empty(), "{}", path.display());
    let first = &variants[0];
    let name = format!("{} {}", text(&first["gene"]), text(&first["protein_change"]));
    let name_of_file = path.file_name().unwrap().to_string_lossy();
    let cells = [
        format!("`{name_of_file}`"),
        text(&sample["name"]),
        text(&sample["chosen_by"]),
        text(&sample["assembly"]),
        name.trim_end().to_owned(),
        text(&first["depth_source"]),
        format!("{} of {}", text(&first["alt_depth"]), text(&first["depth"])),
        text(&first["vaf"]),
    ];
    format!("| {} |\n", cells.join(" | "))
}

#[test]
fn the_table_of_callers_is_what_is_read() {
    let page = root().join("docs/callers.md");
    let text = std::fs::read_to_string(&page).unwrap();
    let is_vcf = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "vcf");
    let files: Vec<PathBuf> =
        files(&root().join("docs/callers")).into_iter().filter(is_vcf).collect();
    let header =
        ["file", "tumour", "known by", "assembly", "finding", "fields", "reads", "fraction"];
    let mut table = format!("| {} |\n|{}\n", header.join(" | "), "---|".repeat(header.len()));
    for path in &files {
        table.push_str(&row(path));
        let of_caller = path.with_extension("md");
        let command = format!("theravar annotate callers/{}", path.file_name().unwrap().display());
        let told = std::fs::read_to_string(&of_caller).unwrap();
        assert!(told.contains(&command), "{}: no {command}", of_caller.display());
    }
    assert!(files.len() >= 13, "{files:?}");
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (written, after) = rest.split_once(END).unwrap();
    if std::env::var_os("THERAVAR_WRITE_DOCS").is_some() {
        std::fs::write(&page, format!("{before}{BEGIN}\n{table}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(written.trim(), table.trim(), "THERAVAR_WRITE_DOCS=1 writes it again");
}
