//! The tabix index of a VCF, made while the VCF is written: a thread of its own inflates what passes and
//! notes where each record lies.

use std::io::{self, PipeWriter, Write};
use std::thread::{self, JoinHandle};

use libdeflater::Decompressor;
use memchr::{memchr, memchr_iter, memmem};
use noodles_bgzf::VirtualPosition;
use noodles_core::Position;
use noodles_csi::binning_index::index::header::Builder;
use noodles_csi::binning_index::index::reference_sequence::bin::Chunk;
use noodles_tabix::index::Indexer;

use crate::io::bgzf::{Fault, Run, RunReader};
use crate::io::{Watch, Watched};

/// Passes a BGZF file on, and indexes it.
pub struct Indexing<W> {
    out: W,
    /// Where the bytes go to be indexed; `None` once nobody reads them.
    copy: Option<PipeWriter>,
    made: JoinHandle<Result<Vec<u8>, String>>,
}

impl<W: Write> Indexing<W> {
    /// Begins the index of what is written to `out`.
    ///
    /// # Errors
    /// Where the system gives no thread or pipe.
    pub fn new(out: W) -> io::Result<Self> {
        let (reader, copy) = io::pipe()?;
        let made = thread::Builder::new().spawn(move || index(reader))?;
        Ok(Self { out, copy: Some(copy), made })
    }

    /// Returns the index as it is to be stored, or why there is none.
    pub fn finish(self) -> Result<Vec<u8>, String> {
        drop(self.copy);
        match self.made.join() {
            Ok(made) => made,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }
}

impl<W: Write> Write for Indexing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        // An index that cannot be made stops reading, and says why at the end.
        self.copy = self.copy.take().filter(|mut copy| copy.write_all(&bytes[..written]).is_ok());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Indexes the BGZF file that `stored` gives.
fn index(stored: impl io::Read) -> Result<Vec<u8>, String> {
    let failed = |fault| match fault {
        Fault::Io(error) => error.to_string(),
        Fault::Invalid(reason) => reason,
    };
    let mut records = Records::new();
    let mut reader = RunReader::new(Watched::new(stored, Watch::default()));
    let (mut run, mut text) = (Run::default(), Vec::new());
    let mut decompressor = Decompressor::new();
    while reader.read(&mut run).map_err(failed)? {
        let mut offset = run.offset_of(0);
        for (block, size) in run.sizes().enumerate() {
            text.clear();
            run.inflate_one(block, &mut decompressor, &mut text).map_err(failed)?;
            records.take(&text, offset, offset + size as u64)?;
            offset += size as u64;
        }
    }
    records.end()?;
    let mut writer = noodles_tabix::io::Writer::new(Vec::new());
    let stored =
        writer.write_index(&records.indexer.build()).and_then(|()| writer.into_inner().finish());
    stored.map_err(|error| error.to_string())
}

/// The records of a file, as its blocks come.
struct Records {
    indexer: Indexer,
    /// The beginning of a line that the next block ends.
    carry: Vec<u8>,
    /// Where the line at hand begins, and the text so far ends.
    start: VirtualPosition,
    at: VirtualPosition,
    end: memmem::Finder<'static>,
}

impl Records {
    fn new() -> Self {
        let mut indexer = Indexer::default();
        indexer.set_header(Builder::vcf().build());
        let start = VirtualPosition::default();
        let end = memmem::Finder::new(b"END=");
        Self { indexer, carry: Vec::new(), start, at: start, end }
    }

    /// Takes the text of the block at `offset`, behind which the next one begins at `next`.
    fn take(&mut self, text: &[u8], offset: u64, next: u64) -> Result<(), String> {
        let place = |within: usize| {
            let (block, within) = if within == text.len() { (next, 0) } else { (offset, within) };
            let within = u16::try_from(within).map_err(|_| "a block is too long".to_owned())?;
            VirtualPosition::try_from((block, within)).map_err(|error| error.to_string())
        };
        let mut begin = 0;
        for end in memchr_iter(b'\n', text) {
            let after = place(end + 1)?;
            let chunk = Chunk::new(self.start, after);
            if self.carry.is_empty() {
                self.record(&text[begin..end], chunk)?;
            } else {
                let mut line = std::mem::take(&mut self.carry);
                line.extend_from_slice(&text[begin..end]);
                self.record(&line, chunk)?;
            }
            (self.start, begin) = (after, end + 1);
        }
        self.carry.extend_from_slice(&text[begin..]);
        self.at = place(text.len())?;
        Ok(())
    }

    /// Takes a last line without an end.
    fn end(&mut self) -> Result<(), String> {
        let line = std::mem::take(&mut self.carry);
        self.record(&line, Chunk::new(self.start, self.at))
    }

    fn record(&mut self, line: &[u8], chunk: Chunk) -> Result<(), String> {
        if line.is_empty() || line[0] == b'#' {
            return Ok(());
        }
        let mut columns = line.splitn(9, |&byte| byte == b'\t');
        let mut column = || columns.next().unwrap_or_default();
        let (contig, position, _, reference) = (column(), column(), column(), column());
        let (alternate, info) = (column(), columns.nth(2).unwrap_or_default());
        let number = |text: &[u8]| std::str::from_utf8(text).ok()?.parse::<usize>().ok();
        let contig = std::str::from_utf8(contig).map_err(|_| "CHROM is not UTF-8".to_owned())?;
        let shown = || format!("{contig}:{}", String::from_utf8_lossy(position));
        let wrong = || format!("{}: POS is no number", shown());
        // POS 0 is a telomere's (VCF 4.5 §1.6.1.2), which has no place in an index.
        let start = number(position).ok_or_else(wrong)?.max(1);
        let own = start + reference.len().max(1) - 1;
        let stated = self.stated_end(info).and_then(number).unwrap_or(0);
        let length = match alternate.contains(&b'<') {
            true => value(info, b"SVLEN=").map_or(0, longest),
            false => 0,
        };
        let end = own.max(stated).max(start.saturating_add(length));
        let position = |place: usize| Position::try_from(place).map_err(|e| e.to_string());
        // What is longer than the index can say reaches to its end.
        let end = position(end.min(LAST.max(start)))?;
        let added = self.indexer.add_record(contig, position(start)?, end, chunk);
        added.map_err(|_| match start > LAST {
            true => format!("{} lies behind what a .tbi can name: make a .csi (bcftools index)", shown()),
            false => format!(
                "the records are not sorted ({}): sort them (bcftools sort), then make it (tabix -p vcf)",
                shown()
            ),
        })
    }

    /// Returns INFO END. Most records have none, and are only searched for its letters.
    fn stated_end<'i>(&self, info: &'i [u8]) -> Option<&'i [u8]> {
        self.end.find(info)?;
        value(info, b"END=")
    }
}

/// The last base that a tabix index can name (tabix specification: 2^29).
const LAST: usize = 1 << 29;

/// Returns the value of a field of INFO, `key` being its name and `=`.
fn value<'i>(info: &'i [u8], key: &[u8]) -> Option<&'i [u8]> {
    let mut rest = info;
    loop {
        let end = memchr(b';', rest).unwrap_or(rest.len());
        if let Some(value) = rest[..end].strip_prefix(key) {
            return Some(value);
        }
        rest = rest.get(end + 1..)?;
    }
}

/// Returns the longest of the lengths of alleles, whichever their signs.
fn longest(lengths: &[u8]) -> usize {
    let lengths = lengths.split(|&byte| byte == b',').filter_map(|text| {
        let text = std::str::from_utf8(text).ok()?;
        text.trim_start_matches('-').parse().ok()
    });
    lengths.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::bgzf::tests::compress;

    fn made(text: &str, block: usize) -> Result<Vec<u8>, String> {
        let mut out = Vec::new();
        let mut indexing = Indexing::new(&mut out).unwrap();
        let bytes = compress(text.as_bytes(), block);
        indexing.write_all(&bytes).unwrap();
        let made = indexing.finish();
        assert!(out == bytes, "what passes is unchanged");
        made
    }

    const HEAD: &str = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n";

    #[test]
    fn unsorted_records_have_no_index_and_it_is_said_where() {
        let record = |contig: &str, pos: usize| format!("{contig}\t{pos}\t.\tA\tC\t.\t.\t.\n");
        let text = |records: &[(&str, usize)]| {
            records.iter().fold(HEAD.to_owned(), |text, (contig, pos)| text + &record(contig, *pos))
        };
        assert!(made(&text(&[("1", 5), ("1", 5), ("2", 1)]), 30).is_ok());
        let error = made(&text(&[("1", 5), ("1", 4)]), 30).unwrap_err();
        assert!(error.starts_with("the records are not sorted (1:4)"), "{error}");
        let error = made(&text(&[("1", 5), ("2", 1), ("1", 9)]), 30).unwrap_err();
        assert!(error.starts_with("the records are not sorted (1:9)"), "{error}");
        assert!(made(&text(&[("1", 536_870_912)]), 30).is_ok());
        assert!(made(&text(&[("1", 536_870_913)]), 30).unwrap_err().contains("behind"));
    }

    #[test]
    fn fields_of_info() {
        assert_eq!(value(b"CIEND=1,2;END=50;X", b"END="), Some(&b"50"[..]));
        assert_eq!(value(b"CIEND=1,2", b"END="), None);
        assert_eq!(longest(b"-500,20"), 500);
        assert_eq!(longest(b"."), 0);
    }
}
