//! Reversions: a second change that restores what a first one broke in the same gene, so that the
//! tumour makes the protein again. Looked for in the genes that knowledge names a reversion of.
//!
//! Pairs only, each change inside one coding exon. A change back to the reference leaves nothing to
//! see in a file of variants.

use std::collections::BTreeMap;

use crate::consequence::{ReadingFrame, coding_length_change, reading_frame};
use crate::genome::TranscriptModel;
use crate::matching::component::ComponentMatch;
use crate::matching::gene::ProfileHit;
use crate::model::allele::SequenceEdit;
use crate::model::call::Stated;
use crate::model::consequence::{Term, TranscriptConsequence};
use crate::model::finding::{Flag, Withheld};
use crate::model::gene_name::GeneName;
use crate::model::match_type::MatchType;
use crate::model::phase::Phase;
use crate::model::profile::ProfileId;

use crate::matching::candidate::Candidate;
use crate::matching::matcher::Matcher;
use crate::matching::reversion::named;
use crate::sample::haplotype::neighbours::may_have_one_fraction;
use crate::sample::phase::{MOST_PARTNERS, phase_between};

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

/// Notes and flags the two changes of every reversion, and lets them meet the profiles that name it.
pub(crate) fn note(matcher: &Matcher, candidates: &mut [Candidate]) {
    let mut by_gene: BTreeMap<GeneName, Vec<usize>> = BTreeMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        let consequence = &candidate.consequence;
        if candidate.edit.is_some() && consequence.codons.is_some() && !consequence.ref_mismatch {
            by_gene.entry(consequence.gene.clone()).or_default().push(index);
        }
    }
    for (gene, own) in by_gene.into_iter().filter(|(_, own)| own.len() > 1) {
        let profiles = named(matcher.table, &gene);
        if profiles.is_empty() {
            continue;
        }
        let mut told = vec![0; candidates.len()];
        for pair in pairs(matcher, candidates, &own) {
            tell(candidates, &pair, &profiles, &mut told);
        }
    }
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

/// Of two changes the one that breaks the frame, is inherited, or is in more of the reads.
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

/// Whether `second` restores what `first` breaks: `None` where it does not, else what must also be
/// true, if anything.
fn restores(
    model: &TranscriptModel,
    first: &Candidate,
    second: &Candidate,
) -> Option<Option<&'static str>> {
    let (a, b) = (first.edit.as_ref()?, second.edit.as_ref()?);
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

/// Whether both touch the same bases, or the same place between two.
fn touch(a: &SequenceEdit, b: &SequenceEdit) -> bool {
    let (x, y) = (a.interval(), b.interval());
    x.overlaps(y) || removes(a, b) || removes(b, a) || x.is_empty() && x == y
}

/// Whether `later` takes away all that `earlier` changes.
fn removes(later: &SequenceEdit, earlier: &SequenceEdit) -> bool {
    let (outer, inner) = (later.interval(), earlier.interval());
    match inner.is_empty() {
        true => outer.start < inner.start && inner.end < outer.end,
        false => outer.start <= inner.start && inner.end <= outer.end,
    }
}

/// Whether a change alone leaves the reading frame open.
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

/// Tells both candidates of a pair; `told` counts what each was told.
fn tell(
    candidates: &mut [Candidate],
    pair: &Pair,
    profiles: &[(ProfileId, usize)],
    told: &mut [usize],
) {
    let names = [pair.first, pair.second].map(|index| candidates[index].name());
    let (flag, condition) = match pair.only_if {
        None => (Flag::Reversion, " (in cis)".to_owned()),
        Some(condition) => (Flag::PossibleReversion, format!(", if {condition}")),
    };
    let sentences = [
        format!("{} restores the reading frame that this change breaks{condition}", names[1]),
        format!("restores the reading frame that {} breaks{condition}", names[0]),
    ];
    for (index, sentence) in [pair.first, pair.second].into_iter().zip(sentences) {
        let candidate = &mut candidates[index];
        candidate.flags.insert(flag);
        if told[index] < MOST_PARTNERS {
            candidate.notes.push(sentence);
        }
        told[index] += 1;
        for &(profile, component) in profiles {
            let hit =
                ComponentMatch { only_if: pair.only_if, ..ComponentMatch::plain(MatchType::Class) };
            let is_same =
                |hit: &&mut ProfileHit| hit.profile == profile && hit.component == component;
            match candidate.hits.iter_mut().find(is_same) {
                Some(known) if pair.only_if.is_none() => known.hit = hit,
                Some(_) => {}
                None => candidate.hits.push(ProfileHit { profile, component, hit }),
            }
        }
    }
    // Alone it would read as a loss of function; its copy has none.
    if pair.only_if.is_none() {
        let second = &mut candidates[pair.second];
        second.withheld = second.withheld.or(Some(Withheld::RestoresFrame));
    }
}
