//! Where a file is to appear, and what lies there before it.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::pending::Pending;

/// Links followed before a chain counts as a loop, as the Linux kernel does.
const MOST_LINKS: usize = 40;

/// The name of an output.
#[derive(Debug)]
pub(super) struct Destination {
    /// The path with symbolic links followed, so that a link stays a link.
    path: PathBuf,
    /// The file that is replaced.
    before: Option<Box<Metadata>>,
}

impl Destination {
    /// Returns what `path` means: the target of a link, even of one whose target is not there yet.
    ///
    /// # Errors
    /// Where the file there may not be written, or links lead in a circle.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        match fs::metadata(path) {
            Ok(before) => {
                // A file that is protected is not replaced.
                OpenOptions::new().write(true).open(path)?;
                Ok(Self { path: fs::canonicalize(path)?, before: Some(Box::new(before)) })
            }
            Err(_) => Ok(Self { path: followed(path)?, before: None }),
        }
    }

    /// Returns the folder that the file is to lie in.
    pub(super) fn folder(&self) -> &Path {
        match self.path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        }
    }

    /// Gives `pending` owner and permissions of the file that it replaces, and writes it to the disk unless
    /// that is done `later`.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn settle(&self, pending: &Pending, later: bool) -> io::Result<()> {
        if let Some(before) = &self.before {
            keep_owner(pending.file(), before);
            pending.file().set_permissions(before.permissions())?;
        }
        if later { Ok(()) } else { pending.file().sync_all() }
    }

    /// Gives `pending` its name, and writes that to the disk unless it is done `later`.
    ///
    /// # Errors
    /// What the system says. Nothing was replaced then.
    pub(super) fn name(&self, pending: Pending, later: bool) -> io::Result<()> {
        pending.persist(self.folder(), &self.path)?;
        if !later {
            sync_folder(self.folder());
        }
        Ok(())
    }

    /// Removes the file again that took the name.
    pub(super) fn remove(&self) {
        // Where the system refuses, a whole file is left.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Follows a symbolic link whose target is not there.
///
/// # Errors
/// Where links lead in a circle.
pub(crate) fn followed(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&path) {
            Ok(target) => path = path.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many levels of symbolic links"))
}

/// Hands the file to the owner of the one before. Only root can, and nobody else needs it.
#[cfg(unix)]
fn keep_owner(file: &File, before: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let is_other = |own: Metadata| (own.uid(), own.gid()) != (before.uid(), before.gid());
    if file.metadata().is_ok_and(is_other) {
        // The result is whole under another owner too.
        let _ = fchown(file, Some(before.uid()), Some(before.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}

/// Writes the new name to the disk. Not every file system can; the file itself is there already.
#[cfg(unix)]
fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) {}
