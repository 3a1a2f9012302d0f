//! Evidence drawers: the profiles that a finding meets, each with its items. What two findings have in
//! common is written once.

use std::collections::HashMap;

use maud::{Markup, PreEscaped, html};

use super::document::{Item, Match};
use super::link::{citation, link};
use super::words::{badge, counted, plain};

/// What was written so far.
#[derive(Default)]
pub(super) struct Drawers {
    /// The items of a profile as written, with the finding and the number of the list.
    written: HashMap<String, (String, usize)>,
}

fn item(item: &Item) -> Markup {
    html! {
        tr {
            td { (badge(&item.level)) }
            td {
                (item.regimens.join(" or "))
                @if !item.conditions.is_empty() { p.condition { "if " (item.conditions.join(" and ")) } }
            }
            td {
                @if item.direction != "Supports" { "not: " }
                (item.significance)
            }
            td { (item.disease) }
            td {
                (link(&item.id)) " " (item.source) " " (item.source_level)
                @if !item.citation.starts_with(&item.id) { p.small { (citation(&item.citation)) } }
                @else if item.citation.len() > item.id.len() { p.small { (item.citation[item.id.len()..].trim()) } }
            }
            td.small { (item.why) }
        }
    }
}

/// Items without a level, by the reason for it.
fn without_level(items: &[&Item]) -> Markup {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for item in items {
        match reasons.iter_mut().find(|(why, _)| *why == item.why) {
            Some((_, ids)) => ids.push(&item.id),
            None => reasons.push((&item.why, vec![&item.id])),
        }
    }
    reasons.iter_mut().for_each(|(_, ids)| ids.dedup());
    html! {
        @if !reasons.is_empty() {
            p.small { "Without a level: " }
            ul.why {
                @for (why, ids) in reasons {
                    li { (why) ": " (super::link::links(ids, ", ")) }
                }
            }
        }
    }
}

fn items(matched: &Match) -> Markup {
    let (leveled, rest): (Vec<&Item>, Vec<&Item>) =
        matched.evidence.iter().partition(|item| !item.level.is_empty());
    html! {
        @if !leveled.is_empty() {
            div.scroll tabindex="0" role="group" aria-label={ "Evidence on " (matched.profile) } {
                table {
                    caption { "Items with a level on " (matched.profile) }
                    thead { tr {
                        th scope="col" { "Level" } th scope="col" { "Regimen" } th scope="col" { "Effect" }
                        th scope="col" { "Disease" } th scope="col" { "Source" } th scope="col" { "Why" }
                    } }
                    tbody { @for one in leveled { (item(one)) } }
                }
            }
        }
        (without_level(&rest))
    }
}

impl Drawers {
    /// Writes the drawer of the finding at `at`.
    pub(super) fn of(&mut self, at: usize, name: &str, matches: &[Match]) -> Markup {
        let count: usize = matches.iter().map(|matched| matched.evidence.len()).sum();
        if matches.is_empty() {
            return Markup::default();
        }
        html! {
            details.screen.drawer {
                summary {
                    "Evidence: " (counted(count, "item", "items")) " on "
                    (counted(matches.len(), "profile", "profiles"))
                }
                @for (index, matched) in matches.iter().enumerate() {
                    div.profile {
                        h4 { (matched.profile) " " small { (plain(&matched.match_type)) " level" } }
                        @if !matched.conditions.is_empty() {
                            p.condition { "if " (matched.conditions.join(" and ")) }
                        }
                        @if !matched.note.is_empty() { p.small { (matched.note) } }
                        @if !matched.withheld.is_empty() { p.small { "No level: " (matched.withheld) } }
                        (self.once(at, index, name, matched))
                    }
                }
            }
        }
    }

    /// Writes the items of a profile, or where they are written already.
    fn once(&mut self, at: usize, index: usize, name: &str, matched: &Match) -> Markup {
        let body = items(matched).into_string();
        let id = format!("e{at}-{index}");
        if let Some((owner, first)) = self.written.get(&body) {
            return html! {
                p.small {
                    (counted(matched.evidence.len(), "item", "items")) ", as under "
                    a href={ "#v" (first) } { (owner) }
                }
            };
        }
        if body.len() > 200 {
            self.written.insert(body.clone(), (name.to_owned(), at));
        }
        html! { div id=(id) { (PreEscaped(body)) } }
    }
}
