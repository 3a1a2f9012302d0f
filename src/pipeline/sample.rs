//! Evaluates every touched profile over the whole sample.

use std::collections::{BTreeMap, BTreeSet};

use crate::interpret::finding::{HeldProfile, Judge, Unseen};
use crate::matching::combine::{self, Holds, Shown};
use crate::matching::component::ComponentMatch;
use crate::model::finding::Finding;

use super::assessed::Assessed;
use super::candidate::{Candidate, Withheld};
use super::second_hit;

/// Other variants that are named with one, at most.
pub(super) const MOST_PARTNERS: usize = 10;

/// Judges all candidates of one sample, in their order; `assessed` is where it shows absence. A
/// candidate whose profiles do not hold, and which is no driver by itself, still comes back; the
/// caller decides what is reported.
pub(super) fn findings(
    mut candidates: Vec<Candidate>,
    assessed: &Assessed,
    judge: &Judge<'_>,
) -> Vec<Finding> {
    second_hit::note(&mut candidates, judge.genes);
    // profile -> component -> variants
    let mut touched: BTreeMap<usize, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        for hit in &candidate.hits {
            let variants =
                touched.entry(hit.profile).or_default().entry(hit.component).or_default();
            variants.push(index);
        }
    }
    let altered: BTreeSet<&str> = candidates
        .iter()
        .map(|candidate| &candidate.consequence)
        .filter(|consequence| consequence.is_nonsynonymous())
        .map(|consequence| &*consequence.gene)
        .collect();
    let names: Vec<String> = candidates.iter().map(Candidate::name).collect();
    let mut held: Vec<Vec<HeldProfile>> = vec![Vec::new(); candidates.len()];
    for (&profile, components) in &touched {
        let none: &[usize] = &[];
        let seen = |ordinal: usize| components.get(&ordinal).map_or(none, Vec::as_slice);
        let shown = Shown {
            seen: &seen,
            is_altered: &|gene| altered.contains(gene),
            is_assessed: &|component| assessed.covers(component),
        };
        let evaluation = combine::evaluate(judge.table.profile(profile), shown);
        let unseen: Vec<Unseen> = match evaluation.holds {
            Holds::No => continue,
            Holds::Yes => Vec::new(),
            Holds::If(conditions) => conditions
                .into_iter()
                .map(|c| Unseen { text: c.text, assay: c.assay, genes: c.genes })
                .collect(),
        };
        let needs_all = combine::needs_several(judge.table.profile(profile));
        let together: BTreeSet<&String> = if needs_all {
            evaluation.by.iter().map(|&index| &names[index]).collect()
        } else {
            BTreeSet::new()
        };
        for &index in &evaluation.by {
            let Some(best) = best_hit(&candidates[index], profile) else { continue };
            let partners: Vec<String> = together
                .iter()
                .filter(|&&other| *other != names[index])
                .take(MOST_PARTNERS)
                .map(|&other| other.clone())
                .collect();
            held[index].push(HeldProfile {
                profile,
                match_type: best.match_type,
                note: best.note,
                withheld: candidates[index].withheld.map(Withheld::reason),
                unseen: unseen.clone(),
                partners,
            });
        }
    }
    candidates
        .into_iter()
        .zip(held)
        .map(|(candidate, held)| {
            let Candidate { variant, consequence, flags, notes, .. } = candidate;
            judge.finding(variant, consequence, held, flags, notes)
        })
        .collect()
}

fn best_hit(candidate: &Candidate, profile: usize) -> Option<&ComponentMatch> {
    candidate
        .hits
        .iter()
        .filter(|hit| hit.profile == profile)
        .map(|hit| &hit.hit)
        .min_by_key(|hit| hit.match_type)
}
