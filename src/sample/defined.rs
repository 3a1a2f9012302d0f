//! Which tumour types that a biomarker defines the sample is of.

use crate::knowledge::definitions;
use crate::knowledge::evidence::Statements;
use crate::matching::candidate::Candidate;
use crate::matching::named;
use crate::model::profile::{Alteration, Component, CopyNumberClass};
use crate::model::tumor_type::TumorType;
use crate::sample::stated::{Stated, truth};

/// What tells the biomarkers of a sample.
#[derive(Clone, Copy)]
pub(super) struct OfSample<'s> {
    /// Its variants.
    pub(super) candidates: &'s [Candidate<'s>],
    /// The profiles that they meet; opened when a variant asks.
    pub(super) table: &'s Statements<'s>,
    /// What is stated beside them.
    pub(super) stated: &'s Stated<'s>,
}

impl OfSample<'_> {
    /// Returns `tumor` with every type that a biomarker defines and that the sample is known to be,
    /// or not to be.
    pub(super) fn defining(self, tumor: &TumorType) -> TumorType {
        let known = definitions::all().iter().filter_map(|definition| {
            let is_there = |component: &Component| {
                self.status(component).or_else(|| self.shows(component).then_some(true))
            };
            Some((definition.id, truth(&definition.profile, &is_there)?))
        });
        TumorType { defined: known.collect(), ..tumor.clone() }
    }

    /// Returns whether `component` is there, where that is stated, or follows from the variants: a
    /// tumour with ERBB2 amplified is positive by in-situ hybridisation, so not negative.
    pub(super) fn status(self, component: &Component) -> Option<bool> {
        self.stated.says(component).or_else(|| {
            let is_negative = component.gene == "ERBB2"
                && matches!(&component.alteration, Alteration::Expression(text)
                    if text.eq_ignore_ascii_case("Negative Expression"));
            let amplified = || Component {
                gene: "ERBB2".to_owned(),
                alteration: Alteration::CopyNumber(CopyNumberClass::Amplification),
            };
            (is_negative && self.shows(&amplified())).then_some(false)
        })
    }

    /// Whether a variant of the sample is, or stands for, `component`.
    fn shows(self, component: &Component) -> bool {
        self.candidates.iter().filter(|candidate| candidate.withheld.is_none()).any(|candidate| {
            let consequence = &candidate.consequence;
            let mut genes = consequence.gene.genes();
            if !component.gene.is_empty() && !genes.any(|gene| gene == component.gene) {
                return false;
            }
            if component.alteration == Alteration::Mutation {
                return *consequence.gene == *component.gene
                    && candidate.alters()
                    && candidate.change.structural().is_none();
            }
            candidate.met.hits.iter().any(|hit| {
                let profile = self.table.profile(hit.profile);
                profile
                    .components()
                    .get(hit.component)
                    .is_some_and(|met| named::compare(met, component).is_some())
            })
        })
    }
}
