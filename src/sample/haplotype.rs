//! Neighbouring alleles read together: what one haplotype spells in several records.
//!
//! Parts come in any order and are read once all are there, in windows that end where the next part
//! lies farther away than the distance. Parts of one phase set and side are joined into one edit where one of
//! them changes the length, or where they share a codon or change neighbouring ones. Parts in one
//! codon whose phase is not known, and whose allele fractions do not tell them apart, are read
//! together too, but only as a possibility.

pub(crate) mod neighbours;
mod notice;
mod placed;
mod repeated;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::consequence::Predictor;
use crate::consequence::merge::merge;
use crate::model::allele::SequenceEdit;
use crate::model::change::Change;
use crate::model::finding::{Flag, Withheld};
use crate::model::phase::{Phase, PhaseSet};

use self::neighbours::{codon_gap, connected, restoring, shift, unphased};
use self::notice::{allele_key, fact, may_join, observed};
use self::placed::Placed;
use self::repeated::{parts_of_others, told_whole};
use crate::matching::candidate::{Candidate, CandidateId};
use crate::matching::matcher::Matcher;
use crate::observe::part::Part;
use crate::sample::fact::Noted;

/// Bases between neighbours of which one changes the length, unless the user sets another number:
/// a read of 100 bases shows both, and complex indels of EGFR exon 19 and ERBB2 exon 20 fit in.
pub const DISTANCE: u32 = 30;
/// Parts that are read as one change, at most: memory stays the same whatever is phased.
const MOST_PARTS: usize = 64;

/// What must be true of neighbours that restore the frame together.
const ON_ONE_COPY: &str = "both changes lie on one copy (UNKNOWN_PHASE)";

/// What neighbouring parts came to.
#[derive(Debug, Default)]
pub(crate) struct Joined<'k> {
    /// The number of the candidate that comes after those of the parts.
    pub(crate) after: usize,
    /// Readings of several records together.
    pub(crate) candidates: Vec<Candidate<'k>>,
    /// What the sample shows of the parts' own candidates.
    pub(crate) facts: Vec<Noted>,
}

/// The parts of a sample, to be joined when all are there.
pub(crate) struct Haplotypes<'k> {
    matcher: Matcher<'k>,
    predictor: Predictor<'k>,
    distance: u32,
    parts: Vec<Placed>,
    /// The part of each edit.
    by_edit: HashMap<SequenceEdit, usize>,
}

impl<'k> Haplotypes<'k> {
    pub(crate) fn new(matcher: Matcher<'k>, distance: u32) -> Self {
        let predictor = matcher.predictor();
        Self { matcher, predictor, distance, parts: Vec::new(), by_edit: HashMap::new() }
    }

    /// Takes the next part; `next` is the number of the candidate that comes after its own.
    pub(crate) fn push(&mut self, part: Part, next: usize) {
        self.by_edit.insert(part.edit.clone(), self.parts.len());
        self.parts.push(Placed { candidates: next - part.candidates..next, part });
    }

    /// Takes a record that tells an allele again: where the first one is not phased, its phase.
    pub(crate) fn repeat(&mut self, part: &Part) {
        let same = self.by_edit.get(&part.edit).map(|&at| &mut self.parts[at]);
        if let Some(Placed { part: first, .. }) = same
            && first.variant.call.phase_set.is_none()
        {
            first.variant.call.phase_set.clone_from(&part.variant.call.phase_set);
        }
    }

    /// Whether this very edit is there.
    pub(crate) fn has(&self, edit: &SequenceEdit) -> bool {
        self.by_edit.contains_key(edit)
    }

    /// Returns what neighbours came to, in the order of the candidates that come after them. The order
    /// of the parts makes no difference.
    pub(crate) fn join(&mut self) -> Vec<Joined<'k>> {
        let mut parts = std::mem::take(&mut self.parts);
        parts.sort_by_key(|placed| (placed.part.edit.contig, placed.part.edit.start));
        let mut joined = Vec::new();
        let mut window: Vec<Placed> = Vec::new();
        let mut end = 0;
        for placed in parts {
            let edit = &placed.part.edit;
            let is_neighbour = window.first().is_some_and(|first| {
                first.part.edit.contig == edit.contig && edit.start <= end + self.reach()
            });
            if !is_neighbour {
                joined.extend(self.window(&window));
                window.clear();
                end = 0;
            }
            end = edit.interval().end.max(end);
            window.push(placed);
        }
        joined.extend(self.window(&window));
        joined.sort_by_key(|joined| joined.after);
        joined
    }

    /// Returns what the parts of one window came to.
    fn window(&self, window: &[Placed]) -> Option<Joined<'k>> {
        if window.len() < 2 {
            return None;
        }
        let after = window.iter().map(|placed| placed.candidates.end).max().unwrap_or(0);
        let mut joined = Joined { after, ..Joined::default() };
        let contig = window[0].part.edit.contig;
        let told = parts_of_others(window, |interval| {
            self.matcher.store.reference_bases(contig, interval, self.matcher.assembly)
        });
        for &(at, whole) in &told {
            let fact = told_whole(&window[whole].part);
            let facts = window[at].candidates.clone();
            joined
                .facts
                .extend(facts.map(|at| Noted { candidate: CandidateId(at), fact: fact.clone() }));
        }
        let is_told = |at: usize| told.binary_search_by_key(&at, |&(part, _)| part).is_ok();
        let rest: Vec<&Placed> =
            window.iter().enumerate().filter(|(at, _)| !is_told(*at)).map(|(_, p)| p).collect();
        for group in self.phased(&rest) {
            self.read(&group, Phase::Cis, &mut joined);
        }
        let restoring = restoring(&rest, self.distance);
        let read: HashSet<*const Placed> =
            restoring.iter().flatten().map(|placed| std::ptr::from_ref(*placed)).collect();
        let is_read = |placed: &Placed| read.contains(&std::ptr::from_ref(placed));
        for group in unphased(&rest, self.reach()) {
            if !group.iter().all(|placed| is_read(placed)) {
                self.read(&group, Phase::Unknown, &mut joined);
            }
        }
        for group in &restoring {
            self.read(group, Phase::Unknown, &mut joined);
        }
        (!joined.candidates.is_empty() || !joined.facts.is_empty()).then_some(joined)
    }

    /// Runs of neighbours on one haplotype.
    fn phased<'w>(&self, window: &[&'w Placed]) -> Vec<Vec<&'w Placed>> {
        let mut by_set: BTreeMap<&PhaseSet, Vec<&'w Placed>> = BTreeMap::new();
        for &placed in window {
            if let Some(set) = &placed.part.variant.call.phase_set {
                by_set.entry(set).or_default().push(placed);
            }
        }
        by_set
            .into_values()
            .flat_map(|set| connected(&set, self.reach(), |a, b| self.joins(&a.part, &b.part)))
            .flat_map(|group| group.chunks(MOST_PARTS).map(<[_]>::to_vec).collect::<Vec<_>>())
            .collect()
    }

    /// Bases between two parts, at most, that may be read together: neighbouring codons are within 3.
    fn reach(&self) -> u32 {
        self.distance.max(3)
    }

    /// Whether two parts of one haplotype have to be read together.
    fn joins(&self, a: &Part, b: &Part) -> bool {
        let changes_length = |part: &Part| part.edit.deleted.len() != part.edit.inserted.len();
        let gap = b.edit.start.saturating_sub(a.edit.interval().end);
        ((changes_length(a) || changes_length(b)) && gap <= self.distance) || codon_gap(a, b) <= 1
    }

    /// The reading of `group` as one edit.
    fn read(&self, group: &[&Placed], phase: Phase, joined: &mut Joined<'k>) {
        let parts: Vec<&Part> = group.iter().map(|placed| &placed.part).collect();
        let edits: Vec<&SequenceEdit> = parts.iter().map(|part| &part.edit).collect();
        let contig = edits[0].contig;
        let bases =
            |interval| self.matcher.store.reference_bases(contig, interval, self.matcher.assembly);
        let Some(edit) = merge(&edits, bases) else { return };
        let variant = observed(&parts, &edit, bases);
        let key = allele_key(&variant);
        let consequences = self.predictor.predict(&edit);
        let is_reported = group.iter().any(|placed| !placed.candidates.is_empty());
        let mut readings = Vec::new();
        for views in self.matcher.readings(&edit, &consequences) {
            let met = self.matcher.matches(Some(&edit), views);
            let Some(first) = views.first().filter(|_| met.is_some() || is_reported) else {
                continue;
            };
            readings.push((first.clone(), met.unwrap_or_default()));
        }
        let all_shift = parts.iter().all(|part| shift(part) != 0);
        let restores = phase != Phase::Cis && all_shift;
        let names: Vec<String> = parts.iter().map(|part| allele_key(&part.variant)).collect();
        for (consequence, met) in readings {
            for placed in group {
                let fact = match phase {
                    Phase::Cis => fact(placed, group, &consequence, &key),
                    _ => may_join(&consequence, all_shift),
                };
                let facts = placed.candidates.clone();
                joined.facts.extend(
                    facts.map(|at| Noted { candidate: CandidateId(at), fact: fact.clone() }),
                );
            }
            let (flag, note) = match phase {
                Phase::Cis => (Flag::Haplotype, "one haplotype"),
                _ if restores => (
                    Flag::AdjacentUnphased,
                    "read together, as each shifts the frame and both restore it",
                ),
                _ => (Flag::AdjacentUnphased, "read together: right only if they are in cis"),
            };
            let note = match &variant.call.phase_set {
                Some(set) if phase == Phase::Cis => {
                    format!("{note} ({set}): {}", names.join(" and "))
                }
                _ => format!("{note} ({}): {}", phase.name(), names.join(" and ")),
            };
            let mut met = met;
            if restores {
                // A level that rests on it is conditional.
                met.hits.iter_mut().for_each(|hit| hit.hit.only_if = Some(ON_ONE_COPY));
            }
            let in_doubt = phase != Phase::Cis && !restores;
            joined.candidates.push(Candidate {
                flags: BTreeSet::from([flag]),
                notes: vec![note],
                withheld: in_doubt.then_some(Withheld::UnknownPhase),
                ..Candidate::new(variant.clone(), consequence, met, Change::Joined)
            });
        }
    }
}

#[cfg(test)]
mod tests;
