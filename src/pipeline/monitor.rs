//! `monitor`: results of one patient's serial samples in, what became of each change out.

use std::path::PathBuf;

use super::summary::DISCLAIMER;
use crate::error::{Error, Location, Result};
use crate::input::serial::{Listed, read, sheet};
use crate::io::Output;
use crate::report::monitor::{MonitorFormat, Monitored};
use crate::sample::serial::series;

/// What to compare, and where to write it.
#[derive(Debug, Clone)]
pub struct Request {
    /// The results in the order of time, or one sheet.
    pub inputs: Vec<PathBuf>,
    /// The command line.
    pub command: String,
    /// The output; `-` is standard output.
    pub output: PathBuf,
    /// How it is written.
    pub format: MonitorFormat,
}

/// Returns the results that are compared.
///
/// # Errors
/// As [`sheet`]. [`Error::Usage`] where there are fewer than two.
pub fn listed(inputs: &[PathBuf]) -> Result<Vec<Listed>> {
    let is_sheet = |path: &PathBuf| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
    let mut listed = Vec::new();
    for path in inputs {
        match is_sheet(path) {
            true => listed.extend(sheet(path)?),
            false => listed.push(Listed {
                path: path.clone(),
                sample: String::new(),
                date: String::new(),
            }),
        }
    }
    if listed.len() < 2 {
        let reason =
            "monitor compares two samples at least: name their results (JSON), or a sheet (CSV)";
        return Err(Error::Usage(reason.to_owned()));
    }
    Ok(listed)
}

/// Runs `monitor`, and returns what the user must know.
///
/// # Errors
/// As [`read`]; results of two assemblies.
pub fn run(request: &Request) -> Result<Vec<String>> {
    let samples: Vec<_> = listed(&request.inputs)?.into_iter().map(read).collect::<Result<_>>()?;
    let assembly = samples[0].assembly;
    if let Some(other) = samples.iter().find(|sample| sample.assembly != assembly) {
        let reason = format!("of {}, the first sample of {assembly}", other.assembly);
        return Err(Error::invalid(Location::file(&other.listed.path), reason));
    }
    let series = series(&samples);
    let mut output = Output::create(&request.output)?;
    let of = Monitored { series: &series, disclaimer: DISCLAIMER, command: &request.command };
    of.write(request.format, &mut output).map_err(|e| output.error(e))?;
    output.commit()?;
    Ok(series.warnings)
}
