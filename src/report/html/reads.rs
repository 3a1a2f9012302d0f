//! What the sample's own reads show at each target: there, not there down to which fraction, or not known.

use maud::{Markup, html};

use super::document::{Document, Reads, Target, Variant};
use super::words::{capital, counted, plain};
use crate::model::proven::percent;

/// States of a target, with the sign and the name of each.
const STATES: [(&str, &str, &str); 3] = [
    ("DETECTED", "●", "Detected"),
    ("NOT_DETECTED", "○", "Not detected"),
    ("NOT_ASSESSED", "?", "Not assessed"),
];

/// Flags of a variant on which the reads and the input differ, with what is told of them.
const DIFFERENCES: [(&str, &str); 2] = [
    ("not_supported_by_reads", "Called, and the reads do not show it"),
    ("not_called", "Shown by the reads, and not called"),
];

fn with_flag<'d>(document: &'d Document, flag: &str) -> Vec<&'d Variant> {
    let all = document.variants.iter();
    all.filter(|variant| variant.flags.iter().any(|own| own == flag)).collect()
}

/// Returns the target that a variant is, by its place and bases.
fn of_variant<'r>(reads: &'r Reads, variant: &Variant) -> Option<&'r Target> {
    reads.targets.iter().find(|target| {
        Some(target.pos) == variant.pos
            && target.alt == variant.alt
            && target.r#ref == variant.r#ref
            && target.chrom.trim_start_matches("chr") == variant.chrom.trim_start_matches("chr")
    })
}

/// `4 of 1000 fragments, 0.40 %`.
fn counts(unit: &str, target: &Target) -> String {
    let counts = format!("{} of {} {}", target.support, target.usable, units(unit));
    match target.fraction.filter(|_| target.support > 0) {
        Some(fraction) => format!("{counts}, {}", percent(fraction)),
        None => counts,
    }
}

fn units(unit: &str) -> &'static str {
    match unit {
        "duplex" => "duplexes",
        "molecule" => "molecules",
        "fragment" => "fragments",
        _ => "reads",
    }
}

fn differences(document: &Document, reads: &Reads) -> Markup {
    html! {
        @for (flag, title) in DIFFERENCES {
            @let variants = with_flag(document, flag);
            h3 { (title) " " small { (counted(variants.len(), "allele", "alleles")) } }
            @if variants.is_empty() { p.none { "None." } } @else {
                ul.plain {
                    @for variant in variants {
                        li {
                            strong { (variant.name) }
                            @if let Some(target) = of_variant(reads, variant) { ": " (counts(&reads.unit, target)) }
                            @if !variant.withheld.is_empty() { ", no level: " (plain(&variant.withheld)) }
                        }
                    }
                }
            }
        }
    }
}

fn row(unit: &str, target: &Target) -> Markup {
    let state = STATES.iter().find(|(state, ..)| *state == target.status);
    // No word for a state that is not known here.
    let (sign, title) =
        state.map_or(("", target.status.as_str()), |(_, sign, title)| (*sign, *title));
    html! {
        tr {
            th scope="row" { (target.target.replace(',', ", ")) }
            td { (target.chrom) ":" (target.pos) " " (target.r#ref) ">" (target.alt) }
            td {
                span aria-hidden="true" { (sign) " " } (title)
                @if target.status == "NOT_DETECTED" {
                    @if let Some(limit) = target.lod { " (limit of detection " (percent(limit)) ")" }
                }
                @if !target.reason.is_empty() { p.small { (capital(&target.reason)) } }
            }
            td {
                (counts(unit, target))
                @if target.support > 0 {
                    @if let Some((low, high)) = target.interval { p.small { "95 %: " (percent(low)) " to " (percent(high)) } }
                }
            }
            td.small {
                (target.needed) " needed at a background of " (format!("{:.1e}", target.background))
                @if let Some(p) = target.p_value.filter(|_| target.support > 0) { ", p = " (format!("{p:.1e}")) }
            }
            td { @if target.called { "yes" } @else { "no" } }
        }
    }
}

/// The targets in the order of their states, called ones first within each.
fn ordered(reads: &Reads) -> Vec<&Target> {
    let mut ordered: Vec<&Target> = reads.targets.iter().collect();
    let rank = |target: &&Target| {
        let state = STATES.iter().position(|(state, ..)| *state == target.status);
        (state.unwrap_or(STATES.len()), !target.called)
    };
    ordered.sort_by_key(rank);
    ordered
}

/// Every target, with what the reads show of it.
pub(super) fn part(document: &Document) -> Markup {
    let Some(reads) = &document.reads else { return html! {} };
    let sample = |name: &str| if name.is_empty() { String::new() } else { format!(" ({name})") };
    let files: Vec<String> =
        reads.files.iter().map(|file| format!("{}{}", file.path, sample(&file.sample))).collect();
    html! {
        section #reads.screen aria-labelledby="reads-title" {
            h2 #reads-title { "Proof by reads" }
            p {
                (counted(reads.targets.len(), "target", "targets")) ": "
                (reads.detected) " detected, " (reads.not_detected) " not detected down to their limit of detection, "
                (reads.not_assessed) " not assessed."
            }
            p.small {
                "Counted in " (units(&reads.unit)) " of " (files.join(", ")) ". An allele counts as absent where "
                (percent(reads.absence_fraction)) " is excluded. By background alone " (format!("{:.2}", reads.by_chance))
                " of the targets would be shown."
            }
            (differences(document, reads))
            @if !reads.targets.is_empty() {
                details {
                    summary { "All " (counted(reads.targets.len(), "target", "targets")) ", each with its state" }
                    div.scroll tabindex="0" role="group" aria-label="Table of targets" {
                        table {
                            caption { "Targets of the tumour type, then other alleles that the input calls." }
                            thead { tr {
                                th scope="col" { "Target" } th scope="col" { "Place" } th scope="col" { "State" }
                                th scope="col" { "Shown by" } th scope="col" { "Test" } th scope="col" { "Called" }
                            } }
                            tbody { @for target in ordered(reads) { (row(&reads.unit, target)) } }
                        }
                    }
                }
            }
        }
    }
}
