//! The tabix index of a VCF, made while the VCF is written: two threads of its own inflate what passes
//! and note where the records lie.

mod part;
mod records;
mod tabix;

use std::io::{self, PipeWriter, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use self::part::{Part, Parts, Tail};
use self::records::Records;
use self::tabix::Tabix;
use crate::io::bgzf::{Run, RunReader};
use crate::io::{Watch, Watched};

/// Passes a BGZF file on, and indexes it.
pub struct Indexing<W> {
    out: W,
    /// Where the bytes go to be indexed; `None` once nobody reads them.
    copy: Option<PipeWriter>,
    made: JoinHandle<Result<Vec<u8>, String>>,
}

impl<W: Write> Indexing<W> {
    /// Begins the index of what is written to `out`.
    ///
    /// # Errors
    /// Where the system gives no thread or pipe.
    pub fn new(out: W) -> io::Result<Self> {
        let (reader, copy) = io::pipe()?;
        // Fewer changes between threads; the usual size works too.
        let _ = rustix::pipe::fcntl_setpipe_size(&copy, PIPE);
        let made = thread::Builder::new().spawn(move || index(reader))?;
        Ok(Self { out, copy: Some(copy), made })
    }

    /// Returns the index as it is to be stored, or why there is none.
    pub fn finish(self) -> Result<Vec<u8>, String> {
        drop(self.copy);
        match self.made.join() {
            Ok(made) => made,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }
}

impl<W: Write> Write for Indexing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        // An index that cannot be made stops reading, and says why at the end.
        self.copy = self.copy.take().filter(|mut copy| copy.write_all(&bytes[..written]).is_ok());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Bytes that may wait in the pipe: what a process may ask for everywhere.
const PIPE: usize = 1 << 20;

/// Indexes the BGZF file that `stored` gives.
fn index(stored: impl io::Read) -> Result<Vec<u8>, String> {
    let mut reader = RunReader::new(Watched::new(stored, Watch::default()));
    let mut read = || -> Result<Option<Run>, String> {
        let mut run = Run::default();
        let read = reader.read(&mut run).map_err(|fault| fault.to_string());
        Ok(read?.then_some(run))
    };
    let mut merger = Merger::default();
    let mut parts = Parts::new();
    thread::scope(|scope| {
        // Of two runs another thread reads the first.
        let (to, runs) = sync_channel::<Run>(1);
        let (from, read_parts) = sync_channel(1);
        let helper = thread::Builder::new().spawn_scoped(scope, move || help(&runs, &from));
        while let Some(first) = read()? {
            if helper.is_err() {
                // The system gives no thread: this one does it all.
                merger.take(parts.read(&first)?)?;
                continue;
            }
            to.send(first).map_err(|error| error.to_string())?;
            let second = read()?.map(|run| parts.read(&run));
            merger.take(read_parts.recv().map_err(|error| error.to_string())??)?;
            second.map_or(Ok(()), |part| merger.take(part?))?;
        }
        merger.finish()
    })
}

/// Reads each of `runs`.
fn help(runs: &Receiver<Run>, to: &SyncSender<Result<Part, String>>) {
    let mut parts = Parts::new();
    for run in runs {
        if to.send(parts.read(&run)).is_err() {
            return;
        }
    }
}

/// Puts parts together.
#[derive(Default)]
struct Merger {
    tabix: Tabix,
    /// The beginning of a line that the next part ends, and its virtual offset.
    carry: Option<(Vec<u8>, u64)>,
    /// Virtual offset behind the last part.
    end: u64,
}

impl Merger {
    fn take(&mut self, part: Part) -> Result<(), String> {
        let (mut line, at) = self.carry.take().unwrap_or((Vec::new(), part.bytes.0));
        self.end = part.bytes.1;
        line.extend_from_slice(&part.head);
        let Some(Tail { text, head_end, begin }) = part.tail else {
            self.carry = Some((line, at));
            return Ok(());
        };
        self.line(&line[..line.len() - 1], (at, head_end))?;
        self.add(&part.records)?;
        self.carry = (!text.is_empty()).then_some((text, begin));
        Ok(())
    }

    fn line(&mut self, line: &[u8], bytes: (u64, u64)) -> Result<(), String> {
        let mut record = Records::new();
        record.line(line, bytes)?;
        self.add(&record)
    }

    fn add(&mut self, records: &Records) -> Result<(), String> {
        records.stretches().try_for_each(|(name, stretch)| self.tabix.add(name, stretch))
    }

    /// Takes a last line without an end, and returns the index.
    fn finish(mut self) -> Result<Vec<u8>, String> {
        if let Some((line, at)) = self.carry.take() {
            self.line(&line, (at, self.end))?;
        }
        self.tabix.finish().map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests;
