//! Reads and fractions in INFO: sites-only callers, and conventions that name the tumour.

use crate::model::call::DepthSource;

use super::counts::{Site, from_dp4};
use super::fields::{item, parse_u32};
use super::fraction;
use super::sample::{Counts, SampleFields};
use super::value::value;

/// Reads the counts by the most specific convention that the record follows.
pub(super) fn read(record: &SampleFields<'_>, site: &Site<'_>) -> Option<Counts> {
    let info = record.info;
    let number = |key: &[u8]| parse_u32(site.pick(value(info, key)?)?);
    let of_key = |key: &[u8]| site.fraction(value(info, key)?);
    // PCGR's convention for one tumour: TDP and TVAF. They name the tumour, so other columns do
    // not matter.
    if let Some(vaf) = of_key(b"TVAF") {
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
        let vaf = if is_cohort { None } else { of_key(b"AF") };
        let counts = from_dp4(list, site, depth, vaf)?;
        let source = if vaf.is_some() { DepthSource::LoFreq } else { DepthSource::Dp4 };
        Some(Counts { source, ..counts })
    })
}

/// Reads SAVANA's counts. This long-read caller of structural variants gives the tumour's support
/// in INFO only.
fn savana(info: &[u8]) -> Option<Counts> {
    let first = |key: &[u8]| item(value(info, key)?, 0);
    let reads = first(b"TUMOUR_READ_SUPPORT").and_then(parse_u32)?;
    Some(Counts {
        source: DepthSource::Junction,
        alternate: Some(reads),
        depth: first(b"TUMOUR_DP_BEFORE").and_then(parse_u32),
        fraction: first(b"TUMOUR_AF").and_then(fraction::parse),
        ..Counts::default()
    })
}

/// Reads the counts of Ion Torrent's fusion panels. They list every fusion they can see, most of
/// them with `READ_COUNT=0`.
fn ion_fusion(info: &[u8]) -> Option<Counts> {
    (value(info, b"SVTYPE")? == b"Fusion").then_some(())?;
    let reads = parse_u32(item(value(info, b"READ_COUNT")?, 0)?)?;
    Some(Counts { source: DepthSource::Junction, alternate: Some(reads), ..Counts::default() })
}
