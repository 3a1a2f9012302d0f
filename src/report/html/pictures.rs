//! Pictures of the findings, each drawn as part of the page.

use maud::{Markup, html};

use super::document::Document;
use super::draw::Transcripts;
use super::findings::Ranked;
use super::{copies, exons, fractions, lollipop};

/// Draws what there is to draw.
pub(super) fn part(document: &Document, ranked: &Ranked<'_>) -> Markup {
    let transcripts = Transcripts::of(document);
    let figures = html! {
        (fractions::draw(ranked))
        (copies::draw(ranked, &transcripts))
        (exons::draw(ranked, &transcripts))
        (lollipop::draw(ranked, &transcripts))
    };
    html! {
        @if !ranked.order.is_empty() {
            section #pictures aria-labelledby="pictures-title" {
                h2 #pictures-title { "Pictures" }
                (figures)
            }
        }
    }
}
