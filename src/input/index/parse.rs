//! The bytes of `.tbi` and `.csi` files (tabix format, CSIv1). Only what a jump needs is kept,
//! since an index of a whole genome has hundreds of thousands of bins.

use std::fs::File;
use std::io;
use std::path::Path;

use crate::io::inflate_all;
use crate::io::limit::{self, read_within};

/// Levels of bins in a `.tbi`, and the bases in its smallest ones as a shift.
const TABIX: (u32, u32) = (14, 5);
/// No index names more contigs, nor is any list in it longer.
const MOST: u32 = 1 << 28;

/// One contig of an index.
#[derive(Debug)]
pub(super) struct Sequence {
    pub(super) name: Vec<u8>,
    /// Virtual offsets by window (`.tbi`).
    pub(super) windows: Vec<u64>,
    /// Bins with their `loffset`, sorted (`.csi`).
    pub(super) bins: Vec<(u32, u64)>,
    /// End of its last record as a virtual offset, and how many records it has, where the index
    /// says.
    pub(super) counts: Option<(u64, u64)>,
    /// Whether it has any record.
    pub(super) is_used: bool,
}

/// An index as it is stored.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) min_shift: u32,
    pub(super) depth: u32,
    pub(super) sequences: Vec<Sequence>,
}

/// Reads the index at `path`.
///
/// # Errors
/// Where it cannot be read, or is neither kind of index, or of another text format than VCF.
pub(super) fn read(path: &Path) -> io::Result<Stored> {
    let stored = read_within(File::open(path)?, limit::INDEX)?;
    let text = inflate_all(&stored, limit::INDEX)?;
    let mut bytes = Bytes(&text);
    match &bytes.array()? {
        b"TBI\x01" => {
            let count = bytes.count()?;
            let names = bytes.names()?;
            let (min_shift, depth) = TABIX;
            sequences(&mut bytes, names, count, min_shift, depth, true)
        }
        b"CSI\x01" => {
            let (min_shift, depth) = (bytes.count()?, bytes.count()?);
            if min_shift > 31 || depth > 9 {
                return Err(invalid("bins of an impossible size"));
            }
            let names = match bytes.count()? {
                0 => Vec::new(),
                _ => bytes.names()?,
            };
            let count = bytes.count()?;
            sequences(&mut bytes, names, count, min_shift, depth, false)
        }
        _ => Err(invalid("neither .tbi nor .csi")),
    }
}

fn sequences(
    bytes: &mut Bytes<'_>,
    names: Vec<Vec<u8>>,
    count: u32,
    min_shift: u32,
    depth: u32,
    is_linear: bool,
) -> io::Result<Stored> {
    if names.len() != count as usize {
        return Err(invalid("not as many names as contigs"));
    }
    let metadata = first_bin(depth + 1) + 1;
    let mut sequences = Vec::with_capacity(names.len());
    for name in names {
        let mut sequence =
            Sequence { name, windows: Vec::new(), bins: Vec::new(), counts: None, is_used: false };
        for _ in 0..bytes.count()? {
            let bin = bytes.u32()?;
            let loffset = if is_linear { 0 } else { bytes.u64()? };
            let chunks = bytes.count()?;
            if bin == metadata {
                let [(_, end), (mapped, unmapped)] = [bytes.pair()?, bytes.pair()?];
                sequence.counts = Some((end, mapped + unmapped));
                continue;
            }
            sequence.is_used = true;
            bytes.take(16 * chunks as usize)?;
            if !is_linear {
                sequence.bins.push((bin, loffset));
            }
        }
        if is_linear {
            for _ in 0..bytes.count()? {
                sequence.windows.push(bytes.u64()?);
            }
        }
        sequence.bins.sort_unstable();
        sequences.push(sequence);
    }
    Ok(Stored { min_shift, depth, sequences })
}

/// Returns the number of the first bin of a level, the largest being level 0.
pub(super) fn first_bin(level: u32) -> u32 {
    ((1u64 << (3 * level)) / 7) as u32
}

fn invalid(reason: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

/// Little-endian numbers, read from the front.
struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    fn take(&mut self, length: usize) -> io::Result<&'b [u8]> {
        let (taken, rest) =
            self.0.split_at_checked(length).ok_or_else(|| invalid("it ends early"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk().ok_or_else(|| invalid("it ends early"))?;
        self.0 = rest;
        Ok(*taken)
    }

    fn u32(&mut self) -> io::Result<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> io::Result<u64> {
        self.array().map(u64::from_le_bytes)
    }

    fn pair(&mut self) -> io::Result<(u64, u64)> {
        Ok((self.u64()?, self.u64()?))
    }

    /// Takes a number of things to follow.
    fn count(&mut self) -> io::Result<u32> {
        self.u32().and_then(|n| if n < MOST { Ok(n) } else { Err(invalid("impossible number")) })
    }

    /// Takes the columns that were indexed, and returns the names of the contigs.
    fn names(&mut self) -> io::Result<Vec<Vec<u8>>> {
        const VCF: u32 = 2;
        let format = self.u32()?;
        for _ in 0..5 {
            self.u32()?;
        }
        let length = self.count()?;
        let names = self.take(length as usize)?;
        if format & 0xffff != VCF {
            return Err(invalid("the index of another kind of file"));
        }
        let list = names.strip_suffix(&[0]).unwrap_or(names);
        Ok(if list.is_empty() {
            Vec::new()
        } else {
            list.split(|&b| b == 0).map(Vec::from).collect()
        })
    }
}
