//! Reversions: a second change that restores what a first one broke in the same gene, so that the
//! tumour makes the protein again. Looked for in the genes that knowledge names a reversion of.
//!
//! Pairs only, each change inside one coding exon. A change back to the reference leaves nothing to
//! see in a file of variants.

mod search;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::consequence::{CodingFrame, PlacedEdit, ReadingFrame, coding_length_change};
use crate::genome::TranscriptModel;
use crate::matching::candidate::{Candidate, CandidateId};
use crate::matching::stated::components;
use crate::model::allele::SequenceEdit;
use crate::model::call::Stated;
use crate::model::consequence::Term;
use crate::model::gene_name::GeneName;
use crate::model::phase::Phase;
use crate::model::profile::Alteration;
use crate::sample::fact::{Noted, SampleFact};
use crate::sample::haplotype::neighbours::may_have_one_fraction;
use crate::sample::phase::{MOST_PARTNERS, phase_between};
use crate::sample::seen::Seen;

use search::{Change, Partner, Search};

const IN_CIS: &str = "both changes lie on one copy (UNKNOWN_PHASE)";
const REPLACED: &str =
    "the later change lies on the copy of the first, which it removes (UNKNOWN_PHASE)";
const NO_STOP: &str = "no stop codon lies between the two changes (bases not embedded)";
const TWO_CHANGES: &str = "these are two changes, and not one that the caller wrote as two records";

/// Finds the two changes of every reversion, in genes of which knowledge names one. A candidate with
/// many like partners is told the first few by place.
pub(super) fn find(seen: &Seen<'_>) -> Vec<Noted> {
    let mut by_transcript: BTreeMap<(GeneName, Arc<str>), Vec<usize>> = BTreeMap::new();
    for (index, candidate) in seen.candidates.iter().enumerate() {
        let consequence = &candidate.consequence;
        let is_placed = candidate.change.edit().is_some() && consequence.codons.is_some();
        if is_placed && !consequence.ref_mismatch {
            let key = (consequence.gene.clone(), consequence.transcript.clone());
            by_transcript.entry(key).or_default().push(index);
        }
    }
    let mut found = Vec::new();
    for ((gene, transcript), own) in by_transcript.into_iter().filter(|(_, own)| own.len() > 1) {
        if components(&seen.matcher.table, &gene, &Alteration::Reversion).is_empty() {
            continue;
        }
        let Some(model) = seen.matcher.store.transcript(&gene, &transcript, seen.matcher.assembly)
        else {
            continue;
        };
        let frame = CodingFrame::new(model);
        let read = |index: usize| Change::new(model, frame.as_ref(), index, seen.candidates);
        let own: Vec<Change<'_>> = own.into_iter().filter_map(read).collect();
        let search = Search::new(model, frame.as_ref(), &own);
        for (at, change) in own.iter().enumerate() {
            note(change.index, search.partners(at), &mut found);
        }
    }
    found
}

/// Adds the facts of one candidate, whose partners stand in their order. Beyond the first few it is
/// told the first that needs no condition.
fn note(candidate: usize, partners: Vec<Partner<'_>>, found: &mut Vec<Noted>) {
    let mut is_unconditional = false;
    for (told, Partner { other, breaks, only_if }) in partners.into_iter().enumerate() {
        if told < MOST_PARTNERS || only_if.is_none() && !is_unconditional {
            let fact = SampleFact::Restores { other: other.name(), breaks, only_if };
            found.push(Noted { candidate: CandidateId(candidate), fact });
        }
        is_unconditional |= only_if.is_none();
    }
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
    frame: Option<&CodingFrame<'_>>,
    first: &Change<'_>,
    second: &Change<'_>,
) -> Option<Option<&'static str>> {
    // What is inherited reverts nothing.
    if !first.breaks || is_germline(second.candidate) {
        return None;
    }
    if touch(first.edit, second.edit) {
        // No read shows both, whichever copy they are on.
        return (removes(second.edit, first.edit) && second.keeps_frame).then_some(Some(REPLACED));
    }
    let (a, b) = (first.placed.as_ref()?, second.placed.as_ref()?);
    let is_read = match frame {
        Some(frame) => match frame.read(&[a, b])? {
            ReadingFrame::Open => true,
            ReadingFrame::Broken => return None,
        },
        None => {
            let are_frameshifts =
                [first, second].iter().all(|c| c.candidate.consequence.terms.has(Term::Frameshift));
            let shift = a.shift() + b.shift();
            if model.coding_bases().is_some() || !are_frameshifts || shift % 3 != 0 {
                return None;
            }
            false
        }
    };
    let (first, second) = (first.candidate, second.candidate);
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
fn keeps_frame(
    model: &TranscriptModel,
    frame: Option<&CodingFrame<'_>>,
    candidate: &Candidate,
    edit: &SequenceEdit,
    placed: Option<&PlacedEdit>,
) -> bool {
    match frame.zip(placed).and_then(|(frame, placed)| frame.read(&[placed])) {
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
