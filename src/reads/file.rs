//! Reads of a region, one after another, from either container.

use std::fs::File;
use std::io;

use noodles_bam as bam;
use noodles_bgzf as bgzf;
use noodles_core::Position;
use noodles_core::region::Interval as Places;
use noodles_cram as cram;
use noodles_csi::{self as csi, BinningIndex as _};
use noodles_sam::alignment::RecordBuf;
use noodles_sam::alignment::record::cigar::op::Kind as OpKind;
use noodles_sam::alignment::record::data::field::Value as DataValue;
use noodles_sam::alignment::record_buf::data::field::Value as BufValue;

use super::alignment::{Flags, Kind, Op, Read};
use super::open::{Container, Opened};
use super::tags::{Tags, Value};
use crate::error::{Error, Location, Result};
use crate::model::position::Interval;

/// A reader of one thread.
pub(super) enum Reader<'o> {
    Bam { file: bgzf::io::Reader<File>, index: &'o bam::Index, record: bam::Record },
    Cram { reader: cram::io::Reader<File>, of: &'o Container },
}

/// A file of reads as one thread reads it.
pub(super) struct Reads<'o> {
    opened: &'o Opened,
    reader: Reader<'o>,
    read: Read,
}

/// What places a read, before the rest of it is decoded.
#[derive(Debug, Clone, Copy, Default)]
struct Mate {
    position: Option<u32>,
    template_length: i32,
}

impl<'o> Reads<'o> {
    pub(super) fn open(opened: &'o Opened) -> Result<Self> {
        let path = &opened.path;
        let io = |e| Error::io(path, e);
        let reader = match &opened.container {
            Container::Bam(index) => Reader::Bam {
                file: bgzf::io::Reader::new(File::open(path).map_err(io)?),
                index,
                record: bam::Record::default(),
            },
            of @ Container::Cram { repository, .. } => {
                let mut reader = cram::io::reader::Builder::default()
                    .set_reference_sequence_repository(repository.clone())
                    .build_from_path(path)
                    .map_err(io)?;
                reader.read_header().map_err(io)?;
                Reader::Cram { reader, of }
            }
        };
        Ok(Self { opened, reader, read: Read::default() })
    }

    /// Hands the reads to `take` that overlap an interval of the contig of this index and are wanted by
    /// their place.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] where the file is corrupt, or a CRAM's reference is missing.
    pub(super) fn each(
        &mut self,
        contig: usize,
        interval: Interval,
        is_wanted: impl Fn(Interval) -> bool,
        mut take: impl FnMut(&Read),
    ) -> Result<()> {
        let Self { opened, reader, read } = self;
        let mut taken = |read: &Read, group: Option<bool>| {
            if group.unwrap_or(true) {
                take(read);
            }
        };
        let done = match reader {
            Reader::Bam { file, index, record } => {
                each_bam(opened, file, index, record, read, contig, interval, is_wanted, &mut taken)
            }
            Reader::Cram { reader, of } => {
                each_cram(opened, reader, of, read, contig, interval, is_wanted, &mut taken)
            }
        };
        done.map_err(|e| broken(opened, &e))
    }
}

/// Returns what an error while reading means.
fn broken(opened: &Opened, error: &io::Error) -> Error {
    let text = error.to_string();
    let reason = if text.contains("reference sequence") {
        format!("CRAM without its reference ({text}): name the FASTA file with --reference")
    } else if error.kind() == io::ErrorKind::UnexpectedEof {
        "truncated: the file ends within its reads; copy or make it again".to_owned()
    } else {
        format!("corrupt, or its index is of another file: {text}")
    };
    Error::invalid(Location::file(&opened.path), reason)
}

fn places(interval: Interval) -> Option<Places> {
    let start = Position::new(interval.start as usize + 1)?;
    let end = Position::new((interval.end as usize).max(interval.start as usize + 1))?;
    Some((start..=end).into())
}

#[expect(clippy::too_many_arguments, reason = "the parts of one reader")]
fn each_bam(
    opened: &Opened,
    file: &mut bgzf::io::Reader<File>,
    index: &bam::Index,
    record: &mut bam::Record,
    read: &mut Read,
    contig: usize,
    interval: Interval,
    is_wanted: impl Fn(Interval) -> bool,
    take: &mut impl FnMut(&Read, Option<bool>),
) -> io::Result<()> {
    let Some(places) = places(interval) else { return Ok(()) };
    let chunks = match index {
        bam::Index::Bai(index) => index.query(contig, places),
        bam::Index::Csi(index) => index.query(contig, places),
    };
    // A contig that the index does not know has no reads.
    let Ok(chunks) = chunks else { return Ok(()) };
    let mut reader = bam::io::Reader::from(csi::io::Query::new(file, chunks));
    while reader.read_record(record)? != 0 {
        let is_on_contig = matches!(record.reference_sequence_id(), Some(Ok(id)) if id == contig);
        let Some(start) = record.alignment_start().transpose()? else { continue };
        let start = usize::from(start) as u32 - 1;
        // Reads are in order of their starts.
        if !is_on_contig || start >= interval.end {
            match record.reference_sequence_id().transpose()? {
                Some(id) if id < contig => continue,
                _ => break,
            }
        }
        read.flags = Flags(record.flags().bits());
        if read.flags.is_unmapped() {
            continue;
        }
        let ends = set_ops(read, start, record.cigar().iter())?;
        if read.span.end <= interval.start || !is_wanted(read.span) {
            continue;
        }
        read.mapping_quality = record.mapping_quality().map_or(u8::MAX, u8::from);
        read.name.clear();
        read.name.extend_from_slice(record.name().map_or(&[][..], |name| name.as_ref()));
        read.bases.clear();
        for &pair in record.sequence().as_bytes() {
            read.bases.extend_from_slice(&PAIRS[usize::from(pair)]);
        }
        read.bases.truncate(record.sequence().len());
        set_qualities(read, record.quality_scores().as_bytes());
        if !is_whole(read) {
            continue;
        }
        let is_same = record.mate_reference_sequence_id().transpose()? == Some(contig);
        let mate = Mate {
            position: record
                .mate_alignment_start()
                .transpose()?
                .filter(|_| is_same)
                .map(|at| usize::from(at) as u32 - 1),
            template_length: record.template_length(),
        };
        let data = record.data();
        let mut tags = Tags::default();
        for field in data.iter() {
            let (tag, value) = field?;
            let number = value.as_int().map(Value::Number);
            let value = match value {
                DataValue::String(text) | DataValue::Hex(text) => {
                    Some(Value::Text(<[u8]>::as_ref(text)))
                }
                _ => number,
            };
            if let Some(value) = value {
                tags.add(*tag.as_ref(), value);
            }
        }
        let group = set_family(opened, read, &tags, ends, mate);
        take(read, group);
    }
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "the parts of one reader")]
fn each_cram(
    opened: &Opened,
    reader: &mut cram::io::Reader<File>,
    of: &Container,
    read: &mut Read,
    contig: usize,
    interval: Interval,
    is_wanted: impl Fn(Interval) -> bool,
    take: &mut impl FnMut(&Read, Option<bool>),
) -> io::Result<()> {
    let Container::Cram { header, index, .. } = of else { return Ok(()) };
    let Some(places) = places(interval) else { return Ok(()) };
    let Some((name, _)) = header.reference_sequences().get_index(contig) else { return Ok(()) };
    let name: &[u8] = name.as_ref();
    let (Some(start), Some(end)) = (places.start(), places.end()) else { return Ok(()) };
    let region = noodles_core::Region::new(name, start..=end);
    let index = one_for_each_container(index, contig, interval);
    let mut query = reader.query(header, &index, &region)?;
    let mut record = RecordBuf::default();
    while query.read_record_buf(&mut record)? != 0 {
        read.flags = Flags(record.flags().bits());
        let Some(start) = record.alignment_start() else { continue };
        if read.flags.is_unmapped() {
            continue;
        }
        let ops = record.cigar().as_ref().iter().map(|op| Ok(*op));
        let ends = set_ops(read, usize::from(start) as u32 - 1, ops)?;
        if !is_wanted(read.span) {
            continue;
        }
        read.mapping_quality = record.mapping_quality().map_or(u8::MAX, u8::from);
        read.name.clear();
        read.name.extend_from_slice(record.name().map_or(&[][..], |name| name.as_ref()));
        read.bases.clear();
        let bases: &[u8] = record.sequence().as_ref();
        read.bases.extend(bases.iter().map(|base| match base.to_ascii_uppercase() {
            base @ (b'A' | b'C' | b'G' | b'T') => base,
            _ => b'N',
        }));
        set_qualities(read, record.quality_scores().as_ref());
        if !is_whole(read) {
            continue;
        }
        let mate = Mate {
            position: record
                .mate_alignment_start()
                .filter(|_| record.mate_reference_sequence_id() == Some(contig))
                .map(|at| usize::from(at) as u32 - 1),
            template_length: record.template_length(),
        };
        let mut tags = Tags::default();
        for (tag, value) in record.data().iter() {
            let value = match value {
                BufValue::String(text) | BufValue::Hex(text) => {
                    let text: &[u8] = text.as_ref();
                    Value::Text(text)
                }
                other => match other.as_int() {
                    Some(number) => Value::Number(number),
                    None => continue,
                },
            };
            tags.add(*tag.as_ref(), value);
        }
        let group = set_family(opened, read, &tags, ends, mate);
        take(read, group);
    }
    Ok(())
}

/// Returns the index with one entry for each container near an interval: a container of several slices
/// has several, and each would read all of it.
fn one_for_each_container(
    index: &cram::crai::Index,
    contig: usize,
    interval: Interval,
) -> cram::crai::Index {
    let mut near: cram::crai::Index = Vec::new();
    for record in index {
        let is_near = record.reference_sequence_id() == Some(contig)
            && record.alignment_start().is_some_and(|start| {
                let start = usize::from(start) - 1;
                start < interval.end as usize
                    && start + record.alignment_span() > interval.start as usize
            });
        if is_near && near.iter().all(|known| known.offset() != record.offset()) {
            near.push(record.clone());
        }
    }
    near
}

/// Bases of one byte of BAM (SAM specification §4.2.3).
const PAIRS: [[u8; 2]; 256] = {
    const CODES: &[u8; 16] = b"NACNGNNNTNNNNNNN";
    let mut pairs = [[b'N'; 2]; 256];
    let mut i = 0;
    while i < 256 {
        pairs[i] = [CODES[i >> 4], CODES[i & 15]];
        i += 1;
    }
    pairs
};

/// Sets stretches and span. Returns where the whole read would begin and end, clips included.
fn set_ops(
    read: &mut Read,
    start: u32,
    ops: impl Iterator<Item = io::Result<noodles_sam::alignment::record::cigar::Op>>,
) -> io::Result<(i64, i64)> {
    read.ops.clear();
    let (mut position, mut before, mut behind) = (start, 0_i64, 0_i64);
    for op in ops {
        let op = op?;
        let length = u32::try_from(op.len()).unwrap_or(u32::MAX);
        let kind = match op.kind() {
            OpKind::Match | OpKind::SequenceMatch | OpKind::SequenceMismatch => Kind::Aligned,
            OpKind::Insertion => Kind::Insertion,
            OpKind::Deletion => Kind::Deletion,
            OpKind::Skip => Kind::Skip,
            OpKind::SoftClip => Kind::SoftClip,
            OpKind::HardClip | OpKind::Pad => {
                let is_first = read.ops.is_empty();
                if op.kind() == OpKind::HardClip {
                    *(if is_first { &mut before } else { &mut behind }) += i64::from(length);
                }
                continue;
            }
        };
        match kind {
            Kind::Aligned | Kind::Deletion | Kind::Skip => {
                position = position.saturating_add(length);
            }
            Kind::SoftClip if read.ops.is_empty() => before += i64::from(length),
            Kind::SoftClip => behind += i64::from(length),
            Kind::Insertion => {}
        }
        read.ops.push(Op { kind, length });
    }
    read.span = Interval::new(start, position);
    Ok((i64::from(start) - before, i64::from(position) + behind))
}

/// Sets qualities. A read without any has no low ones.
fn set_qualities(read: &mut Read, qualities: &[u8]) {
    read.qualities.clear();
    if qualities.first().is_none_or(|&quality| quality == u8::MAX) {
        read.qualities.resize(read.bases.len(), u8::MAX);
    } else {
        read.qualities.extend_from_slice(qualities);
    }
}

/// Returns whether a read has as many bases as its stretches say.
fn is_whole(read: &Read) -> bool {
    let with_bases = |op: &&Op| matches!(op.kind, Kind::Aligned | Kind::Insertion | Kind::SoftClip);
    let length: u64 = read.ops.iter().filter(with_bases).map(|op| u64::from(op.length)).sum();
    length == read.bases.len() as u64 && read.qualities.len() == read.bases.len()
}

/// Sets the family. Returns whether the read's group is of the sample, where that is asked for.
fn set_family(
    opened: &Opened,
    read: &mut Read,
    tags: &Tags<'_>,
    own: (i64, i64),
    mate: Mate,
) -> Option<bool> {
    let is_reverse = read.flags.is_reverse();
    let own_end = if is_reverse { own.1 } else { own.0 };
    let ends = match mate.position.filter(|_| read.flags.has_aligned_mate()) {
        Some(position) => {
            let of_mate = tags.mate_cigar.and_then(|cigar| spread(cigar, position));
            match of_mate {
                Some((start, end)) => {
                    let end = if read.flags.is_mate_reverse() { end } else { start };
                    (own_end.min(end), own_end.max(end))
                }
                // Both mates know these, whatever is clipped.
                None => {
                    let left = i64::from(position.min(read.span.start));
                    (left, left + i64::from(mate.template_length.unsigned_abs()))
                }
            }
        }
        None => (own_end, -1 - i64::from(is_reverse)),
    };
    read.family = tags.family(&read.name, Some(ends), read.flags.is_f1r2());
    let groups = opened.groups.as_ref()?;
    Some(tags.group.is_some_and(|group| groups.contains(group)))
}

/// Returns where a read of this CIGAR at this position would begin and end, clips included.
fn spread(cigar: &[u8], position: u32) -> Option<(i64, i64)> {
    let (mut start, mut end, mut length) = (i64::from(position), i64::from(position), 0_i64);
    let mut is_inside = false;
    for &byte in cigar {
        match byte {
            b'0'..=b'9' => length = length.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?,
            b'S' | b'H' => {
                *(if is_inside { &mut end } else { &mut start }) +=
                    if is_inside { length } else { -length };
                length = 0;
            }
            b'M' | b'D' | b'N' | b'=' | b'X' => {
                is_inside = true;
                end += length;
                length = 0;
            }
            b'I' | b'P' => (is_inside, length) = (true, 0),
            _ => return None,
        }
    }
    is_inside.then_some((start, end))
}
