//! Bases that a record does not spell out: `N` for an anchor, or in place of what is deleted.

use std::borrow::Cow;

use crate::input::record::Record;
use crate::input::structural::length;
use crate::model::allele::{SequenceEdit, may_be};
use crate::model::contig::Contig;
use crate::model::position::{Interval, Position};
use crate::observe::worker::Worker;

impl Worker<'_> {
    /// Returns the edit of one ALT of bases, in the memory of `spare`, if there is one.
    ///
    /// Callers of structural variants write `N` where a base should stand: for the anchor, or alone in
    /// place of an allele that has no base. SVLEN then tells how many bases are changed.
    pub(crate) fn spelled(
        &self,
        spare: Option<SequenceEdit>,
        record: &Record<'_>,
        number: usize,
        place: (Contig, Position),
        reference: &[u8],
        alternate: &[u8],
    ) -> Option<SequenceEdit> {
        let (contig, Position(start)) = place;
        let has_unknown = |bases: &[u8]| bases.iter().any(|b| b.eq_ignore_ascii_case(&b'N'));
        if reference.len() == alternate.len() || !has_unknown(reference) && !has_unknown(alternate)
        {
            return SequenceEdit::trimmed_in(spare, contig, start, reference, alternate);
        }
        let reference = self.known(contig, start, reference);
        let changed = length(record, number).map(|length| length as usize);
        let is_unknown = |bases: &[u8]| bases.eq_ignore_ascii_case(b"N");
        if is_unknown(alternate) && changed == Some(reference.len()) {
            // Nothing is left of REF.
            let deleted = reference.to_ascii_uppercase();
            return Some(SequenceEdit { contig, start, deleted, inserted: Vec::new() });
        }
        let is_without_anchor = || match changed {
            Some(changed) => changed == alternate.len(),
            None => {
                record.info_value(b"SVTYPE") == Some(b"INS") && {
                    let known = self.base(contig, start);
                    known.is_some_and(|base| !alternate[..1].eq_ignore_ascii_case(&[base]))
                }
            }
        };
        if is_unknown(record.reference()) && !is_unknown(&alternate[..1]) && is_without_anchor() {
            // POS is the base before the insertion.
            let inserted = alternate.to_ascii_uppercase();
            return Some(SequenceEdit { contig, start: start + 1, deleted: Vec::new(), inserted });
        }
        // One anchor is enough for both.
        let mut alternate = Cow::Borrowed(alternate);
        let mut reference = reference;
        match (is_unknown(&reference[..1]), is_unknown(&alternate[..1])) {
            (false, true) => alternate.to_mut()[0] = reference[0],
            (true, false) => reference.to_mut()[0] = alternate[0],
            _ => {}
        }
        SequenceEdit::trimmed(contig, start, &reference, &alternate)
    }

    /// Returns REF with the bases that `N` stands for, where these are known.
    fn known<'r>(&self, contig: Contig, start: u32, given: &'r [u8]) -> Cow<'r, [u8]> {
        let interval = Interval::new(start, start + given.len() as u32);
        match self.matcher.store.reference_bases(contig, interval, self.matcher.assembly) {
            Some(known) if may_be(given, known) => Cow::Owned(known.to_vec()),
            _ => Cow::Borrowed(given),
        }
    }

    fn base(&self, contig: Contig, at: u32) -> Option<u8> {
        let interval = Interval::new(at, at + 1);
        let bases = self.matcher.store.reference_bases(contig, interval, self.matcher.assembly)?;
        bases.first().copied()
    }
}
