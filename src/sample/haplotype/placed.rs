//! A part with its place in the input.

use std::ops::Range;

use crate::observe::part::Part;

/// A part with its place among the candidates.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) part: Part,
    pub(super) candidates: Range<usize>,
}
