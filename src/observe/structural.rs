//! Symbolic alleles and breakends as candidates.

use std::sync::Arc;

use crate::consequence::Predictor;
use crate::knowledge::genes::Genes;
use crate::matching::gene::ProfileHit;
use crate::model::allele::SequenceEdit;
use crate::model::change::Change;
use crate::model::change_state::ChangeState;
use crate::model::consequence::{Terms, TranscriptConsequence};
use crate::model::finding::{Flag, ObservedVariant, Withheld};
use crate::model::gene_name::GeneName;
use crate::model::profile::{Alteration, Partner};
use crate::model::structural::{
    Junction, SpanKind, StructuralChange, StructuralEvent, StructuralKind,
};
use crate::structural::copies::{self, CopyThresholds, Segment};
use crate::structural::{Effect, enhancer, exons, fusion, noncoding, rearrangement};

use crate::matching::candidate::{Candidate, Met};
use crate::matching::matcher::Matcher;

/// The most bases of a lost or repeated stretch that is read as a sequence change.
const MOST_BASES: u32 = 1000;

/// The sequence edit that a small deletion or tandem duplication inside one coding exon and its
/// flanks is: an internal tandem duplication then has its protein change.
pub(crate) fn as_edit(matcher: &Matcher, event: &StructuralEvent) -> Option<SequenceEdit> {
    let StructuralEvent::Junctions(junctions) = event else { return None };
    let [junction] = junctions.as_slice() else { return None };
    let (contig, interval, kind) = junction.span()?;
    if interval.is_empty() || interval.len() > MOST_BASES {
        return None;
    }
    let bases = matcher.store.reference_bases(contig, interval, matcher.assembly)?.to_vec();
    Some(match kind {
        SpanKind::Deletion => {
            SequenceEdit { contig, start: interval.start, deleted: bases, inserted: Vec::new() }
        }
        SpanKind::TandemDuplication => {
            SequenceEdit { contig, start: interval.end, deleted: Vec::new(), inserted: bases }
        }
    })
}

/// What an event comes to.
#[derive(Debug, Default)]
pub(crate) struct Readings<'k> {
    /// In each gene that knowledge speaks of, and in each tumour suppressor that it inactivates.
    pub(crate) candidates: Vec<Candidate<'k>>,
    /// In any other gene.
    pub(crate) others: Vec<TranscriptConsequence>,
}

/// What the event comes to in each gene that it changes.
pub(crate) fn readings<'k>(
    matcher: &Matcher<'k>,
    event: &StructuralEvent,
    thresholds: &CopyThresholds,
    variant: &ObservedVariant,
) -> Readings<'k> {
    let mut readings = Readings::default();
    for effect in effects(matcher, event, thresholds) {
        let consequence = consequence(&effect);
        match candidate(matcher, effect, event_key(event), variant) {
            Some(candidate) => readings.candidates.push(candidate),
            None => readings.others.push(consequence),
        }
    }
    drop_told(&mut readings.candidates);
    readings
}

/// Drops what a fusion that works tells by itself: that its genes are broken, and the fusion of
/// their other parts.
fn drop_told(candidates: &mut Vec<Candidate<'_>>) {
    let is_joined = |candidate: &Candidate<'_>, kind| {
        candidate.change.structural().is_some_and(|change| change.kind == kind)
    };
    let works = |candidate: &&Candidate<'_>| {
        is_joined(candidate, StructuralKind::Fusion) && candidate.withheld.is_none()
    };
    let told: Vec<GeneName> =
        candidates.iter().filter(works).map(|fusion| fusion.consequence.gene.clone()).collect();
    candidates.retain(|candidate| {
        let genes = &candidate.consequence.gene;
        let is_part =
            |fusion: &GeneName| genes.genes().all(|gene| fusion.genes().any(|of| of == gene));
        let is_weaker = is_joined(candidate, StructuralKind::Rearrangement)
            || is_joined(candidate, StructuralKind::Fusion) && candidate.withheld.is_some();
        !(is_weaker && told.iter().any(is_part))
    });
}

fn consequence(effect: &Effect) -> TranscriptConsequence {
    TranscriptConsequence {
        terms: Terms::from_iter(effect.terms.iter().copied()),
        ..TranscriptConsequence::unplaced(
            effect.gene.clone(),
            Arc::from(effect.transcript.as_str()),
            "".into(),
        )
    }
}

fn effects(matcher: &Matcher, event: &StructuralEvent, thresholds: &CopyThresholds) -> Vec<Effect> {
    let (store, assembly) = (matcher.store, matcher.assembly);
    match event {
        StructuralEvent::Junctions(junctions) => {
            let mut effects: Vec<Effect> = Vec::new();
            for junction in junctions {
                let fusions = fusion::fusions(junction, store, assembly);
                let rearranged = rearrangement::changes(junction, &fusions, store, assembly);
                for effect in fusions
                    .into_iter()
                    .chain(rearranged)
                    .chain(enhancer::hijacked(junction, store, assembly))
                    .chain(exons::changes(junction, store, assembly))
                    .chain(noncoding::broken(junction, assembly))
                {
                    // Both junctions of an inversion break the same genes.
                    if !effects.iter().any(|other| {
                        other.gene == effect.gene && other.alterations == effect.alterations
                    }) {
                        effects.push(effect);
                    }
                }
            }
            effects
        }
        &StructuralEvent::Copies { contig, interval, copies, is_amplified } => {
            let segment = Segment { contig, interval, copies, is_amplified };
            copies::changes(&segment, thresholds, store, assembly)
        }
        &StructuralEvent::Single(end) => exons::cut(end, store, assembly),
    }
}

pub(crate) fn candidate<'k>(
    matcher: &Matcher<'k>,
    effect: Effect,
    junction: Option<Junction>,
    variant: &ObservedVariant,
) -> Option<Candidate<'k>> {
    let is_suppressor = is_suppressor(matcher.genes, &effect.gene);
    // A broken gene is a loss where loss matters; elsewhere knowledge of "loss" means something
    // else, such as lost expression.
    if effect.kind == StructuralKind::Rearrangement && !is_suppressor && !effect.is_told {
        return None;
    }
    let mut hits: Vec<ProfileHit> = Vec::new();
    for component in &effect.alterations {
        for hit in matcher.named(component) {
            if !hits.contains(&hit) {
                hits.push(hit);
            }
        }
    }
    if hits.is_empty() && !(effect.is_inactivating && is_suppressor) && !effect.is_told {
        return None;
    }
    let consequence = consequence(&effect);
    let Effect { kind, alterations, is_inactivating, notes, doubts, .. } = effect;
    let is_doubted = doubts.iter().any(|doubt| match doubt {
        // A junction of two genes that are known to fuse is spliced as it works.
        Flag::FrameBySkipping => !hits.iter().any(|hit| is_pair(matcher, hit)),
        _ => true,
    });
    let change = Change::Structural {
        change: StructuralChange { kind, alterations, is_inactivating },
        junction,
    };
    let state = if is_doubted { ChangeState::default() } else { kind.state(is_inactivating) };
    let met = Met { hits, state, ..Met::default() };
    Some(Candidate {
        notes,
        flags: doubts,
        withheld: is_doubted.then_some(Withheld::NotFunctional),
        ..Candidate::new(variant.clone(), consequence, met, change)
    })
}

/// Whether the hit is of a profile's component that names both genes of a fusion.
fn is_pair(matcher: &Matcher<'_>, hit: &ProfileHit) -> bool {
    let profile = matcher.table.profile(hit.profile);
    profile.components().get(hit.component).is_some_and(|component| {
        matches!(component.alteration, Alteration::Fusion(Partner::Gene(..), Partner::Gene(..)))
    })
}

fn is_suppressor(genes: Genes<'_>, gene: &str) -> bool {
    genes.get(gene).is_some_and(|gene| gene.role.is_suppressor())
}

/// The junction whichever of its two records tells it; `None` for what one record tells alone.
fn event_key(event: &StructuralEvent) -> Option<Junction> {
    match event {
        StructuralEvent::Junctions(junctions) => match junctions.as_slice() {
            [junction] => Some(junction.sorted()),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a small edit says all that its event does: its consequence lies in a coding exon.
pub(crate) fn is_told_by(edit: &SequenceEdit, predictor: &Predictor<'_>) -> bool {
    predictor.predict(edit).iter().any(|consequence| consequence.protein.is_some())
}
