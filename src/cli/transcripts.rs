//! `theravar transcripts`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args as ClapArgs, Subcommand};

use crate::curate::transcripts;
use crate::error::{Error, Result};
use crate::genome::{self, TranscriptStore};
use crate::io::table::Table;
use crate::io::{Output, STDOUT};
use crate::model::assembly::Assembly;

use super::overwrite;
use super::terminal::stdout;

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// What is compiled in
    Info,
    /// Make the transcript table, and its position tables, from a table of transcripts
    Build(BuildArgs),
}

#[derive(Debug, ClapArgs)]
struct BuildArgs {
    /// Transcripts with exon and CDS blocks on both assemblies and coding bases (TSV, may be gzip)
    #[arg(long, value_name = "FILE")]
    table: PathBuf,
    /// Folder for transcripts.tsv, genes.*.tsv and regions.*.tsv
    #[arg(short, long, value_name = "FOLDER")]
    output: PathBuf,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    match &args.command {
        Command::Info => info(),
        Command::Build(args) => build(args),
    }
}

fn info() -> Result<ExitCode> {
    let store = TranscriptStore::embedded();
    let mut out = stdout();
    let mut line = |text: String| writeln!(out, "{text}").map_err(|e| Error::io(STDOUT, e));
    for assembly in Assembly::ALL {
        let mut genes = 0;
        let mut transcripts = 0;
        let mut with_bases = 0;
        for symbol in store.symbols(assembly) {
            let models = store.gene(symbol, assembly);
            genes += 1;
            transcripts += models.len();
            with_bases += models.iter().filter(|model| model.protein_sequence().is_some()).count();
        }
        line(format!(
            "{assembly}: {transcripts} transcripts of {genes} genes, {with_bases} with coding bases"
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn build(args: &BuildArgs) -> Result<ExitCode> {
    overwrite::refuse(Some(&args.output.join("transcripts.tsv")), [&args.table])?;
    let table = transcripts::import(&[Table::open(&args.table, &[])?], None)?;
    for assembly in Assembly::ALL {
        let suffix = assembly.to_string().to_lowercase();
        write(
            &args.output.join(format!("genes.{suffix}.tsv")),
            &genome::gene_index(&table, assembly)?,
        )?;
        write(
            &args.output.join(format!("regions.{suffix}.tsv")),
            &genome::region_table(&table, assembly)?,
        )?;
    }
    write(&args.output.join("transcripts.tsv"), &table)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a whole file, or none.
pub(super) fn write(path: &Path, text: &str) -> Result<()> {
    let mut output = Output::create(path)?;
    output.write_all(text.as_bytes()).map_err(|e| output.error(e))?;
    output.commit()
}
