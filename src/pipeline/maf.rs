//! `annotate` of a MAF: each of its samples is judged alone.

use std::io::Write;

use crate::curate::check;
use crate::diagnostics::{Warning, listed, of_samples, relocated};
use crate::error::{Error, Location, Result};
use crate::genome::TranscriptStore;
use crate::input::header::Header;
use crate::input::maf::{Maf, MafSample};
use crate::interpret::order;
use crate::interpret::summary::summary;
use crate::io::{Sha256Hex, Source};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::standard_biomarker::StandardBiomarkers;
use crate::model::summary::Summary;
use crate::model::tumor_type::TumorType;
use crate::report::format::{Format, NoneLeft, PlainVariants, SampleResult, rows_of};
use crate::report::maf::without_row;
use crate::report::provenance::Provenance;
use crate::report::run::Run;
use crate::report::writing::Writing;
use crate::sample::knowledge::Knowledge;
use crate::sample::row_type;

use super::annotate::{OutputFormat, Request};
use super::options::Options;
use super::prepare::detect_assembly;
use super::read_sample::{Rows, SampleRead, read_sample_and};
use super::summary::{self, Outcome};

/// A MAF with what holds for all of its samples.
struct Reading<'r> {
    request: &'r Request,
    knowledge: &'r Knowledge,
    tumor: Option<TumorType>,
    maf: &'r Maf,
    assembly: Assembly,
    reason: &'r str,
    kind: OutputFormat,
}

/// Annotates the MAF in `source`.
///
/// # Errors
/// Any [`crate::Error`]; then no output file is left behind.
pub(super) fn run(
    request: &Request,
    knowledge: &Knowledge,
    tumor: Option<TumorType>,
    mut source: Source,
) -> Result<Outcome> {
    let Request { outputs, options, .. } = request;
    if outputs.iter().any(|output| output.format.writes_back().is_some()) {
        return Err(source.invalid("a MAF is not written back as VCF: write TSV, MAF or JSON"));
    }
    let is_file = options.provenance && source.size().is_some();
    let digest = is_file.then(|| source.digest());
    let opened = source.opened();
    let maf = Maf::read(source, options.strict)?;
    opened.map_or(Ok(()), |opened| opened.check())?;
    let (assembly, reason) = assembly(&maf, options, knowledge.transcripts())?;
    let samples = maf.chosen(options.sample.as_deref())?;
    let digest = digest.map(|digest| digest.value());
    let (mut writing, mut outcome) = (Vec::new(), Outcome::default());
    for output in outputs {
        let (tumor, reason, kind) = (tumor.clone(), reason.as_str(), output.format);
        let reading = Reading { request, knowledge, tumor, maf: &maf, assembly, reason, kind };
        if samples.len() > 1 {
            reading.refuse_several(&samples)?;
        }
        let mut file = Writing::create(output.path.as_ref(), false)?;
        let writer = kind.writer(false);
        let formats = [&*writer];
        let mut out = Vec::new();
        outcome = match samples.as_slice() {
            [sample] => reading.one(sample, &formats, digest, &mut out)?,
            samples => reading.several(samples, &formats, digest, &mut out)?,
        };
        file.put(&out, output.is_compressed)?;
        writing.push(file);
    }
    Writing::commit(writing)?;
    outcome.warnings.extend(maf.diagnostics().warnings());
    outcome.warnings.extend(check::warnings(knowledge.own_evidence()));
    Ok(outcome)
}

/// Returns the assembly of the rows, and how it was decided.
fn assembly(maf: &Maf, options: &Options, store: &TranscriptStore) -> Result<(Assembly, String)> {
    match (options.assembly, maf.assembly()) {
        (Some(asked), Some(named)) if asked != named => Err(Error::invalid(
            Location::file(maf.path()),
            format!("NCBI_Build says {named}, and --assembly {asked}: leave --assembly out"),
        )),
        (_, Some(named)) => Ok((named, "NCBI_Build".to_owned())),
        (Some(asked), None) => Ok((asked, "stated".to_owned())),
        (None, None) => {
            let records = maf.records(maf.samples(), &|_, _| None);
            if records.lines.is_empty() {
                return Ok((Assembly::GRCh38, "no row has a place".to_owned()));
            }
            let mut source = Source::from_bytes(maf.path(), records.vcf)?;
            let header = Header::read(&mut source)?;
            let decision = detect_assembly(None, &mut source, &header, store)?;
            Ok((decision.assembly, decision.reason))
        }
    }
}

impl<'r> Reading<'r> {
    /// Refuses what is of one sample where there are several.
    fn refuse_several(&self, samples: &[&MafSample]) -> Result<()> {
        let options = &self.request.options;
        let content = options.thresholds.content;
        let is_of_one = [
            ("--fact", !options.facts.is_empty()),
            ("--cna", options.cna.is_some()),
            ("--fusions", options.fusions.is_some()),
            ("--msi and --hrd", !options.assays.is_empty()),
            ("--purity", content.purity.is_some()),
            ("--ploidy", content.ploidy.is_some()),
            ("--explain-tmb", options.burden.as_ref().is_some_and(|b| b.explained.is_some())),
        ];
        let names: Vec<String> = samples.iter().map(|sample| sample.name.clone()).collect();
        let named = listed(&names);
        let usage = |what: &str| {
            Err(Error::Usage(format!(
                "{what}, and {} has {} ({named}): choose one with --sample NAME",
                self.maf.path().display(),
                names.len()
            )))
        };
        if let Some((option, _)) = is_of_one.iter().find(|(_, is_given)| *is_given) {
            return usage(&format!("{option} is of one sample"));
        }
        if !self.kind.holds_several() {
            return usage("this format holds one sample");
        }
        Ok(())
    }

    /// Reads and judges one sample.
    fn sample<'f>(
        &'f self,
        sample: &MafSample,
        formats: &'f [&'f dyn Format],
    ) -> Result<SampleRead<'f>> {
        let options = &self.request.options;
        let store = self.knowledge.transcripts();
        let base = |contig: Contig, pos: u32| {
            let at = Interval::new(pos.checked_sub(1)?, pos);
            store.reference_bases(contig, at, self.assembly)?.first().copied()
        };
        let records = self.maf.records([sample], &base);
        let mut source = Source::from_bytes(self.maf.path(), records.vcf)?;
        let header = Header::read(&mut source)?;
        let options = Options {
            assembly: Some(self.assembly),
            sample: header.samples().first().cloned(),
            normal: header.samples().get(1).cloned(),
            provenance: false,
            ..options.clone()
        };
        let (tumor, unknown) = match &self.tumor {
            Some(tumor) => (Some(tumor.clone()), None),
            None => row_type::of_rows(&sample.tumor_types),
        };
        let wants_biomarkers = self.kind.wants_biomarkers();
        let rows = Rows { formats, writes_back: false, wants_lines: true, wants_biomarkers };
        let (named, knowledge) = (&records.named, self.knowledge);
        let mut read = read_sample_and(named, &options, tumor, knowledge, source, &header, rows)?;
        let first = header.lines() + 1;
        let place = |line: u64| {
            let index = line.checked_sub(first).and_then(|index| usize::try_from(index).ok());
            index.and_then(|index| records.lines.get(index)).copied().unwrap_or(line)
        };
        for (finding, _) in &mut read.findings {
            let variant = &mut finding.variant;
            // A row without an allele has its own line already.
            if !variant.chrom.is_empty() {
                variant.line = variant.line.map(place);
                variant.repeats.iter_mut().for_each(|repeat| repeat.line = place(repeat.line));
            }
        }
        read.warnings = read.warnings.into_iter().map(|w| relocated(w, &place)).collect();
        read.warnings.extend(unknown);
        let rows = records.without_anchor;
        read.warnings.extend((rows > 0).then_some(Warning::WithoutAnchor { rows }));
        read.run.counts.records += records.named.len() as u64;
        self.reason.clone_into(&mut read.run.assembly_reason);
        read.run.sample.clone_from(&sample.name);
        "Tumor_Sample_Barcode".clone_into(&mut read.run.sample_choice);
        if self.kind == OutputFormat::Maf {
            read.warnings.extend(without_row(&read.findings));
        }
        Ok(read)
    }

    fn provenance(&self, digest: Option<Sha256Hex>, read: &SampleRead<'_>) -> Option<Provenance> {
        let Request { input, options, .. } = self.request;
        let given = || read.given.clone();
        options
            .provenance
            .then(|| summary::provenance(options, input, self.knowledge, digest, given()))
    }

    /// Writes the result of the only sample.
    fn one(
        &self,
        sample: &MafSample,
        formats: &[&dyn Format; 1],
        digest: Option<Sha256Hex>,
        out: &mut Vec<u8>,
    ) -> Result<Outcome> {
        let mut read = self.sample(sample, formats)?;
        let provenance = self.provenance(digest, &read);
        self.write(formats[0], &mut read, provenance.as_ref(), out)?;
        let reported = read.findings.iter().filter(|(_, is_reported)| *is_reported);
        let mut outcome =
            summary::outcome(&read.run, read.warnings, reported.map(|(finding, _)| finding));
        outcome.summary.extend(read.biomarkers.counts().iter().map(String::as_str));
        Ok(outcome)
    }

    /// Writes the rows of several samples under one head.
    fn several(
        &self,
        samples: &[&MafSample],
        formats: &[&dyn Format; 1],
        digest: Option<Sha256Hex>,
        out: &mut Vec<u8>,
    ) -> Result<Outcome> {
        let (mut runs, mut warnings, mut body) = (Vec::new(), Vec::new(), Vec::new());
        let (mut levels, mut findings, mut provenance) = (Vec::new(), 0, None);
        for sample in samples {
            let mut read = self.sample(sample, formats)?;
            if runs.is_empty() {
                provenance = self.provenance(digest, &read);
            }
            let mut text = Vec::new();
            self.write(formats[0], &mut read, None, &mut text)?;
            body.extend_from_slice(rows_of(&text));
            let reported = read.findings.iter().filter(|(_, is_reported)| *is_reported);
            for (finding, _) in reported {
                findings += 1;
                levels.extend(finding.evidence().filter_map(|(_, graded)| graded.level));
            }
            warnings.push((sample.name.clone(), read.warnings));
            runs.push(read.run);
        }
        let run = Run::joint(&runs, format!("{} samples by Tumor_Sample_Barcode", runs.len()));
        if let Some(run) = &run {
            head(formats[0], run, provenance.as_ref(), out).map_err(failed)?;
        }
        out.extend(body);
        Ok(Outcome {
            summary: format!(
                "{} rows, {findings} findings in {} samples ({})",
                self.maf.len(),
                samples.len(),
                self.assembly
            ),
            warnings: of_samples(warnings),
            levels,
            ..Outcome::default()
        })
    }

    /// Writes the result of one sample.
    fn write(
        &self,
        format: &dyn Format,
        read: &mut SampleRead<'_>,
        provenance: Option<&Provenance>,
        out: &mut Vec<u8>,
    ) -> Result<()> {
        let SampleRead { run, findings, profiles, conflicts, assessed, plain, .. } = read;
        let order = self.request.by_level.then(|| order::by_level(findings));
        let told: Vec<Warning> = read.warnings.iter().map(Warning::without_folders).collect();
        let result = SampleResult {
            run,
            provenance,
            findings,
            order: order.as_deref(),
            profiles,
            conflicts,
            pharmacogenes: &read.pharmacogenes,
            immunotherapy: &read.immunotherapy,
            biomarkers: &read.biomarkers,
            assessed: &|| assessed.genes(),
            summary: &|| summary(findings),
            warnings: &told,
            input: None,
        };
        let plain: &mut dyn PlainVariants = match plain.first_mut() {
            Some(plain) => plain,
            None => &mut NoneLeft,
        };
        format.write(out, &result, plain).map_err(failed)
    }
}

/// Tells of a result that could not be written to memory.
fn failed(error: std::io::Error) -> Error {
    Error::io("the result", error)
}

/// Writes what comes before the rows of several samples.
fn head(
    format: &dyn Format,
    run: &Run,
    provenance: Option<&Provenance>,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let result = SampleResult {
        run,
        provenance,
        findings: &[],
        order: None,
        profiles: &[],
        conflicts: &[],
        pharmacogenes: &[],
        immunotherapy: &[],
        biomarkers: &StandardBiomarkers::default(),
        assessed: &Vec::new,
        summary: &Summary::default,
        warnings: &[],
        input: None,
    };
    format.write(out, &result, &mut NoneLeft)
}
