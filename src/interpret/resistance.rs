//! Resistance on target: what one change of a gene makes fail, whatever another change of the gene
//! makes work.
//!
//! A statement on a fusion, an exon or an activating change is on tumours with that change alone. One on
//! a resistance change is on tumours with both: it is the more specific one of a sample that has both.

use crate::knowledge::therapies::Therapies;
use crate::model::change_state::Effect;
use crate::model::finding::{Finding, GradedEvidence, Overruled, ProfileMatch};
use crate::model::gene_name::GeneName;
use crate::model::regimen;
use crate::model::side::Side;

use super::precedence::without_level;
use super::said::{self, CASES, Drug, STUDY, Said, targeted};

/// The rank down to which a statement names a change, by its residue at least.
const NAMED: u8 = 1;
/// The rank down to which a statement speaks of an exon or a stretch at least.
const STRETCH: u8 = 2;

/// What is known of a change that makes drugs on its gene fail.
#[derive(Debug, Clone)]
pub struct Resistance<'k> {
    gene: GeneName,
    /// The change: `ABL1 T315I`.
    change: String,
    /// Whether it is known for nothing else: then every statement on it is on a second change.
    is_only_resistant: bool,
    /// Statements that name it, or its exon.
    said: Vec<Said<'k>>,
}

impl<'k> Resistance<'k> {
    /// Returns what clinical evidence that names the change makes fail, of a change to the sequence of
    /// one gene. `None` where there is none.
    pub fn of(finding: &Finding<'k>) -> Option<Self> {
        let said: Vec<Said<'k>> = finding
            .matches
            .iter()
            .filter(|matched| said::rank(matched.match_type) <= STRETCH)
            .flat_map(|matched| matched.evidence.iter().map(|item| Said::of(matched, item)))
            .filter(|said| said.counts && said.strength <= CASES)
            .collect();
        let resists = said.iter().any(|said| said.side == Side::Resistant);
        (resists && finding.change.structural().is_none()).then(|| Self {
            gene: finding.consequence.gene.clone(),
            change: finding.name(),
            is_only_resistant: finding.state.effect == Effect::ResistanceOnly,
            said,
        })
    }

    /// Returns the change: `ABL1 T315I`.
    pub fn change(&self) -> &str {
        &self.change
    }

    /// Returns the statement that makes `drug` fail whatever `other` says, if there is one.
    ///
    /// Reports of a few patients with the same tumour are enough against a statement on a fusion, an exon
    /// or a gene, and on a change known for resistance alone. Else it takes a study: of another tumour, or
    /// against what names a change. What speaks of the exon of the resistance change must be a study of the
    /// same tumour, against what speaks of no more than an exon.
    fn against(&self, other: &Said<'_>, drug: &str) -> Option<&Said<'k>> {
        let is_defended = |by: &Said| self.said.iter().any(|said| said.defends(by, drug));
        self.said.iter().find(|by| {
            let is_study = by.strength <= STUDY;
            let is_second = other.rank > NAMED || self.is_only_resistant;
            let is_enough = match (by.rank <= NAMED, by.is_here, is_second) {
                (true, true, true) => true,
                (true, true, false) | (true, false, true) => is_study,
                (false, true, _) => is_study && other.rank > NAMED,
                (_, false, _) => false,
            };
            by.side == Side::Resistant && is_enough && by.speaks_of(drug) && !is_defended(by)
        })
    }

    /// Returns whether another change is known for the very same: then what one of the two overrules,
    /// the other overrules too.
    pub fn is_alike(&self, other: &Self) -> bool {
        self.gene == other.gene
            && self.is_only_resistant == other.is_only_resistant
            && self.said == other.said
    }

    /// Returns whether a profile that `finding` meets asks for the resistance change too.
    pub fn is_partner_of(&self, finding: &Finding<'_>) -> bool {
        finding.matches.iter().any(|matched| self.is_partner(matched))
    }

    /// Takes the levels of what `finding`, another change of the gene, makes work and one of
    /// `resistances`, the first that does, makes fail: of each regimen every drug that targets the gene
    /// must be spoken against. What is said of both changes together stands.
    pub fn overrule(resistances: &[&Self], finding: &mut Finding<'k>, drugs: &Therapies<'_>) {
        for matched in &mut finding.matches {
            let said: Vec<Said<'k>> =
                matched.evidence.iter().map(|item| Said::of(matched, item)).collect();
            for resistance in resistances {
                if resistance.is_partner(matched) {
                    continue;
                }
                let items = matched.evidence.iter_mut().zip(&said);
                for (item, own) in items.filter(|(item, _)| item.side == Side::Sensitive) {
                    resistance.overrule_item(item, own, drugs);
                }
            }
        }
    }

    fn overrule_item(&self, item: &mut GradedEvidence<'k>, own: &Said<'k>, drugs: &Therapies<'_>) {
        let Some(level) = item.level else { return };
        let names = regimen::regimens(&item.evidence);
        for (regimen, name) in own.regimens().zip(names) {
            let mut each = self.on_target(regimen, drugs).into_iter();
            let by = each.next().and_then(|drug| self.against(own, drug));
            let is_told = item.overruled.iter().any(|other| other.regimen == name);
            if let Some(by) = by
                && each.all(|drug| self.against(own, drug).is_some())
                && !is_told
            {
                let change = Some(self.change.clone());
                item.overruled.push(Overruled { regimen: name, by: by.id, level, change });
            }
        }
        without_level(item, "no level: overruled by a resistance change of the gene");
    }

    /// Whether the profile asks for the resistance change too.
    fn is_partner(&self, matched: &ProfileMatch<'_>) -> bool {
        matched.partners.iter().any(|partner| {
            let rest = partner.strip_prefix(self.change.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(" ("))
        })
    }

    /// The drugs of a regimen that target the gene, where any is known to; else all but chemotherapy.
    fn on_target<'r>(&self, regimen: &'r [Drug<'_>], drugs: &Therapies<'_>) -> Vec<&'r str> {
        let hits = |drug: &&str| {
            let targets_gene = |target: &str| self.gene.genes().any(|gene| gene == target);
            drugs.get(drug).is_some_and(|therapy| therapy.targets().any(targets_gene))
        };
        let on_target: Vec<&str> = regimen.iter().map(|(name, _)| *name).filter(hits).collect();
        if on_target.is_empty() { targeted(regimen).collect() } else { on_target }
    }
}
