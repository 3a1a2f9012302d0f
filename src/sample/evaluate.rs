//! Evaluates every touched profile over the whole sample.

use std::collections::{BTreeMap, BTreeSet};

use crate::interpret::finding::{Judge, Subject};
use crate::interpret::held::HeldProfile;
use crate::knowledge::evidence::Statements;
use crate::matching::component::ComponentMatch;
use crate::model::conclusion::Conflict;
use crate::model::evaluation::{Condition, EvaluatedProfile, Holds};
use crate::model::finding::{Finding, STATED_OTHERWISE, Withheld};
use crate::model::immunotherapy::ImmuneMarker;
use crate::model::phase::Phase;
use crate::model::profile::{Assay, Component, Profile, ProfileId};
use crate::model::standard_biomarker::StandardBiomarkers;
use crate::model::stated_fact::StatedFact;
use crate::sample::combine::{self, Shown};
use crate::sample::defined::OfSample;
use crate::sample::stated::Stated;

use crate::matching::candidate::Candidate;
use crate::matching::reversion;
use crate::observe::lost_copy::LostCopy;
use crate::sample::assessed::Assessed;
use crate::sample::biomarkers::{self, OfBiomarkers};
use crate::sample::conflict;
use crate::sample::immunotherapy::{self, OfMarkers};
use crate::sample::normal;
use crate::sample::phase::{MOST_PARTNERS, phase_between};
use crate::sample::same_gene;

/// What a sample comes to.
#[derive(Debug, Default)]
pub struct Judged<'k> {
    /// One for each candidate, in their order. One whose profiles do not hold, and which is no
    /// driver by itself, is among them; the caller decides what is reported.
    pub findings: Vec<Finding<'k>>,
    /// Combinations and negations of which the sample shows a part, by the table's order.
    pub profiles: Vec<EvaluatedProfile<'k>>,
    /// What one finding makes work and another makes fail.
    pub conflicts: Vec<Conflict>,
    /// What bears on immune-checkpoint therapy.
    pub immunotherapy: Vec<ImmuneMarker>,
    /// The standard biomarkers of the tumour type, where they are asked for.
    pub biomarkers: StandardBiomarkers,
}

/// What is known of a sample beside its candidates.
pub(super) struct Beside<'s> {
    /// What is stated of it.
    pub(super) facts: &'s [StatedFact],
    /// What of the genome has lost a copy.
    pub(super) lost: &'s [LostCopy],
    /// Reads from which on a biomarker counts as found; `None` where biomarkers are not asked for.
    pub(super) reads: Option<u32>,
    /// Whether these are variants of a sample, and not the sample: their evidence is graded, and no more.
    pub(super) is_in_part: bool,
}

/// Judges all candidates of one sample; `assessed` is where it shows absence.
pub(super) fn evaluate<'k>(
    candidates: Vec<Candidate<'k>>,
    assessed: &Assessed,
    beside: Beside<'_>,
    judge: &Judge<'k, '_>,
) -> Judged<'k> {
    let Beside { facts, lost, reads, is_in_part } = beside;
    let stated = Stated::new(facts, judge.tumor);
    let of_sample = OfSample { candidates: &candidates, table: &judge.table, stated: &stated };
    let tumor = judge.tumor.map(|tumor| of_sample.defining(tumor));
    let stated = |component: &Component| of_sample.status(component);
    let judge = &Judge { tumor: tumor.as_ref(), ..*judge };
    // profile -> component -> variants
    let mut touched: BTreeMap<ProfileId, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        for hit in &candidate.met.hits {
            let variants =
                touched.entry(hit.profile).or_default().entry(hit.component).or_default();
            variants.push(index);
        }
    }
    let altered: BTreeSet<&str> = candidates
        .iter()
        .filter(|candidate| candidate.alters())
        // A fusion alters both of its genes.
        .flat_map(|candidate| candidate.consequence.gene.genes())
        .collect();
    let names: Vec<String> = candidates.iter().map(Candidate::name).collect();
    let mut profiles = Vec::new();
    let mut held: Vec<Vec<HeldProfile>> = vec![Vec::new(); candidates.len()];
    let mut denied: Vec<BTreeSet<String>> = vec![BTreeSet::new(); candidates.len()];
    for (&profile, components) in &touched {
        let none: &[usize] = &[];
        let seen = |ordinal: usize| components.get(&ordinal).map_or(none, Vec::as_slice);
        let shown = Shown {
            seen: &seen,
            is_altered: &|gene| altered.contains(gene),
            is_assessed: &|component| assessed.covers(component),
            phase: &|variants| phase_of(variants.iter().map(|&index| &candidates[index])),
            stated: &stated,
        };
        let tested = judge.table.profile(profile);
        let evaluation = combine::evaluate(tested, shown);
        if combine::combines(tested) {
            let met: BTreeSet<usize> = components.values().flatten().copied().collect();
            profiles.push(EvaluatedProfile {
                profile: judge.table.profile_text(profile),
                holds: evaluation.holds.clone(),
                met_by: met.into_iter().map(|index| names[index].clone()).collect(),
            });
        }
        let unseen: Vec<Condition> = match evaluation.holds {
            Holds::No(_) => continue,
            Holds::Yes => Vec::new(),
            Holds::If(conditions) => conditions,
        };
        let needs_all = combine::needs_several(tested);
        let together: BTreeMap<&String, usize> = if needs_all {
            evaluation.by.iter().map(|&index| (&names[index], index)).collect()
        } else {
            BTreeMap::new()
        };
        // The components that are stated not to be there, with what shows them, in order.
        let parts = tested.components();
        let contradicted: Vec<(&Component, &Vec<usize>)> = components
            .iter()
            .map(|(&ordinal, by)| (parts[ordinal], by))
            .filter(|(component, _)| of_sample.stated.says(component) == Some(false))
            .collect();
        for &index in &evaluation.by {
            let denied_here = contradicted.iter().find(|(_, by)| by.binary_search(&index).is_ok());
            denied[index].extend(denied_here.map(|(component, _)| component.to_string()));
            let Some(best) = best_hit(&candidates[index], profile) else { continue };
            let partners: Vec<String> = together
                .iter()
                .filter(|(name, _)| ***name != names[index])
                .take(MOST_PARTNERS)
                .map(|(name, &other)| partner(&candidates[index], &candidates[other], name))
                .collect();
            let mut unseen = unseen.clone();
            unseen.extend(best.only_if.map(|text| Condition {
                text: text.to_owned(),
                assay: Assay::SmallVariant,
                genes: vec![candidates[index].consequence.gene.to_string()],
            }));
            unseen.extend(normal::condition(&candidates[index]));
            // That a change reverts another does not depend on what it would do alone.
            let gene = &candidates[index].consequence.gene;
            let is_of_reversion = reversion::is_named(tested, gene);
            let withheld = candidates[index].withheld.filter(|_| !is_of_reversion);
            held[index].push(HeldProfile {
                profile,
                match_type: best.match_type,
                note: best.note,
                need: best.need,
                withheld: withheld.map(Withheld::reason).or(denied_here.map(|_| STATED_OTHERWISE)),
                unseen,
                partners,
            });
        }
    }
    let none: &[usize] = &[];
    let by_facts = held_by_facts(&judge.table, facts, |id, profile| {
        let components = touched.get(&id);
        let seen =
            |ordinal: usize| components.and_then(|of| of.get(&ordinal)).map_or(none, Vec::as_slice);
        let shown = Shown {
            seen: &seen,
            is_altered: &|gene| altered.contains(gene),
            is_assessed: &|component| assessed.covers(component),
            phase: &|variants| phase_of(variants.iter().map(|&index| &candidates[index])),
            stated: &stated,
        };
        combine::evaluate(profile, shown).holds
    });
    let met = reads.map(|_| biomarkers::met(&candidates));
    let mut findings: Vec<Finding> = candidates
        .into_iter()
        .zip(held)
        .zip(denied)
        .map(|((candidate, held), denied)| {
            let Candidate { variant, consequence, met, change, flags, withheld, mut notes } =
                candidate;
            notes.extend(denied.iter().map(|component| format!("{component}: {STATED_OTHERWISE}")));
            // What is known of the change says nothing where the change itself is in doubt.
            let facts = if withheld.is_some() { Vec::new() } else { met.facts };
            let state = met.state;
            let subject =
                Subject { variant, consequence, change, state, facts, withheld, flags, notes };
            judge.evidence(subject, held)
        })
        .collect();
    same_gene::settle(&mut findings, || judge.therapies);
    if is_in_part {
        return Judged { findings, profiles, ..Judged::default() };
    }
    findings.iter_mut().for_each(|finding| judge.conclude(finding));
    let conflicts = conflict::find(&mut findings);
    immunotherapy::discount(&mut findings);
    let held = &by_facts;
    let of = OfMarkers { findings: &findings, assessed, lost, facts, judge, held };
    let immunotherapy = immunotherapy::markers(&of);
    let biomarkers = met.zip(reads).map(|(met, reads)| {
        let met = &met;
        biomarkers::find(&OfBiomarkers { findings: &findings, met, assessed, facts, judge, reads })
    });
    let biomarkers = biomarkers.unwrap_or_default();
    Judged { findings, profiles, conflicts, immunotherapy, biomarkers }
}

/// Returns the profiles of signatures and of PD-L1 that hold where anything is stated, with what they still
/// need. The table is opened only then.
fn held_by_facts(
    table: &Statements<'_>,
    facts: &[StatedFact],
    holds: impl Fn(ProfileId, &Profile) -> Holds,
) -> Vec<(ProfileId, Vec<Condition>)> {
    if facts.is_empty() {
        return Vec::new();
    }
    let entries = ["", "CD274"].into_iter().flat_map(|gene| table.profiles_of_gene(gene));
    let held = entries.filter_map(|entry| match holds(entry.id, entry.profile()) {
        Holds::Yes => Some((entry.id, Vec::new())),
        Holds::If(unseen) => Some((entry.id, unseen)),
        Holds::No(_) => None,
    });
    held.collect()
}

/// The other variant in words, with the phase where both are in one gene.
fn partner(own: &Candidate, other: &Candidate, name: &str) -> String {
    if own.consequence.gene == other.consequence.gene {
        format!("{name} ({})", phase_between(own, other).name())
    } else {
        name.to_owned()
    }
}

/// How variants lie to each other: in cis where all pairs are, in trans where any pair is known
/// to lie on different copies.
fn phase_of<'c, 'k: 'c>(candidates: impl Iterator<Item = &'c Candidate<'k>> + Clone) -> Phase {
    let mut all = Phase::Cis;
    for (index, a) in candidates.clone().enumerate() {
        for b in candidates.clone().skip(index + 1) {
            match phase_between(a, b) {
                Phase::Trans => return Phase::Trans,
                Phase::Unknown => all = Phase::Unknown,
                Phase::Cis => {}
            }
        }
    }
    all
}

fn best_hit<'c>(candidate: &'c Candidate<'_>, profile: ProfileId) -> Option<&'c ComponentMatch> {
    candidate
        .met
        .hits
        .iter()
        .filter(|hit| hit.profile == profile)
        .map(|hit| &hit.hit)
        .min_by_key(|hit| (hit.match_type, hit.need.is_some()))
}
