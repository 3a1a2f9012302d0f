//! Stops so late that the protein may work on: the messenger escapes its decay, and little is lost.

use crate::matching::facts::Facts;
use crate::model::protein_change::{ProteinChange, StopDistance};
use crate::model::transcript::{Strand, Transcript};

/// Bases before the last junction of exons in which a stop escapes decay as it does behind it.
const BEFORE_JUNCTION: u32 = 50;
/// The part of the protein that must be lost for its function to be taken (PVS1, PMID:30192042).
const LOST_PART: f64 = 0.1;

/// Returns whether a stop or frameshift lies where decay does not reach and loses less than a tenth of
/// the protein. Splice changes and lost starts are not judged.
pub(super) fn is_late(facts: &Facts<'_>) -> bool {
    let (Some(change), Some(transcript)) = (&facts.consequence.protein, facts.transcript) else {
        return false;
    };
    let (first_lost, stop) = match change {
        ProteinChange::Substitution { at, alternate: b'*' } => (at.number, at.number),
        ProteinChange::Frameshift { at, stop, .. } => match stop {
            StopDistance::At(distance) => (at.number, at.number + distance - 1),
            // It lies beyond the known bases, behind the stop of the gene.
            StopDistance::Unstated | StopDistance::Unknown => (at.number, at.number),
        },
        _ => return false,
    };
    let coding: u32 = transcript.cds.iter().map(|block| block.len()).sum();
    let Some(residues) = (coding / 3).checked_sub(1).filter(|&residues| residues > 0) else {
        return false;
    };
    let lost = f64::from((residues + 1).saturating_sub(first_lost)) / f64::from(residues);
    lost < LOST_PART && escapes(transcript, coding, stop)
}

/// Whether the codon numbered `stop` lies behind the last junction of exons, or just before it.
fn escapes(transcript: &Transcript, coding: u32, stop: u32) -> bool {
    let (exons, blocks) = (&transcript.exons, &transcript.cds);
    let (last_exon, last_block) = match transcript.strand {
        Strand::Forward => (exons.last(), blocks.last()),
        Strand::Reverse => (exons.first(), blocks.first()),
    };
    let Some((exon, block)) = last_exon.zip(last_block) else { return false };
    if !exon.overlaps(*block) {
        return false;
    }
    let junction = coding - block.len();
    stop.saturating_mul(3) + BEFORE_JUNCTION > junction
}
