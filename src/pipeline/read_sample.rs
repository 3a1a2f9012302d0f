//! One sample, from its source to findings: read, gathered, judged.

use std::num::NonZeroUsize;

use crate::diagnostics::Warning;
use crate::error::{Error, Result};
use crate::genome::reference::Reference;
use crate::input::annotation::AnnotationFormat;
use crate::input::bed;
use crate::input::filters;
use crate::input::header::Header;
use crate::input::maf::SampleRecords;
use crate::input::mosdepth;
use crate::input::population::PopulationFields;
use crate::input::samples;
use crate::input::scan::{self, threads};
use crate::input::scores::ScoreFields;
use crate::interpret::finding::Judge;
use crate::interpret::reportable::is_reportable;
use crate::io::{Layout, Sha256Hex, Source};
use crate::model::allele::SequenceEdit;
use crate::model::conclusion::Conflict;
use crate::model::evaluation::EvaluatedProfile;
use crate::model::finding::Finding;
use crate::model::immunotherapy::ImmuneMarker;
use crate::model::liquid::Preset;
use crate::model::pharmacogene::Pharmacogene;
use crate::model::specimen::Specimen;
use crate::model::standard_biomarker::StandardBiomarkers;
use crate::model::tumor_type::TumorType;
use crate::observe::counted::Counted;
use crate::observe::counts::Counts;
use crate::observe::depths::Depths;
use crate::observe::named_rows;
use crate::observe::plain_rows::PlainRows;
use crate::observe::preset;
use crate::observe::structural::CopyContext;
use crate::observe::tables::Kind;
use crate::observe::worker::Worker;
use crate::observe::{assays, tables};
use crate::report::format::Format;
use crate::report::provenance::GivenFile;
use crate::report::run::{Run, RunCounts};
use crate::report::spool::Spool;
use crate::sample::alleles::Alleles;
use crate::sample::assessed::Assessed;
use crate::sample::burden::{Ground, Plan, knows_population};
use crate::sample::evaluate::Judged;
use crate::sample::facts;
use crate::sample::haplotype::Haplotypes;
use crate::sample::identifiers;
use crate::sample::inherited;
use crate::sample::judge::Sample;
use crate::sample::left_out::left_out;
use crate::sample::liquid;
use crate::sample::pharmacogenes;
use crate::sample::repair;
use crate::sample::standard;
use crate::sample::white_cells::{self, WhiteCells};

use super::by_reads::by_reads;
use super::collect::{Collected, Collector};
use super::options::Options;
use super::prepare::{detect_assembly, regions};
use super::read::{Reading, WasRead};
use super::summary;
use crate::sample::knowledge::Knowledge;

/// Why a table that several samples share is refused.
const UNNAMED: &str = "several samples share a table of copies or fusions, and it does not say whose its rows are: \
     add a column sample and name the samples, or give each sample its own table";

/// A sample, read and judged.
pub(super) struct SampleRead<'k> {
    /// What was looked at.
    pub(super) run: Run,
    /// Findings in input order, each with whether it is reported.
    pub(super) findings: Vec<(Finding<'k>, bool)>,
    /// Combinations and negations of which the sample shows a part.
    pub(super) profiles: Vec<EvaluatedProfile<'k>>,
    /// What one finding makes work and another makes fail.
    pub(super) conflicts: Vec<Conflict>,
    /// What the sample shows of genes that take drugs apart.
    pub(super) pharmacogenes: Vec<Pharmacogene>,
    /// What bears on immune-checkpoint therapy.
    pub(super) immunotherapy: Vec<ImmuneMarker>,
    /// The standard biomarkers of the tumour type, where the format tells them.
    pub(super) biomarkers: StandardBiomarkers,
    /// Where the absence of a variant is known.
    pub(super) assessed: Assessed<'k>,
    /// What the user must know.
    pub(super) warnings: Vec<Warning>,
    /// Rows of all other variants, in each format that was asked for.
    pub(super) plain: Vec<Spool>,
    /// Files that were read beside the input.
    pub(super) given: Vec<GivenFile>,
    /// SHA-256 of the input as it is stored, where it is a file and the provenance wants it.
    pub(super) digest: Option<Sha256Hex>,
    /// The blocks and records of the input, where these are written back.
    pub(super) layout: Layout,
    /// How it was read, in a few words.
    pub(super) how: String,
}

/// How the rest of the output is made while the input is read.
#[derive(Clone, Copy)]
pub(super) struct Rows<'f> {
    /// Write rows of variants without a finding.
    pub(super) formats: &'f [&'f dyn Format],
    /// Whether all records are written back.
    pub(super) writes_back: bool,
    /// Whether the lines of records are told.
    pub(super) wants_lines: bool,
    /// Whether the standard biomarkers of the tumour type are told.
    pub(super) wants_biomarkers: bool,
}

/// Reads `source`, of which `header` was read, and judges its sample, of the type `tumor`, by
/// `knowledge`.
///
/// # Errors
/// Any [`crate::Error`] of the input, its header, or a table that the options name.
pub(super) fn read_sample<'k>(
    options: &Options,
    tumor: Option<TumorType>,
    knowledge: &'k Knowledge,
    source: Source,
    header: &Header,
    rows: Rows<'k>,
) -> Result<SampleRead<'k>> {
    read_sample_and(&SampleRecords::default(), options, tumor, knowledge, source, header, rows)
}

/// Reads and judges a sample as [`read_sample`] does, with what else the rows
/// of a MAF say of it: changes that are only named, and what is not understood.
///
/// # Errors
/// As [`read_sample`].
pub(super) fn read_sample_and<'k>(
    of_maf: &SampleRecords,
    options: &Options,
    tumor: Option<TumorType>,
    knowledge: &'k Knowledge,
    mut source: Source,
    header: &Header,
    rows: Rows<'k>,
) -> Result<SampleRead<'k>> {
    let input = source.path().to_path_buf();
    let mut given = Vec::new();
    // A file without samples leaves the name to choose the rows of the tables.
    let has_tables = options.cna.is_some() || options.fusions.is_some();
    let of_tables = options.sample.as_deref().filter(|_| has_tables && header.samples().is_empty());
    let chosen = samples::choose(
        header.samples(),
        header.text(),
        options.sample.as_deref().filter(|_| of_tables.is_none()),
        options.normal.as_deref(),
    )?;
    let of_file = chosen.tumor.and_then(|i| header.samples().get(i)).map(String::as_str);
    let sample = of_file.or(of_tables).unwrap_or_default();
    let store = knowledge.transcripts();
    let decision = detect_assembly(options.assembly, &mut source, header, store)?;
    store.confirm_reference(decision.assembly)?;
    given.extend_from_slice(knowledge.transcript_files());
    let bed = options.assessed_bed.as_deref();
    let bed = bed.map(|path| bed::read(path, decision.assembly)).transpose()?;
    if let Some((path, bed)) = options.assessed_bed.as_deref().zip(bed.as_ref()) {
        given.push(GivenFile::new("assessed_bed", path, bed.sha256));
    }
    let asked = options.burden.as_ref();
    let plan = asked.map(|asked| Plan::new(asked, store, decision.assembly)).transpose()?;
    if let Some((path, sha256)) = plan.as_ref().and_then(|plan| plan.panel.as_ref()) {
        given.push(GivenFile::new("panel_bed", path, *sha256));
    }
    let told = asked.and_then(|asked| asked.explained.as_deref());
    let own = knowledge.has_own().then(|| knowledge.evidence());
    let counted = plan.as_ref().map(Plan::footprint);
    let (alleles, facts) = (knowledge.alleles(), knowledge.oncogenicity());
    let wanted = regions(store, own.as_deref(), alleles, facts, decision.assembly, counted)?;
    let looks_everywhere = options.all || told.is_some();
    let specimen = options.preset.map_or_else(|| Specimen::of_name(sample), preset::specimen);
    let mut of_plan = Vec::new();
    let (counting, tally) = plan
        .map(|mut plan| {
            of_plan = std::mem::take(&mut plan.warnings);
            plan.start(specimen, told.is_some())
        })
        .unzip();
    let mut worker = Worker {
        matcher: knowledge.matcher(decision.assembly, store).with_every_gene(options.all),
        samples: header.samples().len(),
        sample: chosen.tumor,
        normal: chosen.normal,
        others: chosen.others.clone(),
        annotation: annotation_format(header),
        population: PopulationFields::of(header, &options.fields),
        scores: ScoreFields::of(header, &options.fields),
        thresholds: options.thresholds,
        of_header: header.tumor_content(sample),
        burden: counting,
        asked: looks_everywhere.then(|| wanted.clone()),
        rows: options.all.then(|| PlainRows::new(rows.formats, sample)),
        counts: Counts::default(),
    };
    // Before the scan: a bad table costs no time.
    let mut from_tables = Vec::new();
    let in_tables = options.name_in_tables.as_deref().unwrap_or(sample);
    if let Some(path) = &options.cna {
        let content = worker.thresholds.content.or(worker.of_header);
        let copies = CopyContext { thresholds: &worker.thresholds.copies, content };
        let file = options.kept_tables.read(path, Kind::Copies)?;
        given.push(GivenFile::new("cna", path, file.sha256));
        from_tables = tables::copy_numbers(&file, in_tables, &worker.matcher, &copies)?;
    }
    if let Some(path) = &options.fusions {
        let file = options.kept_tables.read(path, Kind::Fusions)?;
        given.push(GivenFile::new("fusions", path, file.sha256));
        from_tables.push(tables::fusions(&file, in_tables, &worker.matcher)?);
    }
    let of_anyone = from_tables.iter().any(|table| !table.is_by_name);
    if options.shares_tables && of_anyone {
        return Err(Error::Usage(UNNAMED.to_owned()));
    }
    let (mut of_files, mut hints, mut of_assays) = (Vec::new(), Vec::new(), Vec::new());
    for (about, file) in &options.assays {
        let read = assays::read(*about, file, sample)?;
        given.push(GivenFile::new(about.name(), &file.path, read.sha256));
        of_files.extend(read.facts);
        hints.extend(read.hints);
        of_assays.extend(read.warnings);
    }
    let matcher = worker.matcher;
    let depths = match rows.wants_biomarkers && tumor.is_some() {
        true => Depths::of(standard::places(&knowledge.judge(tumor.as_ref()), &matcher)),
        false => Depths::default(),
    };
    let collector = || {
        let haplotypes = Haplotypes::new(matcher, options.phase_distance);
        let strict = options.strict.then_some(&*input);
        let burden = tally.clone().map(|tally| Alleles::new(tally, told.is_some()));
        let burden = burden.transpose().map_err(|e| Error::io("temporary file", e))?;
        Ok(Collector::new(rows.formats.len(), haplotypes, strict, depths.clone(), burden))
    };
    let is_small = source.size().is_some_and(scan::is_small) && options.reads.is_none();
    let threads = if is_small { NonZeroUsize::MIN } else { threads::of(options.threads) };
    let reading = Reading {
        options,
        header,
        regions: (!looks_everywhere).then_some(&wanted),
        threads,
        writes_back: rows.writes_back,
        wants_lines: rows.wants_lines,
    };
    let WasRead { mut stats, collector, digest, warnings: mut of_reading, how, .. } =
        reading.run(source, &mut worker, collector)?;
    worker.counts.confirm(decision.assembly, &input)?;
    let named = named_rows::read(of_maf, &worker.matcher, &options.thresholds, &worker.counts);
    stats.refuse_unreadable(&input)?;
    store.reference().map_or(Ok(()), Reference::check_read)?;
    let Collected { mut observed, facts, plain, unread, burden } = collector.finish()?;
    let of_filters = filters::unfiltered(header);
    if let Some(path) = &options.depth {
        let depth = mosdepth::read(path, decision.assembly, options.thresholds.absence_depth())?;
        given.push(GivenFile::new("depth", path, depth.sha256));
        of_reading.extend(depth.warnings);
        for (contig, interval, depth) in depth.stretches {
            observed.assessed.push((contig, interval));
            observed.depths.push(contig, interval, depth);
        }
        observed.depths = std::mem::take(&mut observed.depths).sorted();
    }
    if let Some(asked) = &options.reads {
        given.extend(asked.files.iter().map(|path| GivenFile::unhashed("reads", path)));
        given.extend(asked.normal.iter().map(|path| GivenFile::unhashed("normal_reads", path)));
        given.extend(asked.panel.iter().map(|path| GivenFile::unhashed("panel_of_normals", path)));
    }
    let ground = Ground {
        has_normal: worker.normal.is_some(),
        knows_population: knows_population(&worker.population, worker.annotation.as_ref()),
        is_unfiltered: of_filters.is_some(),
        is_somatic: asked.is_some_and(|asked| asked.is_somatic),
        specimen,
    };
    let burden = burden.map(|alleles| alleles.finish(ground, told)).transpose()?;
    let (mut known, of_facts) = facts::gather(&options.facts, of_files, hints, burden);
    observed.filtered.extend(named.filtered);
    observed.from_tables.extend(named.candidates);
    named.unread.into_iter().for_each(|row| stats.diagnostics.push(row));
    stats.candidates += named.of_interest;
    let diagnostics = &stats.diagnostics;
    let of_maf = named.places.into_stretches();
    observed.not_understood.extend(stats.unread.into_stretches().chain(of_maf));
    let judge = Judge {
        specimen,
        content: options.thresholds.content.or(worker.of_header),
        low_fraction: preset::low_fraction(options.preset),
        ..knowledge.judge(tumor.as_ref())
    };
    let white_cells = options.white_cells.as_deref();
    let white_cells = white_cells.map(|path| WhiteCells::read(path, &matcher)).transpose()?;
    let mut facts = facts;
    if let Some((path, cells)) = options.white_cells.as_deref().zip(white_cells.as_ref()) {
        given.push(GivenFile::new("white_cells", path, cells.sha256));
        let of = |edit: &SequenceEdit| cells.of(edit, &matcher);
        facts.extend(white_cells::join(&mut observed.candidates, judge.is_of_blood(), of));
    }
    let by_reads = by_reads(options, sample, (&matcher, &judge), threads, &mut observed)?;
    let facts = facts.into_iter().chain(by_reads.facts).collect();
    let stated = bed.iter().flat_map(|bed| bed.regions.iter());
    let assessed =
        Assessed::of(store, decision.assembly, stated, &mut observed, &by_reads.not_proven);
    let (mut of_tables, mut counted) = (Vec::new(), Counted::default());
    for table in from_tables {
        counted.extend(table.counted);
        observed.from_tables.extend(table.candidates);
        observed.parts.extend(table.parts);
        observed.lost.extend(table.lost);
        of_tables.extend(table.warnings);
    }
    let assessed = assessed.with_copies(counted);
    let filtered = std::mem::take(&mut observed.filtered);
    let left_out = left_out(filtered, &assessed, &worker.matcher, &judge);
    let is_liquid = options.preset == Some(Preset::LiquidBiopsy);
    let Judged { mut findings, profiles, conflicts, immunotherapy, biomarkers } =
        Sample::new(observed, facts)
            .with_thresholds(options.thresholds.copies)
            .with_stated(known.known.clone())
            .with_biomarkers(rows.wants_biomarkers.then(|| called_from(options)))
            .judge(&assessed, &worker.matcher, &judge);
    known.hints.extend(repair::hints(&mut findings, known.burden.as_ref()));
    known.hints.extend(inherited::hints(&findings, &known.known));
    let fraction =
        is_liquid.then(|| liquid::tumor_fraction(&findings, options.tumor_fraction)).flatten();
    if is_liquid {
        liquid::tell_unseen_resistance(&mut findings, &judge, by_reads.proven.as_ref());
    }
    let mut findings: Vec<(Finding, bool)> = findings
        .into_iter()
        .map(|finding| {
            let is_reported = is_reportable(&finding, options.min_level);
            (finding, is_reported)
        })
        .collect();
    let all = findings.iter_mut().map(|(finding, _)| finding);
    identifiers::identify(all, worker.matcher.alleles, store, decision.assembly);
    let pharmacogenes = pharmacogenes::of(&findings, &assessed, decision.assembly);
    let run = Run {
        assembly: decision.assembly,
        assembly_reason: decision.reason,
        sample: sample.to_owned(),
        sample_choice: chosen.how,
        normal: chosen.normal.and_then(|i| header.samples().get(i)).cloned(),
        tumor,
        facts: known,
        reads: by_reads.proven,
        tumor_fraction: fraction,
        settings: summary::settings(options, worker.of_header),
        counts: RunCounts {
            records: stats.records,
            of_interest: stats.candidates,
            structural: unread.events.count,
            ..summary::counts(&worker.counts, diagnostics)
        },
    };
    let mut warnings = summary::warnings(&run, diagnostics, left_out);
    warnings.extend(summary::copies(&worker.counts));
    warnings.extend(bed.into_iter().flat_map(|bed| bed.warnings));
    warnings.extend(of_tables);
    warnings.extend_from_slice(knowledge.transcript_warnings());
    warnings.extend(of_reading.into_iter().chain(of_assays));
    warnings.extend(of_filters);
    warnings.extend(of_plan);
    warnings.extend(by_reads.warnings);
    warnings.extend(white_cells.into_iter().flat_map(|cells| cells.warnings));
    warnings.extend(of_facts);
    warnings.extend(decision.doubt);
    warnings.extend(unread.warnings(run.assembly));
    warnings.extend(summary::elsewhere(&run, &worker.counts, header.samples()));
    let layout = stats.layout;
    Ok(SampleRead {
        run,
        findings,
        profiles,
        conflicts,
        pharmacogenes,
        immunotherapy,
        biomarkers,
        assessed,
        warnings,
        plain,
        given,
        digest,
        layout,
        how,
    })
}

/// Returns from how many reads on an allele is called: as the run asks, else three.
fn called_from(options: &Options) -> u32 {
    options.thresholds.min_alt.unwrap_or(standard::READS)
}

fn annotation_format(header: &Header) -> Option<AnnotationFormat> {
    AnnotationFormat::IDS.iter().find_map(|id| {
        let definition = header.info(id)?;
        AnnotationFormat::from_info_description(id, &definition.description)
    })
}
