//! The reading frame across a junction of two transcripts.

use crate::model::event_detail::EventFrame;

use super::domain;
use super::piece::{Piece, Place};

/// Whether the 5′ part is read on into the 3′ part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frame {
    /// It is.
    In,
    /// One break lies in an exon and one in an intron, or a break is not exact, or lies in untranslated
    /// bases, or a transcript is not known.
    NotKnown,
    /// The 5′ part ends before its start codon: the 3′ part is read from a start of its own.
    OwnStart,
    /// It is if one exon beside the junction is left out, of the 5′ gene or of the 3′ gene.
    BySkipping {
        /// Whether the exon is the 5′ gene's.
        is_five: bool,
        /// Its number.
        exon: u32,
    },
    /// The frame shifts.
    Out,
    /// The 5′ part has its own stop codon.
    Stop,
    /// The codons at the junction hold a stop.
    StopBetween,
}

impl Frame {
    /// Returns the frame at the junction of `five` and `three`, which has the bases `inserted` between them,
    /// in transcript direction. They count where exons are joined: introns are spliced out with them.
    pub fn of(five: &Piece<'_>, three: &Piece<'_>, inserted: Option<&[u8]>) -> Self {
        match simple(five, three, inserted) {
            // An exon that is joined of two cannot be left out of one of them.
            Self::Out if [five.place, three.place].contains(&Place::Intron) => {
                rescue(five, three).unwrap_or(Self::Out)
            }
            frame => frame,
        }
    }

    /// Returns the frame as results have it.
    pub fn told(self) -> EventFrame {
        match self {
            Self::In => EventFrame::In,
            Self::NotKnown => EventFrame::NotKnown,
            Self::OwnStart => EventFrame::OwnStart,
            Self::BySkipping { .. } => EventFrame::BySkipping,
            Self::Out => EventFrame::Out,
            Self::Stop | Self::StopBetween => EventFrame::Stop,
        }
    }
}

fn simple(five: &Piece<'_>, three: &Piece<'_>, inserted: Option<&[u8]>) -> Frame {
    let places = [five.place, three.place];
    let coding_bases = |piece: &Piece<'_>| i64::from(piece.model.cds_in_transcript().len());
    if coding_bases(five) == 0 || coding_bases(three) == 0 {
        Frame::NotKnown
    } else if five.coding <= 0 {
        Frame::OwnStart
    } else if five.coding >= coding_bases(five) {
        Frame::Stop
    } else if !(0..coding_bases(three)).contains(&three.coding) || places.contains(&Place::Unclear)
    {
        Frame::NotKnown
    } else if !places.contains(&Place::Intron) {
        inserted.map_or(Frame::NotKnown, |inserted| across(five, three, inserted))
    } else if places.contains(&Place::Exon) {
        Frame::NotKnown
    } else if five.coding % 3 == three.coding % 3 {
        Frame::In
    } else {
        Frame::Out
    }
}

/// Returns the frame of one exon that is joined of two, with bases between.
fn across(five: &Piece<'_>, three: &Piece<'_>, inserted: &[u8]) -> Frame {
    let number = i64::try_from(inserted.len()).unwrap_or_default();
    if (five.coding + number - three.coding) % 3 != 0 {
        Frame::Out
    } else if has_stop(five, three, inserted).unwrap_or_default() {
        Frame::StopBetween
    } else {
        Frame::In
    }
}

/// Returns whether the codons that hold bases between the two parts, or of both, have a stop. `None` where
/// their bases are not known.
fn has_stop(five: &Piece<'_>, three: &Piece<'_>, inserted: &[u8]) -> Option<bool> {
    let (before, after) = (usize::try_from(five.coding).ok()?, usize::try_from(three.coding).ok()?);
    let tail = five.model.coding_bases()?.get(before - before % 3..before)?;
    let missing = (3 - (tail.len() + inserted.len()) % 3) % 3;
    let head = three.model.coding_bases()?.get(after..after + missing)?;
    let bases = [tail, inserted, head].concat();
    Some(bases.chunks_exact(3).any(|codon| matches!(codon, b"TAA" | b"TAG" | b"TGA")))
}

/// Returns the frame with one exon beside the junction left out, where that keeps the domains.
fn rescue(five: &Piece<'_>, three: &Piece<'_>) -> Option<Frame> {
    if let Some(shorter) = shorter(five)
        && simple(&shorter, three, None) == Frame::In
    {
        return Some(Frame::BySkipping { is_five: true, exon: five.exon.0 });
    }
    let shorter = shorter(three)?;
    let exon = three.exon.0;
    (simple(five, &shorter, None) == Frame::In)
        .then_some(Frame::BySkipping { is_five: false, exon })
}

/// Returns the piece without its exon at the junction, unless that takes its domain.
fn shorter<'t>(piece: &Piece<'t>) -> Option<Piece<'t>> {
    let keeps = |piece: &Piece<'_>| domain::kept(piece).is_none_or(|(_, is_kept)| is_kept);
    piece.skipping().filter(|shorter| keeps(shorter) || !keeps(piece))
}
