//! A whole BCF file as VCF text, and the other way.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::encode::Encoder;
use super::{BcfRecord, Dictionary, LENGTHS, record_size};
use crate::error::{Error, Location, Result};
use crate::input::extent::note;
use crate::input::header::Header;
use crate::io::{Content, Layout};

/// Writes what `stored` gives, decompressed, as `content` to a temporary file: a BCF as text, or text as BCF.
/// Returns the file with where the records of a text lie, and of a BCF the number of a field that its header does
/// not have. `header` is its header, and `path` stands in messages.
///
/// # Errors
/// [`Error::InvalidInput`] for a record that the other content cannot hold. [`Error::Io`].
pub(crate) fn converted(
    stored: impl Read,
    content: Content,
    header: &Header,
    path: &Path,
) -> Result<(File, Layout, i32)> {
    let failed = |e| Error::io("temporary file", e);
    let file = tempfile::tempfile().map_err(failed)?;
    let stored = BufReader::with_capacity(1 << 16, stored);
    let mut out = BufWriter::new(file.try_clone().map_err(failed)?);
    Ok(match content {
        Content::Bcf => (file, Layout::default(), write_bcf(stored, header, path, &mut out)?),
        _ => (file, write_text(stored, header, path, &mut out)?, 0),
    })
}

/// Writes the BCF that `stored` gives, decompressed, as VCF text to `out`: the header without the numbers
/// of its dictionary, then the records. Returns where these lie in the text. `header` is its header, and `path`
/// stands in messages.
///
/// # Errors
/// [`Error::InvalidInput`] for a record that cannot be told as text. [`Error::Io`].
fn write_text(
    mut stored: impl Read,
    header: &Header,
    path: &Path,
    out: &mut impl Write,
) -> Result<Layout> {
    let failed = |e: io::Error| Error::io(path, e);
    let invalid = |reason: String| Error::invalid(Location::file(path), reason);
    let dictionary = Dictionary::new(header).map_err(invalid)?;
    io::copy(&mut (&mut stored).take(header.stored()), &mut io::sink()).map_err(failed)?;
    let head = unnumbered(header.text());
    out.write_all(&head).map_err(failed)?;
    let (mut layout, mut begin) = (Layout::default(), head.len() as u64);
    let (mut record, mut line) = (Vec::new(), Vec::new());
    for ordinal in 1u64.. {
        record.clear();
        let lengths = (&mut stored).take(LENGTHS as u64).read_to_end(&mut record);
        if lengths.map_err(failed)? == 0 {
            break;
        }
        let told = |reason: &str| {
            invalid(format!("record {ordinal}: {reason}: write it back as BCF (.bcf)"))
        };
        let Some(size) = record_size(&record).map_err(invalid)? else {
            return Err(told("cut"));
        };
        let rest = (&mut stored).take((size - LENGTHS) as u64).read_to_end(&mut record);
        if rest.map_err(failed)? < size - LENGTHS {
            return Err(told("cut"));
        }
        line.clear();
        let written =
            BcfRecord::new(&record).and_then(|record| record.write(&dictionary, &mut line));
        written.map_err(|malformed| told(&malformed.to_string()))?;
        line.push(b'\n');
        out.write_all(&line).map_err(failed)?;
        note(&line, begin, &mut layout.stretches);
        begin += line.len() as u64;
    }
    out.flush().map_err(failed)?;
    Ok(layout)
}

/// Writes the VCF that `text` gives as BCF, not compressed, to `out`. What the header does not define gets a
/// line there. Returns the number of a field that comes next. `path` stands in messages.
///
/// # Errors
/// [`Error::InvalidInput`] for a record that BCF cannot hold as the header defines its fields.
/// [`Error::Io`].
fn write_bcf(
    mut text: impl BufRead,
    header: &Header,
    path: &Path,
    out: &mut impl Write,
) -> Result<i32> {
    let failed = |e: io::Error| Error::io(path, e);
    let dictionary =
        Dictionary::new(header).map_err(|why| Error::invalid(Location::file(path), why))?;
    let mut encoder = Encoder::new(header, &dictionary);
    // The header comes first, and is whole when the last record is read.
    let mut records = BufWriter::new(tempfile::tempfile().map_err(failed)?);
    let (mut line, mut record) = (Vec::new(), Vec::new());
    for number in 1u64.. {
        line.clear();
        if text.read_until(b'\n', &mut line).map_err(failed)? == 0 {
            break;
        }
        let told = line.trim_ascii_end();
        if number <= header.lines() {
            continue;
        }
        let invalid = |why: &str| {
            let reason = format!("not written as BCF: {why}; write .vcf.gz instead");
            Error::invalid(Location::line(path, number), reason)
        };
        if told.is_empty() && text.fill_buf().map_err(failed)?.is_empty() {
            break;
        }
        let told = std::str::from_utf8(told).map_err(|_| invalid("it is not UTF-8"))?;
        record.clear();
        encoder.record(told, &mut record).map_err(|why| invalid(&why))?;
        records.write_all(&record).map_err(failed)?;
    }
    let head = numbered(header, &dictionary, &encoder.added);
    let length = u32::try_from(head.len()).map_err(|e| failed(io::Error::other(e)))?;
    out.write_all(b"BCF\x02\x02").map_err(failed)?;
    out.write_all(&length.to_le_bytes()).map_err(failed)?;
    out.write_all(&head).map_err(failed)?;
    let into = records.into_inner().map_err(|e| failed(e.into_error()))?;
    copy(into, out).and_then(|()| out.flush()).map_err(failed)?;
    Ok(encoder.next_string())
}

fn copy(mut records: File, out: &mut impl Write) -> io::Result<()> {
    records.seek(SeekFrom::Start(0))?;
    io::copy(&mut records, out).map(drop)
}

/// Returns the header's text with a number for each line of its dictionary, and more lines, ended by NUL.
/// Numbers that are stated do not change with what a reader leaves out.
fn numbered(header: &Header, dictionary: &Dictionary, added: &[String]) -> Vec<u8> {
    let mut out = Vec::with_capacity(header.text().len() * 2);
    for line in String::from_utf8_lossy(header.text()).lines() {
        if line.starts_with("#CHROM") {
            added.iter().for_each(|line| out.extend([line.as_bytes(), b"\n"].concat()));
        }
        match dictionary.number_of(line).zip(line.strip_suffix('>')) {
            Some((number, open)) => out.extend(format!("{open},IDX={number}>\n").as_bytes()),
            None => out.extend([line.as_bytes(), b"\n"].concat()),
        }
    }
    out.push(0);
    out
}

/// Returns the text without `IDX=`, which BCF alone knows.
fn unnumbered(text: &[u8]) -> Vec<u8> {
    const KEY: &[u8] = b",IDX=";
    let mut out = Vec::with_capacity(text.len());
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        let at = memchr::memmem::rfind(line, KEY).filter(|_| line.starts_with(b"##"));
        let end = at.map(|at| {
            let digits = line[at + KEY.len()..].iter().take_while(|byte| byte.is_ascii_digit());
            at + KEY.len() + digits.count()
        });
        match at.zip(end).filter(|(_, end)| matches!(line.get(*end), Some(b'>' | b','))) {
            Some((at, end)) => {
                out.extend_from_slice(&line[..at]);
                out.extend_from_slice(&line[end..]);
            }
            None => out.extend_from_slice(line),
        }
    }
    if !out.ends_with(b"\n") {
        out.push(b'\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_the_dictionary_are_left_out() {
        let text =
            b"##INFO=<ID=DP,Number=1,Description=\"a,IDX=b\",IDX=3>\n##contig=<ID=1,IDX=0,x=2>\n\
            ##x=,IDX=\n#CHROM\tPOS";
        let want = b"##INFO=<ID=DP,Number=1,Description=\"a,IDX=b\">\n##contig=<ID=1,x=2>\n\
            ##x=,IDX=\n#CHROM\tPOS\n";
        assert_eq!(unnumbered(text), want);
    }
}
