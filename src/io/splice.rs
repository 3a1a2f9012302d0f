//! Writing a text back with some lines changed. BGZF blocks without a changed line are copied as
//! they are stored. Only the others are inflated and compressed again.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::ops::Range;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use super::checksum::RunningCrc;
use super::place::read_at;
use super::source::gzip;

/// A BGZF block (SAM specification §4.1), as a scan saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Its bytes as stored.
    pub stored: u32,
    /// Bytes of its text.
    pub text: u32,
    /// Line ends in its text.
    pub line_ends: u32,
}

/// A line that became longer (or shorter) as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Growth {
    /// Where it begins, in the text that was read.
    pub begin: u64,
    /// Bytes added to it, or put before it.
    pub by: i64,
}

/// A change of one line.
pub(crate) trait LineEdit: Sync {
    /// Returns the line, 1-based.
    fn line(&self) -> u64;

    /// Appends `line`, with its line end if it has one, to `out`, changed.
    fn apply(&self, line: &[u8], out: &mut Vec<u8>);
}

/// Bytes copied at once.
const COPY: usize = 1 << 20;
/// Changed stretches that may wait to be written.
const AHEAD: usize = 16;

/// Neighbouring blocks with changed lines.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    /// Stored bytes.
    bytes: Range<u64>,
    /// Where its text begins.
    text: u64,
    /// The line that its text begins in, 1-based.
    first_line: u64,
    /// Whether the text begins with that line, and not within it.
    is_start: bool,
    /// Its edits.
    edits: Range<usize>,
}

/// Returns the blocks that `edits` (sorted by line) change.
fn spans<E: LineEdit>(blocks: &[Block], edits: &[E]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    // The block at hand, its first byte, and the text and line ends before it.
    let (mut at, mut offset, mut text, mut ends) = (0, 0, 0, 0u64);
    for (number, edit) in edits.iter().enumerate() {
        // To the block in which the line before ends: this one begins there, or right behind it.
        let before = edit.line() - 1;
        while blocks.get(at).is_some_and(|b| ends + u64::from(b.line_ends) < before) {
            offset += u64::from(blocks[at].stored);
            text += u64::from(blocks[at].text);
            ends += u64::from(blocks[at].line_ends);
            at += 1;
        }
        let (mut end_at, mut end, mut end_ends) = (at, offset, ends);
        // To the block in which it ends. The last line may lack an end.
        while let Some(block) = blocks.get(end_at) {
            end += u64::from(block.stored);
            end_ends += u64::from(block.line_ends);
            end_at += 1;
            if end_ends >= edit.line() {
                break;
            }
        }
        match spans.last_mut() {
            Some(last) if last.bytes.end > offset => {
                last.bytes.end = last.bytes.end.max(end);
                last.edits.end = number + 1;
            }
            _ => spans.push(Span {
                bytes: offset..end,
                text,
                first_line: ends + 1,
                is_start: offset == 0,
                edits: number..number + 1,
            }),
        }
    }
    spans
}

/// Copies a BGZF file of `blocks` to `out` with `edits` (sorted by line) made, and returns how lines grew.
/// What is read goes into `crc`.
///
/// # Errors
/// What reading or writing gives.
pub(crate) fn splice_bgzf<E: LineEdit>(
    file: &File,
    blocks: &[Block],
    edits: &[E],
    crc: &RunningCrc,
    out: &mut dyn Write,
) -> io::Result<Vec<Growth>> {
    // The last block is the end-of-file marker.
    let spans = spans(&blocks[..blocks.len().saturating_sub(1)], edits);
    let length: u64 = blocks.iter().map(|block| u64::from(block.stored)).sum();
    let file = Original { file, crc };
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(AHEAD);
        let other = || change(file.file, &spans, edits, sender);
        match thread::Builder::new().spawn_scoped(scope, other) {
            Ok(_) => {
                let next = |_: &Span| receiver.recv().map_err(io::Error::other)?;
                file.write(&spans, length, next, out)
            }
            // The system gives no thread: this one does it all.
            Err(_) => {
                let next = |span: &Span| changed(file.file, span, &edits[span.edits.clone()]);
                file.write(&spans, length, next, out)
            }
        }
    })
}

/// A stretch of the file.
struct Changed {
    /// As it is stored.
    stored: Vec<u8>,
    /// As it is to be written.
    new: Vec<u8>,
    /// The lines that grew.
    grown: Vec<Growth>,
}

/// The file that is written back.
#[derive(Clone, Copy)]
struct Original<'f> {
    file: &'f File,
    /// Takes what is read, in order.
    crc: &'f RunningCrc,
}

/// Sends each span's stored bytes, changed, in order. Stops where nobody wants them.
fn change<E: LineEdit>(
    file: &File,
    spans: &[Span],
    edits: &[E],
    to: SyncSender<io::Result<Changed>>,
) {
    for span in spans {
        if to.send(changed(file, span, &edits[span.edits.clone()])).is_err() {
            return;
        }
    }
}

fn changed<E: LineEdit>(file: &File, span: &Span, edits: &[E]) -> io::Result<Changed> {
    let mut stored = vec![0; (span.bytes.end - span.bytes.start) as usize];
    read_at(file, span.bytes.start, &mut stored)?;
    let mut text = Vec::new();
    gzip(&stored[..]).read_to_end(&mut text)?;
    let mut new = Vec::with_capacity(text.len() + text.len() / 8);
    // What belongs to a line that began earlier.
    let head = if span.is_start {
        0
    } else {
        memchr::memchr(b'\n', &text).map_or(text.len(), |end| end + 1)
    };
    let first = span.first_line + u64::from(!span.is_start);
    new.extend_from_slice(&text[..head]);
    let grown = apply_all(&text[head..], first, edits, &mut new);
    let at = span.text + head as u64;
    let grown = grown.into_iter().map(|line| Growth { begin: line.begin + at, ..line }).collect();
    let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
    writer.write_all(&new)?;
    writer.flush()?;
    Ok(Changed { stored, new: writer.into_inner(), grown })
}

impl Original<'_> {
    /// Writes the file to `out`, with the spans as `next` gives them. Returns how lines grew.
    fn write(
        self,
        spans: &[Span],
        length: u64,
        next: impl Fn(&Span) -> io::Result<Changed>,
        out: &mut dyn Write,
    ) -> io::Result<Vec<Growth>> {
        let mut grown = Vec::new();
        let mut buffer = vec![0; COPY];
        let mut at = 0;
        for span in spans {
            self.copy(at..span.bytes.start, &mut buffer, out)?;
            let Changed { stored, new, grown: here } = next(span)?;
            grown.extend(here);
            self.crc.update(&stored);
            out.write_all(&new)?;
            at = span.bytes.end;
        }
        self.copy(at..length, &mut buffer, out)?;
        Ok(grown)
    }

    fn copy(self, range: Range<u64>, buffer: &mut [u8], out: &mut dyn Write) -> io::Result<()> {
        let mut at = range.start;
        while at < range.end {
            let part = &mut buffer[..COPY.min((range.end - at) as usize)];
            read_at(self.file, at, part)?;
            self.crc.update(part);
            out.write_all(part)?;
            at += part.len() as u64;
        }
        Ok(())
    }
}

/// Writes all of `text` to `out` with `edits` (sorted by line) made, a line at a time. Returns how lines grew.
///
/// # Errors
/// What reading or writing gives.
pub(crate) fn splice_text<E: LineEdit>(
    text: impl Read,
    edits: &[E],
    out: &mut dyn Write,
) -> io::Result<Vec<Growth>> {
    let mut grown = Vec::new();
    let mut begin = 0;
    let mut reader = BufReader::with_capacity(COPY, text);
    let (mut line, mut changed) = (Vec::new(), Vec::new());
    let mut edits = edits.iter().peekable();
    for number in 1.. {
        line.clear();
        if reader.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        match edits.next_if(|edit| edit.line() == number) {
            Some(edit) => {
                changed.clear();
                edit.apply(&line, &mut changed);
                out.write_all(&changed)?;
                grown.push(Growth { begin, by: changed.len() as i64 - line.len() as i64 });
            }
            None => out.write_all(&line)?,
        }
        begin += line.len() as u64;
    }
    Ok(grown)
}

/// Appends `text`, which begins with line `first`, to `out`, with `edits` (sorted, all in it) made. Returns
/// how its lines grew.
fn apply_all<E: LineEdit>(text: &[u8], first: u64, edits: &[E], out: &mut Vec<u8>) -> Vec<Growth> {
    let mut grown = Vec::with_capacity(edits.len());
    let mut line = first;
    let mut rest = text;
    for edit in edits {
        // Lines before the edited one stay as they are.
        while line < edit.line() {
            let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
            out.extend_from_slice(&rest[..end]);
            rest = &rest[end..];
            line += 1;
        }
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        let (begin, before) = ((text.len() - rest.len()) as u64, out.len());
        edit.apply(&rest[..end], out);
        grown.push(Growth { begin, by: (out.len() - before) as i64 - end as i64 });
        rest = &rest[end..];
        line += 1;
    }
    out.extend_from_slice(rest);
    grown
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Puts a word before a line, or behind it.
    #[derive(Debug)]
    struct Word {
        line: u64,
        is_before: bool,
    }

    impl LineEdit for Word {
        fn line(&self) -> u64 {
            self.line
        }

        fn apply(&self, line: &[u8], out: &mut Vec<u8>) {
            if self.is_before {
                out.extend_from_slice(b"##new\n");
            }
            out.extend_from_slice(line);
            if !self.is_before {
                out.insert(out.len() - usize::from(line.ends_with(b"\n")), b'!');
            }
        }
    }

    #[test]
    fn lines_between_edits_stay() {
        let edits = [Word { line: 5, is_before: true }, Word { line: 7, is_before: false }];
        let mut out = Vec::new();
        let grown = apply_all(b"four\nfive\nsix\nseven", 4, &edits, &mut out);
        assert_eq!(grown, [Growth { begin: 5, by: 6 }, Growth { begin: 14, by: 1 }]);
        assert_eq!(out, b"four\n##new\nfive\nsix\nseven!");
    }

    fn stored(text: &[u8], block: usize) -> (Vec<u8>, Vec<Block>) {
        let mut all = Vec::new();
        let mut blocks = Vec::new();
        for part in text.chunks(block) {
            let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
            writer.write_all(part).unwrap();
            writer.flush().unwrap();
            let bytes = writer.into_inner();
            let line_ends = part.iter().filter(|&&b| b == b'\n').count() as u32;
            let text = part.len() as u32;
            blocks.push(Block { stored: bytes.len() as u32, text, line_ends });
            all.extend(bytes);
        }
        let end = noodles_bgzf::io::Writer::new(Vec::new()).finish().unwrap();
        blocks.push(Block { stored: end.len() as u32, text: 0, line_ends: 0 });
        all.extend(end);
        (all, blocks)
    }

    fn inflated(bytes: &[u8]) -> Vec<u8> {
        let mut text = Vec::new();
        gzip(bytes).read_to_end(&mut text).unwrap();
        text
    }

    proptest! {
        #[test]
        fn blocks_and_lines_give_the_same(
            lines in prop::collection::vec("[a-z]{0,30}", 1..60),
            places in prop::collection::btree_map(1..60u64, any::<bool>(), 0..8),
            block in 5..300usize,
            has_end in any::<bool>(),
        ) {
            let mut whole = String::new();
            for line in &lines {
                whole += &format!("1\t2\t3\t4\t5\t6\t7\t{line}\n");
            }
            if !has_end {
                whole.pop();
            }
            let places: BTreeMap<u64, bool> = places;
            let edits: Vec<Word> = places
                .into_iter()
                .filter(|(line, _)| *line <= lines.len() as u64)
                .map(|(line, is_before)| Word { line, is_before })
                .collect();
            let mut want = Vec::new();
            let want_grown = splice_text(whole.as_bytes(), &edits, &mut want).unwrap();
            let (bytes, blocks) = stored(whole.as_bytes(), block);
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(&bytes).unwrap();
            let mut got = Vec::new();
            let crc = RunningCrc::default();
            let grown = splice_bgzf(&file, &blocks, &edits, &crc, &mut got).unwrap();
            prop_assert_eq!(grown, want_grown);
            prop_assert_eq!(crc.value(), libdeflater::crc32(&bytes));
            prop_assert_eq!(
                String::from_utf8(inflated(&got)).unwrap(),
                String::from_utf8(want).unwrap()
            );
            if edits.is_empty() {
                prop_assert!(got == bytes, "nothing is compressed again");
            }
        }
    }
}
