//! What is counted while a file is scanned.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::{Error, Location, Result};
use crate::genome::assembly::is_shown;
use crate::model::assembly::Assembly;
use crate::observe::desk::Tally;

/// What is counted over all threads.
#[derive(Debug)]
pub struct Counts {
    /// Alleles that the caller itself reports as absent.
    pub absent: AtomicU64,
    /// Alleles that are there, as far as they were looked at.
    pub present: AtomicU64,
    /// Alleles below a threshold.
    pub below_threshold: AtomicU64,
    /// Alleles with a match, in records that failed a FILTER.
    pub filtered_matches: AtomicU64,
    /// Segments without a number of copies.
    pub without_copies: AtomicU64,
    /// Segments gained by a ratio that would be an amplification in fewer cells.
    pub undiluted_gains: AtomicU64,
    /// Alleles whose REF agrees with the embedded bases.
    pub reference_agrees: AtomicU64,
    /// Alleles whose REF does not.
    pub reference_differs: AtomicU64,
    /// Of these, how many have the bases of the other assembly.
    pub reference_of_other: AtomicU64,
    /// And how many have others than those, where they are known.
    pub reference_of_neither: AtomicU64,
    /// Alleles that the tumour's column does not report and a column of unknown role has.
    pub elsewhere: AtomicU64,
    /// The first such column.
    pub elsewhere_column: AtomicU64,
}

impl Default for Counts {
    fn default() -> Self {
        let zero = || AtomicU64::new(0);
        Self {
            absent: zero(),
            present: zero(),
            below_threshold: zero(),
            filtered_matches: zero(),
            without_copies: zero(),
            undiluted_gains: zero(),
            reference_agrees: zero(),
            reference_differs: zero(),
            reference_of_other: zero(),
            reference_of_neither: zero(),
            elsewhere: zero(),
            elsewhere_column: AtomicU64::new(u64::MAX),
        }
    }
}

impl Counts {
    /// Returns the number of checked alleles whose REF agrees with the assembly.
    pub fn agreeing(&self) -> u64 {
        self.reference_agrees.load(Ordering::Relaxed)
    }

    /// Returns the first column of unknown role that has alleles which the tumour's column does not
    /// report, and the number of these alleles.
    pub fn elsewhere(&self) -> Option<(usize, u64)> {
        let count = self.elsewhere.load(Ordering::Relaxed);
        let column = usize::try_from(self.elsewhere_column.load(Ordering::Relaxed)).ok()?;
        (count > 0).then_some((column, count))
    }

    /// Checks after the scan that no records are of the other assembly.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] where REF bases that `assembly` does not have are those of the other
    /// one. Where they are those of neither, nothing is concluded from them, and the user is warned.
    pub fn confirm(&self, assembly: Assembly, input: &Path) -> Result<()> {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let agree = of(&self.reference_of_other);
        if !is_shown(agree, of(&self.reference_of_neither)) {
            return Ok(());
        }
        let (differs, other) = (self.differing(), assembly.other());
        let checked = self.agreeing() + differs;
        Err(Error::invalid(
            Location::file(input),
            format!(
                "REF: {differs} of {checked} checked alleles do not have the reference bases of \
                 {assembly}, and {agree} of these have those of {other}; check the file, or set \
                 --assembly"
            ),
        ))
    }

    /// Returns the number of checked alleles whose REF differs from the assembly.
    pub fn differing(&self) -> u64 {
        self.reference_differs.load(Ordering::Relaxed)
    }

    /// Adds what one thread counted since it last did.
    pub(crate) fn add(&self, tally: &mut Tally) {
        let Tally { absent, present } = std::mem::take(tally);
        self.absent.fetch_add(absent, Ordering::Relaxed);
        self.present.fetch_add(present, Ordering::Relaxed);
    }
}

/// Adds one.
pub(crate) fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}
