//! TSV: one row a change and sample, emerging resistance first. An empty cell does not apply.

use std::io::{self, Write};

use super::Monitored;
use crate::report::proof::rounded;

const COLUMNS: [&str; 19] = [
    "change",
    "allele",
    "overall",
    "emerging_resistance",
    "sensitive_level",
    "resistance_level",
    "not_of_tumor",
    "number",
    "sample",
    "date",
    "status",
    "fraction",
    "fraction_low",
    "fraction_high",
    "support",
    "usable",
    "lod",
    "p_value",
    "note",
];

pub(super) fn write(of: &Monitored<'_>, out: &mut dyn Write) -> io::Result<()> {
    let series = of.series;
    writeln!(out, "## theravar: {}", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "## disclaimer: {}", of.disclaimer)?;
    writeln!(out, "## command: {}", flat(of.command))?;
    writeln!(out, "## assembly: {}", series.assembly)?;
    for (number, response) in (2..).zip(&series.responses) {
        writeln!(out, "## response_{number}: {}", response.words())?;
    }
    for warning in &series.warnings {
        writeln!(out, "## warning: {}", flat(warning))?;
    }
    writeln!(out, "{}", COLUMNS.join("\t"))?;
    let number =
        |number: Option<f64>| number.map(|n| format!("{:?}", rounded(n))).unwrap_or_default();
    for track in &series.tracks {
        let overall = track.overall.as_ref().map_or("", |step| step.trend.name());
        for (at, (seen, point)) in track.sightings.iter().zip(&series.points).enumerate() {
            let step = at.checked_sub(1).and_then(|at| track.steps[at].as_ref());
            let status = match (step, seen.is_there) {
                (Some(step), _) => step.trend.name(),
                (None, Some(true)) => "detected",
                (None, Some(false)) => "absent",
                (None, None) => "not_assessable",
            };
            let interval = seen.interval;
            let count = |count: Option<u32>| count.map(|n| n.to_string()).unwrap_or_default();
            let note = step.and_then(|step| step.note.clone()).unwrap_or_default();
            let not_called = if seen.is_not_called { "in reads, not called" } else { "" };
            let notes = [note.as_str(), not_called];
            let notes: Vec<&str> = notes.into_iter().filter(|note| !note.is_empty()).collect();
            let cells = [
                track.name.clone(),
                track.allele.clone(),
                overall.to_owned(),
                if track.is_emerging_resistance() { "yes" } else { "no" }.to_owned(),
                track.sensitive.clone().unwrap_or_default(),
                track.resistance.clone().unwrap_or_default(),
                track.not_of_tumor.join(";"),
                (at + 1).to_string(),
                point.sample.clone(),
                point.date.clone(),
                status.to_owned(),
                number(seen.fraction),
                number(interval.map(|ends| ends[0])),
                number(interval.map(|ends| ends[1])),
                count(seen.support),
                count(seen.usable),
                number(seen.limit),
                number(step.and_then(|step| step.p_value)),
                notes.join("; "),
            ];
            writeln!(out, "{}", cells.map(|cell| flat(&cell)).join("\t"))?;
        }
    }
    Ok(())
}

/// Returns a text that ends neither a cell nor a line.
fn flat(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}
