//! What to annotate, with what, and where to.

use std::path::PathBuf;

use crate::io::Content;
use crate::report::bcf::Bcf;
use crate::report::compressed::Compressed;
use crate::report::fhir::Fhir;
use crate::report::format::Format;
use crate::report::html::Html;
use crate::report::json::Json;
use crate::report::maf::Maf;
use crate::report::mqc::Mqc;
use crate::report::page::Page;
use crate::report::tsv::Tsv;
use crate::report::tsv_biomarkers::TsvBiomarkers;
use crate::report::tsv_evidence::EvidenceLayout;
use crate::report::tsv_variant::VariantLayout;
use crate::report::va_spec::VaSpec;
use crate::report::vcf::Vcf;
use crate::report::xlsx::Xlsx;

use super::options::Options;

/// How the result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputFormat {
    /// TSV, one row an allele.
    TsvVariant,
    /// TSV, one row an evidence item.
    TsvEvidence,
    /// A page for a reader.
    Summary,
    /// TSV, one row a standard biomarker of the tumour type.
    TsvBiomarkers,
    /// JSON.
    Json,
    /// The page of the JSON.
    Html,
    /// MAF.
    Maf,
    /// The input's MAF, or a minimal one, with the columns of OncoKB's annotator.
    OncoKb,
    /// The input with an INFO field more.
    Vcf,
    /// The same as BCF.
    Bcf,
    /// A workbook.
    Xlsx,
    /// A section of a MultiQC report.
    Mqc(Mqc),
    /// Statements of GA4GH VA-Spec.
    VaSpec,
    /// A bundle of HL7 FHIR.
    Fhir,
}

impl OutputFormat {
    /// Returns how the names of files in this format end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::TsvVariant | Self::TsvEvidence | Self::TsvBiomarkers => ".tsv",
            Self::Summary | Self::OncoKb => ".txt",
            Self::Json => ".json",
            Self::Html => ".html",
            Self::Maf => ".maf",
            Self::Vcf => ".vcf",
            Self::Bcf => ".bcf",
            Self::Xlsx => ".xlsx",
            Self::Mqc(section) => section.ending(),
            Self::VaSpec => ".va.json",
            Self::Fhir => ".fhir.json",
        }
    }

    /// Returns whether rows of several samples can stand in it.
    pub(super) fn holds_several(self) -> bool {
        matches!(self, Self::TsvVariant | Self::TsvEvidence | Self::Maf | Self::OncoKb)
    }

    pub(super) fn writer(self, is_compressed: bool) -> Box<dyn Format> {
        match self {
            // Blocks of the input without a change are not compressed again.
            Self::Vcf => Box::new(Vcf { is_compressed }),
            _ if is_compressed => Box::new(Compressed(self.writer(false))),
            Self::TsvVariant => Box::new(Tsv { layout: &VariantLayout }),
            Self::TsvEvidence => Box::new(Tsv { layout: &EvidenceLayout }),
            Self::Summary => Box::new(Page),
            Self::TsvBiomarkers => Box::new(TsvBiomarkers),
            Self::Json => Box::new(Json),
            Self::Html => Box::new(Html),
            Self::Maf => Box::new(Maf::Gdc),
            Self::OncoKb => Box::new(Maf::OncoKb),
            Self::Bcf => Box::new(Bcf),
            Self::Xlsx => Box::new(Xlsx),
            Self::Mqc(section) => Box::new(section),
            Self::VaSpec => Box::new(VaSpec),
            Self::Fhir => Box::new(Fhir),
        }
    }

    /// Returns what the records of the input are written back as, where they are.
    pub(super) fn writes_back(self) -> Option<Content> {
        match self {
            Self::Vcf => Some(Content::Vcf),
            Self::Bcf => Some(Content::Bcf),
            _ => None,
        }
    }

    /// Returns whether it tells the standard biomarkers of the tumour type.
    pub(super) fn wants_biomarkers(self) -> bool {
        matches!(self, Self::Json | Self::Html | Self::TsvBiomarkers | Self::Summary | Self::Xlsx)
    }

    /// Returns whether it tells the lines of records.
    pub(super) fn wants_lines(self) -> bool {
        matches!(self, Self::Json | Self::Html)
    }

    /// Returns whether it has rows of alleles with a place alone.
    pub(super) fn is_maf(self) -> bool {
        matches!(self, Self::Maf | Self::OncoKb)
    }
}

/// An output: where to, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The file; `None` is standard output.
    pub path: Option<PathBuf>,
    /// How the result is written.
    pub format: OutputFormat,
    /// Whether it is written as BGZF.
    pub is_compressed: bool,
}

impl Target {
    /// Returns whether an index is written beside it.
    pub fn has_index(&self) -> bool {
        self.format == OutputFormat::Vcf && self.is_compressed
    }
}

/// What to annotate, with what, and where to.
#[derive(Debug, Clone)]
pub struct Request {
    /// The input; `-` is standard input.
    pub input: PathBuf,
    /// The outputs, written in one pass.
    pub outputs: Vec<Target>,
    /// Whether the caller writes the files to the disk.
    pub syncs_later: bool,
    /// Whether rows of tables stand by level, and not as in the input.
    pub by_level: bool,
    /// More evidence tables.
    pub knowledge: Vec<PathBuf>,
    /// A lock that everything used must agree with.
    pub locked: Option<PathBuf>,
    /// How the sample is read and judged.
    pub options: Options,
}
