//! Theravar's own tables, borrowed from their text: embedded ones are read at every start, without a copy.
//!
//! Their cells hold no tabs, line breaks or quoting. Lines that begin with `#` and empty lines are skipped.

use std::path::Path;

use crate::cells::cells;
use crate::error::{Error, Location, Problems, Result};

/// Returns the named columns of each row of `text`, with its 1-based line; cells are taken as they stand.
///
/// # Errors
/// [`Error::Table`] where a column is missing, or naming every row that is too short.
pub(crate) fn read<'t, const N: usize>(
    path: &Path,
    text: &'t str,
    columns: [&str; N],
) -> Result<Vec<(u64, [&'t str; N])>> {
    let mut lines = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(line, row)| (line, cells(row).collect::<Vec<_>>()));
    let (line, header) = lines.next().unwrap_or((1, Vec::new()));
    let places = columns.map(|name| header.iter().position(|cell| *cell == name));
    let absent: Vec<&str> = columns
        .into_iter()
        .zip(places)
        .filter(|(_, at)| at.is_none())
        .map(|(name, _)| name)
        .collect();
    if !absent.is_empty() {
        let reason = format!("columns not found in the header: {}", absent.join(", "));
        return Err(Error::Table { at: Location::line(path, line), reason });
    }
    let mut found = Vec::new();
    let mut problems = Problems::default();
    for (line, cells) in lines {
        let cells = places.map(|at| at.and_then(|at| cells.get(at)));
        match cells.iter().flatten().count() {
            count if count < N => {
                problems.push(path, line, format!("{count} of the {N} columns needed"));
            }
            _ => found.push((line, cells.map(|cell| cell.map_or("", |cell| cell.trim())))),
        }
    }
    problems.into_result()?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_by_name_and_all_bad_rows() {
        let path = Path::new("t.tsv");
        let rows = read(path, "# c\na\tb\tc\n1\t2\t3\n4\t5\t6\t7\n", ["c", "a"]).unwrap();
        assert_eq!(rows, [(3, ["3", "1"]), (4, ["6", "4"])]);
        let error = read(path, "a\tb\n1\n2\n3\t4\n", ["a", "b"]).unwrap_err().to_string();
        assert!(error.contains("t.tsv:2: 1 of the 2") && error.contains("t.tsv:3:"), "{error}");
        let error = read(path, "a\tb\n", ["x", "y"]).unwrap_err().to_string();
        assert!(error.contains("t.tsv:1: columns not found in the header: x, y"), "{error}");
        assert!(read(path, "", ["x"]).is_err());
    }
}
