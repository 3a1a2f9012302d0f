//! Tab-separated exports of other databases, read by column name.

use std::path::Path;

use csv::StringRecord;

use super::Problems;
use crate::error::{Error, Location, Result};

/// A column: the name this crate uses, and the names that exports have used for it.
pub(in crate::knowledge) struct Column {
    /// Names, the current one first.
    pub(in crate::knowledge) names: &'static [&'static str],
    /// Whether an export without it is refused.
    pub(in crate::knowledge) required: bool,
}

/// One row of an export.
pub(in crate::knowledge) struct SourceRow<'r> {
    line: u64,
    record: &'r StringRecord,
    columns: &'r [Option<usize>],
    schema: &'r [Column],
}

impl<'r> SourceRow<'r> {
    /// 1-based line in the file.
    pub(in crate::knowledge) fn line(&self) -> u64 {
        self.line
    }

    /// The trimmed cell of the column whose first name is `name`; empty where the export lacks
    /// the column or the row is short.
    pub(in crate::knowledge) fn get(&self, name: &str) -> &'r str {
        let column = self.schema.iter().position(|column| column.names[0] == name);
        let index = column.and_then(|column| self.columns[column]);
        index.and_then(|index| self.record.get(index)).map_or("", str::trim)
    }

    /// Like [`SourceRow::get`], but an empty cell is an error.
    pub(in crate::knowledge) fn filled(&self, name: &str) -> Result<&'r str, String> {
        match self.get(name) {
            "" => Err(format!("{name} is empty")),
            cell => Ok(cell),
        }
    }
}

/// Hands each row of the export at `path` to `each`; what `each` finds wrong goes to `problems`.
///
/// Columns are found by name in any case, rows may be longer than the header (newer exports add
/// columns), quoted cells with doubled quotes are unquoted, and lines that begin with `#` are comments.
///
/// # Errors
///
/// [`Error::Io`] where the file cannot be read, [`Error::Table`] where required columns are missing.
pub(in crate::knowledge) fn read(
    path: &Path,
    schema: &[Column],
    problems: &mut Problems,
    mut each: impl FnMut(&SourceRow<'_>) -> Result<(), String>,
) -> Result<()> {
    let mut reader = open(path)?;
    let mut record = StringRecord::new();
    let mut columns: Option<Vec<Option<usize>>> = None;
    loop {
        let line = reader.position().line();
        let more = match reader.read_record(&mut record) {
            Ok(more) => more,
            Err(error) if error.is_io_error() => {
                return Err(Error::io(path, std::io::Error::other(error)));
            }
            Err(error) => {
                problems.push(path, line, error);
                continue;
            }
        };
        if !more {
            break;
        }
        let line = record.position().map_or(line, csv::Position::line);
        match &columns {
            None => columns = Some(locate(path, schema, &record)?),
            Some(columns) => {
                let row = SourceRow { line, record: &record, columns, schema };
                if let Err(reason) = each(&row) {
                    problems.push(path, line, reason);
                }
            }
        }
    }
    match columns {
        Some(_) => Ok(()),
        None => Err(missing(path, schema.iter().filter(|column| column.required))),
    }
}

/// The first names of the columns of `schema` that the header of the export at `path` has.
///
/// # Errors
///
/// [`Error::Io`] where the file cannot be read.
pub(in crate::knowledge) fn columns_of(
    path: &Path,
    schema: &[Column],
) -> Result<Vec<&'static str>> {
    let mut record = StringRecord::new();
    open(path)?.read_record(&mut record).map_err(|e| match e.into_kind() {
        csv::ErrorKind::Io(e) => Error::io(path, e),
        other => Error::invalid(Location::line(path, 1), format!("{other:?}")),
    })?;
    let is_there = |column: &&Column| place(column, &record).is_some();
    Ok(schema.iter().filter(is_there).map(|column| column.names[0]).collect())
}

fn open(path: &Path) -> Result<csv::Reader<std::fs::File>> {
    let file = std::fs::File::open(path).map_err(|source| Error::io(path, source))?;
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(b'\t').flexible(true).has_headers(false).comment(Some(b'#'));
    Ok(builder.from_reader(file))
}

/// Where a column stands in the header, in any case.
fn place(column: &Column, header: &StringRecord) -> Option<usize> {
    // Spreadsheets begin their text with a byte-order mark.
    let bare = |cell: &'_ str| cell.trim_start_matches('\u{feff}').trim().to_owned();
    let find = |name: &&str| header.iter().position(|cell| bare(cell).eq_ignore_ascii_case(name));
    column.names.iter().find_map(find)
}

/// Where each column of `schema` stands in the header.
fn locate(path: &Path, schema: &[Column], header: &StringRecord) -> Result<Vec<Option<usize>>> {
    let columns: Vec<_> = schema.iter().map(|column| place(column, header)).collect();
    let absent: Vec<_> = schema
        .iter()
        .zip(&columns)
        .filter(|(column, at)| column.required && at.is_none())
        .map(|(column, _)| column)
        .collect();
    if absent.is_empty() { Ok(columns) } else { Err(missing(path, absent)) }
}

fn missing<'c>(path: &Path, columns: impl IntoIterator<Item = &'c Column>) -> Error {
    let names: Vec<_> = columns.into_iter().map(|column| column.names.join("/")).collect();
    Error::Table {
        at: Location::line(path, 1),
        reason: format!("columns not found in the header: {}", names.join(", ")),
    }
}
