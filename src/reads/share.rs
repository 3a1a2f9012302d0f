//! Work on one file of reads, shared among threads that each read it by themselves.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::file::Reads;
use super::open::Opened;
use crate::error::{Error, Location, Result};

/// Returns what `work` makes of each job, in their order.
///
/// # Errors
/// The first error of any job; a decoder that panics makes the file corrupt.
pub(super) fn share<J: Sync, T: Send>(
    opened: &Opened,
    jobs: &[J],
    threads: usize,
    work: impl Fn(&mut Reads<'_>, &J) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    let next = AtomicUsize::new(0);
    let is_failed = AtomicBool::new(false);
    let found: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::with_capacity(jobs.len()));
    let take = || -> Result<()> {
        let mut reads = Reads::open(opened)?;
        while !is_failed.load(Ordering::Relaxed) {
            let ordinal = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(ordinal) else { break };
            let done = work(&mut reads, job).inspect_err(|_| {
                is_failed.store(true, Ordering::Relaxed);
            })?;
            found.lock().unwrap_or_else(PoisonError::into_inner).push((ordinal, done));
        }
        Ok(())
    };
    thread::scope(|scope| {
        // A decoder that panics on a corrupt file ends its thread, not the program.
        let workers: Vec<_> =
            (0..threads.clamp(1, jobs.len().max(1))).map(|_| scope.spawn(take)).collect();
        // All are waited for, whatever the first of them says.
        let done: Vec<Result<()>> = workers
            .into_iter()
            .map(|worker| {
                let crashed = || Err(Error::invalid(Location::file(&opened.path), "corrupt"));
                worker.join().unwrap_or_else(|_| crashed())
            })
            .collect();
        done.into_iter().collect::<Result<()>>()
    })?;
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_unstable_by_key(|(ordinal, _)| *ordinal);
    Ok(found.into_iter().map(|(_, done)| done).collect())
}
