//! Evidence that points both ways for one therapy in the patient's tumour.

use std::collections::BTreeMap;

use crate::model::finding::{Finding, GradedEvidence, ProfileMatch};
use crate::model::level::Level;
use crate::model::regimen;
use crate::model::side::Side;
use crate::model::tumor_type::TumorRelation;

use super::said;

/// One sentence for each regimen that has a level on both sides, by items that apply to the tumour type
/// and are alike in specificity and strength.
pub fn conflicts(finding: &Finding) -> Vec<String> {
    #[derive(Default)]
    struct Sides<'f> {
        sensitive: Vec<(&'f ProfileMatch<'f>, &'f GradedEvidence<'f>, Level)>,
        resistant: Vec<(&'f ProfileMatch<'f>, &'f GradedEvidence<'f>, Level)>,
        name: String,
    }
    let mut by_regimen: BTreeMap<String, Sides<'_>> = BTreeMap::new();
    for (matched, graded) in finding.evidence() {
        let Some(level) = graded.level else { continue };
        if !graded.relation.is_none_or(TumorRelation::is_match) {
            continue;
        }
        for name in regimen::regimens(&graded.evidence) {
            if graded.overruled.iter().any(|other| other.regimen == name) {
                continue;
            }
            let sides = by_regimen.entry(regimen::key(&name)).or_default();
            match graded.side {
                Side::Sensitive => sides.sensitive.push((matched, graded, level)),
                Side::Resistant => sides.resistant.push((matched, graded, level)),
                Side::Reduced | Side::Neither => {}
            }
            sides.name = name;
        }
    }
    let are_alike = |a: &(&ProfileMatch, &GradedEvidence, Level),
                     b: &(&ProfileMatch, &GradedEvidence, Level)| {
        said::rank(a.0.match_type) == said::rank(b.0.match_type) && a.2.is_about_as_strong_as(b.2)
    };
    let told = |sides: Sides<'_>| {
        let of = |own: &[(&ProfileMatch, &GradedEvidence, Level)],
                  other: &[(&ProfileMatch, &GradedEvidence, Level)]| {
            let ids = own.iter().filter(|a| other.iter().any(|b| are_alike(a, b)));
            ids.map(|(_, graded, _)| graded.evidence.id).collect::<Vec<_>>().join(",")
        };
        let sensitive = of(&sides.sensitive, &sides.resistant);
        let resistant = of(&sides.resistant, &sides.sensitive);
        let is_one = !sensitive.is_empty() && !resistant.is_empty();
        is_one.then(|| format!("conflict for {}: {sensitive} against {resistant}", sides.name))
    };
    by_regimen.into_values().filter_map(told).collect()
}
