//! Names of files: without their folders, and of what lies beside them.

use std::path::{Path, PathBuf};

/// Returns the file's name: where a user keeps it is not what it is.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Returns the path of what lies beside a file under its whole name and `ending`: `calls.vcf.gz.tbi`.
pub(crate) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
