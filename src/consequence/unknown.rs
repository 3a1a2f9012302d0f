//! Protein changes beside codons whose bases are not known.

use super::edit::CodingEdit;
use crate::model::protein_change::{ProteinChange, StopDistance};

/// Returns `change`, the description of `edit`, as far as known bases tell it.
///
/// The new stop of a frameshift is unknown where unknown codons come before it. A change is
/// [`ProteinChange::Unknown`] where its residues, or those that its place depends on, are not known.
pub(super) fn as_far_as_known(edit: &CodingEdit<'_>, mut change: ProteinChange) -> ProteinChange {
    let (start, end) = (edit.range.start as usize, edit.range.end as usize);
    let coding = edit.cds_length - 3;
    let is_known = |from: usize, to: usize| {
        let to = to.min(coding);
        from >= to || memchr::memchr(b'N', &edit.bases[from..to]).is_none()
    };
    // A change of length lies as far along as the residues allow, so its neighbours bear on it.
    let beside = if edit.net() == 0 { 0 } else { 3 };
    let first = start / 3 * 3;
    if is_known(first.saturating_sub(beside), coding) {
        return change;
    }
    let (from, to) = match &change {
        ProteinChange::StartLost | ProteinChange::Splice { .. } | ProteinChange::Unknown => {
            return change;
        }
        ProteinChange::Substitution { at, .. }
        | ProteinChange::Frameshift { at, .. }
        | ProteinChange::Extension { at, .. } => (at.number, at.number),
        ProteinChange::Synonymous { at }
        | ProteinChange::Deletion { at }
        | ProteinChange::Duplication { at }
        | ProteinChange::Insertion { at, .. }
        | ProteinChange::Delins { at, .. } => (at.first.number, at.last.number),
    };
    let removed = usize::try_from(-edit.net()).unwrap_or(0);
    let from = first.min(3 * (from as usize).saturating_sub(1)).saturating_sub(beside);
    let to = (3 * to as usize).max(end.div_ceil(3) * 3) + removed + beside;
    if !is_known(from, to) {
        return ProteinChange::Unknown;
    }
    if let ProteinChange::Frameshift { at, stop, .. } = &mut change
        && let StopDistance::At(codons) = *stop
    {
        let stop_end = i64::from(3 * (at.number - 1 + codons)) - edit.net();
        if !is_known(from, usize::try_from(stop_end).unwrap_or(0)) {
            *stop = StopDistance::Unknown;
        }
    }
    change
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::position::Interval;

    fn described(coding: &str, start: u32, end: u32, inserted: &str) -> String {
        let edit = CodingEdit {
            bases: coding.as_bytes(),
            cds_length: coding.len(),
            range: Interval::new(start, end),
            inserted: inserted.as_bytes(),
        };
        edit.effect().1.hgvs()
    }

    #[test]
    fn nothing_is_claimed_of_unknown_codons() {
        let known = "ATGGCTAAACATGATCTGACCCGTGGATAA";
        let unknown = "ATGGCTAAACATGATNNNACCCGTGGATAA";
        for (start, end, inserted, with_all, as_known) in [
            // Before the unknown codon and behind it.
            (7, 8, "T", "p.Lys3Ile", "p.Lys3Ile"),
            (19, 20, "T", "p.Thr7Ile", "p.Thr7Ile"),
            // The new stop holds bases of the unknown codon, or comes behind it.
            (3, 4, "", "p.Ala2LeufsTer5", "p.Ala2LeufsTer?"),
            // And before it.
            (4, 4, "A", "p.Ala2AspfsTer2", "p.Ala2AspfsTer2"),
            (7, 7, "C", "p.Lys3ThrfsTer3", "p.Lys3ThrfsTer3"),
            (6, 9, "", "p.Lys3del", "p.Lys3del"),
            // Beside it the place of a deletion depends on the unknown residue.
            (12, 15, "", "p.Asp5del", "p.?"),
            (18, 21, "", "p.Thr7del", "p.?"),
        ] {
            assert_eq!(described(known, start, end, inserted), with_all, "{start} {inserted}");
            assert_eq!(described(unknown, start, end, inserted), as_known, "{start} {inserted}");
        }
    }
}
