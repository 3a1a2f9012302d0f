//! One aligned read, decoded once.

use crate::model::position::Interval;

use super::tags::Family;

/// What a stretch of a read is to the reference (SAM specification §1.4.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Bases beside bases: `M`, `=`, `X`.
    Aligned,
    /// `I`.
    Insertion,
    /// `D`.
    Deletion,
    /// `N`.
    Skip,
    /// `S`.
    SoftClip,
}

/// A stretch of a read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Op {
    pub(super) kind: Kind,
    pub(super) length: u32,
}

/// What of a read's flags is used (SAM specification §1.4.2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Flags(pub(super) u16);

impl Flags {
    const PAIRED: u16 = 0x1;
    const UNMAPPED: u16 = 0x4;
    const MATE_UNMAPPED: u16 = 0x8;
    const REVERSE: u16 = 0x10;
    const MATE_REVERSE: u16 = 0x20;
    const FIRST: u16 = 0x40;
    const SECONDARY: u16 = 0x100;
    const FAILED: u16 = 0x200;
    const DUPLICATE: u16 = 0x400;
    const SUPPLEMENTARY: u16 = 0x800;

    fn has(self, bit: u16) -> bool {
        self.0 & bit != 0
    }

    pub(super) fn is_unmapped(self) -> bool {
        self.has(Self::UNMAPPED)
    }

    pub(super) fn is_reverse(self) -> bool {
        self.has(Self::REVERSE)
    }

    pub(super) fn is_secondary(self) -> bool {
        self.has(Self::SECONDARY)
    }

    pub(super) fn is_supplementary(self) -> bool {
        self.has(Self::SUPPLEMENTARY)
    }

    pub(super) fn is_failed(self) -> bool {
        self.has(Self::FAILED)
    }

    pub(super) fn is_duplicate(self) -> bool {
        self.has(Self::DUPLICATE)
    }

    /// Returns whether the mate is aligned too.
    pub(super) fn has_aligned_mate(self) -> bool {
        self.has(Self::PAIRED) && !self.has(Self::MATE_UNMAPPED)
    }

    pub(super) fn is_mate_reverse(self) -> bool {
        self.has(Self::MATE_REVERSE)
    }

    /// Returns whether the fragment's first read is on the forward strand: F1R2.
    pub(super) fn is_f1r2(self) -> bool {
        let is_first = !self.has(Self::PAIRED) || self.has(Self::FIRST);
        is_first != self.is_reverse()
    }
}

/// One aligned read. Its buffers are used again for the next one.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) name: Vec<u8>,
    pub(super) flags: Flags,
    pub(super) mapping_quality: u8,
    /// 0-based, half-open; without clips.
    pub(super) span: Interval,
    pub(super) ops: Vec<Op>,
    /// `A`, `C`, `G`, `T` or `N`.
    pub(super) bases: Vec<u8>,
    pub(super) qualities: Vec<u8>,
    pub(super) family: Family,
}

/// A stretch of a read with its places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    /// First base in the read.
    pub(super) offset: usize,
    /// 0-based place on the reference.
    pub(super) position: u32,
    pub(super) length: u32,
}

impl Read {
    /// Returns the stretches with their places, in order.
    pub(super) fn pieces(&self) -> impl Iterator<Item = Piece> {
        let (mut offset, mut position) = (0, self.span.start);
        self.ops.iter().map(move |op| {
            let piece = Piece { kind: op.kind, offset, position, length: op.length };
            if matches!(op.kind, Kind::Aligned | Kind::Insertion | Kind::SoftClip) {
                offset += op.length as usize;
            }
            if matches!(op.kind, Kind::Aligned | Kind::Deletion | Kind::Skip) {
                position += op.length;
            }
            piece
        })
    }

    /// Returns the index of the base that is aligned to a position of the reference.
    pub(super) fn index_at(&self, position: u32) -> At {
        for piece in self.pieces() {
            let is_in = position >= piece.position && position - piece.position < piece.length;
            match piece.kind {
                Kind::Aligned if is_in => {
                    return At::Base(piece.offset + (position - piece.position) as usize);
                }
                Kind::Deletion if is_in => return At::Deleted,
                Kind::Skip if is_in => return At::Nothing,
                _ => {}
            }
        }
        At::Nothing
    }
}

/// What a read has at a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// The base of this index.
    Base(usize),
    /// The base is deleted.
    Deleted,
    /// The read does not reach there.
    Nothing,
}
