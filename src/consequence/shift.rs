//! The 3′ rule: an insertion or deletion is placed as far along the transcript as the bases allow.

use std::borrow::Cow;

use crate::genome::TranscriptModel;
use crate::model::allele::SequenceEdit;
use crate::model::position::Interval;
use crate::model::transcript::Strand;

/// An edit where the transcript's nomenclature puts it; bases are the plus strand's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed<'e> {
    /// Replaced reference bases; empty for an insertion before `interval.start`.
    pub(super) interval: Interval,
    /// The new bases.
    pub(super) inserted: Cow<'e, [u8]>,
}

impl<'e> Placed<'e> {
    /// The edit where the record puts it.
    pub(super) fn unshifted(edit: &'e SequenceEdit) -> Self {
        Self { interval: edit.interval(), inserted: Cow::Borrowed(&edit.inserted) }
    }

    /// The edit shifted in transcript direction (HGVS 3′ rule). A replacement of bases by others
    /// stays where it is. `None` where shifting meets a base that is not known.
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

    /// Whether no reference base is replaced.
    pub(super) fn is_insertion(&self) -> bool {
        self.interval.is_empty()
    }
}
