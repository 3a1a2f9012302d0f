//! Whether a judged change is an alteration that is only named, as a marker or a biomarker names it.

use crate::knowledge::profile;
use crate::model::change_state::Effect;
use crate::model::finding::{Finding, Flag};
use crate::model::profile::{Alteration, Component};
use crate::model::structural::StructuralKind;

/// What a change says of an alteration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// It is the alteration.
    Yes,
    /// It may be: what it does to the gene is not known.
    Perhaps,
    /// Nothing.
    Nothing,
}

/// Returns what `finding` says of `component`.
pub(super) fn says(finding: &Finding<'_>, component: &Component) -> Says {
    let consequence = &finding.consequence;
    let is_doubtful = finding.withheld.is_some()
        || finding.flags.contains(&Flag::Polymorphism)
        || finding.state.effect == Effect::Benign;
    if is_doubtful || !consequence.gene.genes().any(|gene| gene == component.gene) {
        return Says::Nothing;
    }
    let kind = finding.change.structural().map(|change| change.kind);
    let (effect, is_small) = (finding.state.effect, kind.is_none());
    let of_small = |is: bool| match (is, effect) {
        (true, _) => Says::Yes,
        (false, Effect::Unknown) if is_small && consequence.is_nonsynonymous() => Says::Perhaps,
        _ => Says::Nothing,
    };
    let of = |is: bool| if is { Says::Yes } else { Says::Nothing };
    match &component.alteration {
        Alteration::LossOfFunction => {
            let takes_a_copy = !matches!(kind, Some(StructuralKind::Copies(_)));
            of_small(takes_a_copy && effect == Effect::Inactivating)
        }
        Alteration::GainOfFunction => of_small(is_small && effect == Effect::Activating),
        Alteration::Mutation => of_small(is_small && finding.state.drives(finding.gene.role)),
        Alteration::CopyNumber(class) => of(kind == Some(StructuralKind::Copies(*class))),
        Alteration::Rearrangement(None) => {
            of(matches!(kind, Some(StructuralKind::Rearrangement | StructuralKind::Fusion)))
        }
        Alteration::Protein(change) => {
            of(consequence.protein.as_ref() == Some(change) || is_named(finding, component))
        }
        _ => of(is_named(finding, component)),
    }
}

/// Whether a profile that the change meets by itself is the component.
fn is_named(finding: &Finding<'_>, component: &Component) -> bool {
    let mut matches = finding.matches.iter().filter(|matched| matched.withheld.is_none());
    matches.any(|matched| {
        profile::parse(matched.profile).is_ok_and(|profile| profile.components() == [component])
    })
}
