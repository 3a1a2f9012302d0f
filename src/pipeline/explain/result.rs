//! An explanation as the result of one sample: the object that `annotate` writes.

use std::io::{self, Write};

use super::super::summary::DISCLAIMER;
use super::{Explanation, Options};
use crate::diagnostics::Warning;
use crate::model::finding::Finding;
use crate::observe::thresholds::MIN_DEPTH;
use crate::report::format::{Format, PlainVariants, SampleResult};
use crate::report::json::Json;
use crate::report::provenance::Provenance;
use crate::report::run::{Run, RunCounts, Settings};
use crate::sample::haplotype;
use crate::sample::knowledge::{Knowledge, provenance};
use crate::structural::copies::CopyThresholds;

/// A query has no variants but those that it names.
struct Nothing;

impl PlainVariants for Nothing {
    fn copy_before(&mut self, _: usize, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Writes what `annotate` would write of a sample with what the query names.
///
/// # Errors
/// What the writer returns.
pub fn write_json(
    out: &mut dyn Write,
    options: &Options,
    explanation: Explanation<'_>,
    knowledge: &Knowledge,
    command: String,
) -> io::Result<()> {
    let Explanation {
        findings, profiles, conflicts, tumor, assembly, assembly_reason, notes, ..
    } = explanation;
    let copies = CopyThresholds::default();
    let run = Run {
        assembly,
        assembly_reason,
        sample: String::new(),
        sample_choice: "a query".to_owned(),
        normal: None,
        tumor,
        facts: options.facts.clone(),
        settings: Settings {
            all: false,
            min_level: None,
            min_vaf: None,
            min_depth: None,
            min_alt: None,
            include_filtered: false,
            cn_amplification: copies.amplification,
            cn_deletion: copies.deletion,
            phase_distance: haplotype::DISTANCE,
            absence_shown_from_depth: MIN_DEPTH,
        },
        counts: RunCounts { present: findings.len() as u64, ..RunCounts::default() },
    };
    let provenance = Provenance {
        version: env!("CARGO_PKG_VERSION"),
        disclaimer: DISCLAIMER,
        command,
        input: options.query.clone(),
        input_sha256: None,
        assessed_bed: None,
        tables: Vec::new(),
        knowledge: provenance(knowledge).collect(),
    };
    let findings: Vec<(Finding<'_>, bool)> =
        findings.into_iter().map(|finding| (finding, true)).collect();
    let warnings: Vec<Warning> = notes.into_iter().map(Warning::Query).collect();
    let result = SampleResult {
        run: &run,
        provenance: Some(&provenance),
        findings: &findings,
        profiles: &profiles,
        conflicts: &conflicts,
        assessed: &Vec::new,
        warnings: &warnings,
        input: None,
    };
    Json.write(out, &result, &mut Nothing)
}
