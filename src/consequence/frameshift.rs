//! The protein change of a frameshift that stops within the coding sequence, read codon by codon.

use super::edit::CodingEdit;
use crate::genome::sequence::translate;
use crate::model::protein_change::{ProteinChange, Residue, StopDistance};

/// Describes a shift of the reading frame by the first residue that changes and the new stop (HGVS 21.1, frame shift).
///
/// Only the codons up to the new stop are read. Returns `None` where that does not tell: at the start codon; where so many
/// bases are inserted that the stop may be theirs, which is described otherwise; where none is met before the sequence's own;
/// and where a codon on the way is unknown or codes selenocysteine.
pub(super) fn read(edit: &CodingEdit<'_>) -> Option<ProteinChange> {
    let (start, end) = (edit.range.start as usize, edit.range.end as usize);
    let first = start / 3;
    if edit.net() % 3 == 0 || first == 0 || edit.inserted.len() > 2 {
        return None;
    }
    let coding = &edit.cds()[..edit.cds_length - 3];
    let own = coding.get(3 * first..)?;
    let (before, behind) = (coding.get(3 * first..start)?, coding.get(end..)?);
    let shifted = before.iter().chain(edit.inserted).chain(behind);
    let mut shifted = codons(shifted.copied());
    let mut own = own.chunks_exact(3);
    let (mut number, mut distance) = (first as u32, 1);
    let (residue, alternate) = loop {
        let (own, new) = (known(own.next()?)?, known(&shifted.next()?)?);
        number += 1;
        if own != new {
            break (own, new);
        }
    };
    let mut last = alternate;
    while last != b'*' {
        last = known(&shifted.next()?)?;
        distance += 1;
    }
    let at = Residue { number, residue: Some(residue) };
    Some(match distance {
        _ if residue == b'*' => return None,
        1 => ProteinChange::Substitution { at, alternate },
        _ => {
            let stop = StopDistance::At(distance);
            ProteinChange::Frameshift { at, alternate: Some(alternate), stop }
        }
    })
}

/// Returns the whole codons of `bases`.
pub(super) fn codons(mut bases: impl Iterator<Item = u8>) -> impl Iterator<Item = [u8; 3]> {
    std::iter::from_fn(move || Some([bases.next()?, bases.next()?, bases.next()?]))
}

/// Returns the residue of a codon, or `None` where a base is unknown.
fn known(codon: &[u8]) -> Option<u8> {
    Some(translate(codon)).filter(|residue| *residue != b'X')
}
