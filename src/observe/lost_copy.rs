//! Stretches of which a copy is lost.

use crate::model::contig::Contig;
use crate::model::position::Interval;

/// A stretch of which one copy at least is lost.
#[derive(Debug, Clone, PartialEq)]
pub struct LostCopy {
    /// The chromosome as the input names it.
    pub chrom: Box<str>,
    /// The chromosome.
    pub contig: Contig,
    /// 0-based half-open.
    pub interval: Interval,
    /// Copies that are left, diploid scale, where the input says.
    pub copies: Option<f64>,
}
