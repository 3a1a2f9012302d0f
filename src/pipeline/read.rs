//! Reads the part of an input that can matter. It uses the index where that gives the same result
//! as a scan, else it reads from the first byte to the last.

use std::io;
use std::num::NonZeroUsize;
use std::thread::{self, JoinHandle};

use crate::diagnostics::Warning;
use crate::error::Result;
use crate::input::header::Header;
use crate::input::index::{BlockIndex, Unusable};
use crate::input::scan::jump::{Jumped, Unusual, jump};
use crate::input::scan::{ScanOptions, ScanStats, scan};
use crate::io::{Compression, Content, Format, Sha256Hex, Source, sha256};
use crate::model::regions::Regions;

use super::collect::Collector;
use super::options::Options;
use crate::observe::counts::Counts;
use crate::observe::worker::Worker;

/// Stored bytes below which a scan is as fast as a jump.
const SMALL: u64 = 8_000_000;

/// How to read.
#[derive(Clone, Copy)]
pub(super) struct Reading<'r> {
    pub(super) options: &'r Options,
    pub(super) header: &'r Header,
    /// Where records are of interest; `None` is everywhere.
    pub(super) regions: Option<&'r Regions>,
    pub(super) threads: NonZeroUsize,
    /// Whether all records are written back.
    pub(super) writes_back: bool,
    /// Whether the output says in which line a record stands: only a scan counts them all.
    pub(super) wants_lines: bool,
}

/// What was read.
pub(super) struct WasRead<'k> {
    pub(super) stats: ScanStats,
    pub(super) collector: Collector<'k>,
    /// SHA-256 of the input as it is stored, where it is a file and the provenance wants it.
    pub(super) digest: Option<Sha256Hex>,
    /// What the user must know.
    pub(super) warnings: Vec<Warning>,
    /// How it was read, in a few words.
    pub(super) how: String,
    /// Whether its index led to what was read, and the file was opened once more for that.
    pub(super) is_by_index: bool,
}

/// Numbers, results, and the digest where it is wanted.
type Attempt<'k> = (ScanStats, Collector<'k>, Option<Sha256Hex>);

impl Reading<'_> {
    /// Reads `source` with `worker`; results go to a collector that `collector` makes.
    ///
    /// # Errors
    /// As [`scan`]. [`crate::Error::Io`] where the input was changed meanwhile.
    pub(super) fn run<'k>(
        &self,
        source: Source,
        worker: &mut Worker<'k>,
        collector: impl Fn() -> Result<Collector<'k>>,
    ) -> Result<WasRead<'k>> {
        let opened = source.opened();
        let read = self.read(source, worker, collector);
        // A file that was changed explains a failure, too.
        let unchanged = match (&opened, &read) {
            (Some(opened), Ok(WasRead { is_by_index: true, .. })) => opened.check_path(),
            (Some(opened), _) => opened.check(),
            (None, _) => Ok(()),
        };
        unchanged.and(read)
    }

    fn read<'k>(
        &self,
        source: Source,
        worker: &mut Worker<'k>,
        collector: impl Fn() -> Result<Collector<'k>>,
    ) -> Result<WasRead<'k>> {
        let mut warnings = Vec::new();
        let mut how = "whole".to_owned();
        if let Some(regions) = self.regions.filter(|_| self.may_jump(&source)) {
            match BlockIndex::beside(source.path()) {
                // Where it is to be counted what lies on them, every record is read.
                Ok(index) if !index.others.iter().all(|name| self.header.knows_contig(name)) => {
                    how += ": it has contigs of unknown names";
                }
                Ok(index) => match self.jump(&source, &index, regions, worker, collector()?)? {
                    Ok((_, collector, _)) if collector.tells_a_line() => {
                        how += ": a warning names a line";
                    }
                    Ok((stats, collector, digest)) => {
                        let how = "regions of interest, by its index".to_owned();
                        let is_by_index = true;
                        return Ok(WasRead {
                            stats,
                            collector,
                            digest,
                            warnings,
                            how,
                            is_by_index,
                        });
                    }
                    Err(Unusual::Record) => how += ": not every record stays in its place",
                    Err(Unusual::ForeignIndex) => {
                        let input = source.path().to_path_buf();
                        warnings.push(Warning::ForeignIndex { input });
                    }
                },
                Err(Unusable::Missing) => {}
                Err(Unusable::WithoutCounts(path)) => {
                    how += &format!(": {} does not count records", path.display());
                }
                Err(Unusable::Refused(warning)) => warnings.push(warning),
            }
            worker.counts = Counts::default();
        }
        let (stats, collector, digest) = self.scan(source, worker, collector()?)?;
        Ok(WasRead { stats, collector, digest, warnings, how, is_by_index: false })
    }

    /// Returns whether a jump gives the same result as a scan. It does where only records in
    /// regions of interest matter to the output.
    fn may_jump(&self, source: &Source) -> bool {
        let Format { compression, content } = source.format();
        self.options.use_index
            && !self.writes_back
            && !self.wants_lines
            && !self.options.strict
            && (compression, content) == (Compression::Bgzf, Content::Vcf)
            && source.size().is_some_and(|size| size >= SMALL)
            && !self.header.declares_structural_variants()
    }

    fn jump<'k>(
        &self,
        source: &Source,
        index: &BlockIndex,
        regions: &Regions,
        worker: &Worker<'k>,
        mut collector: Collector<'k>,
    ) -> Result<Result<Attempt<'k>, Unusual>> {
        let path = source.path();
        // Every byte goes into the digest, on a thread of its own.
        let hash = || {
            let path = path.to_path_buf();
            thread::Builder::new().spawn(move || sha256(path))
        };
        let wants_digest = self.options.provenance;
        // Where the system gives no thread, the bytes are read once more afterwards.
        let digest: Option<JoinHandle<_>> = wants_digest.then(hash).and_then(io::Result::ok);
        let mut sink = |base, results| collector.take(base, results);
        // Hashing takes a core for about as long as the jump takes another.
        let others = self.threads.get() - usize::from(digest.is_some());
        let threads = NonZeroUsize::new(others).unwrap_or(NonZeroUsize::MIN);
        let options = ScanOptions { threads, ..self.scan_options(None) };
        let jumped = jump(path, self.header, index, regions, options, worker, &mut sink)?;
        Ok(match jumped {
            Jumped::Unusual(reason) => Err(reason),
            Jumped::Done(stats) => {
                let digest = match digest.map(JoinHandle::join) {
                    Some(Ok(digest)) => Some(digest?),
                    Some(Err(panic)) => std::panic::resume_unwind(panic),
                    None => wants_digest.then(|| sha256(path)).transpose()?,
                };
                Ok((*stats, collector, digest))
            }
        })
    }

    fn scan<'k>(
        &self,
        mut source: Source,
        worker: &Worker<'k>,
        mut collector: Collector<'k>,
    ) -> Result<Attempt<'k>> {
        let is_file = source.size().is_some();
        let digest = (self.options.provenance && is_file).then(|| source.digest());
        let bar = self.options.progress.bar(source.size());
        let stats = scan(
            source,
            self.header,
            self.scan_options(Some(&|stored| bar.set_position(stored))),
            worker,
            &mut |base, results| collector.take(base, results),
        )?;
        bar.finish_and_clear();
        Ok((stats, collector, digest.map(|digest| digest.value())))
    }

    fn scan_options<'o>(&'o self, progress: Option<&'o (dyn Fn(u64) + Sync)>) -> ScanOptions<'o> {
        ScanOptions {
            threads: self.threads,
            regions: self.regions,
            strict: self.options.strict,
            layout: self.writes_back,
            progress,
        }
    }
}
