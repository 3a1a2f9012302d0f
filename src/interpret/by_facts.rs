//! Statements that rest on what is stated of the sample, and on no variant of it.

use std::collections::BTreeSet;

use crate::model::conclusion::Regimens;
use crate::model::evaluation::Condition;
use crate::model::evidence::{Evidence, Source};
use crate::model::finding::GradedEvidence;
use crate::model::immunotherapy::Inhibitor;
use crate::model::profile::ProfileId;
use crate::model::therapy::TherapyClass;
use crate::model::tumor_type::TumorRelation;

use super::finding::Judge;
use super::{conclude, grade};

impl<'k> Judge<'k, '_> {
    /// Judges the statements on a profile that holds without a variant, as far as `unseen` does.
    pub fn on_profile(&self, profile: ProfileId, unseen: &[Condition]) -> Vec<GradedEvidence<'k>> {
        let judged = |evidence: Evidence<'k>| {
            let relation = self.tumor.map(|tumor| self.relation(&evidence, tumor));
            let hold = match unseen.is_empty() || evidence.source == Source::Fda {
                true => grade::Hold::None,
                false => grade::Hold::Unseen,
            };
            let mut conditions: Vec<String> =
                unseen.iter().map(|unseen| unseen.text.clone()).collect();
            if relation == Some(TumorRelation::Subtype) {
                conditions.push(format!("the tumor is {}", evidence.disease));
            }
            let class = |drug| self.therapies.get(drug).and_then(|therapy| therapy.class);
            let classes = evidence.drugs().map(class).collect();
            GradedEvidence { conditions, classes, ..grade::grade(evidence, relation, hold) }
        };
        self.table.evidence(profile).into_iter().map(judged).collect()
    }

    /// Returns whether `id` is a disease whose statements are on the tumour type of the run. Without
    /// one, every disease is.
    pub fn concerns(&self, id: &str) -> bool {
        self.tumor.is_none_or(|tumor| self.ontology.relation(id, tumor).is_match())
    }

    /// Returns what the checkpoint inhibitors among the drugs of `regimens` bind.
    pub fn inhibitors(&self, regimens: &Regimens) -> BTreeSet<Inhibitor> {
        let sides = regimens.sides();
        let names = sides.iter().flat_map(|(_, regimens)| regimens.iter());
        let drugs = names.flat_map(|regimen| regimen.name.split(" + "));
        let known = drugs.filter_map(|drug| self.therapies.get(drug));
        let checkpoint = Some(TherapyClass::ImmuneCheckpointInhibitor);
        known
            .filter(|therapy| therapy.class == checkpoint)
            .flat_map(|therapy| {
                therapy.targets().filter_map(Inhibitor::of_target).collect::<Vec<_>>()
            })
            .collect()
    }
}

/// Returns the regimens with a checkpoint inhibitor that judged items give a level.
pub fn checkpoint(items: &[GradedEvidence<'_>]) -> Regimens {
    let checkpoint = TherapyClass::ImmuneCheckpointInhibitor;
    conclude::ranked(&cited(items), |classes| classes.contains(&checkpoint))
}

/// Returns all regimens that judged items give a level.
pub fn regimens(items: &[GradedEvidence<'_>]) -> Regimens {
    conclude::ranked(&cited(items), |_| true)
}

/// Returns the items that give a level, the highest first, of one level those without conditions.
fn cited<'i, 'k>(items: &'i [GradedEvidence<'k>]) -> Vec<&'i GradedEvidence<'k>> {
    let mut cited: Vec<_> = items.iter().filter(|graded| graded.level.is_some()).collect();
    cited.sort_by_key(|graded| (graded.level, !graded.conditions.is_empty()));
    cited
}
