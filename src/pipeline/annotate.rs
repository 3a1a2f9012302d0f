//! `annotate`: a file in, a table out.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;

use crate::error::Result;
use crate::genome::TranscriptStore;
use crate::input::annotation::AnnotationFormat;
use crate::input::bed;
use crate::input::header::Header;
use crate::input::samples;
use crate::interpret::finding::is_reportable;
use crate::io::{Output, Source};
use crate::model::assembly::Assembly;
use crate::model::finding::Finding;
use crate::model::level::Level;
use crate::model::regions::Regions;
use crate::report::tsv;
use crate::report::tsv_evidence::EvidenceLayout;
use crate::report::tsv_variant::VariantLayout;

use super::assessed::Assessed;
use super::collect::{Collected, Collector, PlainRows};
use super::counts::Counts;
use super::haplotype::Haplotypes;
use super::prepare::{confirm_reference, detect_assembly, regions};
use super::progress::Progress;
use super::read::{Reading, WasRead};
use super::summary::{Outcome, Summary};
use super::thresholds::Thresholds;
use super::worker::Worker;
use super::{knowledge, lock, lost_copy, reversion, sample, tables};

/// Rows of the TSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One row an allele.
    Variant,
    /// One row an evidence item.
    Evidence,
}

/// What to annotate, with what, and where to.
#[derive(Debug, Clone)]
pub struct Options {
    /// The input; `-` is standard input.
    pub input: PathBuf,
    /// The output; `None` is standard output.
    pub output: Option<PathBuf>,
    /// Rows of the TSV.
    pub layout: Layout,
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
    let decision = detect_assembly(options.assembly, &mut source, &header, store)?;
    let own = (!options.knowledge.is_empty()).then_some(knowledge.evidence);
    let wanted = || regions(store, own, decision.assembly);
    let regions = (!options.all).then(wanted).transpose()?;
    let mut output = Output::create(options.output.as_deref().unwrap_or("-".as_ref()))?;
    let mut worker = Worker {
        matcher: knowledge.matcher(decision.assembly, store),
        columns: header.columns(),
        samples: header.samples().len(),
        sample: chosen.tumor,
        normal: chosen.normal,
        annotation: annotation_format(&header),
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
    let layout: &dyn tsv::Layout = match options.layout {
        Layout::Variant => &VariantLayout,
        Layout::Evidence => &EvidenceLayout,
    };
    let threads = threads(options.threads);
    let matcher = worker.matcher;
    let collector =
        || Collector::new(layout, sample, Haplotypes::new(matcher, options.phase_distance));
    let reading = Reading { options, header: &header, regions: regions.as_ref(), threads };
    let WasRead { stats, collector, digest, warnings, how } =
        reading.run(source, &mut worker, collector)?;
    confirm_reference(&options.input, decision.assembly, &worker.counts)?;

    let judge = knowledge.judge(tumor.as_ref());
    let Collected { mut candidates, plain, mut diagnostics, assessed, left_out, lost } =
        collector.finish()?;
    diagnostics.extend(stats.diagnostics);
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
    let rows: Vec<(Finding, bool)> = sample::findings(candidates, &assessed, &judge)
        .into_iter()
        .map(|finding| {
            let is_reported = is_reportable(&finding, options.min_level);
            (finding, is_reported)
        })
        .collect();
    let summary = Summary {
        options,
        decision: &decision,
        sample,
        sample_choice: &chosen.how,
        normal: chosen.normal.and_then(|i| header.samples().get(i)).map(String::as_str),
        tumor: tumor.as_ref(),
        knowledge: &knowledge,
        records: stats.records,
        candidates: stats.candidates,
        counts: &worker.counts,
        diagnostics: &diagnostics,
    };
    let provenance = options.provenance.then(|| summary.provenance(digest)).transpose()?;
    tsv::write_head(&mut output, layout, provenance.as_ref())
        .and_then(|()| write_rows(&mut output, layout, sample, &rows, plain, options.all))
        .map_err(|e| output.error(e))?;
    output.commit()?;
    let reported = rows.iter().filter(|(_, is_reported)| *is_reported).map(|(finding, _)| finding);
    let mut outcome = summary.outcome(reported);
    outcome.warnings.extend(warnings);
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

/// Weaves findings and plain rows together in input order. With `all`, a finding that is not
/// reported still has its plain row.
fn write_rows(
    out: &mut dyn Write,
    layout: &dyn tsv::Layout,
    sample: &str,
    rows: &[(Finding, bool)],
    mut plain: PlainRows,
    all: bool,
) -> io::Result<()> {
    let mut text = Vec::new();
    let mut done = 0;
    for (index, (finding, is_reported)) in rows.iter().enumerate() {
        plain.copy_before(index, &mut done, out)?;
        text.clear();
        if *is_reported {
            layout.finding(sample, finding, &mut text);
        } else if all {
            let place = Some((&finding.consequence, &finding.gene));
            layout.plain(sample, &finding.variant, place, &mut text);
        }
        out.write_all(&text)?;
    }
    plain.copy_before(rows.len(), &mut done, out)
}
