//! Takes the SHA-256 of every table in `data/` when the program is built, so that a run need not, and one
//! of the program's sources.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use sha2::{Digest, Sha256};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rustc-env=THERAVAR_SOURCES={}", sources()?);
    unwinder_inside();
    let mut tables = Vec::new();
    for folder in ["data/curated", "data/generated"] {
        for entry in fs::read_dir(Path::new(folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".tsv") {
                tables.push((name, entry.path()));
            }
        }
    }
    tables.sort();
    let mut table = String::from("&[\n");
    for (name, path) in tables {
        let digest = hex(Sha256::digest(fs::read(path)?).as_slice());
        let _ = writeln!(table, "    ({name:?}, {digest:?}),");
    }
    table.push(']');
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("OUT_DIR is not set"))?;
    fs::write(Path::new(&out).join("digests.rs"), table)
}

/// Takes the unwinder into the program: where it is a library of its own, every start pays for loading it.
/// A linker that reads libraries in their order, or has no such archive, takes the shared one as before.
fn unwinder_inside() {
    let target = |what: &str| env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") != "linux" || target("ENV") != "gnu" {
        return;
    }
    let linker = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let asked = Command::new(linker).arg("-print-file-name=libgcc_eh.a").output();
    // It answers with the bare name where it has none.
    let found = asked.ok().and_then(|told| String::from_utf8(told.stdout).ok());
    if found.is_some_and(|path| Path::new(path.trim()).is_absolute()) {
        println!("cargo::rustc-link-lib=gcc_eh");
    }
}

/// Returns one digest of the sources, the dependencies and the features: another program has another.
fn sources() -> io::Result<String> {
    let mut files = vec![PathBuf::from("Cargo.toml"), PathBuf::from("Cargo.lock")];
    add_files(Path::new("src"), &mut files)?;
    files.sort();
    let mut digest = Sha256::new();
    // A package may come without its lock.
    for path in files.iter().filter(|path| path.is_file()) {
        digest.update(path.to_string_lossy().as_bytes());
        digest.update(Sha256::digest(fs::read(path)?));
    }
    let mut features: Vec<String> = env::vars()
        .map(|(name, _)| name)
        .filter(|name| name.starts_with("CARGO_FEATURE_"))
        .collect();
    features.sort();
    digest.update(features.join(" "));
    Ok(hex(digest.finalize().as_slice()))
}

fn add_files(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            add_files(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}
