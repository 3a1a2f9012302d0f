//! The part of a gene that one side of a junction keeps.

use crate::genome::TranscriptModel;
use crate::model::position::{ExonRank, ResidueNumber};
use crate::model::structural::{Breakend, Kept};
use crate::model::transcript::Strand;

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

/// A transcript cut at a breakend.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'t> {
    /// The transcript.
    pub model: &'t TranscriptModel,
    /// Which end is kept.
    pub part: Part,
    /// The kept exon next to the break.
    pub exon: ExonRank,
    /// Whether the break lies inside that exon.
    pub in_exon: bool,
    /// Coding bases before the break: those kept of a 5′ part, those left out before a 3′ part.
    /// Negative before the start codon.
    pub coding: i64,
}

impl<'t> Piece<'t> {
    /// Cuts `model` at `end`. `None` where no exon is kept.
    pub fn cut(model: &'t TranscriptModel, end: Breakend) -> Option<Self> {
        let part = Part::of(model.strand, end.kept);
        let (index, in_exon) = model.exon_at(end.position);
        let index = match end.kept {
            Kept::Left if !in_exon => index.checked_sub(1)?,
            _ => index,
        };
        let exon = model.exons.get(index)?;
        // The base of the exon that lies next to the break when the exon is kept whole.
        let edge = match end.kept {
            Kept::Left => exon.end - 1,
            Kept::Right => exon.start,
        };
        let coordinate = i64::from(model.to_transcript(edge)?.0);
        let start = i64::from(model.cds_in_transcript().start);
        let coding = match part {
            Part::FivePrime => coordinate + 1 - start,
            Part::ThreePrime => coordinate - start,
        };
        Some(Self { model, part, exon: model.exon_rank(index), in_exon, coding })
    }

    /// Writes the exon as `EML4 exon 6`, with what the break leaves open.
    pub fn describe(&self) -> String {
        let inside = if self.in_exon { " (broken inside it)" } else { "" };
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
