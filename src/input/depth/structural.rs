//! Supporting reads of structural variants in FORMAT.

use crate::model::call::DepthSource;

use super::counts::{Site, stated_fraction};
use super::fields::{Fields, item, len, parse_u32};
use super::sample::Counts;

/// Reads the support in the dialect whose fields are there. All of them write one ALT a record.
pub(super) fn read(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    if site.alternates != 1 {
        return None;
    }
    let dialects = [gridss, svaba, manta, delly, long_reads, nanosv, nanomonsv, lumpy];
    let (alternate, reference) = dialects.into_iter().find_map(|dialect| dialect(fields))?;
    Some(Counts {
        source: DepthSource::Junction,
        alternate: Some(alternate),
        assigned: reference.and_then(|n| n.checked_add(alternate)),
        depth: None,
        fraction: stated_fraction(fields, site),
    })
}

/// ALT and, where given, REF support.
type Support = (u32, Option<u32>);

/// Reads Manta's spanning pairs `PR` and split reads `SR`, each `ref,alt`, either or both.
fn manta(fields: &Fields<'_>) -> Option<Support> {
    let reads = |key: &[u8]| fields.get(key).filter(|list| len(list) == 2);
    let (pairs, split) = (reads(b"PR"), reads(b"SR"));
    pairs.or(split)?;
    let at = |list: Option<&[u8]>, at: usize| parse_u32(item(list.unwrap_or(b"0,0"), at)?);
    let add = |allele: usize| at(pairs, allele)?.checked_add(at(split, allele)?);
    Some((add(1)?, add(0)))
}

/// Reads Delly's pairs `DR DV` and junction reads `RR RV`.
fn delly(fields: &Fields<'_>) -> Option<Support> {
    let alternate = fields.number(b"DV")?.checked_add(fields.number(b"RV")?)?;
    let reference = fields.number(b"DR")?.checked_add(fields.number(b"RR")?);
    Some((alternate, reference))
}

/// Reads the reads of the reference `DR` and of the variant `DV` of Sniffles, cuteSV and Severus.
fn long_reads(fields: &Fields<'_>) -> Option<Support> {
    Some((fields.number(b"DV")?, fields.number(b"DR")))
}

/// Reads NanoSV's `DR` and `DV` at each of the two breakends. The end with fewer reads of the
/// variant is what both show.
fn nanosv(fields: &Fields<'_>) -> Option<Support> {
    let pair = |key: &[u8]| Some((fields.number_at(key, 0)?, fields.number_at(key, 1)?));
    let ((first, second), reference) = (pair(b"DV")?, pair(b"DR"));
    let at_end = |(one, other)| if first <= second { one } else { other };
    Some((first.min(second), reference.map(at_end)))
}

/// Reads nanomonsv's reads over the place `TR`, those with the variant `VR` among them.
fn nanomonsv(fields: &Fields<'_>) -> Option<Support> {
    let alternate = fields.number(b"VR")?;
    Some((alternate, fields.number(b"TR")?.checked_sub(alternate)))
}

/// Reads GRIDSS' fragments with the variant `VF`, and reads `REF` and pairs `REFPAIR` of the
/// reference.
fn gridss(fields: &Fields<'_>) -> Option<Support> {
    let reference = fields.number(b"REF")?.checked_add(fields.number(b"REFPAIR")?);
    Some((fields.number(b"VF")?, reference))
}

/// Reads SvABA's single `AD` of variant reads, in the company of its log odds `LO`. Its DP is local
/// coverage that AD can exceed, so no fraction is made of the two.
fn svaba(fields: &Fields<'_>) -> Option<Support> {
    fields.get(b"LO")?;
    Some((fields.number(b"AD")?, None))
}

/// Reads LUMPY's pieces of evidence `SU`.
fn lumpy(fields: &Fields<'_>) -> Option<Support> {
    Some((fields.number(b"SU")?, None))
}
