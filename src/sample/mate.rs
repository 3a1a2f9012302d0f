//! Junctions that two records report, each from its own end.

use crate::matching::candidate::{Candidate, CandidateId};
use crate::model::gene_name::GeneName;
use crate::model::structural::Junction;
use crate::sample::fact::{Noted, SampleFact};

/// The junctions so far.
#[derive(Debug, Default)]
pub(crate) struct Mates {
    /// Each with its gene and its candidate.
    seen: Vec<(Junction, GeneName, CandidateId)>,
}

impl Mates {
    /// Returns the fact for the candidate whose earlier record reported the junction of `candidate`
    /// from its other end. Where there is none, remembers the junction as that of candidate `next`.
    pub(crate) fn earlier(&mut self, candidate: &Candidate, next: CandidateId) -> Option<Noted> {
        let junction = candidate.change.junction()?;
        let gene = &candidate.consequence.gene;
        let found = self.seen.iter().find(|(other, of, _)| other.is_near(junction) && of == gene);
        let Some(&(_, _, earlier)) = found else {
            self.seen.push((junction, gene.clone(), next));
            return None;
        };
        let variant = &candidate.variant;
        let fact = SampleFact::MateOf { chrom: variant.chrom.clone(), pos: variant.pos };
        Some(Noted { candidate: earlier, fact })
    }
}
