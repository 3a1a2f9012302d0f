//! `theravar knowledge update`: the tables compiled in, made again from files that the user downloaded.

use std::io::Write;
use std::path::PathBuf;

use clap::Args as ClapArgs;

use crate::curate::{diff, update};
use crate::error::{Error, Result};
use crate::io::STDOUT;

use crate::cli::overwrite;
use crate::cli::terminal::{say, say_all, stdout};
use crate::cli::transcripts::write;

#[derive(Debug, ClapArgs)]
pub(super) struct UpdateArgs {
    /// The folder of the files as downloaded: CIViC's four summaries (TSV) or its VCF, label facts,
    /// hotspots, DoCM, ClinVar's VCF; told apart by what is in them
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    /// The folder to write the tables into, for --knowledge
    #[arg(short, long, value_name = "FOLDER")]
    output: PathBuf,
}

/// Writes the tables, prints what changes against those compiled in, and says how much.
pub(super) fn run(args: &UpdateArgs) -> Result<()> {
    let is_same = match (args.from.canonicalize(), args.output.canonicalize()) {
        (Ok(from), Ok(output)) => from == output,
        _ => false,
    };
    if is_same {
        return Err(Error::Usage(format!(
            "--output {}: the downloads are there: name another folder",
            args.output.display()
        )));
    }
    let updated = update::update(&args.from)?;
    for table in &updated.tables {
        overwrite::refuse(Some(&args.output.join(&table.name)), [&args.from])?;
    }
    std::fs::create_dir_all(&args.output).map_err(|e| Error::io(&args.output, e))?;
    for table in &updated.tables {
        write(&args.output.join(&table.name), &table.text)?;
    }
    let mut out = stdout();
    writeln!(out, "{}", diff::COLUMNS)
        .and_then(|()| updated.changes.iter().try_for_each(|change| writeln!(out, "{change}")))
        .map_err(|e| Error::io(STDOUT, e))?;
    say_all(&updated.notes);
    let names: Vec<&str> = updated.tables.iter().map(|table| table.name.as_str()).collect();
    say(format_args!(
        "{} tables written: {}: use them with --knowledge {}",
        names.len(),
        names.join(", "),
        args.output.display()
    ));
    Ok(())
}
