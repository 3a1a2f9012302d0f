//! Warnings of several samples that were read from one file.

use super::tally::Tally;
use super::warning::Warning;

/// How many warnings of single samples are shown.
const SHOWN: usize = 30;

/// Returns the warning with the lines that `place` gives for its own.
pub(crate) fn relocated(warning: Warning, place: &dyn Fn(u64) -> u64) -> Warning {
    let moved = |tally: Tally| {
        let lines = tally.lines.iter().map(|&line| place(line)).collect();
        Tally { lines, ..tally }
    };
    match warning {
        Warning::Malformed { scope, field, reason, tally } => {
            Warning::Malformed { scope, field, reason, tally: moved(tally) }
        }
        Warning::Uninterpreted { tally } => Warning::Uninterpreted { tally: moved(tally) },
        Warning::OtherReference { tally, assembly } => {
            Warning::OtherReference { tally: moved(tally), assembly }
        }
        other => other,
    }
}

/// Returns the warnings of several samples, each with its sample; behind the first of them how many more
/// there are.
pub(crate) fn of_samples(
    warnings: impl IntoIterator<Item = (String, Vec<Warning>)>,
) -> Vec<Warning> {
    let of_one = |(sample, warnings): (String, Vec<Warning>)| {
        warnings.into_iter().map(move |warning| Warning::OfSample {
            sample: sample.clone(),
            warning: Box::new(warning),
        })
    };
    let mut all: Vec<Warning> = warnings.into_iter().flat_map(of_one).collect();
    let more = all.len().saturating_sub(SHOWN);
    all.truncate(SHOWN);
    all.extend((more > 0).then_some(Warning::MoreOfSamples { warnings: more }));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_move_and_the_rest_is_counted() {
        let tally = || Tally { count: 2, lines: vec![4, 5] };
        let warning = Warning::Uninterpreted { tally: tally() };
        let moved = relocated(warning, &|line| line * 10);
        assert_eq!(
            moved,
            Warning::Uninterpreted { tally: Tally { count: 2, lines: vec![40, 50] } }
        );
        let one = |alleles| ("S".to_owned(), vec![Warning::Filtered { alleles }]);
        let all = of_samples((1..=32).map(one));
        assert_eq!(all.len(), SHOWN + 1);
        assert_eq!(all.last(), Some(&Warning::MoreOfSamples { warnings: 2 }));
    }
}
