//! Which rows of a table are of the run's sample: the calls of two patients are never mixed.

use std::collections::BTreeSet;

use super::columns::said;
use crate::diagnostics::Warning;
use crate::error::{Error, Problems, Result, shown};
use crate::io::table::{Table, TableRow};

/// Names of a column of samples, without case and punctuation; a sample goes before its patient.
const SAMPLE: &[&str] = &[
    "sample",
    "sampleid",
    "samplename",
    "samplebarcode",
    "sampleidentifier",
    "tumorsample",
    "tumorsampleid",
    "tumorsamplename",
    "tumorsamplebarcode",
    "tumoursample",
    "tumoursampleid",
    "tumoursamplename",
    "tumoursamplebarcode",
    "tumorid",
    "tumourid",
    "tumorname",
    "tumourname",
    "tumorbarcode",
    "specimen",
    "specimenid",
    "barcode",
    "patient",
    "patientid",
    "patientname",
    "patientbarcode",
    "patientidentifier",
    "subject",
    "subjectid",
    "individual",
    "individualid",
    "donor",
    "donorid",
    "case",
    "caseid",
];

/// What the name of a column of samples has in it.
const LIKE_SAMPLE: &[&str] =
    &["sample", "patient", "barcode", "tumor", "tumour", "specimen", "subject"];

/// Words of columns that say something of a tumour or sample, or name another one.
const PROPERTIES: &[&str] = &[
    "age",
    "alt",
    "cellularity",
    "change",
    "class",
    "clonality",
    "cn",
    "content",
    "control",
    "copies",
    "count",
    "depth",
    "fraction",
    "frequency",
    "grade",
    "matched",
    "norm",
    "normal",
    "ploidy",
    "purity",
    "ratio",
    "read",
    "reads",
    "ref",
    "sex",
    "site",
    "stage",
    "support",
    "total",
    "type",
    "vaf",
];

/// Words of the columns of a gene matrix that are no sample.
const NOT_SAMPLES: &[&str] = &[
    "alias",
    "arm",
    "band",
    "biotype",
    "build",
    "chr",
    "chrom",
    "chromosome",
    "cn",
    "comment",
    "copies",
    "copy",
    "count",
    "cytoband",
    "depth",
    "description",
    "end",
    "gene",
    "id",
    "length",
    "log",
    "log2",
    "mean",
    "median",
    "name",
    "number",
    "ploidy",
    "position",
    "probes",
    "ratio",
    "reads",
    "score",
    "start",
    "strand",
    "symbol",
    "synonyms",
    "tcn",
    "transcript",
    "type",
    "value",
    "weight",
];

/// The samples that a message names.
const NAMED: usize = 5;

/// The rows of the run's sample.
#[derive(Debug)]
pub(super) struct Own<'t> {
    pub(super) rows: Vec<&'t TableRow>,
    /// Whether the table names the sample that they are of, or would.
    pub(super) is_by_name: bool,
    /// Why there are none.
    pub(super) warning: Option<Warning>,
}

/// Returns the rows of `sample`. All rows are returned where the table names no sample, or where
/// the run names none and the table one. The columns at `used` hold something else.
///
/// # Errors
/// [`Error::Table`] where a column looks like one of samples under a name that is not read. The
/// same where a row names no sample. [`Error::Usage`] where the run names no sample and the table
/// several.
pub(super) fn own<'t>(table: &'t Table, sample: &str, used: &[usize]) -> Result<Own<'t>> {
    let Some(column) = sample_column(table)? else {
        refuse_unread(table, sample, used)?;
        return Ok(Own { rows: table.rows().iter().collect(), is_by_name: false, warning: None });
    };
    let mut problems = Problems::default();
    for row in table.rows().iter().filter(|row| row.cell(column).is_empty()) {
        problems.push(table.path(), row.line(), format!("{}: empty", table.header()[column]));
    }
    problems.into_result()?;
    let samples: BTreeSet<&str> = table.rows().iter().map(|row| row.cell(column)).collect();
    if sample.is_empty() {
        refuse_several(table, &samples)?;
        return Ok(Own { rows: table.rows().iter().collect(), is_by_name: false, warning: None });
    }
    let rows: Vec<_> = table.rows().iter().filter(|row| row.cell(column) == sample).collect();
    let is_absent = rows.is_empty() && !table.rows().is_empty();
    Ok(Own { rows, is_by_name: true, warning: is_absent.then(|| absent(table, sample, &samples)) })
}

/// A matrix of genes and samples.
#[derive(Debug)]
pub(super) enum Matrix {
    /// The column of the run's sample.
    Own(usize),
    /// It has other samples; the warning says so.
    Others(Warning),
}

/// Returns the column of `sample` in a matrix whose genes stand in the column at `gene`; `None` where the
/// table is no matrix. `is_call` says what a matrix holds.
///
/// # Errors
/// [`Error::Usage`] where the run names no sample and the matrix several; [`Error::Table`] where two
/// columns have the sample's name.
pub(super) fn matrix(
    table: &Table,
    sample: &str,
    gene: usize,
    is_call: impl Fn(&str) -> bool,
) -> Result<Option<Matrix>> {
    if !sample.is_empty()
        && let Some(column) = table.column(&[sample])?
    {
        return Ok(Some(Matrix::Own(column)));
    }
    if sample_column(table)?.is_some() {
        return Ok(None);
    }
    let is_other = |name: &str| words(name).iter().any(|word| NOT_SAMPLES.contains(&&**word));
    let mut columns = Vec::new();
    for (column, name) in table.header().iter().enumerate() {
        if column == gene || is_other(name) {
            continue;
        }
        let cells = || table.rows().iter().map(|row| row.cell(column));
        if !cells().all(&is_call) {
            return Ok(None);
        }
        if cells().any(|cell| said(cell).is_some()) {
            columns.push(column);
        }
    }
    let samples: BTreeSet<&str> = columns.iter().map(|&at| table.header()[at].as_str()).collect();
    Ok(match columns.as_slice() {
        [] => None,
        _ if !sample.is_empty() => Some(Matrix::Others(absent(table, sample, &samples))),
        [column] => Some(Matrix::Own(*column)),
        _ => return refuse_several(table, &samples).map(|()| None),
    })
}

/// Returns the column of samples: the first that has one of the names that are read.
fn sample_column(table: &Table) -> Result<Option<usize>> {
    let names: Vec<String> = table.header().iter().map(|name| words(name).concat()).collect();
    // `ID` is a sample's in a SEG file, and anything elsewhere.
    let is_seg = names.iter().any(|name| name == "locstart");
    let seg = is_seg.then_some("id");
    for wanted in SAMPLE.iter().copied().chain(seg) {
        let mut found = (0..names.len()).filter(|&at| names[at] == wanted);
        if let Some(column) = found.next() {
            return match found.next() {
                None => Ok(Some(column)),
                Some(_) => {
                    let name = &table.header()[column];
                    Err(table.fault(format!("two columns of samples are named {name:?}: keep one")))
                }
            };
        }
    }
    Ok(None)
}

/// Refuses a column that holds samples, by its name or by its cells, under a name that is not read.
fn refuse_unread(table: &Table, sample: &str, used: &[usize]) -> Result<()> {
    for (column, name) in table.header().iter().enumerate().filter(|(at, _)| !used.contains(at)) {
        let words = words(name);
        let is_property = words.iter().any(|word| PROPERTIES.contains(&&**word));
        let is_like = !is_property && LIKE_SAMPLE.iter().any(|like| words.concat().contains(like));
        let cells = || table.rows().iter().map(|row| row.cell(column));
        let is_mixed = !sample.is_empty()
            && cells().any(|cell| cell == sample)
            && cells().any(|cell| cell != sample);
        if is_like || is_mixed {
            return Err(table.fault(format!(
                "column {name:?} looks like the sample's but is not read as such: name it sample \
                 (or sample_id, sample_name, tumor_sample_barcode, patient_id)"
            )));
        }
    }
    Ok(())
}

fn refuse_several(table: &Table, samples: &BTreeSet<&str>) -> Result<()> {
    if samples.len() < 2 {
        return Ok(());
    }
    let path = shown(table.path());
    Err(Error::Usage(format!(
        "{path}: the table has {} samples ({}) and the run names none: choose one with --sample NAME",
        samples.len(),
        listed(samples)
    )))
}

/// Returns the warning for a table that has no row of `sample`.
fn absent(table: &Table, sample: &str, samples: &BTreeSet<&str>) -> Warning {
    Warning::SampleNotInTable {
        table: table.path().to_path_buf(),
        sample: sample.to_owned(),
        samples: samples.iter().copied().map(str::to_owned).collect(),
    }
}

/// Lists the first samples and the number of the others.
fn listed(samples: &BTreeSet<&str>) -> String {
    let first: Vec<&str> = samples.iter().copied().take(NAMED).collect();
    match samples.len().saturating_sub(NAMED) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// Splits a column's name into words in lower case: `Tumor_Sample.ID` and `tumorSampleId` have
/// three.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for letter in name.chars() {
        if letter.is_alphanumeric() {
            let begins =
                !before.is_alphanumeric() || before.is_lowercase() && letter.is_uppercase();
            if begins {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(letter.to_lowercase());
            }
        }
        before = letter;
    }
    words
}

#[cfg(test)]
mod tests;
