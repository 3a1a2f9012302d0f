//! The frame of the page: its head, what it may do, and its parts in order.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::biology;
use super::biomarkers;
use super::combinations;
use super::details;
use super::document::Document;
use super::findings::{self, Ranked};
use super::methods;
use super::pictures;
use super::reads;
use super::summary;

const STYLE: &str =
    concat!(include_str!("page.css"), include_str!("parts.css"), include_str!("print.css"));
const SCRIPT: &str = include_str!("page.js");

/// Returns what a browser lets a page do: its own style and script, nothing else, no request.
fn policy(script: Option<&str>) -> String {
    let hash =
        |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())));
    format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        script.map_or_else(|| "'none'".to_owned(), hash)
    )
}

/// Writes the head of a page, which may run this script and no other.
fn head(title: &str, script: Option<&str>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy(script));
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            meta name="color-scheme" content="light";
            title { (title) " – theravar" }
            style { (PreEscaped(STYLE)) }
        }
    }
}

/// What stands around the parts of a page.
pub(in crate::report) struct Frame<'f> {
    /// What the page tells, in a line.
    pub(in crate::report) subject: &'f str,
    /// What the page is.
    pub(in crate::report) heading: &'f str,
    /// Whose it is.
    pub(in crate::report) name: &'f str,
    /// The id and the title of each part.
    pub(in crate::report) parts: &'f [(&'static str, &'static str)],
    /// The script, where the page has one.
    pub(in crate::report) script: Option<&'static str>,
    /// What the page is not to be used for.
    pub(in crate::report) disclaimer: Markup,
}

impl Frame<'_> {
    /// Returns the page with `main` in it.
    pub(in crate::report) fn around(self, main: Markup) -> Markup {
        let Self { subject, heading, name, parts, script, disclaimer } = self;
        html! {
            (DOCTYPE)
            html lang="en" {
                (head(name, script))
                body {
                    a.skip href="#summary" { "Skip to the summary" }
                    header.top {
                        p.brand { "theravar" span { (subject) } }
                        h1 { (heading) " " span { (name) } }
                    }
                    nav aria-label="Parts of the report" {
                        ul { @for (id, title) in parts { li { a href={ "#" (id) } { (title) } } } }
                    }
                    main { (main) }
                    footer { p { (disclaimer) } }
                    @if let Some(script) = script { script { (PreEscaped(script)) } }
                }
            }
        }
    }
}

/// Writes the page.
pub(super) fn page(document: &Document) -> Markup {
    let ranked = Ranked::of(document);
    let frame = Frame {
        subject: "Variants of a tumour, and the therapies that they speak for and against",
        heading: "Tumour variant report",
        name: match document.sample.name.as_str() {
            "" => "Sample without a name",
            name => name,
        },
        parts: &parts(document, &ranked),
        script: Some(SCRIPT),
        disclaimer: html! { (methods::disclaimer(document)) },
    };
    frame.around(html! {
        (summary::part(document))
        (findings::part(document, &ranked))
        (pictures::part(document, &ranked))
        (details::part(document, &ranked))
        (reads::part(document))
        (biomarkers::immunotherapy(document))
        (biomarkers::standard(document))
        (biomarkers::pharmacogenes(document))
        (combinations::part(document))
        (biology::part(&ranked))
        (methods::part(document))
    })
}

fn parts(document: &Document, ranked: &Ranked<'_>) -> Vec<(&'static str, &'static str)> {
    let mut parts = vec![("summary", "Summary"), ("findings", "Findings")];
    if !ranked.order.is_empty() {
        parts.extend([("pictures", "Pictures"), ("details", "In detail")]);
    }
    if document.reads.is_some() {
        parts.push(("reads", "Proof by reads"));
    }
    if !document.immunotherapy.markers.is_empty() {
        parts.push(("immunotherapy", "Immunotherapy"));
    }
    if !document.standard_biomarkers.is_empty() {
        parts.push(("biomarkers", "Standard biomarkers"));
    }
    if !document.pharmacogenes.is_empty() {
        parts.push(("pharmacogenes", "Drug metabolism"));
    }
    if !document.profiles.is_empty() {
        parts.push(("combinations", "Combinations"));
    }
    if ranked.findings().any(|(_, variant)| !variant.processes.is_empty()) {
        parts.push(("biology", "Biology"));
    }
    parts.push(("methods", "Methods"));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_and_script_hold_nothing_that_ends_them_and_no_request() {
        for text in [STYLE, SCRIPT] {
            assert!(!text.contains("</") && !text.contains("http") && !text.contains("url("));
            assert!(text.chars().all(|c| c == '\n' || !crate::control::is_control(c)));
        }
        for script in [Some(SCRIPT), None] {
            let policy = policy(script);
            assert!(!policy.contains("unsafe") && policy.starts_with("default-src 'none'"));
        }
    }
}
