//! Which file a path or a standard stream is, whatever it is called.

use std::fs::Metadata;
use std::path::Path;

/// What all names of a file have in common: its device and inode.
#[cfg(unix)]
type Key = (u64, u64);
/// What most names of a file have in common: its path without links.
#[cfg(not(unix))]
type Key = std::path::PathBuf;

/// A regular file. A device or a pipe is none: nothing is lost by writing to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FileId(Key);

#[cfg(unix)]
impl FileId {
    /// Returns the file that `path` leads to.
    pub fn of(path: &Path) -> Option<Self> {
        std::fs::metadata(path).ok().and_then(|found| Self::of_metadata(&found))
    }

    /// Returns the file that standard input is read from.
    pub fn of_stdin() -> Option<Self> {
        Self::of_metadata(&stream(&std::io::stdin())?.metadata().ok()?)
    }

    /// Returns the file that standard output goes to.
    pub fn of_stdout() -> Option<Self> {
        Self::of_metadata(&stream(&std::io::stdout())?.metadata().ok()?)
    }

    /// Returns the file of which `found` was told.
    pub(super) fn of_metadata(found: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        found.is_file().then(|| Self((found.dev(), found.ino())))
    }
}

#[cfg(not(unix))]
impl FileId {
    /// Returns the file that `path` leads to.
    pub fn of(path: &Path) -> Option<Self> {
        path.canonicalize().ok().filter(|path| path.is_file()).map(Self)
    }

    /// Returns nothing: the system does not tell.
    pub fn of_stdin() -> Option<Self> {
        None
    }

    /// Returns nothing: the system does not tell.
    pub fn of_stdout() -> Option<Self> {
        None
    }

    /// Returns nothing: the system does not tell.
    pub(super) fn of_metadata(_: &Metadata) -> Option<Self> {
        None
    }
}

/// Returns a standard stream as a file.
#[cfg(unix)]
pub(super) fn stream(stream: &impl std::os::fd::AsFd) -> Option<std::fs::File> {
    stream.as_fd().try_clone_to_owned().ok().map(Into::into)
}
