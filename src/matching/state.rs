//! What a change does to its gene, from what is known of it, before any statement is read.

use std::collections::BTreeSet;

use crate::knowledge::change_effects::{self, Definition};
use crate::knowledge::evidence::EvidenceTable;
use crate::matching::component;
use crate::matching::facts::Facts;
use crate::matching::gene::ProfileHit;
use crate::matching::late_stop;
use crate::model::change_state::{Basis, ChangeState, Effect, Need};
use crate::model::consequence::Term;
use crate::model::evidence::{Direction, Evidence, Significance};
use crate::model::gene::GeneRole;
use crate::model::match_type::MatchType;
use crate::model::oncogenicity::{FactMatch, refutes};
use crate::model::profile::{Alteration, Component, Profile, RegionClass};
use crate::model::source_level::{SourceLevel, VariantOrigin};

/// What is at hand of one change in one gene.
pub(super) struct Known<'v, 'k> {
    /// The statements.
    pub(super) table: &'v EvidenceTable<'k>,
    /// HGNC symbol.
    pub(super) gene: &'v str,
    /// The role of the gene.
    pub(super) role: GeneRole,
    /// The change on the transcripts of the gene, the reported one first.
    pub(super) views: &'v [Facts<'v>],
    /// The components that it meets without being known.
    pub(super) hits: &'v [ProfileHit],
    /// What tables say of it beside therapies.
    pub(super) facts: &'v [FactMatch<'k>],
}

impl<'k> Known<'_, 'k> {
    /// Returns what the change does, and why.
    pub(super) fn state(&self) -> ChangeState<'k> {
        let Some(first) = self.views.first() else { return ChangeState::default() };
        let defined = self.defined();
        if !first.consequence.is_nonsynonymous() {
            // What keeps every residue may act by splicing: only a table that names its bases tells.
            return defined.unwrap_or_default();
        }
        let is_not_shown = |effect| matches!(effect, Effect::Benign | Effect::Unknown);
        if let Some(doubted) = defined.filter(|state| is_not_shown(state.effect)) {
            return doubted;
        }
        if refutes(self.facts) {
            return self.told(Effect::Benign, |m| !m.is_driver(self.role));
        }
        let is_null = component::is_inactivating(first.consequence);
        let is_suppressor = self.role == GeneRole::TumorSuppressor;
        let is_late = is_null && late_stop::is_late(first);
        if is_null && is_suppressor && !is_late {
            return ChangeState::new(Effect::Inactivating, Basis::Null);
        }
        if let Some(defined) = defined {
            return defined;
        }
        let is_driver = || self.facts.iter().any(|fact| fact.is_driver(self.role));
        let named = self.named(is_null && !is_late);
        // That it makes a drug fail does not say what it does to a suppressor; a hotspot does.
        let is_told = |state: &ChangeState| {
            is_suppressor && state.effect == Effect::ResistanceOnly && is_driver()
        };
        let settles = |state: &ChangeState| state.effect != Effect::Unknown && !is_told(state);
        if let Some(named) = named.filter(settles) {
            return named;
        }
        match (is_null, is_late) {
            (true, true) => return ChangeState::new(Effect::Unknown, Basis::LateStop),
            (true, false) => return ChangeState::new(Effect::Inactivating, Basis::Null),
            _ => {}
        }
        if is_driver() {
            return self.told(self.driving(), |m| m.is_driver(self.role));
        }
        self.region().or(named).unwrap_or_default()
    }

    /// The effect by which a known change of the gene drives cancer.
    fn driving(&self) -> Effect {
        match self.role {
            GeneRole::TumorSuppressor => Effect::Inactivating,
            _ => Effect::Activating,
        }
    }

    fn told(&self, effect: Effect, wanted: impl Fn(&FactMatch<'k>) -> bool) -> ChangeState<'k> {
        let source = self.facts.iter().find(|m| m.counts() && wanted(m));
        let basis = source.map_or(Basis::Nothing, |m| Basis::Told(m.fact.source));
        ChangeState::new(effect, basis)
    }

    /// What the definitions of the gene make of it; that it does nothing comes first, then that what it does is
    /// not known, against what its kind suggests.
    fn defined(&self) -> Option<ChangeState<'k>> {
        let met = change_effects::of_gene(self.gene)
            .iter()
            .filter(|definition| self.meets(definition))
            .filter_map(|definition| Some((definition, definition.effect?)));
        let rank = |effect: Effect| match effect {
            Effect::Benign => 0,
            Effect::Unknown => 1,
            _ => 2,
        };
        let (definition, effect) = met.min_by_key(|(_, effect)| rank(*effect))?;
        let Definition { what, by, .. } = *definition;
        Some(ChangeState::new(effect, Basis::Defined { what, by }))
    }

    /// Whether the change is what the definition describes; a null change is only where the definition
    /// speaks of such.
    fn meets(&self, definition: &Definition) -> bool {
        self.views.iter().any(|facts| {
            let found = component::matches(&definition.alteration, facts, Effect::Unknown);
            let speaks_of_nulls = || {
                use RegionClass::{Frameshift, Nonsense, Skipping};
                match &definition.alteration {
                    Alteration::Exon { class, .. } | Alteration::Region { class, .. } => {
                        matches!(class, Nonsense | Frameshift | Skipping)
                    }
                    alteration => {
                        matches!(alteration, Alteration::Protein(_) | Alteration::Coding(_))
                    }
                }
            };
            found.is_some() && (!component::is_inactivating(facts.consequence) || speaks_of_nulls())
        })
    }

    /// What supporting evidence that names the change makes of it. A null change of a gene that is no
    /// suppressor is known only by evidence of sensitivity. Where the changes that drive a gene are defined, one
    /// case report or experiment adds none to them: what it says of a drug stands for itself.
    fn named(&self, is_null: bool) -> Option<ChangeState<'k>> {
        let naming = self.hits.iter().filter(|hit| hit.hit.need.is_none());
        let naming = naming.filter(|hit| {
            let is_splice = hit.hit.match_type == MatchType::Splice;
            hit.hit.match_type <= MatchType::Codon || is_splice
        });
        let is_defined = || {
            let mut definitions = change_effects::of_gene(self.gene).iter();
            definitions.any(|definition| definition.effect == Some(self.driving()))
        };
        let (mut resists, mut responds) = (None, None);
        let mut papers = BTreeSet::new();
        for hit in naming.filter(|hit| stands_alone(self.table.profile(hit.profile), self.gene)) {
            let weighs = self.table.evidence(hit.profile).into_iter().filter(makes_known);
            let named = Basis::Named(self.table.profile_text(hit.profile));
            for evidence in weighs {
                if evidence.significance != Significance::Sensitivity {
                    resists = resists.or(Some(named));
                    continue;
                }
                papers.insert(evidence.citation.as_str());
                let is_small = matches!(evidence.level(), SourceLevel::C | SourceLevel::D);
                if !is_small || papers.len() > 1 || !is_defined() {
                    return Some(ChangeState::new(self.driving(), named));
                }
                responds = responds.or(Some(self.table.profile_text(hit.profile)));
            }
        }
        let resists = resists.filter(|_| !is_null);
        resists
            .map(|named| ChangeState::new(Effect::ResistanceOnly, named))
            .or(responds
                .map(|profile| ChangeState::new(Effect::Unknown, Basis::NamedOnce(profile))))
    }

    /// An in-frame change of length where a profile with supporting evidence is defined by such, or in
    /// an exon that it names.
    fn region(&self) -> Option<ChangeState<'k>> {
        let terms = self.views.first()?.consequence.terms;
        let is_in_frame = terms.any(&[Term::InframeDeletion, Term::InframeInsertion]);
        if !is_in_frame || self.role == GeneRole::TumorSuppressor {
            return None;
        }
        let hit = self.hits.iter().find(|hit| {
            let hit_by_stretch = matches!(hit.hit.match_type, MatchType::Exon | MatchType::Range);
            hit_by_stretch
                && stands_alone(self.table.profile(hit.profile), self.gene)
                && self.table.evidence(hit.profile).iter().any(makes_known)
                && (hit.hit.need.is_none() || hit.hit.match_type == MatchType::Exon)
        })?;
        let profile = self.table.profile_text(hit.profile);
        Some(ChangeState::new(Effect::Activating, Basis::Region(profile)))
    }

    /// The definition that bounds what a mutation of the gene means, where the change lies outside.
    pub(super) fn outside(&self) -> Option<Need> {
        let mut bounds = change_effects::of_gene(self.gene).iter().filter(|d| d.effect.is_none());
        let first = bounds.clone().next()?;
        (!bounds.any(|definition| self.meets(definition))).then_some(Need::Elsewhere(first.by))
    }
}

/// Whether the item is one that makes a change known: a supported, somatic one of sensitivity or
/// resistance, inference left out.
fn makes_known(evidence: &Evidence<'_>) -> bool {
    let has_effect = matches!(
        evidence.significance,
        Significance::Sensitivity | Significance::Resistance | Significance::ReducedSensitivity
    );
    let is_somatic =
        matches!(evidence.variant_origin(), VariantOrigin::Somatic | VariantOrigin::Other);
    evidence.direction == Direction::Supports
        && evidence.is_confirmed()
        && has_effect
        && is_somatic
        && evidence.level() != SourceLevel::E
}

/// Whether a change of `gene` meets the profile without another change of the gene: what evidence says
/// of two changes together, it says of neither.
fn stands_alone(profile: &Profile, gene: &str) -> bool {
    let is_own = |part: &Component| part.gene == gene;
    match profile {
        Profile::Component(_) => true,
        Profile::Or(parts) => parts.iter().any(|part| stands_alone(part, gene)),
        Profile::And(parts) => parts.iter().filter(|part| part.any(&is_own)).count() == 1,
        Profile::Not(_) | Profile::InPhase(..) => false,
    }
}
