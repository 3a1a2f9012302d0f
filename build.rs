//! Takes the SHA-256 of every table in `data/` when the program is built, so that a run need not.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

use sha2::{Digest, Sha256};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=data");
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
        let mut digest = String::new();
        for byte in Sha256::digest(fs::read(path)?) {
            let _ = write!(digest, "{byte:02x}");
        }
        let _ = writeln!(table, "    ({name:?}, {digest:?}),");
    }
    table.push(']');
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("OUT_DIR is not set"))?;
    fs::write(Path::new(&out).join("digests.rs"), table)
}
