//! Rows of a table, read one by one.

use crate::error::{Problems, Result};
use crate::io::table::{Table, TableRow};

/// Reads each of the rows; all bad ones are reported together.
pub(super) fn read<T>(
    table: &Table,
    rows: &[&TableRow],
    mut read: impl FnMut(&TableRow) -> Result<Option<T>, String>,
) -> Result<Vec<T>> {
    let mut effects = Vec::new();
    let mut problems = Problems::default();
    for row in rows {
        match read(row) {
            Ok(effect) => effects.extend(effect),
            Err(reason) => problems.push(table.path(), row.line(), reason),
        }
    }
    problems.into_result()?;
    Ok(effects)
}
