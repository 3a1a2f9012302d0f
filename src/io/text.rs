//! Tables and other text files, plain or compressed, as they are downloaded.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use super::checksum::{RunningDigest, Sha256Hex, Watch, Watched};
use super::limit::{self, read_within};
use super::source::{Source, fault_at, gzip, gzip_fault};
use crate::error::{Error, Location, Result};

/// Opens a text file, and inflates gzip of any number of members (BGZF too). [`read_error`] says
/// what an error while reading means.
///
/// # Errors
/// [`Error::Io`] where the file cannot be opened or its first bytes cannot be read.
pub fn open_text(path: &Path) -> Result<Box<dyn BufRead>> {
    open_watched(path, Watch::default())
}

fn open_watched(path: &Path, watch: Watch) -> Result<Box<dyn BufRead>> {
    let file = File::open(path).map_err(|e| Error::io(path, e))?;
    let mut file = BufReader::with_capacity(64 * 1024, Watched::new(file, watch));
    let is_gzip = file.fill_buf().map_err(|e| Error::io(path, e))?.starts_with(&[0x1f, 0x8b]);
    Ok(if is_gzip { Box::new(BufReader::new(gzip(file))) } else { Box::new(file) })
}

/// Returns what an error of a reader of [`open_text`] means. A cut or corrupt gzip stream is
/// invalid input.
pub fn read_error(path: &Path, error: io::Error) -> Error {
    fault_at(path, gzip_fault(error))
}

/// Reads the whole text of a file that [`open_text`] can open, less a byte-order mark. Line ends
/// that are `\r` alone, where a text has no others, become `\n`.
///
/// # Errors
/// [`Error::Io`], or [`Error::InvalidInput`] where the gzip stream is cut or corrupt, the text is too
/// large or a line is not UTF-8. It names the first such line.
pub fn read_text(path: &Path) -> Result<String> {
    whole(path, open_text(path)?)
}

/// Reads a text as [`read_text`] does, and its bytes as they are stored into a SHA-256: once, so that
/// the file may be a pipe.
///
/// # Errors
/// As [`read_text`].
pub fn read_hashed(path: &Path) -> Result<(String, Sha256Hex)> {
    let digest = RunningDigest::default();
    let watch = Watch { digest: Some(digest.clone()), ..Watch::default() };
    let text = whole(path, open_watched(path, watch)?)?;
    Ok((text, digest.value()))
}

/// Reads the whole text of an input, as [`read_text`] does that of a file.
///
/// # Errors
/// As [`read_text`].
pub(crate) fn read_source(source: Source) -> Result<String> {
    let path = source.path().to_path_buf();
    within(&path, source.into_text(), limit::MAF)
}

fn whole(path: &Path, reader: impl Read) -> Result<String> {
    within(path, reader, limit::FILE)
}

fn within(path: &Path, reader: impl Read, limit: usize) -> Result<String> {
    let bytes = read_within(reader, limit).map_err(|e| read_error(path, e))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|&&byte| byte == b'\n').count() as u64 + 1;
        Error::invalid(Location::line(path, line), "not UTF-8: save the file as UTF-8 text")
    })?;
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    let is_old_mac = text.contains('\r') && !text.contains('\n');
    Ok(if is_old_mac { text.replace('\r', "\n") } else { text })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn plain_and_gzip_read_the_same_and_a_cut_is_reported() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.tsv");
        std::fs::write(&path, "a\tb\n1\t2\n").unwrap();
        assert_eq!(read_text(&path).unwrap(), "a\tb\n1\t2\n");
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), Default::default());
        writer.write_all(b"a\tb\n1\t2\n").unwrap();
        let packed = writer.finish().unwrap();
        std::fs::write(&path, [&packed[..], &packed[..]].concat()).unwrap();
        assert_eq!(read_text(&path).unwrap(), "a\tb\n1\t2\na\tb\n1\t2\n");
        std::fs::write(&path, &packed[..packed.len() - 5]).unwrap();
        let error = read_text(&path).unwrap_err();
        assert_eq!(error.exit_code(), 3);
        assert!(error.to_string().contains("truncated"), "{error}");
        assert_eq!(read_text(&folder.path().join("none")).unwrap_err().exit_code(), 1);
    }

    #[test]
    fn a_byte_order_mark_goes_and_another_encoding_is_refused_with_its_line() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let read = |bytes: &[u8]| {
            std::fs::write(file.path(), bytes).unwrap();
            read_text(file.path())
        };
        assert_eq!(read(b"\xef\xbb\xbfa\r\nb").unwrap(), "a\r\nb");
        assert_eq!(read(b"a\rb\r").unwrap(), "a\nb\n");
        let latin = read(b"a\nb\nna\xefve\n").unwrap_err();
        assert_eq!(latin.exit_code(), 3);
        assert!(latin.to_string().contains(":3: not UTF-8"), "{latin}");
        assert!(read(b"\xff\xfea\0").unwrap_err().to_string().contains(":1: not UTF-8"));
    }
}
