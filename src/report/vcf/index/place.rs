//! From a place in the text that was read to the virtual offset of the same place in the file that was written.

use super::stored::Stored;
use crate::io::Growth;

/// Turns places into virtual offsets (SAM specification §4.1.1), in rising order.
pub(super) struct Places<'s> {
    /// The blocks from the one at hand on.
    blocks: &'s [(u64, u64)],
    /// Lines behind the last place that became longer.
    grown: &'s [Growth],
    /// By how much those before it did.
    by: i64,
}

impl<'s> Places<'s> {
    pub(super) fn new(stored: &'s Stored, grown: &'s [Growth]) -> Self {
        Self { blocks: stored.blocks(), grown, by: 0 }
    }

    /// Returns the virtual offset of `place`, which is none before the last one that was asked for.
    pub(super) fn of(&mut self, place: u64) -> u64 {
        while let [line, rest @ ..] = self.grown
            && line.begin < place
        {
            self.by += line.by;
            self.grown = rest;
        }
        let place = place.saturating_add_signed(self.by);
        // The end of a block is the beginning of the next one.
        while let [_, next, ..] = self.blocks
            && next.0 <= place
        {
            self.blocks = &self.blocks[1..];
        }
        self.blocks.first().map_or(0, |(text, block)| block << 16 | (place - text))
    }
}
