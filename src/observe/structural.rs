//! Symbolic alleles and breakends as candidates.

use std::sync::Arc;

use crate::consequence::Predictor;
use crate::matching::candidate::{Candidate, Met};
use crate::matching::gene::ProfileHit;
use crate::matching::matcher::Matcher;
use crate::model::allele::SequenceEdit;
use crate::model::change::Change;
use crate::model::change_state::{self, Basis, ChangeState};
use crate::model::consequence::{Term, Terms, TranscriptConsequence};
use crate::model::contig::Contig;
use crate::model::event_detail::EventDetail;
use crate::model::finding::{Flag, ObservedVariant, Withheld};
use crate::model::gene_name::GeneName;
use crate::model::position::Interval;
use crate::model::profile::{Alteration, Component, Partner};
use crate::model::structural::{
    Breakend, Junction, Kept, SpanKind, Stretch, StructuralChange, StructuralEvent, StructuralKind,
};
use crate::model::tumor_content::TumorContent;
use crate::observe::gene_part::GenePart;
use crate::structural::copies::{self, CopyThresholds, Reach};
use crate::structural::ends::Ends;
use crate::structural::{
    Effect, enhancer, exons, fusion, insertion, noncoding, rearrangement, recurrent,
};

/// The most bases of a lost or repeated stretch that is read as a sequence change: more than any coding
/// exon of a tumour gene has.
const MOST_BASES: u32 = 10_000;

/// Returns the sequence edit that a deletion or tandem duplication inside one coding exon and its
/// flanks is, or a deletion over the edge of one: an internal tandem duplication then has its protein
/// change. Ends that are not exact make no sequence.
pub(crate) fn as_edit(matcher: &Matcher, event: &StructuralEvent) -> Option<SequenceEdit> {
    let (contig, interval, kind) =
        event.junction().filter(|_| event.has_exact_ends()).and_then(Junction::span)?;
    if interval.is_empty() || interval.len() > MOST_BASES {
        return None;
    }
    let known = matcher.store.reference_bases(contig, interval, matcher.assembly);
    let inserted = event.inserted.clone();
    Some(match kind {
        SpanKind::Deletion if is_of_exons(matcher, contig, interval) => return None,
        SpanKind::Deletion => {
            let unknown = || vec![b'N'; interval.len() as usize];
            let deleted = known.map_or_else(unknown, <[u8]>::to_vec);
            SequenceEdit { contig, start: interval.start, deleted, inserted }
        }
        SpanKind::TandemDuplication => {
            // The inserted bases lie between the two copies.
            let inserted = [inserted, known?.to_vec()].concat();
            SequenceEdit { contig, start: interval.end, deleted: Vec::new(), inserted }
        }
    })
}

/// Returns the deletion of exons that a sequence change of many bases spells.
pub(crate) fn as_event(matcher: &Matcher, edit: &SequenceEdit) -> Option<StructuralEvent> {
    /// Fewer bases are no exon.
    const LEAST: u32 = 50;
    let interval = edit.interval();
    let is_loss = interval.len() >= LEAST && edit.inserted.len() < edit.deleted.len() / 2;
    if !is_loss || !is_of_exons(matcher, edit.contig, interval) {
        return None;
    }
    let at = |position, kept| Breakend { contig: edit.contig, position, kept };
    let junction = Junction {
        a: at(interval.start.checked_sub(1)?, Kept::Left),
        b: at(interval.end, Kept::Right),
    };
    let inserted = edit.inserted.clone();
    Some(StructuralEvent { inserted, ..StructuralEvent::of_junctions(vec![junction]) })
}

/// Returns whether a deletion of `interval` is one of exons, in the reported transcript of a gene.
fn is_of_exons(matcher: &Matcher, contig: Contig, interval: Interval) -> bool {
    let mut last = None;
    matcher.store.at(contig, interval, matcher.assembly).any(|model| {
        let is_reported = last.replace(&model.gene) != Some(&model.gene);
        let is_suppressor = matcher.genes.is_suppressor(&model.gene);
        is_reported && exons::is_of_exons(model, interval, is_suppressor)
    })
}

/// What an event comes to.
#[derive(Debug, Default)]
pub(crate) struct Readings<'k> {
    /// In each gene that knowledge speaks of, and in each tumour suppressor that it inactivates.
    pub(crate) candidates: Vec<Candidate<'k>>,
    /// In genes of which it holds less than half.
    pub(crate) parts: Vec<GenePart<'k>>,
    /// In any other gene.
    pub(crate) others: Vec<TranscriptConsequence>,
    /// The genes that it breaks, known or not.
    pub(crate) broken: Vec<(Contig, Interval)>,
}

/// What the event comes to in each gene that it changes.
pub(crate) fn readings<'k>(
    matcher: &Matcher<'k>,
    event: &StructuralEvent,
    sample: &CopyContext<'_>,
    variant: &ObservedVariant,
) -> Readings<'k> {
    let mut readings = Readings::default();
    for effect in of_junctions(matcher, event) {
        readings.broken.extend(broken(matcher, event, &effect.gene));
        let consequence = consequence(&effect);
        match candidate(matcher, effect, event.junction().map(Junction::sorted), variant) {
            Some(candidate) => readings.candidates.push(candidate),
            None => readings.others.push(consequence),
        }
    }
    if let Some(stretch) = &event.stretch {
        of_copies(matcher, stretch, sample, variant, &mut readings);
    }
    drop_told(&mut readings.candidates);
    readings
}

/// Returns where the genes lie that an end of the event is in: one that is lost or repeated as a whole is as it
/// was in its other copies.
fn broken(
    matcher: &Matcher<'_>,
    event: &StructuralEvent,
    genes: &GeneName,
) -> Vec<(Contig, Interval)> {
    let ends = || {
        let ends = event.junctions.iter().flat_map(|junction| [junction.a, junction.b]);
        let inserted = event.insertion.iter().map(|at| (at.contig, at.position));
        ends.chain(event.single).map(|end| (end.contig, end.position)).chain(inserted)
    };
    let models =
        genes.genes().filter_map(|gene| matcher.store.gene(gene, matcher.assembly).first());
    let places = models.map(|model| (model.contig, model.span()));
    let is_cut = |&(contig, span): &(Contig, Interval)| {
        ends().any(|(on, at)| on == contig && span.start <= at && at < span.end)
    };
    places.filter(is_cut).collect()
}

/// What numbers of copies are compared with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CopyContext<'t> {
    pub(crate) thresholds: &'t CopyThresholds,
    pub(crate) content: TumorContent,
}

/// Adds what the copies of a stretch come to.
fn of_copies<'k>(
    matcher: &Matcher<'k>,
    stretch: &Stretch,
    sample: &CopyContext<'_>,
    variant: &ObservedVariant,
    readings: &mut Readings<'k>,
) {
    let CopyContext { thresholds, content } = *sample;
    let (store, assembly) = (matcher.store, matcher.assembly);
    for (effect, reach) in copies::changes(stretch, thresholds, content, store, assembly) {
        let consequence = consequence(&effect);
        let of_part = || candidate_of_part(matcher, effect.clone(), variant);
        let alone = if let Reach::Part(_) = reach { of_part() } else { None };
        let Some(mut candidate) = candidate(matcher, effect, None, variant) else {
            readings.others.push(consequence);
            continue;
        };
        // What both copies have lost, the junction of one does not tell better; it tells which exons.
        if candidate.change.structural().is_some_and(|change| change.is_inactivating) {
            let gene = candidate.consequence.gene.clone();
            let of_gene = |other: &mut Candidate| other.consequence.gene == gene;
            for other in readings.candidates.extract_if(.., of_gene) {
                candidate.notes.extend(other.notes);
            }
        }
        match reach {
            Reach::Gene => readings.candidates.push(candidate),
            Reach::Arm(arm) => {
                candidate.flags.insert(Flag::ArmLevel);
                candidate.withheld = Some(Withheld::ArmLevel);
                candidate
                    .notes
                    .push(format!("{arm} as a whole is gained: no gene is amplified by itself"));
                readings.candidates.push(candidate);
            }
            Reach::Part(part) => {
                let mut alone = alone.unwrap_or_else(|| Candidate {
                    withheld: Some(Withheld::Partial),
                    met: Met::default(),
                    ..candidate.clone()
                });
                alone.flags.insert(Flag::Partial);
                alone.notes.clone_from(&candidate.notes);
                readings.parts.push(GenePart { whole: candidate, alone, part });
            }
        }
    }
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

/// Returns what the copies of a part of a gene are by themselves. A suppressor is lost with a part that no
/// copy has.
fn candidate_of_part<'k>(
    matcher: &Matcher<'k>,
    effect: Effect,
    variant: &ObservedVariant,
) -> Option<Candidate<'k>> {
    let is_lost = effect.is_inactivating && matcher.genes.is_suppressor(&effect.gene);
    let is_of_whole = |part: &Component| matches!(part.alteration, Alteration::CopyNumber(_));
    let mut alterations = effect.alterations;
    alterations.retain(|part| !is_of_whole(part));
    let effect = Effect { alterations, ..effect };
    is_lost.then(|| candidate(matcher, effect, None, variant)).flatten()
}

fn of_junctions(matcher: &Matcher, event: &StructuralEvent) -> Vec<Effect> {
    let (store, assembly) = (matcher.store, matcher.assembly);
    let is_suppressor = |gene: &str| matcher.genes.is_suppressor(gene);
    let genes = exons::Genes { store, assembly, is_suppressor: &is_suppressor };
    if event.is_by_depth {
        return event
            .junction()
            .map_or_else(Vec::new, |junction| exons::changes_by_depth(&junction, &genes));
    }
    let ends =
        Ends { inserted: &event.inserted, are_exact: event.has_exact_ends(), slack: event.slack };
    let mut effects: Vec<Effect> = Vec::new();
    for junction in &event.junctions {
        let fusions = fusion::fusions(junction, ends, store, assembly);
        let rearranged = rearrangement::changes(junction, &fusions, store, assembly);
        for effect in fusions
            .into_iter()
            .chain(rearranged)
            .chain(enhancer::hijacked(junction, store, assembly))
            .chain(exons::changes(junction, ends, &genes))
            .chain(noncoding::broken(junction, assembly))
        {
            // Both junctions of an inversion break the same genes.
            if !effects
                .iter()
                .any(|other| other.gene == effect.gene && other.alterations == effect.alterations)
            {
                effects.push(effect);
            }
        }
    }
    let insertion = event.insertion.as_ref();
    effects.extend(insertion.into_iter().flat_map(|inserted| insertion::changes(inserted, &genes)));
    effects.extend(event.single.into_iter().flat_map(|end| exons::cut(end, store, assembly)));
    effects
}

pub(crate) fn candidate<'k>(
    matcher: &Matcher<'k>,
    effect: Effect,
    junction: Option<Junction>,
    variant: &ObservedVariant,
) -> Option<Candidate<'k>> {
    let is_suppressor = matcher.genes.is_suppressor(&effect.gene);
    // A broken gene is a loss where loss matters; elsewhere knowledge of "loss" means something
    // else, such as lost expression.
    if effect.kind == StructuralKind::Rearrangement && !is_suppressor && !effect.is_told {
        return None;
    }
    let mut hits: Vec<ProfileHit> = Vec::new();
    // Exons lost or repeated out of frame are a mutation of the gene; the loss of all of it is another event.
    let is_mutation = is_suppressor
        && effect.is_inactivating
        && matches!(effect.kind, StructuralKind::ExonLoss | StructuralKind::ExonDuplication)
        && !effect.terms.contains(&Term::TranscriptAblation);
    for component in &effect.alterations {
        let met = match component.alteration {
            Alteration::LossOfFunction if is_mutation => matcher.stated(component),
            _ => matcher.named(component),
        };
        for hit in met {
            if !hits.contains(&hit) {
                hits.push(hit);
            }
        }
    }
    if !effect.doubts.contains(&Flag::DomainLost) {
        hits.retain(|hit| keeps_domain(matcher, hit, &effect.detail));
    }
    let known = recurrent::activating(&effect);
    let is_driver = effect.is_told || known.is_some();
    if hits.is_empty() && !(effect.is_inactivating && is_suppressor) && !is_driver {
        return None;
    }
    let consequence = consequence(&effect);
    let Effect { kind, alterations, is_inactivating, mut notes, doubts, detail, .. } = effect;
    let is_unsequenced = doubts.contains(&Flag::SequenceNotGiven);
    let is_doubted = doubts.iter().any(|doubt| match doubt {
        // A junction of two genes that are known to fuse is spliced as it works.
        Flag::FrameBySkipping => !hits.iter().any(|hit| is_pair(matcher, hit)),
        _ => true,
    });
    let change = Change::Structural {
        change: StructuralChange { kind, alterations, is_inactivating, detail },
        junction,
    };
    let state = match known {
        _ if is_doubted => ChangeState::default(),
        Some(known) => {
            notes.push(known.to_string());
            ChangeState::new(change_state::Effect::Activating, Basis::Structural(kind.name()))
        }
        None => kind.state(is_inactivating),
    };
    let met = Met { hits, state, ..Met::default() };
    Some(Candidate {
        notes,
        flags: doubts,
        withheld: match is_doubted {
            false => None,
            true if is_unsequenced => Some(Withheld::SequenceNotGiven),
            true => Some(Withheld::NotFunctional),
        },
        ..Candidate::new(variant.clone(), consequence, met, change)
    })
}

/// Whether a fusion keeps the domain of a gene that the profile's component names, where such genes have one.
/// Of two kinases one may be lost: what is known of its fusions is not of this one.
fn keeps_domain(matcher: &Matcher<'_>, hit: &ProfileHit, detail: &EventDetail) -> bool {
    let profile = matcher.table.profile(hit.profile);
    let Some(component) = profile.components().get(hit.component).copied() else { return true };
    let Alteration::Fusion(five, three) = &component.alteration else { return true };
    let is_named = |gene: &str| {
        [five, three].into_iter().any(|side| matches!(side, Partner::Gene(name, _) if name == gene))
    };
    let named = detail.domains.iter().filter(|domain| is_named(domain.gene));
    named.map(|domain| domain.is_kept).reduce(|a, b| a || b).unwrap_or(true)
}

/// Whether the hit is of a profile's component that names both genes of a fusion.
fn is_pair(matcher: &Matcher<'_>, hit: &ProfileHit) -> bool {
    let profile = matcher.table.profile(hit.profile);
    profile.components().get(hit.component).is_some_and(|component| {
        matches!(component.alteration, Alteration::Fusion(Partner::Gene(..), Partner::Gene(..)))
    })
}

/// Whether an insertion without its bases is told by its number of bases.
pub(crate) fn is_of_insertion(matcher: &Matcher<'_>, event: &StructuralEvent) -> bool {
    event.insertion.is_some_and(|inserted| {
        let is_suppressor = |gene: &str| matcher.genes.is_suppressor(gene);
        let (store, assembly) = (matcher.store, matcher.assembly);
        let genes = exons::Genes { store, assembly, is_suppressor: &is_suppressor };
        !insertion::changes(&inserted, &genes).is_empty()
    })
}

/// Whether a small edit says all that its event does: its consequence lies in a coding exon, or at its
/// edge.
pub(crate) fn is_told_by(edit: &SequenceEdit, predictor: &Predictor<'_>) -> bool {
    predictor.predict(edit).iter().any(|consequence| {
        consequence.protein.is_some()
            || consequence.codons.is_some()
            || consequence.is_essential_splice()
    })
}
