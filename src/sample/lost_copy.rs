//! Stretches and genes of which a copy is lost: what that says of changes in them, and of whole arms.

use crate::matching::candidate::{Candidate, CandidateId};
use crate::matching::matcher::Matcher;
use crate::model::change::Change;
use crate::model::contig::Contig;
use crate::model::finding::{Flag, ObservedVariant};
use crate::model::position::Interval;
use crate::model::structural::{Junction, SpanKind};
use crate::observe::lost_copy::{LostCopy, Place, StretchLoss};
use crate::observe::structural::candidate;
use crate::sample::damaging::is_damaging;
use crate::sample::fact::{LostBy, Noted, SampleFact};
use crate::sample::seen::Seen;
use crate::structural::arms::{self, LostStretch};

/// Finds every damaging candidate of a tumour suppressor of which one copy is lost: what is still seen
/// there is on the other one.
pub(super) fn find(seen: &Seen<'_>) -> Vec<Noted> {
    let mut found = Vec::new();
    for (index, candidate) in seen.candidates.iter().enumerate() {
        let recorded = candidate.flags.contains(&Flag::Biallelic).then_some(LostBy::Recorded);
        let by = || seen.lost.iter().find_map(|lost| takes_other(lost, candidate, seen));
        if let Some(by) = recorded.or_else(by)
            && is_damaging(candidate, seen.genes())
        {
            found
                .push(Noted { candidate: CandidateId(index), fact: SampleFact::OtherCopyLost(by) });
        }
    }
    found
}

/// Returns what shows that `lost` takes the other copy of `candidate`.
fn takes_other(lost: &LostCopy, candidate: &Candidate, seen: &Seen<'_>) -> Option<LostBy> {
    // Where both are lost, what is seen cannot be on the other one.
    if lost.copies.is_some_and(|copies| copies <= seen.thresholds.deletion) {
        return None;
    }
    match &lost.place {
        // Copies that are left may be of both alleles.
        Place::Stretch { by: StretchLoss::FewerThanOthers, .. } => None,
        // It may be part of a larger rearrangement.
        Place::Stretch { by: StretchLoss::Called, interval, .. }
            if interval.len() > seen.thresholds.focal =>
        {
            None
        }
        Place::Stretch { chrom, contig, interval, by } => {
            if is_that_loss(candidate, *contig, *interval) {
                return None;
            }
            let own = Contig::from_name(candidate.variant.chrom.as_bytes())?;
            let position = candidate.variant.pos.checked_sub(1)?;
            let place = || format!("{chrom}:{}-{}", interval.start + 1, interval.end);
            (own == *contig && interval.contains(position)).then(|| match by {
                StretchLoss::Allele => LostBy::Allele { place: place(), copies: lost.copies },
                _ => LostBy::Deletion { place: place(), copies: lost.copies },
            })
        }
        Place::Gene { gene, row } => {
            let is_small = matches!(candidate.change, Change::Small(_) | Change::Joined);
            (is_small && **gene == *candidate.consequence.gene).then(|| LostBy::Row(row.clone()))
        }
    }
}

/// Returns whether the candidate is the loss of that very stretch, perhaps by another record.
fn is_that_loss(candidate: &Candidate, contig: Contig, interval: Interval) -> bool {
    const SLACK: u32 = 50;
    let span = candidate.change.junction().and_then(Junction::span);
    span.is_some_and(|(own, lost, kind)| {
        own == contig
            && kind == SpanKind::Deletion
            && lost.start.abs_diff(interval.start) <= SLACK
            && lost.end.abs_diff(interval.end) <= SLACK
    })
}

/// Returns the deleted arms that knowledge names, from segments with a number of copies and from records
/// that call a stretch deleted.
pub(super) fn arms<'k>(matcher: &Matcher<'k>, lost: &[LostCopy]) -> Vec<Candidate<'k>> {
    let segments = || {
        lost.iter().filter_map(|lost| match &lost.place {
            Place::Stretch { chrom, contig, interval, by } => match by {
                StretchLoss::Junction => None,
                by => {
                    let is_deleted = *by != StretchLoss::Allele;
                    Some((chrom, LostStretch { contig: *contig, interval: *interval, is_deleted }))
                }
            },
            Place::Gene { .. } => None,
        })
    };
    let stretches: Vec<_> = segments().map(|(_, stretch)| stretch).collect();
    arms::deletions(&stretches, matcher.store, matcher.assembly)
        .into_iter()
        .filter_map(|(arm, interval, effect)| {
            let (chrom, ..) = segments().find(|(_, stretch)| stretch.contig == arm.contig)?;
            let variant = ObservedVariant {
                chrom: chrom.clone(),
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
