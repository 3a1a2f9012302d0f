//! The first records of an input, before the scan reads them again.

use std::borrow::Cow;

use crate::error::Result;
use crate::input::bcf::{BcfRecord, Dictionary, record_size};
use crate::input::header::Header;
use crate::io::{Content, Source};

/// Returns whole lines of VCF text from the first records of `source`, at most about `bytes` of
/// decompressed input.
///
/// That is enough to recognise the assembly by REF bases, or a caller by its habits. BCF records
/// are written as text, without malformed ones. The source can be scanned afterwards.
///
/// # Errors
/// As [`Source::peek`]. For BCF also where the data is corrupt.
pub fn preview<'s>(source: &'s mut Source, header: &Header, bytes: usize) -> Result<Cow<'s, [u8]>> {
    let start = usize::try_from(header.stored()).unwrap_or(usize::MAX);
    let least = start.saturating_add(bytes);
    source.peek(least)?;
    let seen = source.peeked();
    let is_all = seen.len() < least;
    let body = seen.get(start..).unwrap_or_default();
    if source.format().content == Content::Bcf {
        return bcf_lines(source, header, body).map(Cow::Owned);
    }
    let end = if is_all {
        body.len()
    } else {
        memchr::memrchr(b'\n', body).map_or(0, |newline| newline + 1)
    };
    Ok(Cow::Borrowed(&body[..end]))
}

fn bcf_lines(source: &Source, header: &Header, mut body: &[u8]) -> Result<Vec<u8>> {
    let dictionary = Dictionary::new(header).map_err(|reason| source.invalid(reason))?;
    let mut text = Vec::new();
    while let Some(size) = record_size(body).map_err(|reason| source.invalid(reason))? {
        let Some((record, rest)) = body.split_at_checked(size) else { break };
        let start = text.len();
        match BcfRecord::new(record).and_then(|record| record.write(&dictionary, &mut text)) {
            Ok(()) => text.push(b'\n'),
            Err(_) => text.truncate(start),
        }
        body = rest;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;

    const VCF: &str = "##fileformat=VCFv4.3\n##contig=<ID=chr7>\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n\
        chr7\t10\t.\tA\tC\t.\t.\t.\nchr7\t11\t.\tA\tC\t.\t.\t.\nchr7\t12\t.\tA\tC\t.\t.\t.\n";

    fn records() -> &'static str {
        &VCF[VCF.find("chr7\t10").unwrap()..]
    }

    #[test]
    fn whole_lines_that_stay_to_be_read() {
        let bcf = crate::input::bcf::tests::bcf(VCF);
        for stored in [VCF.as_bytes().to_vec(), bcf] {
            let mut source =
                Source::from_reader("x", Box::new(Cursor::new(stored.clone()))).unwrap();
            let header = Header::read(&mut source).unwrap();
            let some = preview(&mut source, &header, 10).unwrap();
            assert!(records().as_bytes().starts_with(&some));
            assert!(some.is_empty() || some.ends_with(b"\n"));
            let all = preview(&mut source, &header, 1 << 20).unwrap();
            assert_eq!(String::from_utf8(all.into_owned()).unwrap(), records());
            let mut again = Vec::new();
            source.into_text().read_to_end(&mut again).unwrap();
            assert_eq!(again, stored);
        }
    }

    #[test]
    fn no_records() {
        let text = &VCF[..VCF.len() - records().len()];
        for text in [text, text.trim_end()] {
            let reader = Cursor::new(text.as_bytes().to_vec());
            let mut source = Source::from_reader("x", Box::new(reader)).unwrap();
            let header = Header::read(&mut source).unwrap();
            assert!(preview(&mut source, &header, 100).unwrap().is_empty());
        }
    }
}
