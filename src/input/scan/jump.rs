//! Reading only the regions of interest, by an index.
//!
//! Where the index says that a region's records begin, blocks are inflated until POS has passed the
//! region. The next offset in the index is no place to stop, since records behind a long deletion
//! would be missed.
//!
//! Whatever a scan of the whole file would treat otherwise ends the jump ([`Unusual`]). The caller
//! then scans the whole file.

use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use libdeflater::Decompressor;
use memchr::memchr_iter;

use super::lines::{Found, Lines, Scanned};
use super::merge::Merger;
use super::visit::{ScanOptions, ScanStats, Sink, Visit, lock};
use crate::error::{Error, Result};
use crate::input::header::Header;
use crate::input::index::{BlockIndex, VirtualOffset};
use crate::io::bgzf::{Fault, Run, RunReader};
use crate::io::{Watch, Watched, limit};
use crate::model::contig::Contig;
use crate::model::regions::Regions;

/// Compressed bytes read at once: a few blocks.
const RUN: usize = 32 * 1024;
/// Groups that a worker takes at once.
const CLAIM: usize = 4;

/// How a jump ended.
#[derive(Debug)]
pub(crate) enum Jumped {
    /// Everything that matters was read.
    Done(Box<ScanStats>),
    /// The whole file must be scanned. What the sink was given does not count.
    Unusual(Unusual),
}

/// What a jump cannot answer for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unusual {
    /// A malformed record, or one that reaches beyond its own place: there may be others elsewhere.
    Record,
    /// What lies at the index' offsets is not what it says.
    ForeignIndex,
}

/// Neighbouring regions that are read together.
#[derive(Debug, Clone, Copy)]
struct Group {
    contig: Contig,
    /// Where to start reading.
    begin: VirtualOffset,
    /// Records that begin beyond this position (0-based) are of no interest.
    until: u32,
    /// Where the next group takes over.
    limit: VirtualOffset,
}

/// Returns the groups of `regions`, in the order of the file. Regions are read together where the
/// first's records end in the block in which the next's begin.
fn groups(index: &BlockIndex, regions: &Regions) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (number, contig) in index.contigs() {
        // Up to which byte the blocks of this contig's last group surely reach.
        let mut reach = None;
        for region in regions.on(contig) {
            // A record that ends where the region begins touches it.
            let Some(begin) = index.start(number, region.start.saturating_sub(1)) else { break };
            match groups.last_mut() {
                Some(last) if reach.is_some_and(|reach| begin.block() <= reach) => {
                    last.until = region.end;
                }
                _ => {
                    let limit = VirtualOffset::MAX;
                    groups.push(Group { contig, begin, until: region.end, limit });
                }
            }
            let window_behind = (region.end | 0x3fff) + 1;
            let behind = index.start(number, window_behind);
            reach = Some(behind.map_or(u64::MAX, VirtualOffset::block));
        }
    }
    groups.sort_by_key(|group| group.begin);
    for at in 1..groups.len() {
        groups[at - 1].limit = groups[at].begin;
    }
    groups
}

/// Reads the records of the file at `path` that touch the regions of `options`, and visits them as
/// [`super::scan`] does.
///
/// # Errors
/// As [`super::scan`].
pub(crate) fn jump<V: Visit>(
    path: &Path,
    header: &Header,
    index: &BlockIndex,
    regions: &Regions,
    options: ScanOptions<'_>,
    visit: &V,
    sink: Sink<'_, V::Out>,
) -> Result<Jumped> {
    // Records behind the last base of a chromosome are named wherever no region is.
    if index.contigs().any(|(number, contig)| index.has_behind(number, contig.longest())) {
        return Ok(Jumped::Unusual(Unusual::Record));
    }
    let groups = groups(index, regions);
    let merger = Mutex::new(Merger::new(path.to_path_buf(), 0, options, sink));
    let next = AtomicUsize::new(0);
    let stopped = AtomicBool::new(false);
    let unusual = Mutex::new(None);
    let work = || -> Result<()> {
        let mut lines = Lines::new(visit, header, options, None);
        let mut reader = GroupReader::open(path)?;
        while !stopped.load(Ordering::Relaxed) {
            let first = next.fetch_add(CLAIM, Ordering::Relaxed);
            let Some(claimed) = groups.get(first..).filter(|rest| !rest.is_empty()) else { break };
            for (sequence, group) in (first..).zip(claimed.iter().take(CLAIM)) {
                let scanned = match reader.read(group, &mut lines) {
                    Ok(Ok(found)) => {
                        Ok(Scanned { bytes: 0, edges: None, found, blocks: Vec::new() })
                    }
                    Ok(Err(reason)) => {
                        stopped.store(true, Ordering::Relaxed);
                        *lock(&unusual) = Some(reason);
                        return Ok(());
                    }
                    Err(fault) => Err(crate::io::fault_at(path, fault)),
                };
                if lock(&merger).deliver(sequence as u64, scanned, &mut lines) {
                    stopped.store(true, Ordering::Relaxed);
                }
            }
        }
        Ok(())
    };
    let mut outcomes = Vec::new();
    thread::scope(|scope| {
        // Where the system gives no more threads, those that run do the work.
        let helper = |_| thread::Builder::new().spawn_scoped(scope, work).ok();
        let helpers: Vec<_> = (1..options.threads.get()).map_while(helper).collect();
        outcomes.push(work());
        // A panic of a helper is passed on.
        outcomes.extend(helpers.into_iter().map(|helper| match helper.join() {
            Ok(outcome) => outcome,
            Err(panic) => std::panic::resume_unwind(panic),
        }));
    });
    outcomes.into_iter().collect::<Result<()>>()?;
    if let Some(reason) = *lock(&unusual) {
        return Ok(Jumped::Unusual(reason));
    }
    let mut lines = Lines::new(visit, header, options, None);
    let stats = lock(&merger).finish(&mut lines)?;
    Ok(Jumped::Done(Box::new(ScanStats { records: index.records, ..stats })))
}

/// One worker's way of reading groups, whose buffers are used again.
struct GroupReader {
    file: File,
    run: Run,
    decompressor: Decompressor,
    /// Text of which not every line was seen.
    text: Vec<u8>,
}

impl GroupReader {
    fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|e| Error::io(path, e))?;
        let decompressor = Decompressor::new();
        Ok(Self { file, run: Run::default(), decompressor, text: Vec::new() })
    }

    fn read<V: Visit>(
        &mut self,
        group: &Group,
        lines: &mut Lines<'_, V>,
    ) -> Result<Result<Found<V::Out>, Unusual>, Fault> {
        let (begin, limit) = (group.begin, group.limit);
        let mut file = &self.file;
        file.seek(SeekFrom::Start(begin.block())).map_err(Fault::Io)?;
        let mut reader = RunReader::at(Watched::new(file, Watch::default()), begin.block(), RUN);
        let mut found = Found::default();
        let mut last_start = 0;
        self.text.clear();
        'blocks: while reader.read(&mut self.run)? {
            for block in 0..self.run.len() {
                let offset = self.run.offset_of(block);
                if (offset, 0) >= (limit.block(), limit.within()) {
                    self.text.clear();
                    break 'blocks;
                }
                let searched = self.text.len();
                self.run.inflate_one(block, &mut self.decompressor, &mut self.text)?;
                if offset == limit.block() {
                    self.text.truncate(searched + limit.within());
                }
                let mut start = 0;
                if offset == begin.block() {
                    start = begin.within();
                    // A line begins where the index says.
                    if start > 0 && self.text.get(start - 1) != Some(&b'\n') {
                        return Ok(Err(Unusual::ForeignIndex));
                    }
                }
                let search = searched.max(start);
                for end in memchr_iter(b'\n', &self.text[search..]) {
                    lines.line(&self.text[start..search + end], start as u64, &mut found);
                    start = search + end + 1;
                    let (contig, interval) = lines.screen().last();
                    let is_of_group = contig == Some(group.contig);
                    let is_unsorted = is_of_group && interval.start < last_start;
                    if is_unsorted || !is_of_group && found.lines == 1 {
                        return Ok(Err(Unusual::ForeignIndex));
                    }
                    if !is_of_group || interval.start > group.until {
                        self.text.clear();
                        break 'blocks;
                    }
                    last_start = interval.start;
                }
                self.text.drain(..start);
                if self.text.len() > limit::LINE {
                    return Ok(Err(Unusual::Record));
                }
            }
        }
        if !self.text.is_empty() {
            // The last line of the file lacks its end.
            lines.line(&self.text, 0, &mut found);
        }
        if lines.screen().has_reaching() || !found.unread.is_empty() {
            return Ok(Err(Unusual::Record));
        }
        found.has_chromosome = lines.screen().has_chromosome();
        Ok(Ok(found))
    }
}

#[cfg(test)]
mod tests;
