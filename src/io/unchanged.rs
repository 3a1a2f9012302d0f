//! Whether a file is still what it was when it was opened.

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::checksum::RunningCrc;
use super::identity::FileId;
use crate::error::{Error, Result};

/// An open file, and what it was when it was opened.
#[derive(Debug)]
pub(crate) struct Unchanged {
    path: PathBuf,
    file: File,
    was: Stamp,
}

/// What is other once a file was written to or replaced.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    id: Option<FileId>,
    bytes: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    fn of(found: &Metadata) -> Self {
        let modified = found.modified().ok();
        Self { id: FileId::of_metadata(found), bytes: found.len(), modified }
    }
}

impl Unchanged {
    /// Remembers what `file`, opened as `path`, was `found` to be. Returns `None` where it is no regular file.
    pub(super) fn new(path: &Path, file: &File, found: &Metadata) -> io::Result<Option<Self>> {
        if !found.is_file() {
            return Ok(None);
        }
        let (path, file) = (path.to_path_buf(), file.try_clone()?);
        Ok(Some(Self { path, file, was: Stamp::of(found) }))
    }

    /// Checks that nobody wrote to the file.
    ///
    /// # Errors
    /// [`Error::Io`] where somebody did.
    pub(crate) fn check(&self) -> Result<()> {
        self.compare(self.file.metadata())
    }

    /// Checks that nobody wrote to the file, and that its path still leads to it.
    ///
    /// # Errors
    /// [`Error::Io`] where somebody did, or put another file in its place.
    pub(crate) fn check_path(&self) -> Result<()> {
        self.check()?;
        self.compare(std::fs::metadata(&self.path))
    }

    fn compare(&self, now: io::Result<Metadata>) -> Result<()> {
        let now = Stamp::of(&now.map_err(|e| Error::io(&self.path, e))?);
        if now == self.was { Ok(()) } else { Err(self.changed()) }
    }

    /// Returns the error of a file that was changed.
    fn changed(&self) -> Error {
        Error::io(
            &self.path,
            io::Error::other("changed while it was read: wait until it is written, and run again"),
        )
    }
}

/// The bytes of an input, for whoever reads them a second time.
#[derive(Debug)]
pub(crate) struct SecondLook {
    file: File,
    /// The input as it was opened, and what is read of it the first time. A copy of a stream has
    /// none: nobody else can write to it.
    first: Option<(Arc<Unchanged>, RunningCrc)>,
}

impl SecondLook {
    /// Looks at a file again. `first` takes what is read of it the first time.
    pub(super) fn of_file(opened: Arc<Unchanged>, first: RunningCrc) -> Result<Self> {
        let file = opened.file.try_clone().map_err(|e| Error::io(&opened.path, e))?;
        Ok(Self { first: Some((opened, first)), ..Self::of_copy(file) })
    }

    /// Looks at a copy.
    pub(super) fn of_copy(file: File) -> Self {
        Self { file, first: None }
    }

    /// Returns the file. It shares its place with the first reading.
    pub(crate) fn file(&self) -> &File {
        &self.file
    }

    /// Checks that another reading, of which `again` took the bytes if it came to its end, gave what the
    /// first did.
    ///
    /// # Errors
    /// [`Error::Io`] where the file was changed in between.
    pub(crate) fn check(&self, again: Option<&RunningCrc>) -> Result<()> {
        let Some((opened, first)) = &self.first else { return Ok(()) };
        opened.check()?;
        let is_same = again.is_none_or(|again| first.value() == again.value());
        if is_same { Ok(()) } else { Err(opened.changed()) }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use super::*;

    #[test]
    fn what_is_written_to_or_replaced_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "abc").unwrap();
        let open = || {
            let file = File::open(&path).unwrap();
            let found = file.metadata().unwrap();
            Unchanged::new(&path, &file, &found).unwrap().unwrap()
        };
        let opened = open();
        assert!(opened.check_path().is_ok());
        File::options().append(true).open(&path).unwrap().write_all(b"d").unwrap();
        let error = opened.check().unwrap_err();
        assert_eq!(error.exit_code(), 1);
        assert!(error.to_string().contains("a: changed while it was read"), "{error}");

        let opened = open();
        let before = File::open(&path).unwrap().metadata().unwrap().modified().unwrap();
        let file = File::options().write(true).open(&path).unwrap();
        file.set_modified(before + std::time::Duration::from_secs(1)).unwrap();
        assert!(opened.check().is_err());

        let opened = open();
        fs::write(folder.path().join("b"), "abcd").unwrap();
        fs::rename(folder.path().join("b"), &path).unwrap();
        assert!(opened.check().is_ok(), "who has it open reads the old one to its end");
        assert!(opened.check_path().is_err());
    }
}
