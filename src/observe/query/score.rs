//! Scores of a stained protein: `TPS 60 %` meets what is said of 50 % and more.

use std::ops::RangeInclusive;

use super::tokens::tokens;

/// Names of scores; the tumour proportion score is the one that goes without a name.
const SCORES: [(&str, &str); 7] = [
    ("tps", ""),
    ("tc", ""),
    ("cps", "cps"),
    ("tap", "tap"),
    ("ic", "ic"),
    ("tiic", "tiic"),
    ("expression", ""),
];

/// What a score can be, a percentage or the combined score.
const RANGE: RangeInclusive<f64> = 0.0..=100.0;

/// A score with its number.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Score {
    name: &'static str,
    number: f64,
}

/// Returns those of `known`, texts of expression, that a score of `words` meets.
pub(super) fn met<'t>(words: &[String], known: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let Some(asked) = read(words) else { return Vec::new() };
    let meets = |text: &&str| {
        read(&tokens(text))
            .is_some_and(|known| known.name == asked.name && known.number <= asked.number)
    };
    let mut met: Vec<&str> = known.filter(meets).collect();
    met.sort_unstable();
    met.dedup();
    met
}

fn read(words: &[String]) -> Option<Score> {
    let (mut name, mut number) = ("", None);
    for word in words {
        match word.as_str() {
            ">=" | ">" | "%" | "positive" => {}
            word => match SCORES.iter().find(|(known, _)| *known == word) {
                Some((_, "")) => {}
                Some((_, score)) if name.is_empty() => name = score,
                Some(_) => return None,
                None if number.is_none() => {
                    number = Some(word.parse().ok().filter(|n| RANGE.contains(n))?);
                }
                None => return None,
            },
        }
    }
    number.map(|number| Score { name, number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_least() {
        let known = [">= 1% Expression", ">= 50% Expression", "CPS >= 10 Expression", "Expression"];
        let met = |text: &str| met(&tokens(text), known.into_iter());
        assert_eq!(met("TPS ≥50%"), [">= 1% Expression", ">= 50% Expression"]);
        assert_eq!(met("TPS 20 %"), [">= 1% Expression"]);
        assert_eq!(met("CPS 12"), ["CPS >= 10 Expression"]);
        assert_eq!(met("CPS 5"), [""; 0]);
        assert_eq!(met("CPS 5 banana"), [""; 0]);
        assert_eq!(met("TPS 100%").len(), 2);
        assert_eq!(met("TPS 600%"), [""; 0]);
        assert_eq!(met("CPS 101"), [""; 0]);
    }
}
