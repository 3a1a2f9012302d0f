//! Outputs that appear whole or not at all.

mod destination;
#[cfg(target_os = "linux")]
mod nameless;
mod pending;
mod temporary;
mod writeback;

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use self::destination::Destination;
pub(crate) use self::destination::followed;
use self::pending::Pending;
use crate::error::{Error, Location, Result};

/// A buffer of 128 KiB or more would be mapped and unmapped for each output, and once freed it raises
/// what glibc keeps of freed memory for the rest of the process.
const BUFFER: usize = 64 * 1024;
/// How standard output is called in messages.
pub const STDOUT: &str = "standard output";

/// Where results are written: standard output, or a file that appears under its name only when
/// [`Output::commit`] succeeds. Dropped before that, or stopped by a signal, it leaves nothing behind.
#[derive(Debug)]
pub struct Output {
    path: PathBuf,
    target: Target,
    /// Whether someone else sees to it that it comes to the disk.
    is_synced_later: bool,
}

#[derive(Debug)]
enum Target {
    Stdout(BufWriter<Stdout>),
    /// A device or pipe, which cannot be replaced by a rename.
    Special(BufWriter<File>),
    File {
        pending: BufWriter<Pending>,
        destination: Destination,
    },
}

impl Output {
    /// Opens `path` for writing, where `-` is standard output.
    ///
    /// # Errors
    /// [`Error::Io`] where the folder does not exist or cannot be written, `path` is a folder, or a
    /// file there is protected from writing.
    pub fn create(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        if path == Path::new("-") {
            let target = Target::Stdout(BufWriter::with_capacity(BUFFER, io::stdout()));
            return Ok(Self { path: PathBuf::from(STDOUT), target, is_synced_later: false });
        }
        let target = Self::open(path).map_err(|e| Error::io(path, e))?;
        Ok(Self { path: path.to_path_buf(), target, is_synced_later: false })
    }

    fn open(path: &Path) -> io::Result<Target> {
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => {
                return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a directory"));
            }
            Ok(found) if !found.is_file() => {
                let file = OpenOptions::new().write(true).open(path)?;
                return Ok(Target::Special(BufWriter::with_capacity(BUFFER, file)));
            }
            _ => {}
        }
        let destination = Destination::of(path)?;
        let pending = Pending::create(destination.folder())?;
        Ok(Target::File { pending: BufWriter::with_capacity(BUFFER, pending), destination })
    }

    /// Leaves it to a later call of [`sync`] to write the file to the disk, if `later`: for one of many
    /// files, of which the caller knows again whether it is whole.
    #[must_use]
    pub fn synced_later(self, later: bool) -> Self {
        Self { is_synced_later: later, ..self }
    }

    /// Returns the path as the user gave it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns whether it is a file that takes its name when it is whole.
    pub fn is_file(&self) -> bool {
        matches!(self.target, Target::File { .. })
    }

    /// Flushes. A file is written to the disk, and takes its name with the permissions of the file
    /// that it replaces.
    ///
    /// # Errors
    /// [`Error::Io`] where any of this fails. The temporary file is removed then.
    pub fn commit(self) -> Result<()> {
        Self::commit_all([self])
    }

    /// Commits several outputs: no file takes its name before all of them are whole and on the disk.
    ///
    /// # Errors
    /// [`Error::Io`] where any of it fails. None of the files is left then, as far as the system
    /// removes them again.
    pub fn commit_all(outputs: impl IntoIterator<Item = Self>) -> Result<()> {
        let mut whole = Vec::new();
        for Self { path, target, is_synced_later } in outputs {
            let flushed = match target {
                Target::Stdout(mut out) => out.flush(),
                Target::Special(mut out) => out.flush(),
                Target::File { pending, destination } => {
                    let pending = pending.into_inner().map_err(io::IntoInnerError::into_error);
                    let settled = pending.and_then(|pending| {
                        destination.settle(&pending, is_synced_later)?;
                        Ok(pending)
                    });
                    settled.map(|pending| {
                        whole.push((path.clone(), destination, pending, is_synced_later));
                    })
                }
            };
            flushed.map_err(|e| Error::io(&path, e))?;
        }
        let mut named: Vec<Destination> = Vec::new();
        for (path, destination, pending, is_synced_later) in whole {
            if let Err(error) = destination.name(pending, is_synced_later) {
                named.iter().for_each(Destination::remove);
                return Err(Error::io(&path, error));
            }
            named.push(destination);
        }
        Ok(())
    }

    /// Wraps a failed write to this output.
    pub fn error(&self, source: io::Error) -> Error {
        Error::Io { at: Location::file(&self.path), source }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.target {
            Target::Stdout(out) => out.write(bytes),
            Target::Special(out) => out.write(bytes),
            Target::File { pending, .. } => pending.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.target {
            Target::Stdout(out) => out.flush(),
            Target::Special(out) => out.flush(),
            Target::File { pending, .. } => pending.flush(),
        }
    }
}

/// Writes the files of a folder to the disk, those of `names`, whatever else may wait to be written.
///
/// # Errors
/// What the system says.
pub fn sync(folder: &Path, names: impl Iterator<Item = String>) -> io::Result<()> {
    let opened = File::open(folder)?;
    // One call for all of them, where the system has it.
    #[cfg(target_os = "linux")]
    if rustix::fs::syncfs(&opened).is_ok() {
        return Ok(());
    }
    for name in names {
        match File::open(folder.join(name)) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            file => file?.sync_all()?,
        }
    }
    // Not every file system can write a folder by itself; the files are there already.
    let _ = opened.sync_all();
    Ok(())
}

#[cfg(test)]
mod tests;
