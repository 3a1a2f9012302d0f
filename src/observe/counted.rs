//! Where the number of copies is stated, whatever it is: there no amplification is hidden.

use std::collections::BTreeSet;

use crate::model::contig::Contig;
use crate::model::position::Interval;

/// The genes and the stretches whose copies a table states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// Symbols of genes.
    pub genes: BTreeSet<String>,
    /// Stretches, 0-based half-open.
    pub stretches: Vec<(Contig, Interval)>,
    /// Whether a row is not placed on the genome: it may be of any gene, so of none the copies are known.
    pub has_unplaced: bool,
}

impl Counted {
    /// Takes over what another table states.
    pub fn extend(&mut self, other: Self) {
        self.genes.extend(other.genes);
        self.stretches.extend(other.stretches);
        self.has_unplaced |= other.has_unplaced;
    }
}
