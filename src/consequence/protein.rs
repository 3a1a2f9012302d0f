//! The protein change of a coding edit, from hgvs-weaver's description of it.

use hgvs_weaver::edits::{
    AaEdit, ExtensionEnd, ProteinStatement, ResolvedEdit, StopDistance as WeaverDistance,
};
use hgvs_weaver::protein::{self, CodingChange};
use hgvs_weaver::structs::{AAPosition, PVariant};
use hgvs_weaver::utils::aa3_to_aa1;

use super::coding::CodingEdit;
use crate::model::protein_change::{ProteinChange, Residue, Residues, StopDistance};

/// Describes `edit`; [`ProteinChange::Unknown`] where the library refuses to predict.
pub(super) fn describe(edit: &CodingEdit<'_>) -> ProteinChange {
    let mut coding = edit.bases.to_vec();
    let stop_is_known = !edit.cds()[edit.cds_length - 3..].contains(&b'N');
    if !stop_is_known {
        // Any stop will do: only changes before it are described, and none reads past it.
        coding.truncate(edit.cds_length - 3);
        coding.extend_from_slice(b"TAA");
    }
    let known = if stop_is_known { coding.len() } else { edit.cds_length - 3 };
    let (start, end) = (edit.range.start as usize, edit.range.end as usize);
    let resolved =
        ResolvedEdit { start, end, ref_: text(&edit.bases[start..end]), alt: text(edit.inserted) };
    let change = CodingChange::new(text(&coding), edit.cds_length, resolved, "");
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

fn text(bases: &[u8]) -> String {
    bases.iter().map(|&base| char::from(base)).collect()
}

/// The library's description in this crate's terms; `None` for forms a coding edit never takes.
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

/// One-letter codes of a run of three-letter names, `*` for `Ter`.
fn letters(threes: &str) -> Vec<u8> {
    threes
        .as_bytes()
        .chunks(3)
        .filter_map(|three| std::str::from_utf8(three).ok())
        .filter_map(|three| match three {
            "Ter" => Some(b'*'),
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
