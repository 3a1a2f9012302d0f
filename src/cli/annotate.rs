//! `theravar annotate`.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;

use clap::{Args as ClapArgs, ValueEnum};

use super::numbers::{amplified, deleted, fraction, ploidy, purity};
use super::outputs::{Asked, Format, LayoutArg};
use super::reads::{LiquidArgs, ReadsArgs};
use super::terminal::{self, DISCLAIMER};
use super::{cohort, overwrite};
use crate::error::{Error, Result};
use crate::model::assembly::Assembly;
use crate::model::burden::BurdenPreset;
use crate::model::level::Level;
use crate::model::score::NamedField;
use crate::model::stated_fact::StatedFact;
use crate::model::tumor_content::TumorContent;
use crate::observe::assays::AssayFile;
use crate::observe::assays::method::About;
use crate::observe::stated;
use crate::observe::thresholds::Thresholds;
use crate::pipeline::annotate;
use crate::pipeline::cohort::Request;
use crate::pipeline::options::Options;
use crate::pipeline::progress::Progress;
use crate::pipeline::request;
use crate::pipeline::summary::Outcome;
use crate::sample::burden;
use crate::sample::haplotype;
use crate::structural::copies::CopyThresholds;

/// Exit code where a sample of many failed.
const FAILED: u8 = 1;
/// Exit code where `--fail-on` was met.
const GATE: u8 = 4;

#[derive(Debug, ClapArgs)]
#[command(after_help = DISCLAIMER)]
pub(super) struct Args {
    /// VCF, BCF or MAF, plain or packed; `-` is standard input; with --outdir several, or folders of
    /// them [default: -]
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    many: cohort::Many,
    /// Write here instead of standard output, in the format that the extension tells (.gz compresses); may
    /// repeat: all outputs are of one pass, and appear when all are complete
    #[arg(short, long = "output", value_name = "FILE")]
    outputs: Vec<PathBuf>,
    /// Output format, of one output; with --outdir of each sample, and may repeat [default: by the extension of
    /// --output, else a page on a terminal and tsv in a pipe]
    #[arg(short, long, value_enum)]
    format: Vec<Format>,
    /// Tumour types of the samples of a MAF: a table with SAMPLE_ID and ONCOTREE_CODE or CANCER_TYPE
    #[arg(long, value_name = "FILE")]
    clinical: Option<PathBuf>,
    /// Rows of the TSV [default: variant]
    #[arg(long, value_enum)]
    layout: Option<LayoutArg>,
    /// Order of the rows of the TSV
    #[arg(long, value_enum, default_value = "position")]
    sort: SortArg,
    /// OncoTree code, name, main type, DOID or synonym
    #[arg(short, long, value_name = "TYPE")]
    tumor_type: Option<String>,
    /// What else is known of the sample (HER2, ER, PR, MSI, MMR, TMB, PD-L1, HRD, germline):
    /// HER2=positive, TMB=12, PD-L1=CPS:10, germline=BRCA2:c.5946del; may repeat
    #[arg(long = "fact", value_name = "KEY=VALUE", value_parser = stated::read)]
    facts: Vec<StatedFact>,
    /// Count the tumour mutational burden by these rules: foundation or tso500 (of a panel, with
    /// --panel-bed), exome-nonsyn (docs/tmb.md) [default with --panel-bed: exome-nonsyn]
    #[arg(long, value_name = "PRESET", value_parser = BurdenPreset::from_str)]
    tmb_preset: Option<BurdenPreset>,
    /// Regions (BED) of the panel or exome kit: the burden is counted over the coding bases in them
    #[arg(long, value_name = "FILE")]
    panel_bed: Option<PathBuf>,
    /// Microsatellites by MSIsensor, MSIsensor2, MSIsensor-pro, mSINGS, DRAGEN or TSO500, with the
    /// program before the file where needed: msisensor2:FILE
    #[arg(long, value_name = "[PROGRAM:]FILE")]
    msi: Option<AssayFile>,
    /// Homologous recombination by scarHRD, CHORD, HRDetect or TSO500
    #[arg(long, value_name = "[PROGRAM:]FILE")]
    hrd: Option<AssayFile>,
    /// Every variant with why it counts for the burden or not (TSV)
    #[arg(long, value_name = "FILE")]
    explain_tmb: Option<PathBuf>,
    /// The calls are somatic: inherited variants were removed before, though nothing in the file shows it
    #[arg(long)]
    tmb_somatic: bool,
    /// auto, GRCh37 or GRCh38; auto reads contig names and lengths, then checks REF bases
    #[arg(short, long, value_name = "ASSEMBLY", default_value = "auto", value_parser = assembly)]
    assembly: AssemblyArg,
    /// Tumour sample
    #[arg(short, long, value_name = "NAME")]
    sample: Option<String>,
    /// Matched normal sample
    #[arg(long, value_name = "NAME")]
    normal: Option<String>,
    /// Threads [default: all cores]
    #[arg(short = '@', long, value_name = "N")]
    threads: Option<std::num::NonZeroUsize>,
    /// Every variant, not only those with a finding
    #[arg(long)]
    all: bool,
    /// Report only findings at least as strong as this level (R1 counts as 1, R2 as 3A)
    #[arg(long, value_name = "LEVEL")]
    min_level: Option<Level>,
    /// Exit with 4 where a finding is at least as strong as this level
    #[arg(long, value_name = "LEVEL")]
    fail_on: Option<Level>,
    /// Leave out alleles below this fraction (0 to 1)
    #[arg(long, value_name = "X", value_parser = fraction)]
    min_vaf: Option<f64>,
    /// Leave out alleles at sites with fewer reads
    #[arg(long, value_name = "N")]
    min_depth: Option<u32>,
    /// Leave out alleles with fewer supporting reads
    #[arg(long, value_name = "N")]
    min_alt: Option<u32>,
    /// Also report records whose FILTER is neither PASS nor missing
    #[arg(long)]
    include_filtered: bool,
    /// Copy-number calls (TSV): sample, gene, call (a word, or -2 to 2); or a matrix of samples
    #[arg(long, value_name = "FILE")]
    cna: Option<PathBuf>,
    /// Fusions (TSV): sample, geneA, geneB; or the output of Arriba or STAR-Fusion
    #[arg(long, value_name = "FILE")]
    fusions: Option<PathBuf>,
    /// Copies from which on a gene is amplified in a diploid genome; in others in proportion to ploidy
    #[arg(long, value_name = "X", default_value_t = CopyThresholds::default().amplification, value_parser = amplified)]
    cn_amplification: f64,
    /// Copies up to which a gene is homozygously deleted
    #[arg(long, value_name = "X", default_value_t = CopyThresholds::default().deletion, value_parser = deleted)]
    cn_deletion: f64,
    /// Share of the tumour's cells, for copies stated as a ratio [default: by the header, else 1]
    #[arg(long, value_name = "X", value_parser = purity)]
    purity: Option<f64>,
    /// Average copies of a tumour cell's genome: amplification is relative to it [default: by the
    /// header, else 2]
    #[arg(long, value_name = "X", value_parser = ploidy)]
    ploidy: Option<f64>,
    /// Neighbours in one phase set are read together up to this many bases apart, where one of
    /// them changes the length; changes of one codon always are
    #[arg(long, value_name = "N", default_value_t = haplotype::DISTANCE, value_parser = clap::value_parser!(u32).range(0..=1000))]
    phase_distance: u32,
    /// What the input calls a field (population, REVEL, AlphaMissense, SpliceAI), where not by a usual name:
    /// REVEL=my_revel; an INFO key or a field of CSQ; may repeat
    #[arg(long = "field", value_name = "KEY=NAME", value_parser = NamedField::parse)]
    fields: Vec<NamedField>,
    /// Regions (BED) that were read deeply enough to show that a gene is not mutated; reference
    /// blocks of a gVCF with 20 reads count too
    #[arg(long, value_name = "FILE")]
    assessed_bed: Option<PathBuf>,
    #[command(flatten)]
    reads: ReadsArgs,
    #[command(flatten)]
    liquid: LiquidArgs,
    /// Transcripts that stand for the genes that they name, in the format that `transcripts build` writes
    #[arg(long, value_name = "FILE")]
    transcripts: Option<PathBuf>,
    /// FASTA of the input's assembly with its .fai (BGZF: .gzi too): bases of genes that have none compiled in
    #[arg(long, value_name = "FASTA", env = "THERAVAR_REFERENCE", hide_env_values = true)]
    reference: Option<PathBuf>,
    /// More evidence tables, in the format that `knowledge import` writes, or a folder of them; may repeat
    #[arg(long, value_name = "PATH")]
    knowledge: Vec<PathBuf>,
    /// Refuse any knowledge but what this file of `knowledge lock` names (exit 3)
    #[arg(long, value_name = "FILE")]
    locked: Option<PathBuf>,
    /// Read the whole input, even where its index (.tbi, .csi) would do
    #[arg(long)]
    no_index: bool,
    /// A malformed record is an error (exit 3)
    #[arg(long)]
    strict: bool,
    /// Leave out the `##` provenance lines
    #[arg(long)]
    no_provenance: bool,
    /// Progress bar on standard error
    #[arg(long, value_enum, default_value = "auto")]
    progress: ProgressArg,
    /// No summary on standard error
    #[arg(short, long)]
    quiet: bool,
    /// More on standard error: how sample, assembly and tumour type were chosen, every skip
    #[arg(short, long, conflicts_with = "quiet")]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SortArg {
    /// The highest level first
    Level,
    /// As in the input
    Position,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ProgressArg {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct AssemblyArg(pub(super) Option<Assembly>);

pub(super) fn assembly(text: &str) -> Result<AssemblyArg, String> {
    if text.eq_ignore_ascii_case("auto") {
        return Ok(AssemblyArg(None));
    }
    text.parse().map(|assembly| AssemblyArg(Some(assembly)))
}

impl Args {
    /// Returns whether the input would be what the user types.
    pub(super) fn waits_for_typing(&self) -> bool {
        self.inputs.is_empty() && self.many.sheet().is_none() && io::stdin().is_terminal()
    }
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    StatedFact::agree(&args.facts).map_err(Error::Usage)?;
    if let Some(folder) = args.many.folder(&args.inputs)? {
        return run_many(args, folder);
    }
    let input = args.inputs.first().cloned().unwrap_or_else(|| PathBuf::from("-"));
    let knowledge = args.knowledge.clone();
    let burden = burden(args)?;
    let read: Vec<PathBuf> = overwrite::with_indexes(&input)
        .chain(beside(args))
        .chain(knowledge.iter().cloned())
        .collect();
    let by_level = matches!(args.sort, SortArg::Level);
    let outputs = asked(args).targets()?;
    overwrite::refuse_all(&outputs, args.explain_tmb.as_deref(), &read)?;
    let named = read.iter().chain(&args.outputs).chain(&args.explain_tmb);
    let command = terminal::command(named.map(PathBuf::as_path));
    let request = request::Request {
        input,
        outputs,
        syncs_later: false,
        by_level,
        knowledge,
        locked: args.locked.clone(),
        options: Options { burden, command, ..Options::from(args) },
    };
    let outcome = annotate::run(&request)?;
    if !args.quiet {
        summarise(&outcome, args.verbose);
    }
    Ok(gated(args, &outcome.levels))
}

/// Annotates many samples into `folder`.
///
/// # Errors
/// [`Error::Usage`] where an option says something of one sample; else as [`cohort::run`].
fn run_many(args: &Args, folder: &Path) -> Result<ExitCode> {
    cohort::refuse_of_one(&[
        ("--fact", !args.facts.is_empty()),
        ("--msi", args.msi.is_some()),
        ("--hrd", args.hrd.is_some()),
        ("--purity", args.purity.is_some()),
        ("--ploidy", args.ploidy.is_some()),
    ])?;
    let read = beside(args).chain(args.knowledge.iter().cloned());
    let read: Vec<PathBuf> = read.chain(args.many.sheet().cloned()).collect();
    let named = read.iter().chain(&args.inputs).map(PathBuf::as_path).chain([folder]);
    let command = terminal::command(named);
    let request = Request {
        samples: args.many.samples(&args.inputs)?,
        folder: folder.to_path_buf(),
        formats: asked(args).of_samples()?,
        by_level: matches!(args.sort, SortArg::Level),
        knowledge: args.knowledge.clone(),
        locked: args.locked.clone(),
        options: Options { burden: burden(args)?, command, ..Options::from(args) },
        is_forced: args.many.is_forced(),
    };
    let telling = cohort::Telling {
        progress: request.options.progress.is_shown(),
        summary: !args.quiet,
        every_warning: args.verbose,
    };
    let levels = cohort::run(&request, &read, telling)?;
    Ok(levels.map_or(ExitCode::from(FAILED), |levels| gated(args, &levels)))
}

/// The files that are read beside the input and the knowledge.
fn beside(args: &Args) -> impl Iterator<Item = PathBuf> {
    let of_options = Options::from(args).files().map(Path::to_path_buf).collect::<Vec<_>>();
    let more = [&args.reference, &args.locked, &args.panel_bed];
    of_options.into_iter().chain(more.into_iter().flatten().cloned()).chain(args.reads.indexes())
}

/// Whether `--fail-on` was met.
fn gated(args: &Args, levels: &[Level]) -> ExitCode {
    let is_met =
        args.fail_on.is_some_and(|gate| levels.iter().any(|level| level.is_at_least(gate)));
    if is_met { ExitCode::from(GATE) } else { ExitCode::SUCCESS }
}

/// The results of other programs.
fn assays(args: &Args) -> Vec<(About, AssayFile)> {
    let of = |about, file: &Option<AssayFile>| file.clone().map(|file| (about, file));
    let files = [of(About::Microsatellites, &args.msi), of(About::Recombination, &args.hrd)];
    files.into_iter().flatten().collect()
}

/// What is asked for of the mutational burden.
///
/// # Errors
/// [`Error::Usage`] where an option of it stands without it, or a panel's rules without its regions.
fn burden(args: &Args) -> Result<Option<burden::Asked>> {
    let usage = |text: &str| Err(Error::Usage(text.to_owned()));
    let preset = match (args.tmb_preset, &args.panel_bed) {
        (Some(preset @ (BurdenPreset::Foundation | BurdenPreset::Tso500)), None) => {
            return usage(&format!(
                "--tmb-preset {preset} counts over the coding bases of a panel: name its regions \
                 with --panel-bed"
            ));
        }
        (Some(preset), _) => preset,
        (None, Some(_)) => BurdenPreset::ExomeNonsyn,
        (None, None) if args.explain_tmb.is_some() || args.tmb_somatic => {
            return usage(
                "--explain-tmb and --tmb-somatic go with a burden: ask for it with --tmb-preset or \
                 --panel-bed",
            );
        }
        (None, None) => return Ok(None),
    };
    Ok(Some(burden::Asked {
        preset,
        panel: args.panel_bed.clone(),
        is_somatic: args.tmb_somatic,
        explained: args.explain_tmb.clone(),
    }))
}

impl From<&Args> for Options {
    fn from(args: &Args) -> Self {
        let mut options = Self::default();
        options.tumor_type.clone_from(&args.tumor_type);
        options.facts.clone_from(&args.facts);
        options.assembly = args.assembly.0;
        options.sample.clone_from(&args.sample);
        options.normal.clone_from(&args.normal);
        options.threads = args.threads;
        options.all = args.all;
        options.min_level = args.min_level;
        options.thresholds = Thresholds {
            min_vaf: args.min_vaf,
            min_depth: args.min_depth,
            min_alt: args.min_alt,
            include_filtered: args.include_filtered,
            copies: CopyThresholds {
                amplification: args.cn_amplification,
                deletion: args.cn_deletion,
                ..CopyThresholds::default()
            },
            content: TumorContent { purity: args.purity, ploidy: args.ploidy },
            ..Thresholds::default()
        };
        options.assays = assays(args);
        options.clinical.clone_from(&args.clinical);
        options.cna.clone_from(&args.cna);
        options.fusions.clone_from(&args.fusions);
        options.phase_distance = args.phase_distance;
        options.transcripts.clone_from(&args.transcripts);
        options.reference.clone_from(&args.reference);
        options.fields.clone_from(&args.fields);
        options.assessed_bed.clone_from(&args.assessed_bed);
        options.reads = args.reads.asked();
        options.depth = args.reads.depth().cloned();
        options.absence = args.reads.absence();
        args.liquid.set(&mut options);
        options.use_index = !args.no_index;
        options.strict = args.strict;
        options.provenance = !args.no_provenance;
        options.progress = match args.progress {
            ProgressArg::Auto => Progress::Auto,
            ProgressArg::Always => Progress::Always,
            ProgressArg::Never => Progress::Never,
        };
        options
    }
}

/// What is asked for of the outputs.
fn asked(args: &Args) -> Asked<'_> {
    Asked {
        paths: &args.outputs,
        formats: &args.format,
        layout: args.layout,
        all: args.all,
        has_tumor_type: args.tumor_type.is_some() || args.many.sheet().is_some(),
        by_level: matches!(args.sort, SortArg::Level),
    }
}

/// What was done, on standard error: a line or two, all of it with `--verbose`.
fn summarise(outcome: &Outcome, verbose: bool) {
    terminal::say(&outcome.summary);
    outcome.lines.iter().for_each(terminal::say);
    for line in &outcome.warnings {
        terminal::say(format_args!("warning: {line}"));
    }
    if verbose {
        terminal::say_all(&outcome.details);
    }
}
