//! Every finding with what is known of it: its facts, its drugs, and the evidence in a drawer.

use maud::{Markup, html};

use super::document::{Document, Unleveled, Variant};
use super::evidence::Drawers;
use super::findings::Ranked;
use super::link::link;
use super::regimens;
use super::words::{
    badge, capital, coding, copies, exon, facts, flag, percent, plain, reads, text,
};

/// Identifiers of evidence that are printed.
const PAPER: usize = 12;

/// `chr7:140753336 A>T`.
fn place(variant: &Variant) -> String {
    match variant.pos {
        Some(pos) => format!("{}:{pos} {}>{}", variant.chrom, variant.r#ref, variant.alt),
        None => String::new(),
    }
}

fn support(variant: &Variant) -> Markup {
    html! {
        (reads(variant).unwrap_or_default())
        @if let Some(count) = variant.alt_depth { ", " (count) " with the allele" }
        @if !variant.depth_source.is_empty() { " (" (variant.depth_source) ")" }
    }
}

fn oncogenicity(variant: &Variant) -> Markup {
    html! {
        @if !variant.oncogenicity.is_empty() {
            (capital(&variant.oncogenicity))
            @for (index, criterion) in variant.oncogenicity_criteria.iter().enumerate() {
                (if index == 0 { " – " } else { "; " })
                span title=(criterion.reason) { (criterion.code) " " (format!("{:+}", criterion.points)) }
            }
        }
    }
}

fn structure(variant: &Variant) -> Markup {
    let Some(made) = &variant.structural else { return Markup::default() };
    html! {
        (made.word)
        @if let Some(number) = made.copies { ", " (copies(number)) }
        @if !made.frame.is_empty() { ", frame " (plain(&made.frame)) }
        @for domain in &made.domains {
            ", " (domain.gene) " " (domain.name) (if domain.kept { " kept" } else { " lost" })
        }
        @if !made.reading.is_empty() { ", shown by " (plain(&made.reading)) }
    }
}

/// What the input says of the allele in other samples and persons.
fn seen(variant: &Variant) -> Markup {
    html! {
        @if let Some(population) = &variant.population {
            (percent(population.frequency)) " of the population (" (population.field) ") "
        }
        @for score in &variant.scores { (score.predictor) " " (score.score) " " }
    }
}

fn known(variant: &Variant) -> Vec<(&'static str, Markup)> {
    let joined =
        |words: &[String]| text(words.iter().map(|w| plain(w)).collect::<Vec<_>>().join(", "));
    let protein = match (variant.protein.as_str(), variant.hgvs_p.as_str()) {
        ("", change) | (change, "") => change.to_owned(),
        (protein, change) => format!("{protein}:{change}"),
    };
    let filter = Some(&variant.filter).filter(|filter| !["PASS", "."].contains(&filter.as_str()));
    let effect = match variant.effect_basis.as_str() {
        "" => plain(&variant.effect),
        basis => format!("{} ({basis})", plain(&variant.effect)),
    };
    let origin = variant.origin.as_ref();
    let flags: Vec<String> = variant.flags.iter().map(|word| flag(word)).collect();
    vec![
        ("Coding change", text(coding(variant).unwrap_or_else(|| variant.transcript.clone()))),
        ("Protein change", text(protein)),
        ("Position", text(place(variant))),
        ("Exon", text(exon(variant).unwrap_or_default())),
        ("Reads", support(variant)),
        ("FILTER", text(filter.cloned().unwrap_or_default())),
        ("Consequence", joined(&variant.consequence)),
        ("Structure", structure(variant)),
        ("Gene", joined(&variant.gene_role)),
        ("Effect", text(effect)),
        ("Oncogenicity", oncogenicity(variant)),
        ("AMP/ASCO/CAP", text(&variant.amp_tier)),
        ("ESCAT", text(&variant.escat)),
        ("Origin", text(origin.map(|o| format!("{} by {}", o.stated, o.by)).unwrap_or_default())),
        ("Seen", seen(variant)),
        ("Other copy", text(&variant.other_copy_lost)),
        ("Part of", text(&variant.component_of)),
        ("Read from", text(variant.parts.join(", "))),
        ("No level because", text(plain(&variant.withheld))),
        ("To know", text(flags.join("; "))),
    ]
}

fn unleveled(title: &str, list: &[Unleveled]) -> Markup {
    html! {
        @if !list.is_empty() {
            p.small.screen {
                (title) ": "
                @for (index, one) in list.iter().enumerate() {
                    @if index > 0 { "; " }
                    (one.regimens.join(" or ")) " (" (one.significance) ", " (link(&one.id)) ")"
                }
            }
        }
    }
}

fn detail(at: usize, variant: &Variant, drawers: &mut Drawers) -> Markup {
    let has_level = variant.has_level();
    html! {
        article.finding.minor[!has_level] id={ "v" (at) } {
            h3 {
                (variant.name)
                @for level in [&variant.highest_sensitive_level, &variant.highest_resistance_level] {
                    @if !level.is_empty() { " " (badge(level)) }
                }
            }
            (facts("facts", &known(variant)))
            @for (title, regimens) in [("Sensitivity", &variant.therapies_sensitive), ("Resistance", &variant.therapies_resistant)] {
                @if !regimens.is_empty() { p.small.paper { (title) ": " (regimens::named(regimens)) } }
            }
            @if !variant.evidence.is_empty() {
                p.small.paper {
                    "Evidence: " (variant.evidence.iter().take(PAPER).map(String::as_str).collect::<Vec<_>>().join(", "))
                    @if variant.evidence.len() > PAPER { " and " (variant.evidence.len() - PAPER) " more" }
                }
            }
            @if has_level {
                div.screen { (regimens::cards(&variant.therapies_sensitive, &variant.therapies_resistant)) }
            }
            (unleveled("Works less well", &variant.reduced_sensitivity))
            (unleveled("Of the patient", &variant.pharmacogenetics))
            @if has_level && !variant.rationale.is_empty() {
                details.screen {
                    summary { "Why" }
                    ul.why { @for reason in &variant.rationale { li { (reason) } } }
                }
            }
            (drawers.of(at, &variant.name, variant.matches.as_deref().unwrap_or_default()))
        }
    }
}

/// Writes every finding, the most actionable first.
pub(super) fn part(document: &Document, ranked: &Ranked<'_>) -> Markup {
    let mut drawers = Drawers::default();
    let is_any = !ranked.order.is_empty();
    html! {
        @if is_any {
            section #details aria-labelledby="details-title" {
                h2 #details-title { "Findings in detail" }
                p.paper.small {
                    "On paper: findings with a level. The file itself has all findings, and the evidence of each."
                }
                @for (at, variant) in ranked.findings() { (detail(at, variant, &mut drawers)) }
                @if document.tmb.is_some() { (burden(document)) }
            }
        }
    }
}

/// The mutational burden and what it was counted from.
fn burden(document: &Document) -> Markup {
    let Some(burden) = &document.tmb else { return Markup::default() };
    let classes: Vec<String> = burden
        .counted_by_class
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|(class, count)| format!("{} {count}", plain(class)))
        .collect();
    html! {
        article.finding {
            h3 { "Tumour mutational burden" }
            (facts("facts", &[
                ("Mutations/Mb", text(format!("{:.2}", burden.mutations_per_mb))),
                ("95 % interval", text(format!("{:.2} to {:.2}", burden.interval_95[0], burden.interval_95[1]))),
                ("Counted", text(format!("{} in {:.3} Mb", burden.counted, burden.footprint_mb))),
                ("Of these", text(classes.join(", "))),
                ("Rules", text(&burden.preset)),
                ("TMB-high", text(plain(&burden.tmb_high))),
                ("Open because", text(burden.open_because.join("; "))),
                ("To know", text(burden.notes.join("; "))),
            ]))
        }
    }
}
