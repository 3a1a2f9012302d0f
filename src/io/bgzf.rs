//! BGZF: gzip members of at most 64 KiB whose header holds their size (SAM specification §4.1).
//!
//! A [`Run`] is a stretch of whole blocks, found by walking BSIZE without inflating anything. A
//! thread can claim one in microseconds and inflate it on its own.

use std::io::{self, Read};

use libdeflater::Decompressor;

use super::checksum::Watched;

/// Compressed bytes in one run: its text still fits a core's L2 cache.
pub(crate) const RUN_BYTES: usize = 256 * 1024;
/// Upper bound on a run's inflated size, whatever the compression ratio.
const RUN_TEXT: usize = 4 * 1024 * 1024;
/// Fixed part of a gzip header with FEXTRA: up to and including XLEN.
const FIXED_HEADER: usize = 12;
/// CRC32 and ISIZE.
const TRAILER: usize = 8;
/// Bytes read at once, at least: two usual blocks.
const LEAST_READ: usize = 32 * 1024;
/// Largest inflated block.
const MAX_ISIZE: usize = 65_536;

/// What the bytes at a block's start say.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum BlockHeader {
    /// More bytes are needed to decide.
    Incomplete,
    /// Not a BGZF block.
    Foreign,
    /// A block of this many bytes, header and trailer included.
    Size(usize),
}

impl BlockHeader {
    /// Reads BSIZE from the extra field `BC` of the gzip header that `bytes` begins with.
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        const MAGIC: [u8; 4] = [0x1f, 0x8b, 0x08, 0x04];
        let known = bytes.len().min(MAGIC.len());
        if bytes[..known] != MAGIC[..known] {
            return Self::Foreign;
        }
        let Some(&[xlen0, xlen1]) = bytes.get(FIXED_HEADER - 2..FIXED_HEADER) else {
            return Self::Incomplete;
        };
        let xlen = usize::from(u16::from_le_bytes([xlen0, xlen1]));
        let Some(mut extra) = bytes.get(FIXED_HEADER..FIXED_HEADER + xlen) else {
            return Self::Incomplete;
        };
        while let [si1, si2, len0, len1, rest @ ..] = extra {
            let len = usize::from(u16::from_le_bytes([*len0, *len1]));
            if (*si1, *si2, len) == (b'B', b'C', 2) && rest.len() >= 2 {
                let size = usize::from(u16::from_le_bytes([rest[0], rest[1]])) + 1;
                let least = FIXED_HEADER + xlen + TRAILER;
                return if size > least { Self::Size(size) } else { Self::Foreign };
            }
            extra = rest.get(len..).unwrap_or_default();
        }
        Self::Foreign
    }
}

/// Why a run cannot be read or inflated.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// Reading failed.
    #[error(transparent)]
    Io(io::Error),
    /// The file is cut or corrupt, in a sentence for the user.
    #[error("{0}")]
    Invalid(String),
}

#[derive(Debug, Clone, Copy)]
struct Block {
    end: usize,
    text_len: usize,
}

/// Whole BGZF blocks in file order, still compressed.
#[derive(Debug, Default)]
pub(crate) struct Run {
    bytes: Vec<u8>,
    blocks: Vec<Block>,
    /// Offset of the first block in the file.
    offset: u64,
    text_len: usize,
}

impl Run {
    /// Returns how many compressed bytes are held.
    pub(crate) fn stored(&self) -> usize {
        self.bytes.len()
    }

    /// Returns how many blocks there are.
    pub(crate) fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Returns the stored bytes of each block.
    pub(crate) fn sizes(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.blocks.len()).map(|index| self.blocks[index].end - self.start_of(index))
    }

    /// Returns where block `index` begins in the file.
    pub(crate) fn offset_of(&self, index: usize) -> u64 {
        self.offset + self.start_of(index) as u64
    }

    fn start_of(&self, index: usize) -> usize {
        index.checked_sub(1).map_or(0, |before| self.blocks[before].end)
    }

    /// Inflates block `index` behind what `text` holds, and checks CRC32 and ISIZE.
    pub(crate) fn inflate_one(
        &self,
        index: usize,
        decompressor: &mut Decompressor,
        text: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        let filled = text.len();
        text.resize(filled + self.blocks[index].text_len, 0);
        self.inflate_into(index, decompressor, &mut text[filled..])
    }

    fn inflate_into(
        &self,
        index: usize,
        decompressor: &mut Decompressor,
        text: &mut [u8],
    ) -> Result<(), Fault> {
        let start = self.start_of(index);
        match decompressor.gzip_decompress(&self.bytes[start..self.blocks[index].end], text) {
            Ok(written) if written == text.len() => Ok(()),
            _ => {
                let at = self.offset_of(index);
                Err(Fault::Invalid(format!("corrupt BGZF block at byte {at}")))
            }
        }
    }

    /// Inflates every block to the front of `text`, and checks CRC32 and ISIZE. Calls `block` after
    /// each block with the text so far.
    ///
    /// `text` grows but never shrinks, so that it is zeroed once, not once a run.
    pub(crate) fn inflate<F: FnMut(&[u8])>(
        &self,
        decompressor: &mut Decompressor,
        text: &mut Vec<u8>,
        mut block: F,
    ) -> Result<usize, Fault> {
        if text.len() < self.text_len {
            text.resize(self.text_len, 0);
        }
        let mut filled = 0;
        for (index, &Block { text_len, .. }) in self.blocks.iter().enumerate() {
            self.inflate_into(index, decompressor, &mut text[filled..filled + text_len])?;
            filled += text_len;
            block(&text[..filled]);
        }
        Ok(filled)
    }
}

/// Reads runs of whole blocks.
#[derive(Debug)]
pub(crate) struct RunReader<R> {
    inner: Watched<R>,
    /// Bytes read beyond the last run.
    ahead: Vec<u8>,
    /// Offset of `ahead` in the file.
    offset: u64,
    /// Compressed bytes in one run.
    run_bytes: usize,
    at_end: bool,
    last_block_empty: bool,
}

impl<R: Read> RunReader<R> {
    pub(crate) fn new(inner: Watched<R>) -> Self {
        Self::at(inner, 0, RUN_BYTES)
    }

    /// Creates a reader of runs of about `run_bytes` whose `inner` stands at byte `offset`, where a
    /// block begins.
    pub(crate) fn at(inner: Watched<R>, offset: u64, run_bytes: usize) -> Self {
        let (at_end, last_block_empty) = (false, false);
        Self { inner, ahead: Vec::new(), offset, run_bytes, at_end, last_block_empty }
    }

    /// Fills `run` with the next blocks. Returns `false` at the proper end of the file. A file that
    /// ends inside a block, or without BGZF's empty last block, is invalid.
    pub(crate) fn read(&mut self, run: &mut Run) -> Result<bool, Fault> {
        run.bytes.clear();
        run.blocks.clear();
        run.text_len = 0;
        run.offset = self.offset;
        // The buffers swap roles: what was read ahead starts this run.
        std::mem::swap(&mut run.bytes, &mut self.ahead);
        let mut end = 0;
        loop {
            match BlockHeader::parse(&run.bytes[end..]) {
                BlockHeader::Size(size) if run.bytes.len() - end >= size => {
                    let block = self.block(&run.bytes, end, size)?;
                    end = block.end;
                    run.text_len += block.text_len;
                    run.blocks.push(block);
                    if end >= self.run_bytes || run.text_len >= RUN_TEXT {
                        break;
                    }
                }
                BlockHeader::Foreign if run.bytes.len() > end => {
                    if run.blocks.is_empty() {
                        let at = self.offset;
                        return Err(Fault::Invalid(format!(
                            "the data at byte {at} is not a BGZF block: the file is corrupt, or \
                             plain gzip was appended to BGZF"
                        )));
                    }
                    break;
                }
                _ if self.at_end => break,
                _ if !run.blocks.is_empty() && run.bytes.len() >= self.run_bytes => break,
                _ => self.read_ahead(&mut run.bytes)?,
            }
        }
        self.ahead.clear();
        self.ahead.extend_from_slice(&run.bytes[end..]);
        run.bytes.truncate(end);
        self.offset += end as u64;
        if !run.blocks.is_empty() {
            return Ok(true);
        }
        if !self.ahead.is_empty() {
            let at = self.offset;
            return Err(Fault::Invalid(format!(
                "truncated: the file ends inside the BGZF block at byte {at}; copy or make it again"
            )));
        }
        if !self.last_block_empty {
            return Err(Fault::Invalid(
                "truncated: BGZF's end-of-file marker is missing; copy or make the file again"
                    .to_owned(),
            ));
        }
        Ok(false)
    }

    fn read_ahead(&mut self, bytes: &mut Vec<u8>) -> Result<(), Fault> {
        let wanted = self.run_bytes.saturating_sub(bytes.len()).max(LEAST_READ);
        // Room to spare keeps `read_to_end` from growing the buffer at the limit.
        bytes.reserve(wanted + 64);
        let limit = wanted as u64;
        let read = self.inner.append(bytes, limit).map_err(Fault::Io)?;
        self.at_end = (read as u64) < limit;
        Ok(())
    }

    fn block(&mut self, bytes: &[u8], start: usize, size: usize) -> Result<Block, Fault> {
        let end = start + size;
        let isize = bytes[end - 4..end].iter().rev().fold(0, |n, &b| n << 8 | usize::from(b));
        if isize > MAX_ISIZE {
            let at = self.offset + start as u64;
            return Err(Fault::Invalid(format!(
                "corrupt BGZF block at byte {at}: it claims {isize} bytes of text"
            )));
        }
        self.last_block_empty = isize == 0;
        Ok(Block { end, text_len: isize })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use super::*;
    use crate::io::checksum::Watch;

    /// Returns `text` as BGZF in blocks of `block` bytes, with the end-of-file marker.
    pub(crate) fn compress(text: &[u8], block: usize) -> Vec<u8> {
        let mut writer = noodles_bgzf::io::Writer::new(Vec::new());
        for part in text.chunks(block) {
            writer.write_all(part).unwrap();
            writer.flush().unwrap();
        }
        writer.finish().unwrap()
    }

    fn read_all(bytes: &[u8]) -> Result<Vec<u8>, String> {
        let mut reader = RunReader::new(Watched::new(bytes, Watch::default()));
        let (mut run, mut all, mut text) = (Run::default(), Vec::new(), Vec::new());
        let mut decompressor = Decompressor::new();
        let message = |fault: Fault| fault.to_string();
        while reader.read(&mut run).map_err(message)? {
            let n = run.inflate(&mut decompressor, &mut text, |_| {}).map_err(message)?;
            all.extend_from_slice(&text[..n]);
        }
        Ok(all)
    }

    #[test]
    fn reads_back_what_was_compressed() {
        let text: Vec<u8> = (0..3_000_000u32).flat_map(|n| (n % 9973).to_le_bytes()).collect();
        for block in [1000, 65_280] {
            assert_eq!(read_all(&compress(&text[..400_000], block)).unwrap(), text[..400_000]);
        }
        assert_eq!(read_all(&compress(&text, 65_280)).unwrap(), text);
    }

    #[test]
    fn a_run_is_bounded_however_well_it_compresses() {
        let zeros = vec![0; 20_000_000];
        let bytes = compress(&zeros, 65_280);
        let mut reader = RunReader::new(Watched::new(&bytes[..], Watch::default()));
        let mut run = Run::default();
        let mut total = 0;
        while reader.read(&mut run).unwrap() {
            assert!(run.text_len <= RUN_TEXT + MAX_ISIZE);
            total += run.text_len;
        }
        assert_eq!(total, zeros.len());
    }

    #[test]
    fn every_truncation_is_an_error() {
        let bytes = compress(b"##fileformat=VCFv4.2\n#CHROM\tPOS\n1\t5\n", 10);
        assert!(read_all(&bytes).is_ok());
        for cut in 0..bytes.len() {
            let error = read_all(&bytes[..cut]).unwrap_err();
            assert!(error.starts_with("truncated"), "{cut}: {error}");
        }
    }

    #[test]
    fn corruption_never_changes_the_text() {
        let text: Vec<u8> = (0..700u32).flat_map(|n| (n * n).to_string().into_bytes()).collect();
        let bytes = compress(&text, 1000);
        let mut refused = 0;
        for at in 0..bytes.len() {
            let mut bad = bytes.clone();
            bad[at] ^= 0x55;
            match read_all(&bad) {
                // Some header bytes (time, system) mean nothing to us.
                Ok(got) => assert!(got == text, "byte {at}"),
                Err(_) => refused += 1,
            }
        }
        assert!(refused > bytes.len() * 8 / 10, "{refused} of {}", bytes.len());
        let mut bad = bytes.clone();
        bad[0] = 0;
        assert!(read_all(&bad).unwrap_err().contains("byte 0 is not a BGZF block"));
        let mut bad = bytes;
        bad[300] ^= 1;
        assert!(read_all(&bad).unwrap_err().contains("corrupt BGZF block at byte 0"));
    }

    #[test]
    fn block_headers() {
        let block = compress(b"x", 10);
        assert!(matches!(BlockHeader::parse(&block), BlockHeader::Size(_)));
        assert_eq!(BlockHeader::parse(&block[..17]), BlockHeader::Incomplete);
        assert_eq!(BlockHeader::parse(b""), BlockHeader::Incomplete);
        assert_eq!(BlockHeader::parse(b"\x1f\x8b\x08\0____________"), BlockHeader::Foreign);
    }
}
