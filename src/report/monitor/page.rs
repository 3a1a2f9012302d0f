//! A page for a reader at a terminal.

use std::io::{self, Write};

use super::monitored::Monitored;
use crate::control::Escaping;
use crate::model::proven::percent;
use crate::model::serial::{Series, Sighting, Track, Trend};
use crate::report::page_lines::{named, paragraph, title};

pub(super) fn write(of: &Monitored<'_>, out: &mut dyn Write) -> io::Result<()> {
    // What a file says commands no terminal.
    let out = &mut Escaping(out);
    let series = of.series;
    writeln!(out, "theravar {}", env!("CARGO_PKG_VERSION"))?;
    for (number, point) in (1..).zip(&series.points) {
        let text = [point.sample.as_str(), point.date.as_str(), point.path.as_str()];
        let text: Vec<&str> = text.into_iter().filter(|text| !text.is_empty()).collect();
        named(out, &format!("sample {number}"), &text.join(", "))?;
    }
    let emerging: Vec<&Track> =
        series.tracks.iter().filter(|track| track.is_emerging_resistance()).collect();
    title(out, "Emerging resistance")?;
    if emerging.is_empty() {
        writeln!(out, "  none was seen")?;
    }
    changes(out, &emerging)?;
    for trend in Trend::ALL {
        let of_trend = |track: &&Track| {
            let own = track.overall.as_ref().map_or(Trend::NotAssessable, |step| step.trend);
            own == trend && !track.is_emerging_resistance()
        };
        let tracks: Vec<&Track> = series.tracks.iter().filter(of_trend).collect();
        if !tracks.is_empty() {
            let name = trend.name().replace('_', " ");
            title(out, &format!("{}{}", name[..1].to_uppercase(), &name[1..]))?;
            changes(out, &tracks)?;
        }
    }
    responses(out, series)?;
    writeln!(out)?;
    for warning in &series.warnings {
        named(out, "warning", warning)?;
    }
    writeln!(out)?;
    paragraph(out, "", of.disclaimer)
}

fn changes(out: &mut dyn Write, tracks: &[&Track]) -> io::Result<()> {
    for track in tracks {
        let seen: Vec<String> = track.sightings.iter().map(seen).collect();
        let mut text = seen.join(" > ");
        let levels = [("level", &track.sensitive), ("resistance", &track.resistance)];
        for (word, level) in levels {
            if let Some(level) = level {
                text += &format!(", {word} {level}");
            }
        }
        if let Some(p) = track.overall.as_ref().and_then(|step| step.p_value) {
            text += &format!(", p = {p:.1e}");
        }
        if let Some(note) = track.overall.as_ref().and_then(|step| step.note.as_ref()) {
            text += &format!(" ({note})");
        }
        if !track.not_of_tumor.is_empty() {
            text += &format!(" [{}: not counted for the response]", track.not_of_tumor.join(", "));
        }
        paragraph(out, &format!("  {:<28} ", track.name), &text)?;
    }
    Ok(())
}

/// `0.40 %`, `absent (below 0.31 %)`, `?`.
pub(super) fn seen(sighting: &Sighting) -> String {
    let called = if sighting.is_not_called { " (in reads, not called)" } else { "" };
    match (sighting.is_there, sighting.fraction, sighting.limit) {
        (Some(true), Some(fraction), _) => format!("{}{called}", percent(fraction)),
        (Some(true), None, _) => format!("there{called}"),
        (Some(false), _, Some(limit)) => format!("absent (below {})", percent(limit)),
        (Some(false), _, None) => "absent".to_owned(),
        (None, ..) => "?".to_owned(),
    }
}

fn responses(out: &mut dyn Write, series: &Series) -> io::Result<()> {
    title(out, "Molecular response, against sample 1")?;
    for (number, response) in (2..).zip(&series.responses) {
        paragraph(out, &format!("  sample {number:<6} "), &response.words())?;
    }
    Ok(())
}
