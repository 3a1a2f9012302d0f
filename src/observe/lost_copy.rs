//! What of the genome has lost a copy.

use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::structural::{CalledStretch, Stretch};
use crate::model::tumor_content::TumorContent;

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
        /// What shows it.
        by: StretchLoss,
    },
    /// A gene, by a row of a user's table.
    Gene {
        /// Its symbol.
        gene: String,
        /// What the row says: `-1 by cna.tsv`.
        row: String,
    },
}

/// What shows that a stretch has lost a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StretchLoss {
    /// Its number of copies: one or none.
    Copies,
    /// Its number of copies, fewer than the rest of a genome has that is more than diploid.
    FewerThanOthers,
    /// A record that calls it deleted.
    Called,
    /// A deletion between two breakends.
    Junction,
    /// One allele is lost, and copies of the other are left: the rarer allele has no copy.
    Allele,
}

impl StretchLoss {
    /// Returns what of the stretch shows that a copy is lost, if anything does.
    pub(crate) fn of(stretch: &Stretch, content: TumorContent) -> Option<Self> {
        let Stretch { copies, called, .. } = stretch;
        match called {
            _ if copies.is_one_or_none() => Some(Self::Copies),
            _ if copies.has_lost_an_allele() => Some(Self::Allele),
            _ if copies.is_below(content.ploidy()) => Some(Self::FewerThanOthers),
            Some(CalledStretch::Deleted) if copies.total.is_none() => Some(Self::Called),
            _ => None,
        }
    }
}
