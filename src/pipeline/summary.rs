//! What a run rests on and what it came to: facts for the output, the summary on standard error.

use std::path::Path;
use std::sync::atomic::Ordering;

use crate::diagnostics::Diagnostics;

use crate::error::{Error, Location, Result};
use crate::io::{Sha256Hex, sha256};
use crate::model::finding::Finding;
use crate::model::level::Level;
use crate::report::provenance::{Provenance, SampleTable};
use crate::report::run::{Run, RunCounts, Settings};

use super::annotate::Options;
use super::assessed::MIN_DEPTH;
use super::collect::OtherReference;
use super::counts::Counts;
use super::knowledge::{self, Knowledge};

/// Printed with every result.
pub const DISCLAIMER: &str =
    "research use only, not a medical device; every finding is to be confirmed by a professional";

/// What was done.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// One line.
    pub summary: String,
    /// What the user must know.
    pub warnings: Vec<String>,
    /// What the user may want to know.
    pub details: Vec<String>,
    /// The levels of everything that was reported.
    pub levels: Vec<Level>,
}

/// The limits of a run.
pub(super) fn settings(options: &Options) -> Settings {
    let thresholds = &options.thresholds;
    Settings {
        all: options.all,
        min_level: options.min_level,
        min_vaf: thresholds.min_vaf,
        min_depth: thresholds.min_depth,
        min_alt: thresholds.min_alt,
        include_filtered: thresholds.include_filtered,
        cn_amplification: thresholds.copies.amplification,
        cn_deletion: thresholds.copies.deletion,
        phase_distance: options.phase_distance,
        absence_shown_from_depth: MIN_DEPTH,
    }
}

/// What was counted, once the input is read; the records are the caller's to add.
pub(super) fn counts(counts: &Counts, diagnostics: &Diagnostics) -> RunCounts {
    let of = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    RunCounts {
        malformed: diagnostics.total(),
        present: of(&counts.present),
        absent: of(&counts.absent),
        below_threshold: of(&counts.below_threshold),
        filtered_matches: of(&counts.filtered_matches),
        structural: of(&counts.structural),
        reference_agrees: counts.agreeing(),
        reference_differs: counts.differing(),
        ..RunCounts::default()
    }
}

/// Refuses an input of which no record can be read: what is not there cannot be told from what is
/// written otherwise.
///
/// # Errors
/// [`Error::InvalidInput`] where every one of at least one record is malformed.
pub(super) fn refuse_unreadable(
    input: &Path,
    records: u64,
    diagnostics: &Diagnostics,
) -> Result<()> {
    if records == 0 || diagnostics.total() < records {
        return Ok(());
    }
    Err(Error::invalid(
        Location::file(input),
        format!("every record is malformed: {}", diagnostics.summary().join("; ")),
    ))
}

/// What the result rests on. `input` is the digest of the input, where it is a file.
///
/// # Errors
/// [`crate::Error::Io`] where a table cannot be read again for its checksum.
pub(super) fn provenance(
    options: &Options,
    knowledge: &Knowledge,
    input: Option<Sha256Hex>,
) -> Result<Provenance> {
    let mut tables = Vec::new();
    for (kind, path) in [("cna", &options.cna), ("fusions", &options.fusions)] {
        if let Some(path) = path {
            let sha256 = sha256(path)?.to_string();
            tables.push(SampleTable { kind, path: path.display().to_string(), sha256 });
        }
    }
    Ok(Provenance {
        version: env!("CARGO_PKG_VERSION"),
        disclaimer: DISCLAIMER,
        command: options.command.clone(),
        input: options.input.display().to_string(),
        input_sha256: input.map(|digest| digest.to_string()),
        assessed_bed: options.assessed_bed.as_ref().map(|bed| bed.display().to_string()),
        tables,
        knowledge: knowledge::provenance(knowledge).collect(),
    })
}

/// What the user must know of the run.
pub(super) fn warnings(run: &Run, diagnostics: &Diagnostics) -> Vec<String> {
    let mut warnings: Vec<String> = diagnostics.summary();
    let counts = &run.counts;
    if counts.filtered_matches > 0 {
        warnings.push(format!(
            "{} alleles that would match were left out because of FILTER \
             (--include-filtered reports them)",
            counts.filtered_matches
        ));
    }
    if counts.present == 0 && counts.absent > 0 {
        warnings.push(format!(
            "every allele is absent in {:?}: is it the tumour's column? (--sample chooses)",
            run.sample
        ));
    }
    if counts.structural > 0 {
        warnings.push(format!(
            "{} symbolic alleles do not say what they are: not interpreted",
            counts.structural
        ));
    }
    warnings
}

/// That records do not fit the assembly.
pub(super) fn other_reference(run: &Run, other: OtherReference) -> String {
    format!(
        "REF of {} alleles is not what {} has there (the first on line {}): nothing is concluded from \
         them; those in genes of interest are rows with the flag ref_mismatch",
        other.count, run.assembly, other.line
    )
}

/// That alleles stand in a column whose role is not known.
pub(super) fn elsewhere(run: &Run, counts: &Counts, samples: &[String]) -> Option<String> {
    let (column, count) = counts.elsewhere()?;
    Some(format!(
        "{count} alleles are called in other columns ({}) and have no call in {:?}: if that is the \
         same tumour by another caller, run it too (--sample)",
        samples.get(column)?,
        run.sample
    ))
}

/// The lines for standard error.
pub(super) fn outcome<'f>(
    run: &Run,
    warnings: Vec<String>,
    reported: impl Iterator<Item = &'f Finding>,
) -> Outcome {
    let mut levels = Vec::new();
    let mut findings = 0;
    for finding in reported {
        findings += 1;
        levels.extend(finding.evidence().filter_map(|(_, graded)| graded.level));
    }
    let tumor = run.tumor.as_ref().map_or("no tumour type given", |tumor| tumor.name.as_str());
    Outcome {
        summary: format!(
            "{} records, {findings} findings ({}, {tumor})",
            run.counts.records, run.assembly
        ),
        warnings,
        details: vec![
            format!("assembly: {}", run.assembly_words()),
            format!("sample: {}", run.sample_words()),
        ],
        levels,
    }
}
