//! The seam between a result and the ways to write it: one file a format behind one trait.

use std::fs::File;
use std::io::{self, Write};

use crate::diagnostics::Warning;
use crate::io::{Compression, Content, Layout, RunningCrc};
use crate::model::conclusion::Conflict;
use crate::model::consequence::TranscriptConsequence;
use crate::model::evaluation::{AssessedGene, EvaluatedProfile};
use crate::model::finding::{Finding, GeneContext, VariantView};
use crate::model::immunotherapy::ImmuneMarker;
use crate::model::pharmacogene::Pharmacogene;
use crate::model::standard_biomarker::StandardBiomarkers;
use crate::model::summary::Summary;

use super::provenance::Provenance;
use super::run::Run;

/// A way to write the result of one sample.
pub trait Format: Sync {
    /// Appends a variant without a finding to `out`, with the consequence in a gene and what is
    /// known of that gene, where it lies in one. Only `--all` wants these; they are set aside while
    /// the input is read, and [`Format::write`] weaves them in. A format that has no place for them
    /// writes nothing.
    ///
    /// # Errors
    /// What the writer returns.
    fn plain(
        &self,
        _sample: &str,
        _variant: VariantView<'_>,
        _place: Option<(&TranscriptConsequence, &GeneContext)>,
        _out: &mut Vec<u8>,
    ) -> io::Result<()> {
        Ok(())
    }

    /// Writes the whole result.
    ///
    /// # Errors
    /// What the writer returns.
    fn write(
        &self,
        out: &mut dyn Write,
        result: &SampleResult<'_>,
        plain: &mut dyn PlainVariants,
    ) -> io::Result<()>;

    /// Writes the whole result, and returns the index that is to be stored beside it, or why there is none.
    ///
    /// # Errors
    /// What the writer returns. A format that has no index has none.
    fn write_indexed(
        &self,
        _out: &mut dyn Write,
        _result: &SampleResult<'_>,
    ) -> io::Result<Result<Vec<u8>, String>> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }
}

/// The variants without a finding, as [`Format::plain`] wrote them, in input order.
pub trait PlainVariants {
    /// Copies those that come before the finding numbered `index` and were not copied yet; all
    /// that are left for an index past the last finding.
    ///
    /// # Errors
    /// What the writer, or the temporary file that holds them, returns.
    fn copy_before(&mut self, index: usize, out: &mut dyn Write) -> io::Result<()>;
}

/// No variants without a finding.
#[derive(Debug, Clone, Copy)]
pub struct NoneLeft;

impl PlainVariants for NoneLeft {
    fn copy_before(&mut self, _: usize, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Returns the rows of a table that was written with its head: comments, then the names of columns.
pub fn rows_of(table: &[u8]) -> &[u8] {
    let mut rest = table;
    while let Some(end) = rest.iter().position(|&byte| byte == b'\n') {
        let is_comment = rest.starts_with(b"#");
        rest = &rest[end + 1..];
        if !is_comment {
            break;
        }
    }
    rest
}

/// Everything that was concluded about one sample.
#[derive(Clone, Copy)]
pub struct SampleResult<'r> {
    /// What was looked at.
    pub run: &'r Run,
    /// What it rests on; `None` where the user does not want it.
    pub provenance: Option<&'r Provenance>,
    /// Findings in input order, each with whether it is reported. With `--all`, one that is not
    /// still has its place as a variant without a finding.
    pub findings: &'r [(Finding<'r>, bool)],
    /// The findings by their numbers in the order of the rows of a table, where that is another one.
    pub order: Option<&'r [usize]>,
    /// Combinations and negations of which the sample shows a part.
    pub profiles: &'r [EvaluatedProfile<'r>],
    /// What one finding makes work and another makes fail.
    pub conflicts: &'r [Conflict],
    /// What the sample shows of genes that take drugs apart.
    pub pharmacogenes: &'r [Pharmacogene],
    /// What bears on immune-checkpoint therapy.
    pub immunotherapy: &'r [ImmuneMarker],
    /// The standard biomarkers of the tumour type, where the format tells them.
    pub biomarkers: &'r StandardBiomarkers,
    /// Tells where the absence of a variant is known; worked out only for a format that asks.
    pub assessed: &'r dyn Fn() -> Vec<AssessedGene>,
    /// Ranks the findings, for a format that has a page.
    pub summary: &'r dyn Fn() -> Summary,
    /// What the user must know of the run.
    pub warnings: &'r [Warning],
    /// The records of the input, for a format that writes them back.
    pub input: Option<InputText<'r>>,
}

/// A VCF or BCF that was read, to be read again.
#[derive(Debug, Clone, Copy)]
pub struct InputText<'r> {
    /// Its stored bytes.
    pub file: &'r File,
    /// Takes the stored bytes as they are read again.
    pub crc: &'r RunningCrc,
    /// How these are compressed.
    pub compression: Compression,
    /// Whether it is text or BCF.
    pub content: Content,
    /// Where its records lie, and its blocks where it is BGZF.
    pub layout: &'r Layout,
    /// Lines up to and with `#CHROM`.
    pub header_lines: u64,
    /// Lines before the first record where findings are told by records and the file by lines, or the
    /// other way; else 0.
    pub before_records: u64,
    /// The next number of a BCF's dictionary.
    pub field: i32,
    /// How its lines end.
    pub line_end: &'static str,
}
