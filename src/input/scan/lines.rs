//! The lines of one chunk.

use libdeflater::Decompressor;
use memchr::{memchr, memchr_iter};

use super::chunk::Chunk;
use super::reading_bcf::Bcf;
use super::screen::{Reach, Screen, Verdict};
use super::visit::{ScanOptions, Visit};
use crate::input::bcf::{BcfRecord, Dictionary, single_base};
use crate::input::extent::{may_state_end, note};
use crate::input::header::{Header, NUL, trim_line_end};
use crate::input::record::{Malformed, Record};
use crate::input::unread::{Place, Unread};
use crate::io::bgzf::Fault;
use crate::io::{Block, Stretches};
use crate::model::position::Interval;

/// A second line of columns.
const OTHER_TABLE: Malformed = Malformed::new(
    "#CHROM",
    "a second line of columns, not the header's: files of several samples are joined; give each by itself",
);

/// What was found in consecutive lines.
pub(super) struct Found<T> {
    pub(super) lines: u64,
    pub(super) records: u64,
    pub(super) candidates: u64,
    pub(super) out: Vec<T>,
    /// Where the records lie, if that is wanted, by the offsets that lines were given.
    pub(super) stretches: Stretches,
    /// What was not understood.
    pub(super) unread: Vec<Unread>,
    /// Whether any record lies on a chromosome.
    pub(super) has_chromosome: bool,
    /// A fault after which nothing can be relied on, by its offset from the first line.
    pub(super) fatal: Option<(u64, Malformed)>,
}

impl<T> Default for Found<T> {
    fn default() -> Self {
        Self {
            lines: 0,
            records: 0,
            candidates: 0,
            out: Vec::new(),
            stretches: Stretches::default(),
            unread: Vec::new(),
            has_chromosome: false,
            fatal: None,
        }
    }
}

/// One chunk, scanned.
pub(super) struct Scanned<T> {
    pub(super) bytes: u64,
    /// Fragments that neighbours complete, or `None` where the chunk holds whole records.
    pub(super) edges: Option<Edges>,
    /// The whole lines.
    pub(super) found: Found<T>,
    /// Its blocks, where these were asked for.
    pub(super) blocks: Vec<Block>,
}

/// The fragments of lines at a chunk's ends.
pub(super) struct Edges {
    /// Up to and including the first line end, or everything where there is none.
    pub(super) head: Vec<u8>,
    /// What follows the last line end, or `None` where there is none.
    pub(super) tail: Option<Vec<u8>>,
}

/// One worker's view of lines: the screen, and the visitor with its state.
pub(super) struct Lines<'a, V: Visit> {
    visit: &'a V,
    state: V::State,
    screen: Screen<'a>,
    decompressor: Decompressor,
    header: &'a Header,
    is_strict: bool,
    wants_layout: bool,
    /// Whether lines at hand may state an END, which is asked once of a text.
    may_have_end: bool,
    bcf: Option<&'a Bcf>,
    /// Contig index of the last BCF record, which the screen is set to.
    contig: Option<i32>,
    /// A BCF record as text.
    text: Vec<u8>,
}

impl<V: Visit> Drop for Lines<'_, V> {
    fn drop(&mut self) {
        self.visit.settle(&mut self.state);
    }
}

impl<'a, V: Visit> Lines<'a, V> {
    pub(super) fn new(
        visit: &'a V,
        header: &'a Header,
        options: ScanOptions<'a>,
        bcf: Option<&'a Bcf>,
    ) -> Self {
        Self {
            visit,
            state: visit.state(),
            screen: Screen::new(options.regions),
            decompressor: Decompressor::new(),
            header,
            is_strict: options.strict,
            wants_layout: options.layout,
            may_have_end: true,
            bcf,
            contig: None,
            text: Vec::new(),
        }
    }

    /// Returns the screen, which knows what the last record was.
    pub(super) fn screen(&self) -> &Screen<'a> {
        &self.screen
    }

    /// Inflates and scans `chunk`, which has the number `sequence`.
    pub(super) fn scan(
        &mut self,
        sequence: u64,
        chunk: &mut Chunk,
    ) -> Result<Scanned<V::Out>, Fault> {
        match self.bcf {
            Some(bcf) => self.scan_bcf(bcf, sequence, chunk),
            None => self.scan_text(chunk),
        }
    }

    fn scan_bcf(
        &mut self,
        bcf: &Bcf,
        sequence: u64,
        chunk: &mut Chunk,
    ) -> Result<Scanned<V::Out>, Fault> {
        let bytes = chunk.read(&mut self.decompressor, |_| {}).inspect_err(|_| {
            bcf.turns.break_off();
        })?;
        let records = bcf.turns.walk(sequence, bytes)?;
        let mut found = Found::default();
        if !records.first.is_empty() {
            self.bcf_record(&bcf.dictionary, &records.first, &mut found);
        }
        for record in records.rest {
            self.bcf_record(&bcf.dictionary, &bytes[record], &mut found);
        }
        found.has_chromosome = self.screen.has_chromosome();
        Ok(Scanned { bytes: bytes.len() as u64, edges: None, found, blocks: Vec::new() })
    }

    fn bcf_record(&mut self, names: &Dictionary, bytes: &[u8], found: &mut Found<V::Out>) {
        let offset = found.lines;
        found.lines += 1;
        found.records += 1;
        let mut text = std::mem::take(&mut self.text);
        text.clear();
        match self.bcf_candidate(names, bytes, &mut text) {
            Ok(true) => self.candidate(&text, offset, found),
            Ok(false) => self.miss(&text, offset, found),
            Err(fault) => {
                let place = BcfRecord::place(bytes, names, self.header);
                found.unread.push(Unread::record(offset, fault, place));
            }
        }
        if self.screen.last().0.is_none()
            && let Some(name) = self.contig.and_then(|contig| names.contig(contig).ok())
            && !self.header.knows_contig(name.as_bytes())
        {
            found.unread.push(Unread::other_contig(offset));
        }
        self.text = text;
    }

    /// Returns whether a BCF record is a candidate, which is then written to `text`.
    fn bcf_candidate(
        &mut self,
        names: &Dictionary,
        bytes: &[u8],
        text: &mut Vec<u8>,
    ) -> Result<bool, Malformed> {
        if let Some((contig, start)) = single_base(bytes)
            && !self.is_strict
        {
            self.set_bcf_contig(names, contig)?;
            let interval = Interval::new(start, start.saturating_add(1));
            if !self.screen.reaches(Reach::Reference, interval, 0) {
                return Ok(false);
            }
        }
        let record = BcfRecord::new(bytes)?;
        self.set_bcf_contig(names, record.contig)?;
        let start = u32::try_from(record.position).unwrap_or(0);
        let mut alleles = record.alleles();
        let length = alleles.next().map_or(0, <[u8]>::len) as u32;
        let interval = Interval::new(start, start.saturating_add(length));
        let block_end = start.saturating_add(record.span);
        let is_hit = self.screen.reaches(Reach::of(alleles), interval, block_end);
        if is_hit || self.is_strict {
            record.write(names, text)?;
        }
        Ok(is_hit)
    }

    #[inline]
    fn set_bcf_contig(&mut self, names: &Dictionary, contig: i32) -> Result<(), Malformed> {
        if self.contig != Some(contig) {
            self.screen.set_contig(names.contig(contig)?.as_bytes());
            self.contig = Some(contig);
        }
        Ok(())
    }

    fn scan_text(&mut self, chunk: &mut Chunk) -> Result<Scanned<V::Out>, Fault> {
        let mut found = Found::default();
        let mut head = Vec::new();
        // Where the current line starts, and how far line ends were looked for.
        let (mut start, mut searched) = (None, 0);
        let mut has_nul = false;
        let mut texts = Vec::new();
        // Apart from `self`, which the closure borrows.
        let mut decompressor = std::mem::take(&mut self.decompressor);
        let text = chunk.read(&mut decompressor, |text| {
            let mut ends = 0;
            has_nul |= memchr(0, &text[searched..]).is_some();
            if self.wants_layout {
                self.may_have_end = may_state_end(&text[start.unwrap_or(searched)..]);
            }
            for end in memchr_iter(b'\n', &text[searched..]) {
                let end = searched + end;
                ends += 1;
                match start {
                    None => head.extend_from_slice(&text[..=end]),
                    Some(start) => self.line(&text[start..end], start as u64, &mut found),
                }
                start = Some(end + 1);
            }
            if self.wants_layout {
                texts.push(((text.len() - searched) as u32, ends));
            }
            searched = text.len();
        });
        self.decompressor = decompressor;
        self.may_have_end = true;
        let text = text?;
        if has_nul && let Some(nul) = memchr(0, text).and_then(|at| at.checked_sub(head.len())) {
            // One in the head is found where the line is put together.
            let before = &text[head.len()..head.len() + nul];
            let lines = memchr_iter(b'\n', before).count() as u64;
            found.fatal = Some((lines, Malformed::new("#", NUL)));
        }
        found.has_chromosome = self.screen.has_chromosome();
        let tail = match start {
            Some(start) => Some(text[start..].to_vec()),
            None => {
                head.extend_from_slice(text);
                None
            }
        };
        let (bytes, edges) = (text.len() as u64, Some(Edges { head, tail }));
        let blocks = chunk.block_sizes().zip(texts);
        let blocks = blocks.map(|(stored, (text, line_ends))| {
            let stored = stored as u32;
            Block { stored, text, line_ends }
        });
        Ok(Scanned { bytes, edges, found, blocks: blocks.collect() })
    }

    /// Takes one line, with or without its line end, into `found`. `begin` is its offset in some text.
    #[inline]
    pub(super) fn line(&mut self, line: &[u8], begin: u64, found: &mut Found<V::Out>) {
        let line = trim_line_end(line);
        let offset = found.lines;
        found.lines += 1;
        found.records += 1;
        let verdict = self.screen.judge(line);
        if self.wants_layout {
            match verdict {
                Verdict::Miss | Verdict::Candidate => {
                    self.screen.note(line, begin, self.may_have_end, &mut found.stretches);
                }
                _ => note(line, begin, &mut found.stretches),
            }
        }
        match verdict {
            Verdict::Miss => self.miss(line, offset, found),
            Verdict::Candidate => self.candidate(line, offset, found),
            Verdict::Blank => {
                found.records -= 1;
                if !line.is_empty() {
                    found.unread.push(Unread::white(offset));
                }
            }
            Verdict::Comment => {
                found.records -= 1;
                if self.header.is_contradicted_by(line) {
                    found.fatal = Some((offset, OTHER_TABLE));
                }
                // The merger knows where the header ends.
                found.unread.push(Unread::comment(offset));
            }
            Verdict::OtherContig => self.other_contig(line, offset, found),
            Verdict::Malformed(fault) => self.malformed(line, fault, offset, found),
        }
    }

    #[inline]
    fn miss(&self, line: &[u8], offset: u64, found: &mut Found<V::Out>) {
        if self.is_strict
            && let Err(fault) = self.check(&Record::new(line))
        {
            self.malformed(line, fault, offset, found);
        }
    }

    fn check(&self, record: &Record<'_>) -> Result<(), Malformed> {
        record.check(self.header.columns())?;
        if self.is_strict { record.check_all() } else { Ok(()) }
    }

    #[cold]
    fn malformed(&self, line: &[u8], fault: Malformed, offset: u64, found: &mut Found<V::Out>) {
        let place = Place::of(&Record::new(line), self.header);
        found.unread.push(Unread::record(offset, fault, place));
    }

    /// Takes a record whose CHROM is no name that is known of itself.
    #[cold]
    fn other_contig(&mut self, line: &[u8], offset: u64, found: &mut Found<V::Out>) {
        if !self.header.knows_contig(Record::new(line).chrom()) {
            found.unread.push(Unread::other_contig(offset));
        }
        if self.screen.takes_all() {
            self.candidate(line, offset, found);
        } else {
            self.miss(line, offset, found);
        }
    }

    /// Returns what is missing of a line that the file ends in, if columns are.
    pub(super) fn cut(&self, line: &[u8]) -> Option<Malformed> {
        let line = trim_line_end(line);
        if line.starts_with(b"#") || line.trim_ascii().is_empty() {
            return None;
        }
        Record::new(line).check_columns(self.header.columns()).err()
    }

    fn candidate(&mut self, line: &[u8], offset: u64, found: &mut Found<V::Out>) {
        let record = Record::new(line);
        match self.check(&record) {
            Ok(()) => {
                found.candidates += 1;
                self.visit.visit(&mut self.state, &record, offset, &mut found.out);
            }
            Err(fault) => self.malformed(line, fault, offset, found),
        }
    }
}
