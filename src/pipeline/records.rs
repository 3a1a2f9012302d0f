//! The records of the input, kept for an output that writes them back.

use std::path::{Path, PathBuf};

use crate::diagnostics::Warning;
use crate::error::{Error, Location, Result};
use crate::input::header::Header;
use crate::io::{Block, Compression, Content, SecondLook, Source};
use crate::model::finding::Finding;
use crate::report::format::InputText;
use crate::report::vcf::FIELD;

/// What it takes to read the input a second time.
#[derive(Debug)]
pub(super) struct Records {
    /// The input, once more.
    pub(super) again: SecondLook,
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
        Ok(Self {
            again: source.second_look()?,
            compression: format.compression,
            header_lines: header.lines(),
            line_end: if is_crlf { "\r\n" } else { "\n" },
        })
    }

    /// Returns the text, with the blocks that a scan saw.
    pub(super) fn text<'r>(&'r self, blocks: &'r [Block]) -> InputText<'r> {
        InputText {
            file: self.again.file(),
            crc: self.again.crc(),
            compression: self.compression,
            blocks,
            header_lines: self.header_lines,
            line_end: self.line_end,
        }
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
