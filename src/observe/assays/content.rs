//! The three shapes of result files: a table with column names, sections of a report, a JSON object.

use serde_json::{Map, Value};

/// What a file holds.
pub(super) enum Content {
    /// A table.
    Table(Table),
    /// Sections: `[MSI]` and the lines below it.
    Sections(Sections),
    /// One JSON object.
    Object(Map<String, Value>),
}

/// A table with its column names.
pub(super) struct Table {
    /// The names of the columns.
    pub(super) columns: Vec<String>,
    /// The rows. One that begins with its name has a cell more than there are columns in R's tables.
    pub(super) rows: Vec<Vec<String>>,
}

/// Sections of a report.
pub(super) struct Sections {
    /// The first line.
    pub(super) title: String,
    /// Each with its keys and values, in the order of the file.
    pub(super) sections: Vec<(String, Vec<(String, String)>)>,
}

impl Content {
    /// Tells the shape, and reads it.
    pub(super) fn of(text: &str) -> Result<Self, String> {
        let text = text.trim_start_matches('\u{feff}');
        if text.trim_start().starts_with('{') {
            return serde_json::from_str(text)
                .map(Self::Object)
                .map_err(|e| format!("line {}: not JSON: {e}", e.line()));
        }
        let lines = || text.lines().map(str::trim_end).filter(|line| !line.is_empty());
        if lines().any(|line| section(line).is_some()) {
            let mut sections: Vec<(String, Vec<(String, String)>)> = Vec::new();
            for line in lines() {
                if let Some(name) = section(line) {
                    sections.push((name.to_owned(), Vec::new()));
                } else if let Some((_, pairs)) = sections.last_mut() {
                    let mut cells = cells(line, '\t').into_iter();
                    let key = cells.next().unwrap_or_default();
                    pairs.push((key, cells.next().unwrap_or_default()));
                }
            }
            let title = lines().next().unwrap_or_default().to_owned();
            return Ok(Self::Sections(Sections { title, sections }));
        }
        let mut lines = lines().filter(|line| !line.starts_with("##"));
        let first = lines.next().ok_or("an empty file")?;
        let separator = if first.contains('\t') { '\t' } else { ',' };
        Ok(Self::Table(Table {
            columns: cells(first, separator),
            rows: lines.map(|line| cells(line, separator)).collect(),
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

    /// Returns the cell of a row in a column.
    pub(super) fn cell<'t>(&self, row: &'t [String], column: usize) -> &'t str {
        // R writes no name above the names of rows.
        let shift = usize::from(row.len() == self.columns.len() + 1);
        row.get(column + shift).map(String::as_str).unwrap_or_default()
    }
}

impl Sections {
    /// Returns whether there is a section of this name.
    pub(super) fn has(&self, section: &str) -> bool {
        self.sections.iter().any(|(name, _)| name.eq_ignore_ascii_case(section))
    }

    /// Returns the value of `key` in a section.
    pub(super) fn value(&self, section: &str, key: &str) -> Option<&str> {
        let (_, pairs) =
            self.sections.iter().find(|(name, _)| name.eq_ignore_ascii_case(section))?;
        let (_, value) = pairs.iter().find(|(name, _)| name.eq_ignore_ascii_case(key))?;
        Some(value)
    }
}

/// Reads a number that a program wrote; `None` for `NA`, `NaN`, nothing.
pub(super) fn number(text: &str) -> Option<f64> {
    text.trim_end_matches('%').parse().ok().filter(|number: &f64| number.is_finite())
}
