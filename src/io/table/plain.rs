//! A user's table in the plain form of the embedded ones, whose reader borrows from the text.

use std::path::Path;

use crate::error::{Problems, Result};
use crate::io::text::read_text;

use super::reader::Table;

/// Reads the text of a table less a byte-order mark and quotes: one line a row, each on its own
/// line as in the file. Comment lines stay. A file without any of these is returned as it is.
///
/// # Errors
/// As [`Table::open`], and [`crate::Error::Table`] with every row that has a tab or line break in a
/// cell.
pub(crate) fn plain_text(path: &Path) -> Result<String> {
    let text = read_text(path)?;
    let is_quoted = |line: &str| line.starts_with('"') || line.contains("\t\"");
    if !text.lines().any(is_quoted) {
        return Ok(text);
    }
    let table = Table::parse(path, &text, &[])?;
    // Rows take the places of their lines. Comments stay, as a spreadsheet quotes them too.
    let mut lines: Vec<String> = text.lines().map(comment).collect();
    let mut place = |line: u64, cells: String| {
        if let Some(slot) = usize::try_from(line - 1).ok().and_then(|index| lines.get_mut(index)) {
            *slot = cells;
        }
    };
    let mut problems = Problems::default();
    place(table.header_line, table.header.join("\t"));
    for row in &table.rows {
        if row.cells.iter().any(|cell| cell.contains(['\t', '\n', '\r'])) {
            problems.push(path, row.line, "a cell holds a tab or a line break");
        }
        place(row.line, row.cells.iter().collect::<Vec<_>>().join("\t"));
    }
    problems.into_result()?;
    let mut plain = lines.join("\n");
    plain.push('\n');
    Ok(plain)
}

/// Returns a comment line without quotes around it, and nothing of any other line.
fn comment(line: &str) -> String {
    match line.strip_prefix('"').filter(|rest| rest.starts_with('#')) {
        Some(quoted) => {
            let inner = quoted.trim_end();
            inner.strip_suffix('"').unwrap_or(inner).replace("\"\"", "\"")
        }
        None if line.starts_with('#') => line.to_owned(),
        None => String::new(),
    }
}
