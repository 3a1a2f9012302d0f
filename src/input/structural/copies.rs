//! Numbers of copies as callers write them.

use crate::input::depth::genotype_alleles;
use crate::input::record::Record;
use crate::model::structural::{CopyState, MOST_COPIES};
use crate::model::tumor_content::TumorContent;

use super::symbol::Symbol;

/// Keys of the copies of a stretch, the tumour's own number before that of the record: CN of most
/// callers, TCN of ascatNgs and others, TCN_EM of FACETS, RDCN of DELLY.
const TOTAL: [&[u8]; 5] = [b"CN", b"TCN", b"TCN_EM", b"CNF", b"RDCN"];
/// Keys of the copies of the rarer allele: MCN of ascatNgs and DRAGEN, LCN and LCN_EM of FACETS.
const MINOR: [&[u8]; 3] = [b"MCN", b"LCN", b"LCN_EM"];
/// Keys of a ratio to the average coverage: FOLD_CHANGE of CNVkit, FC of Illumina, SM of DRAGEN.
const RATIO: [&[u8]; 3] = [b"FOLD_CHANGE", b"FC", b"SM"];
/// Keys of the logarithm of such a ratio, base 2: CNVkit, FACETS and others.
const LOG_RATIO: [&[u8]; 6] =
    [b"FOLD_CHANGE_LOG", b"LOG2", b"log2", b"LOG2FC", b"L2FC", b"CNLR_MEDIAN"];
/// INFO keys that name genes: those of Illumina, Ion Torrent and others.
const NAMES: [&[u8]; 6] = [b"ANT", b"SEGID", b"GENE", b"GENE_NAME", b"GENE_SYMBOL", b"SYMBOL"];

/// Returns the copies that a record states for the tumour, ratios read with what `content` says of the
/// sample.
pub(super) fn stated(symbol: &Symbol<'_>, content: TumorContent) -> CopyState {
    let value = |key: &[u8]| number(symbol, key);
    let is_number = |copies: &f64| (0.0..=MOST_COPIES).contains(copies);
    let copies = |keys: &[&[u8]]| keys.iter().find_map(|key| value(key).filter(is_number));
    let total = copies(&TOTAL);
    let minor = copies(&MINOR).or_else(|| {
        // Canvas counts the commoner allele.
        let major = symbol.record.format_value(symbol.sample?, b"MCC").and_then(parse)?;
        total.map(|total| total - major).filter(|minor| *minor >= 0.0)
    });
    if total.is_some() {
        return CopyState { total, minor, ..CopyState::default() };
    }
    let logarithm = || LOG_RATIO.iter().find_map(|key| value(key)).map(f64::exp2);
    let Some(ratio) = copies(&RATIO).or_else(logarithm) else {
        return CopyState { total, minor, ..CopyState::default() };
    };
    CopyState {
        total: Some(content.copies(ratio)),
        minor,
        is_undiluted_ratio: content.purity.is_none(),
        is_of_genotype: false,
    }
}

/// Returns what a record says of its sample's purity and ploidy.
pub(crate) fn own_content(record: &Record<'_>) -> TumorContent {
    let info =
        |keys: [&[u8]; 2]| keys.into_iter().find_map(|key| record.info_value(key).and_then(parse));
    TumorContent {
        purity: info([b"PURITY", b"purity"]).and_then(TumorContent::as_purity),
        ploidy: info([b"PLOIDY", b"ploidy"]).and_then(TumorContent::as_ploidy),
    }
}

/// Returns whether the genotype has the allele on every chromosome, two at least.
pub(super) fn is_homozygous(symbol: &Symbol<'_>) -> bool {
    let genotype = symbol.sample.and_then(|sample| symbol.record.format_value(sample, b"GT"));
    let Some(genotype) = genotype else { return false };
    let is_this = |allele: Option<u32>| allele.is_some_and(|n| n as usize == symbol.number);
    genotype_alleles(genotype).count() > 1 && genotype_alleles(genotype).all(is_this)
}

/// Returns the one name that a record gives to its stretch, by INFO or else by ID.
pub(super) fn name(record: &Record<'_>) -> Option<Box<str>> {
    let named = NAMES.into_iter().find_map(|key| record.info_value(key));
    let text = std::str::from_utf8(named.unwrap_or(record.id())).ok()?;
    // An ID may say more beside the gene: `ERBB2_AMP`, `DRAGEN:GAIN:17:…`.
    let first = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next()?;
    let is_one = named.is_none() || first.len() == text.len();
    (is_one && !first.is_empty()).then(|| first.into())
}

/// Returns the number that the tumour's column, or else INFO, has for `key`. Of a list for all alleles,
/// it is that of this one; of any other list, none.
fn number(symbol: &Symbol<'_>, key: &[u8]) -> Option<f64> {
    let own = symbol.sample.and_then(|sample| symbol.record.format_value(sample, key));
    let list = own.or_else(|| symbol.record.info_value(key))?;
    let mut items = list.split(|&b| b == b',');
    let alternates = symbol.record.alternates().count();
    match items.clone().count() {
        1 => parse(list),
        count if count == alternates => parse(items.nth(symbol.number.checked_sub(1)?)?),
        _ => None,
    }
}

fn parse(value: &[u8]) -> Option<f64> {
    let number = std::str::from_utf8(value).ok()?.parse::<f64>().ok()?;
    number.is_finite().then_some(number)
}
