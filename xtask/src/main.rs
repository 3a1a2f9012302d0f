//! Work of the maintainers that is no part of the program: `cargo xtask`.

mod data;
mod readme;
mod sbom;

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
    /// Write the bill of materials of a release: every crate and every table that is compiled in
    Sbom(sbom::Args),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Data(args) => data::run(&args),
        Command::Sbom(args) => sbom::run(&args).map(|()| true),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
