//! Indexes of BGZF files, `.tbi` (tabix) and `.csi` (SAM specification §5, CSI v1): from where on a
//! file must be read for a region.

mod parse;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::diagnostics::Warning;
use crate::io::bgzf::BlockHeader;
use crate::io::with_ending;
use crate::model::contig::Contig;
use parse::{Stored, first_bin};

/// Bases in a window of tabix' linear index, as a shift.
const LINEAR_SHIFT: u32 = 14;
/// BGZF's end-of-file marker.
const END_MARKER: u64 = 28;

/// A place in a BGZF file (SAM specification §4.1.1): the block's first byte, and the byte within
/// its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct VirtualOffset(u64);

impl VirtualOffset {
    /// Beyond any file.
    pub(crate) const MAX: Self = Self(u64::MAX);

    /// Returns the block's first byte in the file.
    pub(crate) fn block(self) -> u64 {
        self.0 >> 16
    }

    /// Returns the byte within the block's text.
    pub(crate) fn within(self) -> usize {
        (self.0 & 0xffff) as usize
    }
}

/// The index of a BGZF-compressed VCF.
#[derive(Debug)]
pub struct BlockIndex {
    /// The contigs that theravar knows, each with where its records begin.
    contigs: Vec<(Contig, Starts)>,
    /// Names of the others that have records.
    pub(crate) others: Vec<Box<[u8]>>,
    /// How many records the file has.
    pub(crate) records: u64,
    /// The end of the last record.
    end: VirtualOffset,
}

/// From where on records that overlap a position are found.
#[derive(Debug)]
enum Starts {
    /// By windows of 16,384 bases.
    Linear(Vec<u64>),
    /// By bins, sorted.
    Binned { bins: Vec<(u32, u64)>, min_shift: u32, depth: u32 },
}

/// Why an index cannot be used.
#[derive(Debug)]
pub enum Unusable {
    /// There is none.
    Missing,
    /// It does not count the records (some tools leave that out).
    WithoutCounts(PathBuf),
    /// It cannot be read, or does not belong to the file as it is.
    Refused(Warning),
}

impl BlockIndex {
    /// Opens the index that lies beside the file at `path`: `path.tbi`, else `path.csi`.
    ///
    /// An index is refused where the file was changed after it, or does not end where the index
    /// says that it does.
    pub fn beside(path: &Path) -> Result<Self, Unusable> {
        let beside =
            |extension: &str| Some(with_ending(path, extension)).filter(|path| path.is_file());
        let found = beside(".tbi").or_else(|| beside(".csi")).ok_or(Unusable::Missing)?;
        let refused =
            |reason| Unusable::Refused(Warning::UnusableIndex { index: found.clone(), reason });
        let stored = parse::read(&found).map_err(|e| refused(format!("no index ({e})")))?;
        let index = Self::of(stored).ok_or_else(|| Unusable::WithoutCounts(found.clone()))?;
        match index.check(path, &found) {
            Ok(None) => Ok(index),
            Ok(Some(reason)) => Err(refused(reason.to_owned())),
            Err(e) => Err(refused(e.to_string())),
        }
    }

    /// Creates the index from its stored form. Returns `None` where it does not count records.
    fn of(stored: Stored) -> Option<Self> {
        let Stored { min_shift, depth, sequences } = stored;
        let (mut contigs, mut others) = (Vec::new(), Vec::new());
        let (mut records, mut last) = (0, 0);
        for sequence in sequences.into_iter().filter(|sequence| sequence.is_used) {
            let (end, count) = sequence.counts?;
            last = last.max(end);
            records += count;
            let Some(contig) = Contig::from_name(&sequence.name) else {
                others.push(sequence.name.into());
                continue;
            };
            let starts = match sequence.bins {
                bins if bins.is_empty() => Starts::Linear(sequence.windows),
                bins => Starts::Binned { bins, min_shift, depth },
            };
            contigs.push((contig, starts));
        }
        Some(Self { contigs, others, records, end: VirtualOffset(last) })
    }

    /// Returns why the index at `own` is not of the file at `path`.
    fn check(&self, path: &Path, own: &Path) -> io::Result<Option<&'static str>> {
        let mut file = File::open(path)?;
        let metadata = file.metadata()?;
        if std::fs::metadata(own)?.modified()? < metadata.modified()? {
            return Ok(Some("older than the file"));
        }
        // The last record ends where the end-of-file marker begins, or in the block before it.
        let marker = metadata.len().saturating_sub(END_MARKER);
        let (block, within) = (self.end.block(), self.end.within());
        let fits = if within == 0 {
            block == marker
        } else {
            let mut bytes = Vec::new();
            file.seek(SeekFrom::Start(block))?;
            file.take(1 << 16).read_to_end(&mut bytes)?;
            let BlockHeader::Size(size) = BlockHeader::parse(&bytes) else {
                return Ok(Some("made for another file"));
            };
            let text = bytes.get(size - 4..size).map_or(0, |length| {
                length.iter().rev().fold(0, |n: u64, &byte| n << 8 | u64::from(byte))
            });
            block + size as u64 == marker && within as u64 == text
        };
        Ok((!fits).then_some("made for another file"))
    }

    /// Returns the contigs that have records, with the number that [`BlockIndex::start`] wants.
    pub(crate) fn contigs(&self) -> impl Iterator<Item = (usize, Contig)> + '_ {
        self.contigs.iter().enumerate().map(|(number, (contig, _))| (number, *contig))
    }

    /// Returns whether records of contig `number` lie in a window behind that of the 0-based `position`.
    pub(crate) fn has_behind(&self, number: usize, position: u32) -> bool {
        match &self.contigs[number].1 {
            Starts::Linear(windows) => {
                let behind = windows.get((position >> LINEAR_SHIFT) as usize + 1..);
                behind.is_some_and(|rest| rest.iter().any(|&start| start != 0))
            }
            Starts::Binned { bins, min_shift, depth } => {
                let last = first_bin(*depth) + (position >> min_shift);
                bins.last().is_some_and(|&(bin, _)| bin > last)
            }
        }
    }

    /// Returns where the first record begins that overlaps the 0-based `position` of contig
    /// `number`, or an earlier place. Where none overlaps it is the first one behind, or `None`.
    pub(crate) fn start(&self, number: usize, position: u32) -> Option<VirtualOffset> {
        match &self.contigs[number].1 {
            // Windows without records may be zero.
            Starts::Linear(windows) => {
                let rest = windows.get((position >> LINEAR_SHIFT) as usize..)?;
                rest.iter().find(|&&start| start != 0).map(|&start| VirtualOffset(start))
            }
            Starts::Binned { bins, min_shift, depth } => {
                let mut bin = first_bin(*depth) + (position >> min_shift);
                loop {
                    if let Ok(at) = bins.binary_search_by_key(&bin, |&(bin, _)| bin) {
                        return Some(VirtualOffset(bins[at].1));
                    }
                    // A bin without records: the one before it begins earlier, so does the parent.
                    bin = match bin {
                        0 => return bins.iter().map(|&(_, start)| VirtualOffset(start)).min(),
                        _ if bin % 8 != 1 => bin - 1,
                        _ => (bin - 1) / 8,
                    };
                }
            }
        }
    }
}
