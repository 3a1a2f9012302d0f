//! An opened input that can be looked at before it is read.

use std::fmt;
use std::fs::File;
use std::io::{self, Chain, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::bufread::MultiGzDecoder;
use libdeflater::Decompressor;

use super::bgzf::{Fault, Run, RunReader};
use super::checksum::{RunningDigest, Watch, Watched};
use super::limit::too_large;
use super::sniff::{Compression, Content, Format};
use super::unchanged::{SecondLook, Unchanged};
use crate::error::{Error, Location, Result};

/// Bytes read for the first look.
const HEAD: usize = 64 * 1024;
/// Text that is inflated at the first look.
const INFLATED: usize = 1 << 20;

/// The stored bytes of an input, from the first one on.
pub(crate) type Stored = Chain<Cursor<Vec<u8>>, Box<dyn Read + Send>>;

/// An input of known format. What [`Source::peek`] looked at is read again by whoever takes the
/// source afterwards, so standard input can be looked at too.
pub struct Source {
    path: PathBuf,
    format: Format,
    /// Size of a regular file in bytes.
    size: Option<u64>,
    /// Stored bytes read so far.
    head: Vec<u8>,
    head_is_all: bool,
    /// What of `head` was inflated.
    text: Vec<u8>,
    text_is_all: bool,
    rest: Box<dyn Read + Send>,
    watch: Watch,
    /// The input as it was opened, where it is a regular file.
    opened: Option<Arc<Unchanged>>,
}

impl Source {
    /// Opens `path` (`-` is standard input) and finds out what it is.
    ///
    /// # Errors
    /// [`Error::Io`] for a missing file or a directory. [`Error::InvalidInput`] where it is neither
    /// VCF, BCF nor MAF, is empty, or is cut off. It names what was found.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        if path == Path::new("-") {
            return Self::from_reader(path, Box::new(io::stdin()));
        }
        let io = |e| Error::io(path, e);
        let file = File::open(path).map_err(|e| io(hinted(path, e)))?;
        let metadata = file.metadata().map_err(io)?;
        if metadata.is_dir() {
            let reason = "is a directory: name a file in it";
            return Err(Error::io(path, io::Error::new(io::ErrorKind::IsADirectory, reason)));
        }
        let opened = Unchanged::new(path, &file, &metadata).map_err(io)?;
        let mut source = Self::from_reader(path, Box::new(file))?;
        source.size = opened.is_some().then_some(metadata.len());
        source.opened = opened.map(Arc::new);
        Ok(source)
    }

    /// Opens any reader as [`Source::open`] opens a file. `name` stands in messages.
    ///
    /// # Errors
    /// As [`Source::open`].
    pub fn from_reader(name: impl AsRef<Path>, reader: Box<dyn Read + Send>) -> Result<Self> {
        let mut source = Self {
            path: name.as_ref().to_path_buf(),
            format: Format { compression: Compression::None, content: Content::Vcf },
            size: None,
            head: Vec::new(),
            head_is_all: false,
            text: Vec::new(),
            text_is_all: false,
            rest: reader,
            watch: Watch::default(),
            opened: None,
        };
        source.extend_head(HEAD)?;
        source.format.compression = Compression::of(&source.head);
        source.peek(4096)?;
        if Content::needs_more(source.peeked()) {
            source.peek(HEAD)?;
        }
        let content = Content::of(source.peeked());
        source.format.content = content.map_err(|reason| source.invalid(reason))?;
        Ok(source)
    }

    /// Returns a source of bytes that are in memory. `name` stands in messages.
    ///
    /// # Errors
    /// As [`Source::open`].
    pub fn from_bytes(name: impl AsRef<Path>, bytes: impl Into<Vec<u8>>) -> Result<Self> {
        Self::from_reader(name, Box::new(Cursor::new(bytes.into())))
    }

    /// Returns the path as the user gave it, where `-` is standard input.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns a digest of the stored bytes. It is whole once whoever takes the source has read to
    /// its end.
    pub fn digest(&mut self) -> RunningDigest {
        self.watch.digest.get_or_insert_default().clone()
    }

    /// Returns the input as it was opened, where it is a regular file.
    pub(crate) fn opened(&self) -> Option<Arc<Unchanged>> {
        self.opened.clone()
    }

    /// Returns a file with the stored bytes, for whoever must read them a second time.
    ///
    /// It is the input itself, or a nameless copy of a stream. The copy is whole once the source
    /// has been read to its end. The file stands at any byte, and whoever reads the source moves it.
    ///
    /// # Errors
    /// [`Error::Io`] where no temporary file can be made.
    pub(crate) fn second_look(&mut self) -> Result<SecondLook> {
        if let Some(opened) = self.opened() {
            let first = self.watch.crc.get_or_insert_default().clone();
            return SecondLook::of_file(opened, first);
        }
        let failed = |e| Error::io("temporary file", e);
        let file = tempfile::tempfile().map_err(failed)?;
        self.watch.copy = Some(file.try_clone().map_err(failed)?);
        Ok(SecondLook::of_copy(file))
    }

    /// Returns container and content.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Returns the size in bytes as stored, for a regular file.
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// Looks at the first `least` decompressed bytes at least, or at all where there are fewer.
    /// [`Source::peeked`] has them then, and they stay to be read.
    ///
    /// # Errors
    /// [`Error::Io`], or [`Error::InvalidInput`] where these bytes are cut off or corrupt.
    pub fn peek(&mut self, least: usize) -> Result<()> {
        let is_plain = self.format.compression == Compression::None;
        while self.peeked().len() < least && !self.peeked_all() {
            if is_plain {
                self.extend_head(self.head.len())?;
                continue;
            }
            // Once for all looks that are to come, where there is not much.
            match self.decompressed_head(least.max(INFLATED)) {
                Ok(text) => {
                    self.text_is_all = self.head_is_all && text.len() < least.max(INFLATED);
                    self.text = text;
                }
                Err(fault) if self.head_is_all => return Err(self.fault(fault)),
                Err(_) => {}
            }
            if self.text.len() < least && !self.text_is_all {
                self.extend_head(self.head.len())?;
            }
        }
        Ok(())
    }

    /// Returns the decompressed bytes that were looked at.
    pub fn peeked(&self) -> &[u8] {
        if self.format.compression == Compression::None { &self.head } else { &self.text }
    }

    fn peeked_all(&self) -> bool {
        match self.format.compression {
            Compression::None => self.head_is_all,
            _ => self.text_is_all,
        }
    }

    /// Returns the decompressed bytes from the first one on, read on the calling thread.
    pub fn into_text(self) -> Box<dyn Read + Send> {
        let compression = self.format.compression;
        let stored = self.into_stored();
        match compression {
            Compression::None => Box::new(stored),
            // BGZF is gzip. This serves small tables, not the scan of a VCF.
            Compression::Gzip | Compression::Bgzf => Box::new(gzip(stored)),
        }
    }

    pub(crate) fn into_stored(self) -> Watched<Stored> {
        let inner = Cursor::new(self.head).chain(self.rest);
        Watched::new(inner, self.watch)
    }

    pub(crate) fn invalid(&self, reason: impl Into<String>) -> Error {
        Error::invalid(Location::file(&self.path), reason)
    }

    fn fault(&self, fault: Fault) -> Error {
        fault_at(&self.path, fault)
    }

    fn extend_head(&mut self, by: usize) -> Result<()> {
        self.head.reserve_exact(by);
        let read = (&mut self.rest)
            .take(by as u64)
            .read_to_end(&mut self.head)
            .map_err(|e| Error::io(&self.path, e))?;
        self.head_is_all = read < by;
        Ok(())
    }

    /// Inflates what is in `head` until `least` bytes of text are there.
    fn decompressed_head(&self, least: usize) -> Result<Vec<u8>, Fault> {
        match self.format.compression {
            Compression::None => Ok(Vec::new()),
            Compression::Gzip => {
                let mut text = Vec::new();
                let mut reader = gzip(&self.head[..]).take(least as u64);
                match reader.read_to_end(&mut text) {
                    Ok(_) => Ok(text),
                    Err(e) if !self.head_is_all && is_cut(&e) => Ok(text),
                    Err(e) => Err(gzip_fault(e)),
                }
            }
            Compression::Bgzf => {
                let mut text = Vec::new();
                match inflate_blocks(&self.head, least, &mut text)? {
                    // Text that came before a missing end can still be looked at: the scan reports
                    // the end in its place. Unless the rest of the head is still to come.
                    Some(fault) if text.is_empty() && self.head_is_all => Err(fault),
                    _ => Ok(text),
                }
            }
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("path", &self.path)
            .field("format", &self.format)
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}

/// Adds what to do where a file that is missing is an address.
fn hinted(path: &Path, error: io::Error) -> io::Error {
    const SCHEMES: [&str; 6] = ["http:", "https:", "ftp:", "s3:", "gs:", "file:"];
    let is_address = SCHEMES.iter().any(|scheme| path.starts_with(scheme));
    match error.kind() {
        io::ErrorKind::NotFound if is_address => io::Error::new(
            io::ErrorKind::NotFound,
            "addresses are not read: download it, or pipe it (curl … | theravar annotate -)",
        ),
        _ => error,
    }
}

/// Inflates all of a BGZF file to `limit` bytes at most.
pub(crate) fn inflate_all(stored: &[u8], limit: usize) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    match inflate_blocks(stored, limit.saturating_add(1), &mut text) {
        Ok(_) if text.len() > limit => Err(too_large(limit)),
        Ok(None) => Ok(text),
        Ok(Some(fault)) | Err(fault) => Err(match fault {
            Fault::Io(error) => error,
            Fault::Invalid(reason) => io::Error::new(io::ErrorKind::InvalidData, reason),
        }),
    }
}

/// Inflates the BGZF blocks of `stored` until `text` has `least` bytes, or all. Returns `Some` with
/// how the blocks end before that.
///
/// # Errors
/// A block that is corrupt.
fn inflate_blocks(stored: &[u8], least: usize, text: &mut Vec<u8>) -> Result<Option<Fault>, Fault> {
    let (mut run, mut buffer) = (Run::default(), Vec::new());
    let mut reader = RunReader::new(Watched::new(stored, Watch::default()));
    let mut decompressor = Decompressor::new();
    while text.len() < least {
        match reader.read(&mut run) {
            Ok(true) => {
                let n = run.inflate(&mut decompressor, &mut buffer, |_| {})?;
                text.extend_from_slice(&buffer[..n]);
            }
            Ok(false) => break,
            Err(fault) => return Ok(Some(fault)),
        }
    }
    Ok(None)
}

/// Inflates plain gzip, one member after another.
pub(crate) fn gzip<R: Read>(stored: R) -> MultiGzDecoder<io::BufReader<R>> {
    MultiGzDecoder::new(io::BufReader::with_capacity(64 * 1024, stored))
}

fn is_cut(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::UnexpectedEof
}

/// Returns what an error of [`gzip`]'s reader means.
pub(crate) fn gzip_fault(error: io::Error) -> Fault {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Fault::Invalid(
            "truncated: the gzip stream ends early; copy or make the file again".to_owned(),
        ),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            Fault::Invalid(format!("corrupt gzip stream: {error}"))
        }
        io::ErrorKind::FileTooLarge => Fault::Invalid(error.to_string()),
        _ => Fault::Io(error),
    }
}

/// Returns a fault of the input at `path` as the library's error.
pub(crate) fn fault_at(path: &Path, fault: Fault) -> Error {
    match fault {
        Fault::Io(source) => Error::io(path, source),
        Fault::Invalid(reason) => Error::invalid(Location::file(path), reason),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::io::bgzf::tests::compress;

    fn open(bytes: &[u8]) -> Result<Source> {
        Source::from_reader("x", Box::new(Cursor::new(bytes.to_vec())))
    }

    fn gzipped(parts: &[&[u8]]) -> Vec<u8> {
        let mut all = Vec::new();
        for part in parts {
            let mut writer = flate2::write::GzEncoder::new(Vec::new(), Default::default());
            writer.write_all(part).unwrap();
            all.extend(writer.finish().unwrap());
        }
        all
    }

    fn vcf(lines: usize) -> Vec<u8> {
        let mut text = b"##fileformat=VCFv4.2\n".to_vec();
        for line in 0..lines {
            text.extend(format!("##line={}\n", (line as u64).wrapping_mul(0x9e37_79b9)).bytes());
        }
        text
    }

    #[test]
    fn every_container_gives_the_same_text() {
        let text = vcf(40_000);
        let half = text.len() / 2;
        for (stored, compression) in [
            (text.clone(), Compression::None),
            (gzipped(&[&text]), Compression::Gzip),
            (gzipped(&[&text[..half], b"", &text[half..]]), Compression::Gzip),
            (compress(&text, 65_280), Compression::Bgzf),
            (compress(&text, 777), Compression::Bgzf),
        ] {
            let mut source = open(&stored).unwrap();
            assert_eq!(source.format(), Format { compression, content: Content::Vcf });
            for least in [10, 100_000, usize::MAX] {
                source.peek(least).unwrap();
                let peeked = source.peeked();
                assert!(peeked.len() >= least.min(text.len()), "{compression:?} {least}");
                assert!(text.starts_with(peeked));
            }
            let mut again = Vec::new();
            source.into_text().read_to_end(&mut again).unwrap();
            assert!(again == text, "{compression:?}");
        }
    }

    #[test]
    fn refusals_are_one_line_and_name_the_file() {
        let text = vcf(10);
        let gz = gzipped(&[&text]);
        let bgzf = compress(&text, 65_280);
        for (bytes, want) in [
            (&b""[..], "x: the file is empty"),
            (b">chr7\nACGT\n", "x: this is a FASTA file"),
            (&compress(b"BAM\x01\0\0\0\0", 100), "x: this is a BAM file"),
            (&compress(b"", 100), "x: the file is empty"),
            (&gz[..gz.len() - 9], "x: truncated: the gzip stream ends early"),
            (&bgzf[..40], "x: truncated: the file ends inside the BGZF block at byte 0"),
            (b"\x7fELF\x02\x01\x01\0", "x: this is binary data"),
        ] {
            let error = open(bytes).unwrap_err();
            assert!(error.to_string().starts_with(want), "{error}");
            assert!(!error.to_string().contains('\n'));
            assert_eq!(error.exit_code(), 3);
        }
        let folder = tempfile::tempdir().unwrap();
        for path in [folder.path().to_path_buf(), folder.path().join("none.vcf")] {
            let error = Source::open(&path).unwrap_err();
            assert_eq!(error.exit_code(), 1);
            assert!(error.to_string().starts_with(&path.display().to_string()), "{error}");
        }
    }
}
