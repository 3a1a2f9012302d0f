//! `theravar monitor`.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args as ClapArgs, ValueEnum};

use super::overwrite;
use super::terminal::{self, DISCLAIMER};
use crate::error::{Error, Result};
use crate::pipeline::monitor::{self, Request};
use crate::report::monitor::MonitorFormat;

#[derive(Debug, ClapArgs)]
#[command(after_help = DISCLAIMER)]
pub(super) struct Args {
    /// Results of `annotate --format json` in the order of time, or a sheet (CSV: sample,path,date)
    #[arg(value_name = "RESULT", required = true, num_args = 1..)]
    inputs: Vec<PathBuf>,
    /// Write here instead of standard output; the file appears when it is complete
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Output format [default: by the extension of --output, else a page on a terminal and tsv in a pipe]
    #[arg(short, long, value_enum)]
    format: Option<FormatArg>,
    /// Say nothing on standard error
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatArg {
    /// One row a change and sample
    Tsv,
    /// One object
    Json,
    /// A page for a reader
    Summary,
    /// One document for a browser, with the curves
    Html,
    /// Allele fractions over time, as a picture
    Svg,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let format = format(args)?;
    let listed = monitor::listed(&args.inputs)?;
    let read = listed.iter().map(|one| one.path.clone()).chain(args.inputs.iter().cloned());
    overwrite::refuse(args.output.as_deref(), read)?;
    let notes = monitor::run(&Request {
        inputs: args.inputs.clone(),
        command: terminal::command(args.inputs.iter().chain(&args.output).map(PathBuf::as_path)),
        output: args.output.clone().unwrap_or_else(|| "-".into()),
        format,
    })?;
    if !args.quiet {
        notes.iter().for_each(|note| terminal::say(format_args!("warning: {note}")));
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the format asked for, else that of the output's name.
///
/// # Errors
/// [`Error::Usage`] where the extension names none.
fn format(args: &Args) -> Result<MonitorFormat> {
    let extension = args.output.as_deref().and_then(|path| path.extension());
    let extension = extension.map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    let of_name = || match extension.as_deref() {
        None if args.output.is_none() && io::stdout().is_terminal() => Ok(FormatArg::Summary),
        None | Some("tsv" | "tab") => Ok(FormatArg::Tsv),
        Some("json") => Ok(FormatArg::Json),
        Some("txt") => Ok(FormatArg::Summary),
        Some("html" | "htm") => Ok(FormatArg::Html),
        Some("svg") => Ok(FormatArg::Svg),
        Some(other) => Err(Error::Usage(format!(
            "{other} is not written: name the output .tsv, .json, .txt, .html or .svg, or set --format"
        ))),
    };
    Ok(match args.format.map_or_else(of_name, Ok)? {
        FormatArg::Tsv => MonitorFormat::Tsv,
        FormatArg::Json => MonitorFormat::Json,
        FormatArg::Summary => MonitorFormat::Summary,
        FormatArg::Html => MonitorFormat::Html,
        FormatArg::Svg => MonitorFormat::Svg,
    })
}
