//! Indexes of BGZF files, `.tbi` (tabix) and `.csi` (SAM specification §5, CSI v1): from where on a
//! file must be read for a region.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use noodles_bgzf::VirtualPosition;
use noodles_csi::binning_index::BinningIndex;
use noodles_csi::binning_index::index::reference_sequence::index::{BinnedIndex, LinearIndex};
use noodles_csi::binning_index::index::{Index as NoodlesIndex, ReferenceSequence};

use crate::io::bgzf::BlockHeader;
use crate::model::contig::Contig;

/// Bases in a window of tabix' linear index, as a shift.
const LINEAR_SHIFT: u32 = 14;
/// BGZF's end-of-file marker.
const END_MARKER: u64 = 28;

/// The index of a BGZF-compressed VCF.
#[derive(Debug)]
pub(crate) struct BlockIndex {
    /// The contigs that theravar knows, each with where its records begin.
    contigs: Vec<(Contig, Starts)>,
    /// How many records the file has.
    pub(crate) records: u64,
    /// The end of the last record.
    end: VirtualPosition,
}

/// From where on records that overlap a position are found.
#[derive(Debug)]
enum Starts {
    /// By windows of 16,384 bases.
    Linear(LinearIndex),
    /// By bins.
    Binned { index: BinnedIndex, min_shift: u32, depth: u32 },
}

/// Why an index cannot be used.
#[derive(Debug)]
pub(crate) enum Unusable {
    /// There is none.
    Missing,
    /// It does not count the records (some tools leave that out).
    WithoutCounts(PathBuf),
    /// It cannot be read, or does not belong to the file as it is: a sentence for the user.
    Refused(String),
}

impl BlockIndex {
    /// Opens the index that lies beside the file at `path`: `path.tbi`, else `path.csi`.
    ///
    /// An index is refused where the file was changed after it, or does not end where the index says
    /// that it does.
    pub(crate) fn beside(path: &Path) -> Result<Self, Unusable> {
        let beside = |extension: &str| {
            let mut name = path.as_os_str().to_owned();
            name.push(extension);
            Some(PathBuf::from(name)).filter(|path| path.is_file())
        };
        let (found, index) = if let Some(found) = beside(".tbi") {
            let index = noodles_tabix::fs::read(&found)
                .map(|index| Self::of(&index, |starts, _, _| Starts::Linear(starts.clone())));
            (found, index)
        } else if let Some(found) = beside(".csi") {
            let index = noodles_csi::fs::read(&found).map(|index| {
                Self::of(&index, |starts, min_shift, depth| Starts::Binned {
                    index: starts.clone(),
                    min_shift,
                    depth,
                })
            });
            (found, index)
        } else {
            return Err(Unusable::Missing);
        };
        let refused =
            |reason: String| Unusable::Refused(format!("{}: {reason}: not used", found.display()));
        let index = index.map_err(|e| refused(format!("no index ({e})")))?;
        let index = index.ok_or_else(|| Unusable::WithoutCounts(found.clone()))?;
        match index.check(path, &found) {
            Ok(None) => Ok(index),
            Ok(Some(reason)) => Err(refused(reason.to_owned())),
            Err(e) => Err(refused(e.to_string())),
        }
    }

    /// `None` where it does not count records.
    fn of<I>(index: &NoodlesIndex<I>, starts: impl Fn(&I, u32, u32) -> Starts) -> Option<Self>
    where
        I: noodles_csi::binning_index::index::reference_sequence::Index,
    {
        let names = index.header()?.reference_sequence_names();
        let (min_shift, depth) = (u32::from(index.min_shift()), u32::from(index.depth()));
        let mut contigs = Vec::new();
        let mut records = 0;
        let mut end = VirtualPosition::MIN;
        let sequences: &[ReferenceSequence<I>] = index.reference_sequences();
        for (name, sequence) in names.iter().zip(sequences) {
            if sequence.bins().is_empty() {
                continue;
            }
            use noodles_csi::binning_index::ReferenceSequence as _;
            let counts = sequence.metadata()?;
            records += counts.mapped_record_count() + counts.unmapped_record_count();
            end = end.max(counts.end_position());
            let bytes: &[u8] = name.as_ref();
            if let Some(contig) = Contig::from_name(bytes) {
                contigs.push((contig, starts(sequence.index(), min_shift, depth)));
            }
        }
        Some(Self { contigs, records, end })
    }

    /// Why the index at `own` is not of the file at `path`.
    fn check(&self, path: &Path, own: &Path) -> io::Result<Option<&'static str>> {
        let mut file = File::open(path)?;
        let metadata = file.metadata()?;
        if std::fs::metadata(own)?.modified()? < metadata.modified()? {
            return Ok(Some("older than the file"));
        }
        // The last record ends where the end-of-file marker begins, or in the block before it.
        let marker = metadata.len().saturating_sub(END_MARKER);
        let (block, within) = (self.end.compressed(), self.end.uncompressed());
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
            block + size as u64 == marker && u64::from(within) == text
        };
        Ok((!fits).then_some("made for another file"))
    }

    /// The contigs that have records, with the number that [`BlockIndex::start`] wants.
    pub(crate) fn contigs(&self) -> impl Iterator<Item = (usize, Contig)> + '_ {
        self.contigs.iter().enumerate().map(|(number, (contig, _))| (number, *contig))
    }

    /// Where the first record begins that overlaps the 0-based `position` of contig `number`, or
    /// earlier; where none does, the first one behind it, or `None`.
    pub(crate) fn start(&self, number: usize, position: u32) -> Option<VirtualPosition> {
        match &self.contigs[number].1 {
            // Windows without records may be zero.
            Starts::Linear(windows) => windows
                .get((position >> LINEAR_SHIFT) as usize..)?
                .iter()
                .find(|start| **start != VirtualPosition::MIN)
                .copied(),
            Starts::Binned { index, min_shift, depth } => {
                let leaves = ((1usize << (3 * depth)) - 1) / 7;
                let mut bin = leaves + (position >> min_shift) as usize;
                loop {
                    if let Some(start) = index.get(&bin) {
                        return Some(*start);
                    }
                    // A bin without records: the one before it begins earlier, so does the parent.
                    bin = match bin {
                        0 => return index.values().min().copied(),
                        _ if bin % 8 != 1 => bin - 1,
                        _ => (bin - 1) / 8,
                    };
                }
            }
        }
    }
}
