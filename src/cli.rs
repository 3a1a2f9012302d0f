//! The command line: one file a subcommand. clap's types end here; the library never sees them.

mod annotate;
mod clinical;
mod cohort;
mod completions;
mod explain;
mod genotype;
mod knowledge;
mod later;
mod man;
mod monitor;
mod numbers;
mod outputs;
mod overwrite;
mod reads;
mod report;
mod targets;
mod terminal;
mod transcripts;
mod whole;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use self::later::Later;
use self::terminal::DISCLAIMER;
use crate::error::{Error, Result};

#[derive(Debug, Parser)]
#[command(name = "theravar", version, about, after_help = DISCLAIMER, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Annotate tumour variant calls with the therapies they make sensitive or resistant
    Annotate(Box<Later<annotate::Args>>),
    /// Add levels to a table of samples, from rows that `annotate --layout oncokb` wrote
    Clinical(Later<clinical::Args>),
    /// Say what is known of one variant, and why
    Explain(Later<explain::Args>),
    /// Count what reads (BAM, CRAM) show at each target: support, fraction, limit of detection
    Genotype(Box<Later<genotype::Args>>),
    /// Compare serial samples of one patient: what is new, grows, shrinks or is gone
    Monitor(Later<monitor::Args>),
    /// List what must be looked at for a tumour type: places and alleles that statements name
    Targets(Later<targets::Args>),
    /// Write the page of a result (JSON) for a tumour board, as HTML
    Report(Later<report::Args>),
    /// Inspect and import knowledge
    Knowledge(Later<knowledge::Args>),
    /// Inspect and build transcript tables
    Transcripts(Later<transcripts::Args>),
    /// Write what a shell needs to complete commands, options and values
    Completions(Later<completions::Args>),
    /// Write the manual page of a command, or of all
    Man(Later<man::Args>),
}

/// Parses the arguments of the process, runs the command and returns the process's exit code:
/// 0 ok, 1 runtime or I/O, 2 usage, 3 invalid input, 4 a gate asked for was met.
pub fn run() -> ExitCode {
    run_with(std::env::args_os())
}

/// Does as [`run`] with other words than those of the process, the name of the program first: for a
/// process that another language has started.
pub fn run_with(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let words: Vec<OsString> = words.into_iter().collect();
    terminal::set_words(&words);
    let cli = match Cli::try_parse_from(words) {
        Ok(cli) => cli,
        Err(error) => return terminal::answer(&error),
    };
    if let Command::Annotate(args) = &cli.command
        && args.0.waits_for_typing()
    {
        return terminal::usage(
            &mut Cli::command(),
            "annotate",
            "name the input, or - for what you type",
        );
    }
    match dispatch(cli) {
        Ok(code) => code,
        Err(error) => {
            terminal::say_why(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

/// Does as [`run_with`], and returns what is wrong instead of saying it.
///
/// # Errors
/// [`Error::Usage`] where the words are not understood, or any that the command gives.
pub fn try_run(words: impl IntoIterator<Item = OsString>) -> Result<ExitCode> {
    let words: Vec<OsString> = words.into_iter().collect();
    terminal::set_words(&words);
    dispatch(Cli::try_parse_from(words).map_err(|error| Error::Usage(error.to_string()))?)
}

fn dispatch(cli: Cli) -> Result<ExitCode> {
    match cli.command {
        Command::Annotate(args) => annotate::run(&args.0),
        Command::Clinical(args) => clinical::run(&args.0),
        Command::Explain(args) => explain::run(&args.0),
        Command::Genotype(args) => genotype::run(&args.0),
        Command::Monitor(args) => monitor::run(&args.0),
        Command::Targets(args) => targets::run(&args.0),
        Command::Report(args) => report::run(&args.0),
        Command::Knowledge(args) => knowledge::run(&args.0),
        Command::Transcripts(args) => transcripts::run(&args.0),
        Command::Completions(args) => completions::run(&args.0, Cli::command()),
        Command::Man(args) => man::run(&args.0, Cli::command()),
    }
}
