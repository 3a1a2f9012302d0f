//! What cytogenetics writes: `del(17p)`, `+1q`, `trisomy 12`, `monosomy 7`, `t(9;22)(q34;q11)`, `inv(16)`.

use crate::matching::vocabulary::Vocabulary;
use crate::model::arm::ChromosomeArm;
use crate::structural::arms::{self, Core};

use super::reading::{self, Reading};
use super::refusal::Refusal;
use super::translocations;

/// Words that say nothing beside a change of a chromosome.
const SAYS_NOTHING: [&str; 9] =
    ["of", "the", "in", "arm", "band", "positive", "cytogenetics", "karyotype", "isolated"];

/// Words of a lost copy, and of a gained one.
const LOST: [&str; 9] =
    ["del", "deletion", "deleted", "deletions", "loss", "lost", "-", "monosomy", "minus"];
const GAINED: [&str; 10] = [
    "gain",
    "gained",
    "gains",
    "amp",
    "amplification",
    "amplified",
    "dup",
    "duplication",
    "+",
    "trisomy",
];

/// Chromosomes whose short arms hold no gene that is told of.
const ACROCENTRIC: [&str; 5] = ["13", "14", "15", "21", "22"];

/// A chromosome, an arm or a band of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    chromosome: String,
    /// `p` or `q`; `None` is the whole chromosome.
    arm: Option<char>,
    /// The bands of the arm that are named: `p13.1`, `q13q33`; empty for the arm.
    bands: String,
}

impl Place {
    /// Returns what a deletion of the arm must take.
    fn core(&self) -> Option<&'static Core> {
        arms::core(&format!("{}{}", self.chromosome, self.arm?))
    }

    /// Returns whether what is named takes `band`. One band is where a deletion begins that goes on to the end of the
    /// arm; two are its ends (ISCN). A band without a part is all of it.
    fn reaches(&self, band: f64) -> bool {
        let bands: Vec<f64> =
            self.bands.split(['p', 'q', '-']).filter_map(|part| part.parse().ok()).collect();
        let first = bands.iter().copied().fold(f64::INFINITY, f64::min);
        let last = bands.iter().map(|band| if band.fract() == 0.0 { band + 0.99 } else { *band });
        let last = last.fold(f64::NEG_INFINITY, f64::max);
        match bands.len() {
            0 => true,
            1 => first <= band,
            _ => first <= band && band <= last,
        }
    }
}

/// Reads a change of chromosomes; `None` where the text is none.
pub(super) fn read(text: &str, vocabulary: Vocabulary<'_>) -> Option<Result<Reading, Refusal>> {
    if let Some(found) = translocations::read(text) {
        return Some(found.and_then(|texts| profiles(text, &texts, None, vocabulary)));
    }
    // Several with a sign each: `+7/-10`.
    let signed: Vec<&str> = text.split('/').map(str::trim).collect();
    let is_signed = |part: &&str| part.starts_with(['+', '-']) || part.ends_with(['+', '-']);
    if signed.len() > 1 && signed.iter().all(is_signed) {
        let read: Option<Vec<_>> = signed.iter().map(|part| change(part)).collect();
        let read = read?;
        let is_alternative =
            read.windows(2).any(|pair| pair[0].0.chromosome == pair[1].0.chromosome);
        if is_alternative {
            return Some(Err(Refusal::words(format!(
                "{text} may be either: ask each alone: {}",
                signed.iter().map(|part| format!("{part:?}")).collect::<Vec<_>>().join(", ")
            ))));
        }
        let texts: Vec<String> =
            read.iter().flat_map(|(place, is_lost)| named(place, *is_lost)).collect();
        return Some(profiles(text, &texts, None, vocabulary));
    }
    if let Some(texts) = codeletion(text) {
        return Some(profiles(text, &texts, None, vocabulary));
    }
    let (place, is_lost) = change(text)?;
    if let Some(core) = place.core().filter(|core| is_lost && !place.reaches(core.band)) {
        return Some(Err(Refusal::words(format!(
            "{text} does not reach {}, whose loss is meant by a deletion of this arm",
            core.gene
        ))));
    }
    let texts = named(&place, is_lost);
    let is_band = !place.bands.is_empty();
    let note = is_band.then(|| format!("{text}: bands are not told from their arm"));
    Some(profiles(text, &texts, note, vocabulary))
}

/// What profile texts, all of them, ask for.
fn profiles(
    text: &str,
    texts: &[String],
    note: Option<String>,
    vocabulary: Vocabulary<'_>,
) -> Result<Reading, Refusal> {
    let joined = texts.join(" AND ");
    let mut reading = reading::of_texts(std::slice::from_ref(&joined), vocabulary)
        .ok_or_else(|| Refusal::words(format!("{text} is not understood")))?;
    reading.notes.push(format!("{text} is read as {}", texts.join(" and ")));
    reading.notes.extend(note);
    Ok(reading)
}

/// The profiles of a lost or gained place.
fn named(place: &Place, is_lost: bool) -> Vec<String> {
    let Place { chromosome, arm, .. } = place;
    let change = if is_lost { "Deletion" } else { "Gain" };
    match arm {
        Some(arm) => vec![format!("{chromosome}{arm} {change}")],
        None if ACROCENTRIC.contains(&chromosome.as_str()) => {
            vec![format!("{chromosome}q {change}")]
        }
        None if is_lost => vec![format!("{chromosome}p/{chromosome}q Codeletion")],
        None => vec![format!("{chromosome}p {change}"), format!("{chromosome}q {change}")],
    }
}

/// `1p/19q`, `1p19q codeleted`, `1p and 19q codeletion`.
fn codeletion(text: &str) -> Option<Vec<String>> {
    let lower = text.to_lowercase().replace(" and ", "/").replace(['(', ')', '-', ';'], " ");
    let mut words = lower.split_whitespace();
    let is_pair = |word: &str| matches!(word.replace('/', "").as_str(), "1p19q");
    let is_said = |word: &str| {
        matches!(word, "codeletion" | "codeleted" | "codel" | "co" | "loss" | "positive")
            || LOST.contains(&word)
    };
    let pairs = lower.split_whitespace().filter(|word| is_pair(word)).count();
    (pairs == 1 && words.all(|word| is_pair(word) || is_said(word)))
        .then(|| vec!["1p/19q Codeletion".to_owned()])
}

/// A place and whether a copy of it is lost, else gained.
fn change(text: &str) -> Option<(Place, bool)> {
    let mut text = text.to_lowercase().replace(['(', ')', ',', ';'], " ");
    // A sign is a word: `+1q`, `17p-`.
    for (sign, word) in [("+", " + "), ("-", " - ")] {
        let trimmed = text.trim().to_owned();
        if let Some(rest) = trimmed.strip_prefix(sign) {
            text = format!("{word}{rest}");
        } else if let Some(rest) = trimmed.strip_suffix(sign) {
            text = format!("{rest}{word}");
        }
    }
    let mut places: Vec<Place> = Vec::new();
    let (mut is_lost, mut is_whole) = (None, false);
    for word in text.split_whitespace().filter(|word| !SAYS_NOTHING.contains(word)) {
        let way = if LOST.contains(&word) {
            Some(true)
        } else if GAINED.contains(&word) {
            Some(false)
        } else {
            None
        };
        if let Some(way) = way {
            // `del` and `deletion` may both be said, `gain` and `loss` may not.
            if is_lost.is_some_and(|said| said != way) {
                return None;
            }
            is_lost = Some(way);
            is_whole |= matches!(word, "monosomy" | "trisomy" | "+" | "-");
        } else if matches!(word, "chromosome" | "chr" | "whole") {
            is_whole = true;
        } else if let Some(found) = place(word) {
            places.push(found);
        } else if let [only] = places.as_mut_slice()
            && only.arm.is_none()
            && let Some(arm) = bands(word)
        {
            // `del(5)(q13q33)`
            (only.arm, only.bands) = (Some(arm), word[1..].to_owned());
        } else {
            return None;
        }
    }
    let [place] = places.as_slice() else { return None };
    (place.arm.is_some() || is_whole).then_some((place.clone(), is_lost?))
}

/// `17`, `17p`, `17p13.1`, `X`.
fn place(word: &str) -> Option<Place> {
    let end = word.find(['p', 'q']).unwrap_or(word.len());
    let (chromosome, rest) = word.split_at(end);
    let chromosome = chromosome.to_uppercase();
    // The arm tells whether there is such a chromosome.
    ChromosomeArm::parse(&format!("{chromosome}q"))?;
    let arm = if rest.is_empty() { None } else { Some(bands(rest)?) };
    let bands = rest.get(1..).unwrap_or_default().to_owned();
    Some(Place { chromosome, arm, bands })
}

/// The arm of `q`, `q13.3`, `q13q33`, `q13-q33`; `None` for bands of both arms.
fn bands(text: &str) -> Option<char> {
    let arm = text.chars().next().filter(|c| matches!(c, 'p' | 'q'))?;
    let is_band = |c: char| c.is_ascii_digit() || c == '.' || c == '-' || c == arm;
    text.chars().skip(1).all(is_band).then_some(arm)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deletion_takes_the_gene_that_is_meant() {
        let reaches = |text: &str| {
            let (place, _) = change(text).unwrap();
            place.reaches(place.core().unwrap().band)
        };
        for text in [
            "del(17p)",
            "del(17)(p13.1)",
            "del(17)(p13)",
            "del(17)(p11.2)",
            "del(17)(p11p13)",
            "5q-",
            "del(5)(q13q33)",
            "del(5)(q13-q33)",
            "del(5)(q31)",
            "del(5)(q22q32)",
        ] {
            assert!(reaches(text), "{text}");
        }
        for text in [
            "del(17)(p11p12)",
            "17p13.3 deletion",
            "del(5)(q35)",
            "del(5)(q11q13)",
            "del(5)(q11q31)",
        ] {
            assert!(!reaches(text), "{text}");
        }
        assert!(change("del(20)(q11)").unwrap().0.core().is_none());
    }

    #[test]
    fn places_and_what_happens_there() {
        for (text, want) in [
            ("del(17p)", "17p Deletion"),
            ("del(17)(p13.1)", "17p Deletion"),
            ("del(5)(q13q33)", "5q Deletion"),
            ("5q-", "5q Deletion"),
            ("-17p", "17p Deletion"),
            ("loss of 10q", "10q Deletion"),
            ("+1q", "1q Gain"),
            ("1q21 gain", "1q Gain"),
            ("amp(1q)", "1q Gain"),
            ("trisomy 12", "12p Gain; 12q Gain"),
            ("+8", "8p Gain; 8q Gain"),
            ("gain of chromosome 7", "7p Gain; 7q Gain"),
            ("monosomy 7", "7p/7q Codeletion"),
            ("-13", "13q Deletion"),
            ("monosomy x", "Xp/Xq Codeletion"),
        ] {
            let (place, is_lost) = change(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(named(&place, is_lost).join("; "), want, "{text}");
        }
        for text in
            ["7", "del 7", "loss of 7", "7q", "del(30q)", "trisomy 99", "1q gain loss", "7 p q", ""]
        {
            assert_eq!(change(text), None, "{text}");
        }
    }
}
