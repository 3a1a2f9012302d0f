//! An alteration that no bases show: a fusion, copies, an exon, a state of the tumour.

use crate::consequence::{Predictor, edit_at};
use crate::knowledge::change_effects::{self, Definition};
use crate::matching::candidate::{Candidate, Met};
use crate::matching::gene::ProfileHit;
use crate::matching::matcher::Matcher;
use crate::model::change::Change;
use crate::model::change_state::{self, Basis, ChangeState, Need};
use crate::model::consequence::{Rank, Term, Terms, TranscriptConsequence};
use crate::model::finding::ObservedVariant;
use crate::model::gene_name::GeneName;
use crate::model::position::ExonRank;
use crate::model::profile::{Alteration, Component, CopyNumberClass, Partner, RegionClass};
use crate::observe::structural;
use crate::observe::tables;
use crate::structural::arms::{self, LostStretch};
use crate::structural::{Effect, copies, exons};

/// How the finding rests on the query alone.
const BY_NAME: &str = "as the query says";

/// The candidate of one finding, by what statements may call it; `None` for no name.
pub(super) fn candidate<'k>(
    matcher: &Matcher<'k>,
    components: &[Component],
) -> Option<Candidate<'k>> {
    let first = components.first()?;
    let mut hits: Vec<ProfileHit> = Vec::new();
    for component in components {
        take(&mut hits, matcher.stated(component));
    }
    let consequence = consequence(matcher, first);
    let mut met = Met::default();
    if !consequence.terms.is_empty() {
        met = matcher.matches(None, std::slice::from_ref(&consequence)).unwrap_or_default();
        take(&mut hits, std::mem::take(&mut met.hits));
    }
    if met.state.effect == change_state::Effect::Unknown {
        met.state = state(first);
    }
    if met.state.effect == change_state::Effect::Inactivating {
        hits.iter_mut().for_each(|hit| ask_for_driver(matcher, hit));
    }
    // As a table of copies or fusions would have it.
    let effect = effect(matcher, first);
    let told = effect.as_ref().map(|effect| effect.notes.clone());
    if let Some(effect) = effect
        && let Some(mut candidate) =
            structural::candidate(matcher, effect, None, &ObservedVariant::default())
    {
        take(&mut hits, std::mem::take(&mut candidate.met.hits));
        candidate.met.hits = hits;
        if candidate.met.state.effect == change_state::Effect::Unknown {
            candidate.met.state = first.alteration.state();
        }
        return Some(candidate);
    }
    let names: Vec<String> = components.iter().map(ToString::to_string).collect();
    let met = Met { hits, ..met };
    let candidate = Candidate::new(ObservedVariant::default(), consequence, met, Change::Named);
    let notes = told.unwrap_or_else(|| vec![format!("{}, {BY_NAME}", names.join(" or "))]);
    Some(Candidate { notes, ..candidate })
}

/// Adds those of `more` that `hits` does not have.
fn take(hits: &mut Vec<ProfileHit>, more: Vec<ProfileHit>) {
    for hit in more {
        if !hits.contains(&hit) {
            hits.push(hit);
        }
    }
}

/// A loss that follows from its name is a mutation of the gene or of an exon only where a loss drives cancer.
fn ask_for_driver(matcher: &Matcher, hit: &mut ProfileHit) {
    use Alteration::{Exon, Mutation, MutationOutside};
    let components = matcher.table.profile(hit.profile).components();
    let is_mutation = matches!(
        components[hit.component].alteration,
        Mutation | MutationOutside(_) | Exon { class: RegionClass::Mutation, .. }
    );
    if is_mutation {
        hit.hit.need.get_or_insert(Need::Driver);
    }
}

/// What the alteration does to its gene, by its own name or by a definition of the very name.
fn state(component: &Component) -> ChangeState<'static> {
    let defined = change_effects::of_gene(&component.gene).iter();
    // Of some genes a cut product is the active one, wherever the name has it.
    let cuts = |alteration: &Alteration| match alteration {
        Alteration::Frameshift | Alteration::Truncating => true,
        Alteration::Exon { class, .. } | Alteration::Region { class, .. } => {
            matches!(class, RegionClass::Frameshift | RegionClass::Nonsense)
        }
        _ => false,
    };
    let mut activates =
        defined.clone().filter(|d| d.effect == Some(change_state::Effect::Activating));
    let is_active_cut =
        cuts(&component.alteration) && activates.any(|definition| cuts(&definition.alteration));
    let mut same = defined.filter(|definition| definition.alteration == component.alteration);
    match same.next().and_then(|definition| Some((definition, definition.effect?))) {
        Some((definition, effect)) => {
            let Definition { what, by, .. } = *definition;
            ChangeState::new(effect, Basis::Defined { what, by })
        }
        None if is_active_cut => ChangeState::default(),
        None => component.alteration.state(),
    }
}

/// What a row of a user's table would say of the same.
fn effect(matcher: &Matcher, component: &Component) -> Option<Effect> {
    let note = || format!("{component}, {BY_NAME}");
    match &component.alteration {
        Alteration::CopyNumber(
            class @ (CopyNumberClass::Amplification | CopyNumberClass::Deletion),
        ) => Some(copies::effect(&component.gene, "", *class, note())),
        Alteration::Fusion(Partner::Gene(five, _), Partner::Gene(three, _)) => {
            Some(tables::fusion(Some(five), Some(three), note()))
        }
        Alteration::ArmDeletion { arm, .. } => {
            let interval = arm.interval(matcher.assembly);
            let whole = LostStretch { contig: arm.contig, interval, is_deleted: true };
            let deleted = arms::deletions(&[whole], matcher.store, matcher.assembly);
            deleted.into_iter().find(|(other, ..)| other == arm).map(|(_, _, effect)| effect)
        }
        Alteration::Exon { first, last, class: RegionClass::ExonLoss } => {
            let model = matcher.store.gene(&component.gene, matcher.assembly).first()?;
            let is_suppressor = matcher.genes.is_suppressor(&component.gene);
            let (first, last) = (ExonRank(*first), ExonRank(*last));
            let effect = exons::loss_by_name(model, first, last, is_suppressor)?;
            let counted = format!(
                "exons are counted on {}, which has {}",
                model.accession,
                model.exons.len()
            );
            let notes = [vec![note(), counted], effect.notes].concat();
            Some(Effect { notes, ..effect })
        }
        _ => None,
    }
}

/// The gene, or both of a fusion, with what is known of the place of the change.
fn consequence(matcher: &Matcher, component: &Component) -> TranscriptConsequence {
    let Component { gene, alteration } = component;
    let named = match alteration {
        Alteration::Fusion(Partner::Gene(five, _), Partner::Gene(three, _)) => {
            GeneName::fusion(Some(five), Some(three))
        }
        Alteration::ArmDeletion { arm, .. } | Alteration::ArmGain(arm) => {
            GeneName::from(arm.to_string().as_str())
        }
        _ if gene.is_empty() => GeneName::from(component.to_string().as_str()),
        _ => GeneName::from(gene.as_str()),
    };
    let unplaced = TranscriptConsequence::unplaced(named, "".into(), "".into());
    let Some(model) = matcher.store.gene(gene, matcher.assembly).first() else { return unplaced };
    let (term, codons, exon) = match alteration {
        Alteration::Codon(at) | Alteration::CodonTo(at, _) => {
            let exon = edit_at(model, at.number, at.number)
                .and_then(|edit| Predictor::on(model, &edit))
                .and_then(|placed| placed.exon);
            (Term::Missense, Some((at.number, at.number)), exon)
        }
        Alteration::Exon { first, last, class } => {
            let term = match class {
                RegionClass::Deletion => Term::InframeDeletion,
                RegionClass::Insertion => Term::InframeInsertion,
                _ => return unplaced,
            };
            let total = model.exons.len() as u32;
            (term, None, Some(Rank { first: *first, last: *last, total }))
        }
        _ => return unplaced,
    };
    TranscriptConsequence {
        terms: Terms::from_iter([term]),
        codons,
        exon,
        ..TranscriptConsequence::unplaced(
            model.gene.clone(),
            model.accession.clone(),
            model.protein.clone(),
        )
    }
}
