//! Cutting inflated BCF into records.
//!
//! Where a record begins is known only once the chunk before has been walked. So workers inflate at
//! the same time and walk by turns. A walk reads two lengths a record and is quick.

use std::ops::Range;
use std::sync::{Condvar, Mutex, PoisonError};

use super::visit::lock;
use crate::input::bcf::record_size;
use crate::io::bgzf::Fault;

/// The order in which chunks are walked, and what one leaves to the next.
#[derive(Debug, Default)]
pub(super) struct Turns {
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Sequence number of the chunk whose turn it is.
    next: u64,
    /// Bytes of the header still to be skipped.
    header: u64,
    /// The beginning of a record that the next chunk goes on with.
    carry: Vec<u8>,
    /// Whether a chunk failed: later ones cannot be walked.
    is_broken: bool,
}

/// The records of one chunk.
#[derive(Debug, Default)]
pub(super) struct Records {
    /// The record that began in an earlier chunk, whole.
    pub(super) first: Vec<u8>,
    /// Records within the chunk.
    pub(super) rest: Vec<Range<usize>>,
}

impl Turns {
    /// Creates the turns of an input in which `header` bytes come before the first record.
    pub(super) fn new(header: u64) -> Self {
        Self { state: Mutex::new(State { header, ..State::default() }), moved: Condvar::new() }
    }

    /// Waits for the turn of chunk `sequence` and walks its `bytes`. Nothing is found after a
    /// chunk that failed.
    pub(super) fn walk(&self, sequence: u64, bytes: &[u8]) -> Result<Records, Fault> {
        let mut state = lock(&self.state);
        while state.next != sequence && !state.is_broken {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.is_broken {
            return Ok(Records::default());
        }
        let records = state.walk(bytes);
        state.next += 1;
        state.is_broken = records.is_err();
        self.moved.notify_all();
        records.map_err(Fault::Invalid)
    }

    /// Lets waiting workers go after a failure.
    pub(super) fn break_off(&self) {
        lock(&self.state).is_broken = true;
        self.moved.notify_all();
    }

    /// Returns whether the last record was whole.
    pub(super) fn is_complete(&self) -> bool {
        let state = lock(&self.state);
        state.carry.is_empty() && state.header == 0
    }
}

impl State {
    fn walk(&mut self, bytes: &[u8]) -> Result<Records, String> {
        let passed = bytes.len().min(usize::try_from(self.header).unwrap_or(usize::MAX));
        self.header -= passed as u64;
        let mut at = passed;
        let mut records = Records::default();
        while !self.carry.is_empty() && at < bytes.len() {
            // The lengths themselves may be cut.
            let wanted = record_size(&self.carry)?.unwrap_or(crate::input::bcf::LENGTHS);
            let more = (wanted - self.carry.len()).min(bytes.len() - at);
            self.carry.extend_from_slice(&bytes[at..at + more]);
            at += more;
            if record_size(&self.carry)? == Some(self.carry.len()) {
                records.first = std::mem::take(&mut self.carry);
            }
        }
        while at < bytes.len() {
            match record_size(&bytes[at..])? {
                Some(size) if size <= bytes.len() - at => {
                    records.rest.push(at..at + size);
                    at += size;
                }
                _ => {
                    self.carry.extend_from_slice(&bytes[at..]);
                    break;
                }
            }
        }
        Ok(records)
    }
}
