//! Allele counts of small variants in FORMAT, dialect by dialect.

use crate::model::allele::AltKind;
use crate::model::call::DepthSource;

use super::fields::{Fields, item, len, parse_u32, sum};
use super::fraction;
use super::sample::{Counts, SampleFields};
use super::{local, value};

/// The allele that is asked for, and its place among the record's alleles.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site<'a> {
    pub(super) reference: &'a [u8],
    pub(super) alternate: &'a [u8],
    pub(super) kind: AltKind,
    /// 1-based ALT number.
    pub(super) index: usize,
    /// How many ALT alleles the record lists.
    pub(super) alternates: usize,
    /// The whole INFO column.
    info: &'a [u8],
}

impl<'a> Site<'a> {
    /// Creates the site of ALT number `alt_index`. A number of 0, or beyond the list, is read as an
    /// allele that no field knows.
    pub(super) fn new(record: &SampleFields<'a>, alt_index: usize) -> Self {
        let alternate =
            alt_index.checked_sub(1).and_then(|at| item(record.alternates, at)).unwrap_or_default();
        Self {
            reference: record.reference,
            alternate,
            kind: AltKind::of(alternate),
            index: alt_index.max(1),
            alternates: len(record.alternates),
            info: record.info,
        }
    }

    /// Returns whether Strelka decided by its second tier of reads.
    fn is_second_tier(&self) -> bool {
        value::is_second_tier(self.info)
    }

    /// Returns the item of a list with one value an ALT (`Number=A`) or one an allele (`Number=R`).
    ///
    /// A single value beside several ALTs cannot be assigned to one of them.
    pub(super) fn pick<'l>(&self, list: &'l [u8]) -> Option<&'l [u8]> {
        match len(list) {
            n if n == self.alternates => item(list, self.index - 1),
            n if n == self.alternates + 1 => item(list, self.index),
            _ => None,
        }
    }

    /// Returns the fraction that a list has for the ALT ([`fraction::of_list`]).
    pub(super) fn fraction(&self, list: &[u8]) -> Option<f64> {
        fraction::of_list(list, self.alternates, self.index)
    }
}

/// Reads the counts in the most specific dialect whose fields are there.
pub(super) fn read(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    let dialects = [
        strelka_snv,
        strelka_indel,
        ion_torrent,
        vardict,
        varscan,
        freebayes,
        platypus,
        allele_depths,
        local_depths,
        base_counts,
        caveman,
        cgp_pindel,
        dp4,
    ];
    dialects.into_iter().find_map(|dialect| dialect(fields, site))
}

/// Reads Strelka2's somatic SNVs: `AU CU GU TU`, each `tier1,tier2`.
///
/// The fraction is ALT over REF plus ALT of one tier, as Strelka's user guide computes it of the
/// first. The second tier, of reads that map less well, is read where the caller decided by it.
fn strelka_snv(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    let reads = |base: &[u8]| {
        let key: &[u8] = match base.first().filter(|_| base.len() == 1)?.to_ascii_uppercase() {
            b'A' => b"AU",
            b'C' => b"CU",
            b'G' => b"GU",
            b'T' => b"TU",
            _ => return None,
        };
        item(fields.get(key)?, usize::from(site.is_second_tier())).and_then(parse_u32)
    };
    let alternate = reads(site.alternate)?;
    Some(Counts {
        source: strelka_source(site),
        alternate: Some(alternate),
        assigned: reads(site.reference)?.checked_add(alternate),
        depth: fields.number(b"DP"),
        fraction: None,
    })
}

/// Reads Strelka2's somatic indels: `TAR` (other alleles) and `TIR` (this one), each `tier1,tier2`.
fn strelka_indel(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    if site.alternates != 1 {
        return None;
    }
    let counts = fields.get(b"TIR")?;
    let tier = usize::from(site.is_second_tier());
    let alternate = parse_u32(item(counts, tier)?)?;
    let depth: &[u8] = if site.is_second_tier() { b"DP2" } else { b"DP" };
    Some(Counts {
        source: strelka_source(site),
        alternate: Some(alternate),
        assigned: fields.number_at(b"TAR", tier)?.checked_add(alternate),
        depth: fields.number(depth),
        fraction: None,
    })
}

fn strelka_source(site: &Site<'_>) -> DepthSource {
    if site.is_second_tier() { DepthSource::StrelkaTier2 } else { DepthSource::Strelka }
}

/// Reads Ion Torrent's flow-space counts `FRO FAO FDP`, which the caller decides by. `RO AO DP` of
/// the same record are the counts before flow evaluation and can disagree in both directions.
fn ion_torrent(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    let alternate = parse_u32(site.pick(fields.get(b"FAO")?)?)?;
    let all = sum(fields.get(b"FAO")?);
    Some(Counts {
        source: DepthSource::IonTorrent,
        alternate: Some(alternate),
        assigned: fields.number(b"FRO").and_then(|n| n.checked_add(all?)),
        depth: fields.number(b"FDP"),
        fraction: stated_fraction(fields, site),
    })
}

/// Reads VarDict's `VD` (reads of the variant) and `AD` as `ref,alt`. `RD` is a pair of strand
/// counts here.
fn vardict(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    if site.alternates != 1 {
        return None;
    }
    let alternate = fields.number(b"VD")?;
    let reference = fields.number_at(b"AD", 0);
    Some(Counts {
        source: DepthSource::VarDict,
        alternate: Some(alternate),
        assigned: reference.and_then(|n| n.checked_add(alternate)),
        depth: fields.number(b"DP"),
        fraction: stated_fraction(fields, site),
    })
}

/// Reads VarScan's `RD` and `AD`, which are single numbers, and `FREQ`, a percentage.
fn varscan(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    if site.alternates != 1 {
        return None;
    }
    let alternate = fields.number(b"AD")?;
    Some(Counts {
        source: DepthSource::VarScan,
        alternate: Some(alternate),
        assigned: fields.number(b"RD")?.checked_add(alternate),
        depth: fields.number(b"DP"),
        fraction: stated_fraction(fields, site),
    })
}

/// Reads FreeBayes' `RO` and one `AO` an ALT. Before version 0.9.20 it was `DPR`, depth first.
fn freebayes(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    let list = match (fields.get(b"AO"), fields.get(b"DPR")) {
        (Some(list), _) => list,
        (None, Some(list)) if len(list) == site.alternates + 1 => {
            return Some(Counts {
                source: DepthSource::FreeBayes,
                alternate: Some(parse_u32(item(list, site.index)?)?),
                assigned: None,
                depth: parse_u32(item(list, 0)?),
                fraction: None,
            });
        }
        _ => return None,
    };
    let alternate = parse_u32(site.pick(list)?)?;
    Some(Counts {
        source: DepthSource::FreeBayes,
        alternate: Some(alternate),
        assigned: fields.number(b"RO").and_then(|n| n.checked_add(sum(list)?)),
        depth: fields.number(b"DP"),
        fraction: stated_fraction(fields, site),
    })
}

/// Reads Platypus' `NR` (reads at the site) and `NV` (reads with the variant), each one an ALT.
fn platypus(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    let alternate = parse_u32(site.pick(fields.get(b"NV")?)?)?;
    Some(Counts {
        source: DepthSource::Platypus,
        alternate: Some(alternate),
        assigned: None,
        depth: parse_u32(site.pick(fields.get(b"NR")?)?),
        fraction: None,
    })
}

/// Reads `AD`, REF first, then every ALT. GATK, Mutect2, DRAGEN, Octopus, TNscope, SAGE, Pisces,
/// MuSE, Scalpel and RADIA write it.
///
/// A list of another length is not used, since it does not say which allele it leaves out. Two
/// numbers beside two ALTs occur where a record was changed after calling.
pub(super) fn allele_depths(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    let list = fields.get(b"AD").filter(|list| len(list) == site.alternates + 1)?;
    Some(Counts {
        source: DepthSource::Ad,
        alternate: Some(parse_u32(item(list, site.index)?)?),
        assigned: sum(list),
        depth: fields.number(b"DP"),
        fraction: stated_fraction(fields, site),
    })
}

/// Reads `LAD` beside `LAA` (VCF 4.5 §1.6.2): depths of REF and of the alleles that the sample
/// lists. An allele that it does not list has no reads of its own.
fn local_depths(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    let list = fields.get(b"LAD")?;
    let at = local::place(fields, site.index)?;
    Some(Counts {
        source: DepthSource::LocalAd,
        alternate: at.map_or(Some(0), |at| parse_u32(item(list, at)?)),
        assigned: sum(list),
        depth: fields.number(b"DP"),
        fraction: None,
    })
}

/// Reads SomaticSniper's `BCOUNT`: reads with A, C, G and T.
fn base_counts(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    let list = fields.get(b"BCOUNT")?;
    let at = |base: &[u8]| match base.to_ascii_uppercase().as_slice() {
        b"A" => Some(0),
        b"C" => Some(1),
        b"G" => Some(2),
        b"T" => Some(3),
        _ => None,
    };
    at(site.reference)?;
    Some(Counts {
        source: DepthSource::BaseCounts,
        alternate: Some(parse_u32(item(list, at(site.alternate)?)?)?),
        assigned: sum(list),
        depth: fields.number(b"DP"),
        fraction: stated_fraction(fields, site),
    })
}

/// Reads CaVEMan's reads with each base on the forward (`FAZ FCZ FGZ FTZ`) and reverse strand
/// (`RAZ` …).
fn caveman(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    const KEYS: [(u8, &[u8], &[u8]); 4] = [
        (b'A', b"FAZ", b"RAZ"),
        (b'C', b"FCZ", b"RCZ"),
        (b'G', b"FGZ", b"RGZ"),
        (b'T', b"FTZ", b"RTZ"),
    ];
    if site.reference.len() != 1 || site.alternate.len() != 1 {
        return None;
    }
    let mut alternate = None;
    let mut assigned = 0u32;
    for (base, forward, reverse) in KEYS {
        let reads = fields.number(forward)?.checked_add(fields.number(reverse)?)?;
        assigned = assigned.checked_add(reads)?;
        if site.alternate[0].eq_ignore_ascii_case(&base) {
            alternate = Some(reads);
        }
    }
    Some(Counts {
        source: DepthSource::Caveman,
        alternate: Some(alternate?),
        assigned: Some(assigned),
        depth: None,
        fraction: fields.get(b"PM").and_then(fraction::parse),
    })
}

/// Reads cgpPindel's reads on each strand with the variant (`PU NU`) and in all (`PR NR`).
fn cgp_pindel(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    if site.alternates != 1 {
        return None;
    }
    Some(Counts {
        source: DepthSource::Pindel,
        alternate: Some(fields.number(b"PU")?.checked_add(fields.number(b"NU")?)?),
        assigned: None,
        depth: fields.number(b"PR")?.checked_add(fields.number(b"NR")?),
        fraction: None,
    })
}

/// Reads `DP4`: REF forward, REF reverse, ALT forward, ALT reverse. It is the last resort, since it
/// does not distinguish ALT alleles.
fn dp4(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    from_dp4(fields.get(b"DP4")?, site, fields.number(b"DP"), stated_fraction(fields, site))
}

/// Returns the counts of a DP4 value.
pub(super) fn from_dp4(
    list: &[u8],
    site: &Site<'_>,
    depth: Option<u32>,
    fraction: Option<f64>,
) -> Option<Counts> {
    if len(list) != 4 || site.alternates != 1 {
        return None;
    }
    let alternate = parse_u32(item(list, 2)?)?.checked_add(parse_u32(item(list, 3)?)?)?;
    Some(Counts {
        source: DepthSource::Dp4,
        alternate: Some(alternate),
        assigned: sum(list),
        depth,
        fraction,
    })
}

/// Reads a fraction and a depth without allele counts. Reads are not computed from the two.
pub(super) fn fraction_only(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    Some(Counts {
        source: DepthSource::Fraction,
        alternate: None,
        assigned: None,
        depth: fields.number(b"DP"),
        fraction: Some(stated_fraction(fields, site)?),
    })
}

/// Reads the depth alone, where the reads of the allele are not known.
pub(super) fn depth_only(fields: &Fields<'_>, site: &Site<'_>) -> Option<Counts> {
    let depth = fields.number(b"DP").filter(|_| site.kind == AltKind::Sequence)?;
    Some(Counts { source: DepthSource::Depth, depth: Some(depth), ..Counts::default() })
}

/// Reads the allele fraction that the caller states in FORMAT: `AF`, `VF` (Pisces, TSO500), `VAF`,
/// `FA` (MuTect 1), `FREQ` (VarScan).
pub(super) fn stated_fraction(fields: &Fields<'_>, site: &Site<'_>) -> Option<f64> {
    // GRIDSS' VF counts fragments and stands beside REFPAIR.
    let is_gridss = fields.get(b"REFPAIR").is_some();
    let read = |list: &[u8]| site.fraction(list);
    fields
        .get(b"AF")
        .and_then(read)
        .or_else(|| fields.get(b"VF").filter(|_| !is_gridss).and_then(read))
        .or_else(|| fields.get(b"VAF").and_then(read))
        .or_else(|| fields.get(b"FA").and_then(read))
        .or_else(|| {
            (site.alternates == 1).then(|| fields.get(b"FREQ").and_then(fraction::parse)).flatten()
        })
}
