//! Reading from a place in a file, whoever else reads it.

use std::fs::File;
use std::io;

/// Fills `bytes` from byte `offset` of `file` on.
///
/// # Errors
/// [`io::ErrorKind::UnexpectedEof`] where the file is shorter, and what the system says.
#[cfg(unix)]
pub(crate) fn read_at(file: &File, offset: u64, bytes: &mut [u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, offset)
}

/// Fills `bytes` from byte `offset` of `file` on.
///
/// # Errors
/// [`io::ErrorKind::UnexpectedEof`] where the file is shorter, and what the system says.
#[cfg(windows)]
pub(crate) fn read_at(file: &File, mut offset: u64, mut bytes: &mut [u8]) -> io::Result<()> {
    use std::os::windows::fs::FileExt;
    while !bytes.is_empty() {
        match file.seek_read(bytes, offset)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            n => {
                offset += n as u64;
                bytes = &mut bytes[n..];
            }
        }
    }
    Ok(())
}
