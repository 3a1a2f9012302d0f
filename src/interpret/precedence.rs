//! Specific beats generic, drug by drug: what names the change is heard before what speaks of its
//! exon, its class or its gene.

use crate::model::finding::{GradedEvidence, Overruled, ProfileMatch};
use crate::model::regimen;
use crate::model::side::Side;

use super::said::{Drug, Said, targeted};

/// Takes the levels of statements that a more specific one of the other side speaks against, in any
/// tumour: of each regimen, every drug but chemotherapy must be spoken against.
pub(super) fn apply(matches: &mut [ProfileMatch<'_>]) {
    let items = || matches.iter().flat_map(|m| m.evidence.iter().map(move |item| (m, item)));
    let speaks = |side| items().any(|(_, item)| item.side == side);
    if !speaks(Side::Sensitive) || !speaks(Side::Resistant) {
        return;
    }
    let said: Vec<Said<'_>> = items().map(|(matched, item)| Said::of(matched, item)).collect();
    // What names the change as one that a drug works for is not spoken against from elsewhere.
    let is_defended = |by: &Said, drug: &str| said.iter().any(|other| other.defends_here(by, drug));
    let items = matches.iter_mut().flat_map(|m| &mut m.evidence);
    for (item, own) in items.zip(&said) {
        let Some(level) = item.level else { continue };
        let by =
            |drug: &str| said.iter().find(|by| by.overrules(own, drug) && !is_defended(by, drug));
        let overruled = |regimen: &[Drug<'_>]| {
            said.iter().find(|by| by.overrules_together(own, regimen)).or_else(|| {
                let mut each = targeted(regimen).map(by);
                let first = each.next().flatten()?;
                each.all(|by| by.is_some()).then_some(first)
            })
        };
        for (place, regimen) in own.regimens().enumerate() {
            if let Some(by) = overruled(regimen)
                && let Some(regimen) = regimen::regimens(&item.evidence).into_iter().nth(place)
            {
                item.overruled.push(Overruled { regimen, by: by.id, level, change: None });
            }
        }
        without_level(item, "no level: overruled by a more specific or a stronger statement");
    }
}

/// Takes the level of an item all of whose regimens are overruled.
pub(super) fn without_level(item: &mut GradedEvidence<'_>, note: &'static str) {
    if item.overruled.is_empty() {
        return;
    }
    let is_overruled = |name: &String| item.overruled.iter().any(|other| other.regimen == *name);
    if regimen::regimens(&item.evidence).iter().all(is_overruled) {
        (item.level, item.tier) = (None, None);
        item.note = note;
    }
}
