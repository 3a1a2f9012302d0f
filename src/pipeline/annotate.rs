//! `annotate`: a file in, a table out.

use std::num::NonZeroUsize;

use crate::error::Result;
use crate::genome::TranscriptStore;
use crate::input::annotation::AnnotationFormat;
use crate::input::bed;
use crate::input::header::Header;
use crate::input::samples;
use crate::interpret::finding::is_reportable;
use crate::io::{Output, Source};
use crate::model::finding::Finding;
use crate::model::regions::Regions;
use crate::report::format::SampleResult;
use crate::report::run::{Run, RunCounts};

use super::collect::{Collected, Collector};
use super::options::Options;
use super::prepare::{confirm_reference, detect_assembly, regions};
use super::read::{Reading, WasRead};
use super::records::Records;
use super::summary::{self, Outcome};
use super::{knowledge, lock, records};
use crate::observe::counts::Counts;
use crate::observe::observed::Observed;
use crate::observe::tables;
use crate::observe::worker::Worker;
use crate::sample::assessed::Assessed;
use crate::sample::evaluate::Judged;
use crate::sample::haplotype::Haplotypes;
use crate::sample::judge::Sample;

/// Annotates one input.
///
/// # Errors
/// Any [`crate::Error`]; then no output file is left behind.
pub fn run(options: &Options) -> Result<Outcome> {
    let knowledge = knowledge::with_embedded(&options.knowledge)?;
    if let Some(path) = &options.locked {
        lock::verify(path, &knowledge)?;
    }
    let tumor = options.tumor_type.as_deref().map(knowledge::tumor_type).transpose()?;
    let bed = options.assessed_bed.as_deref().map(bed::read).transpose()?;
    let mut source = Source::open(&options.input)?;
    let header = Header::read(&mut source)?;
    let chosen = samples::choose(
        header.samples(),
        header.text(),
        options.sample.as_deref(),
        options.normal.as_deref(),
    )?;
    let sample = chosen.tumor.and_then(|i| header.samples().get(i)).map_or("", String::as_str);
    let store = TranscriptStore::embedded();
    let records = Records::of(options, &mut source, &header)?;
    let decision = detect_assembly(options.assembly, &mut source, &header, store)?;
    let own = (!options.knowledge.is_empty()).then_some(knowledge.evidence);
    let wanted = || regions(store, own, knowledge.alleles, decision.assembly);
    let regions = (!options.all).then(wanted).transpose()?;
    let mut output = Output::create(options.output.as_deref().unwrap_or("-".as_ref()))?;
    let mut worker = Worker {
        matcher: knowledge.matcher(decision.assembly, store),
        samples: header.samples().len(),
        sample: chosen.tumor,
        normal: chosen.normal,
        annotation: annotation_format(&header),
        thresholds: options.thresholds,
        all: options.all,
        counts: Counts::default(),
    };
    // Before the scan: a bad table costs no time.
    let mut of_tables = Observed::default();
    if let Some(path) = &options.cna {
        tables::copy_numbers(path, sample, &worker.matcher, &mut of_tables)?;
    }
    if let Some(path) = &options.fusions {
        tables::fusions(path, sample, &worker.matcher, &mut of_tables)?;
    }
    let format = options.format.writer();
    let threads = threads(options.threads);
    let matcher = worker.matcher;
    let collector =
        || Collector::new(&*format, sample, Haplotypes::new(matcher, options.phase_distance));
    let reading = Reading {
        options,
        header: &header,
        regions: regions.as_ref(),
        threads,
        writes_back: records.is_some(),
    };
    let WasRead { stats, collector, digest, warnings: of_reading, how } =
        reading.run(source, &mut worker, collector)?;
    confirm_reference(&options.input, decision.assembly, &worker.counts)?;

    let judge = knowledge.judge(tumor.as_ref());
    let Collected { mut observed, facts, mut plain } = collector.finish()?;
    let diagnostics = &stats.diagnostics;
    let assessed = Assessed::new(
        store,
        decision.assembly,
        Regions::new(
            bed.iter().flat_map(Regions::iter).chain(std::mem::take(&mut observed.assessed)),
        ),
        Regions::new(std::mem::take(&mut observed.left_out)),
    );
    observed.from_tables = of_tables.from_tables;
    observed.lost.extend(of_tables.lost);
    let sample_seen = Sample::new(observed, facts).with_thresholds(options.thresholds.copies);
    let Judged { findings, profiles, conflicts } =
        sample_seen.judge(&assessed, &worker.matcher, &judge);
    let findings: Vec<(Finding, bool)> = findings
        .into_iter()
        .map(|finding| {
            let is_reported = is_reportable(&finding, options.min_level);
            (finding, is_reported)
        })
        .collect();
    let run = Run {
        assembly: decision.assembly,
        assembly_reason: decision.reason,
        sample: sample.to_owned(),
        sample_choice: chosen.how,
        normal: chosen.normal.and_then(|i| header.samples().get(i)).cloned(),
        tumor,
        settings: summary::settings(options),
        counts: RunCounts {
            records: stats.records,
            of_interest: stats.candidates,
            ..summary::counts(&worker.counts, diagnostics)
        },
    };
    let provenance =
        options.provenance.then(|| summary::provenance(options, &knowledge, digest)).transpose()?;
    let mut warnings = summary::warnings(&run, diagnostics);
    warnings.extend(of_reading);
    if records.is_some() {
        warnings.extend(records::left_out(&findings));
        warnings.extend(records::stale_index(options.output.as_deref()));
    }
    let result = SampleResult {
        run: &run,
        provenance: provenance.as_ref(),
        findings: &findings,
        profiles: &profiles,
        conflicts: &conflicts,
        assessed: &|| assessed.genes(),
        warnings: &warnings,
        input: records.as_ref().map(|records| records.text(&stats.blocks)),
    };
    format.write(&mut output, &result, &mut plain).map_err(|e| output.error(e))?;
    output.commit()?;
    let reported =
        findings.iter().filter(|(_, is_reported)| *is_reported).map(|(finding, _)| finding);
    let mut outcome = summary::outcome(&run, warnings, reported);
    outcome.details.push(format!("input: {how}"));
    Ok(outcome)
}

fn threads(asked: Option<NonZeroUsize>) -> NonZeroUsize {
    asked.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

fn annotation_format(header: &Header) -> Option<AnnotationFormat> {
    AnnotationFormat::IDS.iter().find_map(|id| {
        let definition = header.info(id)?;
        AnnotationFormat::from_info_description(id, &definition.description)
    })
}
