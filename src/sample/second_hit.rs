//! Two hits of one tumour suppressor.

use std::collections::HashMap;

use crate::matching::candidate::{Candidate, CandidateId};
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
        for &candidate in &hits {
            let others: Vec<usize> = hits
                .iter()
                .copied()
                .filter(|&other| !is_same_place(&candidates[other], &candidates[candidate]))
                .filter(|&other| !seen.are_of_one_reversion(other, candidate))
                .take(MOST_PARTNERS)
                .collect();
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
