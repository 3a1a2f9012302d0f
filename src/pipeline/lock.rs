//! `knowledge lock`: everything that a result rests on, by SHA-256, so that a later run can refuse
//! anything else.

use std::path::Path;

use crate::error::{Error, Location, Result};
use crate::io::{embedded_sha256, file_name, read_text};
use crate::knowledge::evidence::TableSource;
use crate::knowledge::manifest::{self, Entry, Use};
use crate::sample::knowledge::{Knowledge, embedded_name, sha256};

const COLUMNS: &str = "name\tversion\tsha256\tlicence";
const NOT_STATED: &str = "not stated";

/// Returns the lock: theravar's version, then name, version, SHA-256 and licence of every table that is
/// compiled in or read with `knowledge`.
pub fn lock(knowledge: &Knowledge) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let mut rows = vec![format!("theravar\t{version}\t\tMIT OR Apache-2.0")];
    let manifest = manifest::embedded();
    let row = |entry: &Entry| {
        let digest = embedded_sha256(&entry.table);
        format!("{}\t{}\t{digest}\t{}", entry.table, entry.source(), entry.licence)
    };
    for source in knowledge.sources() {
        let compiled_in = embedded_name(source)
            .and_then(|name| manifest.iter().find(|entry| entry.table == name));
        rows.push(compiled_in.map_or_else(|| own_row(source), row));
    }
    rows.extend(manifest.iter().filter(|entry| entry.used_for == Use::Reference).map(row));
    format!("{COLUMNS}\n{}\n", rows.join("\n"))
}

/// The row of a table that is not compiled in, as its own comment lines say.
fn own_row(source: &TableSource<'_>) -> String {
    let stated = |key: &str| {
        let value = source.comments().find_map(|line| line.strip_prefix(key));
        value.map_or(NOT_STATED, str::trim).to_owned()
    };
    let (name, digest) = (file_name(Path::new(&source.name)), sha256(source));
    format!("{name}\t{}\t{digest}\t{}", stated("source:"), stated("licence:"))
}

/// Compares what `knowledge` and this program hold with the lock at `path`.
///
/// # Errors
/// [`Error::Io`] where the lock cannot be read; [`Error::InvalidInput`] naming the first line that
/// is different, missing or new.
pub fn verify(path: &Path, knowledge: &Knowledge) -> Result<()> {
    let locked = read_text(path)?;
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
