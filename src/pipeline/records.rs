//! The records of the input, kept for an output that writes them back.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::Warning;
use crate::error::{Error, Location, Result};
use crate::input::header::Header;
use crate::io::{Block, Compression, Content, RunningCrc, Source, Unchanged};
use crate::model::finding::Finding;
use crate::report::format::InputText;
use crate::report::vcf::FIELD;

/// What it takes to read the input a second time.
#[derive(Debug)]
pub(super) struct Records {
    file: File,
    /// The input as it was opened, and what was read the first time, where it is a regular file.
    first: Option<(Arc<Unchanged>, RunningCrc)>,
    again: RunningCrc,
    compression: Compression,
    header_lines: u64,
    line_end: &'static str,
}

impl Records {
    /// Opens the input for a second reading. A stream is copied to a temporary file as it is read.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] where the input is BCF, or has the INFO field already. [`Error::Io`]
    /// where the copy fails.
    pub(super) fn of(source: &mut Source, header: &Header) -> Result<Self> {
        let invalid = |reason: &str| Error::invalid(Location::file(source.path()), reason);
        let format = source.format();
        if format.content != Content::Vcf {
            return Err(invalid(
                "BCF cannot be written back with INFO fields; convert it to VCF (bcftools view) and run again",
            ));
        }
        if header.info(FIELD).is_some() {
            return Err(invalid(&format!(
                "the header has INFO/{FIELD} already: annotate the file that it was made from"
            )));
        }
        let is_crlf = header.text().ends_with(b"\r\n");
        let first = source.opened().map(|opened| (opened, source.crc()));
        Ok(Self {
            file: source.second_look()?,
            first,
            again: RunningCrc::default(),
            compression: format.compression,
            header_lines: header.lines(),
            line_end: if is_crlf { "\r\n" } else { "\n" },
        })
    }

    /// Returns the text, with the blocks that a scan saw.
    pub(super) fn text<'r>(&'r self, blocks: &'r [Block]) -> InputText<'r> {
        InputText {
            file: &self.file,
            crc: &self.again,
            compression: self.compression,
            blocks,
            header_lines: self.header_lines,
            line_end: self.line_end,
        }
    }
}

impl Records {
    /// Checks that the second reading, if it came to its end, gave what the first did.
    ///
    /// # Errors
    /// [`Error::Io`] where the input was changed in between.
    pub(super) fn check(&self, is_read: bool) -> Result<()> {
        let Some((opened, first)) = &self.first else { return Ok(()) };
        opened.check()?;
        if is_read && first.value() != self.again.value() {
            return Err(opened.changed());
        }
        Ok(())
    }
}

/// Findings that no record holds: those of tables, and of segments added up.
pub(super) fn left_out(findings: &[(Finding, bool)]) -> Option<Warning> {
    let findings = findings
        .iter()
        .filter(|(finding, is_reported)| *is_reported && finding.variant.line.is_none())
        .count();
    (findings > 0).then_some(Warning::WithoutRecord { findings })
}

/// Warns of an index beside the output that belongs to the file it replaces.
pub(super) fn stale_index(output: Option<&Path>) -> Option<Warning> {
    let index = |extension: &str| {
        let mut name = output?.as_os_str().to_owned();
        name.push(extension);
        Some(PathBuf::from(name)).filter(|path| path.exists())
    };
    let index = index(".tbi").or_else(|| index(".csi"))?;
    Some(Warning::StaleIndex { index })
}
