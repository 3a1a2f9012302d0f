//! Counts of molecules: what callers that use molecular barcodes (UMIs) state beside or instead of reads.
//!
//! They come before reads of the same record: copies of one molecule are one observation. A key alone says
//! nothing, as other programs use the same ones for other things (`MAF` for the minor allele, `MDP` for raw
//! reads, `VMT` for a type). Each dialect therefore asks for all the keys that its caller writes together.

use crate::model::call::DepthSource;

use super::counts::{Site, allele_depths};
use super::fields::{Fields, item, len, parse_u32, sum};
use super::fraction;
use super::sample::{Counts, SampleFields};
use super::value::value;

/// Reads the counts of molecules, where the record states them.
pub(super) fn read(
    record: &SampleFields<'_>,
    fields: &Fields<'_>,
    site: &Site<'_>,
) -> Option<Counts> {
    ion_torrent(fields, site)
        .or_else(|| smcounter_of_sample(fields, site))
        .or_else(|| umivar(fields, site))
        .or_else(|| pisces(fields, site))
        // What INFO states is of one sample only where there is one.
        .or_else(|| (record.columns == 1).then(|| smcounter(record, site)).flatten())
        .or_else(|| (record.columns == 1).then(|| umi_error_correct(record, site)).flatten())
        .or_else(|| (record.columns == 1).then(|| mageri(record, site)).flatten())
}

/// Returns the molecules over the place, where Ion Torrent's caller states any: `MDP` beside `MRO`.
pub(super) fn ion_depth(fields: &Fields<'_>) -> Option<u32> {
    fields.number(b"MRO")?;
    fields.number(b"MDP").filter(|&molecules| molecules > 0)
}

/// Reads Ion Torrent's molecules (Oncomine cell-free assays): `MDP` in all, `MRO` of the reference, `MAO` and
/// the fraction `MAF` of each ALT. `FAO` and `AF` of the same record are of reads.
fn ion_torrent(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    let list = fields.get(b"MAO")?;
    let depth = ion_depth(fields)?;
    Some(Counts {
        source: DepthSource::IonMolecules,
        alternate: Some(parse_u32(site.pick(list)?)?),
        assigned: fields.number(b"MRO").and_then(|n| n.checked_add(sum(list)?)),
        depth: Some(depth),
        fraction: fields.get(b"MAF").and_then(|list| site.fraction(list)),
    })
}

/// Reads smCounter2's molecules where they stand with the sample: `UMT` in all, `VMT` and the fraction `VMF`
/// of each ALT. `DP`, `VDP` and `VAF` of the same record are of reads.
fn smcounter_of_sample(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    let (all, list) = (fields.number(b"UMT")?, fields.get(b"VMT")?);
    of_umt(all, list, fields.get(b"VMF"), site, DepthSource::SmCounterFormat)
}

/// Reads the molecules of smCounter and smCounter2 in INFO: `UMT`, `VMT`, `VMF`. DP beside them counts reads.
///
/// Of two ALTs the first smCounter counts the first, and writes 1 into AD for the second whatever it found.
fn smcounter(record: &SampleFields<'_>, site: &Site<'_>) -> Option<Counts> {
    // What both write, and most records do not have: it spares a look into INFO.
    if record.format() != b"GT:AD:VF" {
        return None;
    }
    let all = parse_u32(value(record.info, b"UMT")?)?;
    let list = value(record.info, b"VMT")?;
    of_umt(all, list, value(record.info, b"VMF"), site, DepthSource::SmCounter)
}

fn of_umt(
    all: u32,
    list: &[u8],
    fractions: Option<&[u8]>,
    site: &Site<'_>,
    source: DepthSource,
) -> Option<Counts> {
    let is_of_first = len(list) == 1 && site.alternates > 1;
    let pick = |list| match is_of_first {
        true => item(list, 0).filter(|_| site.index == 1),
        false => site.pick(list),
    };
    let alternate = pick(list).and_then(parse_u32);
    if alternate.is_none() && !is_of_first {
        return None;
    }
    let fraction = fractions.and_then(|list| fraction::parse(pick(list)?));
    Some(Counts { source, alternate, assigned: None, depth: Some(all), fraction })
}

/// Reads umiVar's consensus reads `AC` of `DP`, one a molecule, beside those of two copies or more (`M_AC`,
/// `M_REF`).
fn umivar(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    fields.number(b"M_REF")?;
    fields.get(b"M_AC")?;
    Some(Counts {
        source: DepthSource::UmiVar,
        alternate: Some(parse_u32(site.pick(fields.get(b"AC")?)?)?),
        assigned: None,
        depth: fields.number(b"DP"),
        fraction: fields.get(b"AF").and_then(|list| site.fraction(list)),
    })
}

/// Reads UMIErrorCorrect's consensus reads in INFO: `DP`, `AD` of the allele, `AF`. Its one field of the
/// sample is named `DP` too, and is `AD` again.
fn umi_error_correct(record: &SampleFields<'_>, site: &Site<'_>) -> Option<Counts> {
    if record.format() != b"DP" || site.alternates != 1 {
        return None;
    }
    let number = |key: &[u8]| parse_u32(value(record.info, key)?);
    let alternate = number(b"AD")?;
    (parse_u32(record.sample) == Some(alternate)).then_some(())?;
    Some(Counts {
        source: DepthSource::UmiErrorCorrect,
        alternate: Some(alternate),
        assigned: None,
        depth: Some(number(b"DP")?),
        fraction: Some(fraction::parse(value(record.info, b"AF")?)?),
    })
}

/// Reads MAGERI's molecules: the fraction `AF` of `DP` assembled molecules, beside the quality `CQ` of their
/// assembly. Those of the allele are not stated.
fn mageri(record: &SampleFields<'_>, site: &Site<'_>) -> Option<Counts> {
    if record.format() != b"GT:DP" {
        return None;
    }
    value(record.info, b"CQ")?;
    let depth = parse_u32(value(record.info, b"DP")?)?;
    (parse_u32(record.sample.rsplit(|&b| b == b':').next()?) == Some(depth)).then_some(())?;
    Some(Counts {
        source: DepthSource::Mageri,
        alternate: None,
        assigned: None,
        depth: Some(depth),
        fraction: Some(site.fraction(value(record.info, b"AF")?)?),
    })
}

/// Reads `AD` of Pisces over collapsed reads (TruSight Oncology 500). Beside it `US` has the kinds of collapsed
/// reads, stitched or not, duplex or of one strand: six of the allele and six of all.
fn pisces(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    const KINDS: usize = 6;
    let kinds = fields.get(b"US")?;
    (len(kinds) == 2 * KINDS && sum(kinds).is_some()).then_some(())?;
    let counts = allele_depths(fields, site)?;
    Some(Counts { source: DepthSource::Pisces, ..counts })
}
