//! One edit in one gene against the knowledge of that gene.

use std::collections::BTreeSet;

use crate::consequence::Predictor;
use crate::genome::TranscriptStore;
use crate::knowledge::evidence::Statements;
use crate::knowledge::genes::Genes;
use crate::knowledge::oncogenicity::OncogenicityTable;
use crate::knowledge::variants::KnownAlleles;
use crate::matching::component::ComponentMatch;
use crate::matching::gene::ProfileHit;
use crate::matching::named;
use crate::model::allele::SequenceEdit;
use crate::model::assembly::Assembly;
use crate::model::consequence::TranscriptConsequence;
use crate::model::match_type::MatchType;
use crate::model::position::CdsPosition;
use crate::model::profile::{Alteration, Component, Partner};

/// The tables that matching reads.
#[derive(Debug, Clone, Copy)]
pub struct Matcher<'k> {
    /// Assembly of the input.
    pub assembly: Assembly,
    /// Transcripts.
    pub store: &'k TranscriptStore,
    /// Whether coding genes beyond the table of transcripts are looked at too.
    pub every_gene: bool,
    /// Evidence.
    pub table: Statements<'k>,
    /// The user's own known alleles, beside the embedded ones.
    pub alleles: Option<&'k KnownAlleles<'k>>,
    /// Changes that are recurrent or oncogenic.
    pub oncogenicity: &'k OncogenicityTable<'k>,
    /// Genes.
    pub genes: Genes<'static>,
}

impl Matcher<'static> {
    /// Returns the matcher of what is compiled in, without tables of the user's own.
    pub fn embedded(assembly: Assembly) -> Self {
        Self {
            assembly,
            store: TranscriptStore::embedded(),
            every_gene: false,
            table: Statements::Embedded,
            alleles: None,
            oncogenicity: OncogenicityTable::none(),
            genes: Genes::embedded(),
        }
    }
}

impl<'k> Matcher<'k> {
    /// Returns the predictor of consequences on the transcripts that are looked at.
    pub fn predictor(&self) -> Predictor<'k> {
        Predictor::new(self.store, self.assembly).with_every_gene(self.every_gene)
    }

    /// Looks at every coding gene, if `every_gene`.
    #[must_use]
    pub fn with_every_gene(self, every_gene: bool) -> Self {
        Self { every_gene: self.every_gene || every_gene, ..self }
    }

    /// Returns whether a gene may be known of: tables compiled in name genes of the table of transcripts alone,
    /// and the user's own may name any.
    pub fn may_know(&self, gene: &str) -> bool {
        matches!(self.table, Statements::Own(_)) || self.store.has_gene(gene, self.assembly)
    }

    /// Returns the consequences of one edit, grouped as a report shows them. Each group has one
    /// gene, the reported transcript first. A consequence in another reading frame is a group of
    /// its own, because it codes for another protein (CDKN2A: p16 and p14ARF).
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

    /// Returns which base of its codon the edit's first base is, on the consequence's transcript.
    /// `None` where it does not begin in the coding sequence.
    fn frame(&self, edit: &SequenceEdit, consequence: &TranscriptConsequence) -> Option<u32> {
        consequence.codons?;
        let TranscriptConsequence { gene, transcript, .. } = consequence;
        let model = self.store.transcript(gene, transcript, self.assembly)?;
        model.coding_position(edit.start).map(CdsPosition::in_codon)
    }

    /// Profiles whose component is, or stands for, an alteration that is only named.
    pub fn named(&self, component: &Component) -> Vec<ProfileHit> {
        self.meeting(component, named::compare)
    }

    /// Returns the profiles whose component is `component`, stands for it, or follows from it.
    pub fn stated(&self, component: &Component) -> Vec<ProfileHit> {
        let is_suppressor = self.genes.is_suppressor(&component.gene);
        self.meeting(component, |asked, known| {
            named::implies(asked, known, is_suppressor).or_else(|| named::compare(asked, known))
        })
    }

    fn meeting(
        &self,
        component: &Component,
        meets: impl Fn(&Component, &Component) -> Option<MatchType>,
    ) -> Vec<ProfileHit> {
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
                if let Some(match_type) = meets(component, known) {
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
