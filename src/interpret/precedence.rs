//! Specific beats generic, drug by drug: what names the change is heard before what speaks of its
//! exon, its class or its gene.

use crate::knowledge::therapies::Therapies;
use crate::model::finding::{GradedEvidence, Overruled, ProfileMatch};
use crate::model::regimen;
use crate::model::side::Side;

use super::said::{Said, targeted};

/// Takes the levels of statements that a more specific one of the other side speaks against, in any
/// tumour: of each regimen, every drug but chemotherapy must be spoken against.
pub(super) fn apply(matches: &mut [ProfileMatch<'_>], drugs: &Therapies<'_>) {
    let speaks = |side| {
        let items = || matches.iter().flat_map(|m| &m.evidence);
        items().any(|item| item.side == side)
    };
    if !speaks(Side::Sensitive) || !speaks(Side::Resistant) {
        return;
    }
    let said: Vec<Said<'_>> = matches
        .iter()
        .flat_map(|m| m.evidence.iter().filter_map(|item| Said::of(m, item, drugs)))
        .collect();
    // What names the change as one that a drug works for is not spoken against from elsewhere.
    let is_defended = |by: &Said, drug: &str| said.iter().any(|other| other.defends_here(by, drug));
    for matched in matches.iter_mut() {
        let mut items = std::mem::take(&mut matched.evidence);
        for item in items.iter_mut().filter(|item| item.level.is_some()) {
            let own = Said::plain(matched, item, drugs);
            let by = |drug: &String| {
                said.iter().find(|by| by.overrules(&own, drug) && !is_defended(by, drug))
            };
            let names = regimen::regimens(&item.evidence);
            let level = item.level;
            let overruled = own.regimens.iter().zip(names).filter_map(|(regimen, name)| {
                let together = said.iter().find(|by| by.overrules_together(&own, regimen));
                let by = together.or_else(|| {
                    let each: Option<Vec<&Said<'_>>> =
                        targeted(regimen, drugs).into_iter().map(by).collect();
                    each.and_then(|each| each.first().copied())
                })?;
                Some(Overruled { regimen: name, by: by.id, level: level?, change: None })
            });
            item.overruled = overruled.collect();
            let note = "no level: overruled by a more specific or a stronger statement";
            without_level(item, note);
        }
        matched.evidence = items;
    }
}

/// Takes the level of an item all of whose regimens are overruled.
pub(super) fn without_level(item: &mut GradedEvidence<'_>, note: &'static str) {
    let is_overruled = |name: &String| item.overruled.iter().any(|other| other.regimen == *name);
    if !item.overruled.is_empty() && regimen::regimens(&item.evidence).iter().all(is_overruled) {
        (item.level, item.tier) = (None, None);
        item.note = note;
    }
}
