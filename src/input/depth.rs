//! What a caller says of one ALT allele in one sample: reads, allele fraction, presence, phase.
//!
//! No caller is asked for its name: the fields of the record decide, the most specific first
//! (`molecules`, `counts`). Files merged from several callers therefore work record by record.
//! Molecules come before reads, as copies of one molecule are one observation.
//!
//! - `depth` is the caller's DP (FDP for Ion Torrent) unless the allele counts add up to more.
//! - `vaf` is the fraction the caller states. Without one it is the ALT reads over the reads that
//!   were assigned to any allele (the definition of `bcftools +fill-tags VAF`). An allele without
//!   a single read has fraction 0, whatever prior a caller (Mutect2) writes into AF. Reads that
//!   cannot come from the stated fraction beat it (`agreement`).
//! - A number that cannot be read is a missing number.

mod agreement;
mod counts;
mod fields;
mod fraction;
mod genotype;
mod info;
mod local;
mod molecules;
mod phase;
mod sample;
mod site;
mod structural;
mod value;

use crate::model::allele::AltKind;
use crate::model::call::{Call, DepthSource, Doubt, Presence};
use crate::model::phase::PhaseSet;

pub(super) use fields::Checked;
pub(super) use fields::parse_u32;
pub use fields::{Fields, Keys};
pub(super) use fraction::are_fractions;
use genotype::Stated;

pub(super) use genotype::alleles as genotype_alleles;
use sample::Counts;
pub use sample::SampleFields;
pub use site::{genotype as site_genotype, is_uncalled, site_depth, stated_depth};

/// FreeBayes' genotype prior is that of a diploid genome, so a subclonal allele stands in a record
/// with genotype 0/0. From these numbers on the reads outweigh it. Two is the fewest reads with
/// which FreeBayes reports an allele at all (`--min-alternate-count`).
const FREEBAYES_MIN_READS: u32 = 2;
/// See [`FREEBAYES_MIN_READS`]. Below 1 % an allele of 0/0 may be sequencing error.
const FREEBAYES_MIN_FRACTION: f64 = 0.01;
/// So many reads of an allele, and this share of all, are no errors. Where a diploid genotype leaves the allele
/// out, it may be that of a subclone, or of a third allele: it is neither there nor known to be absent.
const DOUBT_MIN_READS: u32 = 5;
/// See [`DOUBT_MIN_READS`].
const DOUBT_MIN_FRACTION: f64 = 0.05;
/// Callers of structural variants genotype with a diploid model too, and let a subclone pass with
/// genotype 0/0 (Sniffles' mosaic variants). So many supporting reads, and this share of all, are
/// no chance alignments. Fewer may be those of another sample's variant.
const JUNCTION_MIN_READS: u32 = 5;
/// See [`JUNCTION_MIN_READS`].
const JUNCTION_MIN_FRACTION: f64 = 0.05;

/// Reads the call of the ALT allele with 1-based number `alt_index`.
///
/// Never fails: what cannot be read is absent from the result.
///
/// Presence:
/// 1. the genotype names the allele → present, unless the counts say that no read has it
/// 2. it names only other alleles → absent, unless another field says somatic (SS,
///    FreeBayes' counts, a structural variant that passes FILTER with many reads)
/// 3. no genotype or a missing one (`./.`) → the reads decide, or the fraction
/// 4. nothing at all → unstated, with three exceptions
///
/// A missing genotype of a small variant is absent where the file has several samples. `bcftools
/// merge` writes `./.` for a sample that the variant was not called in. It is absent too where
/// INFO/AC counts no copy, and any is where the site has no read.
///
/// What speaks against an absence by 1 or 2 is its [`Doubt`].
pub fn read_call(record: &SampleFields<'_>, alt_index: usize) -> Call {
    let fields = &record.fields;
    let site = counts::Site::new(record, alt_index);
    let counts = molecules::read(record, fields, &site)
        .or_else(|| counts::read(fields, &site))
        .or_else(|| structural::read(fields, &site))
        .or_else(|| counts::fraction_only(fields, &site))
        .or_else(|| info::read(record, &site))
        .or_else(|| counts::depth_only(fields, &site))
        .unwrap_or_default();
    let genotype = fields.raw(b"GT").unwrap_or_default();
    let stated = match fields.get(b"LGT") {
        Some(local) if genotype.is_empty() => local::stated(fields, local, alt_index),
        _ => genotype::stated(genotype, alt_index),
    };
    let mut call = settle(&counts);
    call.presence = match stated {
        Stated::Named if is_without_support(&site, &counts) => Presence::Absent,
        Stated::Named => Presence::Present,
        Stated::OnlyOthers if is_somatic_despite(fields, record.filter, &call) => Presence::Present,
        Stated::OnlyOthers => Presence::Absent,
        Stated::Missing | Stated::NoGenotype => by_reads(record, &site, stated, &call),
    };
    if call.presence == Presence::Absent {
        call.doubt = doubt(&counts, stated, &call);
    } else {
        let phase_set = phase::phase_set(fields, record.info, genotype, alt_index);
        call.phase_set = phase_set.as_deref().map(PhaseSet::parse);
    }
    call
}

/// Returns whether the genotype names the unspecified ALT with the 1-based number `alt_index`, or so many reads
/// are counted for it as no errors are.
pub fn has_unspelled(record: &SampleFields<'_>, alt_index: usize) -> bool {
    let fields = &record.fields;
    let genotype = fields.raw(b"GT").unwrap_or_default();
    // As nearly all blocks of a gVCF are.
    let is_reference = matches!(genotype, b"0/0" | b"0|0" | b"./." | b"0" | b"");
    if is_reference && fields.get(b"AD").is_none() {
        return false;
    }
    genotype::stated(genotype, alt_index) == Stated::Named
        || is_share(&read_call(record, alt_index))
}

/// Returns the call with depth, reads and fraction that agree with each other.
fn settle(counts: &Counts) -> Call {
    // Support alone (LUMPY) is not a depth.
    let depth = counts.depth.max(counts.assigned).map(|n| n.max(counts.alternate.unwrap_or(0)));
    let ratio = || {
        let total = counts.assigned.filter(|&n| n > 0).or(counts.depth).filter(|&n| n > 0)?;
        Some(f64::from(counts.alternate?) / f64::from(total))
    };
    let stated = counts.fraction.filter(|fraction| (0.0..=1.0).contains(fraction));
    let is_contradicted = stated.is_some_and(|stated| agreement::contradicts(counts, stated));
    let vaf = match counts.alternate {
        Some(0) => depth.filter(|&n| n > 0).map(|_| 0.0),
        _ if is_contradicted => ratio(),
        _ => stated.or_else(ratio).filter(|vaf| (0.0..=1.0).contains(vaf)),
    };
    let source = if counts.alternate.is_none() && vaf.is_none() && depth.is_none() {
        DepthSource::None
    } else {
        counts.source
    };
    Call {
        depth,
        alt_depth: counts.alternate,
        vaf,
        source,
        contradicted_fraction: stated.filter(|_| is_contradicted),
        ..Call::default()
    }
}

/// Returns what speaks against the absence of an allele of bases, if anything does.
fn doubt(counts: &Counts, stated: Stated, call: &Call) -> Option<Doubt> {
    match (stated, counts.alternate) {
        // Callers of structural variants say by FILTER and counts what they find.
        _ if counts.source == DepthSource::Junction => None,
        (Stated::Named, _) if counts.assigned.or(counts.depth) == Some(0) => Some(Doubt::NoReads),
        (_, Some(0)) => {
            let is_unseen = |&stated: &f64| agreement::is_unseen(counts, stated);
            counts.fraction.filter(is_unseen).map(|_| Doubt::Fraction)
        }
        _ => is_share(call).then_some(Doubt::Reads),
    }
}

/// Returns whether an allele has so many reads, and so large a share of them, as errors do not make.
fn is_share(call: &Call) -> bool {
    call.alt_depth.is_none_or(|reads| reads >= DOUBT_MIN_READS)
        && call.vaf.is_some_and(|vaf| vaf >= DOUBT_MIN_FRACTION)
}

/// Returns whether no read has the allele, whatever genotype and fraction the caller writes.
///
/// A joint call of Mutect2 gives 0/1 and a prior for AF to every tumour sample. MuTect 1 writes 0/1
/// whatever it finds.
///
/// GATK leaves reads that fit several alleles out of AD. That can be all reads of an indel, so
/// without a fraction beside AD the genotype of an indel stands. Junctions are counted only where
/// reads of the reference were.
fn is_without_support(site: &counts::Site<'_>, counts: &Counts) -> bool {
    if counts.alternate != Some(0) {
        return false;
    }
    match (counts.source, site.kind) {
        (DepthSource::Junction, _) => counts.assigned.is_some_and(|reads| reads > 0),
        (_, AltKind::Sequence) if site.reference.len() == site.alternate.len() => true,
        (DepthSource::Ad, AltKind::Sequence) => counts.fraction.is_some(),
        (_, kind) => kind == AltKind::Sequence,
    }
}

/// Returns whether an allele that the genotype leaves out is there nevertheless.
///
/// Callers with a diploid genotype model write 0/0 for a subclone and say elsewhere that they found
/// it. They say so in the somatic status `SS` 2 (TCGA's convention, Pindel), or in SvABA's log odds
/// `LO` of a real variant. Others show it in reads: FreeBayes ([`FREEBAYES_MIN_READS`]), and a
/// structural variant that passes FILTER ([`JUNCTION_MIN_READS`]).
fn is_somatic_despite(fields: &Fields<'_>, filter: &[u8], call: &Call) -> bool {
    let reads = call.alt_depth.unwrap_or(0);
    if reads == 0 {
        return false;
    }
    let is_share = |least: f64| call.vaf.is_some_and(|vaf| vaf >= least);
    match call.source {
        DepthSource::FreeBayes => reads >= FREEBAYES_MIN_READS && is_share(FREEBAYES_MIN_FRACTION),
        DepthSource::Junction => match fields.get(b"LO") {
            Some(odds) => std::str::from_utf8(odds)
                .ok()
                .and_then(|text| text.parse::<f64>().ok())
                .is_some_and(|odds| odds > 0.0),
            None => {
                filter == b"PASS" && reads >= JUNCTION_MIN_READS && is_share(JUNCTION_MIN_FRACTION)
            }
        },
        _ => fields.get(b"SS") == Some(b"2"),
    }
}

/// Returns the presence where the genotype does not decide.
fn by_reads(
    record: &SampleFields<'_>,
    site: &counts::Site<'_>,
    stated: Stated,
    call: &Call,
) -> Presence {
    let is_supported = match (call.alt_depth, call.vaf) {
        // Neither allele was counted (Manta over its greatest depth): that shows no absence.
        (Some(0), None) if call.source == DepthSource::Junction && call.depth == Some(0) => {
            return Presence::Unstated;
        }
        (Some(reads), _) => reads > 0,
        (None, Some(vaf)) => vaf > 0.0,
        // Nothing was read there.
        (None, None) if stated == Stated::Missing && call.depth == Some(0) => {
            return Presence::Absent;
        }
        (None, None) if stated == Stated::Missing && site.kind == AltKind::Sequence => {
            let has_no_copy = value::value(record.info, b"AC")
                .and_then(|list| fields::item(list, site.index - 1))
                .and_then(parse_u32)
                == Some(0);
            if record.columns > 1 || has_no_copy {
                return Presence::Absent;
            }
            return Presence::Unstated;
        }
        (None, None) => return Presence::Unstated,
    };
    if is_supported { Presence::Present } else { Presence::Absent }
}

#[cfg(test)]
mod tests;
