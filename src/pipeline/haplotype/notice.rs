//! What a haplotype is called, and what its parts are told of it.

use std::collections::BTreeSet;

use super::neighbours::{codon_gap, is_seen_without};
use super::{Part, Placed};
use crate::model::allele::SequenceEdit;
use crate::model::call::Call;
use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::{Flag, ObservedVariant, Withheld};
use crate::model::phase::Phase;
use crate::model::position::Interval;

/// What is noted on a candidate that is part of a haplotype.
#[derive(Debug, Clone)]
pub(in crate::pipeline) struct Notice {
    /// The merged allele: `7:140453136:AC>TT`.
    pub(in crate::pipeline) component_of: Option<Box<str>>,
    /// In words.
    pub(in crate::pipeline) note: String,
    /// Why its evidence gives no level, if so.
    pub(in crate::pipeline) withheld: Option<Withheld>,
    /// Set on it.
    pub(in crate::pipeline) flag: Option<Flag>,
}

/// What the candidates of one part are told.
pub(super) fn notice(
    placed: &Placed,
    group: &[&Placed],
    phase: Phase,
    merged: &TranscriptConsequence,
    key: &str,
) -> Notice {
    let change = merged.protein.as_ref().map(|p| p.short()).unwrap_or_default();
    let reading = format!("{} {change}", merged.gene);
    let others = || group.iter().filter(|other| !std::ptr::eq(**other, placed));
    let shifts = |part: &Part| part.edit.deleted.len() % 3 != part.edit.inserted.len() % 3;
    let is_seen_alone = others().all(|other| is_seen_without(&placed.part, &other.part));
    // On one haplotype a change of the same codon, or of the frame, replaces the part's own.
    let is_replaced = phase == Phase::Cis
        && !is_seen_alone
        && others().any(|other| {
            codon_gap(&placed.part, &other.part) == 0 || shifts(&placed.part) || shifts(&other.part)
        });
    let note = match phase {
        Phase::Cis if is_seen_alone => format!(
            "part of a haplotype ({key}) that reads {reading}; most of its reads show this change \
             alone"
        ),
        Phase::Cis if is_replaced => format!(
            "part of a haplotype ({key}) that reads {reading}: this change alone is not what the \
             tumour makes"
        ),
        Phase::Cis => format!("part of a haplotype ({key}) that reads {reading}"),
        _ => format!(
            "a neighbour in the same codon: {reading} if both are on one copy, which the input \
             does not say"
        ),
    };
    Notice {
        component_of: (phase == Phase::Cis).then(|| key.into()),
        note,
        withheld: is_replaced.then_some(Withheld::ReplacedOnHaplotype),
        flag: (phase != Phase::Cis).then_some(Flag::AdjacentUnphased),
    }
}

/// `7:140453136:AC>TT`.
pub(super) fn allele_key(variant: &ObservedVariant) -> String {
    format!("{}:{}:{}>{}", variant.chrom, variant.pos, variant.reference, variant.alternate)
}

/// The merged edit as a record would spell it, with the least support of its parts.
pub(super) fn observed<'r>(
    parts: &[&Part],
    edit: &SequenceEdit,
    bases: impl Fn(Interval) -> Option<&'r [u8]>,
) -> ObservedVariant {
    let text = |bases: &[u8]| String::from_utf8_lossy(bases).into_owned();
    let (mut reference, mut alternate) = (text(&edit.deleted), text(&edit.inserted));
    let mut pos = edit.start + 1;
    if reference.is_empty() || alternate.is_empty() {
        let before = edit.start.checked_sub(1).and_then(|at| bases(Interval::new(at, at + 1)));
        let anchor = before.map_or_else(|| "N".to_owned(), text);
        (reference, alternate) = (anchor.clone() + &reference, anchor + &alternate);
        pos -= 1;
    }
    let calls = || parts.iter().map(|part| &part.variant.call);
    let first = parts[0];
    let passes = |filter: &str| matches!(filter, "" | "." | "PASS");
    let filter = parts.iter().map(|part| &part.variant.filter).find(|filter| !passes(filter));
    let sets: BTreeSet<_> = calls().map(|call| call.phase_set.as_deref()).collect();
    ObservedVariant {
        chrom: first.variant.chrom.clone(),
        pos,
        reference: reference.into_boxed_str(),
        alternate: alternate.into_boxed_str(),
        filter: filter.unwrap_or(&first.variant.filter).clone(),
        call: Call {
            depth: calls().filter_map(|call| call.depth).min(),
            alt_depth: calls().filter_map(|call| call.alt_depth).min(),
            vaf: calls().filter_map(|call| call.vaf).min_by(f64::total_cmp),
            source: first.variant.call.source,
            contradicted_fraction: None,
            presence: first.variant.call.presence,
            phase_set: (sets.len() == 1).then(|| first.variant.call.phase_set.clone()).flatten(),
            origin: first.variant.call.origin,
            population: None,
            sample_filter: calls().find_map(|call| call.sample_filter.clone()),
        },
        component_of: None,
        parts: parts.iter().map(|part| allele_key(&part.variant).into()).collect(),
        line: first.variant.line,
        repeats: Vec::new(),
    }
}
