//! `annotate` of a MAF: each of its samples is judged alone.

use std::collections::HashMap;
use std::io::Write;

use crate::curate::check;
use crate::diagnostics::{Warning, listed, of_samples, relocated};
use crate::error::{Error, Location, Result};
use crate::genome::TranscriptStore;
use crate::input::clinical::Clinical;
use crate::input::header::Header;
use crate::input::maf::{Maf, MafSample};
use crate::interpret::order;
use crate::interpret::summary::summary;
use crate::io::{Sha256Hex, Source, read_hashed};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::finding::Finding;
use crate::model::level::Level;
use crate::model::position::Interval;
use crate::model::standard_biomarker::StandardBiomarkers;
use crate::model::summary::Summary;
use crate::model::tumor_type::TumorType;
use crate::observe::elsewhere;
use crate::report::format::{Format, NoneLeft, SampleResult, rows_of};
use crate::report::maf::{is_told_otherwise, oncokb, without_row};
use crate::report::provenance::{GivenFile, Provenance};
use crate::report::run::Run;
use crate::report::writing::Writing;
use crate::sample::knowledge::Knowledge;
use crate::sample::row_type;

use super::options::Options;
use super::prepare::detect_assembly;
use super::read_sample::{Rows, SampleRead, read_sample_and};
use super::request::{OutputFormat, Request, Target};
use super::summary::{self, Outcome};

/// A MAF with what holds for all of its samples.
struct Reading<'r> {
    request: &'r Request,
    knowledge: &'r Knowledge,
    tumor: Option<TumorType>,
    maf: Maf,
    assembly: Assembly,
    reason: String,
    /// The table that names the tumour types.
    clinical: Option<Clinical>,
    given: Vec<GivenFile>,
}

/// Sees what was concluded of a sample.
type See<'s> = dyn FnMut(&SampleResult<'_>) + 's;

/// Annotates the MAF in `source`. With `see` the result is of one sample, and is shown before it is written.
///
/// # Errors
/// Any [`crate::Error`]; then no output file is left behind.
pub(super) fn run(
    request: &Request,
    knowledge: &Knowledge,
    tumor: Option<TumorType>,
    mut source: Source,
    see: Option<&mut See<'_>>,
) -> Result<Outcome> {
    let Request { outputs, options, .. } = request;
    if outputs.iter().any(|output| output.format.writes_back().is_some()) {
        return Err(source.invalid("a MAF is not written back as VCF: write TSV, MAF or JSON"));
    }
    let is_file = options.provenance && source.size().is_some();
    let digest = is_file.then(|| source.digest());
    let opened = source.opened();
    let mut maf = Maf::read(source, options.strict)?;
    opened.map_or(Ok(()), |opened| opened.check())?;
    let (assembly, reason) = assembly(&maf, options, knowledge.transcripts())?;
    maf.hold_against(assembly, &elsewhere::is_elsewhere)?;
    let (mut clinical, mut given) = (None, Vec::new());
    if let Some(path) = &options.clinical {
        let (text, sha256) = read_hashed(path)?;
        clinical = Some(Clinical::parse(path, &text)?);
        given.push(GivenFile::new("clinical", path, sha256));
    }
    let reading = Reading { request, knowledge, tumor, maf, assembly, reason, clinical, given };
    let samples = reading.maf.chosen(options.sample.as_deref())?;
    if samples.len() > 1 {
        reading.refuse_several(&samples, see.is_some())?;
    }
    let create = |output: &Target| {
        Ok(Writing::create(output.path.as_ref(), false)?.synced_later(request.syncs_later))
    };
    let mut writing = outputs.iter().map(create).collect::<Result<Vec<_>>>()?;
    let writers: Vec<_> = outputs.iter().map(|output| output.format.writer(false)).collect();
    let formats: Vec<&dyn Format> = writers.iter().map(|writer| &**writer).collect();
    let digest = digest.map(|digest| digest.value());
    let (texts, mut outcome) = reading.results(&samples, &formats, digest, see)?;
    for ((output, writing), text) in outputs.iter().zip(&mut writing).zip(&texts) {
        writing.put(text, output.is_compressed)?;
    }
    Writing::commit(writing)?;
    let of_all = (samples.len() > 1).then(|| reading.warnings(&samples));
    outcome.warnings.extend(of_all.into_iter().flatten());
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
    /// Refuses what is of one sample where there are several; all of it where `is_one` is wanted.
    fn refuse_several(&self, samples: &[&MafSample], is_one: bool) -> Result<()> {
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
            let (path, count) = (self.maf.path().display(), names.len());
            let how = match is_one {
                true => "name each in the column sample of a --sheet",
                false => "choose one with --sample NAME",
            };
            Err(Error::Usage(format!("{what}, and {path} has {count} ({named}): {how}")))
        };
        if is_one {
            return usage("a result is of one sample");
        }
        if let Some((option, _)) = is_of_one.iter().find(|(_, is_given)| *is_given) {
            return usage(&format!("{option} is of one sample"));
        }
        if !self.request.outputs.iter().all(|output| output.format.holds_several()) {
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
        let mut records = self.maf.records([sample], &base);
        let mut source = Source::from_bytes(self.maf.path(), std::mem::take(&mut records.vcf))?;
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
            None => row_type::of_sample(self.clinical.as_ref(), sample),
        };
        let rows = Rows {
            formats,
            writes_back: false,
            wants_lines: true,
            wants_biomarkers: self.any(OutputFormat::wants_biomarkers),
        };
        let (maf, knowledge) = (&records, self.knowledge);
        let mut read = read_sample_and(maf, &options, tumor, knowledge, source, &header, rows)?;
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
        read.run.assembly_reason.clone_from(&self.reason);
        read.run.sample.clone_from(&sample.name);
        "Tumor_Sample_Barcode".clone_into(&mut read.run.sample_choice);
        if self.any(|format| format == OutputFormat::Maf) {
            read.warnings.extend(without_row(&read.findings));
        }
        Ok(read)
    }

    /// Returns what must be known of the files.
    fn warnings(&self, samples: &[&MafSample]) -> Vec<Warning> {
        let table = self.clinical.as_ref().filter(|_| self.tumor.is_none());
        let of_types = table.map(|table| row_type::warnings(table, samples)).unwrap_or_default();
        self.maf.warnings().chain(of_types).collect()
    }

    fn provenance(&self, digest: Option<Sha256Hex>, read: &SampleRead<'_>) -> Option<Provenance> {
        let Request { input, options, .. } = self.request;
        let given = || read.given.iter().chain(&self.given).cloned().collect();
        options
            .provenance
            .then(|| summary::provenance(options, input, self.knowledge, digest, given()))
    }

    /// Returns whether one of the outputs is of such a format.
    fn any(&self, is: fn(OutputFormat) -> bool) -> bool {
        self.request.outputs.iter().any(|output| is(output.format))
    }

    /// Judges each sample once, and returns the text of each output and what was done.
    fn results(
        &self,
        samples: &[&MafSample],
        formats: &[&dyn Format],
        digest: Option<Sha256Hex>,
        mut see: Option<&mut See<'_>>,
    ) -> Result<(Vec<Vec<u8>>, Outcome)> {
        let is_alone = samples.len() == 1;
        let has_rows = |output: &Target| output.format != OutputFormat::OncoKb;
        let outputs = || self.request.outputs.iter().zip(formats);
        let mut texts = vec![Vec::new(); formats.len()];
        let (mut runs, mut provenance, mut cells) = (Vec::new(), None, HashMap::new());
        let (mut told, mut alone) = (Told::default(), None);
        for sample in samples {
            let mut read = self.sample(sample, formats)?;
            // Of several samples they are told once.
            let of_files = is_alone.then(|| self.warnings(samples));
            read.warnings.extend(of_files.into_iter().flatten());
            if runs.is_empty() {
                provenance = self.provenance(digest, &read);
            }
            let head = provenance.as_ref().filter(|_| is_alone);
            let mut plain = std::mem::take(&mut read.plain);
            let write = |result: &SampleResult<'_>| {
                see.iter_mut().for_each(|see| see(result));
                for (number, (_, format)) in outputs().enumerate().filter(|(_, (o, _))| has_rows(o))
                {
                    let (text, mut whole) = (&mut texts[number], Vec::new());
                    format.write(&mut whole, result, &mut plain[number]).map_err(unwritten)?;
                    text.extend_from_slice(if is_alone { &whole } else { rows_of(&whole) });
                }
                Ok::<(), Error>(())
            };
            with_result(&read, head, self.request.by_level, write)?;
            if self.any(|format| format == OutputFormat::OncoKb) {
                self.take_cells(&read, &mut cells);
            }
            if is_alone && self.request.outputs.first().is_some_and(has_rows) {
                let findings = read.findings.iter().filter(|(_, is_reported)| *is_reported);
                let findings = findings.map(|(finding, _)| finding);
                let mut outcome = summary::outcome(&read.run, read.warnings.clone(), findings);
                outcome.summary.extend(read.biomarkers.counts().iter().map(String::as_str));
                alone = Some(outcome);
            }
            runs.push(told.take(read));
        }
        let run = Run::joint(&runs, format!("{} samples by Tumor_Sample_Barcode", runs.len()));
        for ((output, format), text) in outputs().zip(&mut texts) {
            if !has_rows(output) {
                *text = self.beside_rows(samples, &cells);
            } else if let Some(run) = run.as_ref().filter(|_| !is_alone) {
                let rows = std::mem::take(text);
                head(*format, run, provenance.as_ref(), text).map_err(unwritten)?;
                text.extend(rows);
            }
        }
        Ok((texts, alone.unwrap_or_else(|| self.outcome(told))))
    }

    /// Takes what the columns of OncoKB's annotator have of a sample, by line of the input.
    fn take_cells(&self, read: &SampleRead<'_>, cells: &mut HashMap<u64, String>) {
        let mut by_line: HashMap<u64, Vec<&Finding>> = HashMap::new();
        let reported = read.findings.iter().filter(|(_, is_reported)| *is_reported);
        for (finding, _) in reported.filter(|(finding, _)| !is_told_otherwise(finding)) {
            let repeats = finding.variant.repeats.iter().map(|repeat| repeat.line);
            for line in finding.variant.line.into_iter().chain(repeats) {
                by_line.entry(line).or_default().push(finding);
            }
        }
        cells.extend(by_line.into_iter().map(|(line, findings)| {
            let gene = &findings[0].consequence.gene;
            (line, oncokb::cells(&findings, self.is_known(gene), true))
        }));
    }

    /// Returns whether a statement names `gene`.
    fn is_known(&self, gene: &str) -> bool {
        self.knowledge.evidence().profiles_of_gene(gene).next().is_some()
    }

    /// Returns the rows of `samples` as they are, each with the columns of OncoKB's annotator behind it.
    fn beside_rows(&self, samples: &[&MafSample], cells: &HashMap<u64, String>) -> Vec<u8> {
        let width = self.maf.header().split('\t').count();
        let mut text = format!("{}\t{}\n", self.maf.header(), oncokb::header());
        for row in self.maf.rows(samples) {
            let missing = width.saturating_sub(row.text.split('\t').count());
            text.push_str(row.text);
            text.extend(std::iter::repeat_n('\t', missing + 1));
            match cells.get(&row.line) {
                Some(cells) => text.push_str(cells),
                None => text.push_str(&oncokb::cells(&[], self.is_known(row.gene), row.is_read)),
            }
            text.push('\n');
        }
        text.into_bytes()
    }

    fn outcome(&self, told: Told) -> Outcome {
        let Told { findings, levels, warnings } = told;
        let samples = warnings.len();
        let rows = self.maf.len();
        Outcome {
            summary: format!(
                "{rows} rows, {findings} findings in {samples} samples ({})",
                self.assembly
            ),
            warnings: of_samples(warnings),
            levels,
            ..Outcome::default()
        }
    }
}

fn unwritten(error: std::io::Error) -> Error {
    Error::io("a row of the output", error)
}

/// What is told of several samples together.
#[derive(Default)]
struct Told {
    findings: usize,
    levels: Vec<Level>,
    warnings: Vec<(String, Vec<Warning>)>,
}

impl Told {
    /// Takes what one sample gave, and returns its run.
    fn take(&mut self, read: SampleRead<'_>) -> Run {
        for (finding, _) in read.findings.iter().filter(|(_, is_reported)| *is_reported) {
            self.findings += 1;
            self.levels.extend(finding.evidence().filter_map(|(_, graded)| graded.level));
        }
        self.warnings.push((read.run.sample.clone(), read.warnings));
        read.run
    }
}

/// Calls `with` with the result of one sample.
fn with_result<T>(
    read: &SampleRead<'_>,
    provenance: Option<&Provenance>,
    by_level: bool,
    with: impl FnOnce(&SampleResult<'_>) -> T,
) -> T {
    let SampleRead { run, findings, profiles, conflicts, assessed, .. } = read;
    let order = by_level.then(|| order::by_level(findings));
    let told: Vec<Warning> = read.warnings.iter().map(Warning::without_folders).collect();
    with(&SampleResult {
        run,
        provenance,
        findings,
        profiles,
        conflicts,
        pharmacogenes: &read.pharmacogenes,
        immunotherapy: &read.immunotherapy,
        biomarkers: &read.biomarkers,
        assessed: &|| assessed.genes(),
        summary: &|| summary(findings),
        order: order.as_deref(),
        warnings: &told,
        input: None,
    })
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
        profiles: &[],
        conflicts: &[],
        pharmacogenes: &[],
        immunotherapy: &[],
        biomarkers: &StandardBiomarkers::default(),
        assessed: &Vec::new,
        summary: &Summary::default,
        order: None,
        warnings: &[],
        input: None,
    };
    format.write(out, &result, &mut NoneLeft)
}
