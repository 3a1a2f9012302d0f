//! No output takes the place of a file that is read, by whatever name or link.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::io::FileId;

/// Standard input.
const STDIN: &str = "-";

/// Refuses an output that is one of the files read. A folder stands for the files in it, `-` for
/// standard input. Without a name the output is standard output.
///
/// # Errors
/// [`Error::Usage`] where it is.
pub(super) fn refuse<P: AsRef<Path>>(
    output: Option<&Path>,
    read: impl IntoIterator<Item = P>,
) -> Result<()> {
    let written = output.filter(|path| *path != Path::new("-"));
    let id = written.map_or_else(FileId::of_stdout, FileId::of);
    let Some(id) = id else { return Ok(()) };
    let mut files = read.into_iter().flat_map(|path| files(path.as_ref()));
    let Some(read) = files.find(|path| of(path).as_ref() == Some(&id)) else { return Ok(()) };
    let name = match written {
        Some(path) => format!("--output {}", path.display()),
        None => crate::io::STDOUT.to_owned(),
    };
    let read = if written == Some(&*read) { "it".to_owned() } else { read.display().to_string() };
    Err(Error::Usage(format!("{name}: {read} is read too and would be lost: name another file")))
}

/// Returns the first of `outputs` that is one of the files read.
pub(super) fn first_of_both(
    mut outputs: impl Iterator<Item = PathBuf>,
    read: &[PathBuf],
) -> Option<PathBuf> {
    let read: HashSet<FileId> =
        read.iter().flat_map(|path| files(path)).filter_map(|path| of(&path)).collect();
    outputs.find(|path| FileId::of(path).is_some_and(|id| read.contains(&id)))
}

/// Returns the files that lie beside the input at `path` and are read with it.
pub(super) fn with_indexes(path: &Path) -> impl Iterator<Item = PathBuf> {
    ["", ".tbi", ".csi"].into_iter().map(|extension| {
        let mut name = path.as_os_str().to_owned();
        name.push(extension);
        PathBuf::from(name)
    })
}

fn files(path: &Path) -> Vec<PathBuf> {
    match path.read_dir() {
        Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
        Err(_) => vec![path.to_path_buf()],
    }
}

fn of(path: &Path) -> Option<FileId> {
    if path == Path::new(STDIN) { FileId::of_stdin() } else { FileId::of(path) }
}
