//! Tables and other text files, plain or compressed, as they are downloaded.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use super::source::{fault_at, gzip, gzip_fault};
use crate::error::{Error, Location, Result};

/// Opens a text file; gzip of any number of members (BGZF too) is inflated. What goes wrong while
/// reading is told by [`read_error`].
///
/// # Errors
/// [`Error::Io`] where the file cannot be opened or its first bytes cannot be read.
pub fn open_text(path: &Path) -> Result<Box<dyn BufRead>> {
    let file = File::open(path).map_err(|e| Error::io(path, e))?;
    let mut file = BufReader::with_capacity(128 * 1024, file);
    let is_gzip = file.fill_buf().map_err(|e| Error::io(path, e))?.starts_with(&[0x1f, 0x8b]);
    Ok(if is_gzip { Box::new(BufReader::new(gzip(file))) } else { Box::new(file) })
}

/// What an error of a reader of [`open_text`] means: a cut or corrupt gzip stream is invalid input.
pub fn read_error(path: &Path, error: io::Error) -> Error {
    fault_at(path, gzip_fault(error))
}

/// The whole text of a file that [`open_text`] can open.
///
/// # Errors
/// [`Error::Io`]; [`Error::InvalidInput`] where the gzip stream is cut or corrupt, or the text is
/// not UTF-8.
pub fn read_text(path: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    open_text(path)?.read_to_end(&mut bytes).map_err(|e| read_error(path, e))?;
    String::from_utf8(bytes)
        .map_err(|e| Error::invalid(Location::file(path), format!("not UTF-8 text: {e}")))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn plain_and_gzip_read_the_same_and_a_cut_is_told() {
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
}
