//! Evidence that points both ways for one therapy in the patient's tumour.

use std::collections::BTreeMap;

use crate::model::evidence::Direction;
use crate::model::finding::Finding;
use crate::model::side::Side;
use crate::model::tumor_type::TumorRelation;

use crate::model::regimen;

/// One sentence for each regimen that has support for sensitivity and for resistance, or support
/// and refutation of sensitivity, among items that apply to the tumour type.
pub fn conflicts(finding: &Finding) -> Vec<String> {
    #[derive(Default)]
    struct Sides<'f> {
        sensitive: Vec<&'f str>,
        against: Vec<&'f str>,
        name: String,
        /// Whether either side sets a level: evidence that sets none has nothing to contradict.
        is_called: bool,
    }
    let mut by_regimen: BTreeMap<String, Sides<'_>> = BTreeMap::new();
    for (_, graded) in finding.evidence() {
        if !graded.relation.is_none_or(TumorRelation::is_match) {
            continue;
        }
        let supports = graded.evidence.direction == Direction::Supports;
        for name in regimen::regimens(&graded.evidence) {
            let sides = by_regimen.entry(regimen::key(&name)).or_default();
            match (graded.side, supports) {
                (Side::Sensitive, true) => sides.sensitive.push(graded.evidence.id),
                (Side::Sensitive, false) | (Side::Resistant, true) => {
                    sides.against.push(graded.evidence.id);
                }
                _ => {}
            }
            sides.name = name;
            sides.is_called |= graded.level.is_some();
        }
    }
    by_regimen
        .into_values()
        .filter(|sides| sides.is_called && !sides.sensitive.is_empty() && !sides.against.is_empty())
        .map(|sides| {
            format!(
                "conflict for {}: {} against {}",
                sides.name,
                sides.sensitive.join(","),
                sides.against.join(",")
            )
        })
        .collect()
}
