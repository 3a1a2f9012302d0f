//! The table of findings: sorted, searched and filtered by the reader; ranked without a script too.

use maud::{Markup, html};

use super::document::{Document, Summary, Variant};
use super::words::{badge, capital, counted, flag, percent, plain};

/// The findings of a result in the order of its summary.
pub(super) struct Ranked<'d> {
    /// Places in the list of variants, the best first.
    pub(super) order: Vec<usize>,
    variants: &'d [Variant],
}

impl<'d> Ranked<'d> {
    /// Ranks: what works, what fails, what works elsewhere, drivers, and all others in input order.
    pub(super) fn of(document: &'d Document) -> Self {
        let Summary { therapies, resistances, elsewhere, drivers, .. } = &document.summary;
        let entries = therapies.iter().chain(resistances).chain(elsewhere);
        let ranked = entries.map(|entry| entry.variant);
        let ranked = ranked.chain(drivers.iter().map(|driver| driver.variant));
        let mut is_taken = vec![false; document.variants.len()];
        let mut order = Vec::new();
        for at in ranked.chain(0..document.variants.len()) {
            if document.variants[at].is_finding() && !std::mem::replace(&mut is_taken[at], true) {
                order.push(at);
            }
        }
        Self { order, variants: &document.variants }
    }

    /// Returns how many findings do not stand on paper: few are all printed.
    pub(super) fn minor(&self) -> usize {
        match self.order.len() > FEW {
            true => self.findings().filter(|(_, variant)| !is_printed(variant)).count(),
            false => 0,
        }
    }

    /// Returns the findings with their places.
    pub(super) fn findings(&self) -> impl Iterator<Item = (usize, &'d Variant)> {
        self.order.iter().map(|&at| (at, &self.variants[at]))
    }
}

/// A column of the table: its title, and whether its cells sort as numbers, by words or by level.
const COLUMNS: [(&str, &str); 9] = [
    ("Gene", "text"),
    ("Change", "text"),
    ("Consequence", "text"),
    ("VAF", "number"),
    ("Reads", "number"),
    ("Sensitivity", "level"),
    ("Resistance", "level"),
    ("AMP", "text"),
    ("Oncogenicity", "text"),
];

/// Returns what follows the gene in the name of a finding.
fn change(variant: &Variant) -> &str {
    variant.name.strip_prefix(variant.gene.as_str()).unwrap_or(&variant.name).trim_start()
}

/// Findings up to which a table is printed whole.
const FEW: usize = 25;

/// Returns whether a finding stands on paper, where there are many: it has a level, or drives.
pub(super) fn is_printed(variant: &Variant) -> bool {
    variant.has_level() || matches!(variant.oncogenicity.as_str(), "oncogenic" | "likely_oncogenic")
}

fn row(at: usize, variant: &Variant, is_minor: bool) -> Markup {
    let has_level = variant.has_level();
    html! {
        tr.minor[is_minor] data-levels=(format!("{} {}", variant.highest_sensitive_level, variant.highest_resistance_level))
            data-level=(if has_level { "yes" } else { "no" }) {
            td { (variant.gene) }
            th scope="row" { a href={ "#v" (at) } { (change(variant)) } }
            td { (variant.consequence.first().map(|term| plain(term)).unwrap_or_default()) }
            td.number { @if let Some(vaf) = variant.vaf { (percent(vaf)) } }
            td.number { @if let Some(depth) = variant.depth { (depth) } }
            td { (badge(&variant.highest_sensitive_level)) }
            td { (badge(&variant.highest_resistance_level)) }
            td { (variant.amp_tier) }
            td {
                (capital(&variant.oncogenicity))
                @if !variant.flags.is_empty() {
                    p.notes { (variant.flags.iter().map(|word| flag(word)).collect::<Vec<_>>().join("; ")) }
                }
            }
        }
    }
}

/// Writes the table with its tools.
pub(super) fn part(document: &Document, ranked: &Ranked<'_>) -> Markup {
    let count = ranked.order.len();
    let minor = ranked.minor();
    let others = document.variants.len() - count;
    html! {
        section #findings aria-labelledby="findings-title" {
            h2 #findings-title { "Findings" }
            p {
                @match count {
                    0 => "No findings.",
                    1 => "1 finding.",
                    _ => { (counted(count, "finding", "findings")) ", the most actionable first." }
                }
                @if others > 0 { " " (counted(others, "other variant is", "other variants are")) " in the JSON only." }
                @if !document.unreported.is_empty() {
                    " " (counted(document.unreported.len(), "allele is", "alleles are"))
                    " not reported: part of a combination that does not hold, or below the level asked for."
                }
            }
            @if minor > 0 {
                p.paper.small {
                    "On paper: findings with a level, and oncogenic ones. "
                    (counted(minor, "further finding stands", "further findings stand")) " in the file itself."
                }
            }
            @if count > 0 {
                div #tools.tools hidden {
                    label { "Search " input #search type="search" autocomplete="off"; }
                    label {
                        "Show "
                        select #filter {
                            option value="all" { "all findings" }
                            option value="strong" { "levels 1, 2, 3A, R1, R2" }
                            option value="level" { "with a level" }
                            option value="none" { "without a level" }
                        }
                    }
                    p #shown role="status" {}
                }
                div.scroll tabindex="0" role="group" aria-label="Table of findings" {
                    table #table {
                        caption { "Changes with a statement in the knowledge, ranked as in the summary. Sensitivity, Resistance: the highest level of each." }
                        thead { tr {
                            @for (title, kind) in COLUMNS { th scope="col" data-kind=(kind) { (title) } }
                        } }
                        tbody { @for (at, variant) in ranked.findings() { (row(at, variant, minor > 0 && !is_printed(variant))) } }
                    }
                }
            }
        }
    }
}
