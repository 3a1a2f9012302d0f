//! The reading frame across a junction of two transcripts.

use crate::model::event_detail::EventFrame;

use super::domain;
use super::piece::Piece;

/// Whether the 5′ part is read on into the 3′ part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frame {
    /// It is.
    In,
    /// The break lies in an exon or in untranslated bases, or a transcript is not known.
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
}

impl Frame {
    /// Returns the frame at the junction of `five` and `three`.
    pub fn of(five: &Piece<'_>, three: &Piece<'_>) -> Self {
        match simple(five, three) {
            Self::Out => rescue(five, three).unwrap_or(Self::Out),
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
            Self::Stop => EventFrame::Stop,
        }
    }
}

fn simple(five: &Piece<'_>, three: &Piece<'_>) -> Frame {
    let coding_bases = |piece: &Piece<'_>| i64::from(piece.model.cds_in_transcript().len());
    if coding_bases(five) == 0 || coding_bases(three) == 0 {
        Frame::NotKnown
    } else if five.coding <= 0 {
        Frame::OwnStart
    } else if five.coding >= coding_bases(five) {
        Frame::Stop
    } else if five.in_exon || three.in_exon || !(0..coding_bases(three)).contains(&three.coding) {
        Frame::NotKnown
    } else if five.coding % 3 == three.coding % 3 {
        Frame::In
    } else {
        Frame::Out
    }
}

/// Returns the frame with one exon beside the junction left out, where that keeps the domains.
fn rescue(five: &Piece<'_>, three: &Piece<'_>) -> Option<Frame> {
    if let Some(shorter) = shorter(five)
        && simple(&shorter, three) == Frame::In
    {
        return Some(Frame::BySkipping { is_five: true, exon: five.exon.0 });
    }
    let shorter = shorter(three)?;
    let exon = three.exon.0;
    (simple(five, &shorter) == Frame::In).then_some(Frame::BySkipping { is_five: false, exon })
}

/// Returns the piece without its exon at the junction, unless that takes its domain.
fn shorter<'t>(piece: &Piece<'t>) -> Option<Piece<'t>> {
    let keeps = |piece: &Piece<'_>| domain::kept(piece).is_none_or(|(_, is_kept)| is_kept);
    piece.skipping().filter(|shorter| keeps(shorter) || !keeps(piece))
}
