//! Outputs that appear whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::{Error, Location, Result};

const BUFFER: usize = 128 * 1024;

/// Where results are written: standard output, or a file that appears under its name only when
/// [`Output::commit`] succeeds. Dropped before that, it leaves nothing behind.
#[derive(Debug)]
pub struct Output {
    path: PathBuf,
    target: Target,
}

#[derive(Debug)]
enum Target {
    Stdout(BufWriter<Stdout>),
    /// A device or pipe, which cannot be replaced by a rename.
    Special(BufWriter<File>),
    File {
        temporary: BufWriter<NamedTempFile>,
        /// `path` with symbolic links followed, so that a link stays a link.
        destination: PathBuf,
    },
}

impl Output {
    /// Opens `path` for writing, where `-` is standard output.
    ///
    /// # Errors
    /// [`Error::Io`] where the folder does not exist or cannot be written, or `path` is a folder.
    pub fn create(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let target = if path == Path::new("-") {
            Target::Stdout(BufWriter::with_capacity(BUFFER, io::stdout()))
        } else {
            Self::open(path).map_err(|e| Error::io(path, e))?
        };
        Ok(Self { path: path.to_path_buf(), target })
    }

    fn open(path: &Path) -> io::Result<Target> {
        let destination = match fs::metadata(path) {
            Ok(found) if found.is_dir() => {
                return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a directory"));
            }
            Ok(found) if !found.is_file() => {
                let file = OpenOptions::new().write(true).open(path)?;
                return Ok(Target::Special(BufWriter::with_capacity(BUFFER, file)));
            }
            Ok(_) => fs::canonicalize(path)?,
            Err(_) => path.to_path_buf(),
        };
        let folder = match destination.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".theravar-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // Temporary files are private by default. A result has the user's usual mode.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let temporary = BufWriter::with_capacity(BUFFER, builder.tempfile_in(folder)?);
        Ok(Target::File { temporary, destination })
    }

    /// Returns the path as the user gave it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Flushes, and for a file renames it to its name.
    ///
    /// # Errors
    /// [`Error::Io`] where flushing or renaming fails. The temporary file is removed then.
    pub fn commit(self) -> Result<()> {
        let done = match self.target {
            Target::Stdout(mut out) => out.flush(),
            Target::Special(mut out) => out.flush(),
            Target::File { temporary, destination } => temporary
                .into_inner()
                .map_err(io::IntoInnerError::into_error)
                .and_then(|file| file.persist(destination).map_err(|e| e.error))
                .map(|_| ()),
        };
        done.map_err(|e| Error::io(&self.path, e))
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
            Target::File { temporary, .. } => temporary.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.target {
            Target::Stdout(out) => out.flush(),
            Target::Special(out) => out.flush(),
            Target::File { temporary, .. } => temporary.flush(),
        }
    }
}

/// Returns whether `error` says that the reader of standard output went away (`| head`), which is
/// no failure.
pub fn is_broken_pipe(error: &Error) -> bool {
    matches!(error, Error::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn appears_on_commit_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.tsv");
        let mut output = Output::create(&path).unwrap();
        output.write_all(b"half").unwrap();
        assert!(!path.exists());
        drop(output);
        assert!(names(folder.path()).is_empty(), "nothing is left behind");

        let mut output = Output::create(&path).unwrap();
        output.write_all(b"whole").unwrap();
        output.commit().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        assert_eq!(names(folder.path()), ["out.tsv"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_devices_are_written_directly() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "old").unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let mut output = Output::create(&link).unwrap();
        output.write_all(b"new").unwrap();
        output.commit().unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"new");

        let mut output = Output::create("/dev/null").unwrap();
        output.write_all(b"x").unwrap();
        output.commit().unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }

    #[test]
    fn refusals_name_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let error = Output::create(folder.path()).unwrap_err();
        assert!(error.to_string().contains("is a directory"), "{error}");
        let error = Output::create(folder.path().join("none/out")).unwrap_err();
        assert!(error.to_string().contains("none/out"), "{error}");
        assert_eq!(error.exit_code(), 1);
    }

    #[test]
    fn broken_pipe_is_recognised() {
        let pipe = Error::io("-", io::ErrorKind::BrokenPipe.into());
        assert!(is_broken_pipe(&pipe));
        assert!(!is_broken_pipe(&Error::io("-", io::ErrorKind::NotFound.into())));
    }
}
