//! `targets`: what must be looked at for a tumour type.

use std::path::PathBuf;

use crate::error::Result;
use crate::io::Output;
use crate::model::assembly::Assembly;
use crate::report::targets::{Subject, TargetFormat, write};
use crate::sample::knowledge::{Knowledge, tumor_type};
use crate::sample::targets::curated;

/// What to list, and where to.
#[derive(Debug, Clone)]
pub struct Request {
    /// The assembly of the positions.
    pub assembly: Assembly,
    /// Tumour type as the user names it; `None` for all statements.
    pub tumor_type: Option<String>,
    /// How they are written.
    pub format: TargetFormat,
    /// The output; `None` is standard output.
    pub output: Option<PathBuf>,
    /// More evidence tables.
    pub knowledge: Vec<PathBuf>,
}

/// Writes the targets, and returns what the user must know.
///
/// # Errors
/// Any [`crate::Error`]; then no output file is left behind.
pub fn run(request: &Request) -> Result<Vec<String>> {
    let knowledge = Knowledge::with_embedded(&request.knowledge)?;
    let tumor = request.tumor_type.as_deref().map(tumor_type).transpose()?;
    let targets = curated(&knowledge, tumor.as_ref(), request.assembly);
    let name = tumor.as_ref().map_or("all", |tumor| tumor.name.as_str());
    let version = env!("CARGO_PKG_VERSION");
    let subject = Subject { assembly: request.assembly, tumor: name, version };
    let mut out = Output::create(request.output.as_deref().unwrap_or("-".as_ref()))?;
    write(&mut out, &targets, request.format, &subject).map_err(|e| out.error(e))?;
    out.commit()?;
    Ok(targets.notes(name, request.assembly))
}
