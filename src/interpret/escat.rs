//! ESCAT: tiers of the table, and the two demotions that may be worked out. The tier is that of a regimen which the
//! finding supports by a statement of its own; nothing is derived from other scales.

use crate::knowledge::escat;
use crate::knowledge::ontology::Ontology;
use crate::model::change_state::Effect;
use crate::model::escat::{EscatCall, EscatRow, EscatTier};
use crate::model::finding::{Finding, GradedEvidence};
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
    let is_left_out =
        |row: &EscatRow| !row.but.is_empty() && ontology.relation(row.but, tumor).covers();
    let mut calls: Vec<EscatCall> = Vec::new();
    for row in rows().filter(|row| !is_left_out(row)) {
        let Some(conditions) = support(finding, row) else { continue };
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

/// Returns on which conditions a statement on the regimen of `row`, in its words, gives the finding a level that is
/// more than a report of cases. The statement with the fewest conditions stands.
fn support<'f>(finding: &'f Finding<'_>, row: &EscatRow) -> Option<&'f [String]> {
    let key = regimen::key(row.regimen);
    finding
        .evidence()
        .map(|(_, graded)| graded)
        .filter(|graded| {
            graded.side == Side::Sensitive
                && graded.level.is_some_and(|level| level < Level::L4)
                && names(graded, row, &key)
        })
        .map(|graded| graded.conditions.as_slice())
        .min_by_key(|conditions| conditions.len())
}

fn names(graded: &GradedEvidence<'_>, row: &EscatRow, key: &str) -> bool {
    let profile = graded.evidence.profile;
    let is_overruled = |name: &str| graded.overruled.iter().any(|other| other.regimen == name);
    (row.within.is_empty() || row.within.split('|').any(|word| profile.contains(word)))
        && regimen::regimens(&graded.evidence)
            .iter()
            .any(|name| regimen::key(name) == key && !is_overruled(name))
}
