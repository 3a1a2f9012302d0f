//! Takes the SHA-256 of every table in `data/` when the program is built, so that a run need not.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

use sha2::{Digest, Sha256};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=data");
    let mut names = Vec::new();
    for entry in fs::read_dir("data")? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".tsv") {
            names.push(name);
        }
    }
    names.sort();
    let mut table = String::from("&[\n");
    for name in names {
        let mut digest = String::new();
        for byte in Sha256::digest(fs::read(Path::new("data").join(&name))?) {
            let _ = write!(digest, "{byte:02x}");
        }
        let _ = writeln!(table, "    ({name:?}, {digest:?}),");
    }
    table.push(']');
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("OUT_DIR is not set"))?;
    fs::write(Path::new(&out).join("digests.rs"), table)
}
