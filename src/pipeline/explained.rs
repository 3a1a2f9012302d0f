//! An explanation as the result of one sample: the object that `annotate` writes.

use std::io::{self, Write};

use super::explain::{Explanation, Options};
use super::summary::DISCLAIMER;
use crate::diagnostics::Warning;
use crate::interpret::summary::summary;
use crate::model::finding::Finding;
use crate::model::sample_facts::SampleFacts;
use crate::model::standard_biomarker::StandardBiomarkers;
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
        findings,
        profiles,
        conflicts,
        immunotherapy,
        genes,
        tumor,
        assembly,
        assembly_reason,
        notes,
    } = explanation;
    let counts = RunCounts { present: findings.len() as u64, ..RunCounts::default() };
    let copies = CopyThresholds::default();
    let (amplification, deletion) = (copies.amplification, copies.deletion);
    let settings = Settings::unlimited(amplification, deletion, haplotype::DISTANCE, MIN_DEPTH);
    let run = Run {
        tumor,
        counts,
        facts: SampleFacts::stated(options.facts.clone()),
        ..Run::of_query(assembly, assembly_reason, settings)
    };
    let provenance = Provenance {
        version: env!("CARGO_PKG_VERSION"),
        disclaimer: DISCLAIMER,
        command,
        input: options.query.clone(),
        input_sha256: None,
        given: knowledge.transcript_files().to_vec(),
        knowledge: provenance(knowledge).collect(),
    };
    let findings: Vec<(Finding<'_>, bool)> =
        findings.into_iter().map(|finding| (finding, true)).collect();
    let of_genes = genes.iter().map(ToString::to_string);
    let warnings: Vec<Warning> = notes.into_iter().chain(of_genes).map(Warning::Query).collect();
    let result = SampleResult {
        run: &run,
        provenance: Some(&provenance),
        findings: &findings,
        order: None,
        profiles: &profiles,
        conflicts: &conflicts,
        pharmacogenes: &[],
        immunotherapy: &immunotherapy,
        biomarkers: &StandardBiomarkers::default(),
        assessed: &Vec::new,
        summary: &|| summary(&findings),
        warnings: &warnings,
        input: None,
    };
    Json.write(out, &result, &mut Nothing)
}
