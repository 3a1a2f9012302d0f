//! One edit in one gene against the knowledge of that gene.

use std::collections::BTreeSet;

use crate::genome::TranscriptStore;
use crate::knowledge::evidence::EvidenceTable;
use crate::knowledge::genes::Genes;
use crate::knowledge::oncogenicity::OncogenicityTable;
use crate::knowledge::variants::KnownAlleles;
use crate::matching::component::{self, ComponentMatch};
use crate::matching::facts::Facts;
use crate::matching::gene::{ProfileHit, match_gene};
use crate::matching::named;
use crate::model::allele::SequenceEdit;
use crate::model::assembly::Assembly;
use crate::model::consequence::TranscriptConsequence;
use crate::model::oncogenicity::FactMatch;
use crate::model::profile::{Alteration, Component, Partner};
use crate::model::protein_edit::ProteinEdit;

use crate::matching::{known_allele, known_change};
use crate::sample::reversion;

/// The tables that matching reads.
#[derive(Debug, Clone, Copy)]
pub struct Matcher {
    /// Assembly of the input.
    pub assembly: Assembly,
    /// Transcripts.
    pub store: &'static TranscriptStore,
    /// Evidence.
    pub table: &'static EvidenceTable<'static>,
    /// The user's own known alleles, beside the embedded ones.
    pub alleles: Option<&'static KnownAlleles<'static>>,
    /// Changes that are recurrent or oncogenic.
    pub oncogenicity: &'static OncogenicityTable<'static>,
    /// Genes.
    pub genes: Genes<'static>,
}

/// What the knowledge says of one edit in one gene.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Met {
    /// Components of profiles that it meets.
    pub hits: Vec<ProfileHit>,
    /// That it is recurrent, oncogenic, or neither.
    pub facts: Vec<FactMatch>,
}

impl Matcher {
    /// What one edit does, in the pieces that are told apart in a report: the consequences in each
    /// gene, the reported transcript first; and beside them each one that reads the gene in another
    /// frame, for it codes for another protein (CDKN2A: p16 and p14ARF).
    pub fn readings<'c>(
        &self,
        edit: &SequenceEdit,
        consequences: &'c [TranscriptConsequence],
    ) -> impl Iterator<Item = &'c [TranscriptConsequence]> {
        consequences.chunk_by(|a, b| a.gene == b.gene).flat_map(move |views| {
            let others = (1..views.len()).filter(|&index| {
                match (self.frame(edit, &views[0]), self.frame(edit, &views[index])) {
                    (Some(reported), Some(other)) => reported != other,
                    _ => false,
                }
            });
            std::iter::once(views).chain(others.map(|index| &views[index..=index]))
        })
    }

    /// Which base of its codon the edit's first base is on the consequence's transcript; `None`
    /// where it does not begin in its coding sequence.
    fn frame(&self, edit: &SequenceEdit, consequence: &TranscriptConsequence) -> Option<u32> {
        consequence.codons?;
        let models = self.store.gene(&consequence.gene, self.assembly);
        let model = models.iter().find(|model| model.accession == consequence.transcript)?;
        let coding = model.cds_in_transcript();
        let coordinate = model.to_transcript(edit.start)?;
        coding.contains(coordinate).then(|| (coordinate - coding.start) % 3)
    }

    /// What a variant meets. `views` are its consequences on the transcripts of one gene, the
    /// reported one first. `None` where it meets no profile, is no driver by itself, inactivates no
    /// suppressor, nor is predicted to spoil its splicing.
    pub fn matches(
        &self,
        edit: Option<&SequenceEdit>,
        views: &[TranscriptConsequence],
    ) -> Option<Met> {
        let gene = &*views.first()?.gene;
        let models = self.store.gene(gene, self.assembly);
        let placed: Vec<_> = views
            .iter()
            .map(|view| {
                let model = models.iter().find(|model| model.accession == view.transcript);
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
        reversion::may_be_part(self, consequence)
            || consequence.is_nonsynonymous()
                && profiles.any(|entry| entry.profile().any(&is_wild_type))
    }

    /// Profiles whose component is, or stands for, an alteration that is only named.
    pub fn named(&self, component: &Component) -> Vec<ProfileHit> {
        let mut genes: BTreeSet<&str> = BTreeSet::from([component.gene.as_str()]);
        if let Alteration::Fusion(five, three) = &component.alteration {
            for partner in [five, three] {
                if let Partner::Gene(gene, _) = partner {
                    genes.insert(gene);
                }
            }
        }
        let mut hits = Vec::new();
        for entry in genes.into_iter().flat_map(|gene| self.table.profiles_of_gene(gene)) {
            for (ordinal, known) in entry.profile().components().into_iter().enumerate() {
                if let Some(match_type) = named::compare(component, known) {
                    let hit = ComponentMatch::plain(match_type);
                    let hit = ProfileHit { profile: entry.id, component: ordinal, hit };
                    if !hits.contains(&hit) {
                        hits.push(hit);
                    }
                }
            }
        }
        hits
    }
}
