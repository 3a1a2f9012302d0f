//! The lines of one chunk.

use libdeflater::Decompressor;
use memchr::memchr_iter;

use super::chunk::Chunk;
use super::screen::{Screen, Verdict};
use super::{ScanOptions, Visit};
use crate::input::header::{Header, trim_line_end};
use crate::input::record::{Malformed, Record};
use crate::io::bgzf::Fault;

/// What was found in consecutive lines.
pub(super) struct Found<T> {
    pub(super) lines: u64,
    pub(super) records: u64,
    pub(super) candidates: u64,
    pub(super) out: Vec<T>,
    /// Malformed records by their offset from the first line.
    pub(super) malformed: Vec<(u64, Malformed)>,
}

impl<T> Default for Found<T> {
    fn default() -> Self {
        Self { lines: 0, records: 0, candidates: 0, out: Vec::new(), malformed: Vec::new() }
    }
}

/// One chunk, scanned: its whole lines, and the fragments that neighbours complete.
pub(super) struct Scanned<T> {
    pub(super) bytes: u64,
    /// Up to and including the first line end; everything where there is none.
    pub(super) head: Vec<u8>,
    /// What follows the last line end; `None` where there is none.
    pub(super) tail: Option<Vec<u8>>,
    pub(super) found: Found<T>,
}

/// One worker's view of lines: the screen, and the visitor with its state.
pub(super) struct Lines<'a, V: Visit> {
    visit: &'a V,
    state: V::State,
    screen: Screen<'a>,
    decompressor: Decompressor,
    columns: usize,
    is_strict: bool,
}

impl<'a, V: Visit> Lines<'a, V> {
    pub(super) fn new(visit: &'a V, header: &Header, options: ScanOptions<'a>) -> Self {
        Self {
            visit,
            state: visit.state(),
            screen: Screen::new(options.regions),
            decompressor: Decompressor::new(),
            columns: header.columns(),
            is_strict: options.strict,
        }
    }

    /// Inflates and scans `chunk`.
    pub(super) fn scan(&mut self, chunk: &mut Chunk) -> Result<Scanned<V::Out>, Fault> {
        let mut found = Found::default();
        let mut head = Vec::new();
        // Where the current line starts, and how far line ends were looked for.
        let (mut start, mut searched) = (None, 0);
        // Apart from `self`, which the closure borrows.
        let mut decompressor = std::mem::take(&mut self.decompressor);
        let text = chunk.read(&mut decompressor, |text| {
            for end in memchr_iter(b'\n', &text[searched..]) {
                let end = searched + end;
                match start {
                    None => head.extend_from_slice(&text[..=end]),
                    Some(start) => self.line(&text[start..end], &mut found),
                }
                start = Some(end + 1);
            }
            searched = text.len();
        });
        self.decompressor = decompressor;
        let text = text?;
        let tail = match start {
            Some(start) => Some(text[start..].to_vec()),
            None => {
                head.extend_from_slice(text);
                None
            }
        };
        Ok(Scanned { bytes: text.len() as u64, head, tail, found })
    }

    /// Takes one line, with or without its line end, into `found`.
    #[inline]
    pub(super) fn line(&mut self, line: &[u8], found: &mut Found<V::Out>) {
        let line = trim_line_end(line);
        let offset = found.lines;
        found.lines += 1;
        found.records += 1;
        match self.screen.judge(line) {
            Verdict::Miss if !self.is_strict => {}
            Verdict::Miss => {
                if let Err(malformed) = Record::new(line).check(self.columns) {
                    found.malformed.push((offset, malformed));
                }
            }
            Verdict::Candidate => self.candidate(line, offset, found),
            Verdict::Blank => found.records -= 1,
            Verdict::Comment => {
                found.records -= 1;
                // The merger knows where the header ends.
                found.malformed.push((offset, Malformed::new("#", "a header line among records")));
            }
            Verdict::Malformed(malformed) => found.malformed.push((offset, malformed)),
        }
    }

    fn candidate(&mut self, line: &[u8], offset: u64, found: &mut Found<V::Out>) {
        match Record::new(line).check(self.columns) {
            Ok(()) => {
                found.candidates += 1;
                self.visit.visit(&mut self.state, line, offset, &mut found.out);
            }
            Err(malformed) => found.malformed.push((offset, malformed)),
        }
    }
}
