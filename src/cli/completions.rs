//! `theravar completions`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args as ClapArgs, Command};
use clap_complete::Shell;

use super::terminal::DISCLAIMER;
use super::whole;
use crate::error::Result;

#[derive(Debug, ClapArgs)]
#[command(after_help = DISCLAIMER)]
pub(super) struct Args {
    /// Shell that is to complete commands, options and their values
    #[arg(value_enum)]
    shell: Shell,
    /// Write here instead of standard output; the file appears when it is complete
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args, mut command: Command) -> Result<ExitCode> {
    let name = command.get_name().to_owned();
    // Writing to memory cannot fail; where the output is full, it says so itself.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    whole::write(args.output.as_deref(), &script)?;
    Ok(ExitCode::SUCCESS)
}
