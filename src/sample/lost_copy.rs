//! Stretches and genes of which a copy is lost: what that says of changes in them, and of whole arms.

use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    let losses = Losses::new(seen);
    for (index, candidate) in seen.candidates.iter().enumerate() {
        let recorded = candidate.flags.contains(&Flag::Biallelic).then_some(LostBy::Recorded);
        if recorded.is_none() && seen.lost.is_empty() || !is_damaging(candidate, seen.genes()) {
            continue;
        }
        if let Some(by) = recorded.or_else(|| losses.other_copy(candidate, seen)) {
            found
                .push(Noted { candidate: CandidateId(index), fact: SampleFact::OtherCopyLost(by) });
        }
    }
    found
}

/// What is lost, by place: a sample has as many segments as variants, or more.
struct Losses {
    /// From a position on, the first loss there; by chromosome and in order.
    by_place: BTreeMap<(Contig, u32), Option<usize>>,
    /// The first loss of each gene.
    by_gene: HashMap<String, usize>,
}

impl Losses {
    fn new(seen: &Seen<'_>) -> Self {
        let mut by_gene = HashMap::new();
        let mut ends: Vec<(Contig, u32, bool, usize)> = Vec::new();
        for (at, lost) in seen.lost.iter().enumerate() {
            match &lost.place {
                Place::Stretch { interval, .. } if interval.is_empty() => {}
                Place::Stretch { contig, interval, by, .. }
                    if counts(lost, *interval, *by, seen) =>
                {
                    ends.push((*contig, interval.start, true, at));
                    ends.push((*contig, interval.end, false, at));
                }
                Place::Stretch { .. } => {}
                Place::Gene { gene, .. } if are_left(lost, seen) => {
                    by_gene.entry(gene.clone()).or_insert(at);
                }
                Place::Gene { .. } => {}
            }
        }
        ends.sort_unstable();
        let (mut by_place, mut open) = (BTreeMap::new(), BTreeSet::new());
        for (contig, position, begins, at) in ends {
            if begins {
                open.insert(at)
            } else {
                open.remove(&at)
            };
            by_place.insert((contig, position), open.first().copied());
        }
        Self { by_place, by_gene }
    }

    /// Returns what shows that the other copy of `candidate` is lost: the first loss that does.
    fn other_copy(&self, candidate: &Candidate, seen: &Seen<'_>) -> Option<LostBy> {
        // Its own record may be among the losses.
        if candidate.change.junction().is_some() {
            return seen.lost.iter().find_map(|lost| takes_other(lost, candidate, seen));
        }
        let here = || {
            let contig = Contig::from_name(candidate.variant.chrom.as_bytes())?;
            let position = candidate.variant.pos.checked_sub(1)?;
            let (&(of, _), first) = self.by_place.range(..=(contig, position)).next_back()?;
            first.filter(|_| of == contig)
        };
        let of_gene = || self.by_gene.get(&*candidate.consequence.gene).copied();
        let [one, other] = [here(), of_gene()]
            .map(|at| at.and_then(|at| Some((at, takes_other(&seen.lost[at], candidate, seen)?))));
        [one, other].into_iter().flatten().min_by_key(|(at, _)| *at).map(|(_, by)| by)
    }
}

/// Returns whether what is seen may be on the other copy: where both are lost, it cannot be.
fn are_left(lost: &LostCopy, seen: &Seen<'_>) -> bool {
    lost.copies.is_none_or(|copies| copies > seen.thresholds.deletion)
}

/// Returns whether a lost stretch takes the other copy of what lies in it.
fn counts(lost: &LostCopy, interval: Interval, by: StretchLoss, seen: &Seen<'_>) -> bool {
    are_left(lost, seen)
        && match by {
            // Copies that are left may be of both alleles.
            StretchLoss::FewerThanOthers => false,
            // It may be part of a larger rearrangement.
            StretchLoss::Called => interval.len() <= seen.thresholds.focal,
            StretchLoss::Copies | StretchLoss::Junction | StretchLoss::Allele => true,
        }
}

/// Returns what shows that `lost` takes the other copy of `candidate`.
fn takes_other(lost: &LostCopy, candidate: &Candidate, seen: &Seen<'_>) -> Option<LostBy> {
    if !are_left(lost, seen) {
        return None;
    }
    match &lost.place {
        Place::Stretch { interval, by, .. } if !counts(lost, *interval, *by, seen) => None,
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
                chrom: chrom.as_ref().into(),
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
