//! Which parts belong together.

use std::collections::BTreeMap;

use super::placed::Placed;
use crate::model::call::Call;
use crate::model::phase::Phase;
use crate::observe::part::Part;

/// Allele fractions of two changes of one haplotype differ by sampling only.
const SIMILAR_FRACTION: f64 = 0.1;

/// Neighbours that a part is held against, at most: a record may list thousands of alleles.
const MOST_NEAR: usize = 64;

/// Parts in one codon that may be one change: phase not known, fractions alike.
pub(super) fn unphased<'w>(window: &[&'w Placed], reach: u32) -> Vec<Vec<&'w Placed>> {
    let may_be_one = |a: &Placed, b: &Placed| {
        let (first, second) = (&a.part.variant.call, &b.part.variant.call);
        Phase::of(first.phase_set.as_ref(), second.phase_set.as_ref()) == Phase::Unknown
            && codon_gap(&a.part, &b.part) == 0
            && may_have_one_fraction(first, second)
    };
    connected(window, reach, may_be_one)
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
    let mut groups = connected(window, distance, may_be_one);
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

/// Groups of more than one, in which each is joined to some other. `parts` are sorted by place; what lies
/// more than `reach` bases apart is not held against each other.
pub(super) fn connected<'w>(
    parts: &[&'w Placed],
    reach: u32,
    joins: impl Fn(&Placed, &Placed) -> bool,
) -> Vec<Vec<&'w Placed>> {
    // The group of each part, by the number of its first part.
    let mut first: Vec<usize> = (0..parts.len()).collect();
    let mut near: Vec<usize> = Vec::new();
    for (at, placed) in parts.iter().enumerate() {
        let start = placed.part.edit.start;
        near.retain(|&other| parts[other].part.edit.interval().end + reach >= start);
        for &other in near.iter().rev() {
            let (one, two) = (root(&first, other), root(&first, at));
            if one != two && joins(parts[other], placed) {
                first[one.max(two)] = one.min(two);
            }
        }
        if near.len() == MOST_NEAR {
            near.remove(0);
        }
        near.push(at);
    }
    let mut groups: BTreeMap<usize, Vec<&'w Placed>> = BTreeMap::new();
    for (at, placed) in parts.iter().enumerate() {
        groups.entry(root(&first, at)).or_default().push(placed);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

/// The first part of the group that part `at` is of.
fn root(first: &[usize], mut at: usize) -> usize {
    while first[at] != at {
        at = first[at];
    }
    at
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
