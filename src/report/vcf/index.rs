//! The tabix index of a VCF, made from where its records lie in the text and how the text came to be stored.

mod place;
mod stored;
mod tabix;

use std::io::{self, Write};

use self::place::Places;
use self::stored::Stored;
use self::tabix::Tabix;
use crate::io::{Growth, Stretches};

/// Passes a BGZF file on, and notes its blocks.
pub(super) struct Indexing<W> {
    out: W,
    stored: Stored,
}

impl<W: Write> Indexing<W> {
    /// Begins the index of what is written to `out`.
    pub(super) fn new(out: W) -> Self {
        Self { out, stored: Stored::default() }
    }

    /// Returns the index as it is to be stored, or why there is none. `stretches` tells where records lay
    /// before the lines that `grown` names became longer.
    pub(super) fn finish(self, stretches: &Stretches, grown: &[Growth]) -> Result<Vec<u8>, String> {
        let mut places = Places::new(&self.stored, grown);
        let mut stretches = stretches.named()?.peekable();
        let mut tabix = Tabix::default();
        let mut begin = stretches.peek().map_or(0, |(_, first)| places.of(first.begin));
        while let Some((name, stretch)) = stretches.next() {
            // A stretch reaches to the next one. What is no record between them does no harm.
            let next = stretches.peek().map(|(_, next)| places.of(next.begin));
            let end = next.unwrap_or_else(|| self.stored.end());
            tabix.add(name, stretch, (begin, end))?;
            begin = end;
        }
        tabix.finish().map_err(|error| error.to_string())
    }
}

impl<W: Write> Write for Indexing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.stored.pass(&bytes[..written])?;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests;
