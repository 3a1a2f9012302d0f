//! Tab-separated tables, read by column name: other databases' exports, and the facts and curated
//! tables that data/ is made from.
//!
//! Names are met in any case. Lines that begin with `#` and empty lines are passed over, rows may be longer than the header, and
//! a cell may be quoted (`"a ""b"""`), with tabs and line breaks inside.

use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

use crate::error::{Error, Location, Problems, Result};
use crate::io::{open_text, read_error};

/// A column: the name this crate uses, and the names that exports have used for it.
pub(crate) struct Column {
    /// Names, the current one first.
    pub(crate) names: &'static [&'static str],
    /// Whether an export without it is refused.
    pub(crate) required: bool,
}

/// One row of an export.
pub(crate) struct SourceRow<'r> {
    line: u64,
    cells: &'r [Cow<'r, str>],
    columns: &'r [Option<usize>],
    schema: &'r [Column],
}

impl<'r> SourceRow<'r> {
    /// 1-based line in the file.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// The trimmed cell of the column whose first name is `name`; empty where the export lacks
    /// the column or the row is short.
    pub(crate) fn get(&self, name: &str) -> &'r str {
        let column = self.schema.iter().position(|column| column.names[0] == name);
        let index = column.and_then(|column| self.columns[column]);
        index.and_then(|index| self.cells.get(index)).map_or("", |cell| cell.trim())
    }

    /// Like [`SourceRow::get`], but an empty cell is an error.
    pub(crate) fn filled(&self, name: &str) -> Result<&'r str, String> {
        match self.get(name) {
            "" => Err(format!("{name} is empty")),
            cell => Ok(cell),
        }
    }
}

/// Hands each row of the export at `path` to `each`; what `each` finds wrong goes to `problems`.
///
/// # Errors
/// [`Error::Io`] where the file cannot be read, [`Error::Table`] where it is not UTF-8 or required
/// columns are missing.
pub(crate) fn export(
    path: &Path,
    schema: &[Column],
    problems: &mut Problems,
    mut each: impl FnMut(&SourceRow<'_>) -> Result<(), String>,
) -> Result<()> {
    let text = text_of(path)?;
    let mut rows = Rows::of(&text);
    let (line, header) = rows.next().unwrap_or((1, Vec::new()));
    let columns = places(&header, schema);
    let absent = schema.iter().zip(&columns).filter(|(column, at)| column.required && at.is_none());
    all_there(path, line, absent.map(|(column, _)| column.names.join("/")))?;
    for (line, cells) in rows {
        let cells: Vec<_> = cells.into_iter().map(unquoted).collect();
        let row = SourceRow { line, cells: &cells, columns: &columns, schema };
        if let Err(reason) = each(&row) {
            problems.push(path, line, reason);
        }
    }
    Ok(())
}

/// The first names of the columns of `schema` that the header of the export at `path` has.
///
/// # Errors
/// [`Error::Io`] where the file cannot be read, [`Error::Table`] where it is not UTF-8.
pub(crate) fn columns_of(path: &Path, schema: &[Column]) -> Result<Vec<&'static str>> {
    let text = text_of(path)?;
    let (_, header) = Rows::of(&text).next().unwrap_or_default();
    let columns = schema.iter().zip(places(&header, schema));
    Ok(columns.filter_map(|(column, at)| at.map(|_| column.names[0])).collect())
}

/// The rows of `text` as (1-based line, the named columns); cells are taken as they stand, quotes too.
///
/// # Errors
/// [`Error::Table`] where a column is missing, or naming every row that is too short.
pub(crate) fn read<'t, const N: usize>(
    path: &Path,
    text: &'t str,
    columns: [&str; N],
) -> Result<Vec<(u64, [&'t str; N])>> {
    let mut rows = Rows::of(text);
    let (line, header) = rows.next().unwrap_or((1, Vec::new()));
    let places = columns.map(|name| place(&header, name));
    let absent = columns.iter().zip(places).filter(|(_, at)| at.is_none());
    all_there(path, line, absent.map(|(name, _)| (*name).to_owned()))?;
    let mut found = Vec::new();
    let mut problems = Problems::default();
    for (line, cells) in rows {
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

/// The file's text, inflated where it is gzip, less a byte-order mark.
fn text_of(path: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    open_text(path)?.read_to_end(&mut bytes).map_err(|error| read_error(path, error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|&&byte| byte == b'\n').count() as u64 + 1;
        Error::Table { at: Location::line(path, line), reason: "not UTF-8".to_owned() }
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// Where a column stands in the header, in any case.
fn place(header: &[&str], name: &str) -> Option<usize> {
    header.iter().position(|cell| unquoted(cell).trim().eq_ignore_ascii_case(name))
}

fn places(header: &[&str], schema: &[Column]) -> Vec<Option<usize>> {
    let find = |column: &Column| column.names.iter().find_map(|name| place(header, name));
    schema.iter().map(find).collect()
}

fn all_there(path: &Path, line: u64, absent: impl Iterator<Item = String>) -> Result<()> {
    let names: Vec<String> = absent.collect();
    if names.is_empty() {
        return Ok(());
    }
    let reason = format!("columns not found in the header: {}", names.join(", "));
    Err(Error::Table { at: Location::line(path, line), reason })
}

/// A cell without its quotes.
fn unquoted(cell: &str) -> Cow<'_, str> {
    match cell.strip_prefix('"').filter(|_| quoted_end(cell) == Some(cell.len())) {
        Some(inner) if inner[..inner.len() - 1].contains('"') => {
            Cow::Owned(inner[..inner.len() - 1].replace("\"\"", "\""))
        }
        Some(inner) => Cow::Borrowed(&inner[..inner.len() - 1]),
        None => Cow::Borrowed(cell),
    }
}

/// Where the quoted cell that `text` begins with ends, behind its closing quote; `None` where it is
/// not quoted: a quote that nothing closes, or not at the cell's end, is a character like any other.
fn quoted_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    if bytes.first() != Some(&b'"') {
        return None;
    }
    loop {
        at += memchr::memchr(b'"', bytes.get(at..)?)? + 1;
        match bytes.get(at) {
            Some(b'"') => at += 1,
            None | Some(b'\t' | b'\n' | b'\r') => return Some(at),
            Some(_) => return None,
        }
    }
}

/// The rows of a text with their 1-based lines.
struct Rows<'t> {
    rest: &'t str,
    line: u64,
}

impl<'t> Rows<'t> {
    fn of(text: &'t str) -> Self {
        Self { rest: text, line: 1 }
    }

    /// Takes one cell, and whether the row goes on behind it.
    fn cell(&mut self) -> (&'t str, bool) {
        let bytes = self.rest.as_bytes();
        let closed = quoted_end(self.rest).unwrap_or(0);
        let end =
            memchr::memchr2(b'\t', b'\n', &bytes[closed..]).map_or(bytes.len(), |e| closed + e);
        let cell = &self.rest[..end];
        self.line += memchr::memchr_iter(b'\n', cell.as_bytes()).count() as u64;
        let goes_on = bytes.get(end) == Some(&b'\t');
        if bytes.get(end) == Some(&b'\n') {
            self.line += 1;
        }
        self.rest = &self.rest[(end + 1).min(bytes.len())..];
        (if goes_on { cell } else { cell.strip_suffix('\r').unwrap_or(cell) }, goes_on)
    }
}

impl<'t> Iterator for Rows<'t> {
    type Item = (u64, Vec<&'t str>);

    fn next(&mut self) -> Option<Self::Item> {
        while !self.rest.is_empty() {
            if self.rest.starts_with('#') {
                let end = memchr::memchr(b'\n', self.rest.as_bytes());
                self.rest = end.map_or("", |end| &self.rest[end + 1..]);
                self.line += 1;
                continue;
            }
            let line = self.line;
            let mut cells = Vec::new();
            loop {
                let (cell, goes_on) = self.cell();
                cells.push(cell);
                if !goes_on {
                    break;
                }
            }
            if cells != [""] {
                return Some((line, cells));
            }
        }
        None
    }
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

    fn exported(text: &[u8], schema: &[Column]) -> Result<Vec<(u64, [String; 2])>> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        let mut problems = Problems::default();
        let mut rows = Vec::new();
        export(file.path(), schema, &mut problems, |row| {
            rows.push((row.line(), [row.filled("a")?.to_owned(), row.get("b").to_owned()]));
            Ok(())
        })?;
        problems.into_result()?;
        Ok(rows)
    }

    const SCHEMA: [Column; 2] = [
        Column { names: &["a", "old a"], required: true },
        Column { names: &["b"], required: false },
    ];

    #[test]
    fn quotes_old_names_and_short_rows() {
        let text = "\u{feff}B\t\"old a\"\r\n\"x \"\"y\"\"\tz\nw\"\t 1 \r\n\r\n# no\r\n5\" disk\t2\r\n\
            \"open\t3\n\"\"\t4\textra";
        let row = |line, a: &str, b: &str| (line, [a.to_owned(), b.to_owned()]);
        assert_eq!(
            exported(text.as_bytes(), &SCHEMA).unwrap(),
            [
                row(2, "1", "x \"y\"\tz\nw"),
                row(6, "2", "5\" disk"),
                row(7, "3", "\"open"),
                row(8, "4", ""),
            ]
        );
        assert_eq!(exported(b"a\n1\n", &SCHEMA).unwrap(), [row(2, "1", "")]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let told = |text: &[u8]| exported(text, &SCHEMA).unwrap_err().to_string();
        assert!(told(b"b\n1\n").ends_with(":1: columns not found in the header: a/old a"));
        assert!(told(b"").contains("a/old a"));
        assert!(told(b"a\tb\n1\t2\n\xff\t2\n").ends_with(":3: not UTF-8"));
        let both = told(b"a\tb\n\t1\n2\t2\n\t3\n");
        assert!(both.contains(":2: a is empty") && both.contains(":4: a is empty"), "{both}");
    }
}
