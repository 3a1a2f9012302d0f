//! What a run rests on and what it found: facts for the output, the summary on standard error.

use std::path::Path;
use std::sync::atomic::Ordering;

use crate::diagnostics::{Diagnostics, Warning, counted};
use crate::io::{Sha256Hex, file_name};
use crate::model::finding::Finding;
use crate::model::level::Level;
use crate::model::summary::LeftOut;
use crate::model::tumor_content::TumorContent;
use crate::report::burden;
use crate::report::provenance::{GivenFile, Provenance};
use crate::report::run::{Run, RunCounts, Settings, StatedNumber};

use super::options::Options;
use crate::observe::counts::Counts;
use crate::sample::knowledge::{self, Knowledge};

/// Printed with every result.
pub const DISCLAIMER: &str =
    "research use only, not a medical device; every finding is to be confirmed by a professional";

/// What was done.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// One line.
    pub summary: String,
    /// More lines, each of one thing that was asked for.
    pub lines: Vec<String>,
    /// What the user must know.
    pub warnings: Vec<Warning>,
    /// What the user may want to know.
    pub details: Vec<String>,
    /// The levels of everything that was reported.
    pub levels: Vec<Level>,
}

/// Returns the limits of a run, whose header states `of_header` of the sample.
pub(super) fn settings(options: &Options, of_header: TumorContent) -> Settings {
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
        purity: StatedNumber::of(thresholds.content.purity, of_header.purity),
        ploidy: StatedNumber::of(thresholds.content.ploidy, of_header.ploidy),
        phase_distance: options.phase_distance,
        absence_shown_from_depth: thresholds.absence_depth(),
    }
}

/// Returns the counts, once the input is read. The caller adds the records.
pub(super) fn counts(counts: &Counts, diagnostics: &Diagnostics) -> RunCounts {
    let of = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    RunCounts {
        malformed: diagnostics.records(),
        present: of(&counts.present),
        absent: of(&counts.absent),
        below_threshold: of(&counts.below_threshold),
        filtered_matches: of(&counts.filtered_matches),
        reference_agrees: counts.agreeing(),
        reference_differs: counts.differing(),
        ..RunCounts::default()
    }
}

/// Returns what the result rests on. `digest` is that of the input, where it is a file.
pub(super) fn provenance(
    options: &Options,
    input: &Path,
    knowledge: &Knowledge,
    digest: Option<Sha256Hex>,
    given: Vec<GivenFile>,
) -> Provenance {
    Provenance {
        version: env!("CARGO_PKG_VERSION"),
        disclaimer: DISCLAIMER,
        command: options.command.clone(),
        input: file_name(input),
        input_sha256: digest.map(|digest| digest.to_string()),
        given,
        knowledge: knowledge::provenance(knowledge).collect(),
    }
}

/// Returns the warnings of the run.
pub(super) fn warnings(
    run: &Run,
    diagnostics: &Diagnostics,
    left_out: Vec<LeftOut>,
) -> Vec<Warning> {
    let RunCounts { filtered_matches, present, absent, .. } = run.counts;
    let mut warnings: Vec<Warning> = diagnostics.warnings().collect();
    if filtered_matches > 0 {
        warnings.push(Warning::Filtered { alleles: filtered_matches });
    }
    if !left_out.is_empty() {
        warnings.push(Warning::FilteredLevels { alleles: left_out });
    }
    if present == 0 && absent > 0 {
        warnings.push(Warning::AllAbsent { sample: run.sample.clone(), alleles: absent });
    }
    warnings
}

/// Warns of segments whose copies are not stated, or need the purity.
pub(super) fn copies(counts: &Counts) -> impl Iterator<Item = Warning> {
    let of = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    let (segments, gains) = (of(&counts.without_copies), of(&counts.undiluted_gains));
    let without = (segments > 0).then_some(Warning::WithoutCopies { segments });
    without.into_iter().chain((gains > 0).then_some(Warning::UndilutedGains { segments: gains }))
}

/// Warns of alleles in a column whose role is not known.
pub(super) fn elsewhere(run: &Run, counts: &Counts, samples: &[String]) -> Option<Warning> {
    let (column, alleles) = counts.elsewhere()?;
    let column = samples.get(column)?.clone();
    Some(Warning::Elsewhere { alleles, column, sample: run.sample.clone() })
}

/// Returns the lines for standard error.
pub(super) fn outcome<'f, 'k: 'f>(
    run: &Run,
    warnings: Vec<Warning>,
    reported: impl Iterator<Item = &'f Finding<'k>>,
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
            "{}, {} ({}, {tumor})",
            counted(run.counts.records, "record"),
            counted(findings, "finding"),
            run.assembly
        ),
        lines: run.facts.burden.iter().map(burden::line).collect(),
        warnings,
        details: vec![
            format!("assembly: {}", run.assembly_words()),
            format!("sample: {}", run.sample_words()),
        ],
        levels,
    }
}
