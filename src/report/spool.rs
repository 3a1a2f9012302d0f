//! Rows of variants without a finding, set aside while the input is read: a temporary file a format, so
//! that memory does not grow with the input.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::Arc;

use super::format::PlainVariants;

/// Bytes that are written and read at once.
const PART: usize = 256 << 10;

/// Rows of several formats, as they come.
#[derive(Debug)]
pub struct Spools {
    each: Vec<Spooling>,
    /// Whether the last mark has all rows before it.
    is_marked: bool,
}

/// A place between rows, the same in all formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark(usize);

/// Rows of one format.
#[derive(Debug, Default)]
struct Spooling {
    file: Option<BufWriter<File>>,
    bytes: u64,
    /// For each mark, how many bytes come before it.
    marks: Vec<u64>,
}

/// Rows of one format, to be woven between the findings.
#[derive(Debug)]
pub struct Spool {
    /// For each finding, its mark.
    places: Arc<[Mark]>,
    marks: Vec<u64>,
    file: Option<BufReader<File>>,
    total: u64,
    /// Bytes copied so far.
    done: u64,
}

impl Spools {
    /// Sets rows of this many formats aside.
    pub fn new(formats: usize) -> Self {
        Self { each: (0..formats).map(|_| Spooling::default()).collect(), is_marked: false }
    }

    /// Takes rows of the format numbered `format`.
    ///
    /// # Errors
    /// What the temporary file gives.
    pub fn push(&mut self, format: usize, rows: &[u8]) -> io::Result<()> {
        let Some(spooling) = self.each.get_mut(format).filter(|_| !rows.is_empty()) else {
            return Ok(());
        };
        let file = match &mut spooling.file {
            Some(file) => file,
            empty => empty.insert(BufWriter::with_capacity(PART, tempfile::tempfile()?)),
        };
        spooling.bytes += rows.len() as u64;
        self.is_marked = false;
        file.write_all(rows)
    }

    /// Returns the place behind all rows taken so far.
    pub fn mark(&mut self) -> Mark {
        if !self.is_marked {
            self.is_marked = true;
            self.each.iter_mut().for_each(|spooling| spooling.marks.push(spooling.bytes));
        }
        let marks = self.each.first().map_or(0, |spooling| spooling.marks.len());
        Mark(marks.saturating_sub(1))
    }

    /// Returns the rows of each format; `places` has the mark of each finding.
    ///
    /// # Errors
    /// What the temporary files give.
    pub fn finish(self, places: Vec<Mark>) -> io::Result<Vec<Spool>> {
        let places: Arc<[Mark]> = places.into();
        let finished = |Spooling { file, bytes, marks }| {
            let rewound = |file: BufWriter<File>| -> io::Result<BufReader<File>> {
                let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.seek(SeekFrom::Start(0))?;
                Ok(BufReader::with_capacity(PART, file))
            };
            let file = file.map(rewound).transpose()?;
            Ok(Spool { places: places.clone(), marks, file, total: bytes, done: 0 })
        };
        self.each.into_iter().map(finished).collect()
    }
}

impl PlainVariants for Spool {
    fn copy_before(&mut self, index: usize, out: &mut dyn Write) -> io::Result<()> {
        let mark = self.places.get(index).and_then(|mark| self.marks.get(mark.0));
        let until = mark.copied().unwrap_or(self.total);
        if let Some(file) = &mut self.file {
            io::copy(&mut file.take(until.saturating_sub(self.done)), out)?;
        }
        self.done = self.done.max(until);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_its_rows_before_the_same_findings() {
        let mut spools = Spools::new(3);
        let push = |spools: &mut Spools, row: &str| {
            spools.push(0, row.as_bytes()).unwrap();
            spools.push(2, row.repeat(2).as_bytes()).unwrap();
        };
        let first = spools.mark();
        push(&mut spools, "a");
        push(&mut spools, "b");
        let (second, same) = (spools.mark(), spools.mark());
        assert_eq!(second, same);
        push(&mut spools, "c");
        let written = spools.finish(vec![first, second, second]).unwrap().into_iter();
        let written: Vec<String> = written
            .map(|mut spool| {
                let mut out = Vec::new();
                for finding in 0..3 {
                    spool.copy_before(finding, &mut out).unwrap();
                    write!(out, "{finding}").unwrap();
                }
                spool.copy_before(3, &mut out).unwrap();
                String::from_utf8(out).unwrap()
            })
            .collect();
        assert_eq!(written, ["0ab12c", "012", "0aabb12cc"]);
    }
}
