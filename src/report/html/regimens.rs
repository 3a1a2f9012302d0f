//! Regimens: as lines of the first page, and as cards of a finding.

use maud::{Markup, html};

use super::document::{Regimen, Variant};
use super::link;
use super::words::{badge, counted, plain};

/// Regimens of a change that are told one by one.
pub(super) const MOST: usize = 5;
/// Cards of a finding that stand open.
const CARDS: usize = 6;

/// What a regimen does for the tumour.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// It works.
    Works,
    /// It fails.
    Fails,
}

impl Effect {
    /// Returns the effect with a sign, since colour is not the only one.
    pub(super) fn word(self) -> Markup {
        match self {
            Self::Works => html! { span.works { span aria-hidden="true" { "▲ " } "sensitivity" } },
            Self::Fails => html! { span.fails { span aria-hidden="true" { "▼ " } "resistance" } },
        }
    }
}

/// Returns `if … and …`, empty without conditions.
pub(super) fn conditions(regimen: &Regimen) -> String {
    match regimen.conditions.as_slice() {
        [] => String::new(),
        conditions => format!("if {}", conditions.join(" and ")),
    }
}

/// Writes the first regimens a line each, and how many more there are, with the way to them.
///
/// What the same change is said to do to the same regimen on the other side stands beside it.
pub(super) fn lines(
    regimens: &[Regimen],
    effect: Effect,
    variant: &Variant,
    more_at: &str,
) -> Markup {
    let more = regimens.len().saturating_sub(MOST);
    let (others, says) = match effect {
        Effect::Works => (&variant.therapies_resistant, "resistance"),
        Effect::Fails => (&variant.therapies_sensitive, "sensitivity"),
    };
    let other = |of: &Regimen| others.iter().find(|other| other.regimen == of.regimen);
    html! {
        ul.regimens {
            @for regimen in regimens.iter().take(MOST) {
                li {
                    (badge(&regimen.level))
                    span.drug {
                        (regimen.regimen)
                        @if !regimen.conditions.is_empty() { " " span.condition { (conditions(regimen)) } }
                        @if let Some(other) = other(regimen) {
                            " " span.condition { "but " (says) " [" (other.level) "] by " (link::link(&other.by)) }
                        }
                    }
                    span.effect { (effect.word()) }
                    span.source { (link::link(&regimen.by)) }
                }
            }
        }
        @if more > 0 {
            p.more { a href=(more_at) { "and " (counted(more, "more regimen", "more regimens")) } }
        }
    }
}

fn card(regimen: &Regimen, effect: Effect) -> Markup {
    html! {
        li.card {
            p.head { (badge(&regimen.level)) " " strong { (regimen.regimen) } }
            p.small { (effect.word()) " · " (link::link(&regimen.by)) }
            @if !regimen.classes.is_empty() {
                p.classes {
                    @for class in &regimen.classes { span.class { (plain(class)) } " " }
                }
            }
            @if !regimen.conditions.is_empty() { p.condition { (conditions(regimen)) } }
        }
    }
}

/// Draws regimens as cards; those past the first stand in one line each, to be opened.
pub(super) fn cards(sensitive: &[Regimen], resistant: &[Regimen]) -> Markup {
    let of = |regimens: &'_ [Regimen], effect: Effect| {
        html! {
            @if !regimens.is_empty() {
                ul.cards {
                    @for regimen in regimens.iter().take(CARDS) { (card(regimen, effect)) }
                }
                @if let Some(rest) = regimens.get(CARDS..).filter(|rest| !rest.is_empty()) {
                    details {
                        summary { (counted(rest.len(), "more regimen", "more regimens")) " (" (match effect {
                            Effect::Works => "sensitivity",
                            Effect::Fails => "resistance",
                        }) ")" }
                        ul.regimens {
                            @for regimen in rest {
                                li {
                                    (badge(&regimen.level))
                                    span.drug {
                                        (regimen.regimen)
                                        @if !regimen.conditions.is_empty() {
                                            " " span.condition { (conditions(regimen)) }
                                        }
                                    }
                                    span.source { (link::link(&regimen.by)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    html! {
        (of(sensitive, Effect::Works))
        (of(resistant, Effect::Fails))
    }
}

/// Names regimens in one line: `Vemurafenib [1]; …`, with conditions.
pub(super) fn named(regimens: &[Regimen]) -> Markup {
    html! {
        @for (index, regimen) in regimens.iter().enumerate() {
            @if index > 0 { "; " }
            (regimen.regimen) " [" (regimen.level) "]"
            @if !regimen.conditions.is_empty() { " " span.condition { (conditions(regimen)) } }
        }
    }
}
