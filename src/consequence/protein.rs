//! The protein change of a coding edit, from hgvs-weaver's description of it.

use hgvs_weaver::edits::{
    AaEdit, ExtensionEnd, ProteinStatement, ResolvedEdit, StopDistance as WeaverDistance,
};
use hgvs_weaver::protein::{self, CodingChange};
use hgvs_weaver::structs::{AAPosition, PVariant};
use hgvs_weaver::utils::aa3_to_aa1;

use super::edit::CodingEdit;
use super::{frameshift, unknown};
use crate::model::protein_change::{ProteinChange, Residue, Residues, StopDistance};

/// Codons after the edit that are described, the next where the description reaches their end.
const AFTER: [usize; 2] = [32, 128];

/// Describes `edit`, or returns [`ProteinChange::Unknown`] where the library refuses to predict.
///
/// The library translates all that it is given. So it is given the codons around the edit, and the
/// whole coding sequence only where the description reaches their end. A frameshift that stops is
/// read without the library.
pub(super) fn describe(edit: &CodingEdit<'_>) -> ProteinChange {
    let described = frameshift::read(edit)
        .or_else(|| AFTER.into_iter().find_map(|after| windowed(edit, after)));
    unknown::as_far_as_known(edit, described.unwrap_or_else(|| whole(edit)))
}

/// Describes `edit` on the codons around it, `after` codons behind it, closed by a stop codon. Returns `None` where the end
/// of these codons could bear on the description.
fn windowed(edit: &CodingEdit<'_>, after: usize) -> Option<ProteinChange> {
    let (start, end) = (edit.range.start as usize, edit.range.end as usize);
    // As many residues before the edit as it inserts make it a duplication.
    let before = edit.inserted.len() / 3 + 2;
    let first = (start / 3).saturating_sub(before);
    let last = end / 3 + after + edit.inserted.len() / 3;
    let codons = last - first;
    if 3 * last + 3 > edit.cds_length {
        return None;
    }
    let mut bases = Vec::with_capacity(3 * codons + 3);
    bases.extend_from_slice(&edit.bases[3 * first..3 * last]);
    bases.extend_from_slice(b"TAA");
    let change =
        CodingChange::new(text(&bases), bases.len(), resolved(edit, 3 * first), String::new())
            .with_initiates(first == 0);
    let change = convert(&protein::describe(&change).ok()?)?;
    let reach = match &change {
        ProteinChange::Substitution { at, .. } => at.number,
        ProteinChange::Synonymous { at }
        | ProteinChange::Deletion { at }
        | ProteinChange::Duplication { at }
        | ProteinChange::Insertion { at, .. }
        | ProteinChange::Delins { at, .. } => at.last.number,
        // In codons of the edited sequence. Two more cover the shift of the frame.
        ProteinChange::Frameshift { at, stop: StopDistance::At(distance), .. } => {
            let added = edit.net().div_euclid(3).max(0) as u32;
            (at.number + distance + 1).saturating_sub(added).max(at.number)
        }
        ProteinChange::StartLost => 1,
        _ => return None,
    };
    let shortened = (-edit.net()).max(0) as u32 / 3;
    (reach + shortened + 2 <= codons as u32).then(|| renumbered(change, first as u32))
}

/// Adds `by` to all residue numbers.
fn renumbered(mut change: ProteinChange, by: u32) -> ProteinChange {
    match &mut change {
        ProteinChange::Substitution { at, .. }
        | ProteinChange::Frameshift { at, .. }
        | ProteinChange::Extension { at, .. } => at.number += by,
        ProteinChange::Synonymous { at }
        | ProteinChange::Deletion { at }
        | ProteinChange::Duplication { at }
        | ProteinChange::Insertion { at, .. }
        | ProteinChange::Delins { at, .. } => {
            at.first.number += by;
            at.last.number += by;
        }
        ProteinChange::StartLost | ProteinChange::Splice { .. } | ProteinChange::Unknown => {}
    }
    change
}

/// Describes `edit` on the whole coding sequence and the known 3′ UTR.
fn whole(edit: &CodingEdit<'_>) -> ProteinChange {
    let mut coding = edit.bases.to_vec();
    let stop_is_known = !edit.cds()[edit.cds_length - 3..].contains(&b'N');
    if !stop_is_known {
        // Any stop will do: only changes before it are described, and none reads past it.
        coding.truncate(edit.cds_length - 3);
        coding.extend_from_slice(b"TAA");
    }
    let known = if stop_is_known { coding.len() } else { edit.cds_length - 3 };
    let change = CodingChange::new(text(&coding), edit.cds_length, resolved(edit, 0), "");
    let Ok(variant) = protein::describe(&change) else {
        return ProteinChange::Unknown;
    };
    let mut change = convert(&variant).unwrap_or(ProteinChange::Unknown);
    if let ProteinChange::Frameshift { at, stop, .. } | ProteinChange::Extension { at, stop, .. } =
        &mut change
        && let StopDistance::At(codons) = *stop
    {
        let stop_end = i64::from(3 * (at.number - 1 + codons)) - edit.net();
        if stop_end > known as i64 {
            *stop = StopDistance::Unknown;
        }
    }
    change
}

/// Returns the edit in the library's terms, on a sequence that begins at `origin` of the coding
/// sequence (0-based).
fn resolved(edit: &CodingEdit<'_>, origin: usize) -> ResolvedEdit {
    let (start, end) = (edit.range.start as usize, edit.range.end as usize);
    ResolvedEdit {
        start: start - origin,
        end: end - origin,
        ref_: text(&edit.bases[start..end]),
        alt: text(edit.inserted),
    }
}

fn text(bases: &[u8]) -> String {
    bases.iter().map(|&base| char::from(base)).collect()
}

/// Returns the library's description in this crate's terms. Returns `None` for forms that a coding
/// edit never takes.
fn convert(variant: &PVariant) -> Option<ProteinChange> {
    let edit = &variant.posedit.edit;
    let Some(interval) = &variant.posedit.pos else {
        return Some(ProteinChange::Unknown);
    };
    let first = residue(&interval.start)?;
    let last = match &interval.end {
        Some(end) => residue(end)?,
        None => first,
    };
    let at = Residues { first, last };
    Some(match edit {
        AaEdit::Subst { alt, .. } => {
            ProteinChange::Substitution { at: first, alternate: one_letter(alt)? }
        }
        AaEdit::Del { .. } => ProteinChange::Deletion { at },
        AaEdit::Dup { .. } => ProteinChange::Duplication { at },
        AaEdit::Ins { alt, .. } => ProteinChange::Insertion { at, residues: letters(alt) },
        AaEdit::DelIns { alt, .. } => ProteinChange::Delins { at, residues: letters(alt) },
        AaEdit::Identity { .. } => ProteinChange::Synonymous { at },
        AaEdit::Fs { alt, stop } => ProteinChange::Frameshift {
            at: first,
            alternate: one_letter(alt),
            stop: stop.map_or(StopDistance::Unstated, distance),
        },
        AaEdit::Ext { alt, end: ExtensionEnd::Stop { distance: stop } } => {
            ProteinChange::Extension {
                at: first,
                alternate: one_letter(alt),
                stop: distance(*stop),
            }
        }
        AaEdit::Statement(ProteinStatement::Unknown) if first.number == 1 => {
            ProteinChange::StartLost
        }
        _ => return None,
    })
}

fn residue(position: &AAPosition) -> Option<Residue> {
    Some(Residue {
        number: u32::try_from(position.base.0).ok()?,
        residue: one_letter(&position.aa),
    })
}

fn one_letter(three: &str) -> Option<u8> {
    letters(three).first().copied()
}

/// Returns the one-letter codes of a run of three-letter names, `*` for `Ter`.
fn letters(threes: &str) -> Vec<u8> {
    threes
        .as_bytes()
        .chunks(3)
        .filter_map(|three| std::str::from_utf8(three).ok())
        .filter_map(|three| match three {
            "Ter" => Some(b'*'),
            "Sec" => Some(b'U'),
            _ => aa3_to_aa1(three).bytes().next(),
        })
        .collect()
}

fn distance(stop: WeaverDistance) -> StopDistance {
    match stop {
        WeaverDistance::Residues { count } => StopDistance::At(count.get()),
        WeaverDistance::Unknown => StopDistance::Unknown,
        WeaverDistance::Unstated => StopDistance::Unstated,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::genome::TranscriptStore;
    use crate::model::assembly::Assembly;
    use crate::model::position::Interval;

    /// A fixed linear congruential sequence.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, limit: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (self.0 >> 33) as usize % limit
        }
    }

    #[test]
    fn a_window_and_a_frameshift_read_as_the_whole_is_described() {
        let store = TranscriptStore::embedded();
        let mut numbers = Numbers(7);
        let (mut by_window, mut by_codon) = (0, 0);
        for gene in store.symbols(Assembly::GRCh38) {
            let model = &store.gene(gene, Assembly::GRCh38)[0];
            let Some(bases) = model.coding_bases() else { continue };
            let cds_length = model.cds_in_transcript().len() as usize;
            for case in 0..12 {
                // The last ones about the stop codon.
                let first = if case < 9 { 0 } else { cds_length - 30 };
                let start = first + numbers.below(cds_length - first);
                // Repeats of what stands there, foreign bases, or none.
                let inserted: Vec<u8> = match numbers.below(3) {
                    0 => bases[start..bases.len().min(start + numbers.below(30))].to_vec(),
                    1 => (0..numbers.below(12)).map(|_| b"ACGT"[numbers.below(4)]).collect(),
                    _ => Vec::new(),
                };
                let end = cds_length.min(start + numbers.below(24));
                let range = Interval::new(start as u32, end as u32);
                if inserted == bases[start..end] {
                    continue;
                }
                let edit = CodingEdit { bases, cds_length, range, inserted: &inserted };
                for change in AFTER.into_iter().filter_map(|after| windowed(&edit, after)) {
                    by_window += 1;
                    assert_eq!(change, whole(&edit), "{gene} {range:?} {inserted:?}");
                }
                let few = &b"GT"[..numbers.below(3)];
                let edit = CodingEdit { inserted: few, ..edit };
                if let Some(change) = frameshift::read(&edit) {
                    by_codon += 1;
                    assert_eq!(change, whole(&edit), "{gene} {range:?} {few:?}");
                }
            }
        }
        assert!(by_window > 5_000 && by_codon > 3_000, "{by_window} {by_codon}");
    }
}
