//! What a scan is asked for, and what it gives.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::diagnostics::Diagnostics;
use crate::error::{Error, Location, Result};
use crate::input::record::Record;
use crate::input::unread::Places;
use crate::io::Layout;
use crate::model::regions::Regions;

/// What is done with each candidate record.
pub trait Visit: Sync {
    /// One result for the sink.
    type Out: Send;
    /// What one worker keeps between records: buffers, caches.
    type State;

    /// Returns a worker's state at its start.
    fn state(&self) -> Self::State;

    /// Looks at one candidate, a record that [`Record::check`] passed (a BCF record is written as
    /// VCF text). `offset` counts lines from the base that the sink is given. Results are appended
    /// to `out`.
    fn visit(
        &self,
        state: &mut Self::State,
        record: &Record<'_>,
        offset: u64,
        out: &mut Vec<Self::Out>,
    );

    /// Hands over what a worker kept for later, once it has seen its last record.
    fn settle(&self, _state: &mut Self::State) {}
}

/// Takes results in input order: the 1-based line of offset 0 (for BCF the record's ordinal), and
/// results. An error ends the scan.
pub type Sink<'s, T> = &'s mut (dyn FnMut(u64, Vec<T>) -> Result<()> + Send);

/// How to scan.
#[derive(Clone, Copy)]
pub struct ScanOptions<'r> {
    /// How many threads may be used. Small inputs take one.
    pub threads: NonZeroUsize,
    /// Where a record must lie to be a candidate: REF touches a region, or the record may reach one
    /// from elsewhere. Symbolic alleles and breakends may, and blocks of reference by their END.
    /// `None` makes every record a candidate.
    pub regions: Option<&'r Regions>,
    /// Whether the first malformed record is an error.
    pub strict: bool,
    /// Whether [`ScanStats::layout`] is wanted.
    pub layout: bool,
    /// Called with the stored bytes taken so far, by every thread, once a chunk.
    pub progress: Option<&'r (dyn Fn(u64) + Sync)>,
}

/// What a scan saw.
#[derive(Debug, Default, Clone)]
pub struct ScanStats {
    /// Records, malformed ones included.
    pub records: u64,
    /// Records that were visited.
    pub candidates: u64,
    /// Lines of text, the header included. For BCF it counts records.
    pub lines: u64,
    /// Decompressed bytes.
    pub bytes: u64,
    /// Records that were skipped because they are malformed.
    pub diagnostics: Diagnostics,
    /// Where such records lie, or may lie: nothing is known to be absent there.
    pub unread: Places,
    /// Whether any record lies on a chromosome.
    pub has_chromosome: bool,
    /// Where the records of a text lie, and the blocks of a BGZF file of text, where these were asked for.
    pub layout: Layout,
}

impl ScanStats {
    /// Refuses an input of which no record can be read: an empty result would look like one without
    /// findings.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] where every one of at least one record is malformed, or none is on a
    /// chromosome.
    pub(crate) fn refuse_unreadable(&self, input: &Path) -> Result<()> {
        let Self { records, diagnostics, has_chromosome, .. } = self;
        let what = match *records {
            0 => return Ok(()),
            records if diagnostics.records() >= records => {
                format!("every record is malformed ({records}): check that the file is complete")
            }
            records if !has_chromosome => format!(
                "CHROM: none of {records} records is on a chromosome: check what the file is of"
            ),
            _ => return Ok(()),
        };
        let whys = diagnostics.warnings().map(|warning| format!("; {warning}"));
        Err(Error::invalid(Location::file(input), whys.fold(what, |all, why| all + &why)))
    }
}

/// Locks `mutex`. A panic elsewhere ends the scan by itself, and the lock's content is not used
/// after it.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
