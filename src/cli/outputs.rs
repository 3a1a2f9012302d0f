//! Where results go and how: each output's format is told by its name.

use std::ffi::OsStr;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::error::{Error, Result};
use crate::pipeline::request::{OutputFormat, Target};
use crate::report::mqc::Mqc;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Tab-separated values
    Tsv,
    /// A page for a reader: therapies, best first, and what stands against them
    Summary,
    /// One JSON object with the reasons for every call, and what `knowledge diff --replay` needs
    Json,
    /// A page for a tumour board: one HTML file, rendered from the JSON (`report` does the same later)
    Html,
    /// MAF: the columns of GDC v1.0.0, those of cBioPortal's drivers, then levels and therapies
    Maf,
    /// The input VCF, every byte of it, with what was found in INFO/TX; a compressed one has its index
    /// (.tbi) beside it
    Vcf,
    /// The same as BCF: records of a BCF keep their bytes, a VCF is converted
    Bcf,
    /// A workbook: summary, variants, evidence, biomarkers, provenance
    Xlsx,
    /// Sections of a MultiQC report, three files: X_mqc.json (table), X_levels_mqc.json (bars) and
    /// X_stats_mqc.json (general statistics)
    Mqc,
    /// GA4GH VA-Spec: statements on the response to each regimen, with their evidence
    VaSpec,
    /// HL7 FHIR R4, Genomics Reporting: variants and what they mean for therapies
    Fhir,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LayoutArg {
    /// One row an allele
    Variant,
    /// One row an evidence item
    Evidence,
    /// Columns of a MAF, then those that OncoKB's MafAnnotator appends, by its names; what stands in
    /// them is theravar's own (docs/maf.md)
    #[value(name = "oncokb")]
    OncoKb,
    /// One row a standard biomarker of the tumour type: detected, not detected, not assessed
    Biomarkers,
}

/// How the end of a name tells the format, and whether `.gz` may follow. The first that fits counts. The
/// first of each format is the one that messages name.
const ENDINGS: &[(&str, Format, bool)] = &[
    (".tsv", Format::Tsv, true),
    (".txt", Format::Tsv, true),
    (".tab", Format::Tsv, true),
    (MQC, Format::Mqc, false),
    (".va.json", Format::VaSpec, true),
    (".fhir.json", Format::Fhir, true),
    (".json", Format::Json, true),
    (".html", Format::Html, true),
    (".maf", Format::Maf, true),
    (".vcf", Format::Vcf, true),
    (".bcf", Format::Bcf, false),
    (".xlsx", Format::Xlsx, false),
];

/// How MultiQC finds its files.
const MQC: &str = "_mqc.json";

/// What is asked for of all outputs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The names; none is standard output.
    pub(super) paths: &'a [PathBuf],
    pub(super) formats: &'a [Format],
    pub(super) layout: Option<LayoutArg>,
    /// Whether all variants are wanted.
    pub(super) all: bool,
    pub(super) has_tumor_type: bool,
    /// Whether rows are to stand by level.
    pub(super) by_level: bool,
}

impl Asked<'_> {
    /// Returns the outputs.
    ///
    /// # Errors
    /// [`Error::Usage`] where a name asks for a format that is not written, or what is asked for fits none
    /// of the formats.
    pub(super) fn targets(&self) -> Result<Vec<Target>> {
        if self.formats.len() > 1 {
            return Err(Error::Usage(
                "--format is of one output: name several outputs with --output, their names tell the formats"
                    .to_owned(),
            ));
        }
        let told = match self.paths {
            [] => vec![(
                None,
                self.formats.first().copied().unwrap_or_else(|| self.of_stdout()),
                false,
            )],
            paths => {
                let told = paths.iter().map(|path| self.told(path)).collect::<Result<Vec<_>>>()?;
                paths.iter().map(Some).zip(told).map(|(path, (f, gz))| (path, f, gz)).collect()
            }
        };
        let formats: Vec<Format> = told.iter().map(|(_, format, _)| *format).collect();
        self.check(&formats)?;
        let mut targets = Vec::new();
        for (path, format, is_compressed) in told {
            if format == Format::Mqc {
                targets.extend(sections(path)?);
                continue;
            }
            let (path, format) = (path.cloned(), self.output_format(format));
            targets.push(Target { path, format, is_compressed });
        }
        Ok(targets)
    }

    /// Returns the formats of results that have their names by their samples.
    ///
    /// # Errors
    /// As [`Asked::targets`].
    pub(super) fn of_samples(&self) -> Result<Vec<OutputFormat>> {
        let formats = if self.formats.is_empty() { &[Format::Tsv] } else { self.formats };
        self.check(formats)?;
        let sections = || Mqc::ALL.map(OutputFormat::Mqc).into_iter();
        Ok(formats
            .iter()
            .flat_map(|format| match format {
                Format::Mqc => sections().collect(),
                format => vec![self.output_format(*format)],
            })
            .collect())
    }

    /// Returns the format without a name.
    fn of_stdout(&self) -> Format {
        let is_for_reader = io::stdout().is_terminal() && self.layout.is_none();
        if is_for_reader && !self.all && !self.by_level { Format::Summary } else { Format::Tsv }
    }

    /// Returns the format of the output at `path`, and whether it is compressed.
    fn told(&self, path: &Path) -> Result<(Format, bool)> {
        let name = path.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
        let name = name.to_ascii_lowercase();
        let uncompressed = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".bgz"));
        let plain = uncompressed.unwrap_or(&name);
        let by_name = ENDINGS.iter().find(|(ending, ..)| plain.ends_with(ending));
        let usage = |text: String| Err(Error::Usage(text));
        let format = match (self.formats.first().copied(), by_name, self.paths.len()) {
            (Some(asked), Some((_, told, _)), 2..) if asked != *told => {
                return usage(format!(
                    "--format is of one output, and {} is another: leave it out, the names tell the \
                     formats",
                    path.display()
                ));
            }
            (Some(asked), ..) => asked,
            (None, Some((_, told, _)), _) => *told,
            // Devices, pipes, and whoever gives no extension.
            (None, None, _) if Path::new(plain).extension().is_none() => Format::Tsv,
            (None, None, _) => {
                return usage(format!(
                    "{}: its extension tells no format that is written: {}; or set --format",
                    path.display(),
                    known()
                ));
            }
        };
        let packs = |&(_, of, packs): &(&str, Format, bool)| of == format && packs;
        let is_packed = format == Format::Summary || ENDINGS.iter().any(packs);
        if uncompressed.is_some() && !is_packed {
            return usage(format!("{}: it is compressed in itself: leave .gz out", path.display()));
        }
        Ok((format, uncompressed.is_some()))
    }

    /// Checks that each option fits one of the formats at least.
    fn check(&self, formats: &[Format]) -> Result<()> {
        let usage = |text: &str| Err(Error::Usage(text.to_owned()));
        let is = |format: Format| move |other: &Format| *other == format;
        let is_oncokb = self.layout == Some(LayoutArg::OncoKb);
        let has_maf = formats.iter().any(is(Format::Maf));
        let has_rows = formats.iter().any(is(Format::Tsv)) || is_oncokb && has_maf;
        let has_table = has_rows || formats.iter().any(is(Format::Xlsx));
        match self.layout {
            Some(_) if !has_rows => {
                let is_page = |format: &Format| matches!(format, Format::Summary | Format::Html);
                let is_vcf = |format: &Format| matches!(format, Format::Vcf | Format::Bcf);
                let others = if formats.iter().all(is_vcf) {
                    "VCF has its own"
                } else if formats.iter().all(is(Format::Json)) {
                    "JSON has none"
                } else if formats.iter().all(is(Format::Maf)) {
                    "MAF has its own"
                } else if formats.iter().all(is_page) {
                    "a page has none"
                } else {
                    "these outputs have none"
                };
                return Err(Error::Usage(format!(
                    "--layout chooses the rows of the TSV; {others}: leave it out, or write a TSV too"
                )));
            }
            Some(LayoutArg::Biomarkers) if !self.has_tumor_type => {
                return usage(
                    "--layout biomarkers are those of a tumour type: name it with --tumor-type",
                );
            }
            _ => {}
        }
        if self.by_level && !has_table {
            return usage("--sort orders the rows of a table: write a TSV or a workbook");
        }
        let has_all = |format: &Format| matches!(format, Format::Vcf | Format::Bcf);
        if self.all && formats.iter().all(has_all) {
            return usage("--all: a VCF has every record anyway; leave it out");
        }
        let is_document = |format: &Format| matches!(format, Format::VaSpec | Format::Fhir);
        if self.all && formats.iter().all(is_document) {
            return usage(
                "--all: VA-Spec and FHIR tell findings; leave it out, or write a TSV or JSON",
            );
        }
        if self.all && formats.iter().all(is(Format::Html)) {
            return usage("--all: a page shows findings; leave it out, or write a TSV or JSON");
        }
        Ok(())
    }

    fn output_format(&self, format: Format) -> OutputFormat {
        match (format, self.layout) {
            (Format::Tsv, None | Some(LayoutArg::Variant)) => OutputFormat::TsvVariant,
            (Format::Tsv, Some(LayoutArg::Evidence)) => OutputFormat::TsvEvidence,
            (Format::Tsv, Some(LayoutArg::Biomarkers)) => OutputFormat::TsvBiomarkers,
            (Format::Summary, _) => OutputFormat::Summary,
            (Format::Tsv | Format::Maf, Some(LayoutArg::OncoKb)) => OutputFormat::OncoKb,
            (Format::Maf, _) => OutputFormat::Maf,
            (Format::Json, _) => OutputFormat::Json,
            (Format::Html, _) => OutputFormat::Html,
            (Format::Vcf, _) => OutputFormat::Vcf,
            (Format::Bcf, _) => OutputFormat::Bcf,
            (Format::Xlsx, _) => OutputFormat::Xlsx,
            (Format::Mqc, _) => OutputFormat::Mqc(Mqc::Findings),
            (Format::VaSpec, _) => OutputFormat::VaSpec,
            (Format::Fhir, _) => OutputFormat::Fhir,
        }
    }
}

/// Returns the files of a MultiQC report: it reads one section of each.
///
/// # Errors
/// [`Error::Usage`] where its search would not find them.
fn sections(path: Option<&PathBuf>) -> Result<Vec<Target>> {
    let name = path.and_then(|path| path.file_name()?.to_str());
    let stem = name.and_then(|name| name.strip_suffix(MQC)).filter(|stem| !stem.is_empty());
    let Some((path, stem)) = path.zip(stem) else {
        return Err(Error::Usage(format!(
            "the sections of MultiQC are {} files, which it finds by their names: name the output \
             NAME{MQC}",
            Mqc::ALL.len()
        )));
    };
    let target = |section: Mqc| Target {
        path: Some(path.with_file_name(format!("{stem}{}", section.ending()))),
        format: OutputFormat::Mqc(section),
        is_compressed: false,
    };
    Ok(Mqc::ALL.map(target).into())
}

/// Names the endings, each with whether `.gz` may follow.
fn known() -> String {
    let mut named: Vec<String> = Vec::new();
    let mut formats: Vec<Format> = Vec::new();
    for (ending, format, packs) in ENDINGS {
        if !formats.contains(format) {
            formats.push(*format);
            named.push(format!("{ending}{}", if *packs { "[.gz]" } else { "" }));
        }
    }
    named.join(" ")
}
