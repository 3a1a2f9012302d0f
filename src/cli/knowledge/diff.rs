//! `theravar knowledge diff`: what changed between two sets of tables, and whose findings change.

use std::io::Write;
use std::path::PathBuf;

use clap::Args as ClapArgs;

use crate::curate::diff;
use crate::error::{Error, Result};
use crate::io::STDOUT;
use crate::pipeline::replay;
use crate::sample::knowledge::Knowledge;

use crate::cli::terminal::{say_all, stdout};

/// Stands for the tables compiled in.
const EMBEDDED: &str = "embedded";

#[derive(Debug, ClapArgs)]
pub(super) struct DiffArgs {
    /// An evidence table, a folder of them, or `embedded` for those compiled in
    #[arg(value_name = "A")]
    before: PathBuf,
    /// Another
    #[arg(value_name = "B")]
    after: PathBuf,
    /// Instead, judge results of `annotate --format json` by A and by B, and say whose findings change
    #[arg(long, value_name = "RESULT", num_args = 1..)]
    replay: Vec<PathBuf>,
    /// With --replay: tables beside both A and B, as in the runs (`embedded` for those compiled in)
    #[arg(long, value_name = "PATH", num_args = 1.., requires = "replay")]
    with: Vec<PathBuf>,
}

/// Prints what changes.
pub(super) fn run(args: &DiffArgs) -> Result<()> {
    if !args.replay.is_empty() {
        return replay(args);
    }
    let read = |path: &PathBuf| {
        let is_embedded = path.as_os_str() == EMBEDDED;
        let paths = if is_embedded { &[] } else { std::slice::from_ref(path) };
        let knowledge = Knowledge::alone(paths)?;
        match knowledge.oncogenicity().sources() {
            [] => Ok(knowledge),
            _ => Err(Error::Usage(format!(
                "{}: not an evidence table: it names no therapies; compare tables that do",
                path.display()
            ))),
        }
    };
    let (before, after) = (read(&args.before)?, read(&args.after)?);
    let (before, after) = (before.evidence(), after.evidence());
    let changes = diff::diff(&before, &after);
    let mut out = stdout();
    writeln!(out, "{}", diff::COLUMNS)
        .and_then(|()| changes.iter().try_for_each(|change| writeln!(out, "{change}")))
        .map_err(|e| Error::io(STDOUT, e))
}

/// Prints one line for each change to standard output, and what could not be judged again to
/// standard error.
fn replay(args: &DiffArgs) -> Result<()> {
    let read = |own: &PathBuf| {
        let (embedded, paths): (Vec<PathBuf>, Vec<PathBuf>) = std::iter::once(own)
            .chain(&args.with)
            .cloned()
            .partition(|path| path.as_os_str() == EMBEDDED);
        match embedded.is_empty() {
            true => Knowledge::alone(&paths),
            false => Knowledge::with_embedded(&paths),
        }
    };
    let replay = replay::replay(&args.replay, &read(&args.before)?, &read(&args.after)?)?;
    let mut out = stdout();
    writeln!(out, "{}", replay::COLUMNS)
        .and_then(|()| replay.changes.iter().try_for_each(|change| writeln!(out, "{change}")))
        .map_err(|e| Error::io(STDOUT, e))?;
    say_all(&replay.notes);
    Ok(())
}
