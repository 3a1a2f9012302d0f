//! Junctions that two records report, each from its own end.

use std::collections::HashMap;

use crate::matching::candidate::{Candidate, CandidateId};
use crate::model::gene_name::GeneName;
use crate::model::structural::Junction;
use crate::sample::fact::{Noted, SampleFact};

/// The junctions so far.
#[derive(Debug, Default)]
pub(crate) struct Mates {
    /// Each with its candidate, by gene and [`Junction::neighbourhood`].
    seen: HashMap<Neighbourhood, Vec<(Junction, CandidateId)>>,
}

/// A gene, and where its junctions lie near each other.
type Neighbourhood = (GeneName, [u32; 2]);

impl Mates {
    /// Returns the fact for the candidate whose earlier record reported the junction of `candidate`
    /// from its other end. Where there is none, remembers the junction as that of candidate `next`.
    pub(crate) fn earlier(&mut self, candidate: &Candidate, next: CandidateId) -> Option<Noted> {
        let junction = candidate.change.junction()?;
        let gene = &candidate.consequence.gene;
        let [first, second] = junction.neighbourhood();
        let around = |at: u32| at.saturating_sub(1)..=at.saturating_add(1);
        let near =
            around(first).flat_map(|first| around(second).map(move |second| [first, second]));
        let found = near
            .filter_map(|place| self.seen.get(&(gene.clone(), place)))
            .flatten()
            .filter(|(other, _)| other.is_near(junction))
            .map(|(_, earlier)| *earlier)
            .min();
        let Some(earlier) = found else {
            let place = (gene.clone(), [first, second]);
            self.seen.entry(place).or_default().push((junction, next));
            return None;
        };
        let variant = &candidate.variant;
        let fact = SampleFact::MateOf { chrom: variant.chrom.clone(), pos: variant.pos };
        Some(Noted { candidate: earlier, fact })
    }
}
