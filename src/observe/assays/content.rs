//! The three shapes of result files: a table with column names, sections of a report, a JSON object.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::fault::Fault;

/// What a count can be.
pub(super) const COUNT: RangeInclusive<f64> = 0.0..=1e9;
/// What a percentage can be.
pub(super) const PERCENT: RangeInclusive<f64> = 0.0..=100.0;
/// What a share or a probability can be.
pub(super) const SHARE: RangeInclusive<f64> = 0.0..=1.0;
/// How programs write that there is no number.
const NO_NUMBER: [&str; 8] = ["", ".", "-", "NA", "N/A", "NaN", "-nan", "null"];

/// What a file holds.
pub(super) enum Content {
    /// A table.
    Table(Table),
    /// Sections: `[MSI]` and the lines below it.
    Sections(Sections),
    /// One JSON object.
    Object(Object),
}

/// Names of a column of samples.
const SAMPLE: [&str; 4] = ["sample", "sample_id", "sampleid", "sample_name"];

/// A table with its column names.
pub(super) struct Table {
    /// The names of the columns.
    pub(super) columns: Vec<String>,
    /// The rows. One that begins with its name has a cell more than there are columns in R's tables.
    pub(super) rows: Vec<Row>,
}

/// A row of a table.
pub(super) struct Row {
    /// Its 1-based line.
    pub(super) line: u64,
    /// Its cells.
    pub(super) cells: Vec<String>,
}

/// Sections of a report.
pub(super) struct Sections {
    /// The first line.
    pub(super) title: String,
    /// Each with its lines, key and value, in the order of the file.
    pub(super) sections: Vec<(String, Vec<Row>)>,
}

/// A JSON object with its text.
pub(super) struct Object {
    values: Map<String, Value>,
    text: String,
}

/// A value of a file.
pub(super) struct Cell<'t> {
    /// The column or key.
    pub(super) name: &'t str,
    /// The value.
    pub(super) text: Cow<'t, str>,
    /// Its 1-based line.
    pub(super) line: u64,
}

impl Cell<'_> {
    /// Reads a number that a program wrote; `None` for `NA`, `NaN`, nothing.
    pub(super) fn number(&self, bounds: &RangeInclusive<f64>) -> Result<Option<f64>, Fault> {
        let Self { name, text, line } = self;
        if NO_NUMBER.iter().any(|none| text.eq_ignore_ascii_case(none)) {
            return Ok(None);
        }
        let number = text.trim_end_matches('%').parse().ok();
        match number.filter(|number: &f64| number.is_finite()) {
            None => Err(Fault::at(*line, format!("{name}: {text:?} is no number"))),
            Some(number) if bounds.contains(&number) => Ok(Some(number)),
            Some(number) => {
                let (least, most) = (bounds.start(), bounds.end());
                let reason = format!("{name}: {number} is not between {least} and {most}");
                Err(Fault::at(*line, reason))
            }
        }
    }
}

/// Reads the number of a value that may not be there.
pub(super) fn number(
    cell: Option<&Cell<'_>>,
    bounds: &RangeInclusive<f64>,
) -> Result<Option<f64>, Fault> {
    cell.map_or(Ok(None), |cell| cell.number(bounds))
}

/// Checks that a part is not more than the whole, where both are given.
pub(super) fn is_part(part: Option<&Cell<'_>>, whole: Option<&Cell<'_>>) -> Result<(), Fault> {
    let (Some(part), Some(whole)) = (part, whole) else { return Ok(()) };
    match (part.number(&COUNT)?, whole.number(&COUNT)?) {
        (Some(few), Some(all)) if few > all => {
            let reason = format!("{}: {few} is more than the {all} of {}", part.name, whole.name);
            Err(Fault::at(part.line, reason))
        }
        _ => Ok(()),
    }
}

impl Content {
    /// Tells the shape, and reads it.
    pub(super) fn of(text: &str) -> Result<Self, Fault> {
        let text = text.trim_start_matches('\u{feff}');
        if text.trim_start().starts_with('{') {
            return serde_json::from_str(text)
                .map(|values| Self::Object(Object { values, text: text.to_owned() }))
                .map_err(|e| Fault::at(e.line() as u64, format!("not JSON: {e}")));
        }
        let lines = || {
            let lines = (1..).zip(text.lines().map(str::trim_end));
            lines.filter(|(_, line)| !line.is_empty())
        };
        let row = |line, text: &str, separator| Row { line, cells: cells(text, separator) };
        if lines().any(|(_, line)| section(line).is_some()) {
            let mut sections: Vec<(String, Vec<Row>)> = Vec::new();
            for (number, line) in lines() {
                if let Some(name) = section(line) {
                    sections.push((name.to_owned(), Vec::new()));
                } else if let Some((_, rows)) = sections.last_mut() {
                    rows.push(row(number, line, '\t'));
                }
            }
            let title = lines().next().map(|(_, line)| line).unwrap_or_default().to_owned();
            return Ok(Self::Sections(Sections { title, sections }));
        }
        let mut lines = lines().filter(|(_, line)| !line.starts_with("##"));
        let (_, first) = lines.next().ok_or_else(|| "an empty file".to_owned())?;
        let separator = if first.contains('\t') { '\t' } else { ',' };
        Ok(Self::Table(Table {
            columns: cells(first, separator),
            rows: lines.map(|(number, line)| row(number, line, separator)).collect(),
        }))
    }
}

fn section(line: &str) -> Option<&str> {
    line.split('\t').next()?.trim().strip_prefix('[')?.strip_suffix(']')
}

fn cells(line: &str, separator: char) -> Vec<String> {
    line.split(separator).map(|cell| cell.trim().trim_matches('"').to_owned()).collect()
}

impl Table {
    /// Returns the column that one of `names` names, in any case.
    pub(super) fn column(&self, names: &[&str]) -> Option<usize> {
        let is = |column: &String| names.iter().any(|name| column.eq_ignore_ascii_case(name));
        self.columns.iter().position(is)
    }

    /// Returns the cell of a row in the column that one of `names` names.
    pub(super) fn cell<'t>(&'t self, row: &'t Row, names: &[&str]) -> Option<Cell<'t>> {
        let column = self.column(names)?;
        // R writes no name above the names of rows.
        let shift = usize::from(self.has_name(row));
        let text = row.cells.get(column + shift).map(String::as_str).unwrap_or_default();
        Some(Cell { name: &self.columns[column], text: Cow::from(text), line: row.line })
    }

    /// Returns the name of the sample that a row is of, where it says so.
    pub(super) fn sample<'t>(&self, row: &'t Row) -> Option<&'t str> {
        let column = match self.columns.first() {
            _ if self.has_name(row) => 0,
            Some(first) if first.is_empty() => 0,
            _ => self.column(&SAMPLE)?,
        };
        row.cells.get(column).map(String::as_str).filter(|name| !name.is_empty())
    }

    /// Returns whether a row has a name before the cells of its columns.
    fn has_name(&self, row: &Row) -> bool {
        row.cells.len() == self.columns.len() + 1
    }
}

impl Sections {
    /// Returns whether there is a section of this name.
    pub(super) fn has(&self, section: &str) -> bool {
        self.sections.iter().any(|(name, _)| name.eq_ignore_ascii_case(section))
    }

    /// Returns the value of `key` in a section.
    pub(super) fn value(&self, section: &str, key: &str) -> Option<Cell<'_>> {
        let (_, rows) =
            self.sections.iter().find(|(name, _)| name.eq_ignore_ascii_case(section))?;
        rows.iter().find_map(|Row { line, cells }| {
            let name = cells.first().filter(|name| name.eq_ignore_ascii_case(key))?;
            let text = cells.get(1).map(String::as_str).unwrap_or_default();
            Some(Cell { name, text: Cow::from(text), line: *line })
        })
    }
}

impl Object {
    /// Returns the value of `key`.
    pub(super) fn value<'t>(&'t self, key: &'t str) -> Option<Cell<'t>> {
        let text = match self.values.get(key)? {
            Value::String(text) => Cow::from(text.as_str()),
            other => Cow::from(other.to_string()),
        };
        let quoted = format!("\"{key}\"");
        let line = (1..).zip(self.text.lines()).find(|(_, line)| line.contains(&quoted));
        Some(Cell { name: key, text, line: line.map_or(1, |(number, _)| number) })
    }
}
