//! `annotate`: a file in, a file out.

use std::path::PathBuf;

use crate::curate::check;
use crate::error::{Error, Result};
use crate::input::header::Header;
use crate::interpret::summary::summary;
use crate::io::{Content, Output, Source};
use crate::model::tumor_type::TumorType;
use crate::report::format::{Format, SampleResult};
use crate::report::html::Html;
use crate::report::json::Json;
use crate::report::maf::{Maf, without_row};
use crate::report::page::Page;
use crate::report::tsv::Tsv;
use crate::report::tsv_biomarkers::TsvBiomarkers;
use crate::report::tsv_evidence::EvidenceLayout;
use crate::report::tsv_variant::VariantLayout;
use crate::report::vcf::Vcf;

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
    /// The input's MAF, or a minimal one, with the columns of OncoKB's annotator.
    OncoKb,
    /// The input with an INFO field more.
    Vcf {
        /// Whether it is written as BGZF.
        is_compressed: bool,
    },
}

impl OutputFormat {
    /// Returns the extension of a file in this format.
    pub fn extension(self) -> &'static str {
        match self {
            Self::TsvVariant | Self::TsvEvidence | Self::TsvBiomarkers => "tsv",
            Self::Summary => "txt",
            Self::Json => "json",
            Self::Html => "html",
            Self::Maf => "maf",
            Self::OncoKb => "txt",
            Self::Vcf { is_compressed: false } => "vcf",
            Self::Vcf { is_compressed: true } => "vcf.gz",
        }
    }

    /// Returns whether rows of several samples can stand in it.
    pub(super) fn holds_several(self) -> bool {
        matches!(self, Self::TsvVariant | Self::TsvEvidence | Self::Maf | Self::OncoKb)
    }

    pub(super) fn writer(self) -> Box<dyn Format> {
        match self {
            Self::TsvVariant => Box::new(Tsv { layout: &VariantLayout }),
            Self::TsvEvidence => Box::new(Tsv { layout: &EvidenceLayout }),
            Self::Summary => Box::new(Page),
            Self::TsvBiomarkers => Box::new(TsvBiomarkers),
            Self::Json => Box::new(Json),
            Self::Html => Box::new(Html),
            Self::Maf => Box::new(Maf::Gdc),
            Self::OncoKb => Box::new(Maf::OncoKb),
            Self::Vcf { is_compressed } => Box::new(Vcf { is_compressed }),
        }
    }
}

/// What to annotate, with what, and where to.
#[derive(Debug, Clone)]
pub struct Request {
    /// The input; `-` is standard input.
    pub input: PathBuf,
    /// The output; `None` is standard output.
    pub output: Option<PathBuf>,
    /// How the result is written.
    pub format: OutputFormat,
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
    if options.clinical.is_some() {
        let reason = "--clinical names the tumour types of a MAF's samples: name that of a VCF with --tumor-type";
        return Err(Error::Usage(reason.to_owned()));
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
    let Request { output, options, .. } = request;
    let writes_back = matches!(request.format, OutputFormat::Vcf { .. });
    let records = writes_back.then(|| Records::of(&mut source, header)).transpose()?;
    let mut out = Output::create(output.as_deref().unwrap_or("-".as_ref()))?;
    let format = request.format.writer();
    let wants_lines = matches!(request.format, OutputFormat::Json | OutputFormat::Html);
    let wants_biomarkers = wants_lines
        || matches!(request.format, OutputFormat::TsvBiomarkers | OutputFormat::Summary);
    let rows = Rows { format: &*format, writes_back, wants_lines, wants_biomarkers };
    let read = read_sample(options, tumor, knowledge, source, header, rows)?;
    let SampleRead { run, findings, profiles, conflicts, immunotherapy, biomarkers, .. } = read;
    let pharmacogenes = read.pharmacogenes;
    let assessed = read.assessed;
    let (mut warnings, mut plain) = (read.warnings, read.plain);
    warnings.extend(check::warnings(knowledge.own_evidence()));
    let provenance = options
        .provenance
        .then(|| summary::provenance(options, &request.input, knowledge, read.digest, read.given));
    if records.is_some() {
        warnings.extend(records::left_out(&findings));
        warnings.extend(records::stale_index(output.as_deref()));
    }
    if matches!(request.format, OutputFormat::Maf | OutputFormat::OncoKb) {
        warnings.extend(without_row(&findings));
    }
    let result = SampleResult {
        run: &run,
        provenance: provenance.as_ref(),
        findings: &findings,
        profiles: &profiles,
        conflicts: &conflicts,
        pharmacogenes: &pharmacogenes,
        immunotherapy: &immunotherapy,
        biomarkers: &biomarkers,
        assessed: &|| assessed.genes(),
        summary: &|| summary(&findings),
        warnings: &warnings,
        input: records.as_ref().map(|records| records.text(&read.blocks)),
    };
    see(&result);
    let written = format.write(&mut out, &result, &mut plain);
    // A file that was changed explains a failure, too.
    records.as_ref().map_or(Ok(()), |records| records.again.check(written.is_ok()))?;
    written.map_err(|e| out.error(e))?;
    out.commit()?;
    let reported =
        findings.iter().filter(|(_, is_reported)| *is_reported).map(|(finding, _)| finding);
    let mut outcome = summary::outcome(&run, warnings, reported);
    outcome.summary.extend(biomarkers.counts().iter().map(String::as_str));
    outcome.details.push(format!("input: {}", read.how));
    Ok(outcome)
}
