//! How the result was made: levels, rules, limits, knowledge, and what the user must know of the run.

use maud::{Markup, html};

use super::document::{Content, Document, Provenance};
use super::words::{LEVELS, badge, capital, facts, text};

fn levels() -> Markup {
    html! {
        h3 { "Levels of evidence, in the style of OncoKB" }
        ul.levels {
            @for (level, meaning) in LEVELS { li { (badge(level)) span { (meaning) } } }
        }
    }
}

fn limits(document: &Document) -> Markup {
    let quality = &document.quality;
    let (settings, alleles) = (&quality.settings, &quality.alleles);
    let mut least: Vec<String> = Vec::new();
    least.extend(settings.min_vaf.map(|vaf| format!("fraction {vaf}")));
    least.extend(settings.min_depth.map(|depth| format!("{depth} reads at the site")));
    least.extend(settings.min_alt.map(|reads| format!("{reads} reads with the allele")));
    let stated = |content: &Option<Content>| {
        text(content.as_ref().map(|c| format!("{} (by the {})", c.value, c.by)).unwrap_or_default())
    };
    facts(
        "facts",
        &[
            (
                "Assembly",
                text(format!(
                    "{}: {}",
                    document.sample.assembly, document.sample.assembly_decided_by
                )),
            ),
            (
                "REF against known bases",
                text(format!(
                    "{} agree, {} differ",
                    quality.reference.agrees, quality.reference.differs
                )),
            ),
            (
                "Alleles of interest",
                text(format!(
                    "{} present, {} reported absent, {} below a threshold, {} left out by FILTER, {} structural not interpreted",
                    alleles.present,
                    alleles.reported_absent,
                    alleles.below_threshold,
                    alleles.matching_but_filtered,
                    alleles.structural_not_interpreted
                )),
            ),
            ("Least support", text(least.join(", "))),
            ("Least level", text(&settings.min_level)),
            (
                "Failed FILTER",
                text(if settings.include_filtered { "looked at" } else { "left out" }),
            ),
            (
                "Copies",
                text(format!(
                    "amplified from {}, homozygously deleted up to {}",
                    settings.cn_amplification, settings.cn_deletion
                )),
            ),
            ("Purity", stated(&settings.purity)),
            ("Ploidy", stated(&settings.ploidy)),
            ("Absence", text(format!("shown from {} reads on", settings.absence_shown_from_depth))),
        ],
    )
}

fn provenance(given: &Provenance) -> Markup {
    html! {
        (facts("facts", &[
            ("Program", text(format!("theravar {}", given.theravar))),
            ("Command", html! { code { (given.command) } }),
            ("Input", text(&given.input)),
            ("Its SHA-256", html! { code { (given.input_sha256) } }),
            ("Assessed regions", text(&given.assessed_bed)),
            ("Reference", text(&given.reference)),
            ("Own transcripts", text(&given.transcripts)),
        ]))
        div.scroll tabindex="0" role="group" aria-label="Knowledge" {
            table {
                caption { "Knowledge and other tables that the result rests on" }
                thead { tr { th scope="col" { "Table" } th scope="col" { "Source" } th scope="col" { "SHA-256" } } }
                tbody {
                    @for table in &given.knowledge {
                        tr { th scope="row" { (table.name) } td { (table.source) } td { code { (table.sha256) } } }
                    }
                    @for table in &given.tables {
                        tr { th scope="row" { (table.path) } td { (table.kind) } td { code { (table.sha256) } } }
                    }
                }
            }
        }
    }
}

/// Writes the part.
pub(super) fn part(document: &Document) -> Markup {
    html! {
        section #methods aria-labelledby="methods-title" {
            h2 #methods-title { "Methods" }
            p.small {
                "Each change is held against molecular profiles, from the very allele over protein, codon, exon and class to the whole gene; what is more specific stands before what is more general, and refuted statements give no level. "
                "Evidence on another tumour type counts for less. Tiers are those of AMP/ASCO/CAP 2017 and ESCAT; oncogenicity follows Horak 2022. "
                "Coding changes are named by HGVS on the transcript that is given with each; residues are numbered on it. "
                "Processes of tumour biology are research context and give no level."
            }
            (levels())
            h3 { "Limits of this run" }
            (limits(document))
            @if !document.warnings.is_empty() {
                h3 { "Warnings" }
                ul.plain { @for warning in &document.warnings { li { (warning) } } }
            }
            h3 { "Provenance" }
            @match &document.provenance {
                Some(given) => (provenance(given)),
                None => p { "Left out on demand (--no-provenance)." },
            }
        }
    }
}

/// Returns what the page is not to be used for, as the result says it.
pub(super) fn disclaimer(document: &Document) -> String {
    let given = document.provenance.as_ref().map(|given| given.disclaimer.as_str());
    let text = given.unwrap_or(
        "research use only, not a medical device; every finding is to be confirmed by a professional",
    );
    format!("{}.", capital(text))
}
