//! The command line: one file a subcommand. clap's types end here; the library never sees them.

mod annotate;
mod explain;
mod genotype;
mod knowledge;
mod outputs;
mod overwrite;
mod targets;
mod terminal;
mod transcripts;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use self::terminal::DISCLAIMER;

#[derive(Debug, Parser)]
#[command(name = "theravar", version, about, after_help = DISCLAIMER, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Annotate tumour variant calls with the therapies they make sensitive or resistant
    Annotate(Box<annotate::Args>),
    /// Say what is known of one variant, and why
    Explain(explain::Args),
    /// Count what reads (BAM, CRAM) show at each target: support, fraction, limit of detection
    Genotype(Box<genotype::Args>),
    /// List what must be looked at for a tumour type: places and alleles that statements name
    Targets(targets::Args),
    /// Inspect and import knowledge
    Knowledge(knowledge::Args),
    /// Inspect and build transcript tables
    Transcripts(transcripts::Args),
}

/// Parses the arguments of the process, runs the command and returns the process's exit code:
/// 0 ok, 1 runtime or I/O, 2 usage, 3 invalid input, 4 a gate asked for was met.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return terminal::answer(&error),
    };
    let result = match cli.command {
        Command::Annotate(args) if args.waits_for_typing() => {
            return terminal::usage(
                &mut Cli::command(),
                "annotate",
                "name the input, or - for what you type",
            );
        }
        Command::Annotate(args) => annotate::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Genotype(args) => genotype::run(&args),
        Command::Targets(args) => targets::run(&args),
        Command::Knowledge(args) => knowledge::run(&args),
        Command::Transcripts(args) => transcripts::run(&args),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            terminal::say_why(&error);
            ExitCode::from(error.exit_code())
        }
    }
}
