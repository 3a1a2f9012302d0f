//! The exact interval of a Poisson count (Garwood 1936, Biometrika 28:437).

use statrs::distribution::{ContinuousCDF, Gamma};

/// The chance that the interval misses the mean on either side.
const TAIL: f64 = 0.025;

/// Returns the 95 % interval of the mean of which `count` was seen.
pub(super) fn poisson(count: u64) -> (f64, f64) {
    let count = count as f64;
    // Of a gamma distribution with a positive shape and rate 1.
    let quantile = |shape: f64, at: f64| Gamma::new(shape, 1.0).map(|gamma| gamma.inverse_cdf(at));
    let lower = if count > 0.0 { quantile(count, TAIL).unwrap_or(0.0) } else { 0.0 };
    let upper = quantile(count + 1.0, 1.0 - TAIL).unwrap_or(f64::INFINITY);
    (lower, upper)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_limits() {
        // By bisection on sums of Poisson terms, in another language.
        for (count, lower, upper) in [
            (0, 0.0, 3.688_879),
            (1, 0.025_318, 5.571_643),
            (10, 4.795_389, 18.390_356),
            (100, 81.363_991, 121.626_794),
            (1_000, 938.973_018, 1_063.952_136),
            (50_000, 49562.686650, 50_440.212_035),
        ] {
            let found = poisson(count);
            let near = |a: f64, b: f64| (a - b).abs() <= 1e-5 * b.max(1.0);
            assert!(near(found.0, lower) && near(found.1, upper), "{count}: {found:?}");
        }
    }
}
