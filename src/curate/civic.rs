//! Importer of CIViC's exports, tab-separated or VCF: evidence items, variants, molecular profiles and
//! assertions become the evidence table and the table of known alleles.
//!
//! Kept are the accepted predictive items of every level and direction, and the assertions of AMP
//! Tier I - Level A. Profile names are those of the evidence export; the other exports, which may
//! be older, are joined to it by profile id.

mod assertions;
mod cell;
mod evidence;
mod variants;
mod vcf;

use self::cell::{CIVIC, LICENCE, Names, allele_comments};
pub use cell::Tables;
pub use vcf::import_vcf;

use std::path::Path;

use crate::curate::symbol::notes_on;
use crate::error::{Problems, Result};
use crate::io::file_name;
use crate::io::table::{self, Column};
use crate::knowledge::schema::draft;

/// Reads the four exports and writes the tables, sorted, the same bytes for the same input.
///
/// # Errors
///
/// [`crate::Error::Io`] where a file cannot be read; [`crate::Error::Table`] with every bad row
/// of all files, or with the columns that a file lacks.
pub fn import(
    evidence: &Path,
    variants: &Path,
    profiles: &Path,
    assertions: &Path,
) -> Result<Tables> {
    let mut problems = Problems::default();
    let mut names = profile_names(profiles, &mut problems)?;
    let items = evidence::read(evidence, &mut names, &mut problems)?;
    let mut drafts = assertions::read(assertions, &names, &items, &mut problems)?;
    let alleles = variants::read(variants, &names, &mut problems)?;
    problems.into_result()?;
    drafts.extend(items);

    let comments = [
        "One predictive statement a row: accepted evidence items, assertions of AMP Tier I - Level A"
            .to_owned(),
        format!("source: {CIVIC}: {}, {}", file_name(evidence), file_name(assertions)),
        LICENCE.to_owned(),
    ];
    let mut notes = vec![format!("{} statements, {} alleles", drafts.len(), alleles.len())];
    notes.extend(notes_on(&drafts));
    let evidence = draft::table(&comments, &drafts);
    let source = format!("{CIVIC}: {}", file_name(variants));
    let variants = variants::table(&allele_comments(&source), alleles);
    Ok(Tables { evidence, variants, notes })
}

fn profile_names(path: &Path, problems: &mut Problems) -> Result<Names> {
    const COLUMNS: [Column; 2] = [
        Column { names: &["molecular_profile_id", "id"], required: true },
        Column { names: &["name", "molecular_profile"], required: true },
    ];
    let mut names = Names::new();
    table::export(path, &COLUMNS, problems, |row| {
        let id = row.filled("molecular_profile_id")?;
        names.insert(id.to_owned(), draft::cell(row.filled("name")?));
        Ok(())
    })?;
    Ok(names)
}

#[cfg(test)]
mod tests;
