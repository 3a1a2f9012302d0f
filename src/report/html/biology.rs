//! Processes of tumour biology that the genes of the findings take part in: research context.

use maud::{Markup, html};

use super::document::Variant;
use super::findings::{Ranked, is_printed};
use super::link::links;
use super::words::plain;

/// Returns a finding of each gene with a process, the most actionable first.
fn genes<'d>(ranked: &Ranked<'d>) -> Vec<&'d Variant> {
    let mut genes: Vec<&Variant> = Vec::new();
    for (_, variant) in ranked.findings().filter(|(_, variant)| !variant.processes.is_empty()) {
        if !genes.iter().any(|of| of.gene == variant.gene) {
            genes.push(variant);
        }
    }
    genes
}

/// Names the processes gene by gene, with the gene sets that say so.
pub(super) fn part(ranked: &Ranked<'_>) -> Markup {
    let genes = genes(ranked);
    let has_minor = ranked.minor() > 0;
    html! {
        @if !genes.is_empty() {
            section #biology aria-labelledby="biology-title" {
                h2 #biology-title { "Biology " small { "research context: no level rests on it" } }
                dl.facts {
                    @for variant in genes {
                        div.minor[has_minor && !is_printed(variant)] {
                            dt { (variant.gene) }
                            dd {
                                @for (index, process) in variant.processes.iter().enumerate() {
                                    @if index > 0 { ", " }
                                    (plain(&process.name))
                                    @if !process.role.is_empty() { " (" (plain(&process.role)) ")" }
                                    span.screen.small { " [" (links(process.sources.iter().map(String::as_str), ", ")) "]" }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
