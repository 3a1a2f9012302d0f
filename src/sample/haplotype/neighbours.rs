//! Which parts belong together.

use super::placed::Placed;
use crate::model::call::Call;
use crate::model::phase::Phase;
use crate::observe::part::Part;

/// Allele fractions of two changes of one haplotype differ by sampling only.
const SIMILAR_FRACTION: f64 = 0.1;

/// Parts in one codon that may be one change: phase not known, fractions alike.
pub(super) fn unphased<'w>(window: &[&'w Placed]) -> Vec<Vec<&'w Placed>> {
    let may_be_one = |a: &Placed, b: &Placed| {
        let (first, second) = (&a.part.variant.call, &b.part.variant.call);
        Phase::of(first.phase_set.as_ref(), second.phase_set.as_ref()) == Phase::Unknown
            && codon_gap(&a.part, &b.part) == 0
            && may_have_one_fraction(first, second)
    };
    connected(window.to_vec(), may_be_one)
}

/// Parts of unknown phase that each shift the reading frame and together do not: neighbours of one gene
/// within `distance` bases, fractions alike.
pub(super) fn restoring<'w>(window: &[&'w Placed], distance: u32) -> Vec<Vec<&'w Placed>> {
    let in_one_gene = |a: &Placed, b: &Placed| codon_gap(&a.part, &b.part) != u32::MAX;
    let may_be_one = |a: &Placed, b: &Placed| {
        let (first, second) = (&a.part.variant.call, &b.part.variant.call);
        let ends = a.part.edit.interval().end.min(b.part.edit.interval().end);
        let starts = a.part.edit.start.max(b.part.edit.start);
        shift(&a.part) != 0
            && shift(&b.part) != 0
            && starts.saturating_sub(ends) <= distance
            && in_one_gene(a, b)
            && Phase::of(first.phase_set.as_ref(), second.phase_set.as_ref()) == Phase::Unknown
            && may_have_one_fraction(first, second)
    };
    let mut groups = connected(window.to_vec(), may_be_one);
    groups.retain(|group| group.iter().map(|placed| shift(&placed.part)).sum::<i64>() % 3 == 0);
    groups
}

/// By how many bases a part shifts the reading frame.
pub(super) fn shift(part: &Part) -> i64 {
    (part.edit.inserted.len() as i64 - part.edit.deleted.len() as i64).rem_euclid(3)
}

/// Whether the allele fractions of two changes do not tell them apart.
pub(crate) fn may_have_one_fraction(a: &Call, b: &Call) -> bool {
    let fractions = a.vaf.zip(b.vaf);
    fractions.is_none_or(|(a, b)| (a - b).abs() <= SIMILAR_FRACTION * a.max(b).max(0.2))
}

/// Groups of more than one, in which each is joined to some other.
pub(super) fn connected<'w>(
    parts: Vec<&'w Placed>,
    joins: impl Fn(&Placed, &Placed) -> bool,
) -> Vec<Vec<&'w Placed>> {
    let mut groups: Vec<Vec<&'w Placed>> = Vec::new();
    for placed in parts {
        let mut group = Vec::new();
        // A part may bring together what was apart before it.
        groups.retain_mut(|other| {
            let is_joined = other.iter().any(|other| joins(other, placed));
            if is_joined {
                group.append(other);
            }
            !is_joined
        });
        group.push(placed);
        groups.push(group);
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// Codons between what two parts touch in one gene; 0 where they share one.
pub(super) fn codon_gap(a: &Part, b: &Part) -> u32 {
    let gaps = a.codons.iter().flat_map(|(gene, first)| {
        b.codons.iter().filter(move |(other, _)| other == gene).map(move |(_, second)| {
            second.0.saturating_sub(first.1).max(first.0.saturating_sub(second.1))
        })
    });
    gaps.min().unwrap_or(u32::MAX)
}

/// Whether most reads of `part` lack `other`: then the tumour makes it alone too.
pub(super) fn is_seen_without(part: &Part, other: &Part) -> bool {
    let fractions = part.variant.call.vaf.zip(other.variant.call.vaf);
    fractions.is_some_and(|(own, other)| other < own / 2.0)
}
