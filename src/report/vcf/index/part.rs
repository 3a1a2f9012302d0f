//! One run of blocks, inflated, and its lines gathered.

use libdeflater::Decompressor;
use memchr::memchr_iter;

use super::records::Records;
use crate::io::bgzf::Run;

/// What a run of blocks holds.
#[derive(Debug)]
pub(super) struct Part {
    /// Up to and including its first line end, or all of it where there is none.
    pub(super) head: Vec<u8>,
    /// Virtual offsets of its first byte, and behind its last.
    pub(super) bytes: (u64, u64),
    /// The whole lines behind the head.
    pub(super) records: Records,
    /// What the next part ends, or `None` where no line ends.
    pub(super) tail: Option<Tail>,
}

/// What follows the last line end of a part.
#[derive(Debug)]
pub(super) struct Tail {
    pub(super) text: Vec<u8>,
    /// Virtual offset behind the head.
    pub(super) head_end: u64,
    /// Virtual offset of the text.
    pub(super) begin: u64,
}

/// Reads parts, one at a time.
pub(super) struct Parts {
    decompressor: Decompressor,
    text: Vec<u8>,
}

impl Parts {
    pub(super) fn new() -> Self {
        Self { decompressor: Decompressor::new(), text: Vec::new() }
    }

    /// Inflates `run` and gathers its records.
    ///
    /// # Errors
    /// A sentence, for blocks that are corrupt and records without a place.
    pub(super) fn read(&mut self, run: &Run) -> Result<Part, String> {
        let mut begins = Vec::with_capacity(run.len() + 1);
        let mut filled = 0;
        let length = run.inflate(&mut self.decompressor, &mut self.text, |text| {
            begins.push((filled, run.offset_of(begins.len())));
            filled = text.len();
        });
        let length = length.map_err(|fault| fault.to_string())?;
        let next = run.offset_of(run.len());
        begins.push((length, next));
        let text = &self.text[..length];
        let mut offsets = Offsets { begins: &begins };
        let bytes = (offsets.of(0), next << 16);
        let mut ends = memchr_iter(b'\n', text);
        let mut records = Records::new();
        let Some(head) = ends.next() else {
            return Ok(Part { head: text.to_vec(), bytes, records, tail: None });
        };
        let head_end = offsets.of(head + 1);
        let (mut start, mut at) = (head + 1, head_end);
        for end in ends {
            let after = offsets.of(end + 1);
            records.line(&text[start..end], (at, after))?;
            (start, at) = (end + 1, after);
        }
        let tail = Tail { text: text[start..].to_vec(), head_end, begin: at };
        Ok(Part { head: text[..=head].to_vec(), bytes, records, tail: Some(tail) })
    }
}

/// Turns places in the text of a run into virtual offsets (SAM specification §4.1.1), in rising order.
struct Offsets<'b> {
    /// Where each block begins, in the text and in the file, and where the next run does.
    begins: &'b [(usize, u64)],
}

impl Offsets<'_> {
    fn of(&mut self, place: usize) -> u64 {
        // The end of a block is the beginning of the next one.
        while let [_, next, ..] = self.begins
            && next.0 <= place
        {
            self.begins = &self.begins[1..];
        }
        self.begins.first().map_or(0, |(text, block)| block << 16 | (place - text) as u64)
    }
}
