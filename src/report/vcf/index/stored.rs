//! The blocks of a BGZF file, seen as it is written.

use std::io;

use crate::io::bgzf::BlockHeader;

/// Where each block lies.
#[derive(Debug, Default)]
pub(super) struct Stored {
    /// Of each block where its text begins, and itself in the file.
    blocks: Vec<(u64, u64)>,
    /// The beginning of a block whose rest is to come.
    part: Vec<u8>,
    /// Bytes of text, and of the file, in the blocks so far.
    text: u64,
    bytes: u64,
}

impl Stored {
    /// Takes the next bytes of the file, as many as there are.
    ///
    /// # Errors
    /// Where they are not BGZF.
    pub(super) fn pass(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        // A block that lies in two writings is put together; others are looked at where they lie.
        while !self.part.is_empty() && !bytes.is_empty() {
            let before = self.part.len();
            let missing = match BlockHeader::parse(&self.part) {
                BlockHeader::Size(size) => size - before,
                _ => 1,
            };
            let taken = missing.min(bytes.len());
            self.part.extend_from_slice(&bytes[..taken]);
            bytes = &bytes[taken..];
            let mut part = std::mem::take(&mut self.part);
            if self.block(&part)?.is_some() {
                part.clear();
            }
            self.part = part;
        }
        while let Some(size) = self.block(bytes)? {
            bytes = &bytes[size..];
        }
        self.part.extend_from_slice(bytes);
        Ok(())
    }

    /// Takes the block that `bytes` begins with, and returns its size, if it is whole.
    fn block(&mut self, bytes: &[u8]) -> io::Result<Option<usize>> {
        let size = match BlockHeader::parse(bytes) {
            BlockHeader::Size(size) if size <= bytes.len() => size,
            BlockHeader::Foreign => return Err(io::Error::other("what is written is not BGZF")),
            _ => return Ok(None),
        };
        // ISIZE
        let text = bytes[size - 4..size].iter().rev().fold(0, |n, &b| n << 8 | u64::from(b));
        self.blocks.push((self.text, self.bytes));
        self.text += text;
        self.bytes += size as u64;
        Ok(Some(size))
    }

    /// Returns the blocks, each with where its text begins and where it lies in the file.
    pub(super) fn blocks(&self) -> &[(u64, u64)] {
        &self.blocks
    }

    /// Returns the virtual offset behind the text (SAM specification §4.1.1): that of the first block that ends it.
    pub(super) fn end(&self) -> u64 {
        let behind = self.blocks.partition_point(|(text, _)| *text < self.text);
        self.blocks.get(behind).map_or(self.bytes, |(_, bytes)| *bytes) << 16
    }
}
