//! ESCAT: tiers of the table, and the two demotions that may be worked out. The tier is that of a regimen which the
//! finding supports by a statement of its own; nothing is derived from other scales.

use std::cell::LazyCell;
use std::collections::HashMap;

use crate::knowledge::escat;
use crate::knowledge::ontology::Ontology;
use crate::model::change_state::Effect;
use crate::model::escat::{EscatCall, EscatRow, EscatTier};
use crate::model::finding::Finding;
use crate::model::level::Level;
use crate::model::regimen;
use crate::model::side::Side;
use crate::model::tumor_type::{TumorClass, TumorType};

/// Returns the tiers that the regimens of `finding` have in `tumor`, the strongest first. Empty outside solid tumours,
/// and where the table has no row.
pub(super) fn calls(
    finding: &Finding<'_>,
    tumor: &TumorType,
    ontology: &Ontology<'_>,
) -> Vec<EscatCall> {
    if tumor.class != Some(TumorClass::Solid) {
        return Vec::new();
    }
    let genes: Vec<&str> = finding.consequence.gene.genes().collect();
    let rows = || genes.iter().flat_map(|gene| escat::of(gene));
    let is_of_tumor = |row: &EscatRow| ontology.relation(row.tumor, tumor).covers();
    // A tumour that one trial's row leaves out is left out of the regimen, whatever the trial.
    let is_left_out = |row: &EscatRow| {
        let mut same =
            rows().filter(|other| (other.gene, other.regimen) == (row.gene, row.regimen));
        same.any(|row| !row.but.is_empty() && ontology.relation(row.but, tumor).covers())
    };
    let supported = LazyCell::new(|| supported(finding));
    let mut calls: Vec<EscatCall> = Vec::new();
    for row in rows().filter(|row| is_within(finding, row) && !is_left_out(row)) {
        let Some(conditions) = supported.get(&regimen::key(row.regimen)) else { continue };
        let (tier, mut because) = if is_of_tumor(row) {
            (row.tier, format!("{} in {}", row.trial, row.tumor))
        } else {
            let because =
                format!("{} in {} is {}: another tumor", row.trial, row.tumor, row.tier.name());
            (EscatTier::IIIA, because)
        };
        if !conditions.is_empty() {
            because.push_str(&format!("; if {}", conditions.join(" and ")));
        }
        let known = calls.iter_mut().find(|call| call.row.regimen == row.regimen);
        match known {
            Some(call) if call.tier <= tier => {}
            Some(call) => *call = EscatCall { tier, row, because },
            None => calls.push(EscatCall { tier, row, because }),
        }
    }
    let drives = finding.state.effect == Effect::Activating && finding.withheld.is_none();
    if calls.is_empty() && drives {
        let similar = rows().filter(|row| row.has_similar && is_of_tumor(row));
        calls.extend(similar.map(|row| EscatCall {
            tier: EscatTier::IIIB,
            row,
            because: format!(
                "{} in {}: another oncogenic change of {}, without data of its own",
                row.trial, row.tumor, row.gene
            ),
        }));
    }
    calls.sort_by_key(|call| call.tier);
    calls
}

/// Returns whether the change meets a statement of one part that the row means: `EGFR L858R`, not one of several changes
/// of which another is meant.
fn is_within(finding: &Finding<'_>, row: &EscatRow) -> bool {
    let is_single = |profile: &str| !profile.contains(" OR ") && !profile.contains(" AND ");
    row.within.is_empty()
        || finding
            .matches
            .iter()
            .filter(|matched| matched.withheld.is_none() && is_single(matched.profile))
            .any(|matched| row.within.split('|').any(|word| matched.profile.contains(word)))
}

/// Returns the regimens, by their keys, of which a statement gives the finding a level that is more than a report of
/// cases, with its conditions. The statement with the fewest conditions stands.
fn supported<'f>(finding: &'f Finding<'_>) -> HashMap<String, &'f [String]> {
    let mut supported: HashMap<String, &[String]> = HashMap::new();
    for (_, graded) in finding.evidence() {
        if graded.side != Side::Sensitive || graded.level.is_none_or(|level| level >= Level::L4) {
            continue;
        }
        for name in regimen::regimens(&graded.evidence) {
            if graded.overruled.iter().any(|other| other.regimen == name) {
                continue;
            }
            let conditions = graded.conditions.as_slice();
            let fewest = supported.entry(regimen::key(&name)).or_insert(conditions);
            if conditions.len() < fewest.len() {
                *fewest = conditions;
            }
        }
    }
    supported
}
