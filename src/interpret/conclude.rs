//! From judged evidence to what a finding calls: regimens by level, checkpoint therapy, what it rests on.

use std::collections::BTreeSet;

use crate::model::conclusion::{Conclusions, RankedRegimen, Regimens};
use crate::model::finding::{Finding, GradedEvidence};
use crate::model::regimen;
use crate::model::side::Side;
use crate::model::therapy::TherapyClass;

/// Returns what the evidence of `finding` comes to.
pub(super) fn conclusions<'k>(finding: &Finding<'k>) -> Conclusions<'k> {
    let cited = cited(finding);
    let checkpoint = TherapyClass::ImmuneCheckpointInhibitor;
    let best = cited.first().and_then(|graded| graded.relation);
    let known = || finding.known_facts();
    let ids = cited.iter().map(|graded| graded.evidence.id).chain(known().map(|fact| fact.id));
    let citations = cited.iter().map(|graded| graded.evidence.citation.as_str());
    Conclusions {
        regimens: ranked(&cited, |_| true),
        checkpoint: ranked(&cited, |classes| classes.contains(&checkpoint)),
        classes: cited.iter().flat_map(|graded| graded.classes.iter().flatten().copied()).collect(),
        relation: best
            .or_else(|| finding.evidence().filter_map(|(_, graded)| graded.relation).min()),
        evidence: unique(ids),
        citations: unique(citations.chain(known().flat_map(|fact| fact.citation.each()))),
        ..Conclusions::default()
    }
}

/// Returns the items that give a level, the highest first, of one level those with the fewest conditions.
fn cited<'f, 'k>(finding: &'f Finding<'k>) -> Vec<&'f GradedEvidence<'k>> {
    let items = finding.evidence().map(|(_, graded)| graded);
    let mut items: Vec<_> = items.filter(|graded| graded.level.is_some()).collect();
    items.sort_by_key(|graded| (graded.level, graded.conditions.len()));
    items
}

/// Returns each regimen with its best level, where the classes of its drugs are `wanted`.
pub(super) fn ranked(
    cited: &[&GradedEvidence<'_>],
    wanted: impl Fn(&[TherapyClass]) -> bool,
) -> Regimens {
    let of = |side| {
        let mut keys = BTreeSet::new();
        let mut best = Vec::new();
        for graded in cited.iter().filter(|graded| graded.side == side) {
            let Some(level) = graded.level else { continue };
            let names = regimen::regimens(&graded.evidence);
            let classes = classes_of(graded, names.len());
            // A drug of several names is one drug.
            let one_names = regimen::of_drugs(graded.evidence.interaction, graded.one_names());
            for ((name, classes), one_name) in names.into_iter().zip(classes).zip(one_names) {
                let is_overruled = graded.overruled.iter().any(|other| other.regimen == name);
                if !is_overruled && wanted(&classes) && keys.insert(regimen::key(&one_name)) {
                    let conditions = graded.conditions.clone();
                    let by = graded.evidence.id.to_owned();
                    best.push(RankedRegimen { name, level, classes, conditions, by });
                }
            }
        }
        best
    };
    Regimens { sensitive: of(Side::Sensitive), resistant: of(Side::Resistant) }
}

/// Returns the classes of each regimen of an item: all of its drugs for a combination, one drug's
/// for an alternative.
fn classes_of(graded: &GradedEvidence, regimens: usize) -> Vec<Vec<TherapyClass>> {
    let each: Vec<_> = graded.classes.iter().map(|class| class.iter().copied().collect()).collect();
    if regimens == each.len() {
        each
    } else {
        vec![graded.classes.iter().flatten().copied().collect()]
    }
}

/// Returns each value once, in first-seen order, without empty ones.
fn unique<'k>(values: impl Iterator<Item = &'k str>) -> Vec<&'k str> {
    let mut seen = BTreeSet::new();
    values.filter(|value| !value.is_empty() && seen.insert(*value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interpret::grade::{Hold, grade};
    use crate::knowledge::evidence::EvidenceTable;

    /// Rows of drugs, interaction, effect and source level, judged without a tumour type; a drug
    /// whose name ends in `mab` is a checkpoint inhibitor.
    fn judged(rows: &[[&str; 4]]) -> Vec<GradedEvidence<'static>> {
        let header = "genes\tprofile\tid\tsource\tdisease\tdisease_id\ttherapies\tinteraction\t\
            direction\tsignificance\tsource_level\tcitation\trating\tflagged\torigin\n";
        let row = |(number, [drugs, interaction, effect, level]): (usize, &[&str; 4])| {
            format!(
                "BRAF\tBRAF V600E\tEID{number}\tCIViC\tMelanoma\tDOID:1909\t{drugs}\t{interaction}\t\
                 Supports\t{effect}\t{level}\tPMID:1\t4\tfalse\t\n"
            )
        };
        let rows: String = rows.iter().enumerate().map(row).collect();
        let text: &'static str = format!("{header}{rows}").leak();
        let table = Box::leak(Box::new(EvidenceTable::from_text(text, "t").unwrap()));
        let class =
            |drug: &str| drug.ends_with("mab").then_some(TherapyClass::ImmuneCheckpointInhibitor);
        let classed = |evidence: crate::model::evidence::Evidence<'static>| GradedEvidence {
            classes: evidence.drugs().map(class).collect(),
            ..grade(evidence, None, Hold::None)
        };
        let mut items: Vec<_> = table.all().map(classed).collect();
        items.sort_by_key(|item| item.level);
        items
    }

    fn names(regimens: &[RankedRegimen]) -> Vec<String> {
        regimens.iter().map(RankedRegimen::to_string).collect()
    }

    const WORKS: &str = "Sensitivity/Response";

    #[test]
    fn a_regimen_stands_once_by_its_best_level() {
        let items = judged(&[
            ["alpha", "", WORKS, "C"],
            ["Beta;Alpha", "Combination", WORKS, "B"],
            ["alpha;beta", "Combination", WORKS, "D"],
            ["Alpha", "", WORKS, "A"],
            ["gamma", "", "Resistance", "B"],
        ]);
        let regimens = ranked(&items.iter().collect::<Vec<_>>(), |_| true);
        let sensitive = names(&regimens.sensitive);
        assert_eq!(sensitive, ["Alpha [2]", "Beta + Alpha [3A]"]);
        assert_eq!(names(&regimens.resistant), ["gamma [R2]"]);
    }

    #[test]
    fn checkpoint_therapy_is_the_regimens_that_hold_such_a_drug() {
        let items = judged(&[
            ["alpha;onemab", "Substitutes", WORKS, "B"],
            ["alpha;twomab", "Combination", WORKS, "B"],
            ["threemab", "", "Resistance", "B"],
        ]);
        let checkpoint = TherapyClass::ImmuneCheckpointInhibitor;
        let items: Vec<_> = items.iter().collect();
        let regimens = ranked(&items, |classes| classes.contains(&checkpoint));
        assert_eq!(names(&regimens.sensitive), ["onemab [3A]", "alpha + twomab [3A]"]);
        assert_eq!(names(&regimens.resistant), ["threemab [R2]"]);
    }
}
