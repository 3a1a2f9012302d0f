//! What a reader must notice of a finding, beside its levels.

use crate::knowledge::chip as chip_list;
use crate::knowledge::hereditary;
use crate::model::change_state::Effect;
use crate::model::consequence::Term;
use crate::model::finding::{Finding, Flag, ProfileMatch, Withheld};
use crate::model::oncogenicity::FactKind;
use crate::model::specimen::Specimen;

use super::finding::Judge;
use super::{chip, conflict, germline, rationale};

/// All tumours of blood cells.
const OF_BLOOD: &str = "CLASS:liquid";
/// The node above all myeloid neoplasms.
const MYELOID: &str = "ONCOTREE:MYELOID";

impl Judge<'_, '_> {
    /// Returns whether the tumour is of blood cells of any kind: there white cells are the disease.
    pub fn is_of_blood(&self) -> bool {
        let relation = |tumor| self.ontology.relation(OF_BLOOD, tumor);
        self.is_myeloid() || self.tumor.is_some_and(|tumor| relation(tumor).is_match())
    }

    /// Whether the tumour is of the blood's own myeloid cells, or may be: there a clone of blood cells
    /// is the disease.
    pub fn is_myeloid(&self) -> bool {
        self.tumor.is_some_and(|tumor| self.ontology.relation(MYELOID, tumor).is_match())
    }

    /// Sets the flags of a judged finding, and puts the sentences of each before what was noted on the way.
    pub(super) fn add_flags(&self, finding: &mut Finding) {
        let mut flags = std::mem::take(&mut finding.flags);
        let c = &finding.consequence;
        let call = &finding.variant.call;
        for (flag, on) in [
            (Flag::RefMismatch, c.ref_mismatch),
            // Where a source knows what the change does, nothing is left to be predicted.
            (
                Flag::PredictedSplice,
                c.last_exon_base && !finding.state.is_defined_driver(finding.gene.role),
            ),
            (Flag::TranscriptNumbering, finding.matches.iter().any(ProfileMatch::is_renumbered)),
            (Flag::OutsideSequence, c.outside_sequence),
            (Flag::ConsequenceFromInput, c.from_input),
            (Flag::Filtered, !finding.variant.passes_filter() || call.sample_filter.is_some()),
            (Flag::FractionDisagrees, call.contradicted_fraction.is_some()),
            (Flag::LowVaf, call.vaf.is_some_and(|vaf| vaf < self.low_fraction)),
            (Flag::Combination, finding.matches.iter().any(|m| !m.partners.is_empty())),
            (
                Flag::Conditional,
                finding.conclusions.regimens.sides().iter().any(|(_, regimens)| {
                    regimens.iter().any(|regimen| !regimen.conditions.is_empty())
                }),
            ),
            (
                Flag::UnknownSignificance,
                matches!(finding.state.effect, Effect::Unknown | Effect::Inactivating)
                    && !finding.state.drives(finding.gene.role)
                    && !finding.matches.is_empty()
                    && finding.change.structural().is_none()
                    && finding.highest_level().is_none()
                    && !finding.flags.contains(&Flag::Pharmacogene),
            ),
        ] {
            if on {
                flags.insert(flag);
            }
        }
        let short = c.protein.as_ref().map(|p| p.short()).unwrap_or_default();
        // The list is one of sequence variants.
        let is_listed = chip_list::matches(&c.gene, &short, c.terms)
            || finding.withheld == Some(Withheld::OfBloodCells);
        // What restores a gene of repair is of the cells that the therapy selected.
        let restores = flags.contains(&Flag::Reversion) || flags.contains(&Flag::PossibleReversion);
        let of_repair = || {
            chip_list::in_plasma(&c.gene).filter(|_| self.specimen == Specimen::Blood && !restores)
        };
        let known = if is_listed { Some(chip::LISTED) } else { of_repair() };
        if !c.terms.has(Term::ExonLoss)
            && !self.is_myeloid()
            && let Some(reason) = known.and_then(|known| chip::reason(call, self.specimen, known))
        {
            flags.insert(Flag::Chip);
            finding.rationale.push(reason);
        }
        if let Some(gene) = hereditary::of(&finding.consequence.gene) {
            let named =
                |tumor| gene.tumors().any(|id| self.ontology.relation(id, tumor).is_match());
            let is_named = self.tumor.map(named);
            if let Some(found) = germline::suspicion(finding, &gene, is_named, self.content, &flags)
            {
                if found.is_flagged {
                    flags.insert(Flag::GermlineSuspect);
                }
                finding.rationale.push(found.reason);
            }
        }
        let conflicts = conflict::conflicts(finding);
        if !conflicts.is_empty() {
            flags.insert(Flag::Conflict);
        }
        let hotspots_were_read = self.oncogenicity.count(FactKind::Hotspot) > 0;
        let mut sentences = rationale::sentences(finding, conflicts, hotspots_were_read);
        sentences.append(&mut finding.rationale);
        finding.rationale = sentences;
        finding.flags = flags;
    }
}
