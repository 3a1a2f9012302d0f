//! Other databases' exports, read by column name: exports rename and add columns, and cut rows
//! short.

use std::path::Path;

use crate::error::{Problems, Result};

use super::reader::{Table, TableRow};

/// A column: the name this crate uses, and the names that exports have used for it.
pub(crate) struct Column {
    /// Names, the current one first.
    pub(crate) names: &'static [&'static str],
    /// Whether an export without it is refused.
    pub(crate) required: bool,
}

/// One row of an export.
pub(crate) struct SourceRow<'r> {
    row: &'r TableRow,
    columns: &'r [Option<usize>],
    schema: &'r [Column],
}

impl<'r> SourceRow<'r> {
    /// Returns the 1-based line in the file.
    pub(crate) fn line(&self) -> u64 {
        self.row.line()
    }

    /// Returns the trimmed cell of the column whose first name is `name`. It is empty where the
    /// export lacks the column or the row is short.
    pub(crate) fn get(&self, name: &str) -> &'r str {
        let column = self.schema.iter().position(|column| column.names[0] == name);
        column.and_then(|column| self.columns[column]).map_or("", |index| self.row.cell(index))
    }

    /// Returns the cell as [`SourceRow::get`] does. An empty cell is an error.
    pub(crate) fn filled(&self, name: &str) -> Result<&'r str, String> {
        match self.get(name) {
            "" => Err(format!("{name} is empty")),
            cell => Ok(cell),
        }
    }
}

/// Hands each row of the export at `path` to `each`. What `each` finds wrong goes to `problems`.
///
/// # Errors
/// As [`Table::open`], and [`crate::Error::Table`] where required columns are missing.
pub(crate) fn export(
    path: &Path,
    schema: &[Column],
    problems: &mut Problems,
    mut each: impl FnMut(&SourceRow<'_>) -> Result<(), String>,
) -> Result<()> {
    let table = open(path, schema)?;
    let columns = places(&table, schema)?;
    let absent: Vec<String> = schema
        .iter()
        .zip(&columns)
        .filter(|(column, at)| column.required && at.is_none())
        .map(|(column, _)| column.names.join("/"))
        .collect();
    if !absent.is_empty() {
        return Err(table.lacks(&absent));
    }
    for row in table.rows() {
        if let Err(reason) = each(&SourceRow { row, columns: &columns, schema }) {
            problems.push(path, row.line(), reason);
        }
    }
    Ok(())
}

/// Returns the first names of the columns of `schema` that the header of the export at `path` has.
///
/// # Errors
/// As [`Table::open`].
pub(crate) fn columns_of(path: &Path, schema: &[Column]) -> Result<Vec<&'static str>> {
    let columns = places(&open(path, schema)?, schema)?;
    let found = schema.iter().zip(columns).filter(|(_, at)| at.is_some());
    Ok(found.map(|(column, _)| column.names[0]).collect())
}

fn open(path: &Path, schema: &[Column]) -> Result<Table> {
    let known: Vec<&str> = schema.iter().flat_map(|column| column.names.iter().copied()).collect();
    Table::open(path, &known)
}

fn places(table: &Table, schema: &[Column]) -> Result<Vec<Option<usize>>> {
    schema.iter().map(|column| table.column(column.names)).collect()
}
