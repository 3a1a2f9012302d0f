//! BCF (BCF 2.2, VCF 4.5 §6): the input with what was found in INFO/TX.
//!
//! Records of a BCF keep their bytes, and get the field behind the last one of INFO. A VCF is converted;
//! what its header does not define cannot be.

use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::thread;

use noodles_vcf::variant::io::Write as _;

use super::format::{Format, InputText, PlainVariants, SampleResult};
use super::vcf::{edits, entries, header_lines, plain_text};
use crate::io::{Compression, Content, Watch, Watched, gzip};

/// `BCF`, the version, and the length of the header's text.
const START: usize = 9;
/// `l_shared` and `l_indiv`.
const LENGTHS: usize = 8;
/// Where a record counts its fields of INFO.
const INFO_COUNT: usize = 16;
/// Fixed part of the shared block.
const FIXED: usize = 24;
/// The type of a text.
const TEXT: u8 = 7;
/// A count that follows as an integer.
const MANY: usize = 15;

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
        let Some(input) = &result.input else {
            return Err(io::Error::other("the records of the input were not kept"));
        };
        match input.content {
            Content::Bcf => {
                let mut out = noodles_bgzf::io::Writer::new(out);
                edited(input, result, &mut out)?;
                out.finish().map(drop)
            }
            _ => converted(input, result, out),
        }
    }
}

/// Writes the input, a BCF, with the field.
fn edited(input: &InputText<'_>, result: &SampleResult<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut file = input.file;
    file.seek(SeekFrom::Start(0))?;
    let file = Watched::new(file, Watch { crc: Some(input.crc.clone()), ..Watch::default() });
    match input.compression {
        Compression::None => edit(&mut BufReader::new(file), input.field, result, out),
        _ => edit(&mut gzip(file), input.field, result, out),
    }
}

fn edit(
    input: &mut dyn Read,
    number: i32,
    result: &SampleResult<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut start = [0; START];
    input.read_exact(&mut start)?;
    let mut text = vec![0; size(&start[START - 4..])];
    input.read_exact(&mut text)?;
    let columns = memchr::memmem::find(&text, b"\n#CHROM").map_or(0, |at| at + 1);
    let lines = header_lines(result, "\n", Some(number)).into_bytes();
    text.splice(columns..columns, lines);
    start[START - 4..].copy_from_slice(&length(text.len())?);
    out.write_all(&start)?;
    out.write_all(&text)?;

    let mut fields = entries(result);
    let (mut record, mut field) = (Vec::new(), Vec::new());
    for ordinal in 1.. {
        record.clear();
        // Nothing is left, or the lengths of a record.
        if (&mut *input).take(LENGTHS as u64).read_to_end(&mut record)? < LENGTHS {
            return Ok(());
        }
        let (shared, individual) = (size(&record[..4]), size(&record[4..]));
        let whole = (shared + individual) as u64;
        if (&mut *input).take(whole).read_to_end(&mut record)? < shared + individual
            || shared < FIXED
        {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a BCF record is cut"));
        }
        if let Some(entries) = fields.remove(&ordinal) {
            field.clear();
            put_integer(&mut field, number);
            put_text(&mut field, entries.join(",").as_bytes())?;
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

/// Appends an integer with its type, in as few bytes as hold it. The lowest numbers of each type mean
/// something else, and no number of a dictionary is negative.
fn put_integer(out: &mut Vec<u8>, value: i32) {
    if let Ok(value) = i8::try_from(value) {
        out.push(0x11);
        out.extend(value.to_le_bytes());
    } else if let Ok(value) = i16::try_from(value) {
        out.push(0x12);
        out.extend(value.to_le_bytes());
    } else {
        out.push(0x13);
        out.extend(value.to_le_bytes());
    }
}

fn put_text(out: &mut Vec<u8>, text: &[u8]) -> io::Result<()> {
    out.push((text.len().min(MANY) as u8) << 4 | TEXT);
    if text.len() >= MANY {
        put_integer(out, i32::try_from(text.len()).map_err(io::Error::other)?);
    }
    out.extend_from_slice(text);
    Ok(())
}

/// Writes the input, a VCF, as BCF with the field.
fn converted(
    input: &InputText<'_>,
    result: &SampleResult<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let edits = edits(input, result);
    let (reader, mut writer) = io::pipe()?;
    thread::scope(|scope| {
        let text = move || plain_text(input, &edits, &mut writer);
        let text = thread::Builder::new().spawn_scoped(scope, text)?;
        let converted = convert(BufReader::with_capacity(1 << 16, reader), out);
        match text.join() {
            // The reader is gone where it failed, and nobody could write to it.
            Ok(written) => converted.and(written),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

fn convert(text: impl io::BufRead, out: &mut dyn Write) -> io::Result<()> {
    let invalid = |what: &str, error: io::Error| {
        let reason = format!("{what}: not written as BCF: {error}; write .vcf.gz instead");
        io::Error::new(io::ErrorKind::InvalidData, reason)
    };
    let mut reader = noodles_vcf::io::Reader::new(text);
    let header = reader.read_header().map_err(|e| invalid("the header", e))?;
    let mut writer = noodles_bcf::io::Writer::new(out);
    writer.write_header(&header).map_err(|e| invalid("the header", e))?;
    let mut record = noodles_vcf::Record::default();
    for number in 1.. {
        let what = || format!("record {number}");
        if reader.read_record(&mut record).map_err(|e| invalid(&what(), e))? == 0 {
            break;
        }
        let written = writer.write_variant_record(&header, &record);
        written.map_err(|e| invalid(&what(), e))?;
    }
    writer.try_finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_and_texts_with_their_types() {
        let integer = |value| {
            let mut out = Vec::new();
            put_integer(&mut out, value);
            out
        };
        assert_eq!(integer(127), [0x11, 127]);
        assert_eq!(integer(128), [0x12, 128, 0]);
        assert_eq!(integer(70_000), [0x13, 0x70, 0x11, 1, 0]);
        let text = |text: &str| {
            let mut out = Vec::new();
            put_text(&mut out, text.as_bytes()).unwrap();
            out
        };
        assert_eq!(text("abc"), *b"\x37abc");
        assert_eq!(text(&"x".repeat(15))[..3], [0xf7, 0x11, 15]);
        assert_eq!(text(&"x".repeat(300))[..4], [0xf7, 0x12, 44, 1]);
    }
}
