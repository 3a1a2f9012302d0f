//! Serial samples as one page of the same style as the page of a result: no script, no request.

use std::io::{self, Write};

use maud::{Markup, PreEscaped, html};

use super::curves::{DRAWN, curves};
use super::monitored::Monitored;
use super::page::seen;
use crate::control::escaped;
use crate::model::serial::{Series, Step, TimePoint, Track, Trend};
use crate::report::html::{Frame, badge, counted, figure};

pub(super) fn write(of: &Monitored<'_>, out: &mut dyn Write) -> io::Result<()> {
    let page = page(of).into_string();
    out.write_all(escaped(&page, &['\n', '\t']).as_bytes())
}

fn page(of: &Monitored<'_>) -> Markup {
    let series = of.series;
    let title = match series.points.iter().map(|point| point.sample.as_str()).collect::<Vec<_>>() {
        names if names.windows(2).all(|pair| pair[0] == pair[1]) => names[0].to_owned(),
        names => names.join(", "),
    };
    let title = if title.is_empty() { "Samples without a name".to_owned() } else { title };
    let frame = Frame {
        subject: "What became of a tumour's variants from sample to sample",
        heading: "Serial samples",
        name: &title,
        parts: &[
            ("summary", "Summary"),
            ("curves", "Curves"),
            ("changes", "Changes"),
            ("methods", "Methods"),
        ],
        script: None,
        disclaimer: html! { (of.disclaimer) },
    };
    frame.around(html! { (summary(series)) (picture(series)) (changes(series)) (methods(of)) })
}

fn name(point: &TimePoint, number: usize) -> String {
    let of = [point.date.as_str(), point.sample.as_str()].into_iter().find(|name| !name.is_empty());
    of.map_or_else(|| format!("Sample {}", number + 1), str::to_owned)
}

/// The step of the whole time in words: `New`, `Not assessable`.
fn trend(step: Option<&Step>) -> String {
    let name = step.map_or(Trend::NotAssessable, |step| step.trend).name().replace('_', " ");
    format!("{}{}", name[..1].to_uppercase(), &name[1..])
}

/// How a change that emerges has grown: since the first sample, else since the last but one.
fn growth(track: &Track) -> String {
    let grows = |step: &&Step| matches!(step.trend, Trend::New | Trend::Rising);
    match track.overall.as_ref().filter(grows) {
        Some(step) => trend(Some(step)),
        None => {
            let last = track.steps.last().and_then(Option::as_ref);
            format!("{} since the sample before", trend(last))
        }
    }
}

fn summary(series: &Series) -> Markup {
    let emerging: Vec<&Track> =
        series.tracks.iter().filter(|track| track.is_emerging_resistance()).collect();
    html! {
        section #summary aria-labelledby="summary-title" {
            h2 #summary-title { "Summary" }
            h3 { "Emerging resistance" }
            @if emerging.is_empty() { p.none { "None was seen." } } @else {
                ul.plain {
                    @for track in emerging {
                        li {
                            @if let Some(level) = &track.resistance { (badge(level)) " " }
                            strong { (track.name) } ": " (growth(track)) ", "
                            (track.sightings.iter().map(seen).collect::<Vec<_>>().join(" → "))
                        }
                    }
                }
            }
            h3 { "Molecular response " small { "against the first sample" } }
            dl.facts {
                @for (number, response) in (1..).zip(&series.responses) {
                    div {
                        dt { (series.points.get(number).map_or_else(String::new, |point| name(point, number))) }
                        dd { (response.words()) }
                    }
                }
            }
            @for warning in &series.warnings { p.condition { (warning) } }
        }
    }
}

fn picture(series: &Series) -> Markup {
    let left_out = series.tracks.len().saturating_sub(DRAWN);
    let mut caption =
        "Logarithmic scale. Thin bars: 95 % interval of the fraction. Thick bars: not seen; the \
        fraction may lie anywhere below the limit of detection that the bar reaches."
            .to_owned();
    if left_out > 0 {
        caption += &format!(" {} are in the table alone.", counted(left_out, "change", "changes"));
    }
    html! {
        section #curves aria-labelledby="curves-title" {
            h2 #curves-title { "Curves" }
            (figure("Allele fractions over time", &caption, PreEscaped(curves(series))))
        }
    }
}

fn changes(series: &Series) -> Markup {
    html! {
        section #changes aria-labelledby="changes-title" {
            h2 #changes-title { "Changes" }
            div.scroll tabindex="0" role="group" aria-label="Table of changes" {
                table {
                    caption { "Every change that any sample shows; what became of it from the first sample to the last." }
                    thead { tr {
                        th scope="col" { "Change" } th scope="col" { "Levels" }
                        @for (number, point) in series.points.iter().enumerate() { th scope="col" { (name(point, number)) } }
                        th scope="col" { "Became" }
                    } }
                    tbody { @for track in &series.tracks { (change(track)) } }
                }
            }
        }
    }
}

fn change(track: &Track) -> Markup {
    let step = track.overall.as_ref();
    html! {
        tr {
            th scope="row" { (track.name) p.small { (track.allele) } }
            td { @for level in [&track.sensitive, &track.resistance].into_iter().flatten() { (badge(level)) " " } }
            @for sighting in &track.sightings {
                td {
                    (seen(sighting))
                    @if let (Some(support), Some(usable)) = (sighting.support, sighting.usable) {
                        p.small { (support) " of " (usable) }
                    }
                }
            }
            td {
                (trend(step))
                @if let Some(p) = step.and_then(|step| step.p_value) { p.small { "p = " (format!("{p:.1e}")) } }
                @if let Some(note) = step.and_then(|step| step.note.as_ref()) { p.small { (note) } }
                @if !track.not_of_tumor.is_empty() {
                    p.small { (track.not_of_tumor.join(", ").replace('_', " ")) ": not counted for the response" }
                }
            }
        }
    }
}

fn methods(of: &Monitored<'_>) -> Markup {
    let series = of.series;
    html! {
        section #methods aria-labelledby="methods-title" {
            h2 #methods-title { "Methods" }
            dl.facts {
                div { dt { "Program" } dd { "theravar " (env!("CARGO_PKG_VERSION")) } }
                div { dt { "Command" } dd { code { (of.command) } } }
                div { dt { "Assembly" } dd { (series.assembly) } }
                @if let Some(tumor) = &series.tumor_type { div { dt { "Tumour type" } dd { (tumor) } } }
                @for (number, point) in series.points.iter().enumerate() {
                    div {
                        dt { "Sample " (number + 1) }
                        dd {
                            (point.path)
                            @if !point.sample.is_empty() { ", " (point.sample) }
                            @if !point.date.is_empty() { ", " (point.date) }
                        }
                    }
                }
            }
            p.small {
                "Rising and falling: Fisher's exact test on the counts, p < 0.05, two-sided, not adjusted for several changes. "
                "Cleared: not seen, and its former fraction is above the limit of detection. "
                "Molecular response: the mean fraction is below half of the first sample's (PMC5899677)."
            }
        }
    }
}
