//! Specific beats generic, drug by drug: what names the change is heard before what speaks of its
//! exon, its class or its gene.

use std::collections::HashMap;

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
    let mut spoken = Spoken::new(&said);
    let items = matches.iter_mut().flat_map(|m| &mut m.evidence);
    for (item, own) in items.zip(&said) {
        let Some(level) = item.level else { continue };
        for (place, regimen) in own.regimens().enumerate() {
            if let Some(by) = spoken.against(own, regimen)
                && let Some(regimen) = regimen::regimens(&item.evidence).into_iter().nth(place)
            {
                item.overruled.push(Overruled { regimen, by: by.id, level, change: None });
            }
        }
        without_level(item, "no level: overruled by a more specific or a stronger statement");
    }
}

/// Statements by the drugs that they speak of: a source may say thousands of things of one change.
struct Spoken<'s, 'k> {
    /// Those that speak of a drug alone.
    alone: HashMap<&'s str, Vec<&'s Said<'k>>>,
    /// Those that speak of drugs given together, by the first of them.
    together: HashMap<&'s str, Vec<&'s Said<'k>>>,
    /// What overrules statements of a side, rank and strength on a drug, as far as it was asked.
    found: HashMap<(Side, u8, u8, &'s str), Option<&'s Said<'k>>>,
}

impl<'s, 'k> Spoken<'s, 'k> {
    fn new(said: &'s [Said<'k>]) -> Self {
        let mut spoken =
            Self { alone: HashMap::new(), together: HashMap::new(), found: HashMap::new() };
        for one in said {
            for regimen in one.regimens() {
                let Some(&(first, _)) = regimen.first() else { continue };
                let list =
                    if regimen.len() == 1 { &mut spoken.alone } else { &mut spoken.together };
                list.entry(first).or_default().push(one);
            }
        }
        spoken
    }

    /// Returns what overrules `own` on a regimen of it: a statement on the same drugs together, or on
    /// each of them but chemotherapy.
    fn against(&mut self, own: &'s Said<'k>, regimen: &'s [Drug<'k>]) -> Option<&'s Said<'k>> {
        let (first, _) = regimen.first()?;
        let together = self.together.get(first).into_iter().flatten();
        together.copied().find(|by| by.overrules_together(own, regimen)).or_else(|| {
            let mut each = targeted(regimen).map(|drug| self.on(own, drug));
            let first = each.next().flatten()?;
            each.all(|by| by.is_some()).then_some(first)
        })
    }

    fn on(&mut self, own: &Said<'_>, drug: &'s str) -> Option<&'s Said<'k>> {
        let said = self.alone.get(drug)?;
        *self.found.entry((own.side, own.rank, own.strength, drug)).or_insert_with(|| {
            // What names the change as one that a drug works for is not spoken against from elsewhere.
            let is_defended = |by: &Said<'_>| said.iter().any(|one| one.defends_here(by, drug));
            said.iter().copied().find(|by| by.overrules(own, drug) && !is_defended(by))
        })
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
