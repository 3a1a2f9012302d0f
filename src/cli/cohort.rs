//! Many samples of `theravar annotate`: a sheet, a folder, several files.

use std::path::{Path, PathBuf};

use clap::Args;

use super::overwrite;
use super::terminal;
use crate::cohort::outcome::Outcome;
use crate::cohort::sample::{Sample, check_names};
use crate::cohort::work::{Progressed, State};
use crate::cohort::{inputs, sheet, tables};
use crate::error::{Error, Result, shown};
use crate::model::level::Level;
use crate::observe::stated;
use crate::pipeline::cohort::{self, Request};

/// Warnings that are printed; all of them are in the table of samples.
const MOST_WARNINGS: usize = 20;

/// Options of many samples.
#[derive(Debug, Args)]
pub(super) struct Many {
    /// Many samples: CSV or TSV with the columns sample, path and, where wanted, tumor_type, assembly,
    /// normal, cna, fusions, facts (docs/cohort.md)
    #[arg(long, value_name = "FILE", requires = "outdir", conflicts_with_all = ["inputs", "sample"])]
    sheet: Option<PathBuf>,
    /// Folder for the results of many samples and the tables over all of them; what is done in it and
    /// has not changed is not done again
    #[arg(long, value_name = "DIR", conflicts_with_all = ["outputs", "explain_tmb", "bam", "white_cells"])]
    outdir: Option<PathBuf>,
    /// Do samples again that are done
    #[arg(long, requires = "outdir")]
    force: bool,
}

/// What is told of a run over many samples.
#[derive(Debug, Clone, Copy)]
pub(super) struct Telling {
    /// A line for each sample as it is done.
    pub(super) progress: bool,
    /// A summary at the end.
    pub(super) summary: bool,
    /// Every warning.
    pub(super) every_warning: bool,
}

impl Many {
    /// Returns the folder of the results, where many samples are asked for.
    ///
    /// # Errors
    /// [`Error::Usage`] where several inputs have no such folder.
    pub(super) fn folder(&self, inputs: &[PathBuf]) -> Result<Option<&Path>> {
        match &self.outdir {
            Some(folder) => Ok(Some(folder)),
            None if inputs.len() > 1 => Err(Error::Usage(format!(
                "{} inputs: name a folder for their results with --outdir DIR",
                inputs.len()
            ))),
            None => Ok(None),
        }
    }

    /// Returns whether samples done are done again.
    pub(super) fn is_forced(&self) -> bool {
        self.force
    }

    /// Returns the sheet that lists the samples.
    pub(super) fn sheet(&self) -> Option<&PathBuf> {
        self.sheet.as_ref()
    }

    /// Returns the samples of the sheet, or of the inputs.
    ///
    /// # Errors
    /// As [`sheet::read`], [`inputs::samples`] and [`check_names`].
    pub(super) fn samples(&self, inputs: &[PathBuf]) -> Result<Vec<Sample>> {
        let samples = match &self.sheet {
            Some(path) => sheet::read(path, &stated::read)?,
            None => inputs::samples(inputs)?,
        };
        check_names(&samples)?;
        Ok(samples)
    }
}

/// Refuses options that say something of one sample: said of many, it would be another's.
///
/// # Errors
/// [`Error::Usage`] that names those given.
pub(super) fn refuse_of_one(given: &[(&str, bool)]) -> Result<()> {
    let given: Vec<&str> = given.iter().filter(|(_, is)| *is).map(|(name, _)| *name).collect();
    if given.is_empty() {
        return Ok(());
    }
    Err(Error::Usage(format!(
        "{}: true of one sample, not of all of --outdir: state what is known of each in the column facts of a \
         --sheet, or annotate that sample alone",
        given.join(", ")
    )))
}

/// Annotates the samples. Returns the levels of everything that was reported, or `None` where a sample
/// failed.
///
/// # Errors
/// [`Error::Usage`] where a result would replace a file that is read; else as [`cohort::run`].
pub(super) fn run(
    request: &Request,
    read: &[PathBuf],
    telling: Telling,
) -> Result<Option<Vec<Level>>> {
    refuse_overwriting(request, read)?;
    let count = request.samples.len();
    let tell = |Progressed { sample, state, done }: Progressed| {
        if telling.progress {
            terminal::say(format_args!("{done}/{count} {sample}: {}", words(&state)));
        }
    };
    let outcome = cohort::run(request, &tell)?;
    if telling.summary {
        summarise(&outcome, telling.every_warning);
    }
    for (sample, why) in &outcome.failed {
        terminal::say(format_args!("failed: {sample}: {}", why.replace('\n', "; ")));
    }
    Ok(outcome.failed.is_empty().then_some(outcome.levels))
}

fn words(state: &State) -> String {
    match state {
        State::Annotated(1, None) => "1 finding".to_owned(),
        State::Annotated(findings, None) => format!("{findings} findings"),
        State::Annotated(1, Some(level)) => format!("1 finding, level {level}"),
        State::Annotated(findings, Some(level)) => {
            format!("{findings} findings, highest level {level}")
        }
        State::Unchanged => "unchanged".to_owned(),
        State::Failed(_) => "failed".to_owned(),
    }
}

fn summarise(outcome: &Outcome, every_warning: bool) {
    let Outcome { annotated, unchanged, failed, warnings, .. } = outcome;
    let failures = failed.len();
    let count = annotated + unchanged + failures;
    let samples = if count == 1 { "sample" } else { "samples" };
    let shown = if every_warning { warnings.len() } else { MOST_WARNINGS };
    for (sample, warning) in warnings.iter().take(shown) {
        terminal::say(format_args!("warning: {sample}: {warning}"));
    }
    if warnings.len() > shown {
        let more = warnings.len() - shown;
        let table = tables::SAMPLES;
        terminal::say(format_args!(
            "{more} more warnings: see {table}, or print all with --verbose"
        ));
    }
    terminal::say(format_args!(
        "{count} {samples}: {annotated} annotated, {unchanged} unchanged, {failures} failed"
    ));
}

/// Refuses a run of which a result would take the place of a file that is read.
fn refuse_overwriting(request: &Request, read: &[PathBuf]) -> Result<()> {
    let of_samples = request.samples.iter().flat_map(|sample| {
        let tables = [&sample.cna, &sample.fusions].into_iter().flatten().cloned();
        overwrite::with_indexes(&sample.input).chain(tables)
    });
    let read: Vec<PathBuf> = of_samples.chain(read.iter().cloned()).collect();
    match overwrite::first_of_both(request.outputs(), &read) {
        None => Ok(()),
        Some(path) => Err(Error::Usage(format!(
            "--outdir {}: {} is read too and would be lost: name another folder",
            shown(&request.folder),
            shown(&path)
        ))),
    }
}
