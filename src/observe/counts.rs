//! What is counted while a file is scanned.

use std::sync::atomic::{AtomicU64, Ordering};

/// What is counted over all threads.
#[derive(Debug, Default)]
pub struct Counts {
    /// Alleles that the caller itself reports as absent.
    pub absent: AtomicU64,
    /// Alleles that are there, as far as they were looked at.
    pub present: AtomicU64,
    /// Alleles below a threshold.
    pub below_threshold: AtomicU64,
    /// Alleles with a match, in records that failed a FILTER.
    pub filtered_matches: AtomicU64,
    /// Symbolic alleles and breakends that do not say what they are.
    pub structural: AtomicU64,
    /// Alleles whose REF agrees with the embedded bases.
    pub reference_agrees: AtomicU64,
    /// Alleles whose REF does not.
    pub reference_differs: AtomicU64,
}

impl Counts {
    /// Checked alleles whose REF agrees with the assembly.
    pub fn agreeing(&self) -> u64 {
        self.reference_agrees.load(Ordering::Relaxed)
    }

    /// Checked alleles whose REF does not.
    pub fn differing(&self) -> u64 {
        self.reference_differs.load(Ordering::Relaxed)
    }
}

/// Adds one.
pub(crate) fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}
