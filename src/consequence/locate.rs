//! Where an edit lies on a transcript, and how HGVS numbers positions there.

use std::fmt;

use crate::genome::TranscriptModel;
use crate::model::consequence::Rank;
use crate::model::position::{CdsPosition, Interval};
use crate::model::transcript::Strand;

/// A position in `c.` numbering (HGVS 21.1, numbering): an exon base, and for introns the
/// distance from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodingPosition {
    /// 1 for the first coding base, −1 for the base before it. In the 3′ UTR (`after_stop`) it is 1
    /// for the first base after the stop codon.
    pub base: i64,
    /// Written with `*`.
    pub after_stop: bool,
    /// Intronic distance: +1 for the first intron base after `base`, −1 for the last before it.
    pub offset: i64,
}

impl fmt::Display for CodingPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

impl CodingPosition {
    /// Writes the position as HGVS does: `1799`, `-124`, `*12`, `1641+2`, `1642-1`.
    pub(super) fn write(&self, out: &mut impl fmt::Write) -> fmt::Result {
        if self.after_stop {
            out.write_char('*')?;
        }
        let mut digits = itoa::Buffer::new();
        out.write_str(digits.format(self.base))?;
        if self.offset > 0 {
            out.write_char('+')?;
        }
        match self.offset {
            0 => Ok(()),
            offset => out.write_str(digits.format(offset)),
        }
    }

    /// Numbers the 0-based genomic `position`. Before the first and after the last exon the
    /// numbering of the UTR runs on.
    pub(super) fn of(model: &TranscriptModel, position: u32) -> Self {
        let (exon, inside) = model.exon_at(position);
        let (anchor, offset) = if inside {
            (position, 0)
        } else if exon == 0 || exon == model.exons.len() {
            return Self::beyond(model, position);
        } else {
            let (left, right) = (model.exons[exon - 1].end - 1, model.exons[exon].start);
            let (from_left, from_right) = (i64::from(position - left), i64::from(right - position));
            match model.strand {
                Strand::Forward if from_left <= from_right => (left, from_left),
                Strand::Forward => (right, -from_right),
                Strand::Reverse if from_right <= from_left => (right, from_right),
                Strand::Reverse => (left, -from_left),
            }
        };
        let coordinate = model.to_transcript(anchor).map_or(0, |at| i64::from(at.0));
        Self::numbered(model, coordinate, offset)
    }

    fn beyond(model: &TranscriptModel, position: u32) -> Self {
        let span = model.span();
        let (before, length) = (
            i64::from(position) - i64::from(span.start),
            model.exons.iter().map(|exon| i64::from(exon.len())).sum::<i64>(),
        );
        let after = i64::from(position) - i64::from(span.end);
        let coordinate = match (model.strand, before < 0) {
            (Strand::Forward, true) => before,
            (Strand::Forward, false) => length + after,
            (Strand::Reverse, true) => length - 1 - before,
            (Strand::Reverse, false) => -1 - after,
        };
        Self::numbered(model, coordinate, 0)
    }

    /// Numbers a transcript coordinate, which may lie beyond either end.
    fn numbered(model: &TranscriptModel, coordinate: i64, offset: i64) -> Self {
        let cds = model.cds_in_transcript();
        let (start, end) = (i64::from(cds.start), i64::from(cds.end));
        let (base, after_stop) = if coordinate < start {
            (coordinate - start, false)
        } else if coordinate < end {
            (coordinate - start + 1, false)
        } else {
            (coordinate - end + 1, true)
        };
        Self { base, after_stop, offset }
    }
}

/// Which parts of a transcript an edit touches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Location {
    /// Bases of the 5′ UTR.
    pub(super) five_prime_utr: bool,
    /// Bases of the 3′ UTR.
    pub(super) three_prime_utr: bool,
    /// 0-based half-open range in the coding sequence. Empty for an insertion before that base.
    pub(super) coding: Option<Interval>,
    /// All of the edit lies in one exon.
    pub(super) in_one_exon: bool,
    /// Exons touched.
    pub(super) exon: Option<Rank>,
}

impl Location {
    /// Locates replaced bases, or for an empty interval the insertion point before its start.
    pub(super) fn of(model: &TranscriptModel, interval: Interval) -> Self {
        let mut location = Location::default();
        let (first, _) = model.exon_at(interval.start.saturating_sub(1));
        for index in first..model.exons.len() {
            let exon = model.exons[index];
            if exon.start > interval.end {
                break;
            }
            if interval.is_empty() {
                // Between two bases of one exon, or not in it.
                if exon.start < interval.start && interval.start < exon.end {
                    location.in_one_exon = true;
                    location.touch(model, index, location_of_insertion(model, interval.start));
                }
            } else if exon.overlaps(interval) {
                let part =
                    Interval::new(exon.start.max(interval.start), exon.end.min(interval.end));
                location.in_one_exon = part == interval;
                let ends = [part.start, part.end - 1].map(|at| model.to_transcript(at));
                if let [Some(a), Some(b)] = ends {
                    location.touch(model, index, Interval::new(a.min(b).0, a.max(b).0 + 1));
                }
            }
        }
        location
    }

    /// Takes in a part in one exon, in transcript coordinates.
    fn touch(&mut self, model: &TranscriptModel, exon: usize, part: Interval) {
        let rank = model.exon_rank(exon).0;
        let total = model.exons.len() as u32;
        let known = self.exon.unwrap_or(Rank { first: rank, last: rank, total });
        self.exon = Some(Rank { first: known.first.min(rank), last: known.last.max(rank), total });
        let cds = model.cds_in_transcript();
        if cds.is_empty() {
            return;
        }
        if part.is_empty() {
            match part.start {
                at if at <= cds.start => self.five_prime_utr = true,
                at if at >= cds.end => self.three_prime_utr = true,
                at => self.add_coding(at - cds.start, at - cds.start),
            }
            return;
        }
        self.five_prime_utr |= part.start < cds.start;
        self.three_prime_utr |= part.end > cds.end;
        let (start, end) = (part.start.max(cds.start), part.end.min(cds.end));
        if start < end {
            self.add_coding(start - cds.start, end - cds.start);
        }
    }

    fn add_coding(&mut self, start: u32, end: u32) {
        let known = self.coding.unwrap_or(Interval::new(start, end));
        self.coding = Some(Interval::new(known.start.min(start), known.end.max(end)));
    }

    /// Returns whether all of the edit is coding.
    pub(super) fn is_all_coding(&self) -> bool {
        self.in_one_exon && self.coding.is_some() && !self.five_prime_utr && !self.three_prime_utr
    }

    /// Returns the first and last residue whose codons are touched, 1-based.
    pub(super) fn codons(&self) -> Option<(u32, u32)> {
        let coding = self.coding?;
        let residue = |at: u32| CdsPosition(at).residue().0;
        Some(if coding.is_empty() {
            (residue(coding.start.saturating_sub(1)), residue(coding.start))
        } else {
            (residue(coding.start), residue(coding.end - 1))
        })
    }
}

/// Returns the empty transcript interval of an insertion before the plus-strand `position`.
fn location_of_insertion(model: &TranscriptModel, position: u32) -> Interval {
    let next = match model.strand {
        Strand::Forward => model.to_transcript(position),
        Strand::Reverse => model.to_transcript(position - 1),
    };
    let at = next.map_or(0, |at| at.0);
    Interval::new(at, at)
}
