//! What one edit meets in one gene, rule after rule.

use crate::matching::candidate::Met;
use crate::matching::component;
use crate::matching::facts::Facts;
use crate::matching::gene::match_gene;
use crate::matching::matcher::Matcher;
use crate::matching::{known_allele, known_change, reversion};
use crate::model::allele::SequenceEdit;
use crate::model::consequence::TranscriptConsequence;
use crate::model::profile::{Alteration, Component};
use crate::model::protein_edit::ProteinEdit;

impl Matcher {
    /// What a variant meets. `views` are its consequences on the transcripts of one gene, the
    /// reported one first. `None` where it meets no profile, is no driver by itself, inactivates no
    /// suppressor, nor is predicted to spoil its splicing.
    pub fn matches(
        &self,
        edit: Option<&SequenceEdit>,
        views: &[TranscriptConsequence],
    ) -> Option<Met> {
        let gene = &*views.first()?.gene;
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
        let mut hits = match_gene(self.table, gene, &facts);
        if let Some(edit) = edit {
            known_allele::add(self, gene, edit, &facts, &mut hits);
        }
        let known = known_change::facts(self, gene, edit, &facts);
        let is_driver = || {
            let may_inactivate = facts.first().is_some_and(|facts| {
                component::is_inactivating(facts) || facts.consequence.last_exon_base
            });
            // The gene is looked up only where its role can decide.
            (may_inactivate || !known.is_empty()) && {
                let role = self.genes.get(gene).map(|gene| gene.role).unwrap_or_default();
                known.iter().any(|fact| fact.is_driver(role))
                    || role.is_suppressor() && may_inactivate
            }
        };
        (!hits.is_empty() || is_driver()).then_some(Met { hits, facts: known })
    }

    /// Whether a change that meets nothing matters all the same: it may restore another one, or it
    /// denies that its gene is of the wild type where a profile asks for that.
    pub(crate) fn may_matter(&self, consequence: &TranscriptConsequence) -> bool {
        let gene = &*consequence.gene;
        let is_wild_type =
            |part: &Component| part.alteration == Alteration::Wildtype && part.gene == gene;
        let mut profiles = self.table.profiles_of_gene(gene);
        reversion::may_be_part(self.table, consequence)
            || consequence.is_nonsynonymous()
                && profiles.any(|entry| entry.profile().any(&is_wild_type))
    }
}
