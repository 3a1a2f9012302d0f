//! Indels by haplotype: a read is laid against the reference and against the changed sequence, and
//! supports the one that it fits better.
//!
//! A read is laid without gaps, from its first and from its last aligned base, clipped ends included:
//! a read of the changed haplotype has no gap against it, however the aligner wrote it. The score is
//! that of the best stretch, so that an end which belongs to neither costs nothing. Bases below the
//! floor of quality count neither way. A read that fits both equally supports neither.

use std::ops::Range;

use super::alignment::{Kind, Piece, Read};
use super::call::Call;
use crate::model::allele::SequenceEdit;
use crate::model::position::Interval;

/// What a base that fits adds.
const MATCH: i32 = 1;
/// What a base that does not fit costs.
const MISMATCH: i32 = -4;
/// What a gap of the read's own alignment costs.
const GAP: i32 = 1;
/// How far from a target a gap still may be another spelling of it, besides its own length.
const NEAR: u32 = 10;
/// How many bases a read of the changed haplotype may leave unexplained.
const LEFT_OVER: usize = 8;

/// The two sequences around a target.
#[derive(Debug)]
pub(super) struct Haplotypes {
    /// 0-based position of the first base of either.
    start: u32,
    reference: Vec<u8>,
    alternate: Vec<u8>,
    /// How much longer the changed one is.
    longer: i64,
    /// Where the change may be written, all the same: from the leftmost start to the rightmost end.
    place: Interval,
    /// Gaps this near to the place are held against the two haplotypes.
    near: Interval,
}

/// The best stretch of a read on a sequence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Fit {
    score: i32,
    /// Bases of the read.
    stretch: Range<usize>,
}

impl Haplotypes {
    /// Makes the haplotypes of `edit` from the bases around it, which begin at `start`. Returns `None`
    /// where the bases do not hold the edit's own.
    pub(super) fn new(edit: &SequenceEdit, start: u32, bases: &[u8]) -> Option<Self> {
        let from = edit.start.checked_sub(start)? as usize;
        let to = from + edit.deleted.len();
        if bases.get(from..to)? != edit.deleted.as_slice() {
            return None;
        }
        let alternate = [&bases[..from], &edit.inserted, &bases[to..]].concat();
        let place = place(edit, start, bases);
        let reach = NEAR + edit.deleted.len().max(edit.inserted.len()) as u32;
        Some(Self {
            start,
            reference: bases.to_vec(),
            longer: edit.inserted.len() as i64 - edit.deleted.len() as i64,
            alternate,
            near: Interval::new(place.start.saturating_sub(reach), place.end + reach),
            place,
        })
    }

    /// Returns where the change may be written.
    pub(super) fn place(&self) -> Interval {
        self.place
    }

    /// Returns which haplotype a read fits, or `None` where it does not reach them.
    pub(super) fn call(&self, read: &Read, floor: u8) -> Option<Call> {
        let part = self.part(read).filter(|part| self.is_reached(part))?;
        let bases = Bases { read, floor, part: part.bases.clone() };
        // Offsets that take a read's index to the index in a sequence.
        let anchors = [part.first, part.last]
            .map(|(index, position)| i64::from(position) - i64::from(self.start) - index as i64);
        let mut reference = Fit::default();
        let mut alternate = Fit::default();
        for (i, &anchor) in anchors.iter().enumerate() {
            if i == 1 && anchor == anchors[0] {
                break;
            }
            reference.improve(bases.fit(&self.reference, anchor));
            for shift in [0, self.longer] {
                alternate.improve(bases.fit(&self.alternate, anchor + shift));
            }
        }
        let own = part.has_gap.then(|| self.own_score(read, &bases)).unwrap_or(0);
        Some(if own > reference.score.max(alternate.score) {
            Call::Other
        } else if reference.score > alternate.score {
            Call::Reference
        } else if reference.score == alternate.score {
            Call::Undecided
        } else if bases.left_over(&alternate.stretch) > LEFT_OVER {
            Call::Other
        } else {
            Call::Alternate
        })
    }

    /// Returns whether a part comes to the target or beyond it on both sides, clipped ends included.
    fn is_reached(&self, part: &Part) -> bool {
        let before = (part.first.0 - part.bases.start) as u32;
        let behind = (part.bases.end - 1 - part.last.0) as u32;
        part.first.1.saturating_sub(before) < self.place.end + 1
            && part.last.1 + behind + 1 >= self.place.start
    }

    /// Returns the part of a read around the target: between its skips and those gaps that are too far
    /// away to be the target.
    fn part(&self, read: &Read) -> Option<Part> {
        let is_near = |piece: &Piece| {
            let end = match piece.kind {
                Kind::Insertion => piece.position,
                _ => piece.position + piece.length,
            };
            piece.position <= self.near.end && end >= self.near.start
        };
        let mut part: Option<Part> = None;
        for piece in read.pieces() {
            let end = piece.offset + piece.length as usize;
            match piece.kind {
                Kind::Aligned => {
                    let part = part.get_or_insert_with(|| Part::starting(&piece));
                    part.first.1 = part.first.1.min(piece.position);
                    part.add_aligned(&piece);
                }
                Kind::SoftClip => match &mut part {
                    Some(part) => part.bases.end = end,
                    None => part = Some(Part::clipped(&piece)),
                },
                Kind::Insertion | Kind::Deletion if is_near(&piece) => {
                    if let Some(part) = &mut part {
                        part.has_gap = true;
                        if piece.kind == Kind::Insertion {
                            part.bases.end = end;
                        }
                    }
                }
                Kind::Insertion | Kind::Deletion | Kind::Skip => {
                    // Before the target the read begins anew, behind it the read is over.
                    if piece.position >= self.place.end {
                        break;
                    }
                    part = None;
                }
            }
        }
        part.filter(|part| part.is_aligned)
    }

    /// Returns the score of the read as it is aligned, gaps and all.
    fn own_score(&self, read: &Read, bases: &Bases<'_>) -> i32 {
        let mut score = 0;
        for piece in read.pieces() {
            let range = piece.offset..piece.offset + piece.length as usize;
            match piece.kind {
                Kind::Aligned => {
                    let shift =
                        i64::from(piece.position) - i64::from(self.start) - piece.offset as i64;
                    for index in range {
                        if bases.part.contains(&index) {
                            score += bases.score(index, &self.reference, shift);
                        }
                    }
                }
                Kind::Insertion | Kind::Deletion
                    if piece.position <= self.near.end
                        && piece.position + piece.length >= self.near.start =>
                {
                    score -= GAP;
                }
                _ => {}
            }
        }
        score
    }
}

/// Returns from where to where the change may be moved without another result.
fn place(edit: &SequenceEdit, start: u32, bases: &[u8]) -> Interval {
    let from = (edit.start - start) as usize;
    let to = from + edit.deleted.len();
    let moved = match (edit.deleted.is_empty(), edit.inserted.is_empty()) {
        (true, false) => &edit.inserted,
        (false, true) => &edit.deleted,
        _ => return Interval::new(edit.start, edit.start + edit.deleted.len() as u32),
    };
    let n = moved.len();
    // What is moved is read as one long repeat.
    let right =
        bases[to..].iter().enumerate().take_while(|(i, base)| **base == moved[i % n]).count();
    let left = bases[..from]
        .iter()
        .rev()
        .enumerate()
        .take_while(|(i, base)| **base == moved[n - 1 - i % n])
        .count();
    Interval::new(edit.start - left as u32, start + (to + right) as u32)
}

/// The part of a read that is held against the haplotypes.
#[derive(Debug)]
struct Part {
    bases: Range<usize>,
    /// The first aligned base and its position.
    first: (usize, u32),
    /// The last one.
    last: (usize, u32),
    is_aligned: bool,
    has_gap: bool,
}

impl Part {
    fn starting(piece: &Piece) -> Self {
        let end = piece.offset + piece.length as usize;
        Self {
            bases: piece.offset..end,
            first: (piece.offset, piece.position),
            last: (piece.offset, piece.position),
            is_aligned: false,
            has_gap: false,
        }
    }

    fn clipped(piece: &Piece) -> Self {
        let end = piece.offset + piece.length as usize;
        Self { first: (end, piece.position), ..Self::starting(piece) }
    }

    fn add_aligned(&mut self, piece: &Piece) {
        let end = piece.offset + piece.length as usize;
        self.bases.end = end;
        self.last = (end - 1, piece.position + piece.length - 1);
        self.is_aligned = true;
    }
}

/// Bases of a read that are laid against a sequence.
struct Bases<'r> {
    read: &'r Read,
    floor: u8,
    part: Range<usize>,
}

impl Bases<'_> {
    /// Returns what the base of an index adds where it is laid `shift` further in the sequence.
    fn score(&self, index: usize, sequence: &[u8], shift: i64) -> i32 {
        let place = usize::try_from(index as i64 + shift).ok();
        let Some(&expected) = place.and_then(|place| sequence.get(place)) else { return 0 };
        let base = self.read.bases[index];
        let is_low = self.read.qualities.get(index).is_none_or(|&quality| quality < self.floor);
        match base == expected {
            _ if is_low || base == b'N' || expected == b'N' => 0,
            true => MATCH,
            false => MISMATCH,
        }
    }

    /// Returns the best stretch of the read where it is laid without gaps.
    fn fit(&self, sequence: &[u8], shift: i64) -> Fit {
        let mut best = Fit::default();
        let (mut score, mut start) = (0, self.part.start);
        for index in self.part.clone() {
            score += self.score(index, sequence, shift);
            if score <= 0 {
                (score, start) = (0, index + 1);
            } else if score > best.score {
                best = Fit { score, stretch: start..index + 1 };
            }
        }
        best
    }

    /// Returns how many good bases at either end are outside of a stretch, at the worse end.
    fn left_over(&self, stretch: &Range<usize>) -> usize {
        let good = |range: Range<usize>| {
            let qualities = self.read.qualities.get(range).unwrap_or_default();
            qualities.iter().filter(|&&quality| quality >= self.floor).count()
        };
        good(self.part.start..stretch.start).max(good(stretch.end..self.part.end))
    }
}

impl Fit {
    fn improve(&mut self, other: Self) {
        if other.score > self.score {
            *self = other;
        }
    }
}
