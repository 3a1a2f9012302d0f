//! Has the system write a long file to the disk while it is still being made, so that the wait for the
//! disk at its end is short.

use std::fs::File;

/// Bytes after which the system is told again.
const STEP: u64 = 8 << 20;

/// How far a file is on its way to the disk.
#[derive(Debug, Default)]
pub(super) struct Writeback {
    /// Bytes handed to the system.
    written: u64,
    /// Those of them that it was told of.
    told: u64,
}

impl Writeback {
    /// Notes that `bytes` more were written to the end of `file`.
    pub(super) fn wrote(&mut self, file: &File, bytes: usize) {
        self.written += bytes as u64;
        if self.written - self.told >= STEP {
            begin(file, self.told, self.written - self.told);
            self.told = self.written;
        }
    }
}

/// Begins to write a stretch of `file` to the disk, and does not wait. Linux takes the advice for that
/// (`generic_fadvise`); what is on its way stays in memory for whoever reads it next.
#[cfg(target_os = "linux")]
fn begin(file: &File, offset: u64, length: u64) {
    use rustix::fs::{Advice, fadvise};
    // The file is written to the disk at its end whatever comes of this.
    let _ = fadvise(file, offset, std::num::NonZeroU64::new(length), Advice::DontNeed);
}

#[cfg(not(target_os = "linux"))]
fn begin(_: &File, _: u64, _: u64) {}
