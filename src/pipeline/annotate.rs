//! `annotate`: a file in, a file out.

use crate::curate::check;
use crate::diagnostics::Warning;
use crate::error::{Error, Result};
use crate::input::header::Header;
use crate::interpret::order;
use crate::interpret::summary::summary;
use crate::io::{Content, RunningCrc, Source};
use crate::model::tumor_type::TumorType;
use crate::report::format::{Format, SampleResult};
use crate::report::maf::without_row;
use crate::report::writing::{Writing, stale_index};

use super::read_sample::{Rows, SampleRead, read_sample};
use super::records::Records;
use super::request::{OutputFormat, Request, Target};
use super::summary::{self, Outcome};
use super::{lock, maf, records};
use crate::sample::knowledge;
use crate::sample::knowledge::Knowledge;

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
        return maf::run(request, &knowledge, tumor, source, None);
    }
    let header = Header::read(&mut source)?;
    of_vcf(request, &knowledge, tumor, source, &header, |_| ())
}

/// Annotates a VCF or BCF that is open, of which `header` was read, by knowledge at hand. Everything that
/// was concluded is shown to `see` before it is written.
///
/// # Errors
/// As [`run`].
pub(super) fn of_vcf(
    request: &Request,
    knowledge: &Knowledge,
    tumor: Option<TumorType>,
    mut source: Source,
    header: &Header,
    see: impl FnOnce(&SampleResult<'_>),
) -> Result<Outcome> {
    let Request { outputs, options, .. } = request;
    if options.clinical.is_some() {
        let reason = "--clinical names the tumour types of a MAF's samples: name that of a VCF with --tumor-type";
        return Err(Error::Usage(reason.to_owned()));
    }
    let any = |is: fn(OutputFormat) -> bool| outputs.iter().any(|output| is(output.format));
    let writes_back = any(|format| format.writes_back().is_some());
    let records = writes_back.then(|| Records::of(&mut source, header)).transpose()?;
    let create = |output: &Target| {
        let writing = Writing::create(output.path.as_ref(), output.has_index())?;
        Ok(writing.synced_later(request.syncs_later))
    };
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
    if any(OutputFormat::is_maf) {
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
        let input = records.map(|(records, _)| records.input(&read.layout, &crc, made.as_ref()));
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
