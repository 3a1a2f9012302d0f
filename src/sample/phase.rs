//! How the variants of a sample lie to each other.

use crate::matching::candidate::Candidate;
use crate::model::finding::ObservedVariant;
use crate::model::phase::Phase;

/// Other variants that are named with one, at most.
pub(crate) const MOST_PARTNERS: usize = 10;

/// Returns how two variants lie to each other. On different chromosomes this is not known.
pub(crate) fn phase_between(a: &Candidate, b: &Candidate) -> Phase {
    phase_of_variants(&a.variant, &b.variant)
}

/// Returns the same of alleles.
pub(crate) fn phase_of_variants(a: &ObservedVariant, b: &ObservedVariant) -> Phase {
    if a.chrom != b.chrom {
        return Phase::Unknown;
    }
    Phase::of(a.call.phase_set.as_ref(), b.call.phase_set.as_ref())
}
