//! Labels against themselves and against what else is known: faults that tables of label facts have.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::evidence::EvidenceTable;
use crate::knowledge::ontology::Ontology;
use crate::knowledge::therapies::Therapies;
use crate::knowledge::withdrawals;
use crate::model::evidence::{Direction, Evidence, Significance, Source};
use crate::model::profile::{Alteration, Component, Partner, Profile};
use crate::model::source_level::SourceLevel;

use super::problem::{Kind, Problem, ids, statements};

/// So many other statements of a label on a disease make a gene that only one names look foreign.
const OTHERS: usize = 3;

/// Notes every statement whose drugs, gene or disease cannot be the label's, or that was withdrawn.
pub(super) fn check(table: &EvidenceTable<'_>, problems: &mut BTreeSet<Problem>) {
    let mut labels: Vec<(Evidence<'_>, BTreeSet<&str>)> = Vec::new();
    for entry in table.profiles() {
        let genes = asked_genes(entry.profile());
        for evidence in entry.evidence().into_iter().filter(|e| e.source == Source::Fda) {
            labels.push((evidence, genes.clone()));
        }
    }
    for (evidence, _) in &labels {
        problems.extend(foreign_drug(evidence));
    }
    foreign_genes(&labels, problems);
    other_diseases(table, &labels, problems);
    withdrawn(table, problems);
}

/// Returns a problem where the therapies lack the label's own drug, as its brand names it.
fn foreign_drug(evidence: &Evidence<'_>) -> Option<Problem> {
    let (_, rest) = evidence.citation.as_str().split_once('(')?;
    let (brand, _) = rest.split_once(',')?;
    let own = Therapies::embedded().get(brand)?.name;
    let is_own = |drug| Therapies::embedded().get(drug).is_some_and(|therapy| therapy.name == own);
    (!evidence.drugs().any(is_own)).then(|| Problem {
        kind: Kind::ForeignDrug,
        subject: format!("{} {}", evidence.id, evidence.therapies),
        detail: format!("{}: the drug of {brand} is {own}", evidence.profile),
        statements: statements([evidence]),
    })
}

/// Notes a gene that one statement of a label names, where its other statements on that disease
/// name others.
fn foreign_genes(labels: &[(Evidence<'_>, BTreeSet<&str>)], problems: &mut BTreeSet<Problem>) {
    let mut groups: BTreeMap<_, Vec<&(Evidence<'_>, BTreeSet<&str>)>> = BTreeMap::new();
    for label in labels.iter().filter(|(_, genes)| !genes.is_empty()) {
        groups.entry((label.0.id, label.0.disease_id)).or_default().push(label);
    }
    for ((id, _), group) in groups.into_iter().filter(|(_, group)| group.len() > OTHERS) {
        for (at, (evidence, genes)) in group.iter().enumerate() {
            let mut others = group.iter().enumerate().filter(|(other, _)| *other != at);
            if others.all(|(_, (_, other))| other.is_disjoint(genes)) {
                let genes: Vec<&str> = genes.iter().copied().collect();
                problems.insert(Problem {
                    kind: Kind::ForeignGene,
                    subject: format!("{id} {}", genes.join(",")),
                    detail: format!(
                        "{}: no other of the {} statements on {}",
                        evidence.profile,
                        group.len(),
                        evidence.disease
                    ),
                    statements: statements([evidence]),
                });
            }
        }
    }
}

/// Returns what CIViC validates of the drugs and gene of a label, in diseases that the label does
/// not name.
fn other_diseases(
    table: &EvidenceTable<'_>,
    labels: &[(Evidence<'_>, BTreeSet<&str>)],
    problems: &mut BTreeSet<Problem>,
) {
    for entry in table.profiles() {
        let genes = asked_genes(entry.profile());
        for item in entry.evidence().iter().filter(|e| is_validated(e)) {
            let drugs = drugs_of(item);
            let same: Vec<&Evidence<'_>> = labels
                .iter()
                .filter(|(label, of)| !of.is_disjoint(&genes) && drugs_of(label) == drugs)
                .map(|(label, _)| label)
                .collect();
            if same.is_empty() || same.iter().any(|label| are_related(label, item)) {
                continue;
            }
            problems.insert(Problem {
                kind: Kind::LabelDisease,
                subject: format!("{} {}", ids(same.iter().copied()), item.therapies),
                detail: format!(
                    "{}: {} in {}, {} says {}",
                    entry.text, item.therapies, same[0].disease, item.id, item.disease
                ),
                statements: statements(same.into_iter().chain([item])),
            });
        }
    }
}

fn is_validated(evidence: &Evidence<'_>) -> bool {
    evidence.source == Source::Civic
        && evidence.direction == Direction::Supports
        && evidence.significance == Significance::Sensitivity
        && matches!(evidence.level(), SourceLevel::A | SourceLevel::TierIA)
}

/// Returns whether one of two diseases covers the other. A disease that no table has counts as
/// covered.
fn are_related(one: &Evidence<'_>, other: &Evidence<'_>) -> bool {
    let covers = |disease: &str, of: &str| {
        Ontology::embedded()
            .resolve(of)
            .is_ok_and(|tumor| Ontology::embedded().relation(disease, &tumor).is_match())
    };
    let (one, other) = (one.disease_id, other.disease_id);
    one.is_empty() || other.is_empty() || covers(one, other) || covers(other, one)
}

/// Notes withdrawn drugs and indications that a label, or a curated row, still calls effective.
/// Statements of the literature are graded as such.
fn withdrawn(table: &EvidenceTable<'_>, problems: &mut BTreeSet<Problem>) {
    let mut found: BTreeMap<(&str, &str), Vec<Evidence<'_>>> = BTreeMap::new();
    for evidence in table.all() {
        let is_own = matches!(evidence.source, Source::Fda | Source::Curated | Source::User);
        if is_own
            && evidence.significance == Significance::Sensitivity
            && let Some(withdrawal) = withdrawals::of(&evidence)
        {
            found.entry((withdrawal.drug, withdrawal.status)).or_default().push(evidence);
        }
    }
    problems.extend(found.into_iter().map(|((drug, status), withdrawn)| Problem {
        kind: Kind::Withdrawn,
        subject: drug.to_owned(),
        detail: format!("{}: {status}", ids(&withdrawn)),
        statements: statements(&withdrawn),
    }));
}

/// Names of the table of therapies, sorted.
fn drugs_of<'e>(evidence: &Evidence<'e>) -> BTreeSet<&'e str> {
    let known = |drug| Therapies::embedded().get(drug).map_or(drug, |therapy| therapy.name);
    evidence.drugs().map(known).collect()
}

/// Returns the genes of all that a profile asks for. What it rules out is left out.
fn asked_genes(profile: &Profile) -> BTreeSet<&str> {
    let mut genes = BTreeSet::new();
    match profile {
        Profile::Component(Component { gene, alteration }) => {
            if let Alteration::Fusion(five, three) = alteration {
                for partner in [five, three] {
                    if let Partner::Gene(gene, _) = partner {
                        genes.insert(gene.as_str());
                    }
                }
            } else if !gene.is_empty() {
                genes.insert(gene.as_str());
            }
        }
        Profile::And(parts) | Profile::Or(parts) => {
            genes.extend(parts.iter().flat_map(asked_genes));
        }
        Profile::InPhase(_, part) => genes.extend(asked_genes(part)),
        Profile::Not(_) => {}
    }
    genes
}
