//! What alleles must have to be looked at.

use crate::model::call::Call;
use crate::model::read_support::Unit;
use crate::model::tumor_content::TumorContent;
use crate::observe::proof::depth_for;
use crate::structural::copies::CopyThresholds;

/// Reads at a reference block from which on it shows that nothing else is there. At 20 reads a
/// heterozygous clonal variant is missed once in a million times, a subclonal one of 10 % once in
/// eight times: the number is stated with every result.
pub const MIN_DEPTH: u32 = 20;

/// The fraction down to which reads must exclude an allele for it to count as absent, where the run does not
/// say: the smallest that tests of tissue commonly claim to see. The number is this program's own.
pub const ABSENCE: f64 = 0.05;

/// What the alleles of a record must have to be looked at.
#[derive(Debug, Clone, Copy, Default)]
pub struct Thresholds {
    /// Smallest allele fraction.
    pub min_vaf: Option<f64>,
    /// Smallest number of reads at the site.
    pub min_depth: Option<u32>,
    /// Smallest number of supporting reads.
    pub min_alt: Option<u32>,
    /// Whether records that failed a FILTER are looked at.
    pub include_filtered: bool,
    /// Reads from which on a place shows that nothing else is there; `None` is [`MIN_DEPTH`].
    pub absence_depth: Option<u32>,
    /// From how many copies on a gene is amplified, and up to how many it is lost.
    pub copies: CopyThresholds,
    /// Purity and ploidy of the sample, where the user states them.
    pub content: TumorContent,
}

impl Thresholds {
    /// Returns from how many reads on a place shows that nothing else is there.
    pub fn absence_depth(&self) -> u32 {
        self.absence_depth.unwrap_or(MIN_DEPTH)
    }

    /// Asks that a place exclude alleles down to `fraction` for them to count as absent.
    pub fn excluding(self, fraction: f64) -> Self {
        let depth = depth_for(fraction, Unit::Fragment).max(MIN_DEPTH);
        Self { absence_depth: Some(depth), ..self }
    }

    /// Returns whether the call passes. A number that the caller does not give cannot fail.
    pub(crate) fn pass(&self, call: &Call) -> bool {
        let at_least = |min: Option<u32>, value: Option<u32>| {
            min.is_none_or(|min| value.is_none_or(|value| value >= min))
        };
        at_least(self.min_depth, call.depth)
            && at_least(self.min_alt, call.alt_depth)
            && self.min_vaf.is_none_or(|min| call.vaf.is_none_or(|vaf| vaf >= min))
    }
}
