//! The mutational burden of one input: alleles as they come, then the sum and the table of all.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Seek, Write};
use std::path::Path;

use crate::error::{Error, Result};
use crate::io::Output;
use crate::model::burden::{Burden, BurdenAllele};
use crate::report::burden::{COLUMNS, row};
use crate::sample::burden::{Ground, Tally};

/// Takes the alleles in the order of the input.
pub(crate) struct Alleles {
    tally: Tally,
    /// The rows so far, where they are wanted.
    rows: Option<BufWriter<File>>,
    row: Vec<u8>,
}

impl Alleles {
    /// Begins with nothing counted. Rows are kept where `is_told`.
    ///
    /// # Errors
    /// Where there is no temporary file.
    pub(crate) fn new(tally: Tally, is_told: bool) -> io::Result<Self> {
        let rows = is_told.then(tempfile::tempfile).transpose()?.map(BufWriter::new);
        Ok(Self { tally, rows, row: Vec::new() })
    }

    /// Takes one allele.
    ///
    /// # Errors
    /// Where the temporary file cannot be written.
    pub(crate) fn take(&mut self, mut allele: BurdenAllele) -> io::Result<()> {
        self.tally.take(&mut allele);
        let Some(rows) = &mut self.rows else { return Ok(()) };
        self.row.clear();
        row(&allele, &mut self.row);
        rows.write_all(&self.row)
    }

    /// Returns the sum, and writes the rows to `told`.
    ///
    /// # Errors
    /// [`Error::Io`] where they cannot be written.
    pub(crate) fn finish(self, ground: Ground, told: Option<&Path>) -> Result<Burden> {
        if let (Some(rows), Some(path)) = (self.rows, told) {
            let temporary = |e| Error::io("temporary file", e);
            let mut rows = rows.into_inner().map_err(|e| temporary(e.into_error()))?;
            rows.rewind().map_err(temporary)?;
            let mut out = Output::create(path)?;
            let written = writeln!(out, "{}", COLUMNS.join("\t"))
                .and_then(|()| io::copy(&mut BufReader::new(rows), &mut out));
            written.map_err(|e| out.error(e))?;
            out.commit()?;
        }
        Ok(self.tally.finish(ground))
    }
}
