//! Combinations of which the sample shows a part.

use maud::{Markup, html};

use super::document::{Document, Profile};
use super::words::{counted, plain};

fn rows(of: &[&Profile]) -> Markup {
    html! {
        @for profile in of {
            tr {
                th scope="row" { (profile.profile) }
                td { (profile.met_by.join(", ")) }
                td {
                    @for (index, awaited) in profile.waits_for.iter().enumerate() {
                        @if index > 0 { "; " }
                        (awaited.condition) " (" (plain(&awaited.assay)) ")"
                    }
                }
            }
        }
    }
}

/// Combinations that hold, and those that wait for a test; those that do not hold are counted.
pub(super) fn part(document: &Document) -> Markup {
    let with = |holds: &str| -> Vec<&Profile> {
        document.profiles.iter().filter(|profile| profile.holds == holds).collect()
    };
    let (holding, waiting, refuted) = (with("yes"), with("conditional"), with("no").len());
    html! {
        @if !document.profiles.is_empty() {
            section #combinations.screen aria-labelledby="combinations-title" {
                h2 #combinations-title { "Combinations" }
                p {
                    (counted(holding.len(), "combination holds", "combinations hold")) ", "
                    (waiting.len()) " would hold if a further test showed the rest, "
                    (counted(refuted, "does not hold", "do not hold")) "."
                }
                @if holding.len() + waiting.len() > 0 {
                    details {
                        summary { "What holds, and what waits for a test" }
                        div.scroll tabindex="0" role="group" aria-label="Table of combinations" {
                            table {
                                caption { "Combinations of changes that evidence speaks of, and of which the sample shows a part." }
                                thead { tr {
                                    th scope="col" { "Combination" } th scope="col" { "Shown by" } th scope="col" { "Waits for" }
                                } }
                                tbody { (rows(&holding)) (rows(&waiting)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
