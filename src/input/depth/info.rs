//! Reads and fractions in INFO: sites-only callers, and conventions that name the tumour.

use memchr::memmem;

use crate::model::call::DepthSource;

use super::counts::{Site, from_dp4};
use super::fields::{item, parse_fraction, parse_u32};
use super::sample::{Counts, SampleFields};

/// The value of an INFO key; `None` for a flag, a missing key, and `.`.
pub(super) fn value<'a>(info: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let mut from = 0;
    while let Some(found) = memmem::find(&info[from..], key) {
        let at = from + found;
        let end = at + key.len();
        if (at == 0 || info[at - 1] == b';') && info.get(end) == Some(&b'=') {
            let value = info[end + 1..].split(|&b| b == b';').next()?;
            return (!value.is_empty() && value != b".").then_some(value);
        }
        from = end;
    }
    None
}

/// The most specific convention that the record follows.
pub(super) fn read(record: &SampleFields<'_>, site: &Site<'_>) -> Option<Counts> {
    let info = record.info;
    let number = |key: &[u8]| parse_u32(site.pick(value(info, key)?)?);
    let fraction = |key: &[u8]| parse_fraction(site.pick(value(info, key)?)?);
    // PCGR's convention for one tumour: TDP and TVAF. They name the tumour, so other columns do
    // not matter.
    if let Some(vaf) = fraction(b"TVAF") {
        return Some(Counts {
            source: DepthSource::Fraction,
            depth: number(b"TDP"),
            fraction: Some(vaf),
            ..Counts::default()
        });
    }
    if let Some(counts) = savana(info) {
        return Some(counts);
    }
    if record.columns > 1 {
        return None;
    }
    ion_fusion(info).or_else(|| {
        let list = value(info, b"DP4")?;
        let depth = value(info, b"DP").and_then(parse_u32);
        // Beside AN or AC, AF is a frequency among genotypes and not among reads.
        let is_cohort = value(info, b"AN").is_some() || value(info, b"AC").is_some();
        let vaf = if is_cohort { None } else { fraction(b"AF") };
        let counts = from_dp4(list, site, depth, vaf)?;
        let source = if vaf.is_some() { DepthSource::LoFreq } else { DepthSource::Dp4 };
        Some(Counts { source, ..counts })
    })
}

/// Whether Strelka decided by its second tier of reads: `TQSS` (SNVs) or `TQSI` (indels) is 2, the
/// tier of the variant's quality, or `TQSS_NT` or `TQSI_NT`, that of the quality with the normal's
/// genotype, which it filters by.
pub(super) fn is_second_tier(info: &[u8]) -> bool {
    // Most records have none of the four.
    memmem::find(info, b"TQS").is_some()
        && [&b"TQSS_NT"[..], b"TQSI_NT", b"TQSS", b"TQSI"]
            .into_iter()
            .find_map(|key| value(info, key))
            == Some(b"2")
}

/// Long-read callers of structural variants that give the tumour's support in INFO only: SAVANA.
fn savana(info: &[u8]) -> Option<Counts> {
    let first = |key: &[u8]| item(value(info, key)?, 0);
    let reads = first(b"TUMOUR_READ_SUPPORT").and_then(parse_u32)?;
    Some(Counts {
        source: DepthSource::Junction,
        alternate: Some(reads),
        depth: first(b"TUMOUR_DP_BEFORE").and_then(parse_u32),
        fraction: first(b"TUMOUR_AF").and_then(parse_fraction),
        ..Counts::default()
    })
}

/// Ion Torrent fusion panels list every fusion they can see, most of them with `READ_COUNT=0`.
fn ion_fusion(info: &[u8]) -> Option<Counts> {
    (value(info, b"SVTYPE")? == b"Fusion").then_some(())?;
    let reads = parse_u32(item(value(info, b"READ_COUNT")?, 0)?)?;
    Some(Counts { source: DepthSource::Junction, alternate: Some(reads), ..Counts::default() })
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
