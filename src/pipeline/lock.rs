//! `knowledge lock`: everything that a result rests on, by SHA-256, so that a later run can refuse
//! anything else.

use std::path::Path;

use crate::error::{Error, Location, Result};
use crate::genome;
use crate::io::embedded_sha256;
use crate::knowledge::embedded;
use crate::knowledge::evidence::TableSource;

use super::knowledge::{Knowledge, sha256};

const COLUMNS: &str = "name\tversion\tsha256\tlicence";
const NOT_STATED: &str = "not stated";

/// The lock: theravar's version, then name, version, SHA-256 and licence of every table that is
/// compiled in or read with `knowledge`.
pub fn lock(knowledge: &Knowledge) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let mut rows = vec![format!("theravar\t{version}\t\tMIT OR Apache-2.0")];
    for source in knowledge.sources() {
        let stated = |key: &str| {
            let value = source.comments().find_map(|line| line.strip_prefix(key));
            value.map_or(NOT_STATED, str::trim).to_owned()
        };
        let (name, digest) = (file_name(source), sha256(source));
        rows.push(format!("{name}\t{}\t{digest}\t{}", stated("source:"), stated("licence:")));
    }
    let genome = genome::EMBEDDED_TABLES.map(|name| (name, NOT_STATED));
    for (name, licence) in embedded::TABLES.into_iter().chain(genome) {
        let digest = embedded_sha256(name);
        rows.push(format!("{name}\ttheravar {version}\t{digest}\t{licence}"));
    }
    format!("{COLUMNS}\n{}\n", rows.join("\n"))
}

/// A table by its file's name: where a user keeps it is not what it is.
fn file_name(source: &TableSource<'_>) -> String {
    let name = Path::new(&source.name);
    name.file_name().unwrap_or(name.as_os_str()).to_string_lossy().into_owned()
}

/// Compares what `knowledge` and this program hold with the lock at `path`.
///
/// # Errors
/// [`Error::Io`] where the lock cannot be read; [`Error::InvalidInput`] naming the first line that
/// is different, missing or new.
pub fn verify(path: &Path, knowledge: &Knowledge) -> Result<()> {
    let locked = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
    let used = lock(knowledge);
    let name = |line: &str| line.split('\t').next().unwrap_or_default().to_owned();
    let digest = |line: &str| line.split('\t').nth(2).unwrap_or_default().to_owned();
    for (number, line) in (1..).zip(locked.lines()) {
        if used.lines().any(|other| other == line) {
            continue;
        }
        let reason = match used.lines().find(|other| name(other) == name(line)) {
            Some(other) if digest(other) == digest(line) => {
                format!("locked as {line:?}, but this run has {other:?}")
            }
            Some(other) => format!(
                "{} is locked to sha256 {}, but this run has {}",
                name(line),
                digest(line),
                digest(other)
            ),
            None => format!("{} is locked, but this run does not have it", name(line)),
        };
        return Err(Error::invalid(Location::line(path, number), reason));
    }
    match used.lines().find(|line| !locked.lines().any(|other| other == *line)) {
        Some(line) => {
            let reason = format!("this run uses {}, which is not locked", name(line));
            Err(Error::invalid(Location::file(path), reason))
        }
        None => Ok(()),
    }
}
