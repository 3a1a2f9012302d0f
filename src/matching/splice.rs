//! Splice changes that remove an exon from the transcript (SPECS §2, MET exon 14 rules).

use crate::model::position::{ExonRank, Interval};
use crate::model::transcript::Strand;

use super::facts::Facts;

/// Intronic bases beside the exon whose deletion removes the branch point or polypyrimidine tract.
const INTRONIC_REACH: u32 = 30;
/// Essential splice bases on either side.
const ESSENTIAL: u32 = 2;

/// Returns why an edit is predicted to skip `exon`, or `None`.
pub fn skips_exon(facts: &Facts<'_>, exon: ExonRank) -> Option<&'static str> {
    let (transcript, edit) = (facts.transcript?, facts.edit?);
    let exon = transcript.exon(exon)?;
    let interval = edit.interval();
    let left = Interval::new(exon.start.saturating_sub(ESSENTIAL), exon.start);
    let right = Interval::new(exon.end, exon.end + ESSENTIAL);
    let touches = |site: Interval| {
        interval.overlaps(site)
            || interval.is_empty() && site.start < interval.start && interval.start < site.end
    };
    if touches(left) || touches(right) {
        return Some("changes an essential splice base (±1/±2)");
    }
    let last_base = match transcript.strand {
        Strand::Forward => exon.end.checked_sub(1)?,
        Strand::Reverse => exon.start,
    };
    if interval.contains(last_base) {
        return Some("changes the last base of the exon");
    }
    let shortens = edit.deleted.len() > edit.inserted.len();
    let reach = [
        Interval::new(exon.start.saturating_sub(INTRONIC_REACH), exon.start),
        Interval::new(exon.end, exon.end + INTRONIC_REACH),
    ];
    (shortens && reach.iter().any(|&side| interval.overlaps(side)))
        .then_some("deletes intronic bases within 30 of the exon")
}
