//! Reversions: a second change that restores what a first one broke in the same gene, so that the
//! tumour makes the protein again. Looked for in the genes that knowledge names a reversion of.
//!
//! Pairs only, each change inside one coding exon. A change back to the reference leaves nothing to
//! see in a file of variants.

use std::collections::{BTreeMap, HashMap};

use crate::consequence::{ReadingFrame, coding_length_change, reading_frame};
use crate::genome::TranscriptModel;
use crate::matching::candidate::{Candidate, CandidateId};
use crate::matching::matcher::Matcher;
use crate::matching::stated::components;
use crate::model::allele::SequenceEdit;
use crate::model::call::Stated;
use crate::model::consequence::{Term, TranscriptConsequence};
use crate::model::gene_name::GeneName;
use crate::model::phase::Phase;
use crate::model::profile::Alteration;
use crate::sample::fact::{Noted, SampleFact};
use crate::sample::haplotype::neighbours::may_have_one_fraction;
use crate::sample::phase::{MOST_PARTNERS, phase_between};
use crate::sample::seen::Seen;

const IN_CIS: &str = "both changes lie on one copy (UNKNOWN_PHASE)";
const REPLACED: &str =
    "the later change lies on the copy of the first, which it removes (UNKNOWN_PHASE)";
const NO_STOP: &str = "no stop codon lies between the two changes (bases not embedded)";
const TWO_CHANGES: &str = "these are two changes, and not one that the caller wrote as two records";

/// Two candidates of which the second restores the frame that the first breaks.
struct Pair {
    first: usize,
    second: usize,
    /// What must also be true, where the input does not show it.
    only_if: Option<&'static str>,
}

/// Finds the two changes of every reversion, in genes of which knowledge names one.
pub(super) fn find(seen: &Seen<'_>) -> Vec<Noted> {
    let mut by_gene: BTreeMap<GeneName, Vec<usize>> = BTreeMap::new();
    for (index, candidate) in seen.candidates.iter().enumerate() {
        let consequence = &candidate.consequence;
        let is_placed = candidate.change.edit().is_some() && consequence.codons.is_some();
        if is_placed && !consequence.ref_mismatch {
            by_gene.entry(consequence.gene.clone()).or_default().push(index);
        }
    }
    let mut found = Vec::new();
    for (gene, own) in by_gene.into_iter().filter(|(_, own)| own.len() > 1) {
        if components(&seen.matcher.table, &gene, &Alteration::Reversion).is_empty() {
            continue;
        }
        let mut partners = HashMap::new();
        for pair in pairs(seen.matcher, seen.candidates, &own) {
            note(seen.candidates, &pair, &mut partners, &mut found);
        }
    }
    found
}

fn pairs(matcher: &Matcher, candidates: &[Candidate], own: &[usize]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (nth, &a) in own.iter().enumerate() {
        for &b in &own[nth + 1..] {
            let (one, other) = (&candidates[a], &candidates[b]);
            let TranscriptConsequence { gene, transcript, .. } = &one.consequence;
            if other.consequence.transcript != *transcript {
                continue;
            }
            let Some(model) = matcher.store.transcript(gene, transcript, matcher.assembly) else {
                continue;
            };
            let (first, second) = if is_first(one, other) { (a, b) } else { (b, a) };
            if let Some(only_if) = restores(model, &candidates[first], &candidates[second]) {
                pairs.push(Pair { first, second, only_if });
            }
        }
    }
    pairs
}

/// Returns whether `one` comes first: it breaks the frame, is inherited, or is in more of the
/// reads.
fn is_first(one: &Candidate, other: &Candidate) -> bool {
    let rank = |candidate: &Candidate| (breaks(candidate), is_germline(candidate));
    let fraction = |candidate: &Candidate| candidate.variant.call.vaf.unwrap_or(0.0);
    match rank(one).cmp(&rank(other)) {
        std::cmp::Ordering::Equal => fraction(one) >= fraction(other),
        ordering => ordering.is_gt(),
    }
}

fn breaks(candidate: &Candidate) -> bool {
    candidate.consequence.terms.any(&[Term::Frameshift, Term::StopGained])
}

fn is_germline(candidate: &Candidate) -> bool {
    matches!(candidate.variant.call.origin.stated, Stated::Germline(_))
}

/// Returns whether `second` restores what `first` breaks. `None` where it does not, else the
/// condition that must also hold, if any.
fn restores(
    model: &TranscriptModel,
    first: &Candidate,
    second: &Candidate,
) -> Option<Option<&'static str>> {
    let (a, b) = (first.change.edit()?, second.change.edit()?);
    // What is inherited reverts nothing.
    if !breaks(first) || is_germline(second) {
        return None;
    }
    if touch(a, b) {
        // No read shows both, whichever copy they are on.
        return (removes(b, a) && keeps_frame(model, second, b)).then_some(Some(REPLACED));
    }
    let is_read = match reading_frame(model, &[a, b]) {
        Some(ReadingFrame::Open) => true,
        Some(ReadingFrame::Broken) => return None,
        None => {
            let lengths = coding_length_change(model, a)? + coding_length_change(model, b)?;
            let are_frameshifts =
                [first, second].iter().all(|c| c.consequence.terms.has(Term::Frameshift));
            if model.coding_bases().is_some() || !are_frameshifts || lengths % 3 != 0 {
                return None;
            }
            false
        }
    };
    match phase_between(first, second) {
        Phase::Trans => None,
        Phase::Unknown => Some(Some(IN_CIS)),
        Phase::Cis if !is_read => Some(Some(NO_STOP)),
        Phase::Cis if may_be_one_change(first, second) => Some(Some(TWO_CHANGES)),
        Phase::Cis => Some(None),
    }
}

/// Returns whether both touch the same bases, or the same place between two.
fn touch(a: &SequenceEdit, b: &SequenceEdit) -> bool {
    let (x, y) = (a.interval(), b.interval());
    x.overlaps(y) || removes(a, b) || removes(b, a) || x.is_empty() && x == y
}

/// Returns whether `later` deletes all that `earlier` changes.
fn removes(later: &SequenceEdit, earlier: &SequenceEdit) -> bool {
    let (outer, inner) = (later.interval(), earlier.interval());
    match inner.is_empty() {
        true => outer.start < inner.start && inner.end < outer.end,
        false => outer.start <= inner.start && inner.end <= outer.end,
    }
}

/// Returns whether a change alone leaves the reading frame open.
fn keeps_frame(model: &TranscriptModel, candidate: &Candidate, edit: &SequenceEdit) -> bool {
    match reading_frame(model, &[edit]) {
        Some(frame) => frame == ReadingFrame::Open,
        None => {
            coding_length_change(model, edit).is_some_and(|bases| bases % 3 == 0)
                && !candidate.consequence.is_truncating()
        }
    }
}

/// Neighbours that were read together, are in as many reads, and of which neither is inherited, may be
/// one change.
fn may_be_one_change(first: &Candidate, second: &Candidate) -> bool {
    let (a, b) = (&first.variant, &second.variant);
    a.component_of.is_some()
        && a.component_of == b.component_of
        && !is_germline(first)
        && may_have_one_fraction(&a.call, &b.call)
}

/// The facts of one candidate: how many partners, and whether one of them needs no condition.
#[derive(Default)]
struct Partners {
    count: usize,
    unconditional: bool,
}

/// Adds the facts of both candidates of a pair. A candidate with many like partners gets only the
/// first few, so facts grow with the candidates, not with the pairs.
fn note(
    candidates: &[Candidate],
    pair: &Pair,
    partners: &mut HashMap<usize, Partners>,
    found: &mut Vec<Noted>,
) {
    let Pair { first, second, only_if } = *pair;
    for (candidate, other, breaks) in [(first, second, true), (second, first, false)] {
        let partners = partners.entry(candidate).or_default();
        let is_new = only_if.is_none() && !partners.unconditional;
        if partners.count < MOST_PARTNERS || is_new {
            let other = candidates[other].name();
            let fact = SampleFact::Restores { other, breaks, only_if };
            found.push(Noted { candidate: CandidateId(candidate), fact });
        }
        partners.count += 1;
        partners.unconditional |= only_if.is_none();
    }
}
