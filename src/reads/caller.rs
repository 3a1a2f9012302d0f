//! How the reads of a target are called.

use super::alignment::{At, Kind, Read};
use super::call::Call;
use super::haplotype::Haplotypes;
use crate::model::allele::SequenceEdit;

/// How the reads of a target are called.
#[derive(Debug)]
pub(super) enum Caller {
    /// Bases replace as many bases: as the read is aligned.
    Bases(SequenceEdit),
    /// The read is held against the two haplotypes.
    Haplotypes(Box<Haplotypes>),
    /// Bases around the target are not known.
    Unknown,
}

impl Caller {
    /// Returns what a read shows, or `None` where it does not reach the target.
    pub(super) fn call(&self, read: &Read, floor: u8) -> Option<Call> {
        match self {
            Self::Bases(edit) => bases(edit, read, floor),
            Self::Haplotypes(haplotypes) => haplotypes.call(read, floor),
            Self::Unknown => None,
        }
    }
}

fn bases(edit: &SequenceEdit, read: &Read, floor: u8) -> Option<Call> {
    let is_one = edit.is_snv();
    let (mut is_reference, mut is_alternate, mut is_low) = (true, true, false);
    for (i, (&reference, &alternate)) in edit.deleted.iter().zip(&edit.inserted).enumerate() {
        let index = match read.index_at(edit.start + i as u32) {
            At::Base(index) => index,
            At::Deleted => return Some(Call::Other),
            At::Nothing => return None,
        };
        if reference == alternate {
            continue;
        }
        let base = read.bases[index];
        if base == b'N' {
            return Some(Call::Unknown);
        }
        is_low |= read.qualities.get(index).is_none_or(|&quality| quality < floor);
        is_reference &= base == reference;
        is_alternate &= base == alternate;
        if is_one && !is_low && !is_reference && !is_alternate {
            let other = b"ACGT".iter().position(|&known| known == base);
            return Some(other.map_or(Call::Unknown, |other| Call::Base(other as u8)));
        }
    }
    let is_broken = !is_one
        && read.pieces().any(|piece| {
            piece.kind == Kind::Insertion
                && piece.position > edit.start
                && piece.position < edit.start + edit.deleted.len() as u32
        });
    Some(match (is_reference, is_alternate) {
        _ if is_low => Call::LowQuality,
        _ if is_broken => Call::Other,
        (true, _) => Call::Reference,
        (_, true) => Call::Alternate,
        _ => Call::Other,
    })
}
