//! What one edit meets in one gene, rule after rule.

use crate::knowledge::variants::KnownAlleles;
use crate::knowledge::{change_effects, immunotherapy};
use crate::matching::candidate::Met;
use crate::matching::component;
use crate::matching::facts::Facts;
use crate::matching::gene::{ProfileHit, match_gene};
use crate::matching::matcher::Matcher;
use crate::matching::state::Known;
use crate::matching::{known_allele, known_change, residues, reversion};
use crate::model::allele::SequenceEdit;
use crate::model::change_state::{Basis, Effect, Need};
use crate::model::consequence::TranscriptConsequence;
use crate::model::profile::{Alteration, Component};
use crate::model::protein_edit::ProteinEdit;

impl<'k> Matcher<'k> {
    /// What a variant meets. `views` are its consequences on the transcripts of one gene, the
    /// reported one first. `None` where it meets no profile, is no driver by itself, inactivates no
    /// suppressor, nor is predicted to spoil its splicing.
    pub fn matches(
        &self,
        edit: Option<&SequenceEdit>,
        views: &[TranscriptConsequence],
    ) -> Option<Met<'k>> {
        self.met(edit, views).filter(|(_, matters)| *matters).map(|(met, _)| met)
    }

    /// What a variant meets that is asked for by its name: what is known of it counts even where it does nothing.
    pub(crate) fn matches_named(
        &self,
        edit: Option<&SequenceEdit>,
        views: &[TranscriptConsequence],
    ) -> Met<'k> {
        let counts = |(met, matters): &(Met<'k>, bool)| {
            *matters || matches!(met.state.basis, Basis::Defined { .. })
        };
        self.met(edit, views).filter(counts).map(|(met, _)| met).unwrap_or_default()
    }

    /// What a variant meets, and whether that matters.
    fn met(
        &self,
        edit: Option<&SequenceEdit>,
        views: &[TranscriptConsequence],
    ) -> Option<(Met<'k>, bool)> {
        let first = views.first()?;
        let gene = &*first.gene;
        if !self.names(gene) && !may_drive(first) {
            return None;
        }
        let placed: Vec<_> = views
            .iter()
            .map(|view| {
                let model = self.store.transcript(gene, &view.transcript, self.assembly);
                let protein = model.and_then(|model| model.protein_sequence());
                let protein_edit = view
                    .protein
                    .as_ref()
                    .zip(protein)
                    .and_then(|(change, protein)| ProteinEdit::canonical(change, protein));
                (view, model, protein, protein_edit)
            })
            .collect();
        let facts: Vec<Facts<'_>> = placed
            .iter()
            .map(|(consequence, model, protein, protein_edit)| Facts {
                consequence,
                edit,
                transcript: model.map(|model| &**model),
                protein: *protein,
                protein_edit: protein_edit.as_ref(),
            })
            .collect();
        let singles: Vec<_> = placed
            .iter()
            .flat_map(|&(consequence, model, protein, _)| {
                let singles = residues::each(consequence, protein).into_iter();
                singles.map(move |single| (single, model, protein))
            })
            .map(|(single, model, protein)| {
                let change = single.protein.as_ref().zip(protein);
                let edit = change.and_then(|(change, by)| ProteinEdit::canonical(change, by));
                (single, model, protein, edit)
            })
            .collect();
        let singles: Vec<Facts<'_>> = singles
            .iter()
            .map(|(consequence, model, protein, protein_edit)| Facts {
                consequence,
                edit: None,
                transcript: model.map(|model| &**model),
                protein: *protein,
                protein_edit: protein_edit.as_ref(),
            })
            .collect();
        let met = |effect| {
            let mut hits = match_gene(&self.table, gene, &facts, &singles, effect);
            if let Some(edit) = edit {
                known_allele::add(self, gene, edit, &facts, &mut hits);
            }
            hits
        };
        let mut hits = met(Effect::Unknown);
        let known = known_change::facts(self, gene, edit, &facts);
        let is_defined = !change_effects::of_gene(gene).is_empty();
        if hits.is_empty() && known.is_empty() && !may_drive(first) && !is_defined {
            return None;
        }
        let role = self.genes.get(gene).map(|gene| gene.role).unwrap_or_default();
        let all: Vec<Facts<'_>> = facts.iter().chain(&singles).copied().collect();
        let asked =
            Known { table: &self.table, gene, role, views: &all, hits: &hits, facts: &known };
        let (state, outside) = (asked.state(), asked.outside());
        if state.effect.alters() {
            hits = met(state.effect);
        }
        let bounded = |hit: &mut ProfileHit| {
            let is_of_gene = matches!(
                hit.hit.need,
                Some(Need::Driver | Need::DriverInStretch | Need::Activating)
            );
            if let Some(outside) = outside.filter(|_| is_of_gene) {
                hit.hit.need = Some(outside);
            }
        };
        hits.iter_mut().for_each(bounded);
        let is_driver = || {
            known.iter().any(|fact| fact.is_driver(role))
                || state.is_defined_driver(role)
                || role.is_suppressor() && may_drive(first)
        };
        let matters = !hits.is_empty() || is_driver();
        Some((Met { hits, facts: known, state }, matters))
    }

    /// Whether any table speaks of changes of the gene.
    pub(crate) fn names(&self, gene: &str) -> bool {
        self.table.profiles_of_gene(gene).next().is_some()
            || !KnownAlleles::embedded_of(gene).is_empty()
            || self.alleles.is_some_and(|alleles| !alleles.of_gene(gene).is_empty())
            || self.oncogenicity.has_gene(gene)
            || !change_effects::of_gene(gene).is_empty()
    }

    /// Whether a change that meets nothing matters all the same: it may restore another one, it denies
    /// that its gene is of the wild type where a profile asks for that, or it leaves open whether a
    /// gene that immunotherapy rests on is intact.
    pub(crate) fn may_matter(&self, consequence: &TranscriptConsequence) -> bool {
        let gene = &*consequence.gene;
        let is_wild_type =
            |part: &Component| part.alteration == Alteration::Wildtype && part.gene == gene;
        let profiles = || self.table.profiles_of_gene(gene);
        reversion::may_be_part(&self.table, consequence)
            || consequence.is_nonsynonymous()
                && (immunotherapy::is_gene(gene)
                    || profiles().any(|entry| entry.profile().any(&is_wild_type)))
    }
}

/// Whether the change may take the function of its gene by what it is.
fn may_drive(consequence: &TranscriptConsequence) -> bool {
    component::is_inactivating(consequence) || consequence.last_exon_base
}
