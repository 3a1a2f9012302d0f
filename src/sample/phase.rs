//! How the variants of a sample lie to each other.

use crate::matching::candidate::Candidate;
use crate::model::phase::Phase;

/// Other variants that are named with one, at most.
pub(crate) const MOST_PARTNERS: usize = 10;

/// Returns how two variants lie to each other. On different chromosomes this is not known.
pub(crate) fn phase_between(a: &Candidate, b: &Candidate) -> Phase {
    if a.variant.chrom != b.variant.chrom {
        return Phase::Unknown;
    }
    Phase::of(a.variant.call.phase_set.as_ref(), b.variant.call.phase_set.as_ref())
}
