//! The embedded kinds of tables, made again from files that the user downloaded.
//!
//! Which file is which is told by what is in it, not by its name.

mod found;

use std::path::Path;

use self::found::{Civic, Found};
use super::import::{self, Imported};
use super::{civic, diff, fda, fit};
use crate::error::{Error, Location, Result};
use crate::io::file_name;
use crate::knowledge::evidence::{AS_OF, EMBEDDED, EvidenceTable, REPLACES};
use crate::model::date::Date;

/// A table that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The name of its file.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What an update made.
#[derive(Debug, Default)]
pub struct Updated {
    /// Tables for `--knowledge`.
    pub tables: Vec<Made>,
    /// What changed against the embedded statements, a line each, in the columns of [`diff::COLUMNS`].
    pub changes: Vec<String>,
    /// Notes for the user.
    pub notes: Vec<String>,
}

/// Makes the tables from the files in a folder.
///
/// # Errors
/// [`Error::Io`] where the folder or a file cannot be read; [`Error::InvalidInput`] where no file is of a
/// kind that is known, or CIViC's exports are not complete; [`Error::Table`] with every bad row.
pub fn update(folder: &Path) -> Result<Updated> {
    let found = Found::in_folder(folder)?;
    let mut updated = Updated::default();
    updated.notes.extend(
        found
            .others
            .iter()
            .map(|path| format!("{}: of no kind that is known here: left out", file_name(path))),
    );
    match &found.civic {
        Civic::None => {}
        Civic::Vcf(vcf) => {
            // It has only variants with bases: what it lacks still stands.
            let tables = civic::import_vcf(vcf)?;
            updated.notes.extend(tables.notes);
            updated.add("evidence.tsv", tables.evidence, vcf, false)?;
            updated.add("variants.tsv", tables.variants, vcf, false)?;
        }
        Civic::Exports { evidence, variants, profiles, assertions } => {
            let tables = civic::import(evidence, variants, profiles, assertions)?;
            updated.notes.extend(tables.notes);
            updated.add("evidence.tsv", tables.evidence, evidence, true)?;
            updated.add("variants.tsv", tables.variants, variants, false)?;
        }
    }
    if let Some(labels) = &found.labels {
        updated.add("fda.tsv", fda::import(labels)?, labels, true)?;
    }
    type Import = fn(&Path) -> Result<Imported>;
    let of_facts: [(&str, &[_], Import); 3] = [
        ("hotspots", &found.hotspots, import::hotspots::import),
        ("docm", &found.docm, import::docm::import),
        ("clinvar", &found.clinvar, import::clinvar::import),
    ];
    for (kind, files, import) in of_facts {
        for (number, file) in (1..).zip(files) {
            let mut imported = import(file)?;
            imported.notes.extend(fit::notes(&file.to_string_lossy(), &imported.table)?);
            updated
                .notes
                .extend(imported.notes.iter().map(|n| format!("{}: {n}", file_name(file))));
            let number = if number == 1 { String::new() } else { format!(".{number}") };
            updated.add(&format!("{kind}{number}.tsv"), imported.table, file, false)?;
        }
    }
    if updated.tables.is_empty() {
        let reason = "no file here is an export of CIViC (evidence, variants, profiles, assertions, or \
                      the VCF), a table of label facts, hotspots, DoCM or ClinVar's VCF";
        return Err(Error::invalid(Location::file(folder), reason));
    }
    Ok(updated)
}

impl Updated {
    /// Takes a table made from `file`. One of all the statements of its source stands in for the
    /// embedded table of its name.
    fn add(&mut self, name: &str, text: String, file: &Path, is_whole: bool) -> Result<()> {
        let mut comments = Vec::new();
        if let Some(day) = as_of(file)? {
            comments.push(format!("# {AS_OF}{day}\n"));
        }
        if is_whole {
            comments.push(format!("# {REPLACES}{name}\n"));
        }
        if let Some((_, embedded)) = EMBEDDED.iter().find(|(known, _)| *known == name) {
            self.compare(name, embedded, &text, is_whole)?;
        }
        let text = format!("{}{text}", comments.concat());
        self.tables.push(Made { name: name.to_owned(), text });
        Ok(())
    }

    fn compare(&mut self, name: &str, embedded: &str, text: &str, is_whole: bool) -> Result<()> {
        let (before, after) =
            (EvidenceTable::from_text(embedded, name)?, EvidenceTable::from_text(text, name)?);
        let mut changes = diff::diff(&before, &after);
        // What is not there any more still stands where the table is beside the embedded one.
        changes.retain(|change| is_whole || change.kind != diff::Kind::Removed);
        let count = |kind| changes.iter().filter(|change| change.kind == kind).count();
        self.notes.push(format!(
            "{name}: {} statements before, {} after: {} added, {} removed, {} at another level, {} with other content",
            before.all().count(),
            after.all().count(),
            count(diff::Kind::Added),
            count(diff::Kind::Removed),
            count(diff::Kind::Level),
            count(diff::Kind::Content)
        ));
        self.changes.extend(changes.iter().map(ToString::to_string));
        Ok(())
    }
}

/// Returns the day that a file is of: the last that its name tells, else that of its last change.
fn as_of(file: &Path) -> Result<Option<Date>> {
    if let Some(day) = Date::all_in(&file_name(file)).into_iter().max() {
        return Ok(Some(day));
    }
    let about = std::fs::metadata(file).map_err(|e| Error::io(file, e))?;
    Ok(about.modified().ok().map(Date::of))
}
