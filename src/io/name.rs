//! Names of files without their folders.

use std::path::Path;

/// Returns the file's name: where a user keeps it is not what it is.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
