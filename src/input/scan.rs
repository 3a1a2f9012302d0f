//! The parallel scan of all records.
//!
//! Workers claim runs of stored blocks, inflate and scan them on their own, and hand what they
//! found to an ordered merger. The merger also stitches the lines that two chunks share.
//!
//! There is no reader thread and no channel. Waking a thread costs a third of inflating a block, so
//! threads meet once a chunk. Results are in input order and do not depend on the number of
//! threads.

mod chunk;
pub(crate) mod jump;
mod lines;
mod merge;
mod reading_bcf;
pub(crate) mod screen;
pub(crate) mod threads;
mod turns;
mod visit;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

use crate::error::{Error, Location, Result};
use crate::input::bcf::Dictionary;
use crate::input::header::Header;
use crate::io::{Content, Source};

use chunk::{Chunk, Feed};
use lines::Lines;
use merge::Merger;
use reading_bcf::Bcf;
use turns::Turns;
use visit::lock;
pub use visit::{ScanOptions, ScanStats, Sink, Visit};

/// Stored bytes below which one thread is as fast as several, even where every record is a hit.
const SMALL: u64 = 32 * 1024;
/// Chunks for each thread, at least, where an input is large enough to be shared out.
const CHUNKS: u64 = 4;

/// Returns whether one thread reads an input of so many stored bytes.
pub(crate) fn is_small(size: u64) -> bool {
    size < SMALL
}

/// Scans `source` from its first byte and visits each candidate record.
///
/// Memory is bounded by the number of threads, whatever the size of the input: a few MiB each.
///
/// # Errors
/// [`crate::Error::Io`], and any error of `sink`. [`crate::Error::InvalidInput`] for input that is
/// cut off or corrupt, once everything before it was handed to `sink`. With `strict` the same for a
/// malformed record.
pub fn scan<V: Visit>(
    source: Source,
    header: &Header,
    options: ScanOptions<'_>,
    visit: &V,
    sink: Sink<'_, V::Out>,
) -> Result<ScanStats> {
    let small = source.size().map(is_small);
    let path = source.path().to_path_buf();
    // Of a small input each thread takes several small chunks.
    let share = source.size().map(|size| size / (CHUNKS * options.threads.get() as u64));
    let bcf = match source.format().content {
        Content::Vcf => None,
        Content::Bcf => {
            let dictionary = Dictionary::new(header).map_err(|reason| source.invalid(reason))?;
            Some(Bcf { dictionary, turns: Turns::new(header.stored()) })
        }
        Content::Maf => return Err(source.invalid("this is a MAF table, not VCF or BCF")),
    };
    // Lines of a BCF file count records.
    let header_lines = if bcf.is_some() { 0 } else { header.lines() };
    let scan = Scan {
        merger: Mutex::new(Merger::new(path.clone(), header_lines, options, sink)),
        claims: Mutex::new(Claims {
            feed: Feed::new(source, share),
            next: 0,
            stored: 0,
            at_end: false,
        }),
        path,
        header,
        options,
        visit,
        bcf,
        merged: Condvar::new(),
        stopped: AtomicBool::new(false),
    };
    let mut last = Lines::new(visit, header, options, scan.bcf.as_ref());
    thread::scope(|scope| {
        let mut is_alone = true;
        // Helpers start with the first chunk of a large file, and of a pipe once it has proven
        // to be large.
        scan.work(&mut last, |stored| {
            if is_alone && !small.unwrap_or(is_small(stored)) {
                is_alone = false;
                for _ in 1..options.threads.get() {
                    let scan = &scan;
                    let helper = thread::Builder::new().spawn_scoped(scope, move || {
                        let bcf = scan.bcf.as_ref();
                        let mut lines = Lines::new(scan.visit, scan.header, scan.options, bcf);
                        scan.work(&mut lines, |_| {});
                    });
                    // The system gives no more threads: those that run do the work.
                    if helper.is_err() {
                        break;
                    }
                }
            }
        });
    });
    let mut merger = lock(&scan.merger);
    let stats = merger.finish(&mut last)?;
    if scan.bcf.as_ref().is_some_and(|bcf| !bcf.turns.is_complete()) {
        let reason = "truncated: the file ends inside a BCF record; copy or make it again";
        return Err(Error::invalid(Location::file(&scan.path), reason));
    }
    Ok(stats)
}

/// What workers share.
struct Scan<'a, 's, V: Visit> {
    path: PathBuf,
    header: &'a Header,
    options: ScanOptions<'a>,
    visit: &'a V,
    bcf: Option<Bcf>,
    claims: Mutex<Claims>,
    merger: Mutex<Merger<'s, V::Out>>,
    /// Signalled when the merger has moved on.
    merged: Condvar,
    stopped: AtomicBool,
}

/// The input, from which workers take chunks by turns.
struct Claims {
    feed: Feed,
    /// Sequence number of the next chunk.
    next: u64,
    /// Bytes taken so far.
    stored: u64,
    at_end: bool,
}

impl<V: Visit> Scan<'_, '_, V> {
    /// Takes and scans chunks until the input or the scan ends. Calls `claimed` with the bytes
    /// taken by all workers.
    fn work(&self, lines: &mut Lines<'_, V>, mut claimed: impl FnMut(u64)) {
        let _guard = StopOnPanic(self);
        let mut chunk = Chunk::default();
        while !self.stopped.load(Ordering::Relaxed) {
            let mut claims = lock(&self.claims);
            if claims.at_end {
                return;
            }
            let filled = claims.feed.fill(&mut chunk);
            let sequence = claims.next;
            claims.next += 1;
            claims.stored += chunk.stored();
            claims.at_end = !matches!(filled, Ok(true));
            let stored = claims.stored;
            drop(claims);
            if let Some(progress) = self.options.progress {
                progress(stored);
            }

            claimed(stored);
            let scanned = match filled {
                Ok(false) => return,
                Ok(true) => lines.scan(sequence, &mut chunk),
                Err(fault) => Err(fault),
            };
            let scanned = scanned.map_err(|fault| crate::io::fault_at(&self.path, fault));
            let mut merger = lock(&self.merger);
            if merger.deliver(sequence, scanned, lines) {
                self.stopped.store(true, Ordering::Relaxed);
            }
            self.merged.notify_all();
            // A worker that is far ahead of a slow one waits, so that results do not pile up.
            let ahead = 4 * self.options.threads.get() as u64;
            while sequence >= merger.next() + ahead && !self.stopped.load(Ordering::Relaxed) {
                merger = self.merged.wait(merger).unwrap_or_else(PoisonError::into_inner);
            }
        }
    }
}

/// Lets the other workers go when one panics, instead of waiting for its chunk forever.
struct StopOnPanic<'a, 'b, 's, V: Visit>(&'a Scan<'b, 's, V>);

impl<V: Visit> Drop for StopOnPanic<'_, '_, '_, V> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.stopped.store(true, Ordering::Relaxed);
            drop(lock(&self.0.merger));
            self.0.merged.notify_all();
            if let Some(bcf) = &self.0.bcf {
                bcf.turns.break_off();
            }
        }
    }
}

#[cfg(test)]
mod tests;
