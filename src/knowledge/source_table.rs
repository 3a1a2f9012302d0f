//! Tab-separated source tables read by column name, every bad row reported at once.

use std::path::Path;

use crate::error::{Error, Location, Result};

/// The rows of `text` as (1-based line, the named columns). Lines that begin with `#` and empty
/// lines are passed over; a row may be longer than the header.
///
/// # Errors
/// [`Error::Table`] where a column is missing, or naming every row that is too short.
pub(crate) fn read<'t, const N: usize>(
    path: &Path,
    text: &'t str,
    columns: [&str; N],
) -> Result<Vec<(u64, [&'t str; N])>> {
    let mut lines =
        (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let Some((header_line, header)) = lines.next() else {
        return Err(table_error(path, vec![(1, "no header line".to_owned())]));
    };
    let mut at = [0; N];
    let mut problems = Vec::new();
    for (slot, column) in at.iter_mut().zip(columns) {
        match header.split('\t').position(|name| name == column) {
            Some(index) => *slot = index,
            None => problems.push((header_line, format!("no column {column:?}"))),
        }
    }
    if !problems.is_empty() {
        return Err(table_error(path, problems));
    }
    let mut rows = Vec::new();
    for (number, line) in lines {
        let mut fields = [""; N];
        let mut found = 0;
        for (index, field) in line.split('\t').enumerate() {
            for (slot, _) in fields.iter_mut().zip(at).filter(|&(_, wanted)| wanted == index) {
                *slot = field.trim();
                found += 1;
            }
        }
        if found == N {
            rows.push((number, fields));
        } else {
            problems.push((number, format!("{found} of the {N} columns needed")));
        }
    }
    if problems.is_empty() { Ok(rows) } else { Err(table_error(path, problems)) }
}

/// One error for all `problems` (1-based line, reason); `problems` is not empty.
pub(crate) fn table_error(path: &Path, problems: Vec<(u64, String)>) -> Error {
    let first = problems.first().map_or(1, |(line, _)| *line);
    let lines: Vec<String> = problems
        .into_iter()
        .map(|(line, reason)| format!("{}: {reason}", Location::line(path, line)))
        .collect();
    Error::Table { at: Location::line(path, first), reason: lines.join("\n") }
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
        assert!(error.contains("\"x\"") && error.contains("\"y\""), "{error}");
    }
}
