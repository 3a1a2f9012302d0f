//! `report`: the page of a result that was written before.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::{Error, Location, Result};
use crate::io::{Output, read_text};
use crate::report::html;

/// Writes the page of the result at `path`, plain or compressed, to `output` or standard output.
///
/// # Errors
/// [`Error::Io`] where a file cannot be read or written, [`Error::InvalidInput`] where it is no result.
pub fn run(path: &Path, output: Option<&PathBuf>) -> Result<()> {
    let text = read_text(path)?;
    let page = html::render(text.as_bytes()).map_err(|(line, reason)| {
        Error::invalid(Location { path: path.to_path_buf(), line }, reason)
    })?;
    let mut out = Output::create(output.map_or("-".as_ref(), PathBuf::as_path))?;
    out.write_all(page.as_bytes()).map_err(|e| out.error(e))?;
    out.commit()
}
