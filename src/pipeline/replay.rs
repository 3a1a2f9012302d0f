//! `knowledge diff --replay`: results of earlier runs judged again by two states of knowledge, and
//! whose findings change. Nothing but the results is read.

mod limits;
mod rejudge;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diagnostics::counted;
use crate::error::{Error, Location, Result};
use crate::input::result;
use crate::knowledge::ontology::Ontology;

use self::limits::Limits;
use self::rejudge::Sample;
use crate::curate::finding_change;
pub use crate::curate::finding_change::{COLUMNS, FindingChange};
use crate::sample::knowledge::{self, Knowledge};

/// What became of all results.
#[derive(Debug, Clone, Default)]
pub struct Replay {
    /// The changes, sorted.
    pub changes: Vec<FindingChange>,
    /// What was done, and what could not be, for standard error.
    pub notes: Vec<String>,
}

/// Judges the results at `paths` by `before` and by `after`.
///
/// # Errors
/// [`Error::Io`] where a result cannot be read, [`Error::InvalidInput`] where it is none or names a
/// tumour type that is not known.
pub fn replay(paths: &[PathBuf], before: &Knowledge, after: &Knowledge) -> Result<Replay> {
    let tables = knowledge::provenance(before).map(|table| table.sha256).collect();
    let mut changes = Vec::new();
    let mut limits = Limits::default();
    for path in paths {
        let sample = read(path)?;
        let (old, new) = (sample.findings(before), sample.findings(after));
        limits.add(&sample, &tables, &old);
        let own = finding_change::between(&old, &new);
        let name = path.display().to_string();
        let of_sample = &sample.result.sample;
        changes.extend(own.into_iter().map(|c| c.of(name.clone(), of_sample.clone())));
    }
    changes.sort();
    let mut notes = vec![summary(paths.len(), &changes)];
    notes.extend(limits.notes());
    Ok(Replay { changes, notes })
}

fn read(path: &Path) -> Result<Sample> {
    let result = result::read(path)?;
    let tumor = result.tumor_type.as_deref().map(|id| {
        Ontology::embedded().resolve(id).map_err(|unresolved| {
            let reason = format!("sample.tumor_type: {unresolved}");
            Error::invalid(Location::file(path), reason)
        })
    });
    Ok(Sample::new(result, tumor.transpose()?))
}

fn summary(results: usize, changes: &[FindingChange]) -> String {
    let files: BTreeSet<&str> = changes.iter().map(|change| change.file.as_str()).collect();
    let findings: BTreeSet<_> = changes.iter().map(FindingChange::finding).collect();
    format!(
        "{} judged again: {} changed, in {} of them",
        counted(results as u64, "result"),
        counted(findings.len() as u64, "finding"),
        files.len()
    )
}
