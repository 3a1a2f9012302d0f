//! Values of INFO keys, and Strelka's tier among them.

use memchr::memmem::{self, Finder};

/// Returns the value of an INFO key, or `None` for a flag, a missing key, and `.`.
pub(super) fn value<'a>(info: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    value_by(info, &Finder::new(key))
}

/// As [`value`], by a finder of the key: making one costs as much as a search.
pub(super) fn value_by<'a>(info: &'a [u8], key: &Finder<'_>) -> Option<&'a [u8]> {
    let mut from = 0;
    while let Some(found) = key.find(&info[from..]) {
        let at = from + found;
        let end = at + key.needle().len();
        if (at == 0 || info[at - 1] == b';') && info.get(end) == Some(&b'=') {
            let value = info[end + 1..].split(|&b| b == b';').next()?;
            return (!value.is_empty() && value != b".").then_some(value);
        }
        from = end;
    }
    None
}

/// Returns whether Strelka decided by its second tier of reads.
///
/// `TQSS_NT` (SNVs) or `TQSI_NT` (indels) is the tier of the quality with the normal's genotype,
/// which it filters by. Without these, `TQSS` or `TQSI` is the tier of the variant's quality.
pub(super) fn is_second_tier(info: &[u8]) -> bool {
    // Most records have none of the four.
    memmem::find(info, b"TQS").is_some()
        && [&b"TQSS_NT"[..], b"TQSI_NT", b"TQSS", b"TQSI"]
            .into_iter()
            .find_map(|key| value(info, key))
            == Some(b"2")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strelka_tiers() {
        for (info, want) in [
            ("SOMATIC;TQSS=2;QSS=41", true),
            ("TQSI=2;SOMATIC", true),
            ("TQSS=1;QSS=41;TQSS_NT=2", true),
            ("TQSS=2;TQSS_NT=1", false),
            ("TQSS=1", false),
            ("DP=2;SOMATIC", false),
            ("", false),
        ] {
            assert_eq!(is_second_tier(info.as_bytes()), want, "{info}");
        }
    }

    #[test]
    fn values() {
        let info = b"XDP=1;DP=20;SOMATIC;AF=.;DP4=1,2,3,4";
        assert_eq!(value(info, b"DP"), Some(&b"20"[..]));
        assert_eq!(value(info, b"DP4"), Some(&b"1,2,3,4"[..]));
        assert_eq!(value(info, b"AF"), None);
        assert_eq!(value(info, b"SOMATIC"), None);
        assert_eq!(value(b"", b"DP"), None);
    }
}
