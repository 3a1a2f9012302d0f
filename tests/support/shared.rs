//! Real files that are too large, or not free enough, to lie in the repository.

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Names the folder of the real files; without it they are looked for in `../shared`.
const FOLDER: &str = "THERAVAR_SHARED";

/// Returns the path of a file or folder of the collection, or `None` where it is not here.
///
/// Writes which test was skipped, and why, where `cargo test` shows it: the harness catches what a
/// passing test prints with a macro, but not what it writes to the stream itself.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os(FOLDER)
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let path = folder.join(name);
    if path.exists() {
        return Some(path);
    }
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    let line = format!("skipped: {test}: {} is not here\n", path.display());
    let _ = std::io::stderr().write_all(line.as_bytes());
    None
}
