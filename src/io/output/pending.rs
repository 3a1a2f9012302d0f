//! A file that is being written and does not have its name yet.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

#[cfg(target_os = "linux")]
use super::nameless;
use super::temporary::Temporary;
use super::writeback::Writeback;

/// A file that is being written.
#[derive(Debug)]
pub(super) struct Pending {
    held: Held,
    writeback: Writeback,
}

/// What keeps it.
#[derive(Debug)]
enum Held {
    /// It has no name at all. The system removes it with the process, however that ends.
    #[cfg(target_os = "linux")]
    Nameless(File),
    /// It has a temporary name.
    Named(Temporary),
}

impl Pending {
    /// Creates a file in `folder`, without a name where the file system can do that.
    ///
    /// # Errors
    /// Where `folder` is not there or cannot be written.
    pub(super) fn create(folder: &Path) -> io::Result<Self> {
        #[cfg(target_os = "linux")]
        if let Some(file) = nameless::create(folder) {
            return Ok(Self::of(Held::Nameless(file)));
        }
        Self::named(folder)
    }

    /// Creates one with a temporary name.
    ///
    /// # Errors
    /// As [`Pending::create`].
    pub(super) fn named(folder: &Path) -> io::Result<Self> {
        Temporary::create(folder).map(Held::Named).map(Self::of)
    }

    fn of(held: Held) -> Self {
        Self { held, writeback: Writeback::default() }
    }

    pub(super) fn file(&self) -> &File {
        self.held.file()
    }

    /// Names the file `path`, which lies in `folder`, and replaces what is there.
    ///
    /// # Errors
    /// What the system says. The file is gone then.
    pub(super) fn persist(self, folder: &Path, path: &Path) -> io::Result<()> {
        match self.held {
            #[cfg(target_os = "linux")]
            Held::Nameless(file) => nameless::persist(&file, folder, path),
            Held::Named(file) => {
                let _ = folder;
                file.persist(path)
            }
        }
    }
}

impl Held {
    fn file(&self) -> &File {
        match self {
            #[cfg(target_os = "linux")]
            Self::Nameless(file) => file,
            Self::Named(file) => file.file(),
        }
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let file = self.held.file();
        let mut out = file;
        let written = out.write(bytes)?;
        self.writeback.wrote(file, written);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file().flush()
    }
}
