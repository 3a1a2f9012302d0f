//! The part of a gene that one side of a junction keeps.

use crate::genome::TranscriptModel;
use crate::model::position::{ExonRank, ResidueNumber};
use crate::model::structural::{Breakend, Kept};
use crate::model::transcript::Strand;

use super::ends::Ends;

/// Which end of the transcript is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// From the start of the transcript to the break.
    FivePrime,
    /// From the break to the end of the transcript.
    ThreePrime,
}

impl Part {
    /// Returns the end of a gene on `strand` that a breakend keeps.
    pub fn of(strand: Strand, kept: Kept) -> Self {
        match (strand, kept) {
            (Strand::Forward, Kept::Left) | (Strand::Reverse, Kept::Right) => Self::FivePrime,
            (Strand::Forward, Kept::Right) | (Strand::Reverse, Kept::Left) => Self::ThreePrime,
        }
    }
}

/// Where a break lies in a transcript.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In an intron, or where an exon is spliced.
    Intron,
    /// Beside the outermost base of an exon, which is kept whole.
    Edge,
    /// Inside an exon.
    Exon,
    /// It is not exact, and may be any of these.
    Unclear,
}

/// A transcript cut at a breakend.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'t> {
    /// The transcript.
    pub model: &'t TranscriptModel,
    /// Which end is kept.
    pub part: Part,
    /// The kept exon next to the break.
    pub exon: ExonRank,
    /// Where the break lies, if not between two exons.
    pub place: Place,
    /// Coding bases before the break: those kept of a 5′ part, those left out before a 3′ part.
    /// Negative before the start codon.
    pub coding: i64,
}

impl<'t> Piece<'t> {
    /// Cuts `model` at `end`. `None` where no exon is kept.
    ///
    /// A first exon has no acceptor, so a 3′ part that begins in it or before it is spliced in from
    /// the second exon on.
    pub fn cut(model: &'t TranscriptModel, end: Breakend) -> Option<Self> {
        let part = Part::of(model.strand, end.kept);
        let (index, is_inside) = model.exon_at(end.position);
        let index = match end.kept {
            Kept::Left if !is_inside => index.checked_sub(1)?,
            _ => index,
        };
        let exon = model.exons.get(index)?;
        // The base of the exon that lies next to the break when the exon is kept whole.
        let edge = match end.kept {
            Kept::Left => exon.end - 1,
            Kept::Right => exon.start,
        };
        let rank = model.exon_rank(index);
        if part == Part::ThreePrime && rank == ExonRank(1) && model.exons.len() > 1 {
            return Self::whole(model, part, ExonRank(2));
        }
        let place = match is_inside {
            false => Place::Intron,
            true if end.position == edge => Place::Edge,
            true => Place::Exon,
        };
        let at = if place == Place::Exon { end.position } else { edge };
        Some(Self { model, part, exon: rank, place, coding: Self::coding(model, part, at)? })
    }

    /// Notes that the break may lie elsewhere, where it may.
    pub(super) fn loosen(&mut self, end: Breakend, ends: Ends<'_>) {
        if ends.may_lie_elsewhere(self.model, end.position) {
            self.place = Place::Unclear;
        }
    }

    /// Returns the part of `model` up to and with an exon, or from it on, kept whole. `None` where
    /// there is no such exon.
    pub fn whole(model: &'t TranscriptModel, part: Part, rank: ExonRank) -> Option<Self> {
        let exon = model.exon(rank)?;
        let edge = match (part, model.strand) {
            (Part::FivePrime, Strand::Forward) | (Part::ThreePrime, Strand::Reverse) => {
                exon.end - 1
            }
            _ => exon.start,
        };
        let coding = Self::coding(model, part, edge)?;
        Some(Self { model, part, exon: rank, place: Place::Intron, coding })
    }

    /// Returns the same part without its exon next to the junction, as if that were skipped.
    pub fn skipping(&self) -> Option<Self> {
        let next = match self.part {
            Part::FivePrime => self.exon.0.checked_sub(1)?,
            Part::ThreePrime => self.exon.0 + 1,
        };
        Self::whole(self.model, self.part, ExonRank(next))
    }

    fn coding(model: &TranscriptModel, part: Part, at: u32) -> Option<i64> {
        let coordinate = i64::from(model.to_transcript(at)?.0);
        let start = i64::from(model.cds_in_transcript().start);
        Some(match part {
            Part::FivePrime => coordinate + 1 - start,
            Part::ThreePrime => coordinate - start,
        })
    }

    /// Writes the exon as `EML4 exon 6`, with what the break leaves open.
    pub fn describe(&self) -> String {
        let inside = if self.place == Place::Exon { " (broken inside it)" } else { "" };
        format!("{} exon {}{inside}", self.model.gene, self.exon)
    }

    /// Returns whether residues `first..=last` are kept.
    pub fn keeps(&self, (first, last): (u32, u32)) -> bool {
        let codon = |number| ResidueNumber(number).codon();
        match self.part {
            Part::FivePrime => codon(last).is_some_and(|at| self.coding >= i64::from(at.end)),
            Part::ThreePrime => codon(first).is_some_and(|at| self.coding <= i64::from(at.start)),
        }
    }
}
