//! No output takes the place of a file that is read, by whatever name or link.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::io::{FileId, followed, with_ending};
use crate::pipeline::request::Target;
use crate::report::writing::index_of;

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

/// Refuses outputs, of which `beside` is one more, that are files read, or one file twice. Indexes that are
/// written beside outputs are outputs too.
///
/// # Errors
/// [`Error::Usage`] where one is.
pub(super) fn refuse_all(
    targets: &[Target],
    beside: Option<&Path>,
    read: &[PathBuf],
) -> Result<()> {
    let mut written: Vec<Option<PathBuf>> = Vec::new();
    for target in targets {
        let index = target.path.as_deref().filter(|_| target.has_index()).map(index_of);
        written.push(target.path.clone());
        written.extend(index.map(Some));
    }
    written.extend(beside.map(|path| Some(path.to_path_buf())));
    written.iter().try_for_each(|output| refuse(output.as_deref(), read))?;
    if written.len() < 2 {
        return Ok(());
    }
    let places: Vec<Option<Place>> =
        written.iter().map(|output| place(output.as_deref())).collect();
    for (at, own) in places.iter().enumerate() {
        if own.is_some() && places[..at].contains(own) {
            let name = match &written[at] {
                Some(path) => path.display().to_string(),
                None => crate::io::STDOUT.to_owned(),
            };
            return Err(Error::Usage(format!(
                "--output {name}: it is written twice: name another file"
            )));
        }
    }
    Ok(())
}

/// What an output leads to, whatever it is called.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    File(FileId),
    /// A file that is not there yet.
    New(PathBuf),
    Stdout,
}

/// Returns where an output leads to. To devices and pipes any number of outputs may lead.
fn place(output: Option<&Path>) -> Option<Place> {
    let Some(path) = output.filter(|path| *path != Path::new(STDIN)) else {
        return Some(FileId::of_stdout().map_or(Place::Stdout, Place::File));
    };
    if path.exists() {
        return FileId::of(path).map(Place::File);
    }
    let path = followed(path).ok()?;
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let folder = folder.unwrap_or(Path::new(".")).canonicalize().ok()?;
    Some(Place::New(folder.join(path.file_name()?)))
}

/// Returns the files that lie beside the input at `path` and are read with it.
pub(super) fn with_indexes(path: &Path) -> impl Iterator<Item = PathBuf> {
    ["", ".tbi", ".csi"].into_iter().map(|ending| with_ending(path, ending))
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
