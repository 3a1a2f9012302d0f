//! Work of the maintainers that is no part of the program: `cargo xtask`.

mod data;
mod readme;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make the generated tables of `data/` again, with the digests of the manifest and the table of
    /// `data/README.md`
    Data(data::Args),
}

fn main() -> ExitCode {
    let Command::Data(args) = Cli::parse().command;
    match data::run(&args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
