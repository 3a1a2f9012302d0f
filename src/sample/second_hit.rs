//! Two hits of one tumour suppressor.

use std::collections::HashMap;

use crate::matching::candidate::{Candidate, CandidateId};
use crate::model::finding::Flag;
use crate::model::gene_name::GeneName;
use crate::model::phase::Phase;
use crate::sample::damaging::is_damaging;
use crate::sample::fact::{Noted, SampleFact};
use crate::sample::phase::{MOST_PARTNERS, phase_between};
use crate::sample::seen::Seen;

/// Finds, for every damaging candidate of a tumour suppressor, the others that hit its gene elsewhere.
pub(super) fn find(seen: &Seen<'_>) -> Vec<Noted> {
    let candidates = seen.candidates;
    let mut hits_of: HashMap<GeneName, Vec<usize>> = HashMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        if is_damaging(candidate, seen.genes()) {
            hits_of.entry(candidate.consequence.gene.clone()).or_default().push(index);
        }
    }
    let mut found = Vec::new();
    for hits in hits_of.into_values().filter(|hits| hits.len() > 1) {
        // Of hits that are told apart by place alone, few are at the place of any other.
        let first_of_place = of_places(candidates, &hits);
        let is_reverted = |&index: &usize| candidates[index].flags.contains(&Flag::Reversion);
        let (reverted, others): (Vec<usize>, Vec<usize>) =
            first_of_place.into_iter().partition(is_reverted);
        for &candidate in &hits {
            // Both may be of one reversion.
            let reverted = if is_reverted(&candidate) { &[][..] } else { &reverted };
            let mut others: Vec<usize> = [reverted, &others]
                .into_iter()
                .flat_map(|hits| {
                    let elsewhere = |other: &&usize| {
                        !is_same_place(&candidates[**other], &candidates[candidate])
                    };
                    hits.iter().filter(elsewhere).take(MOST_PARTNERS)
                })
                .copied()
                .collect();
            others.sort_unstable();
            others.truncate(MOST_PARTNERS);
            if others.is_empty() {
                continue;
            }
            let phases =
                others.iter().map(|&o| phase_between(&candidates[candidate], &candidates[o]));
            let fact = SampleFact::SecondHit {
                phase: of_all(phases),
                others: others.iter().map(|&other| candidates[other].name()).collect(),
            };
            found.push(Noted { candidate: CandidateId(candidate), fact });
        }
    }
    found.sort_by_key(|noted| noted.candidate);
    found
}

/// Returns of each place the first hits, as many as are told.
fn of_places(candidates: &[Candidate], hits: &[usize]) -> Vec<usize> {
    let mut at_place: HashMap<(&str, u32, bool), usize> = HashMap::new();
    let is_one_of_few = |&&index: &&usize| {
        let variant = &candidates[index].variant;
        let is_reverted = candidates[index].flags.contains(&Flag::Reversion);
        let count = at_place.entry((&variant.chrom, variant.pos, is_reverted)).or_default();
        *count += 1;
        *count <= MOST_PARTNERS
    };
    hits.iter().filter(is_one_of_few).copied().collect()
}

/// Returns the phase of all pairs. One hit on the other copy is enough; all must be on one copy to
/// be in cis.
fn of_all(phases: impl Iterator<Item = Phase>) -> Phase {
    phases.fold(Phase::Cis, |all, phase| match (all, phase) {
        (Phase::Trans, _) | (_, Phase::Trans) => Phase::Trans,
        (Phase::Cis, Phase::Cis) => Phase::Cis,
        _ => Phase::Unknown,
    })
}

/// Returns whether both are alleles of one record, or two readings of one change.
fn is_same_place(a: &Candidate, b: &Candidate) -> bool {
    a.variant.chrom == b.variant.chrom && a.variant.pos == b.variant.pos
}
