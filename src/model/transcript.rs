//! A transcript placed on one assembly.

use std::borrow::Cow;
use std::sync::Arc;

use super::contig::Contig;
use super::position::{ExonRank, Interval};

/// Strand of a transcript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Strand {
    /// Plus.
    Forward,
    /// Minus.
    Reverse,
}

/// A transcript's blocks on one assembly and, where embedded, its coding bases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transcript {
    /// HGNC symbol.
    pub gene: Arc<str>,
    /// Versioned accession that residue numbers count on: `NM_004333.6`.
    pub accession: Arc<str>,
    /// The matching Ensembl transcript: `ENST00000646891.2`.
    pub ensembl: Arc<str>,
    /// Versioned protein accession: `NP_004324.2`.
    pub protein: Arc<str>,
    /// `MANE Select`, `MANE Plus Clinical`, or which transcript it stands in for.
    pub status: Arc<str>,
    /// The chromosome.
    pub contig: Contig,
    /// Strand.
    pub strand: Strand,
    /// Exons in genome order.
    pub exons: Vec<Interval>,
    /// Coding parts of exons in genome order, stop codon included. Empty where non-coding.
    pub cds: Vec<Interval>,
    /// Where bases are embedded: for each block of `cds`, the plus-strand bases with
    /// [`Transcript::FLANK`] bases before and after it. Unknown ones are `N`.
    pub bases: Option<Vec<Cow<'static, [u8]>>>,
}

impl Transcript {
    /// Bases of flank kept on either side of a CDS block.
    pub const FLANK: u32 = 50;

    /// Returns the bases from the first to the last exon base, 0-based half-open.
    pub fn span(&self) -> Interval {
        match (self.exons.first(), self.exons.last()) {
            (Some(first), Some(last)) => Interval::new(first.start, last.end),
            _ => Interval::default(),
        }
    }

    /// Returns the rank of the exon with this 0-based `index` in genome order.
    pub fn exon_rank(&self, index: usize) -> ExonRank {
        ExonRank(match self.strand {
            Strand::Forward => index as u32 + 1,
            Strand::Reverse => (self.exons.len() - index) as u32,
        })
    }

    /// Returns the bases of the exon with this rank, 0-based half-open on the genome.
    pub fn exon(&self, rank: ExonRank) -> Option<Interval> {
        let before = usize::try_from(rank.0.checked_sub(1)?).ok()?;
        match self.strand {
            Strand::Forward => self.exons.get(before).copied(),
            Strand::Reverse => self.exons.iter().rev().nth(before).copied(),
        }
    }

    /// Whether `name` is its RefSeq or Ensembl accession or its protein's, whatever the versions.
    pub fn is_called(&self, name: &str) -> bool {
        fn bare(name: &str) -> &str {
            name.split('.').next().unwrap_or(name)
        }
        [&self.accession, &self.ensembl, &self.protein].iter().any(|own| bare(name) == bare(own))
    }

    /// Returns whether the accession is the MANE Select transcript.
    pub fn is_mane_select(&self) -> bool {
        &*self.status == "MANE Select"
    }
}
