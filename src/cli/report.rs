//! `theravar report`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::overwrite;
use super::terminal::DISCLAIMER;
use crate::error::Result;
use crate::pipeline::report;

#[derive(Debug, ClapArgs)]
#[command(after_help = DISCLAIMER)]
pub(super) struct Args {
    /// A result of `annotate --format json`, plain or compressed
    #[arg(value_name = "RESULT.json")]
    result: PathBuf,
    /// Write here instead of standard output; the file appears when it is complete
    #[arg(short, long, value_name = "FILE.html")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    overwrite::refuse(args.output.as_deref(), [&args.result])?;
    report::run(&args.result, args.output.as_ref())?;
    Ok(ExitCode::SUCCESS)
}
