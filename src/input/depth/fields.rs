//! FORMAT keys with a sample's values, and the numbers in them.

use smallvec::SmallVec;

/// Keys that most records have at most.
const MOST: usize = 24;

/// A FORMAT column beside a sample column, split once: a call asks for some twenty keys.
#[derive(Debug, Clone)]
pub(super) struct Fields<'a> {
    pairs: SmallVec<[Pair<'a>; MOST]>,
}

#[derive(Debug, Clone, Copy)]
struct Pair<'a> {
    /// The first bytes of the key, in one word.
    word: u64,
    key: &'a [u8],
    value: &'a [u8],
}

/// Returns the first eight bytes of a key, which nearly always are all of it, in one word.
#[inline]
fn word(key: &[u8]) -> u64 {
    key.iter().take(8).fold(0, |word, &byte| word << 8 | u64::from(byte))
}

impl<'a> Fields<'a> {
    pub(super) fn new(format: &'a [u8], sample: &'a [u8]) -> Self {
        let mut pairs = SmallVec::new();
        if !format.is_empty() {
            let values = sample.split(|&b| b == b':');
            for (key, value) in format.split(|&b| b == b':').zip(values) {
                pairs.push(Pair { word: word(key), key, value });
            }
        }
        Self { pairs }
    }

    /// Returns the value of `key`. Returns `None` where the key is not there, or the value is `.`,
    /// empty, or dropped from the end of the column (VCF 4.5 §1.6.2).
    #[inline]
    pub(super) fn get(&self, key: &[u8]) -> Option<&'a [u8]> {
        self.raw(key).filter(|value| !is_missing(value))
    }

    /// Returns the value of `key` as written, `.` included.
    #[inline]
    pub(super) fn raw(&self, key: &[u8]) -> Option<&'a [u8]> {
        let word = word(key);
        let is_it = |pair: &&Pair<'_>| {
            pair.word == word && pair.key.len() == key.len() && (key.len() <= 8 || pair.key == key)
        };
        self.pairs.iter().find(is_it).map(|pair| pair.value)
    }

    /// Reads a single whole number.
    pub(super) fn number(&self, key: &[u8]) -> Option<u32> {
        parse_u32(self.get(key)?)
    }

    /// Reads number `index` (0-based) of a comma-separated list of whole numbers.
    pub(super) fn number_at(&self, key: &[u8], index: usize) -> Option<u32> {
        parse_u32(item(self.get(key)?, index)?)
    }
}

/// Returns whether a value is `.`, a list such as `.,.`, or empty.
fn is_missing(value: &[u8]) -> bool {
    value.iter().all(|b| matches!(b, b'.' | b','))
}

/// Returns item `index` (0-based) of a comma-separated list.
pub(super) fn item(list: &[u8], index: usize) -> Option<&[u8]> {
    list.split(|&b| b == b',').nth(index)
}

/// Returns how many items a comma-separated list has.
pub(super) fn len(list: &[u8]) -> usize {
    list.split(|&b| b == b',').count()
}

/// Returns the sum of a list in which every item is a whole number.
pub(super) fn sum(list: &[u8]) -> Option<u32> {
    list.split(|&b| b == b',').try_fold(0u32, |sum, text| sum.checked_add(parse_u32(text)?))
}

/// Reads a whole number without sign.
pub(super) fn parse_u32(text: &[u8]) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    text.iter().try_fold(0u32, |number, &byte| {
        let digit = byte.is_ascii_digit().then(|| u32::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

/// Reads a fraction between 0 and 1: `0.015`, `1.5e-2`, or `1.5%`.
pub(super) fn parse_fraction(text: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(text).ok()?;
    let fraction = match text.strip_suffix('%') {
        // Some locales write VarScan's percentages with a decimal comma.
        Some(percent) => percent.replace(',', ".").parse::<f64>().ok()? / 100.0,
        None => text.parse::<f64>().ok()?,
    };
    (0.0..=1.0).contains(&fraction).then_some(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_by_key() {
        let fields = Fields::new(b"GT:AD:DP:AF", b"0/1:12,3:.");
        assert_eq!(fields.get(b"GT"), Some(&b"0/1"[..]));
        assert_eq!(fields.number_at(b"AD", 1), Some(3));
        assert_eq!(fields.number_at(b"AD", 2), None);
        assert_eq!(fields.number(b"DP"), None, "missing");
        assert_eq!(fields.get(b"AF"), None, "dropped from the end");
        assert_eq!(Fields::new(b"AD", b".,.").get(b"AD"), None);
        assert_eq!(Fields::new(b"", b"").get(b"AD"), None);
        let fields = Fields::new(b"LONGNAME:LONGNAME2:LONGNAME1:A", b"1:2:3:4");
        for (key, want) in [(&b"LONGNAME"[..], 1), (b"LONGNAME1", 3), (b"LONGNAME2", 2), (b"A", 4)]
        {
            assert_eq!(fields.number(key), Some(want));
        }
        assert_eq!(fields.get(b"LONGNAME3").or(fields.get(b"LONG")), None);
    }

    #[test]
    fn numbers() {
        for (text, want) in
            [("12", Some(12)), ("0", Some(0)), ("-1", None), ("+1", None), ("1.5", None)]
        {
            assert_eq!(parse_u32(text.as_bytes()), want, "{text}");
        }
        assert_eq!(parse_u32(b"99999999999"), None, "too large");
        assert_eq!(sum(b"1,2,3"), Some(6));
        assert_eq!(sum(b"1,."), None);
        for (text, want) in [
            ("0.25", Some(0.25)),
            ("1.5%", Some(0.015)),
            ("62,5%", Some(0.625)),
            ("9e-04", Some(0.0009)),
            ("1.2", None),
            ("-0.1", None),
            ("NaN", None),
            ("inf", None),
            ("%", None),
        ] {
            assert_eq!(parse_fraction(text.as_bytes()), want, "{text}");
        }
    }
}
