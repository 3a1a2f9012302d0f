//! The 3′ rule: an insertion or deletion is placed as far along the transcript as the bases allow.

use std::borrow::Cow;

use crate::genome::TranscriptModel;
use crate::model::allele::SequenceEdit;
use crate::model::position::Interval;
use crate::model::transcript::Strand;

/// An edit where the transcript's nomenclature puts it. Bases are the plus strand's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed<'e> {
    /// Replaced reference bases. Empty for an insertion before `interval.start`.
    pub(super) interval: Interval,
    /// The new bases.
    pub(super) inserted: Cow<'e, [u8]>,
}

impl<'e> Placed<'e> {
    /// Returns the edit where the record puts it.
    pub(super) fn unshifted(edit: &'e SequenceEdit) -> Self {
        Self { interval: edit.interval(), inserted: Cow::Borrowed(&edit.inserted) }
    }

    /// Returns the edit shifted in transcript direction (HGVS 3′ rule). A replacement of bases by
    /// others stays where it is. Returns `None` where shifting meets a base that is not known.
    pub(super) fn shifted(model: &TranscriptModel, edit: &'e SequenceEdit) -> Option<Self> {
        let run = match (edit.deleted.as_slice(), edit.inserted.as_slice()) {
            ([], run) | (run, []) => run,
            _ => return Some(Self::unshifted(edit)),
        };
        let interval = edit.interval();
        let length = run.len();
        let mut by = 0usize;
        match model.strand {
            Strand::Forward => {
                while model.base(interval.end + by as u32)? == run[by % length] {
                    by += 1;
                }
            }
            Strand::Reverse => {
                while model.base(interval.start.checked_sub(1 + by as u32)?)?
                    == run[length - 1 - by % length]
                {
                    by += 1;
                }
            }
        }
        let mut inserted = Cow::Borrowed(edit.inserted.as_slice());
        if !inserted.is_empty() && !by.is_multiple_of(length) {
            match model.strand {
                Strand::Forward => inserted.to_mut().rotate_left(by % length),
                Strand::Reverse => inserted.to_mut().rotate_right(by % length),
            }
        }
        let by = by as u32;
        let interval = match model.strand {
            Strand::Forward => Interval::new(interval.start + by, interval.end + by),
            Strand::Reverse => Interval::new(interval.start - by, interval.end - by),
        };
        Some(Self { interval, inserted })
    }

    /// Returns the same insertion or deletion one base back against transcript direction. Returns
    /// `None` where the known bases do not spell it there.
    fn one_back(&self, model: &TranscriptModel) -> Option<Self> {
        let Interval { start, end } = self.interval;
        let run = &self.inserted;
        if !self.is_insertion() && !run.is_empty() {
            return None;
        }
        let (outer, inner, by): (u32, _, i32) = match (model.strand, run.as_ref()) {
            (Strand::Forward, []) => (start.checked_sub(1)?, model.base(end.checked_sub(1)?)?, -1),
            (Strand::Forward, [.., last]) => (start.checked_sub(1)?, *last, -1),
            (Strand::Reverse, []) => (end, model.base(start)?, 1),
            (Strand::Reverse, [first, ..]) => (start, *first, 1),
        };
        if model.base(outer)? != inner {
            return None;
        }
        let mut inserted = self.inserted.clone();
        if !inserted.is_empty() {
            match model.strand {
                Strand::Forward => inserted.to_mut().rotate_right(1),
                Strand::Reverse => inserted.to_mut().rotate_left(1),
            }
        }
        let moved = |at: u32| at.checked_add_signed(by);
        Some(Self { interval: Interval::new(moved(start)?, moved(end)?), inserted })
    }

    /// Returns the edit where it takes effect: at its 3′-most placement that lies wholly in one
    /// exon. The intron beside that placement is intact. Without such a placement the edit stays
    /// where it is.
    pub(super) fn in_exon(&self, model: &TranscriptModel) -> Self {
        let inside = |placed: &Self| {
            let Interval { start, end } = placed.interval;
            model.exons.iter().any(|exon| match placed.is_insertion() {
                true => exon.start < start && start < exon.end,
                false => exon.start <= start && end <= exon.end,
            })
        };
        let mut candidate = self.clone();
        while !inside(&candidate) {
            match candidate.one_back(model) {
                Some(back) => candidate = back,
                None => return self.clone(),
            }
        }
        candidate
    }

    /// Returns whether no reference base is replaced.
    pub(super) fn is_insertion(&self) -> bool {
        self.interval.is_empty()
    }
}
