//! The first page: what a tumour board wants of the sample, in the order of the page on a terminal.

use maud::{Markup, html};

use super::biomarkers;
use super::document::{Confirmation, Document, Entry, Marker};
use super::methods::disclaimer;
use super::regimens::{self, Effect};
use super::words::{badge, coding, counted, exon, facts, plain, reads, text};

/// Writes the first page.
pub(super) fn part(document: &Document) -> Markup {
    let summary = &document.summary;
    html! {
        section #summary aria-labelledby="summary-title" {
            h2 #summary-title { "Summary" }
            (sample(document))
            @if summary.therapies.is_empty() && summary.elsewhere.is_empty() {
                h3 { "Therapies" }
                p.none { "No change was found that makes a therapy work." }
                @if document.quality.records.read == 0 && document.variants.is_empty() {
                    p { strong { "The input has no records." } " That nothing was found says nothing of the tumour." }
                }
            }
            (entries(document, "Therapies in this tumour type", "", &summary.therapies, Effect::Works))
            (entries(document, "Therapies that fail", "Resistance: R1 is not to be used.", &summary.resistances, Effect::Fails))
            (elsewhere(&summary.elsewhere))
            @if !summary.conflicts.is_empty() {
                h3 { "Changes that speak against each other" }
                ul.plain {
                    @for words in summary.conflicts.iter().flat_map(|conflict| &conflict.words) { li { (super::words::capital(words)) } }
                }
            }
            (immunotherapy(&document.immunotherapy.markers))
            (biomarkers::in_short(&document.standard_biomarkers))
            (biomarkers::patient_in_short(&document.pharmacogenes))
            (confirmations(&summary.confirmations))
            @if !summary.drivers.is_empty() {
                h3 { "Drivers without a therapy" }
                p {
                    @for (index, driver) in summary.drivers.iter().enumerate() {
                        @if index > 0 { ", " }
                        a href={ "#v" (driver.variant) } { (driver.name) }
                    }
                }
            }
            (quality(document))
            p.disclaimer { strong { "Not for clinical use as it stands. " } (disclaimer(document)) }
        }
    }
}

fn sample(document: &Document) -> Markup {
    let sample = &document.sample;
    let tumor = match &sample.tumor_type {
        Some(tumor) => html! {
            strong { (tumor.name) } " (" (tumor.id) ")"
            @if !tumor.main_type.is_empty() && tumor.main_type != tumor.name { ", " (tumor.main_type) }
        },
        None => html! {
            strong { "not given" } ": levels are the sources' own, of whatever tumour type"
        },
    };
    let name = match sample.name.as_str() {
        "" => text(&sample.chosen_by),
        name => html! { (name) " (" (sample.chosen_by) ")" },
    };
    let known = html! {
        @for (index, fact) in sample.facts.iter().enumerate() {
            @if index > 0 { "; " }
            (fact.key) " " (fact.value) " (" (fact.by) @if !fact.basis.is_empty() { ": " (fact.basis) } ")"
        }
    };
    let seen = html! {
        @for (index, hint) in sample.hints.iter().enumerate() {
            @if index > 0 { "; " }
            (hint.about) ": " (hint.text)
        }
    };
    let burden = document.tmb.as_ref().map_or_else(Markup::default, |burden| html! {
        (format!("{:.1}", burden.mutations_per_mb)) " mutations/Mb (95 % "
        (format!("{:.1}–{:.1}", burden.interval_95[0], burden.interval_95[1])) ", " (burden.preset) "): "
        (plain(&burden.tmb_high))
    });
    facts(
        "facts",
        &[
            ("Tumour type", tumor),
            ("Sample", name),
            ("Matched normal", text(&sample.normal)),
            ("Assembly", text(&sample.assembly)),
            ("Known beside variants", known),
            ("Seen, settles nothing", seen),
            ("Mutational burden", burden),
        ],
    )
}

/// `NM_004333.6:c.1799T>A · exon 15 of 18 · 44.0 % of 200 reads · AMP I-A`.
fn about(document: &Document, entry: &Entry) -> String {
    let variant = &document.variants[entry.variant];
    let mut about: Vec<String> = coding(variant).into_iter().collect();
    about.extend(exon(variant));
    about.extend(reads(variant));
    if !variant.amp_tier.is_empty() && variant.amp_tier != "III" {
        about.push(format!("AMP {}", variant.amp_tier));
    }
    if !variant.escat.is_empty() {
        about.push(format!("ESCAT {}", variant.escat));
    }
    // A part of the line is not broken.
    let parts: Vec<String> = about.iter().map(|part| part.replace(' ', "\u{a0}")).collect();
    parts.join(" · ")
}

fn entries(
    document: &Document,
    title: &str,
    note: &str,
    entries: &[Entry],
    effect: Effect,
) -> Markup {
    html! {
        @if !entries.is_empty() {
            h3 { (title) @if !note.is_empty() { " " small { (note) } } }
            @for entry in entries {
                article.entry.fails[effect == Effect::Fails] {
                    div.what {
                        (badge(&entry.level))
                        div {
                            h4 { a href={ "#v" (entry.variant) } { (entry.name) } }
                            p.small { (about(document, entry)) }
                        }
                    }
                    div.how { (regimens::lines(&entry.regimens, effect, &document.variants[entry.variant], &format!("#v{}", entry.variant))) }
                }
            }
        }
    }
}

/// One line a change: what works elsewhere is not told at length.
fn elsewhere(entries: &[Entry]) -> Markup {
    html! {
        @if !entries.is_empty() {
            h3 { "In other tumour types, or by early evidence" }
            ul.elsewhere {
                @for entry in entries {
                    @let shown = entry.regimens.len().min(regimens::MOST);
                    li {
                        (badge(&entry.level))
                        div {
                            a href={ "#v" (entry.variant) } { strong { (entry.name) } } ": "
                            (regimens::named(&entry.regimens[..shown]))
                            @if entry.regimens.len() > shown { "; and " (entry.regimens.len() - shown) " more" }
                        }
                    }
                }
            }
        }
    }
}

/// Markers that are there or not, then those that were not looked at.
fn immunotherapy(markers: &[Marker]) -> Markup {
    let with = |status: &str| -> Vec<&Marker> {
        markers.iter().filter(|marker| marker.status == status).collect()
    };
    let open = with("not_assessed");
    html! {
        @if !markers.is_empty() {
            h3 { "Immune-checkpoint therapy" }
            dl.states {
                @for (status, sign) in [("present", "●"), ("absent", "○")] {
                    @let these = with(status);
                    @if !these.is_empty() {
                        div {
                            dt { span aria-hidden="true" { (sign) " " } (super::words::capital(status)) }
                            dd {
                                @for (index, marker) in these.iter().enumerate() {
                                    @if index > 0 { br; }
                                    (marker.name)
                                    @if !marker.because.is_empty() { " (" (marker.because.join(", ")) ")" }
                                    @if status == "present" { ": " strong { (plain(&marker.bearing)) } }
                                    @if !marker.level.is_empty() { " " (badge(&marker.level)) }
                                }
                            }
                        }
                    }
                }
                @if !open.is_empty() {
                    div {
                        dt { span aria-hidden="true" { "? " } "Not assessed" }
                        dd.quiet { (open.iter().map(|marker| marker.name.as_str()).collect::<Vec<_>>().join("; ")) }
                    }
                }
            }
        }
    }
}

fn confirmations(confirmations: &[Confirmation]) -> Markup {
    html! {
        @if !confirmations.is_empty() {
            h3 { "To be confirmed" }
            ul.confirm {
                @for of_one in confirmations.chunk_by(|a, b| a.variant == b.variant) {
                    @if let [first, ..] = of_one {
                        li {
                            a href={ "#v" (first.variant) } { strong { (first.name) } } ": "
                            (of_one.iter().map(|one| one.reason.as_str()).collect::<Vec<_>>().join("; "))
                        }
                    }
                }
            }
        }
    }
}

/// How much was read, what was left out, and by which knowledge.
fn quality(document: &Document) -> Markup {
    let records = &document.quality.records;
    let findings = document.variants.iter().filter(|variant| variant.is_finding());
    let depths: Vec<u32> = findings.clone().filter_map(|variant| variant.depth).collect();
    let depth = match (depths.iter().min(), depths.iter().max()) {
        (Some(low), Some(high)) if low == high => format!("{low} reads at the findings"),
        (Some(low), Some(high)) => format!("{low} to {high} reads at the findings"),
        _ => "not stated by the input".to_owned(),
    };
    let unknown = match document.summary.unknown_significance {
        0 => "no change".to_owned(),
        count => counted(count, "change", "changes"),
    };
    let read = format!(
        "{} read, {} in regions of interest, {} skipped as malformed",
        records.read, records.of_interest, records.malformed
    );
    let warnings = html! {
        @if !document.warnings.is_empty() {
            ul.plain { @for warning in &document.warnings { li { (warning) } } }
        }
    };
    let knowledge = html! {
        @if let Some(given) = &document.provenance {
            @for (index, table) in given.knowledge.iter().enumerate() {
                @if index > 0 { "; " }
                (table.name) @if !table.source.is_empty() { " (" (table.source) ")" }
            }
        } @else { "left out on demand" }
    };
    let program = document.provenance.as_ref().map(|given| format!("theravar {}", given.theravar));
    let input = document.provenance.as_ref().map_or_else(Markup::default, |given| {
        html! {
            (given.input)
            @if let Some(short) = given.input_sha256.get(..12) { " (SHA-256 " (short) "…)" }
        }
    });
    html! {
        h3 { "Quality and provenance" }
        (facts("facts", &[
            ("Unknown significance", text(unknown)),
            ("Depth", text(depth)),
            ("Records", text(read)),
            ("Warnings", warnings),
            ("Input", input),
            ("Program", text(program.unwrap_or_default())),
            ("Knowledge", knowledge),
        ]))
        p.small.screen { a href="#methods" { "Methods, limits and digests" } }
    }
}
