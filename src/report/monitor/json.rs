//! JSON; `schema/monitor.schema.json` describes it.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::monitored::Monitored;
use crate::model::serial::{Response, Sighting, Step, Track};
use crate::report::proof::rounded;

/// Version of the schema.
const SCHEMA_VERSION: &str = "1.0";

/// The document that `monitor` writes.
#[derive(Debug, Serialize, JsonSchema)]
struct Document<'r> {
    /// Version of this schema.
    schema_version: &'static str,
    /// Version of theravar.
    version: &'static str,
    /// What the result is not.
    disclaimer: &'r str,
    /// The command line.
    command: &'r str,
    /// Assembly of all samples.
    assembly: String,
    /// Node of the disease table.
    #[serde(skip_serializing_if = "Option::is_none")]
    tumor_type: Option<&'r str>,
    /// The samples in their order.
    samples: Vec<PointView<'r>>,
    /// The changes: emerging resistance first.
    changes: Vec<TrackView<'r>>,
    /// The samples after the first, each held against the first.
    responses: Vec<ResponseView>,
    /// What the user must know of the run.
    warnings: &'r [String],
}

/// A sample.
#[derive(Debug, Serialize, JsonSchema)]
struct PointView<'r> {
    /// Its name.
    sample: &'r str,
    /// The date, where a sheet states it.
    #[serde(skip_serializing_if = "str::is_empty")]
    date: &'r str,
    /// The result that it was read from.
    path: &'r str,
}

/// A change through all samples.
#[derive(Debug, Serialize, JsonSchema)]
struct TrackView<'r> {
    /// Gene and change.
    change: &'r str,
    /// Chromosome, position, REF and ALT.
    allele: &'r str,
    /// What became of it from the first sample to the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    trend: Option<StepView<'r>>,
    /// Whether it makes a therapy fail, and is new or has grown.
    emerging_resistance: bool,
    /// Best level of a therapy that it makes work.
    #[serde(skip_serializing_if = "Option::is_none")]
    sensitive_level: Option<&'r str>,
    /// Best level of a therapy that it makes fail.
    #[serde(skip_serializing_if = "Option::is_none")]
    resistance_level: Option<&'r str>,
    /// Flags that say that it may not be the tumour's: then the response does not count it.
    not_of_tumor: &'r [String],
    /// What each sample shows.
    samples: Vec<SightingView<'r>>,
}

/// What one sample shows of a change.
#[derive(Debug, Serialize, JsonSchema)]
struct SightingView<'r> {
    /// Whether it is there; absent where the sample cannot say.
    #[serde(skip_serializing_if = "Option::is_none")]
    there: Option<bool>,
    /// Allele fraction.
    #[serde(skip_serializing_if = "Option::is_none")]
    fraction: Option<f64>,
    /// Its 95 % Clopper-Pearson interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    interval: Option<[f64; 2]>,
    /// Reads or molecules that show it.
    #[serde(skip_serializing_if = "Option::is_none")]
    support: Option<u32>,
    /// All at the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    usable: Option<u32>,
    /// The fraction down to which it is excluded, or would be seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    lod: Option<f64>,
    /// Whether reads show it and the input does not call it.
    not_called: bool,
    /// What became of it since the sample before.
    #[serde(skip_serializing_if = "Option::is_none")]
    since_last: Option<StepView<'r>>,
}

/// What became of a change.
#[derive(Debug, Serialize, JsonSchema)]
struct StepView<'r> {
    /// In a word.
    #[schemars(extend("enum" = ["new", "rising", "persistent", "falling", "cleared", "not_assessable"]))]
    status: &'static str,
    /// Two-sided probability of the difference by chance (Fisher's exact test).
    #[serde(skip_serializing_if = "Option::is_none")]
    p_value: Option<f64>,
    /// What limits the statement.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'r str>,
}

/// A sample held against the first, over all changes of the tumour.
#[derive(Debug, Serialize, JsonSchema)]
struct ResponseView {
    /// Mean allele fraction.
    mean_fraction: f64,
    /// Its ratio to that of the first sample; absent where a change cannot be said in either.
    #[serde(skip_serializing_if = "Option::is_none")]
    ratio: Option<f64>,
    /// Its 95 % interval, by the counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    ratio_interval: Option<[f64; 2]>,
    /// Whether the mean has fallen by more than half.
    #[serde(skip_serializing_if = "Option::is_none")]
    molecular_response: Option<bool>,
    /// Whether every change of the first sample is gone, and would have been seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    cleared: Option<bool>,
    /// How many changes are counted.
    changes: usize,
}

fn step(step: &Step) -> StepView<'_> {
    StepView {
        status: step.trend.name(),
        p_value: step.p_value.map(rounded),
        note: step.note.as_deref(),
    }
}

fn track(track: &Track) -> TrackView<'_> {
    let before = std::iter::once(&None).chain(&track.steps);
    TrackView {
        change: &track.name,
        allele: &track.allele,
        trend: track.overall.as_ref().map(step),
        emerging_resistance: track.is_emerging_resistance(),
        sensitive_level: track.sensitive.as_deref(),
        resistance_level: track.resistance.as_deref(),
        not_of_tumor: &track.not_of_tumor,
        samples: track
            .sightings
            .iter()
            .zip(before)
            .map(|(seen, since)| sighting(seen, since))
            .collect(),
    }
}

fn sighting<'r>(seen: &Sighting, since: &'r Option<Step>) -> SightingView<'r> {
    SightingView {
        there: seen.is_there,
        fraction: seen.fraction.map(rounded),
        interval: seen.interval.map(|ends| ends.map(rounded)),
        support: seen.support,
        usable: seen.usable,
        lod: seen.limit.map(rounded),
        not_called: seen.is_not_called,
        since_last: since.as_ref().map(step),
    }
}

fn response(response: &Response) -> ResponseView {
    ResponseView {
        mean_fraction: rounded(response.mean),
        ratio: response.ratio.map(|(ratio, _)| rounded(ratio)),
        ratio_interval: response.ratio.and_then(|(_, ends)| ends).map(|ends| ends.map(rounded)),
        molecular_response: response.is_response,
        cleared: response.is_cleared,
        changes: response.changes,
    }
}

pub(super) fn write(of: &Monitored<'_>, out: &mut dyn Write) -> io::Result<()> {
    let series = of.series;
    let document = Document {
        schema_version: SCHEMA_VERSION,
        version: env!("CARGO_PKG_VERSION"),
        disclaimer: of.disclaimer,
        command: of.command,
        assembly: series.assembly.to_string(),
        tumor_type: series.tumor_type.as_deref(),
        samples: series
            .points
            .iter()
            .map(|one| PointView { sample: &one.sample, date: &one.date, path: &one.path })
            .collect(),
        changes: series.tracks.iter().map(track).collect(),
        responses: series.responses.iter().map(response).collect(),
        warnings: &series.warnings,
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

#[test]
fn the_schema_is_that_of_the_views() {
    crate::report::docs::committed_schema::<Document<'_>>("schema/monitor.schema.json");
}
