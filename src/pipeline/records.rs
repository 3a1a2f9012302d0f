//! The records of the input, kept for an output that writes them back.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;

use crate::diagnostics::Warning;
use crate::error::{Error, Location, Result};
use crate::input::bcf::Dictionary;
use crate::input::bcf::whole::converted;
use crate::input::header::Header;
use crate::io::{Compression, Content, Format, Layout, RunningCrc, SecondLook, Source, gzip};
use crate::io::{Watch, Watched};
use crate::model::finding::Finding;
use crate::report::format::InputText;
use crate::report::vcf::FIELD;

/// What it takes to read the input a second time.
#[derive(Debug)]
pub(super) struct Records<'h> {
    /// The input, once more.
    pub(super) again: SecondLook,
    path: PathBuf,
    format: Format,
    header: &'h Header,
    /// Of a BCF, the number of a field that its header does not have.
    field: i32,
}

impl<'h> Records<'h> {
    /// Opens the input for a second reading. A stream is copied to a temporary file as it is read.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] where the input has the INFO field already. [`Error::Io`] where the
    /// copy fails.
    pub(super) fn of(source: &mut Source, header: &'h Header) -> Result<Self> {
        let (path, format) = (source.path().to_path_buf(), source.format());
        let invalid = |reason: String| Error::invalid(Location::file(&path), reason);
        if header.info(FIELD).is_some() {
            return Err(invalid(format!(
                "the header has INFO/{FIELD} already: annotate the file that it was made from"
            )));
        }
        let field = match format.content {
            Content::Bcf => Dictionary::new(header).map_err(invalid)?.next_string(),
            _ => 0,
        };
        Ok(Self { again: source.second_look()?, path, format, header, field })
    }

    /// Returns the records in a temporary file where they are to be written as `content` and stored as
    /// something else. What is read goes into `crc`.
    ///
    /// # Errors
    /// As [`converted`].
    pub(super) fn converted(
        &self,
        content: Content,
        crc: &RunningCrc,
    ) -> Result<Option<Converted>> {
        if self.format.content == content {
            return Ok(None);
        }
        let mut stored = self.again.file();
        stored.seek(SeekFrom::Start(0)).map_err(|e| Error::io(&self.path, e))?;
        let watch = Watch { crc: Some(crc.clone()), ..Watch::default() };
        let stored = Watched::new(stored, watch);
        let stored: Box<dyn Read> = match self.format.compression {
            Compression::None => Box::new(stored),
            _ => Box::new(gzip(stored)),
        };
        let (file, layout, field) = converted(stored, content, self.header, &self.path)?;
        Ok(Some(Converted { file, content, layout, field, crc: RunningCrc::default() }))
    }

    /// Returns the input, with the layout that a scan saw; what is read goes into `crc`. What was converted
    /// stands for it.
    pub(super) fn input<'r>(
        &'r self,
        layout: &'r Layout,
        crc: &'r RunningCrc,
        made: Option<&'r Converted>,
    ) -> InputText<'r> {
        let is_crlf = self.header.text().ends_with(b"\r\n");
        let input = InputText {
            file: self.again.file(),
            crc,
            compression: self.format.compression,
            content: self.format.content,
            layout,
            header_lines: self.header.lines(),
            before_records: 0,
            line_end: if is_crlf { "\r\n" } else { "\n" },
            field: self.field,
        };
        let Some(Converted { file, content, layout, field, crc }) = made else { return input };
        let (compression, before_records) = (Compression::None, input.header_lines);
        let (content, field) = (*content, *field);
        InputText { file, crc, compression, content, layout, field, before_records, ..input }
    }
}

/// The records of an input, stored as another content.
#[derive(Debug)]
pub(super) struct Converted {
    file: File,
    content: Content,
    layout: Layout,
    field: i32,
    crc: RunningCrc,
}

/// Findings that no record holds: those of tables, and of segments added up.
pub(super) fn left_out(findings: &[(Finding, bool)]) -> Option<Warning> {
    let findings = findings
        .iter()
        .filter(|(finding, is_reported)| *is_reported && finding.variant.line.is_none())
        .count();
    (findings > 0).then_some(Warning::WithoutRecord { findings })
}
