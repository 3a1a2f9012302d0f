//! How much of an input is held in memory at once: no more, whatever a compressed file unpacks to.

use std::io::{self, Read};

/// Bytes of a header.
pub(crate) const HEADER: usize = 64 << 20;
/// Bytes of one line or record.
pub(crate) const LINE: usize = 128 << 20;
/// Bytes of a table, a result or another file that is read as a whole.
pub(crate) const FILE: usize = 128 << 20;
/// Bytes of a MAF, which is read as a whole.
pub(crate) const MAF: usize = 1 << 30;
/// Bytes of an index.
pub(crate) const INDEX: usize = 64 << 20;

/// Returns a limit in MiB, as messages write it.
pub(crate) const fn mib(limit: usize) -> usize {
    limit >> 20
}

/// Reads all that `reader` has, or `limit` bytes and one more.
///
/// # Errors
/// Any error of `reader`; [`io::ErrorKind::FileTooLarge`] beyond the limit, with a sentence for the
/// user.
pub(crate) fn read_within(reader: impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit { Err(too_large(limit)) } else { Ok(bytes) }
}

/// Returns the error of a file of more than `limit` bytes.
pub(crate) fn too_large(limit: usize) -> io::Error {
    let reason = format!(
        "larger than {} MiB once unpacked, the limit of a file that is read as a whole",
        mib(limit)
    );
    io::Error::new(io::ErrorKind::FileTooLarge, reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts the bytes that are taken of it.
    struct Endless(usize);

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            buffer.fill(b'x');
            self.0 += buffer.len();
            Ok(buffer.len())
        }
    }

    #[test]
    fn no_more_than_the_limit_is_taken() {
        assert_eq!(read_within(&b"abc"[..], 3).unwrap(), b"abc");
        let mut endless = Endless(0);
        let error = read_within(&mut endless, 5 << 20).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        assert!(error.to_string().starts_with("larger than 5 MiB"), "{error}");
        assert_eq!(endless.0, (5 << 20) + 1);
    }
}
