//! What was observed of one sample, before it is judged.

use crate::matching::candidate::Candidate;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::observe::depths::Depths;
use crate::observe::gene_part::GenePart;
use crate::observe::lost_copy::LostCopy;

/// What records, tables or a query gave.
#[derive(Debug, Default)]
pub struct Observed<'k> {
    /// Alleles that may become findings, in the order of the input.
    pub candidates: Vec<Candidate<'k>>,
    /// Alleles that matter, in records that failed a FILTER.
    pub filtered: Vec<Candidate<'k>>,
    /// Candidates of the user's tables, which come after those of the input.
    pub from_tables: Vec<Candidate<'k>>,
    /// Genes of which segments hold less than half each.
    pub parts: Vec<GenePart<'k>>,
    /// What of the genome has lost a copy.
    pub lost: Vec<LostCopy>,
    /// Stretches that were read deeply enough to show absence.
    pub assessed: Vec<(Contig, Interval)>,
    /// Stretches where alleles were seen and left out.
    pub left_out: Vec<(Contig, Interval)>,
    /// Stretches of which the input says that too few reads show them.
    pub shallow: Vec<(Contig, Interval)>,
    /// Stretches of which something is said that is not understood.
    pub not_understood: Vec<(Contig, Interval)>,
    /// How deeply the places of biomarkers were read.
    pub depths: Depths,
}
