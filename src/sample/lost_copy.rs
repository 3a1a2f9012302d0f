//! Stretches of which a copy is lost: what that says of variants in them, and of whole arms.

use crate::knowledge::genes::Genes;
use crate::model::contig::Contig;
use crate::model::finding::{Flag, ObservedVariant};
use crate::structural::arms;
use crate::structural::copies::CopyThresholds;

use crate::matching::candidate::Candidate;
use crate::matching::matcher::Matcher;
use crate::observe::lost_copy::LostCopy;
use crate::observe::structural::candidate;
use crate::sample::second_hit::is_damaging;

/// Notes on every damaging candidate of a tumour suppressor that lies in a stretch of which one
/// copy is lost: what is still seen there is on the other one.
pub(crate) fn note(
    candidates: &mut [Candidate],
    genes: Genes<'_>,
    thresholds: &CopyThresholds,
    lost: &[LostCopy],
) {
    for candidate in candidates {
        let Some(contig) = Contig::from_name(candidate.variant.chrom.as_bytes()) else { continue };
        let Some(position) = candidate.variant.pos.checked_sub(1) else { continue };
        let takes_one = |lost: &&LostCopy| {
            lost.contig == contig
                && lost.interval.contains(position)
                // Where both are lost, what is seen cannot be on the other one.
                && lost.copies.is_none_or(|copies| copies > thresholds.deletion)
        };
        let Some(lost) = lost.iter().find(takes_one) else { continue };
        if !is_damaging(candidate, genes) {
            continue;
        }
        let left = match lost.copies {
            Some(copies) => format!("{copies} copies left"),
            None => "number of copies not stated".to_owned(),
        };
        candidate.notes.push(format!(
            "both copies of {} hit: the other one is deleted ({}:{}-{}, {left})",
            candidate.consequence.gene,
            lost.chrom,
            lost.interval.start + 1,
            lost.interval.end,
        ));
        candidate.flags.insert(Flag::Biallelic);
    }
}

/// Deleted arms that knowledge speaks of, from segments with a number of copies.
pub(crate) fn arms(matcher: &Matcher, lost: &[LostCopy]) -> Vec<Candidate> {
    let segments = || lost.iter().filter(|lost| lost.copies.is_some());
    let stretches: Vec<_> = segments().map(|lost| (lost.contig, lost.interval)).collect();
    arms::deletions(&stretches, matcher.assembly)
        .into_iter()
        .filter_map(|(arm, interval, effect)| {
            let own = segments().find(|lost| lost.contig == arm.contig)?;
            let variant = ObservedVariant {
                chrom: own.chrom.clone(),
                pos: interval.start + 1,
                reference: "N".into(),
                alternate: "<DEL>".into(),
                filter: ".".into(),
                ..ObservedVariant::default()
            };
            candidate(matcher, effect, None, &variant)
        })
        .collect()
}
