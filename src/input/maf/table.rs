//! A MAF that was read whole: its columns, rows and samples.

use std::path::{Path, PathBuf};

use super::columns::{Column, Columns};
use super::row::Said;
use super::samples::{MafSample, Samples};
use crate::diagnostics::{Diagnostics, Scope, Warning, listed};
use crate::error::{Error, Location, Result};
use crate::io::{Source, read_source};
use crate::model::assembly::Assembly;

/// A MAF that was read whole.
#[derive(Debug)]
pub struct Maf {
    pub(super) path: PathBuf,
    pub(super) text: String,
    /// The columns' names as they are written.
    pub(super) header: String,
    pub(super) columns: Columns,
    pub(super) rows: Vec<Row>,
    pub(super) samples: Vec<MafSample>,
    pub(super) assembly: Option<Assembly>,
    pub(super) diagnostics: Diagnostics,
    /// Whether the first fault is an error.
    pub(super) is_strict: bool,
    /// Rows that name no sample, where others do.
    pub(super) unowned: Vec<usize>,
}

/// One row.
#[derive(Debug)]
pub(super) struct Row {
    /// Its 1-based line.
    pub(super) line: u64,
    /// Where it begins and ends in the text.
    pub(super) span: (usize, usize),
    /// Whether it says something that can be read.
    pub(super) is_read: bool,
}

/// A row as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MafText<'m> {
    /// Its 1-based line.
    pub line: u64,
    /// The whole of it, without its line end.
    pub text: &'m str,
    /// The gene that it names.
    pub gene: &'m str,
    /// Whether it was read.
    pub is_read: bool,
}

impl Maf {
    /// Reads the MAF in `source`. A malformed row is an error if `strict`, else it is counted.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] where a column is missing, no row can be read, or rows are of two
    /// assemblies; [`Error::Io`].
    pub fn read(source: Source, strict: bool) -> Result<Self> {
        let path = source.path().to_path_buf();
        let text = read_source(source)?;
        let mut maf = Self {
            header: String::new(),
            columns: Columns::default(),
            rows: Vec::new(),
            samples: Vec::new(),
            assembly: None,
            diagnostics: Diagnostics::default(),
            is_strict: strict,
            unowned: Vec::new(),
            path,
            text,
        };
        maf.read_rows()?;
        Ok(maf)
    }

    fn read_rows(&mut self) -> Result<()> {
        let path = self.path.clone();
        let invalid = |line: u64, reason: &str| Error::invalid(Location::line(&path, line), reason);
        let text = std::mem::take(&mut self.text);
        let (mut at, mut has_header) = (0, false);
        let mut builds: Vec<(Assembly, u64)> = Vec::new();
        for (number, whole) in (1..).zip(text.split_inclusive('\n')) {
            let span = (at, at + whole.trim_end_matches(['\n', '\r']).len());
            at += whole.len();
            let line = &text[span.0..span.1];
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            if !has_header {
                self.columns = Columns::of(line).map_err(|reason| invalid(number, &reason))?;
                line.clone_into(&mut self.header);
                has_header = true;
                continue;
            }
            let cells: Vec<&str> = line.split('\t').collect();
            if !whole.ends_with('\n') && cells.len() < self.columns.width() {
                let (cells, names) = (cells.len(), self.columns.width());
                let what = "the last line is cut: it has no line end and";
                return Err(invalid(number, &format!("{what} {cells} cells of {names}")));
            }
            let fault =
                self.columns.fault_of_width(&cells).or_else(|| match self.columns.read(&cells) {
                    Said::Unreadable { field, reason } => Some((field, reason)),
                    _ => self.build(&cells, number, &mut builds).err(),
                });
            let is_read = fault.is_none();
            match fault {
                Some(fault) => self.note(number, Scope::Record, fault)?,
                None => {
                    for fault in self.columns.faults_of_values(&cells) {
                        self.note(number, Scope::Value, fault)?;
                    }
                }
            }
            self.rows.push(Row { line: number, span, is_read });
        }
        if !has_header {
            return Err(Error::invalid(
                Location::file(&self.path),
                "no line of column names: the first line that does not begin with # names them",
            ));
        }
        self.text = text;
        self.take_samples()?;
        self.refuse_unread()?;
        if let [(first, at), (other, there), ..] = builds.as_slice() {
            return Err(invalid(
                *there,
                &format!(
                    "NCBI_Build: {other}, and line {at} is of {first}: split the file by assembly"
                ),
            ));
        }
        self.assembly = builds.first().map(|(assembly, _)| *assembly);
        Ok(())
    }

    /// Tells the samples apart. A row that names none, where others do, is of nobody.
    fn take_samples(&mut self) -> Result<()> {
        let has_sample =
            |maf: &Self, row| maf.columns.get(Column::Sample, &maf.cells(row)).is_some();
        let are_named = (0..self.rows.len()).any(|row| has_sample(self, row));
        let mut samples = Samples::default();
        for row in 0..self.rows.len() {
            if !are_named || has_sample(self, row) {
                samples.push(&self.columns, &self.cells(row), row);
                continue;
            }
            self.unowned.push(row);
            if std::mem::take(&mut self.rows[row].is_read) {
                let field = self.columns.name(Column::Sample).to_owned();
                let fault = (field, "empty, and other rows name a sample".to_owned());
                self.note(self.rows[row].line, Scope::Record, fault)?;
            }
        }
        self.samples = samples.into_inner();
        Ok(())
    }

    /// Notes the assembly that a row names.
    fn build(
        &self,
        cells: &[&str],
        line: u64,
        builds: &mut Vec<(Assembly, u64)>,
    ) -> std::result::Result<(), (String, String)> {
        let Some(name) = self.columns.get(Column::Build, cells) else { return Ok(()) };
        let name = name.trim_end_matches(".0");
        match name.parse::<Assembly>() {
            Ok(assembly) => {
                if builds.iter().all(|(known, _)| *known != assembly) {
                    builds.push((assembly, line));
                }
                Ok(())
            }
            Err(_) => Err(("NCBI_Build".to_owned(), "neither GRCh37 nor GRCh38".to_owned())),
        }
    }

    /// Returns the file as the user named it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the assembly that its rows name.
    pub fn assembly(&self) -> Option<Assembly> {
        self.assembly
    }

    /// Returns the samples in the order of their first rows.
    pub fn samples(&self) -> &[MafSample] {
        &self.samples
    }

    /// Returns how many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Returns whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns what the user must know of rows and values that were left aside.
    pub fn warnings(&self) -> impl Iterator<Item = Warning> {
        self.diagnostics.warnings()
    }

    /// Returns the rows that nothing was read of.
    #[cfg(test)]
    pub(super) fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// Returns the names of the columns, as they are written.
    pub fn header(&self) -> &str {
        &self.header
    }

    /// Returns the rows of `samples` in the file's order; with all samples those of nobody too.
    pub fn rows(&self, samples: &[&MafSample]) -> impl Iterator<Item = MafText<'_>> {
        let mut rows: Vec<usize> =
            samples.iter().flat_map(|sample| sample.rows.iter().copied()).collect();
        if samples.len() == self.samples.len() {
            rows.extend(&self.unowned);
        }
        rows.sort_unstable();
        rows.into_iter().map(|row| {
            let Row { line, span, is_read } = self.rows[row];
            let text = &self.text[span.0..span.1];
            let cells: Vec<&str> = text.split('\t').collect();
            let gene = self.columns.get(Column::Gene, &cells).unwrap_or_default();
            MafText { line, text, gene, is_read }
        })
    }

    /// Returns the sample called `name`, or all of them.
    ///
    /// # Errors
    /// [`Error::Usage`] where no row is of that sample. [`Error::InvalidInput`] where there is no row.
    pub fn chosen(&self, name: Option<&str>) -> Result<Vec<&MafSample>> {
        if self.samples.is_empty() {
            return Err(Error::invalid(
                Location::file(&self.path),
                "no row below the column names",
            ));
        }
        let Some(name) = name else { return Ok(self.samples.iter().collect()) };
        let found = self.samples.iter().find(|sample| sample.name == name);
        found.map(|sample| vec![sample]).ok_or_else(|| {
            let names: Vec<String> = self.samples.iter().map(|s| s.name.clone()).collect();
            Error::Usage(format!("no sample {name:?}: the file has {}", listed(&names)))
        })
    }
}
