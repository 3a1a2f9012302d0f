//! Texts that are ready before any of them is written.

use std::io::Write;
use std::path::Path;

use crate::error::Result;
use crate::io::Output;

/// Writes a text to the file, or to standard output where there is none.
///
/// # Errors
/// [`crate::Error::Io`] where it cannot be written; then no file is left behind.
pub(super) fn write(path: Option<&Path>, text: &[u8]) -> Result<()> {
    let mut out = Output::create(path.unwrap_or_else(|| Path::new("-")))?;
    out.write_all(text).map_err(|error| out.error(error))?;
    out.commit()
}
