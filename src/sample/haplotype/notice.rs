//! What a haplotype is called, and what its parts are told of it.

use std::collections::BTreeSet;

use super::placed::Placed;
use crate::model::allele::SequenceEdit;
use crate::model::call::Call;
use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::ObservedVariant;
use crate::model::position::Interval;
use crate::observe::part::Part;
use crate::sample::fact::SampleFact;
use crate::sample::haplotype::neighbours::{codon_gap, is_seen_without};

/// Returns what the candidates of every part are told where it is not known that they are on one copy;
/// `restores` where each shifts the frame.
pub(super) fn may_join(merged: &TranscriptConsequence, restores: bool) -> SampleFact {
    SampleFact::MayJoin { reading: reading(merged), restores }
}

fn reading(merged: &TranscriptConsequence) -> String {
    let change = merged.protein.as_ref().map(|p| p.short()).unwrap_or_default();
    format!("{} {change}", merged.gene)
}

/// Returns what the candidates of one part of a haplotype are told.
pub(super) fn fact(
    placed: &Placed,
    group: &[&Placed],
    merged: &TranscriptConsequence,
    haplotype: &str,
) -> SampleFact {
    let reading = reading(merged);
    let others = || group.iter().filter(|other| !std::ptr::eq(**other, placed));
    let shifts = |part: &Part| part.edit.deleted.len() % 3 != part.edit.inserted.len() % 3;
    let is_seen_alone = others().all(|other| is_seen_without(&placed.part, &other.part));
    // On one haplotype a change of the same codon, or of the frame, replaces the part's own.
    let is_replaced = !is_seen_alone
        && others().any(|other| {
            codon_gap(&placed.part, &other.part) == 0 || shifts(&placed.part) || shifts(&other.part)
        });
    let haplotype = haplotype.into();
    match is_replaced {
        true => SampleFact::ReplacedBy { haplotype, reading },
        false => SampleFact::JoinedAs { haplotype, reading, is_seen_alone },
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
    let mut variants = parts.iter().map(|part| &part.variant);
    let failed = variants.find(|variant| !variant.passes_filter());
    let sets: BTreeSet<_> = calls().map(|call| call.phase_set.as_ref()).collect();
    ObservedVariant {
        chrom: first.variant.chrom.clone(),
        pos,
        reference: reference.into(),
        alternate: alternate.into(),
        filter: failed.unwrap_or(&first.variant).filter.clone(),
        call: Call {
            depth: calls().filter_map(|call| call.depth).min(),
            alt_depth: calls().filter_map(|call| call.alt_depth).min(),
            vaf: calls().filter_map(|call| call.vaf).min_by(f64::total_cmp),
            source: first.variant.call.source,
            contradicted_fraction: None,
            doubt: None,
            presence: first.variant.call.presence,
            phase_set: (sets.len() == 1).then(|| first.variant.call.phase_set.clone()).flatten(),
            origin: first.variant.call.origin,
            population: None,
            scores: None,
            reads: None,
            genotypes: None,
            sample_filter: calls().find_map(|call| call.sample_filter.clone()),
        },
        component_of: None,
        parts: parts.iter().map(|part| allele_key(&part.variant).into()).collect(),
        line: first.variant.line,
        repeats: Vec::new(),
    }
}
