//! SHA-256 of files, for provenance.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// A SHA-256 digest. It prints as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sha256Hex([u8; 32]);

impl Sha256Hex {
    /// Returns the digest of bytes in memory.
    pub fn of(bytes: impl AsRef<[u8]>) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for Sha256Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The SHA-256 of what is read through the readers that share it.
#[derive(Debug, Clone, Default)]
pub struct RunningDigest(Arc<Mutex<Sha256>>);

impl RunningDigest {
    fn update(&self, bytes: &[u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).update(bytes);
    }

    /// Returns the digest of everything read so far.
    pub fn value(&self) -> Sha256Hex {
        let hasher = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Sha256Hex(hasher.finalize().into())
    }
}

/// The CRC-32 of what is read, to hold a second reading against the first.
#[derive(Clone, Default)]
pub struct RunningCrc(Arc<Mutex<libdeflater::Crc>>);

impl fmt::Debug for RunningCrc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RunningCrc({:08x})", self.value())
    }
}

impl RunningCrc {
    /// Adds the next bytes.
    pub(crate) fn update(&self, bytes: &[u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).update(bytes);
    }

    /// Returns the checksum of everything read so far.
    pub(crate) fn value(&self) -> u32 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).sum()
    }
}

/// What is done with stored bytes as they are read.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    /// They go into this digest.
    pub(crate) digest: Option<RunningDigest>,
    /// Into this checksum.
    pub(crate) crc: Option<RunningCrc>,
    /// And into this file.
    pub(crate) copy: Option<File>,
}

impl Watch {
    fn see(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some(digest) = &self.digest {
            digest.update(bytes);
        }
        if let Some(crc) = &self.crc {
            crc.update(bytes);
        }
        self.copy.as_mut().map_or(Ok(()), |copy| copy.write_all(bytes))
    }
}

/// A reader that is watched.
#[derive(Debug)]
pub(crate) struct Watched<R> {
    inner: R,
    watch: Watch,
}

impl<R: Read> Watched<R> {
    pub(crate) fn new(inner: R, watch: Watch) -> Self {
        Self { inner, watch }
    }

    /// Appends up to `limit` bytes to `bytes`, fewer only at the end. Unlike `read_to_end` by way
    /// of [`Read::read`], this does not zero the room first.
    pub(crate) fn append(&mut self, bytes: &mut Vec<u8>, limit: u64) -> io::Result<usize> {
        let before = bytes.len();
        let read = (&mut self.inner).take(limit).read_to_end(bytes)?;
        self.watch.see(&bytes[before..])?;
        Ok(read)
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.watch.see(&buffer[..read])?;
        Ok(read)
    }
}

/// Name and digest of each table in `data/curated` and `data/generated`, taken when the program was
/// built.
static EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/digests.rs"));

/// Returns the SHA-256 of the compiled-in table `name`, in lower-case hexadecimal. The text is
/// empty where there is no such table.
pub(crate) fn embedded_sha256(name: &str) -> &'static str {
    EMBEDDED.binary_search_by(|(known, _)| (*known).cmp(name)).map_or("", |index| EMBEDDED[index].1)
}

/// Returns the SHA-256 of the bytes of the file at `path`, as they are stored (compressed).
///
/// Independent of any reader of the same file, so that it can run on a thread of its own.
///
/// # Errors
/// [`Error::Io`] where the file cannot be read.
pub fn sha256(path: impl AsRef<Path>) -> Result<Sha256Hex> {
    let path = path.as_ref();
    let mut file = File::open(path).map_err(|e| Error::io(path, e))?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer).map_err(|e| Error::io(path, e))? {
            0 => return Ok(Sha256Hex(hasher.finalize().into())),
            n => hasher.update(&buffer[..n]),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn digests_of_embedded_tables() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        assert!(EMBEDDED.len() > 10);
        for (name, digest) in EMBEDDED {
            let folders = ["curated", "generated"].map(|folder| data.join(folder).join(name));
            let path = folders.iter().find(|path| path.exists()).unwrap();
            assert_eq!(sha256(path).unwrap().to_string(), *digest, "{name}");
            assert_eq!(embedded_sha256(name), *digest);
        }
        assert_eq!(embedded_sha256("no.tsv"), "");
    }

    #[test]
    fn known_digest() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(b"abc").unwrap();
        // FIPS 180-2, appendix B.1.
        assert_eq!(
            sha256(file.path()).unwrap().to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(Sha256Hex::of("abc"), sha256(file.path()).unwrap());
        assert!(matches!(sha256("no/such/file"), Err(Error::Io { .. })));
    }
}
