//! `cargo xtask data`: the tables that are compiled in are what their makers make of their sources.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use theravar::curate::tables::Folders;
use theravar::io::{Output, Sha256Hex, sha256};
use theravar::knowledge::manifest::{self, Entry, Kind};

use crate::readme;

pub(crate) const MANIFEST: &str = "data/manifest.tsv";
const README: &str = "data/README.md";
/// Tables are made from tables that are compiled in; no chain of them is longer.
const ROUNDS: u8 = 5;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Write nothing; fail where a table, a digest or the README would change
    #[arg(long)]
    check: bool,
    /// The folder of the shared facts, with `kb` and `ref`; by default that of the variable
    /// `THERAVAR_SHARED`, or `../shared` beside the repository
    #[arg(long, value_name = "DIR")]
    shared: Option<PathBuf>,
    /// Generated tables, such as `fda.tsv` or `fda`; without any, all
    #[arg(value_name = "TABLE")]
    tables: Vec<String>,
    /// How often the program may be built again for the tables that it has just written
    #[arg(long, hide = true, default_value_t = ROUNDS)]
    rounds: u8,
}

/// What became of the tables.
#[derive(Debug, Default)]
struct Outcome {
    /// Generated tables that were made from their sources.
    made: Vec<String>,
    /// Those of them whose bytes are not those of the file.
    changed: Vec<String>,
    /// Those whose sources are not here.
    skipped: usize,
}

/// Makes the tables, or checks them; returns whether all is as it should be.
pub(crate) fn run(args: &Args) -> Result<bool> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let shared = match (&args.shared, std::env::var_os("THERAVAR_SHARED")) {
        (Some(shared), _) => shared.clone(),
        (None, Some(shared)) => shared.into(),
        (None, None) => repository.join("../shared"),
    };
    let folders = Folders { repository, shared };
    let manifest = folders.repository.join(MANIFEST);
    let text = read(&manifest)?;
    let entries = manifest::parse(Path::new(MANIFEST), &text)?;
    let selected = select(&entries, &args.tables)?;

    let outcome = make(&folders, &selected, args.check)?;
    if !outcome.changed.is_empty() && !args.check {
        return build_and_run_again(args);
    }
    let (manifest_text, stale) = digests(&folders.repository, &entries, &text, &outcome.made)?;
    let mut problems = stale;
    let readme_path = folders.repository.join(README);
    let readme_text = read(&readme_path)?;
    let readme_made = readme::with_table(&readme_text, &entries)?;
    for (name, path, before, now) in [
        (MANIFEST, &manifest, &text, &manifest_text),
        (README, &readme_path, &readme_text, &readme_made),
    ] {
        if before == now {
            continue;
        }
        if args.check {
            problems.push(format!("{name}: {}", first_difference(before, now)));
        } else {
            write(path, now)?;
            eprintln!("written: {name}");
        }
    }
    problems.iter().for_each(|problem| eprintln!("differs: {problem}"));
    eprintln!(
        "{} generated tables: {} as their makers make them, {} different, {} skipped for want of their sources",
        selected.len(),
        outcome.made.len() - outcome.changed.len(),
        outcome.changed.len(),
        outcome.skipped
    );
    let is_right = problems.is_empty() && outcome.changed.is_empty();
    if !is_right && args.check {
        eprintln!("cargo xtask data writes them");
    }
    Ok(is_right)
}

/// Returns the generated tables that `names` ask for.
fn select<'e>(entries: &'e [Entry], names: &[String]) -> Result<Vec<&'e Entry>> {
    let generated = || entries.iter().filter(|entry| entry.kind == Kind::Generated);
    let is_named = |entry: &Entry, name: &str| {
        entry.table == name || entry.table.strip_suffix(".tsv") == Some(name)
    };
    for name in names {
        if !generated().any(|entry| is_named(entry, name)) {
            let known: Vec<&str> = generated().map(|entry| entry.table.as_str()).collect();
            bail!("{name} is no generated table; these are: {}", known.join(", "));
        }
    }
    let is_wanted =
        |entry: &&Entry| names.is_empty() || names.iter().any(|name| is_named(entry, name));
    Ok(generated().filter(is_wanted).collect())
}

/// Makes each table, and writes those that differ unless this is a check.
fn make(folders: &Folders, selected: &[&Entry], check: bool) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for entry in selected {
        let sources = folders.sources(entry).into_iter().zip(&entry.made_from);
        let missing = sources
            .filter(|(path, file)| !file.starts_with("data/") && !path.exists())
            .map(|(path, _)| path.display().to_string())
            .collect::<Vec<_>>();
        if !missing.is_empty() {
            outcome.skipped += 1;
            eprintln!("skipped: {}: not here: {}", entry.table, missing.join(", "));
            continue;
        }
        let made = folders.make(entry).with_context(|| format!("cannot make {}", entry.table))?;
        let path = folders.repository.join(entry.path());
        let before = if path.exists() { read(&path)? } else { String::new() };
        if made != before {
            let what = if check { "differs" } else { "written" };
            eprintln!("{what}: {}: {}", entry.path(), first_difference(&before, &made));
            if !check {
                write(&path, &made)?;
            }
            outcome.changed.push(entry.table.clone());
        }
        outcome.made.push(entry.table.clone());
    }
    Ok(outcome)
}

/// Returns the manifest with the digests of the files, and what must not be signed: a generated table
/// that is not what was written last, and that was not made now.
fn digests(
    repository: &Path,
    entries: &[Entry],
    text: &str,
    made: &[String],
) -> Result<(String, Vec<String>)> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut problems = Vec::new();
    for entry in entries {
        let digest = sha256(repository.join(entry.path()))?.to_string();
        if entry.sha256 == digest {
            continue;
        }
        if entry.kind == Kind::Generated && !made.contains(&entry.table) {
            let path = entry.path();
            problems
                .push(format!("{path}: SHA-256 {digest}, but the manifest has {}", entry.sha256));
            continue;
        }
        let line = usize::try_from(entry.line)?.checked_sub(1).and_then(|at| lines.get_mut(at));
        let line = line.with_context(|| format!("{MANIFEST} has no line {}", entry.line))?;
        let before = line.rfind('\t').map_or(0, |tab| tab + 1);
        line.replace_range(before.., &digest);
    }
    Ok((lines.join("\n") + "\n", problems))
}

/// Some tables are made from others that are compiled in, so the program is built with what was
/// written, until nothing changes any more.
fn build_and_run_again(args: &Args) -> Result<bool> {
    let Some(rounds) = args.rounds.checked_sub(1) else {
        bail!("tables still change after {ROUNDS} rounds: a maker does not make the same twice");
    };
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--package", "xtask", "--", "data"]);
    command.args(["--rounds", &rounds.to_string()]);
    if let Some(shared) = &args.shared {
        command.arg("--shared").arg(shared);
    }
    command.args(&args.tables);
    Ok(command.status().context("cargo cannot be run")?.success())
}

/// Names the first line that is not the same, for a message.
fn first_difference(before: &str, now: &str) -> String {
    let shorten = |line: &str| line.chars().take(120).collect::<String>();
    for (number, (old, new)) in (1..).zip(before.lines().zip(now.lines())) {
        if old != new {
            return format!("line {number}: {:?} -> {:?}", shorten(old), shorten(new));
        }
    }
    let [old, new] = [before, now].map(|text| text.lines().count());
    if old == new {
        return format!("line ends differ, SHA-256 -> {}", Sha256Hex::of(now));
    }
    format!("{old} -> {new} lines")
}

pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes a whole file, or none.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    let mut output = Output::create(path)?;
    output
        .write_all(text.as_bytes())
        .with_context(|| format!("cannot write {}", path.display()))?;
    Ok(output.commit()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(table: &str, kind: &str) -> String {
        let (from, command) = match kind {
            "generated" => ("kb/x.tsv", format!("cargo xtask data {table}")),
            _ => ("", String::new()),
        };
        format!("{table}\t{kind}\tsource\tx\t\tCC0\t{from}\t{command}\tstale\n")
    }

    /// A repository with a curated and a generated table, and its manifest.
    fn repository() -> (tempfile::TempDir, String) {
        let folder = tempfile::tempdir().unwrap();
        for (kind, text) in [("curated", "abc"), ("generated", "def")] {
            fs::create_dir_all(folder.path().join("data").join(kind)).unwrap();
            fs::write(folder.path().join(format!("data/{kind}/{kind}.tsv")), text).unwrap();
        }
        let header = manifest::COLUMNS.join("\t");
        let rows = [entry("curated.tsv", "curated"), entry("generated.tsv", "generated")].concat();
        (folder, format!("# comment\n{header}\n{rows}"))
    }

    #[test]
    fn digests_are_written_of_what_was_made_or_is_curated() {
        let (folder, text) = repository();
        let entries = manifest::parse(Path::new("m"), &text).unwrap();
        let (now, problems) = digests(folder.path(), &entries, &text, &[]).unwrap();
        let abc = Sha256Hex::of("abc").to_string();
        assert!(now.contains(&format!("\t{abc}\n")) && now.ends_with("\tstale\n"), "{now}");
        assert_eq!(problems.len(), 1);
        assert!(problems[0].starts_with("data/generated/generated.tsv: SHA-256 "), "{problems:?}");
        let made = ["generated.tsv".to_owned()];
        let (now, problems) = digests(folder.path(), &entries, &text, &made).unwrap();
        assert!(!now.contains("stale") && problems.is_empty(), "{now}");
        assert!(now.starts_with("# comment\n"));
    }

    #[test]
    fn tables_by_name_and_what_is_not_here() {
        let (folder, text) = repository();
        let entries = manifest::parse(Path::new("m"), &text).unwrap();
        let selected = select(&entries, &["generated".to_owned()]).unwrap();
        assert_eq!(selected.len(), 1);
        let error = select(&entries, &["curated.tsv".to_owned()]).unwrap_err().to_string();
        assert!(error.contains("these are: generated.tsv"), "{error}");
        let repository = folder.path().to_path_buf();
        let folders = Folders { shared: repository.join("shared"), repository };
        let outcome = make(&folders, &selected, false).unwrap();
        assert_eq!((outcome.made.len(), outcome.skipped), (0, 1));
    }

    #[test]
    fn differences_are_named() {
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), "line 2: \"b\" -> \"c\"");
        assert_eq!(first_difference("a\n", "a\nc\n"), "1 -> 2 lines");
        assert!(first_difference("a\n", "a").starts_with("line ends differ"));
    }
}
