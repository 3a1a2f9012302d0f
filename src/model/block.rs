//! Where the lines of a BGZF file are found again.

/// A BGZF block (SAM specification §4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Its bytes as stored.
    pub stored: u32,
    /// Line ends in its text.
    pub line_ends: u32,
}
