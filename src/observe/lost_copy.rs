//! What of the genome has lost a copy.

use crate::model::contig::Contig;
use crate::model::position::Interval;

/// A stretch or a gene of which one copy at least is lost.
#[derive(Debug, Clone, PartialEq)]
pub struct LostCopy {
    /// What is lost.
    pub place: Place,
    /// Copies that are left, diploid scale, where the input says.
    pub copies: Option<f64>,
}

/// Where a copy is lost.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// A stretch of a chromosome.
    Stretch {
        /// The chromosome as the input names it.
        chrom: Box<str>,
        /// The chromosome.
        contig: Contig,
        /// 0-based half-open.
        interval: Interval,
    },
    /// A gene, by a row of a user's table.
    Gene {
        /// Its symbol.
        gene: String,
        /// What the row says: `-1 by cna.tsv`.
        row: String,
    },
}
