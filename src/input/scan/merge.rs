//! Putting chunks back in order, and the lines together that two chunks share.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::lines::{Found, Lines, Scanned};
use super::visit::{ScanOptions, ScanStats, Sink, Visit};
use crate::error::{Error, Location, Result};
use crate::input::header::NUL;
use crate::input::record::Malformed;
use crate::input::unread::Unread;
use crate::io::limit;

/// Takes scanned chunks in any order and hands results on in input order.
pub(super) struct Merger<'s, T> {
    path: PathBuf,
    header_lines: u64,
    is_strict: bool,
    sink: Sink<'s, T>,
    /// Sequence number of the chunk whose turn it is.
    next: u64,
    waiting: BTreeMap<u64, Result<Scanned<T>>>,
    /// The beginning of a line that the next chunk goes on with.
    carry: Vec<u8>,
    /// Where it begins in the text.
    carry_begin: u64,
    stats: ScanStats,
    error: Option<Error>,
}

impl<'s, T: Send> Merger<'s, T> {
    pub(super) fn new(
        path: PathBuf,
        header_lines: u64,
        options: ScanOptions<'_>,
        sink: Sink<'s, T>,
    ) -> Self {
        Self {
            path,
            header_lines,
            is_strict: options.strict,
            sink,
            next: 0,
            waiting: BTreeMap::new(),
            carry: Vec::new(),
            carry_begin: 0,
            stats: ScanStats::default(),
            error: None,
        }
    }

    pub(super) fn next(&self) -> u64 {
        self.next
    }

    /// Takes chunk `sequence` and passes on all whose turn has come. `lines` reads stitched lines.
    /// Returns whether the scan is over because of an error, the first one in input order.
    pub(super) fn deliver<V: Visit<Out = T>>(
        &mut self,
        sequence: u64,
        scanned: Result<Scanned<T>>,
        lines: &mut Lines<'_, V>,
    ) -> bool {
        self.waiting.insert(sequence, scanned);
        while self.error.is_none() {
            let Some(scanned) = self.waiting.remove(&self.next) else {
                break;
            };
            self.next += 1;
            self.error = scanned.and_then(|scanned| self.take(scanned, lines)).err();
        }
        self.error.is_some()
    }

    /// Returns the totals, once every chunk was delivered. The last line may lack its end.
    pub(super) fn finish<V: Visit<Out = T>>(
        &mut self,
        lines: &mut Lines<'_, V>,
    ) -> Result<ScanStats> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        if let Some(fault) = lines.cut(&self.carry) {
            let at = Location::line(&self.path, self.stats.lines + 1);
            let reason = format!("{fault}, and the file with it: copy or make it again");
            return Err(Error::invalid(at, reason));
        }
        if !self.carry.is_empty() {
            self.stitched(lines)?;
        }
        Ok(std::mem::take(&mut self.stats))
    }

    fn take<V: Visit<Out = T>>(
        &mut self,
        scanned: Scanned<T>,
        lines: &mut Lines<'_, V>,
    ) -> Result<()> {
        let begin = self.stats.bytes;
        self.stats.bytes += scanned.bytes;
        self.stats.layout.blocks.extend(&scanned.blocks);
        let Some(edges) = scanned.edges else {
            return self.absorb(scanned.found, begin);
        };
        self.carry.extend_from_slice(&edges.head);
        match edges.tail {
            Some(tail) => {
                self.stitched(lines)?;
                self.absorb(scanned.found, begin)?;
                self.carry_begin = self.stats.bytes - tail.len() as u64;
                self.carry = tail;
            }
            None if self.carry.len() > limit::LINE => {
                let at = Location::line(&self.path, self.stats.lines + 1);
                let longest = limit::mib(limit::LINE);
                let reason = format!("a line longer than {longest} MiB, the limit of a record");
                return Err(Error::invalid(at, reason));
            }
            None => {}
        }
        Ok(())
    }

    /// Reads the line in `carry`.
    fn stitched<V: Visit<Out = T>>(&mut self, lines: &mut Lines<'_, V>) -> Result<()> {
        let mut found = Found::default();
        lines.line(&self.carry, self.carry_begin, &mut found);
        found.has_chromosome = lines.screen().has_chromosome();
        if self.carry.contains(&0) {
            found.fatal = Some((0, Malformed::new("#", NUL)));
        }
        self.carry.clear();
        self.absorb(found, 0)
    }

    /// Takes what was found in lines whose offsets count from the place `begin` of the text.
    fn absorb(&mut self, found: Found<T>, begin: u64) -> Result<()> {
        let base = self.stats.lines + 1;
        for Unread { offset, fault, scope, place } in found.unread {
            let line = base + offset;
            if line <= self.header_lines {
                continue;
            }
            if self.is_strict {
                let at = Location::line(&self.path, line);
                return Err(Error::invalid(at, fault.to_string()));
            }
            self.stats.diagnostics.push(fault.at(line, scope));
            self.stats.unread.push(place);
        }
        if let Some((offset, fault)) = found.fatal {
            let at = Location::line(&self.path, base + offset);
            return Err(Error::invalid(at, fault.to_string()));
        }
        self.stats.layout.stretches.append(found.stretches, begin);
        self.stats.has_chromosome |= found.has_chromosome;
        self.stats.lines += found.lines;
        self.stats.records += found.records;
        self.stats.candidates += found.candidates;
        if found.out.is_empty() { Ok(()) } else { (self.sink)(base, found.out) }
    }
}
