//! What the whole sample shows: markers of checkpoint therapy, standard biomarkers of the tumour type,
//! and how the patient takes drugs apart.

use maud::{Markup, html};

use super::document::{Biomarker, Document, Marker, Pharmacogene};
use super::link::{link, links};
use super::regimens;
use super::words::{badge, capital, percent, plain};

/// States of a standard biomarker, with the sign and the name of each.
const STATES: [(&str, &str, &str); 3] = [
    ("DETECTED", "●", "Detected"),
    ("NOT_DETECTED", "○", "Not detected"),
    ("NOT_ASSESSED", "?", "Not assessed"),
];

fn absent(one: &Biomarker) -> String {
    match one.limit_of_detection {
        Some(limit) => format!("{} (from {} on)", one.biomarker, percent(limit)),
        None => one.biomarker.clone(),
    }
}

/// Names biomarkers of one state. Of a gene with many that were not looked at, its name stands for them.
fn names(list: &[Biomarker], state: &str) -> Vec<String> {
    let of: Vec<&Biomarker> = list.iter().filter(|one| one.status == state).collect();
    match state {
        "DETECTED" => {
            of.iter().map(|one| format!("{} ({})", one.biomarker, one.by.join(", "))).collect()
        }
        "NOT_DETECTED" => of.iter().map(|one| absent(one)).collect(),
        _ => {
            let by_gene = of.chunk_by(|a, b| !a.gene.is_empty() && a.gene == b.gene);
            let told = |group: &[&Biomarker]| match group {
                [first, _, _, ..] => vec![format!("{} ({} biomarkers)", first.gene, group.len())],
                few => few.iter().map(|one| one.biomarker.clone()).collect(),
            };
            by_gene.flat_map(told).collect()
        }
    }
}

/// Standard biomarkers for the first page: every one is named, or its gene with their number.
pub(super) fn in_short(list: &[Biomarker]) -> Markup {
    html! {
        @if !list.is_empty() {
            h3 { "Standard biomarkers of the tumour type" }
            dl.states {
                @for (state, sign, title) in STATES {
                    @let names = names(list, state);
                    @if !names.is_empty() {
                        div {
                            dt { span aria-hidden="true" { (sign) " " } (title) }
                            dd.quiet[state == "NOT_ASSESSED"] { (names.join("; ")) }
                        }
                    }
                }
            }
        }
    }
}

/// Genes that take drugs apart, where the sample has an allele that does less.
pub(super) fn patient_in_short(genes: &[Pharmacogene]) -> Markup {
    let found: Vec<&Pharmacogene> = genes.iter().filter(|gene| !gene.alleles.is_empty()).collect();
    html! {
        @if !found.is_empty() {
            h3 { "How drugs are taken apart " small { "of the patient, to be confirmed in normal tissue" } }
            ul.plain {
                @for gene in found {
                    li { strong { (gene.gene) } ": " (gene.reading) " [" (gene.drugs.join(", ")) "]" }
                }
            }
        }
    }
}

fn marker(marker: &Marker) -> Markup {
    html! {
        tr {
            th scope="row" { (marker.name) }
            td { (capital(&marker.status)) }
            td { (plain(&marker.bearing)) @if !marker.level.is_empty() { " " (badge(&marker.level)) } }
            td {
                (marker.because.join("; "))
                @if !marker.assess.is_empty() { p.small { "Would show it: " (marker.assess) } }
                @if !marker.note.is_empty() { p.small { (marker.note) } }
                @if !marker.sensitive.is_empty() { p.small { "Sensitivity: " (regimens::named(&marker.sensitive)) } }
                @if !marker.resistant.is_empty() { p.small { "Resistance: " (regimens::named(&marker.resistant)) } }
            }
            td.small { (links(marker.evidence.iter().chain(&marker.citations).map(String::as_str), ", ")) }
        }
    }
}

/// Every marker of checkpoint therapy, with what shows its state.
pub(super) fn immunotherapy(document: &Document) -> Markup {
    let markers = &document.immunotherapy.markers;
    html! {
        @if !markers.is_empty() {
            section #immunotherapy.screen aria-labelledby="immunotherapy-title" {
                h2 #immunotherapy-title { "Immunotherapy" }
                div.scroll tabindex="0" role="group" aria-label="Table of immunotherapy" {
                    table {
                        caption { "Markers of immune-checkpoint therapy: a marker that was not assessed is not absent." }
                        thead { tr {
                            th scope="col" { "Marker" } th scope="col" { "State" } th scope="col" { "Points" }
                            th scope="col" { "What shows it" } th scope="col" { "Sources" }
                        } }
                        tbody { @for one in markers { (marker(one)) } }
                    }
                }
            }
        }
    }
}

fn biomarker(one: &Biomarker) -> Markup {
    let state = STATES.iter().find(|(state, ..)| *state == one.status);
    html! {
        tr {
            th scope="row" { (one.biomarker) }
            td { (badge(&one.level)) }
            td {
                @if let Some((_, sign, title)) = state { span aria-hidden="true" { (sign) " " } (title) }
                @else { (one.status) }
            }
            td {
                (one.by.join(", "))
                @if !one.reason.is_empty() { " " (plain(&one.reason)) }
                @if let Some(limit) = one.limit_of_detection { ", seen from " (percent(limit)) " on" }
                @if let Some(depth) = one.depth { " (" (depth) " reads or more)" }
                @if !one.uncertain.is_empty() { p.small { "Not known whether it is: " (one.uncertain.join(", ")) } }
                @if !one.remedy.is_empty() { p.small { "Would assess it: " (one.remedy) } }
            }
            td.small { (plain(&one.assay)) }
            td.small {
                @for (index, regimen) in one.regimens.iter().take(3).enumerate() {
                    @if index > 0 { "; " }
                    (regimen.regimen) " [" (regimen.level) "]"
                }
                @if one.regimens.len() > 3 { "; and " (one.regimens.len() - 3) " more" }
            }
            td.small { (links(one.evidence.iter().take(4).map(String::as_str), ", ")) }
        }
    }
}

/// Every standard biomarker of the tumour type, found or not.
pub(super) fn standard(document: &Document) -> Markup {
    let list = &document.standard_biomarkers;
    html! {
        @if !list.is_empty() {
            section #biomarkers.screen aria-labelledby="biomarkers-title" {
                h2 #biomarkers-title { "Standard biomarkers" }
                details {
                    summary { "All " (list.len()) " standard biomarkers of the tumour type, each with its state" }
                    div.scroll tabindex="0" role="group" aria-label="Table of biomarkers" {
                        table {
                            caption { "Biomarkers of level 1, 2 or R1 in this tumour type: detected, not detected, not assessed." }
                            thead { tr {
                                th scope="col" { "Biomarker" } th scope="col" { "Level" } th scope="col" { "State" }
                                th scope="col" { "Because" } th scope="col" { "Test" } th scope="col" { "Regimens" }
                                th scope="col" { "Evidence" }
                            } }
                            tbody { @for one in list { (biomarker(one)) } }
                        }
                    }
                }
            }
        }
    }
}

/// What the patient's genes say of how drugs are taken apart.
pub(super) fn pharmacogenes(document: &Document) -> Markup {
    html! {
        @if !document.pharmacogenes.is_empty() {
            section #pharmacogenes.screen aria-labelledby="pharmacogenes-title" {
                h2 #pharmacogenes-title { "Drug metabolism of the patient" }
                @for gene in &document.pharmacogenes {
                    h3 { (gene.gene) " " small { (gene.drugs.join(", ")) ", CPIC level " (gene.cpic_level) } }
                    p { (gene.reading) }
                    @if !gene.alleles.is_empty() {
                        ul.plain {
                            @for allele in &gene.alleles {
                                li {
                                    strong { (gene.gene) (allele.allele) } " " (link(&allele.dbsnp)) " " (allele.change)
                                    ", " (plain(&allele.function))
                                    @if !allele.zygosity.is_empty() { ", " (plain(&allele.zygosity)) " (" (allele.genotype_of) ")" }
                                }
                            }
                        }
                    }
                    @if !gene.absent.is_empty() { p.small { "Absent: " (gene.absent.join(", ")) } }
                    @if !gene.not_assessed.is_empty() { p.small { "Not assessed: " (gene.not_assessed.join(", ")) } }
                    @for note in &gene.notes { p.small { (note) } }
                    p.small { "Sources: " (links(gene.citations.iter().map(String::as_str), ", ")) }
                }
            }
        }
    }
}
