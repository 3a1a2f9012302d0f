//! A symbolic allele or breakend, and where it stands.

use crate::input::record::Record;

/// One symbolic allele or breakend of a record.
#[derive(Debug, Clone, Copy)]
pub struct Symbol<'r> {
    /// The record.
    pub record: &'r Record<'r>,
    /// 1-based number of the ALT.
    pub number: usize,
    /// The ALT.
    pub alternate: &'r [u8],
    /// The tumour's column.
    pub sample: Option<usize>,
}
