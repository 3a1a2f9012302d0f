//! The lines of a MAF on their way out: what only the whole sample tells is filled in, and an allele has
//! one line.

use std::io::{self, Write};

/// Stands for the name of the assembly.
pub(super) const BUILD: u8 = 1;
/// Stands for the name of the matched normal.
pub(super) const NORMAL: u8 = 2;
/// Columns that tell one allele of one sample from another, the chromosome first.
pub(super) const KEY: [&str; 6] = [
    "Chromosome",
    "Start_Position",
    "End_Position",
    "Reference_Allele",
    "Tumor_Seq_Allele2",
    "Tumor_Sample_Barcode",
];

/// Writes lines to `out`. Rows are written while the input is read, before assembly and normal are
/// known; no cell has a control character, so these stand for them.
pub(super) struct Lines<'w> {
    out: &'w mut dyn Write,
    build: &'w str,
    normal: &'w str,
    /// Where the columns of the key stand.
    key: [usize; 6],
    line: Vec<u8>,
    /// The key of the last allele.
    last: Vec<u8>,
}

impl<'w> Lines<'w> {
    pub(super) fn new(
        out: &'w mut dyn Write,
        names: &[&str],
        build: &'w str,
        normal: &'w str,
    ) -> Self {
        let place = |name: &str| names.iter().position(|of| *of == name).unwrap_or(usize::MAX);
        let key = KEY.map(place);
        Self { out, build, normal, key, line: Vec::new(), last: Vec::new() }
    }

    /// Writes what is left.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.end()
    }

    fn end(&mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        let cells: Vec<&[u8]> = line.split(|&byte| byte == b'\t').collect();
        let key = self.key.map(|column| cells.get(column).copied().unwrap_or_default());
        let (is_placed, key) = (!key[0].is_empty(), key.join(&b'\t'));
        if is_placed && key == self.last {
            return Ok(());
        }
        self.last = key;
        for part in line.chunk_by(|a, b| *a > NORMAL && *b > NORMAL) {
            match part {
                [BUILD] => self.out.write_all(self.build.as_bytes())?,
                [NORMAL] => self.out.write_all(self.normal.as_bytes())?,
                text => self.out.write_all(text)?,
            }
        }
        Ok(())
    }
}

impl Write for Lines<'_> {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        for part in text.split_inclusive(|&byte| byte == b'\n') {
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") {
                self.end()?;
            }
        }
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
