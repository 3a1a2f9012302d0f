//! Imports go one way: a station imports the model and the tables it reads, never another station;
//! only `pipeline` imports stations; only `cli` imports `pipeline`.

use std::path::{Path, PathBuf};

/// What each module may import from the crate besides itself.
const ALLOWED: &[(&str, &[&str])] = &[
    ("model", &["model"]),
    ("io", &["error"]),
    ("input", &["model", "error", "diagnostics", "io"]),
    ("genome", &["model", "error"]),
    ("knowledge", &["model", "error", "io"]),
    ("normalize", &["model", "error"]),
    ("consequence", &["model", "error", "genome"]),
    ("structural", &["model", "error", "genome"]),
    ("matching", &["model", "error", "genome", "knowledge"]),
    ("interpret", &["model", "error", "knowledge"]),
    ("report", &["model", "error", "diagnostics", "io"]),
    (
        "pipeline",
        &[
            "model",
            "error",
            "diagnostics",
            "io",
            "input",
            "genome",
            "knowledge",
            "normalize",
            "structural",
            "consequence",
            "matching",
            "interpret",
            "report",
        ],
    ),
    ("cli", &["model", "error", "io", "genome", "knowledge", "report", "pipeline", "structural"]),
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn imports_go_one_way() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 50, "the sources were found");
    let mut breaches = Vec::new();
    for file in files {
        let inside = file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().into_owned();
        let station = inside.split(['/', '.']).next().unwrap_or_default();
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == station) else {
            continue;
        };
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        // Tests inside a module may read what they like.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let is_test = ["tests.rs", "real_files.rs", "corpus_tests.rs", "vectors.rs"]
            .iter()
            .any(|name| inside.ends_with(name));
        for (number, line) in (1..).zip(code.lines()).filter(|_| !is_test) {
            let Some((_, rest)) = line.split_once("use crate::") else { continue };
            let module: String =
                rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let is_root = module.chars().next().is_none_or(char::is_uppercase);
            if !is_root && module != station && !allowed.contains(&module.as_str()) {
                breaches.push(format!("{inside}:{number}: {station} imports {module}"));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}
