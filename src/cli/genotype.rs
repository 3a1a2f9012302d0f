//! `theravar genotype`.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args as ClapArgs, ValueEnum};

use super::numbers::{BEST_BASE, BEST_MAPPING, rate};
use super::terminal::DISCLAIMER;
use crate::error::Result;

#[derive(Debug, ClapArgs)]
#[command(after_help = DISCLAIMER)]
pub(super) struct Args {
    /// BAM or CRAM files with their indexes, one sample each
    #[arg(long, value_name = "FILE", num_args = 1.., required = true)]
    bam: Vec<PathBuf>,
    /// Alleles to look for (VCF), or regions whose curated targets are looked for, and whose depth is
    /// told where they have none (BED); may be gzip [default: all curated targets]
    #[arg(long, value_name = "VCF|BED")]
    targets: Option<PathBuf>,
    /// Look for the curated targets of this tumour type, as `targets -t` lists them
    #[arg(short, long, value_name = "TYPE")]
    tumor_type: Option<String>,
    /// More evidence tables, for curated targets
    #[arg(long, value_name = "PATH", num_args = 1..)]
    knowledge: Vec<PathBuf>,
    /// Background of the targets in controls, as --write-background writes it
    #[arg(long, value_name = "FILE")]
    panel_of_normals: Option<PathBuf>,
    /// Take the files for controls, and write what they show at each target to this file too
    #[arg(long, value_name = "FILE")]
    write_background: Option<PathBuf>,
    /// Reference bases (FASTA with .fai): for CRAM, and for indels outside of the embedded genes
    #[arg(long, value_name = "FILE")]
    reference: Option<PathBuf>,
    /// BAM or CRAM of a matched normal, for the background
    #[arg(long, value_name = "FILE")]
    normal_bam: Option<PathBuf>,
    /// auto, GRCh37 or GRCh38; auto reads the lengths of contigs, then REF of the targets
    #[arg(short, long, value_name = "ASSEMBLY", default_value = "auto", value_parser = super::annotate::assembly)]
    assembly: super::annotate::AssemblyArg,
    /// Sample whose read groups count
    #[arg(short, long, value_name = "NAME")]
    sample: Option<String>,
    /// What is counted [default: the best unit that the file has]
    #[arg(long, value_enum)]
    unit: Option<UnitArg>,
    /// Background rate that the assay was validated with, in the place of what each site shows
    #[arg(long, value_name = "RATE", value_parser = rate)]
    background: Option<f64>,
    /// Lowest base quality
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u8).range(0..=BEST_BASE))]
    min_base_quality: u8,
    /// Lowest mapping quality
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u8).range(0..=BEST_MAPPING))]
    min_mapping_quality: u8,
    /// Threads [default: all cores]
    #[arg(short = '@', long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Write here instead of standard output; the file appears when it is complete
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Output format [default: by the extension of --output, else tsv]
    #[arg(short, long, value_enum)]
    format: Option<FormatArg>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum UnitArg {
    /// Molecules of which both strands were read
    Duplex,
    /// UMI families
    Molecule,
    /// Reads of one name
    Fragment,
    /// Single reads
    Read,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatArg {
    /// One row a target and file
    Tsv,
    /// One object with all counts
    Json,
    /// One record a target, one column a file
    Vcf,
}

#[cfg(not(feature = "bam"))]
pub(super) fn run(_: &Args) -> Result<ExitCode> {
    let reason = "genotype: this build has no BAM support: build it with the feature bam";
    Err(crate::error::Error::Usage(reason.to_owned()))
}

#[cfg(feature = "bam")]
pub(super) fn run(args: &Args) -> Result<ExitCode> {
    use super::{overwrite, terminal};
    use crate::io::with_ending;
    use crate::model::read_support::Unit;
    use crate::pipeline::genotype::{self, Request};
    use crate::reads::{Floors, Options};

    let output = args.output.as_deref();
    let read = args.bam.iter().chain(&args.normal_bam).chain(&args.reference);
    let tables = args.targets.iter().chain(&args.knowledge).chain(&args.panel_of_normals);
    let with_index = read.flat_map(|path| {
        ["", ".bai", ".csi", ".crai", ".fai"].map(|ending| with_ending(path, ending))
    });
    let read: Vec<PathBuf> = with_index.chain(tables.clone().cloned()).collect();
    overwrite::refuse(output, &read)?;
    if let Some(path) = &args.write_background {
        overwrite::refuse(Some(path), read.into_iter().chain(args.output.clone()))?;
    }
    let named = args.bam.iter().chain(&args.normal_bam).chain(&args.write_background);
    let named = named.chain(tables).chain(&args.output);
    let notes = genotype::run(&Request {
        files: args.bam.clone(),
        normal: args.normal_bam.clone(),
        targets: args.targets.clone(),
        tumor_type: args.tumor_type.clone(),
        knowledge: args.knowledge.clone(),
        panel: args.panel_of_normals.clone(),
        background_output: args.write_background.clone(),
        options: Options {
            reference: args.reference.clone(),
            sample: args.sample.clone(),
            assembly: args.assembly.0,
        },
        floors: Floors {
            base_quality: args.min_base_quality,
            mapping_quality: args.min_mapping_quality,
        },
        unit: args.unit.map(|unit| match unit {
            UnitArg::Duplex => Unit::Duplex,
            UnitArg::Molecule => Unit::Molecule,
            UnitArg::Fragment => Unit::Fragment,
            UnitArg::Read => Unit::Read,
        }),
        background: args.background,
        threads: args.threads,
        command: terminal::command(named.map(PathBuf::as_path)),
        output: output.unwrap_or("-".as_ref()).to_path_buf(),
        format: format(args),
    })?;
    terminal::say_all(&notes);
    Ok(ExitCode::SUCCESS)
}

/// Returns the format asked for, else that of the output's name.
#[cfg(feature = "bam")]
fn format(args: &Args) -> crate::report::genotype::GenotypeFormat {
    use crate::report::genotype::GenotypeFormat;

    let extension = args.output.as_deref().and_then(|path| path.extension());
    let of_name = || match extension.and_then(|extension| extension.to_str()) {
        Some("json") => FormatArg::Json,
        Some("vcf") => FormatArg::Vcf,
        _ => FormatArg::Tsv,
    };
    match args.format.unwrap_or_else(of_name) {
        FormatArg::Tsv => GenotypeFormat::Tsv,
        FormatArg::Json => GenotypeFormat::Json,
        FormatArg::Vcf => GenotypeFormat::Vcf,
    }
}
