//! `theravar targets`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args as ClapArgs, ValueEnum};

use super::overwrite;
use super::terminal::{self, DISCLAIMER};
use crate::error::{Error, Result};
use crate::model::assembly::Assembly;
use crate::pipeline::targets::{self, Request};
use crate::report::targets::TargetFormat;

#[derive(Debug, ClapArgs)]
#[command(after_help = DISCLAIMER)]
pub(super) struct Args {
    /// GRCh37 or GRCh38
    #[arg(short, long, value_name = "ASSEMBLY", default_value = "GRCh38")]
    assembly: Assembly,
    /// OncoTree code, name, main type, DOID or synonym [default: the statements on all tumours]
    #[arg(short, long, value_name = "TYPE")]
    tumor_type: Option<String>,
    /// Output format [default: by the extension of --output, else tsv]
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    /// Write here instead of standard output; the file appears when it is complete
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// More evidence tables, in the format that `knowledge import` writes, or a folder of them; may repeat
    #[arg(long, value_name = "PATH")]
    knowledge: Vec<PathBuf>,
    /// Say nothing on standard error
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// One row an alteration: its place, what it names, its alleles, its best level
    Tsv,
    /// One line a run of bases, for coverage and for callers
    Bed,
    /// One record an allele, for callers that are told which alleles to look at
    Vcf,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    overwrite::refuse(args.output.as_deref(), &args.knowledge)?;
    let request = Request {
        assembly: args.assembly,
        tumor_type: args.tumor_type.clone(),
        format: format(args)?,
        output: args.output.clone(),
        knowledge: args.knowledge.clone(),
    };
    let notes = targets::run(&request)?;
    if !args.quiet {
        terminal::say_all(&notes);
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the format asked for, else the one that the extension of `--output` names.
///
/// # Errors
/// [`Error::Usage`] where the extension names none.
fn format(args: &Args) -> Result<TargetFormat> {
    let extension = args.output.as_deref().and_then(|path| path.extension());
    let extension = extension.map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    Ok(match (args.format, extension.as_deref()) {
        (Some(Format::Tsv), _) | (None, None | Some("tsv" | "txt" | "tab")) => TargetFormat::Tsv,
        (Some(Format::Bed), _) | (None, Some("bed")) => TargetFormat::Bed,
        (Some(Format::Vcf), _) | (None, Some("vcf")) => TargetFormat::Vcf,
        (None, Some(other)) => {
            return Err(Error::Usage(format!(
                "{other} is not written: name the output .tsv, .bed or .vcf, or set --format"
            )));
        }
    })
}
