//! The library's error type: what went wrong, and where in which file.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::control::escaped;

/// A place in an input: the file and, where it is known, the 1-based line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file as the user named it, where `-` is standard input.
    pub path: PathBuf,
    /// 1-based line number of the decompressed text.
    pub line: Option<u64>,
}

impl Location {
    /// Returns a location without a line.
    pub fn file(path: impl AsRef<Path>) -> Self {
        Self { path: path.as_ref().to_path_buf(), line: None }
    }

    /// Returns a location with a 1-based line.
    pub fn line(path: impl AsRef<Path>, line: u64) -> Self {
        Self { path: path.as_ref().to_path_buf(), line: Some(line) }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = shown(&self.path);
        match self.line {
            Some(line) => write!(f, "{name}:{line}"),
            None => write!(f, "{name}"),
        }
    }
}

/// Returns a file's name as a message has it. Nothing of it ends the line or commands the terminal.
pub(crate) fn shown(path: &Path) -> String {
    escaped(&path.to_string_lossy(), &[]).into_owned()
}

/// Everything that can stop the library. Each variant has one exit code ([`Error::exit_code`]).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system refused: missing file, directory, permission, disk full.
    #[error("{at}: {source}")]
    Io {
        /// The file.
        at: Location,
        /// What the system said.
        source: std::io::Error,
    },
    /// The input is not what it should be: wrong format, truncated, malformed, wrong assembly.
    #[error("{at}: {reason}")]
    InvalidInput {
        /// File and, where known, line.
        at: Location,
        /// What was found and what was expected, in one line, naming the field.
        reason: String,
    },
    /// The user asked for something that cannot be: unknown tumour type, unknown sample.
    #[error("{0}")]
    Usage(String),
    /// An embedded or supplied table breaks its schema. The message lists all bad rows.
    #[error("{at}: {reason}")]
    Table {
        /// The table and the first bad line.
        at: Location,
        /// All problems found, one line each.
        reason: String,
    },
}

impl Error {
    /// Returns the process exit code: 1 runtime or I/O, 2 usage, 3 invalid input.
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::Io { .. } => 1,
            Error::Usage(_) => 2,
            Error::InvalidInput { .. } | Error::Table { .. } => 3,
        }
    }

    /// Returns an invalid-input error at `at`.
    pub fn invalid(at: Location, reason: impl Into<String>) -> Self {
        Error::InvalidInput { at, reason: reason.into() }
    }

    /// Returns an I/O error on a named file.
    pub fn io(path: impl AsRef<Path>, source: std::io::Error) -> Self {
        Error::Io { at: Location::file(path), source }
    }
}

/// The library's result type.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Problems found in a table: all are collected, so that one run shows them all.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    first: Option<Location>,
    reasons: Vec<(Location, String)>,
}

impl Problems {
    /// Notes what is wrong with the 1-based `line` of `path`.
    pub(crate) fn push(&mut self, path: &Path, line: u64, reason: impl fmt::Display) {
        let at = Location::line(path, line);
        self.reasons.push((at.clone(), reason.to_string()));
        self.first.get_or_insert(at);
    }

    /// Fails with all of them, if there are any: one in a line, several in a list.
    pub(crate) fn into_result(self) -> Result<()> {
        match self.first {
            None => Ok(()),
            Some(at) => {
                let reason = match self.reasons.as_slice() {
                    [(_, reason)] => reason.clone(),
                    all => {
                        let rows = all.iter().map(|(at, reason)| format!("{at}: {reason}"));
                        let rows: Vec<String> = rows.collect();
                        format!("{} bad rows:\n{}", rows.len(), rows.join("\n"))
                    }
                };
                Err(Error::Table { at, reason })
            }
        }
    }
}
