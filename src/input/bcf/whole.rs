//! A whole BCF file as VCF text.

use std::io::{self, Read, Write};
use std::path::Path;

use super::{BcfRecord, Dictionary, LENGTHS, record_size};
use crate::error::{Error, Location, Result};
use crate::input::header::Header;

/// Writes the BCF that `stored` gives, decompressed, as VCF text to `out`: the header without the numbers
/// of its dictionary, then the records. `header` is its header, and `path` stands in messages.
///
/// # Errors
/// [`Error::InvalidInput`] for a record that cannot be told as text. [`Error::Io`].
pub(crate) fn write_text(
    mut stored: impl Read,
    header: &Header,
    path: &Path,
    out: &mut impl Write,
) -> Result<()> {
    let failed = |e: io::Error| Error::io(path, e);
    let invalid = |reason: String| Error::invalid(Location::file(path), reason);
    let dictionary = Dictionary::new(header).map_err(invalid)?;
    io::copy(&mut (&mut stored).take(header.stored()), &mut io::sink()).map_err(failed)?;
    out.write_all(&unnumbered(header.text())).map_err(failed)?;
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
    }
    out.flush().map_err(failed)
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
