//! OncoKB (terms of use: not to be redistributed): a user's own annotator output, or the
//! biomarker-drug associations as the web site gives them. The header tells which.
//!
//! Its levels are read as letters: 1, 2 and R1 as `A`, 3A and R2 as `B`, 4 and R3 as `D`. Level 3B is
//! no statement: OncoKB derives it, for one patient, from what it says of another tumour type.

mod alteration;
mod annotated;
mod associations;
mod statement;

use std::path::Path;

use crate::curate::import::{Collector, Imported};
use crate::error::{Error, Location, Problems, Result};
use crate::io::file_name;

/// Reads either file. `tumor_type` is the one that the annotator was given with `-t`, for rows that
/// name none.
///
/// # Errors
/// [`Error::Io`] where the file cannot be read. [`Error::Table`] with every bad row, or where it is
/// neither file. [`Error::Usage`] for a tumour type that is not known, or given with associations.
pub fn import(path: &Path, tumor_type: Option<&str>) -> Result<Imported> {
    let mut problems = Problems::default();
    let mut rows = Collector::default();
    let comments = if annotated::is_header_of(path)? {
        annotated::read(path, tumor_type, &mut rows, &mut problems)?;
        vec![
            "Therapeutic levels of OncoKB from a user's own annotator output: not to be redistributed",
            "Citations are those of the alteration, whatever the therapy",
        ]
    } else if associations::is_header_of(path)? {
        if tumor_type.is_some() {
            let reason = "the associations name their own tumour types: --tumor-type is for the \
                annotator's output";
            return Err(Error::Usage(reason.to_owned()));
        }
        associations::read(path, &mut rows, &mut problems)?;
        vec!["Biomarker-drug associations of OncoKB: not to be redistributed"]
    } else {
        return Err(Error::Table {
            at: Location::line(path, 1),
            reason: "neither the output of OncoKB's annotator (LEVEL_1, LEVEL_2, …) nor its \
                associations (Level, Gene, Alterations, Cancer Types, Drugs)"
                .to_owned(),
        });
    };
    problems.into_result()?;
    let mut comments: Vec<String> = comments.into_iter().map(str::to_owned).collect();
    comments.push(format!("source: OncoKB, https://www.oncokb.org: {}", file_name(path)));
    comments.push("licence: OncoKB's terms of use; the user's own licence".to_owned());
    Ok(rows.finish(&comments))
}

#[cfg(test)]
mod tests;
