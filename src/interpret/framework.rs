//! Why a finding has its level and its tier: the statement that gives it.

use crate::model::finding::{Finding, Flag, GradedEvidence};
use crate::model::framework::{Derived, Frameworks};
use crate::model::level::AmpTier;
use crate::model::side::Side;
use crate::model::tumor_type::TumorRelation;

/// Returns the grades by scale, each with the statement that it rests on.
pub(super) fn derive(finding: &Finding<'_>) -> Frameworks {
    let level = |side| {
        let level = finding.highest(side)?;
        let grade = level.name();
        first(finding, |item| item.side == side && item.level == Some(level))
            .map(|because| Derived { grade, because })
    };
    let tier = finding.evidence().filter_map(|(_, item)| item.tier).min();
    let amp = if finding.flags.contains(&Flag::Polymorphism) {
        Derived { grade: AmpTier::IV.name(), because: "a common polymorphism".to_owned() }
    } else if let Some((tier, because)) =
        tier.and_then(|tier| Some((tier, first(finding, |item| item.tier == Some(tier))?)))
    {
        Derived { grade: tier.name(), because }
    } else {
        Derived { grade: AmpTier::III.name(), because: "no statement gives a tier".to_owned() }
    };
    Frameworks {
        sensitive: level(Side::Sensitive),
        resistant: level(Side::Resistant),
        amp: Some(amp),
    }
}

/// Returns the statement with the fewest conditions among those wanted, in words.
fn first(finding: &Finding<'_>, wanted: impl Fn(&GradedEvidence<'_>) -> bool) -> Option<String> {
    let items = finding.evidence().filter(|(_, item)| wanted(item));
    let (_, item) = items.min_by_key(|(_, item)| item.conditions.len())?;
    let evidence = &item.evidence;
    let relation = match item.relation {
        None => "no tumor type was given",
        Some(TumorRelation::Same) => "this tumor type",
        Some(TumorRelation::Subtype) => "narrower than this tumor type",
        Some(relation) if relation.covers() => "takes in this tumor type",
        Some(_) => "another tumor type",
    };
    let mut text = format!(
        "{} ({} {}) on {} in {}: {relation}",
        evidence.id,
        evidence.source.name(),
        evidence.source_level,
        evidence.profile,
        evidence.disease
    );
    for note in [item.note].into_iter().filter(|note| !note.is_empty()) {
        text.push_str(&format!("; {note}"));
    }
    if !item.conditions.is_empty() {
        text.push_str(&format!("; if {}", item.conditions.join(" and ")));
    }
    Some(text)
}
