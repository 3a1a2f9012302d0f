//! Numbers of options: each is read here, within the bounds in which it means something.

use crate::model::tumor_content::TumorContent;

/// More copies than a limit of amplification can ask for.
const MOST_COPIES: f64 = 1_000.0;
/// The highest base quality that FASTQ can write.
pub(super) const BEST_BASE: i64 = 93;
/// The highest mapping quality; 255 says that none is known.
pub(super) const BEST_MAPPING: i64 = 254;

/// Reads a number of which `is_one` holds; `what` tells what is asked for.
fn number(text: &str, what: &str, is_one: impl Fn(f64) -> bool) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite() && is_one(*number));
    number.ok_or_else(|| what.to_owned())
}

/// Reads a fraction, 0 and 1 too.
pub(super) fn fraction(text: &str) -> Result<f64, String> {
    number(text, "a fraction from 0 to 1", |number| (0.0..=1.0).contains(&number))
}

/// Reads a fraction that is neither none nor all.
pub(super) fn part(text: &str) -> Result<f64, String> {
    number(text, "a fraction above 0 and below 1", is_part)
}

/// Reads a rate of errors.
pub(super) fn rate(text: &str) -> Result<f64, String> {
    number(text, "a rate between 0 and 1", is_part)
}

/// Reads the share of the tumour's cells.
pub(super) fn purity(text: &str) -> Result<f64, String> {
    let is_purity = |number| TumorContent::as_purity(number).is_some();
    number(text, "a share above 0 and up to 1", is_purity)
}

/// Reads the average copies of a genome.
pub(super) fn ploidy(text: &str) -> Result<f64, String> {
    number(text, "a number from 1 to 12", |number| TumorContent::as_ploidy(number).is_some())
}

/// Reads the copies from which on a gene of a diploid genome is amplified: more than it has.
pub(super) fn amplified(text: &str) -> Result<f64, String> {
    let is_more = |number| number > TumorContent::DIPLOID && number <= MOST_COPIES;
    number(text, "a number of copies above 2 and up to 1000", is_more)
}

/// Reads the copies up to which a gene of a diploid genome is deleted: fewer than it has.
pub(super) fn deleted(text: &str) -> Result<f64, String> {
    let is_fewer = |number| (0.0..TumorContent::DIPLOID).contains(&number);
    number(text, "a number of copies from 0 and below 2", is_fewer)
}

fn is_part(number: f64) -> bool {
    number > 0.0 && number < 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_option_takes_a_number_that_means_nothing() {
        type Reader = fn(&str) -> Result<f64, String>;
        let readers: [(Reader, &[&str], &[&str]); 7] = [
            (fraction, &["0", "0.05", "1", "1e-3"], &["1.1"]),
            (part, &["0.05", "1e-12", "0.999"], &["0", "1", "1e-400", "1.1"]),
            (rate, &["1e-6"], &["0", "1"]),
            (purity, &["0.01", "1"], &["0", "60"]),
            (ploidy, &["1", "3.4", "12"], &["0", "13"]),
            (amplified, &["2.5", "6", "100"], &["0", "2", "1e9"]),
            (deleted, &["0", "0.5", "1.5"], &["2", "1e9"]),
        ];
        for (read, good, bad) in readers {
            for text in good {
                assert!(read(text).is_ok(), "{text}");
            }
            for text in bad.iter().chain(&["NaN", "inf", "-inf", "-1", "", "six", "1,5", "5%"]) {
                assert!(read(text).is_err(), "{text}");
            }
        }
    }
}
