//! `theravar clinical`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::overwrite;
use super::terminal::{self, DISCLAIMER};
use crate::error::Result;
use crate::io::Output;
use crate::io::table::Table;
use crate::report::clinical::Clinical;

#[derive(Debug, ClapArgs)]
#[command(after_help = DISCLAIMER)]
pub(super) struct Args {
    /// Tables that `annotate --layout oncokb` wrote
    #[arg(required = true)]
    annotated: Vec<PathBuf>,
    /// A table with SAMPLE_ID, whose rows get the columns; without it each sample has a row
    #[arg(long, value_name = "FILE")]
    clinical: Option<PathBuf>,
    /// Write here instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    overwrite::refuse(args.output.as_deref(), args.annotated.iter().chain(&args.clinical))?;
    let mut samples = Clinical::default();
    for path in &args.annotated {
        samples.read(&Table::open(path, &["Hugo_Symbol", "ONCOGENIC"])?)?;
    }
    let clinical = args.clinical.as_deref();
    let clinical = clinical.map(|path| Table::open(path, &["SAMPLE_ID"])).transpose()?;
    let (table, warning) = samples.table(clinical.as_ref())?;
    let mut out = Output::create(args.output.as_deref().unwrap_or("-".as_ref()))?;
    out.write_all(table.as_bytes()).map_err(|error| out.error(error))?;
    out.commit()?;
    warning.into_iter().for_each(|warning| terminal::say(format_args!("warning: {warning}")));
    Ok(ExitCode::SUCCESS)
}
