//! Fractions of reads as callers write them.

use super::fields::{item, len, parse_u32};

/// Decimals of a fraction that is read by whole numbers.
const PLAIN: usize = 9;
const POWERS: [f64; PLAIN + 1] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

/// Reads a fraction between 0 and 1: `0.015`, `1.5e-2`, or `1.5%`.
pub(super) fn parse(text: &[u8]) -> Option<f64> {
    if let [whole @ (b'0' | b'1'), b'.', decimals @ ..] = text
        && (1..=PLAIN).contains(&decimals.len())
        && let Some(decimals_read) = parse_u32(decimals)
    {
        // As nearly all are. Both numbers are whole ones that a float holds, so it is the nearest to theirs.
        let scale = POWERS[decimals.len()];
        let scaled = f64::from(whole - b'0') * scale + f64::from(decimals_read);
        return Some(scaled / scale).filter(|fraction| *fraction <= 1.0);
    }
    let text = std::str::from_utf8(text).ok()?;
    let fraction = match text.strip_suffix('%') {
        // Some locales write VarScan's percentages with a decimal comma.
        Some(percent) => percent.replace(',', ".").parse::<f64>().ok()? / 100.0,
        None => text.parse::<f64>().ok()?,
    };
    (0.0..=1.0).contains(&fraction).then_some(fraction)
}

/// Returns whether a list may be one number with a decimal comma: of whole numbers, one more than there are
/// ALTs. As a list of all alleles' fractions it would be of a homozygous call.
fn has_decimal_comma(list: &[u8], alternates: usize) -> bool {
    len(list) == alternates + 1 && list.iter().all(|b| b.is_ascii_digit() || *b == b',')
}

/// Returns whether a list is one percentage with a decimal comma: `62,5%`.
fn is_one_percentage(list: &[u8]) -> bool {
    list.iter().filter(|&&b| b == b'%').count() == 1 && parse(list).is_some()
}

/// Reads the fraction of the ALT with the 1-based `number` from a list with one for each of so many ALTs
/// (`Number=A`), or for REF too (`Number=R`). One beside several ALTs is that of none.
pub(super) fn of_list(list: &[u8], alternates: usize, number: usize) -> Option<f64> {
    if has_decimal_comma(list, alternates) {
        return None;
    }
    if alternates == 1 && is_one_percentage(list) {
        return parse(list);
    }
    let place = match len(list) {
        count if count == alternates => number.checked_sub(1)?,
        count if count == alternates + 1 => number,
        _ => return None,
    };
    parse(item(list, place)?)
}

/// Returns whether a list can be the fractions of so many ALTs, missing ones left out.
pub(in crate::input) fn are_fractions(list: &[u8], alternates: usize) -> bool {
    let is_one = |text: &[u8]| matches!(text, b"." | b"") || parse(text).is_some();
    let count = len(list);
    let are_all = (count == 1 || count == alternates || count == alternates + 1)
        && !has_decimal_comma(list, alternates)
        && list.split(|&b| b == b',').all(is_one);
    are_all || alternates == 1 && is_one_percentage(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_fraction() {
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
            assert_eq!(parse(text.as_bytes()), want, "{text}");
        }
        for count in (0..100_000_000).step_by(7_919).chain([99_999_999]) {
            for width in 1..=8 {
                let text = format!("0.{:0width$}", count % 10_u32.pow(width as u32));
                let text = if count % 1000 == 0 { text.replacen('0', "1", 1) } else { text };
                let exact = text.parse::<f64>().ok().filter(|fraction| *fraction <= 1.0);
                assert_eq!(parse(text.as_bytes()), exact, "{text}");
            }
        }
    }

    #[test]
    fn lists_of_fractions() {
        for (list, alternates, want) in [
            ("0.4", 1, Some(Some(0.4))),
            ("0.6,0.4", 1, Some(Some(0.4))),
            ("0.4,0.1", 2, Some(Some(0.4))),
            ("0.5,0.4,0.1", 2, Some(Some(0.4))),
            ("0.4,.", 2, Some(Some(0.4))),
            ("1", 1, Some(Some(1.0))),
            ("0,1", 2, Some(Some(0.0))),
            ("45%", 1, Some(Some(0.45))),
            (".", 1, Some(None)),
            ("0.4", 2, Some(None)),
            ("62,5%", 1, Some(Some(0.625))),
            // One tenth, or all reads.
            ("0,1", 1, None),
            ("0,01", 1, None),
            ("45", 1, None),
            ("1.5", 1, None),
            ("-0.2", 1, None),
            ("NaN", 1, None),
            ("inf", 1, None),
            ("<0.01", 1, None),
            ("0.4|0.1", 1, None),
            ("0.1,0.2,0.3", 1, None),
        ] {
            let list = list.as_bytes();
            assert_eq!(are_fractions(list, alternates), want.is_some(), "{list:?}");
            if let Some(first) = want {
                assert_eq!(of_list(list, alternates, 1), first, "{list:?}");
            }
        }
    }
}
