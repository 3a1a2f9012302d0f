//! Whether an allele is there, by counts of reads: background, limit of detection, interval.
//!
//! With `n` usable units and a background rate `e`, `k` is the smallest count with
//! P(X ≥ k | n, e) ≤ 0.01, and at least 2 (1 for duplexes). The limit of detection is the smallest
//! fraction `f` with P(X ≥ k | n, f) ≥ 0.95. X is binomial.

use statrs::distribution::{Beta, Binomial, ContinuousCDF, DiscreteCDF};

use crate::model::read_support::{
    Background, BasesFrom, Proof, Screen, Status, Support, Target, Unit, UnitCounts,
};

/// Chance of `k` units by background alone.
const FALSE_POSITIVE: f64 = 0.01;
/// Chance to see an allele at the limit of detection.
const POWER: f64 = 0.95;
/// Share from which on another base is an allele of its own, and no error.
const OWN_ALLELE: f64 = 0.02;
/// How near a limit is found, relative to it.
const PRECISION: f64 = 1e-12;
/// A depth that no sample reaches.
const DEEPEST: u32 = 1 << 24;

/// Lowest background rate that is believed of a unit, whatever the other bases show.
///
/// These are orders of magnitude, of which published error rates of raw reads (10^-3), of
/// single-strand consensus (10^-4 to 10^-5) and of duplexes (below 10^-6, PMID 22853953) leave room.
fn floor(unit: Unit) -> f64 {
    match unit {
        Unit::Read => 1e-3,
        Unit::Fragment => 5e-4,
        Unit::Molecule => 1e-4,
        Unit::Duplex => 1e-6,
    }
}

/// Returns P(X ≥ k) of a binomial with `n` trials of probability `p`.
pub fn at_least(k: u32, n: u32, p: f64) -> f64 {
    if k == 0 {
        return 1.0;
    }
    match Binomial::new(p.clamp(0.0, 1.0), u64::from(n)) {
        Ok(binomial) => binomial.sf(u64::from(k) - 1),
        Err(_) => 1.0,
    }
}

/// Returns the Clopper-Pearson limits of `x` in `n`, each missed with the chance `alpha`.
pub fn exact_limits(x: u32, n: u32, alpha: f64) -> [f64; 2] {
    let low = if x == 0 { 0.0 } else { share_at(x, n, alpha) };
    let high = if x >= n { 1.0 } else { share_at(x + 1, n, 1.0 - alpha) };
    [low, high]
}

/// Returns the share of which `n` units show `k` or more with this `chance`: a bisection, for steps by the slope
/// do not end where shares are far below one in ten thousand.
fn share_at(k: u32, n: u32, chance: f64) -> f64 {
    let (k, n) = (f64::from(k), f64::from(n));
    // P(X ≥ k | n, f) is the distribution function of Beta(k, n - k + 1) at f.
    let Ok(beta) = Beta::new(k, n - k + 1.0) else { return 1.0 };
    let (mut low, mut high) = (0.0, 1.0);
    while high - low > high * PRECISION {
        let middle = low + (high - low) / 2.0;
        if beta.cdf(middle) < chance { low = middle } else { high = middle }
    }
    high
}

/// Returns the smallest count that background reaches in one of a hundred samples at most.
pub fn needed(n: u32, background: f64, least: u32) -> u32 {
    let (mut low, mut high) = (least, n.max(least) + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        if at_least(middle, n, background) <= FALSE_POSITIVE {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// Returns the smallest fraction of which `n` units show `k` with the power asked for, or `None` where
/// even an allele of every molecule would not.
pub fn limit(n: u32, k: u32) -> Option<f64> {
    if k == 0 || k > n {
        return None;
    }
    Some(exact_limits(k - 1, n, 1.0 - POWER)[1])
}

/// Returns the rate at which errors make the target's allele of any other: the most likely one, and its upper
/// limit of 95 %.
///
/// At one base the two bases that are neither reference nor target say it; a base of which a share
/// says that it is an allele of its own says nothing of errors. Of longer changes it is whatever is
/// neither allele. Units of controls count too, of which so many show the target's own allele as an error.
fn background(counts: &UnitCounts, is_snv: bool, (seen, of): (u32, u32)) -> (f64, f64) {
    let n = counts.usable();
    let (mut errors, mut chances) = (0, 0);
    if is_snv {
        let mut bases = counts.bases;
        bases.sort_unstable();
        let (second, first) = (bases[2], bases[3]);
        errors += second;
        chances += n;
        if f64::from(first) < OWN_ALLELE * f64::from(n) || first == second {
            errors += first;
            chances += n;
        }
    } else {
        errors += counts.other;
        chances += n;
    }
    let own = exact_limits(errors, chances.max(1), 1.0 - POWER)[1];
    let point = f64::from(errors + seen) / f64::from((chances + of).max(1));
    let most_likely = if of == 0 { point } else { point.max(f64::from(seen) / f64::from(of)) };
    (most_likely, highest(own, (errors, chances), (seen, of)))
}

/// Returns the upper limit of the rate, with controls where there are any.
fn highest(own: f64, (errors, chances): (u32, u32), (seen, of): (u32, u32)) -> f64 {
    if of == 0 {
        return own;
    }
    let joined = exact_limits(errors + seen, chances + of, 1.0 - POWER)[1];
    // Controls that show the allele more often than other errors are speak for themselves.
    if f64::from(seen) > joined * f64::from(of) {
        exact_limits(seen, of, 1.0 - POWER)[1].max(joined)
    } else {
        joined
    }
}

/// Returns what controls show of an allele. One of which a share shows it has the allele itself, inherited
/// or of blood cells, and is left out.
pub fn gather<'s>(controls: impl IntoIterator<Item = &'s Support>) -> Background {
    let mut gathered = Background::default();
    for support in controls {
        let UnitCounts { alternate, .. } = support.fragments;
        let usable = support.fragments.usable();
        if alternate >= 2 && f64::from(alternate) >= OWN_ALLELE * f64::from(usable) {
            gathered.carriers += 1;
            continue;
        }
        for (unit, (seen, of)) in Unit::ALL.into_iter().zip(&mut gathered.counts) {
            *seen += support.of(unit).alternate;
            *of += support.of(unit).usable();
        }
    }
    gathered
}

/// Returns the limit of detection of one base at a depth without errors; `None` where so few units show nothing.
pub fn limit_at(depth: u32, unit: Unit) -> Option<f64> {
    limit(depth, needed(depth, background_at(depth, unit), least(unit)))
}

/// Returns the rate of errors that is believed of one base at a depth at which none was seen.
fn background_at(depth: u32, unit: Unit) -> f64 {
    exact_limits(0, 2 * depth.max(1), 1.0 - POWER)[1].max(floor(unit))
}

/// Returns the smallest depth from which on the limit of detection is at most `fraction`; [`u32::MAX`] where
/// none is deep enough, as below the rate of errors.
///
/// Between two depths at which one more unit is needed the limit falls, and there it rises: less each time. So
/// the last such depth that is not enough is searched by the units needed, and from it on the depth itself.
pub fn depth_for(fraction: f64, unit: Unit) -> u32 {
    let is_enough = |depth| limit_at(depth, unit).is_some_and(|limit| limit <= fraction);
    let first_of = |count: u32| {
        let is_needed =
            |depth| at_least(count - 1, depth, background_at(depth, unit)) > FALSE_POSITIVE;
        first(1, DEEPEST, is_needed)
    };
    // From the first depth that needs so many units on, every depth is enough.
    let most = needed(DEEPEST, background_at(DEEPEST, unit), least(unit)) + 1;
    let holds = first(least(unit) + 1, most, |count| count == most || is_enough(first_of(count)));
    let to = if holds == most { DEEPEST } else { first_of(holds) };
    let depth = first(first_of(holds - 1), to, is_enough);
    if is_enough(depth) { depth } else { u32::MAX }
}

/// Returns the first of the numbers from `low` to `high` that is meant, where all after it are; `high` where
/// none before it is.
fn first(mut low: u32, mut high: u32, is_meant: impl Fn(u32) -> bool) -> u32 {
    while low < high {
        let middle = low + (high - low) / 2;
        if is_meant(middle) { high = middle } else { low = middle + 1 }
    }
    high
}

/// Returns the fewest units that make a detection.
fn least(unit: Unit) -> u32 {
    if unit == Unit::Duplex { 1 } else { 2 }
}

/// What the background is taken from, besides the site's own reads.
#[derive(Debug, Clone, Copy, Default)]
pub struct Control<'c> {
    /// What a matched normal shows at the target.
    pub normal: Option<&'c Support>,
    /// What a panel of normals shows there.
    pub panel: Option<&'c Background>,
    /// The rate that the assay was validated with, which stands in the place of all others.
    pub stated: Option<f64>,
}

/// Says whether the target's allele is there.
pub fn decide(target: &Target, support: &Support, unit: Unit, control: Control<'_>) -> Proof {
    let counts = support.of(unit);
    let n = counts.usable();
    let is_snv = target.edit().is_some_and(|edit| edit.is_snv());
    let of_normal = control.normal.map(|normal| normal.of(unit));
    let of_normal = of_normal.map_or((0, 0), |counts| (counts.alternate, counts.usable()));
    let of_panel = control.panel.map_or((0, 0), |panel| panel.of(unit));
    let controls = (of_normal.0 + of_panel.0, of_normal.1 + of_panel.1);
    let (likely, background) = match (control.stated, n) {
        (Some(stated), _) => (stated, stated),
        (None, 0) => (floor(unit), floor(unit)),
        _ => {
            let (likely, highest) = background(counts, is_snv, controls);
            (likely.max(floor(unit)), highest.max(floor(unit)))
        }
    };
    let worth = needed(n, likely, least(unit));
    let screened = Screen {
        p_value: at_least(counts.alternate, n, likely),
        by_chance: if worth <= n { at_least(worth, n, likely) } else { 0.0 },
        is_worth_a_look: counts.alternate >= worth,
    };
    let k = needed(n, background, least(unit));
    let limit = limit(n, k);
    let (status, reason) = match limit {
        _ if support.bases_from == BasesFrom::Unknown => (
            Status::NotAssessed,
            Some("no reference bases around the target: name them with --reference".to_owned()),
        ),
        _ if n == 0 => (Status::NotAssessed, Some(unread(support))),
        None => {
            (Status::NotAssessed, Some(format!("{n} usable units, {k} would have to support it")))
        }
        Some(_) if counts.alternate >= k => (Status::Detected, None),
        Some(_) if counts.alternate > 0 => (
            Status::NotDetected,
            Some(format!("{} of {k} supporting units that it takes", counts.alternate)),
        ),
        Some(_) => (Status::NotDetected, None),
    };
    let fraction = (n > 0).then(|| {
        let interval = exact_limits(counts.alternate, n, (1.0 - POWER) / 2.0);
        (f64::from(counts.alternate) / f64::from(n), interval)
    });
    Proof {
        status,
        reason,
        unit,
        usable: n,
        support: counts.alternate,
        background,
        needed: k,
        limit,
        fraction,
        screened,
        p_value: (n > 0).then(|| at_least(counts.alternate, n, background)),
    }
}

/// Returns why no unit is usable.
fn unread(support: &Support) -> String {
    let excluded = &support.excluded;
    let left_out = [
        (excluded.duplicate, "duplicates"),
        (excluded.secondary + excluded.supplementary, "secondary or supplementary"),
        (excluded.failed, "failed"),
        (excluded.mapping_quality, "of low mapping quality"),
        (excluded.base_quality, "of low base quality"),
        (excluded.unknown, "N"),
        (excluded.undecided, "fit both alleles"),
        (support.disagreeing, "fragments whose mates disagree"),
    ];
    let parts: Vec<String> = left_out
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    match parts.is_empty() {
        true => "no reads".to_owned(),
        false => format!("no usable reads: {}", parts.join(", ")),
    }
}

/// Returns the best unit that a file has, by what all its targets show together.
///
/// A file has duplexes where a fifth of its molecules are, and molecules where half of its fragments
/// belong to one.
pub fn best_unit<'s>(all: impl IntoIterator<Item = &'s Support>) -> Unit {
    let (mut duplexes, mut molecules, mut fragments, mut in_families) =
        (0_u64, 0_u64, 0_u64, 0_u64);
    for support in all {
        duplexes += u64::from(support.duplexes.usable());
        molecules += u64::from(support.molecules.usable());
        fragments += u64::from(support.fragments.usable());
        in_families += u64::from(support.in_families);
    }
    if duplexes > 0 && duplexes * 5 >= molecules {
        Unit::Duplex
    } else if molecules > 0 && in_families * 2 >= fragments {
        Unit::Molecule
    } else {
        Unit::Fragment
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_depth_for_a_fraction_is_the_one_from_which_on_all_are_enough() {
        const ALL: u32 = 2500;
        for unit in Unit::ALL {
            let limits: Vec<_> = (1..ALL).map(|depth| limit_at(depth, unit)).collect();
            for fraction in [0.9, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01] {
                let is_enough = |limit: &Option<f64>| limit.is_some_and(|limit| limit <= fraction);
                let last = limits.iter().rposition(|limit| !is_enough(limit));
                let want = last.map_or(1, |last| last as u32 + 2);
                assert_eq!(depth_for(fraction, unit), want, "{unit:?} {fraction}");
            }
        }
    }

    #[test]
    fn no_depth_shows_what_is_rarer_than_errors() {
        for fraction in [1e-12, 1e-7, 0.0, f64::MIN_POSITIVE] {
            for unit in Unit::ALL {
                assert_eq!(depth_for(fraction, unit), u32::MAX, "{unit:?} {fraction}");
            }
        }
        assert_eq!(depth_for(5e-4, Unit::Fragment), u32::MAX);
        let depth = depth_for(1e-5, Unit::Duplex);
        assert!((100_000..DEEPEST).contains(&depth), "{depth}");
    }
}
