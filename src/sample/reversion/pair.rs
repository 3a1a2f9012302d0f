//! Two changes of a transcript: whether one restores what the other breaks.

use crate::consequence::{CodingFrame, PlacedEdit, ReadingFrame, coding_length_change};
use crate::genome::TranscriptModel;
use crate::matching::candidate::Candidate;
use crate::model::allele::SequenceEdit;
use crate::model::call::Stated;
use crate::model::consequence::Term;
use crate::model::phase::Phase;
use crate::sample::haplotype::neighbours::may_have_one_fraction;
use crate::sample::phase::phase_between;

const IN_CIS: &str = "both changes lie on one copy (UNKNOWN_PHASE)";
const REPLACED: &str =
    "the later change lies on the copy of the first, which it removes (UNKNOWN_PHASE)";
const NO_STOP: &str = "no stop codon lies between the two changes (bases not embedded)";
const TWO_CHANGES: &str = "these are two changes, and not one that the caller wrote as two records";

/// A candidate that changes the sequence of the transcript.
pub(super) struct Change<'s> {
    /// Its number among the candidates.
    pub(super) index: usize,
    pub(super) candidate: &'s Candidate<'s>,
    pub(super) edit: &'s SequenceEdit,
    /// Its place, where all of it lies in one coding exon.
    pub(super) placed: Option<PlacedEdit>,
    /// Whether it breaks the reading frame.
    pub(super) breaks: bool,
    /// Whether it alone leaves the reading frame open.
    pub(super) keeps_frame: bool,
}

impl<'s> Change<'s> {
    /// Returns candidate `index`, unless it has no edit.
    pub(super) fn new(
        model: &TranscriptModel,
        frame: Option<&CodingFrame<'_>>,
        index: usize,
        candidates: &'s [Candidate<'s>],
    ) -> Option<Self> {
        let candidate = &candidates[index];
        let edit = candidate.change.edit()?;
        let placed = PlacedEdit::new(model, edit);
        let keeps_frame = keeps_frame(model, frame, candidate, edit, placed.as_ref());
        Some(Self { index, candidate, edit, placed, breaks: breaks(candidate), keeps_frame })
    }
}

/// Returns whether `one` comes first: it breaks the frame, is inherited, or is in more of the
/// reads.
pub(super) fn is_first(one: &Candidate, other: &Candidate) -> bool {
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
pub(super) fn restores(
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
pub(super) fn removes(later: &SequenceEdit, earlier: &SequenceEdit) -> bool {
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
