//! Taking chunks from the input.

use std::io::Read;

use libdeflater::Decompressor;

use crate::io::bgzf::{Fault, RUN_BYTES, Run, RunReader};
use crate::io::{Compression, Source, Stored, Watched, gzip, gzip_fault};

/// Text in one chunk of a stream that only one thread can inflate.
const STREAM_TEXT: u64 = 1024 * 1024;
/// Compressed bytes in the smallest chunk: a block or two.
const LEAST: u64 = 16 * 1024;

/// A stretch of the input, and the buffers that hold it, which are used again from claim to claim.
#[derive(Default)]
pub(super) struct Chunk {
    kind: Kind,
    run: Run,
    text: Vec<u8>,
    filled: usize,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Whole BGZF blocks, to be inflated by whoever took them.
    #[default]
    Blocks,
    /// Text.
    Text,
}

impl Chunk {
    /// Returns how many bytes were taken from the input: as stored where blocks were taken, else
    /// text.
    pub(super) fn stored(&self) -> u64 {
        match self.kind {
            Kind::Blocks => self.run.stored() as u64,
            Kind::Text => self.filled as u64,
        }
    }

    /// Returns the stored bytes of each block, where blocks were taken.
    pub(super) fn block_sizes(&self) -> impl Iterator<Item = usize> + '_ {
        self.run.sizes().filter(|_| self.kind == Kind::Blocks)
    }

    /// Inflates the chunk where that is still to be done, calling `more` whenever there is more
    /// text, with all of it so far. Scanning text while it is still in cache is what this is for.
    pub(super) fn read<F: FnMut(&[u8])>(
        &mut self,
        decompressor: &mut Decompressor,
        mut more: F,
    ) -> Result<&[u8], Fault> {
        match self.kind {
            Kind::Blocks => {
                self.filled = self.run.inflate(decompressor, &mut self.text, more)?;
            }
            Kind::Text => more(&self.text[..self.filled]),
        }
        Ok(&self.text[..self.filled])
    }
}

/// The input as a sequence of chunks.
pub(super) enum Feed {
    Blocks(RunReader<Stored>),
    /// Text, and how much of it is a chunk.
    Plain(Watched<Stored>, u64),
    Gzip(Box<dyn Read + Send>),
}

impl Feed {
    /// Opens the chunks of `source`. They are of about `share` stored bytes where that is little.
    pub(super) fn new(source: Source, share: Option<u64>) -> Self {
        let compression = source.format().compression;
        let stored = source.into_stored();
        match compression {
            Compression::Bgzf => {
                let bytes = share.map_or(RUN_BYTES as u64, |share| share.max(LEAST));
                Self::Blocks(RunReader::at(stored, 0, bytes.min(RUN_BYTES as u64) as usize))
            }
            Compression::Gzip => Self::Gzip(Box::new(gzip(stored))),
            Compression::None => {
                let text = share.map_or(STREAM_TEXT, |share| share.max(4 * LEAST));
                Self::Plain(stored, text.min(STREAM_TEXT))
            }
        }
    }

    /// Fills `chunk` with the next stretch. Returns `false` at the end.
    pub(super) fn fill(&mut self, chunk: &mut Chunk) -> Result<bool, Fault> {
        match self {
            Self::Blocks(reader) => {
                chunk.kind = Kind::Blocks;
                reader.read(&mut chunk.run)
            }
            Self::Plain(reader, text) => {
                fill_text(chunk, *text, |to| reader.append(to, *text)).map_err(Fault::Io)
            }
            Self::Gzip(reader) => {
                fill_text(chunk, STREAM_TEXT, |to| reader.take(STREAM_TEXT).read_to_end(to))
                    .map_err(gzip_fault)
            }
        }
    }
}

fn fill_text(
    chunk: &mut Chunk,
    limit: u64,
    append: impl FnOnce(&mut Vec<u8>) -> std::io::Result<usize>,
) -> std::io::Result<bool> {
    chunk.kind = Kind::Text;
    chunk.text.clear();
    // What is reserved is memory only once it is filled: a small input takes no more than it is.
    chunk.text.reserve_exact(limit as usize);
    chunk.filled = append(&mut chunk.text)?;
    Ok(chunk.filled > 0)
}
