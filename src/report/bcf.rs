//! BCF (BCF 2.2, VCF 4.5 §6): the input with what was found in INFO/TX.
//!
//! Records keep their bytes, and get the field behind the last one of INFO.

use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};

use super::format::{Format, InputText, PlainVariants, SampleResult};
use super::vcf::{entries, header_lines};
use crate::io::bcf::{put_integer, put_text};
use crate::io::{Compression, Content, Watch, Watched, gzip};

/// `BCF`, the version, and the length of the header's text.
const START: usize = 9;
/// `l_shared` and `l_indiv`.
const LENGTHS: usize = 8;
/// Where a record counts its fields of INFO.
const INFO_COUNT: usize = 16;
/// Fixed part of the shared block.
const FIXED: usize = 24;

/// The BCF format.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bcf;

impl Format for Bcf {
    fn write(
        &self,
        out: &mut dyn Write,
        result: &SampleResult<'_>,
        _: &mut dyn PlainVariants,
    ) -> io::Result<()> {
        let Some(input) = result.input.as_ref().filter(|input| input.content == Content::Bcf)
        else {
            return Err(io::Error::other("the records of the input were not kept"));
        };
        let mut out = noodles_bgzf::io::Writer::new(out);
        edited(input, result, &mut out)?;
        out.finish().map(drop)
    }
}

/// Writes the input, a BCF, with the field.
fn edited(input: &InputText<'_>, result: &SampleResult<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut file = input.file;
    file.seek(SeekFrom::Start(0))?;
    let file = Watched::new(file, Watch { crc: Some(input.crc.clone()), ..Watch::default() });
    match input.compression {
        Compression::None => edit(&mut BufReader::new(file), input, result, out),
        _ => edit(&mut gzip(file), input, result, out),
    }
}

fn edit(
    stored: &mut dyn Read,
    input: &InputText<'_>,
    result: &SampleResult<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut start = [0; START];
    stored.read_exact(&mut start)?;
    let mut text = vec![0; size(&start[START - 4..])];
    stored.read_exact(&mut text)?;
    let columns = memchr::memmem::find(&text, b"\n#CHROM").map_or(0, |at| at + 1);
    let lines = header_lines(result, "\n", Some(input.field)).into_bytes();
    text.splice(columns..columns, lines);
    start[START - 4..].copy_from_slice(&length(text.len())?);
    out.write_all(&start)?;
    out.write_all(&text)?;

    let mut fields = entries(result);
    let (mut record, mut field) = (Vec::new(), Vec::new());
    for ordinal in 1.. {
        record.clear();
        // Nothing is left, or the lengths of a record.
        if (&mut *stored).take(LENGTHS as u64).read_to_end(&mut record)? < LENGTHS {
            return Ok(());
        }
        let (shared, individual) = (size(&record[..4]), size(&record[4..]));
        let whole = (shared + individual) as u64;
        if (&mut *stored).take(whole).read_to_end(&mut record)? < shared + individual
            || shared < FIXED
        {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a BCF record is cut"));
        }
        if let Some(entries) = fields.remove(&(input.before_records + ordinal)) {
            field.clear();
            put_integer(&mut field, input.field);
            put_text(&mut field, entries.join(",").as_bytes());
            let at = LENGTHS + INFO_COUNT;
            let count = u16::from_le_bytes([record[at], record[at + 1]]);
            let count = count.checked_add(1).ok_or_else(|| io::Error::other("INFO is full"))?;
            record[at..at + 2].copy_from_slice(&count.to_le_bytes());
            record[..4].copy_from_slice(&length(shared + field.len())?);
            let end = LENGTHS + shared;
            record.splice(end..end, field.iter().copied());
        }
        out.write_all(&record)?;
    }
    Ok(())
}

fn size(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |n, &byte| n << 8 | usize::from(byte))
}

fn length(size: usize) -> io::Result<[u8; 4]> {
    u32::try_from(size).map(u32::to_le_bytes).map_err(io::Error::other)
}
