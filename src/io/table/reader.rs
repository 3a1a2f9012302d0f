//! A table held as a whole: header, rows, and their lines.

use std::path::{Path, PathBuf};

use crate::error::{Error, Location, Problems, Result};
use crate::io::text::read_text;

/// A table with a header line, held as a whole.
#[derive(Debug)]
pub struct Table {
    path: PathBuf,
    pub(super) header_line: u64,
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<TableRow>,
}

/// One row of a [`Table`].
#[derive(Debug)]
pub struct TableRow {
    pub(super) line: u64,
    pub(super) cells: csv::StringRecord,
}

impl TableRow {
    /// Returns the 1-based line in the file, the first of a row that holds line breaks.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Returns the trimmed cell of a column. It is empty where the row ends before it.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default().trim()
    }
}

impl Table {
    /// Reads the table at `path`. A last comment line that names one of the columns `known` is its
    /// header, unless the line below the comments does.
    ///
    /// # Errors
    /// [`Error::Io`] where the file cannot be read. [`Error::InvalidInput`] where it is not UTF-8.
    /// [`Error::Table`] with every row whose quotes are not closed.
    pub fn open(path: &Path, known: &[&str]) -> Result<Self> {
        Self::parse(path, &read_text(path)?, known)
    }

    /// Reads the table in `text`. `path` stands in messages.
    ///
    /// # Errors
    /// As [`Table::open`], for the text.
    pub fn parse(path: &Path, text: &str, known: &[&str]) -> Result<Self> {
        let mut table =
            Self { path: path.to_path_buf(), header_line: 1, header: Vec::new(), rows: Vec::new() };
        let Some(Start { offset, line }) = start(text, known) else { return Ok(table) };
        table.header_line = line;
        let body = &text[offset..];
        let delimiter = delimiter(body, known);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .comment(Some(b'#'))
            .flexible(true)
            .has_headers(false)
            .from_reader(body.as_bytes());
        let mut problems = Problems::default();
        let mut at = Start { offset: 0, line };
        let mut record = csv::StringRecord::new();
        while reader
            .read_record(&mut record)
            .map_err(|error| Error::invalid(Location::line(path, at.line), error.to_string()))?
        {
            at = at.skip_to_row(body);
            let end =
                usize::try_from(reader.position().byte()).unwrap_or(body.len()).max(at.offset);
            let raw = body[at.offset..end].trim_end_matches(['\r', '\n']);
            if !is_closed(raw, delimiter) {
                problems.push(
                    path,
                    at.line,
                    "a quoted cell is not closed before the next cell or line end",
                );
            }
            if table.header.is_empty() {
                table.header = record.iter().map(column_name).map(str::to_owned).collect();
            } else if record.iter().any(|cell| !cell.trim().is_empty()) {
                table.rows.push(TableRow { line: at.line, cells: record.clone() });
            }
            at = Start { offset: end, line: at.line + line_ends(&body[at.offset..end]) };
        }
        problems.into_result()?;
        Ok(table)
    }

    /// Returns the file as the user named it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the names of the columns as written, less a leading `#`.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Returns the rows in the file's order, without those whose cells are all empty.
    pub fn rows(&self) -> &[TableRow] {
        &self.rows
    }

    /// Returns the index of the column that has the first of `names` that the header has, in any
    /// case.
    ///
    /// # Errors
    /// [`Error::Table`] where two columns have that name.
    pub fn column(&self, names: &[&str]) -> Result<Option<usize>> {
        for name in names {
            let mut found = self.header.iter().enumerate().filter(|(_, own)| {
                own.eq_ignore_ascii_case(name) || own.to_lowercase() == name.to_lowercase()
            });
            if let Some((index, _)) = found.next() {
                return match found.next() {
                    None => Ok(Some(index)),
                    Some(_) => {
                        Err(self.fault(format!("two columns are named {name:?}: rename one")))
                    }
                };
            }
        }
        Ok(None)
    }

    /// Returns the index of the column that has one of `names`.
    ///
    /// # Errors
    /// [`Error::Table`] where no column has, or two have.
    pub fn needed(&self, names: &[&str]) -> Result<usize> {
        self.column(names)?.ok_or_else(|| self.lacks(&[names.join(" or ")]))
    }

    /// Returns the error for columns that the header lacks.
    pub fn lacks(&self, columns: &[String]) -> Error {
        let mut reason = format!("columns not found in the header: {}", columns.join(", "));
        if let [only] = self.header.as_slice()
            && let Some(other) = [',', ';'].into_iter().find(|other| only.contains(*other))
        {
            reason.push_str(&format!("; its cells are separated by {other:?}, not by tabs"));
        }
        self.fault(reason)
    }

    /// Returns an error of the header.
    pub fn fault(&self, reason: String) -> Error {
        Error::Table { at: Location::line(&self.path, self.header_line), reason }
    }

    /// Checks that each row reaches the columns at `used`, and has nothing behind the header's
    /// last. Tools leave out empty cells at a row's end. The header itself is no row.
    ///
    /// # Errors
    /// [`Error::Table`] with every other row.
    pub fn check_widths(&self, used: &[usize]) -> Result<()> {
        let columns = self.header.len();
        let needed = used.iter().map(|column| column + 1).max().unwrap_or_default();
        let mut problems = Problems::default();
        for row in &self.rows {
            let is_long = row.cells.iter().skip(columns).any(|cell| !cell.trim().is_empty());
            let names = |column: usize| self.header[column].eq_ignore_ascii_case(row.cell(column));
            let is_header = match used {
                [] => (0..columns).all(names),
                used => used.iter().copied().all(names),
            };
            if is_header {
                let reason = "the column names again: files were joined; give each by itself";
                problems.push(&self.path, row.line, reason);
            } else if is_long || row.cells.len() < needed {
                let reason = format!("{} cells, the header has {columns}", row.cells.len());
                problems.push(&self.path, row.line, reason);
            }
        }
        problems.into_result()
    }

    /// Returns the named columns of each row, with its line.
    ///
    /// # Errors
    /// [`Error::Table`] where a column is missing, or with every row that ends before one.
    pub fn picked<const N: usize>(&self, columns: [&str; N]) -> Result<Vec<(u64, [&str; N])>> {
        let mut places = [0; N];
        let mut absent = Vec::new();
        for (place, name) in places.iter_mut().zip(columns) {
            match self.column(&[name])? {
                Some(index) => *place = index,
                None => absent.push(name.to_owned()),
            }
        }
        if !absent.is_empty() {
            return Err(self.lacks(&absent));
        }
        let mut problems = Problems::default();
        for row in &self.rows {
            let count = places.iter().filter(|&&place| place < row.cells.len()).count();
            if count < N {
                let reason = format!("{count} of the {N} columns needed");
                problems.push(&self.path, row.line, reason);
            }
        }
        problems.into_result()?;
        Ok(self.rows.iter().map(|row| (row.line, places.map(|place| row.cell(place)))).collect())
    }
}

/// A place in a text.
#[derive(Debug, Clone, Copy)]
struct Start {
    offset: usize,
    /// 1-based.
    line: u64,
}

impl Start {
    /// Skips the line ends and comment lines that the `csv` crate skips before a row.
    fn skip_to_row(self, text: &str) -> Self {
        let mut at = self;
        loop {
            let rest = &text[at.offset..];
            let skipped = match rest.as_bytes().first() {
                Some(b'\n' | b'\r') => 1,
                Some(b'#') => rest.find(['\n', '\r']).unwrap_or(rest.len()),
                _ => return at,
            };
            at.line += line_ends(&rest[..skipped]);
            at.offset += skipped;
        }
    }
}

fn line_ends(text: &str) -> u64 {
    memchr::memchr_iter(b'\n', text.as_bytes()).count() as u64
}

/// Finds the header: the first line that is no comment, or the comment line that it stands in.
fn start(text: &str, known: &[&str]) -> Option<Start> {
    let mut commented = None;
    let mut offset = 0;
    for (line, raw) in (1..).zip(text.split_inclusive('\n')) {
        let at = Start { offset, line };
        offset += raw.len();
        if raw.trim().is_empty() || raw.starts_with("\"#") && !names_one_of(raw, known) {
            continue;
        }
        if raw.starts_with('#') {
            let marks = raw.len() - raw.trim_start_matches('#').len();
            commented = Some((Start { offset: at.offset + marks, line }, raw));
            continue;
        }
        return match commented {
            Some((header, comment)) if stands_in(comment, raw, known) => Some(header),
            _ => Some(at),
        };
    }
    // A header without rows.
    commented.filter(|(_, comment)| names_one_of(comment, known)).map(|(header, _)| header)
}

/// Returns whether the header stands in the last comment line, not in the line below it. The
/// columns that a line names decide. Where neither line names any, both must have as many cells.
fn stands_in(comment: &str, below: &str, known: &[&str]) -> bool {
    let cells = |line: &str| line.matches('\t').count();
    match (names_one_of(comment, known), names_one_of(below, known)) {
        (is_named, false) if !known.is_empty() => {
            is_named || cells(comment) == cells(below) && cells(below) > 0
        }
        _ => false,
    }
}

/// Returns whether a line of several cells names one of the columns `known`.
fn names_one_of(line: &str, known: &[&str]) -> bool {
    let line = line.trim_end_matches(['\r', '\n']);
    let is_known = |cell: &str| {
        let name = column_name(cell.trim().trim_matches('"'));
        known.iter().any(|known| name.eq_ignore_ascii_case(known))
    };
    line.contains('\t') && line.split('\t').any(is_known)
}

/// Returns what separates the cells: a tab, unless the header names one of `known` between commas or
/// semicolons only.
fn delimiter(body: &str, known: &[&str]) -> u8 {
    let header = body.lines().next().unwrap_or_default();
    if header.contains('\t') {
        return b'\t';
    }
    let names_known = |separator: char| {
        let mut cells =
            header.split(separator).map(|cell| column_name(cell.trim().trim_matches('"')));
        header.contains(separator)
            && cells.any(|name| known.iter().any(|known| name.eq_ignore_ascii_case(known)))
    };
    match (names_known(','), names_known(';')) {
        (true, _) => b',',
        (_, true) => b';',
        _ => b'\t',
    }
}

fn column_name(cell: &str) -> &str {
    cell.trim().trim_start_matches('#').trim()
}

/// Returns whether the quotes of a row end before it does. Those of a row over several lines must
/// end at a cell's end, since a stray quote has swallowed rows otherwise.
fn is_closed(raw: &str, delimiter: u8) -> bool {
    let is_long = raw.contains('\n');
    let bytes = raw.as_bytes();
    let mut at = 0;
    loop {
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            loop {
                let Some(next) = memchr::memchr(b'"', &bytes[at..]) else { return false };
                at += next + 1;
                match bytes.get(at) {
                    Some(b'"') => at += 1,
                    None => break,
                    Some(&next) if next == delimiter => break,
                    Some(_) if is_long => return false,
                    Some(_) => break,
                }
            }
        }
        match memchr::memchr(delimiter, &bytes[at..]) {
            Some(tab) => at += tab + 1,
            None => return true,
        }
    }
}
