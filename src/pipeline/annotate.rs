//! `annotate`: a file in, a file out.

use std::path::PathBuf;

use crate::curate::check;
use crate::diagnostics::Warning;
use crate::error::Result;
use crate::input::header::Header;
use crate::interpret::order;
use crate::interpret::summary::summary;
use crate::io::{Content, RunningCrc, Source};
use crate::model::tumor_type::TumorType;
use crate::report::bcf::Bcf;
use crate::report::compressed::Compressed;
use crate::report::format::{Format, SampleResult};
use crate::report::html::Html;
use crate::report::json::Json;
use crate::report::maf::{Maf, without_row};
use crate::report::mqc::Mqc;
use crate::report::page::Page;
use crate::report::tsv::Tsv;
use crate::report::tsv_biomarkers::TsvBiomarkers;
use crate::report::tsv_evidence::EvidenceLayout;
use crate::report::tsv_variant::VariantLayout;
use crate::report::vcf::Vcf;
use crate::report::writing::{Writing, stale_index};
use crate::report::xlsx::Xlsx;

use super::options::Options;
use super::read_sample::{Rows, SampleRead, read_sample};
use super::records::Records;
use super::summary::{self, Outcome};
use super::{lock, maf, records};
use crate::sample::knowledge;
use crate::sample::knowledge::Knowledge;

/// How the result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputFormat {
    /// TSV, one row an allele.
    TsvVariant,
    /// TSV, one row an evidence item.
    TsvEvidence,
    /// A page for a reader.
    Summary,
    /// TSV, one row a standard biomarker of the tumour type.
    TsvBiomarkers,
    /// JSON.
    Json,
    /// The page of the JSON.
    Html,
    /// MAF.
    Maf,
    /// The input with an INFO field more.
    Vcf,
    /// The same as BCF.
    Bcf,
    /// A workbook.
    Xlsx,
    /// A section of a MultiQC report.
    Mqc(Mqc),
}

impl OutputFormat {
    /// Returns how the name of a file in this format ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::TsvVariant | Self::TsvEvidence | Self::TsvBiomarkers => ".tsv",
            Self::Summary => ".txt",
            Self::Json => ".json",
            Self::Html => ".html",
            Self::Maf => ".maf",
            Self::Vcf => ".vcf",
            Self::Bcf => ".bcf",
            Self::Xlsx => ".xlsx",
            Self::Mqc(section) => section.ending(),
        }
    }

    /// Returns whether rows of several samples can stand in it.
    pub(super) fn holds_several(self) -> bool {
        matches!(self, Self::TsvVariant | Self::TsvEvidence | Self::Maf)
    }

    pub(super) fn writer(self, is_compressed: bool) -> Box<dyn Format> {
        match self {
            // Blocks of the input without a change are not compressed again.
            Self::Vcf => Box::new(Vcf { is_compressed }),
            _ if is_compressed => Box::new(Compressed(self.writer(false))),
            Self::TsvVariant => Box::new(Tsv { layout: &VariantLayout }),
            Self::TsvEvidence => Box::new(Tsv { layout: &EvidenceLayout }),
            Self::Summary => Box::new(Page),
            Self::TsvBiomarkers => Box::new(TsvBiomarkers),
            Self::Json => Box::new(Json),
            Self::Html => Box::new(Html),
            Self::Maf => Box::new(Maf),
            Self::Bcf => Box::new(Bcf),
            Self::Xlsx => Box::new(Xlsx),
            Self::Mqc(section) => Box::new(section),
        }
    }

    /// Returns what the records of the input are written back as, where they are.
    pub(super) fn writes_back(self) -> Option<Content> {
        match self {
            Self::Vcf => Some(Content::Vcf),
            Self::Bcf => Some(Content::Bcf),
            _ => None,
        }
    }

    /// Returns whether it tells the lines of records.
    fn wants_lines(self) -> bool {
        matches!(self, Self::Json | Self::Html)
    }

    /// Returns whether it tells the standard biomarkers of the tumour type.
    pub(super) fn wants_biomarkers(self) -> bool {
        matches!(self, Self::Json | Self::Html | Self::TsvBiomarkers | Self::Summary | Self::Xlsx)
    }
}

/// An output: where to, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The file; `None` is standard output.
    pub path: Option<PathBuf>,
    /// How the result is written.
    pub format: OutputFormat,
    /// Whether it is written as BGZF.
    pub is_compressed: bool,
}

impl Target {
    /// Returns whether an index is written beside it.
    pub fn has_index(&self) -> bool {
        self.format == OutputFormat::Vcf && self.is_compressed
    }
}

/// What to annotate, with what, and where to.
#[derive(Debug, Clone)]
pub struct Request {
    /// The input; `-` is standard input.
    pub input: PathBuf,
    /// The outputs, written in one pass.
    pub outputs: Vec<Target>,
    /// Whether rows of tables stand by level, and not as in the input.
    pub by_level: bool,
    /// More evidence tables.
    pub knowledge: Vec<PathBuf>,
    /// A lock that everything used must agree with.
    pub locked: Option<PathBuf>,
    /// How the sample is read and judged.
    pub options: Options,
}

/// Annotates one input.
///
/// # Errors
/// Any [`crate::Error`]; then no output file is left behind.
pub fn run(request: &Request) -> Result<Outcome> {
    let options = &request.options;
    let knowledge =
        Knowledge::with_embedded(&request.knowledge)?.with_transcripts(options.own_transcripts()?);
    if let Some(path) = &request.locked {
        lock::verify(path, &knowledge)?;
    }
    // Before the input, which may be a terminal, is waited for.
    let tumor = options.tumor_type.as_deref().map(knowledge::tumor_type).transpose()?;
    let mut source = Source::open(&request.input)?;
    if source.format().content == Content::Maf {
        return maf::run(request, &knowledge, tumor, source);
    }
    let header = Header::read(&mut source)?;
    annotate(request, &knowledge, tumor, source, &header, |_| ())
}

/// Annotates an input that is open, of which `header` was read, by knowledge at hand. Everything that
/// was concluded is shown to `see` before it is written.
///
/// # Errors
/// As [`run`].
pub(super) fn annotate(
    request: &Request,
    knowledge: &Knowledge,
    tumor: Option<TumorType>,
    mut source: Source,
    header: &Header,
    see: impl FnOnce(&SampleResult<'_>),
) -> Result<Outcome> {
    let Request { outputs, options, .. } = request;
    let any = |is: fn(OutputFormat) -> bool| outputs.iter().any(|output| is(output.format));
    let writes_back = any(|format| format.writes_back().is_some());
    let records = writes_back.then(|| Records::of(&mut source, header)).transpose()?;
    let create = |output: &Target| Writing::create(output.path.as_ref(), output.has_index());
    let mut writing = outputs.iter().map(create).collect::<Result<Vec<_>>>()?;
    let writers: Vec<_> =
        outputs.iter().map(|output| output.format.writer(output.is_compressed)).collect();
    let formats: Vec<&dyn Format> = writers.iter().map(|writer| &**writer).collect();
    let rows = Rows {
        formats: &formats,
        writes_back,
        wants_lines: any(OutputFormat::wants_lines),
        wants_biomarkers: any(OutputFormat::wants_biomarkers),
    };
    let read = read_sample(options, tumor, knowledge, source, header, rows)?;
    let SampleRead { run, findings, profiles, conflicts, immunotherapy, biomarkers, .. } = read;
    let pharmacogenes = read.pharmacogenes;
    let assessed = read.assessed;
    let mut warnings = read.warnings;
    warnings.extend(check::warnings(knowledge.own_evidence()));
    let provenance = options
        .provenance
        .then(|| summary::provenance(options, &request.input, knowledge, read.digest, read.given));
    if records.is_some() {
        warnings.extend(records::left_out(&findings));
        let written = outputs.iter().filter(|output| output.format.writes_back().is_some());
        warnings.extend(
            written.filter_map(|output| stale_index(output.path.as_deref()?, output.has_index())),
        );
    }
    if any(|format| format == OutputFormat::Maf) {
        warnings.extend(without_row(&findings));
    }
    let told: Vec<Warning> = warnings.iter().map(Warning::without_folders).collect();
    let order = request.by_level.then(|| order::by_level(&findings));
    let result = SampleResult {
        run: &run,
        provenance: provenance.as_ref(),
        findings: &findings,
        order: order.as_deref(),
        profiles: &profiles,
        conflicts: &conflicts,
        pharmacogenes: &pharmacogenes,
        immunotherapy: &immunotherapy,
        biomarkers: &biomarkers,
        assessed: &|| assessed.genes(),
        summary: &|| summary(&findings),
        warnings: &told,
        input: None,
    };
    see(&result);
    // What cannot be taken back comes last.
    let mut rest: Vec<_> =
        outputs.iter().zip(&formats).zip(writing.iter_mut().zip(read.plain)).collect();
    rest.sort_by_key(|(_, (writing, _))| writing.is_stream());
    let mut of_outputs = Vec::new();
    for ((output, format), (writing, mut plain)) in rest {
        let crc = RunningCrc::default();
        let content = output.format.writes_back();
        let records = records.as_ref().zip(content);
        let made =
            records.map(|(records, content)| records.converted(content, &crc)).transpose()?;
        let made = made.flatten();
        let input = records.map(|(records, _)| records.input(&read.blocks, &crc, made.as_ref()));
        let written = writing.write(*format, &SampleResult { input, ..result }, &mut plain);
        // A file that was changed explains a failure, too.
        let again = written.is_ok().then_some(&crc);
        records.map_or(Ok(()), |(records, _)| records.again.check(again))?;
        of_outputs.extend(written?);
    }
    Writing::commit(writing)?;
    let reported =
        findings.iter().filter(|(_, is_reported)| *is_reported).map(|(finding, _)| finding);
    warnings.extend(of_outputs);
    let mut outcome = summary::outcome(&run, warnings, reported);
    outcome.summary.extend(biomarkers.counts().iter().map(String::as_str));
    outcome.details.push(format!("input: {}", read.how));
    Ok(outcome)
}
