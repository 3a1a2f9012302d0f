//! `theravar man`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args as ClapArgs, Command};
use clap_mangen::Man;

use super::terminal::DISCLAIMER;
use super::whole;
use crate::error::{Error, Result};

#[derive(Debug, ClapArgs)]
#[command(after_help = DISCLAIMER)]
pub(super) struct Args {
    /// Command that the page is about, such as `annotate` or `knowledge import` [default: theravar]
    #[arg(value_name = "COMMAND", conflicts_with = "outdir")]
    command: Vec<String>,
    /// Write the pages of all commands into this folder, which must exist
    #[arg(long, value_name = "DIR")]
    outdir: Option<PathBuf>,
}

pub(super) fn run(args: &Args, command: Command) -> Result<ExitCode> {
    let mut command = command.disable_help_subcommand(true);
    command.build();
    match &args.outdir {
        Some(folder) => {
            for command in with_subcommands(&command) {
                let name = format!("{}.1", page_name(command));
                whole::write(Some(&folder.join(name)), &page(command)?)?;
            }
        }
        None => whole::write(None, &page(named(&command, &args.command)?)?)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the command itself and all below it.
fn with_subcommands(command: &Command) -> Vec<&Command> {
    let below = command.get_subcommands().flat_map(with_subcommands);
    std::iter::once(command).chain(below).collect()
}

/// Returns the command that the words lead to.
///
/// # Errors
/// [`Error::Usage`] where a word names none.
fn named<'a>(command: &'a Command, words: &[String]) -> Result<&'a Command> {
    let mut found = command;
    for word in words {
        found = found.find_subcommand(word).ok_or_else(|| {
            let known: Vec<_> = found.get_subcommands().map(Command::get_name).collect();
            let instead = match known.as_slice() {
                [] => format!("{} has no commands of its own", found.get_name()),
                _ => format!("name one of {}", known.join(", ")),
            };
            Error::Usage(format!("{word}: no such command: {instead}"))
        })?;
    }
    Ok(found)
}

/// Returns `theravar-annotate` for the command that is called as `theravar annotate`.
fn page_name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

fn page(command: &Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    let version = format!("theravar {}", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command.clone()).source(version).manual("theravar manual");
    man.render(&mut page).map_err(|error| Error::io(page_name(command), error))?;
    Ok(page)
}
