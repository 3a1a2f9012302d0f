//! What one variant of a sample makes work and another makes fail.

use std::collections::BTreeSet;

use crate::model::conclusion::{Conflict, Opposed, RankedRegimen};
use crate::model::finding::{Finding, Flag};
use crate::model::level::Level;
use crate::model::regimen;

/// Finds the conflicts between findings, one for each two of them, and tells both. A regimen is opposed
/// by resistance to any part of it.
pub(super) fn find(findings: &mut [Finding]) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    let mut told: Vec<(usize, String)> = Vec::new();
    for (a, works) in findings.iter().enumerate() {
        for (b, fails) in findings.iter().enumerate() {
            if a == b || is_part(works, fails) || is_part(fails, works) {
                continue;
            }
            let opposed = opposed(works, fails);
            if opposed.is_empty() {
                continue;
            }
            let conflict = Conflict { sensitive: works.name(), resistant: fails.name(), opposed };
            let sentence = conflict.to_string();
            told.extend([a, b].map(|index| (index, sentence.clone())));
            conflicts.push(conflict);
        }
    }
    for (index, sentence) in told {
        let finding = &mut findings[index];
        finding.flags.insert(Flag::Conflict);
        if !finding.rationale.contains(&sentence) {
            finding.rationale.push(sentence);
        }
    }
    conflicts
}

/// Whether `part` is a part of the haplotype that `whole` is.
fn is_part(part: &Finding, whole: &Finding) -> bool {
    part.variant.component_of.is_some() && !whole.variant.parts.is_empty()
}

/// The regimens of `works` that have a claim of weight, with what of `fails` opposes each.
fn opposed(works: &Finding, fails: &Finding) -> Vec<Opposed> {
    let resistant = &fails.conclusions.regimens.resistant;
    if resistant.is_empty() {
        return Vec::new();
    }
    let drugs = |ranked: &RankedRegimen| -> BTreeSet<String> {
        regimen::key(&ranked.name).split(" + ").map(str::to_owned).collect()
    };
    let sensitive = &works.conclusions.regimens.sensitive;
    let weighty = sensitive.iter().filter(|ranked| ranked.level.is_at_least(Level::L3A));
    let opposes = |ranked: &RankedRegimen| {
        let whole = drugs(ranked);
        let by = resistant.iter().find(|other| drugs(other).is_subset(&whole))?;
        Some(Opposed { sensitive: ranked.clone(), resistant: by.clone() })
    };
    weighty.filter_map(opposes).collect()
}
