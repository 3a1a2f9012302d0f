//! Where a symbolic allele ends, what lies between its ends, and what shows them.

use crate::input::record::{Record, parse_pos};
use crate::model::allele::is_bases;
use crate::model::structural::{CopyState, InsertionKind};

use super::symbol::Symbol;

/// Inserted bases of unknown kind that are kept: more say nothing.
const MOST_UNKNOWN: usize = 10_000;

/// More inserted bases than this hold a stop codon in any frame.
const MOST_READ_THROUGH: u32 = 1_000;

/// INFO keys of the bases between two ends: Manta and others, SvABA.
const OF_INSERTED: [&[u8]; 3] = [b"SVINSSEQ", b"INSSEQ", b"INSERTION"];

/// INFO keys of records whose ends reads span: pairs, split reads, a connection type.
const OF_READS: [&[u8]; 12] = [
    b"CT",
    b"PRECISE",
    b"PE",
    b"SR",
    b"SU",
    b"SUPPORT",
    b"RE",
    b"MATEID",
    b"HOMLEN",
    b"STRANDS",
    b"CONSENSUS",
    b"SVINSSEQ",
];
/// The same of FORMAT.
const OF_READS_IN_SAMPLE: [&[u8]; 7] = [b"PR", b"SR", b"DV", b"RV", b"VF", b"SU", b"VR"];
/// Keys of records of depth: ratios, and how many places they were measured at.
const OF_DEPTH: [&[u8]; 7] =
    [b"FOLD_CHANGE", b"FC", b"PROBES", b"SM", b"natorRD", b"NUMTILES", b"CNLR_MEDIAN"];

/// Bases by which END and SVLEN may tell of different lengths, beside the shorter one once more.
const LENGTHS_APART: u32 = 50;

/// Returns the end of an allele, 0-based half-open: END, or SVLEN from the base behind POS (VCF 4.5
/// §1.6.1). END is that of the longest of several alleles, so their own lengths come first. Of one allele
/// there is no end where the two tell of different alleles, unless the ends are not exact: SVLEN is then an
/// estimate by the size of fragments.
pub(super) fn end(symbol: &Symbol<'_>, position: u32) -> Option<u32> {
    let stated = symbol.record.info_value(b"END").and_then(parse_pos);
    let first = position.checked_add(1)?;
    let length = length(symbol.record, symbol.number);
    let counted = length.and_then(|length| first.checked_add(length));
    if symbol.record.alternates().nth(1).is_some() {
        return counted.or(stated);
    }
    let are_apart = |(end, length): (u32, u32)| {
        let stated = end.saturating_sub(first);
        stated.abs_diff(length) > LENGTHS_APART + stated.min(length)
    };
    let is_exact = || symbol.record.info_value(b"IMPRECISE").is_none();
    if stated.zip(length).is_some_and(are_apart) && is_exact() { None } else { stated.or(counted) }
}

/// Returns whether SVTYPE says the opposite of an allele's name.
pub(super) fn is_contradicted(record: &Record<'_>, family: &[u8]) -> bool {
    let gains: &[&[u8]] = &[b"DUP", b"INS", b"AMP", b"GAIN"];
    let losses: &[&[u8]] = &[b"DEL", b"LOSS"];
    let Some(kind) = record.info_value(b"SVTYPE") else { return false };
    losses.contains(&family) && gains.contains(&kind)
        || gains.contains(&family) && losses.contains(&kind)
}

/// Returns the length of the ALT with this 1-based number by SVLEN or LEN, whatever its sign. One
/// length for several alleles is that of each.
pub(crate) fn length(record: &Record<'_>, number: usize) -> Option<u32> {
    let list = record.info_value(b"SVLEN").or_else(|| record.info_value(b"LEN"))?;
    let mut items = list.split(|&b| b == b',');
    let item = items.clone().nth(number.checked_sub(1)?).or_else(|| {
        let first = items.next();
        first.filter(|_| items.next().is_none())
    })?;
    let length = std::str::from_utf8(item).ok()?.parse::<i64>().ok()?.unsigned_abs();
    u32::try_from(length).ok().filter(|&length| length > 0)
}

/// Returns the bases between the two ends of a deletion or a duplication, `N` where only their number is
/// stated.
pub(super) fn inserted(record: &Record<'_>) -> Vec<u8> {
    let stated = |key: &&[u8]| record.info_value(key).filter(|bases| is_bases(bases));
    if let Some(bases) = OF_INSERTED.iter().find_map(stated) {
        return bases.to_ascii_uppercase();
    }
    let number = record.info_value(b"SVINSLEN").or_else(|| record.info_value(b"INSLEN"));
    let number = number.and_then(parse_pos).map_or(0, |number| number as usize);
    vec![b'N'; number.min(MOST_UNKNOWN)]
}

/// Returns how many bases the ends may lie elsewhere, by CIPOS and CIEND.
pub(super) fn slack(record: &Record<'_>) -> u32 {
    let around = [&b"CIPOS"[..], b"CIEND"].into_iter().filter_map(|key| record.info_value(key));
    let bounds = around.flat_map(|list| list.split(|&b| b == b','));
    let number = |bound: &[u8]| std::str::from_utf8(bound).ok()?.parse::<i32>().ok();
    bounds.filter_map(number).map(i32::unsigned_abs).max().unwrap_or_default()
}

/// Returns what is known of an insertion whose bases the record does not give: that it is a mobile element,
/// their number, or that the reads did not span them.
pub(super) fn insertion(symbol: &Symbol<'_>, subtype: &[u8]) -> Option<InsertionKind> {
    let record = symbol.record;
    if subtype == b"ME" {
        return Some(InsertionKind::Element);
    }
    match length(record, symbol.number) {
        Some(length) if length > MOST_READ_THROUGH => Some(InsertionKind::Long),
        Some(length) => {
            record.info_value(b"IMPRECISE").is_none().then_some(InsertionKind::Counted(length))
        }
        // Manta gives the ends of an insertion that it could not assemble, one at least.
        None => [&b"LEFT_SVINSSEQ"[..], b"RIGHT_SVINSSEQ"]
            .into_iter()
            .find_map(|key| record.info_value(key))
            .map(|_| InsertionKind::Long),
    }
}

/// Returns whether only the depth of reads shows the ends: SVCLAIM says so (VCF 4.5 §3), or the record
/// is one of a depth caller. Of depth are ratios of coverage, and copies in a record that calls itself no
/// structural variant or its ends imprecise, unless reads span the ends.
pub(super) fn are_by_depth(symbol: &Symbol<'_>, copies: CopyState) -> bool {
    match claim(symbol) {
        Some(claim) => claim == b"D",
        None if is_depth_call(symbol) => true,
        None => {
            let record = symbol.record;
            let is_spanned = || {
                OF_READS.iter().any(|key| record.info_value(key).is_some())
                    || record.format_keys().any(|key| OF_READS_IN_SAMPLE.contains(&key))
            };
            let is_ratio = OF_DEPTH.iter().any(|key| record.info_value(key).is_some())
                || record.format_keys().any(|key| OF_DEPTH.contains(&key));
            let is_vague = || {
                record.info_value(b"SVTYPE").is_none() || record.info_value(b"IMPRECISE").is_some()
            };
            (is_ratio || copies.is_stated() && is_vague()) && !is_spanned()
        }
    }
}

/// Returns whether the record itself says that it is one of depth.
pub(super) fn is_depth_call(symbol: &Symbol<'_>) -> bool {
    claim(symbol)
        .map_or_else(|| symbol.record.info_value(b"SVTYPE") == Some(b"CNV"), |claim| claim == b"D")
}

fn claim<'r>(symbol: &Symbol<'r>) -> Option<&'r [u8]> {
    let list = symbol.record.info_value(b"SVCLAIM")?;
    list.split(|&b| b == b',').nth(symbol.number.checked_sub(1)?).filter(|claim| *claim != b".")
}
