//! `annotate`: a file in, a table out.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use crate::error::Result;
use crate::genome::TranscriptStore;
use crate::input::annotation::AnnotationFormat;
use crate::input::bed;
use crate::input::filters;
use crate::input::header::Header;
use crate::input::population::PopulationFields;
use crate::input::samples;
use crate::interpret::finding::{Judge, is_reportable};
use crate::io::{Output, Source};
use crate::model::assembly::Assembly;
use crate::model::finding::Finding;
use crate::model::level::Level;
use crate::model::regions::Regions;
use crate::model::specimen::Specimen;
use crate::report::format::{Format, SampleResult};
use crate::report::json::Json;
use crate::report::run::{Run, RunCounts};
use crate::report::tsv::Tsv;
use crate::report::tsv_evidence::EvidenceLayout;
use crate::report::tsv_variant::VariantLayout;
use crate::report::vcf::Vcf;

use super::assessed::Assessed;
use super::collect::{Collected, Collector};
use super::counts::Counts;
use super::haplotype::Haplotypes;
use super::prepare::{confirm_reference, detect_assembly, regions};
use super::progress::Progress;
use super::read::{Reading, WasRead};
use super::records::Records;
use super::sample::{self, Evaluated};
use super::summary::{self, Outcome};
use super::thresholds::Thresholds;
use super::worker::Worker;
use super::{knowledge, lock, lost_copy, records, reversion, tables};

/// How the result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputFormat {
    /// TSV, one row an allele.
    TsvVariant,
    /// TSV, one row an evidence item.
    TsvEvidence,
    /// JSON.
    Json,
    /// The input with an INFO field more.
    Vcf {
        /// Whether it is written as BGZF.
        is_compressed: bool,
    },
}

impl OutputFormat {
    fn writer(self) -> Box<dyn Format> {
        match self {
            Self::TsvVariant => Box::new(Tsv { layout: &VariantLayout }),
            Self::TsvEvidence => Box::new(Tsv { layout: &EvidenceLayout }),
            Self::Json => Box::new(Json),
            Self::Vcf { is_compressed } => Box::new(Vcf { is_compressed }),
        }
    }
}

/// What to annotate, with what, and where to.
#[derive(Debug, Clone)]
pub struct Options {
    /// The input; `-` is standard input.
    pub input: PathBuf,
    /// The output; `None` is standard output.
    pub output: Option<PathBuf>,
    /// How the result is written.
    pub format: OutputFormat,
    /// Tumour type as the user names it.
    pub tumor_type: Option<String>,
    /// Assembly; `None` detects it.
    pub assembly: Option<Assembly>,
    /// Tumour sample.
    pub sample: Option<String>,
    /// Matched normal.
    pub normal: Option<String>,
    /// Threads; `None` takes all cores.
    pub threads: Option<NonZeroUsize>,
    /// Limits on alleles.
    pub thresholds: Thresholds,
    /// Whether variants without a finding are written too.
    pub all: bool,
    /// Weakest level that is reported.
    pub min_level: Option<Level>,
    /// Copy-number calls of the sample.
    pub cna: Option<PathBuf>,
    /// Fusions of the sample.
    pub fusions: Option<PathBuf>,
    /// Bases between neighbours on one haplotype, of which one changes the length, that are read
    /// together.
    pub phase_distance: u32,
    /// Regions in which the absence of a call means that nothing is there.
    pub assessed_bed: Option<PathBuf>,
    /// More evidence tables.
    pub knowledge: Vec<PathBuf>,
    /// A lock that everything used must agree with.
    pub locked: Option<PathBuf>,
    /// Whether the input's index may be used.
    pub use_index: bool,
    /// Whether a malformed record is an error.
    pub strict: bool,
    /// Whether the `##` lines are written.
    pub provenance: bool,
    /// The command line, for the provenance.
    pub command: String,
    /// When to show a progress bar.
    pub progress: Progress,
}

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
        columns: header.columns(),
        samples: header.samples().len(),
        sample: chosen.tumor,
        normal: chosen.normal,
        others: chosen.others.clone(),
        annotation: annotation_format(&header),
        population: PopulationFields::of(&header),
        thresholds: options.thresholds,
        all: options.all,
        counts: Counts::default(),
    };
    // Before the scan: a bad table costs no time.
    let mut from_tables = Vec::new();
    if let Some(path) = &options.cna {
        from_tables.extend(tables::copy_numbers(path, sample, &worker.matcher)?);
    }
    if let Some(path) = &options.fusions {
        from_tables.extend(tables::fusions(path, sample, &worker.matcher)?);
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

    let judge = Judge { specimen: Specimen::of_name(sample), ..knowledge.judge(tumor.as_ref()) };
    let Collected {
        mut candidates,
        mut plain,
        mut diagnostics,
        assessed,
        left_out,
        lost,
        other_reference,
    } = collector.finish()?;
    diagnostics.extend(stats.diagnostics.clone());
    summary::refuse_unreadable(&options.input, stats.records, &diagnostics)?;
    let assessed = Assessed::new(
        store,
        decision.assembly,
        Regions::new(bed.iter().flat_map(Regions::iter).chain(assessed)),
        Regions::new(left_out),
    );
    lost_copy::note(&mut candidates, judge.genes, &options.thresholds.copies, &lost);
    candidates.extend(lost_copy::arms(&worker.matcher, &lost));
    reversion::note(&worker.matcher, &mut candidates);
    candidates.extend(from_tables);
    let Evaluated { findings, profiles } = sample::evaluate(candidates, &assessed, &judge);
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
            ..summary::counts(&worker.counts, &diagnostics)
        },
    };
    let provenance =
        options.provenance.then(|| summary::provenance(options, &knowledge, digest)).transpose()?;
    let mut warnings = summary::warnings(&run, &diagnostics);
    warnings.extend(of_reading);
    warnings.extend(filters::unfiltered(&header));
    warnings.extend(other_reference.map(|other| summary::other_reference(&run, other)));
    warnings.extend(summary::elsewhere(&run, &worker.counts, header.samples()));
    if records.is_some() {
        warnings.extend(records::left_out(&findings));
        warnings.extend(records::stale_index(options.output.as_deref()));
    }
    let result = SampleResult {
        run: &run,
        provenance: provenance.as_ref(),
        findings: &findings,
        profiles: &profiles,
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
