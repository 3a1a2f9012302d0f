//! The fields of one target in one file.

use schemars::JsonSchema;
use serde::Serialize;

use super::result::{Genotypes, ReadFile};
use crate::model::read_support::{Excluded, Proof, Strands, Support, Target, UnitCounts};
use crate::report::proof::rounded;

/// One target in one file of reads.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct TargetView<'r> {
    /// Sample of the read groups, or the file's name where they state none.
    pub(super) sample: &'r str,
    /// What the list of targets calls it.
    pub(super) target: &'r str,
    /// Contig, as the file of reads names it.
    pub(super) chrom: &'r str,
    /// 1-based position of the first base of `ref`.
    pub(super) pos: u32,
    /// Reference bases.
    pub(super) r#ref: String,
    /// Bases that are looked for.
    pub(super) alt: String,
    /// `snv`, `mnv`, `insertion`, `deletion` or `indel`.
    pub(super) kind: &'static str,
    /// `DETECTED`, `NOT_DETECTED` (down to `lod`) or `NOT_ASSESSED`.
    pub(super) status: &'static str,
    /// Limit of detection: the smallest fraction that would reach `needed` units in 95 of 100 samples.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub(super) lod: Option<f64>,
    /// Why the target was not assessed, or how much its support lacks.
    pub(super) reason: Option<&'r str>,
    /// What the status rests on: `duplex`, `molecule`, `fragment` or `read`.
    pub(super) unit: &'static str,
    /// Usable units: those that show any allele.
    pub(super) usable: u32,
    /// Units that show the target's allele.
    pub(super) support: u32,
    /// Units that background reaches in one of 100 samples at most; as many make a detection.
    pub(super) needed: u32,
    /// Background rate: upper 95 % limit of the errors that make this allele, at least the unit's floor.
    pub(super) background: f64,
    /// Fraction of usable units that show the allele.
    pub(super) vaf: Option<f64>,
    /// Lower end of the 95 % Clopper-Pearson interval of `vaf`.
    pub(super) vaf_low: Option<f64>,
    /// Upper end of it.
    pub(super) vaf_high: Option<f64>,
    /// Binomial probability of `support` units or more by background alone.
    pub(super) p_value: Option<f64>,
    /// Reads.
    pub(super) reads: Counts,
    /// Fragments: reads of one name. Mates that disagree count for neither allele.
    pub(super) fragments: Counts,
    /// Molecules: UMI families, by what most of their fragments show.
    pub(super) molecules: Counts,
    /// Molecules of which both strands were read and agree.
    pub(super) duplexes: Counts,
    /// Reads of the reference allele.
    pub(super) ref_reads: Orientation,
    /// Reads of the target's allele.
    pub(super) alt_reads: Orientation,
    /// Reads over the target that do not count.
    pub(super) excluded: ExcludedReads,
    /// Fragments whose mates disagree.
    pub(super) disagreeing: u32,
    /// Names of the first 20 of them.
    pub(super) disagreeing_names: &'r [String],
    /// UMI families without a majority.
    pub(super) split_families: u32,
    /// Reads that are a consensus of others, by their tags.
    pub(super) consensus_reads: u32,
    /// Where the bases around the target are from, which indels are decided by: `reference`, `embedded`
    /// or `reads`; `not_needed` where bases replace as many.
    pub(super) bases_from: &'static str,
}

/// A region without a curated target in one file of reads.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct RegionView<'r> {
    /// Sample of the read groups, or the file's name where they state none.
    sample: &'r str,
    /// Contig, as the file of reads names it.
    chrom: &'r str,
    /// 1-based position of the first base.
    pos: u32,
    /// 1-based position of the last base.
    end: u32,
    /// `region`.
    kind: &'static str,
    /// What was counted.
    unit: &'static str,
    /// Units at the base with the fewest.
    usable: u32,
    /// Units at a base on average.
    mean: f64,
    /// Units at the base with the most.
    most: u32,
    /// Limit of detection of a base change at that base with the fewest, by the unit's floor of background.
    #[schemars(range(min = 0.0, max = 1.0))]
    lod: Option<f64>,
    /// The region in words.
    reason: String,
}

/// Returns the rows of regions: of each region those of the files, in order.
pub(super) fn region_views(result: &Genotypes) -> impl Iterator<Item = RegionView<'_>> {
    result.regions.iter().enumerate().flat_map(move |(i, chrom)| {
        result.files.iter().map(move |file| {
            let (depth, limit) = &file.regions[i];
            RegionView {
                sample: &file.sample,
                chrom,
                pos: depth.interval.start + 1,
                end: depth.interval.end,
                kind: "region",
                unit: depth.unit.name(),
                usable: depth.least,
                mean: rounded(depth.mean),
                most: depth.most,
                lod: limit.map(rounded),
                reason: format!(
                    "{} bases without a curated target: {} to {} {}s, {:.0} on average",
                    depth.interval.len(),
                    depth.least,
                    depth.most,
                    depth.unit.name(),
                    depth.mean
                ),
            }
        })
    })
}

/// Units of one kind by what they show.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Counts {
    /// Reference allele.
    pub(super) r#ref: u32,
    /// The target's allele.
    pub(super) alt: u32,
    /// Any other allele.
    pub(super) other: u32,
}

/// Reads of one allele by strand and orientation.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Orientation {
    /// On the forward strand.
    pub(super) forward: u32,
    /// On the reverse strand.
    pub(super) reverse: u32,
    /// Of fragments whose first read is on the forward strand.
    pub(super) f1r2: u32,
    /// Of fragments whose second read is on the forward strand.
    pub(super) f2r1: u32,
}

/// Reads that do not count, each by the first reason that holds.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ExcludedReads {
    /// Secondary alignments.
    pub(super) secondary: u32,
    /// Supplementary alignments.
    pub(super) supplementary: u32,
    /// Failed the sequencer's quality control, and no consensus.
    pub(super) failed: u32,
    /// Marked as duplicates, and no consensus.
    pub(super) duplicate: u32,
    /// Below the floor of mapping quality.
    pub(super) mapping_quality: u32,
    /// N at the site.
    pub(super) unknown: u32,
    /// Below the floor of base quality.
    pub(super) base_quality: u32,
    /// Fit both alleles: they end too near to the target.
    pub(super) undecided: u32,
}

impl<'r> TargetView<'r> {
    pub(super) fn new(
        file: &'r ReadFile,
        (target, chrom): &'r (Target, String),
        (support, proof): &'r (Support, Proof),
    ) -> Self {
        let text = |bases: &[u8]| String::from_utf8_lossy(bases).into_owned();
        Self {
            sample: &file.sample,
            target: &target.name,
            chrom,
            pos: target.start + 1,
            r#ref: text(&target.reference),
            alt: text(&target.alternate),
            kind: target.kind(),
            status: proof.status.name(),
            lod: proof.limit.map(rounded),
            reason: proof.reason.as_deref(),
            unit: proof.unit.name(),
            usable: proof.usable,
            support: proof.support,
            needed: proof.needed,
            background: rounded(proof.background),
            vaf: proof.fraction.map(|(vaf, _)| rounded(vaf)),
            vaf_low: proof.fraction.map(|(_, [low, _])| rounded(low)),
            vaf_high: proof.fraction.map(|(_, [_, high])| rounded(high)),
            p_value: proof.p_value.map(rounded),
            reads: Counts::new(&support.reads),
            fragments: Counts::new(&support.fragments),
            molecules: Counts::new(&support.molecules),
            duplexes: Counts::new(&support.duplexes),
            ref_reads: Orientation::new(&support.reference_strands),
            alt_reads: Orientation::new(&support.alternate_strands),
            excluded: ExcludedReads::new(&support.excluded),
            disagreeing: support.disagreeing,
            disagreeing_names: &support.disagreeing_names,
            split_families: support.split_families,
            consensus_reads: support.consensus_reads,
            bases_from: support.bases_from.name(),
        }
    }
}

/// Returns the rows: of each target those of the files, in order.
pub(super) fn views(result: &Genotypes) -> impl Iterator<Item = TargetView<'_>> {
    result.targets.iter().enumerate().flat_map(move |(i, target)| {
        result.files.iter().map(move |file| TargetView::new(file, target, &file.found[i]))
    })
}

impl Counts {
    fn new(counts: &UnitCounts) -> Self {
        Self { r#ref: counts.reference, alt: counts.alternate, other: counts.others() }
    }
}

impl Orientation {
    fn new(strands: &Strands) -> Self {
        let &Strands { forward, reverse, f1r2, f2r1 } = strands;
        Self { forward, reverse, f1r2, f2r1 }
    }
}

impl ExcludedReads {
    fn new(excluded: &Excluded) -> Self {
        let &Excluded {
            duplicate,
            secondary,
            supplementary,
            failed,
            mapping_quality,
            base_quality,
            unknown,
            undecided,
        } = excluded;
        Self {
            secondary,
            supplementary,
            failed,
            duplicate,
            mapping_quality,
            unknown,
            base_quality,
            undecided,
        }
    }
}
