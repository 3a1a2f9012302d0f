//! Serial samples of one patient: which change is new, grows, shrinks or is gone, beyond chance.

use std::collections::{BTreeMap, BTreeSet};

use statrs::distribution::{Discrete, Hypergeometric};

use crate::input::serial::{Change, Reads, Sample};
use crate::model::proven::percent;
use crate::model::read_support::Unit;
use crate::model::serial::{Response, Series, Sighting, Step, TimePoint, Track, Trend};
use crate::observe::proof::{at_least, exact_limits, limit_at};

/// Probability below which a difference is not put down to chance.
const BY_CHANCE: f64 = 0.05;
/// Chance with which a sample must show a change for its absence to say something.
const POWER: f64 = 0.95;
/// Units that make a sighting.
const LEAST: u32 = 2;
/// Flags of changes that may not be the tumour's.
const NOT_OF_TUMOR: [&str; 4] = ["chip", "germline", "germline_suspect", "polymorphism"];
/// Ratio of means below which the tumour responds: a decrease by more than half (Clin Cancer Res 2018;24:1872,
/// PMC5899677; there with a second sample that confirms it).
const RESPONSE: f64 = 0.5;
/// Standard deviations of a 95 % interval.
const NORMAL: f64 = 1.959_964;

/// Compares samples, which are in the order of time. All are of one assembly.
pub fn series(samples: &[Sample]) -> Series {
    let mut keys: BTreeMap<&(String, String), &Change> = BTreeMap::new();
    for sample in samples {
        for (key, change) in &sample.changes {
            let known = keys.entry(key).or_insert(change);
            if !known.is_finding() {
                *known = change;
            }
        }
    }
    let found = keys.into_iter().filter(|(_, change)| change.is_finding());
    let mut tracks: Vec<Track> =
        found.map(|(key, change)| track(key, change, samples)).filter(is_seen).collect();
    tracks.sort_by_key(urgency);
    let point = |sample: &Sample| TimePoint {
        path: sample.listed.path.display().to_string(),
        sample: match sample.listed.sample.as_str() {
            "" => sample.name.clone(),
            name => name.to_owned(),
        },
        date: sample.listed.date.clone(),
    };
    Series {
        points: samples.iter().map(point).collect(),
        assembly: samples[0].assembly,
        tumor_type: samples.iter().find_map(|sample| sample.tumor_type.clone()),
        responses: (1..samples.len()).map(|index| response(&tracks, index)).collect(),
        warnings: warnings(samples),
        tracks,
    }
}

fn is_seen(track: &Track) -> bool {
    track.sightings.iter().any(|sighting| sighting.is_there == Some(true))
}

/// Sorts emerging resistance first, then by what became of it, and by the last fraction.
fn urgency(track: &Track) -> (bool, Option<Trend>, bool, u32, String) {
    let last = track.sightings.last().and_then(|sighting| sighting.fraction).unwrap_or(0.0);
    (
        !track.is_emerging_resistance(),
        track.overall.as_ref().map(|step| step.trend).or(Some(Trend::NotAssessable)),
        track.sensitive.is_none() && track.resistance.is_none(),
        u32::MAX - (last * 1e6) as u32,
        track.name.clone(),
    )
}

fn track(key: &(String, String), change: &Change, samples: &[Sample]) -> Track {
    let sightings: Vec<Sighting> =
        samples.iter().map(|sample| sighting(key, change, sample)).collect();
    let steps = sightings.windows(2).map(|pair| step(&pair[0], &pair[1])).collect();
    let overall = match &sightings[..] {
        [first, .., last] => step(first, last).or_else(|| {
            // There in between alone.
            let was = sightings.iter().rev().find(|one| one.is_there == Some(true))?;
            step(was, last)
        }),
        _ => None,
    };
    let of_key = || samples.iter().filter_map(|sample| sample.changes.get(key));
    let flags: BTreeSet<&String> = of_key().flat_map(|change| &change.flags).collect();
    let is_told = |flag: &&&String| NOT_OF_TUMOR.contains(&flag.as_str());
    let best = |level: fn(&Change) -> Option<String>| of_key().filter_map(level).min();
    Track {
        name: change.name(),
        allele: key.1.clone(),
        sensitive: best(|change| change.highest_sensitive_level.clone()),
        resistance: best(|change| change.highest_resistance_level.clone()),
        not_of_tumor: flags.iter().filter(is_told).map(|flag| (*flag).clone()).collect(),
        sightings,
        steps,
        overall,
    }
}

/// Returns what a sample shows of a change: as it calls it, else as its reads or its depth say.
fn sighting(key: &(String, String), named: &Change, sample: &Sample) -> Sighting {
    let has = |change: &Change, flag: &str| change.flags.iter().any(|known| known == flag);
    if let Some(change) = sample.changes.get(key) {
        // Call and reads contradict each other.
        let is_there = (!has(change, "not_supported_by_reads")).then_some(true);
        let reads = change.reads.as_ref();
        let support = reads.map(|reads| reads.support).or(change.alt_depth);
        let usable = reads.map(|reads| reads.usable).or(change.depth);
        let counts =
            support.zip(usable).filter(|(support, usable)| support <= usable && *usable > 0);
        return Sighting {
            interval: counts.map(|(support, usable)| exact_limits(support, usable, 0.025)),
            fraction: change.vaf,
            support,
            usable,
            is_there,
            limit: reads.and_then(|reads| reads.lod),
            is_not_called: has(change, "not_called"),
        };
    }
    if let Some(Reads { status, support, usable, lod }) = sample.targets.get(&key.1) {
        let is_assessed = status != "NOT_ASSESSED";
        return Sighting {
            support: Some(*support),
            usable: Some(*usable),
            is_there: is_assessed.then_some(false),
            limit: *lod,
            ..Sighting::default()
        };
    }
    let is_read = named.codons.is_some_and(|(first, last)| {
        let of_gene = sample.assessed.get(&key.0).into_iter().flatten();
        of_gene.copied().any(|(from, to)| from <= first && last <= to)
    });
    if !is_read {
        return Sighting::default();
    }
    let depth = sample.assessed_from;
    Sighting {
        support: Some(0),
        usable: Some(depth),
        is_there: Some(false),
        limit: limit_at(depth, Unit::Fragment),
        ..Sighting::default()
    }
}

/// Returns what became of a change from one sample to a later one; `None` where neither shows it.
fn step(before: &Sighting, now: &Sighting) -> Option<Step> {
    let counts = |one: &Sighting| Some((one.support?, one.usable.filter(|usable| *usable > 0)?));
    let p_value = counts(before).zip(counts(now)).map(|(a, b)| fisher(a, b));
    let is_beyond_chance = p_value.is_some_and(|p| p < BY_CHANCE);
    let done = |trend, note: Option<String>| Some(Step { trend, p_value, note });
    match (before.is_there, now.is_there) {
        (Some(true), Some(true)) => {
            let ratio = now.fraction.zip(before.fraction).map(|(now, before)| now - before);
            match ratio {
                _ if p_value.is_none() => {
                    done(Trend::Persistent, Some("no counts of reads: not compared".to_owned()))
                }
                Some(more) if is_beyond_chance && more > 0.0 => done(Trend::Rising, None),
                Some(more) if is_beyond_chance && more < 0.0 => done(Trend::Falling, None),
                _ => done(Trend::Persistent, None),
            }
        }
        (Some(true), Some(false)) => match is_excluded(now, before.fraction) {
            true => done(Trend::Cleared, None),
            false => {
                let seen = before.fraction.map(percent).unwrap_or_default();
                let limit = now.limit.map_or_else(|| "not known".to_owned(), percent);
                let note = format!("not seen, but {seen} would not surely be (limit {limit})");
                done(Trend::NotAssessable, Some(note))
            }
        },
        (Some(false) | None, Some(true)) => match is_excluded(before, now.fraction) {
            true => done(Trend::New, None),
            false => {
                let note = "the earlier sample could not surely have shown it";
                done(Trend::New, Some(note.to_owned()))
            }
        },
        (Some(true), None) => {
            done(Trend::NotAssessable, Some("nothing says that its place was read".to_owned()))
        }
        (Some(false) | None, Some(false) | None) => None,
    }
}

/// Returns whether a sample without a change would have shown it at a fraction.
fn is_excluded(sample: &Sighting, fraction: Option<f64>) -> bool {
    let Some(fraction) = fraction.filter(|_| sample.is_there == Some(false)) else { return false };
    match sample.limit {
        Some(limit) => limit <= fraction,
        None => sample.usable.is_some_and(|usable| at_least(LEAST, usable, fraction) >= POWER),
    }
}

/// Returns the two-sided probability of Fisher's exact test of two shares.
pub fn fisher((a, n): (u32, u32), (b, m): (u32, u32)) -> f64 {
    let (all, with, drawn) =
        (u64::from(n) + u64::from(m), u64::from(a) + u64::from(b), u64::from(n));
    let Ok(table) = Hypergeometric::new(all, with, drawn) else { return 1.0 };
    // Logarithms, as the probabilities of many reads leave the range of numbers.
    let own = table.ln_pmf(u64::from(a)) + 1e-7;
    let (least, most) = ((with + drawn).saturating_sub(all), with.min(drawn));
    let as_rare = (least..=most).map(|k| table.ln_pmf(k)).filter(|ln| *ln <= own);
    as_rare.map(f64::exp).sum::<f64>().min(1.0)
}

/// Compares a sample with the first over the changes of the tumour.
fn response(tracks: &[Track], index: usize) -> Response {
    let of_tumor: Vec<&Track> = tracks
        .iter()
        .filter(|track| track.not_of_tumor.is_empty())
        .filter(|track| {
            let [first, now] = [&track.sightings[0], &track.sightings[index]];
            first.is_there == Some(true) || now.is_there == Some(true)
        })
        .collect();
    let of = |at: usize| -> Vec<&Sighting> {
        of_tumor.iter().map(|track| &track.sightings[at]).collect()
    };
    let (first, now) = (mean(&of(0)), mean(&of(index)));
    let ratio = match (&first, &now) {
        (Some(first), Some(now)) if first.value > 0.0 => {
            let ratio = now.value / first.value;
            let interval = first.variance.zip(now.variance).filter(|_| now.value > 0.0);
            let interval = interval.map(|(a, b)| {
                let spread = (a / first.value.powi(2) + b / now.value.powi(2)).sqrt() * NORMAL;
                [ratio * (-spread).exp(), ratio * spread.exp()]
            });
            Some((ratio, interval))
        }
        _ => None,
    };
    let was_there: Vec<&&Track> =
        of_tumor.iter().filter(|track| track.sightings[0].is_there == Some(true)).collect();
    let gone = |track: &&&Track| {
        let step = step(&track.sightings[0], &track.sightings[index]);
        step.is_some_and(|step| step.trend == Trend::Cleared)
    };
    let is_any_there = of_tumor.iter().any(|track| track.sightings[index].is_there == Some(true));
    let is_cleared = match () {
        () if was_there.is_empty() => None,
        () if is_any_there => Some(false),
        () if was_there.iter().all(|track| gone(&track)) => Some(true),
        () => None,
    };
    Response {
        mean: now.as_ref().map_or(0.0, |mean| mean.value),
        is_response: ratio.map(|(ratio, _)| ratio < RESPONSE),
        ratio,
        is_cleared,
        changes: of_tumor.len(),
    }
}

/// A mean allele fraction, with its variance where all have counts.
struct Mean {
    value: f64,
    variance: Option<f64>,
}

/// Returns the mean of what was assessed; what is absent counts as nothing. `None` where one cannot be said.
fn mean(sightings: &[&Sighting]) -> Option<Mean> {
    let fraction = |one: &&Sighting| match one.is_there {
        Some(true) => one.fraction,
        Some(false) => Some(0.0),
        None => None,
    };
    let fractions: Vec<f64> = sightings.iter().map(fraction).collect::<Option<_>>()?;
    if fractions.is_empty() {
        return None;
    }
    let count = fractions.len() as f64;
    let variances = sightings.iter().zip(&fractions).map(|(one, fraction)| {
        let usable = one.usable.filter(|usable| *usable > 0)?;
        Some(fraction * (1.0 - fraction) / f64::from(usable))
    });
    let variances: Option<Vec<f64>> = variances.collect();
    Some(Mean {
        value: fractions.iter().sum::<f64>() / count,
        variance: variances.map(|all| all.iter().sum::<f64>() / (count * count)),
    })
}

fn warnings(samples: &[Sample]) -> Vec<String> {
    let mut warnings = Vec::new();
    let types: BTreeSet<_> = samples.iter().map(|sample| &sample.tumor_type).collect();
    if types.len() > 1 {
        warnings
            .push("the results are of different tumour types: levels differ by that".to_owned());
    }
    for sample in samples {
        if sample.targets.is_empty() && sample.assessed.is_empty() {
            warnings.push(format!(
                "{}: nothing shows absence (reads, gVCF or depth): what it does not call is not \
                 assessable; annotate it with --bam",
                sample.listed.path.display()
            ));
        }
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fisher_as_r_gives_it() {
        // fisher.test(matrix(c(a, n-a, b, m-b), 2))$p.value of R 4.
        for (first, second, want) in [
            ((3, 10), (8, 10), 0.069_779),
            ((0, 10), (5, 10), 0.032_508),
            ((10, 1000), (10, 1000), 1.0),
            ((0, 1000), (4, 1000), 0.124_625),
            ((1, 20), (19, 20), 5.818e-9),
        ] {
            let p = fisher(first, second);
            assert!((p / want - 1.0).abs() < 0.02, "{first:?} {second:?}: {p}");
            assert!((fisher(second, first) / p - 1.0).abs() < 1e-6, "the order does not matter");
        }
        assert_eq!(fisher((0, 0), (3, 10)), 1.0);
    }
}
