//! VCF: the input, every byte of it, with what was found in one INFO field, `TX`.
//!
//! A record with findings gets the field, with one entry for each allele and gene; the header gets
//! its definition and the provenance. Nothing else changes: where input and output are BGZF, blocks
//! without a changed line are not even inflated.

mod edit;
pub(super) mod entry;
mod index;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Seek, SeekFrom, Write};

use crate::control::escaped;
use crate::io::{Compression, Growth, Watch, Watched, gzip, splice_bgzf, splice_text};
use crate::model::finding::Repeat;

use self::edit::{Change, Edit};
use self::index::Indexing;
use super::format::{Format, InputText, PlainVariants, SampleResult};
use super::immunotherapy;

/// The INFO field.
pub const FIELD: &str = "TX";

/// The VCF format.
#[derive(Debug, Clone, Copy)]
pub struct Vcf {
    /// Whether the output is BGZF.
    pub is_compressed: bool,
}

impl Format for Vcf {
    fn write(
        &self,
        out: &mut dyn Write,
        result: &SampleResult<'_>,
        _: &mut dyn PlainVariants,
    ) -> io::Result<()> {
        self.put(out, result).map(drop)
    }

    fn write_indexed(
        &self,
        out: &mut dyn Write,
        result: &SampleResult<'_>,
    ) -> io::Result<Result<Vec<u8>, String>> {
        let mut out = Indexing::new(out);
        let grown = self.put(&mut out, result)?;
        Ok(out.finish(&input_of(result)?.layout.stretches, &grown))
    }
}

impl Vcf {
    /// Writes the result, and returns how lines of the input grew.
    fn put(&self, out: &mut dyn Write, result: &SampleResult<'_>) -> io::Result<Vec<Growth>> {
        let input = input_of(result)?;
        let edits = edits(input, result);
        match (input.compression, self.is_compressed) {
            (Compression::Bgzf, true) => {
                splice_bgzf(input.file, &input.layout.blocks, &edits, input.crc, out)
            }
            (_, false) => plain_text(input, &edits, out),
            (_, true) => {
                let mut writer = noodles_bgzf::io::Writer::new(out);
                let grown = plain_text(input, &edits, &mut writer)?;
                writer.finish()?;
                Ok(grown)
            }
        }
    }
}

/// Returns the records that are written back.
fn input_of<'r, 'i>(result: &'r SampleResult<'i>) -> io::Result<&'r InputText<'i>> {
    let missing = || io::Error::other("the records of the input were not kept");
    result.input.as_ref().ok_or_else(missing)
}

/// Writes the text of `input` with `edits` made, and returns how its lines grew.
fn plain_text(
    input: &InputText<'_>,
    edits: &[Edit],
    out: &mut dyn Write,
) -> io::Result<Vec<Growth>> {
    let mut file = input.file;
    file.seek(SeekFrom::Start(0))?;
    let file = Watched::new(file, Watch { crc: Some(input.crc.clone()), ..Watch::default() });
    match input.compression {
        Compression::None => splice_text(file, edits, out),
        Compression::Gzip | Compression::Bgzf => splice_text(gzip(file), edits, out),
    }
}

/// Returns the entries of each record, by its line or ordinal.
pub(super) fn entries(result: &SampleResult<'_>) -> BTreeMap<u64, Vec<String>> {
    let mut by_line: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    for (finding, _) in result.findings.iter().filter(|(_, is_reported)| *is_reported) {
        let variant = &finding.variant;
        if let Some(line) = variant.line {
            by_line.entry(line).or_default().push(entry::entry(finding, &variant.alternate));
        }
        for Repeat { line, alternate } in &variant.repeats {
            by_line.entry(*line).or_default().push(entry::entry(finding, alternate));
        }
    }
    by_line
}

/// Returns the changes by line: the header's, then the records'.
pub(super) fn edits(input: &InputText<'_>, result: &SampleResult<'_>) -> Vec<Edit> {
    let lines = header_lines(result, input.line_end, None).into_bytes();
    let header = Edit { line: input.header_lines, change: Change::Before(lines) };
    let records = entries(result).into_iter().map(|(line, entries)| {
        let field = format!("{FIELD}={}", entries.join(","));
        let line = input.before_records + line;
        Edit { line, change: Change::Info(field.into_bytes()) }
    });
    std::iter::once(header).chain(records).collect()
}

/// Returns the lines that come before `#CHROM`. In a BCF the field has a `number`.
pub(super) fn header_lines(
    result: &SampleResult<'_>,
    line_end: &str,
    number: Option<i32>,
) -> String {
    let SampleResult { run, provenance, immunotherapy, .. } = result;
    let index = number.map(|number| format!(",IDX={number}")).unwrap_or_default();
    let mut lines = vec![format!(
        "##INFO=<ID={FIELD},Number=.,Type=String,Description=\"Therapies that the change makes work or \
         fail, an entry an allele and gene; research use only. Format: {}\"{index}>",
        entry::PARTS.iter().map(|part| part.name).collect::<Vec<_>>().join("|")
    )];
    if let Some(provenance) = provenance {
        let mut line = "##theravar=<".to_owned();
        let mut put = |key: &str, value: &str| {
            let comma = if line.ends_with('<') { "" } else { "," };
            let _ = write!(line, "{comma}{key}=\"{}\"", quoted(value));
        };
        put("Version", provenance.version);
        put("Command", &provenance.command);
        put("Assembly", &run.assembly_words());
        put("Sample", &run.sample_words());
        match &run.tumor {
            Some(tumor) => put("TumorType", &format!("{} ({})", tumor.name, tumor.id)),
            None => put("TumorType", "not given"),
        }
        put("Input", &provenance.input);
        if let Some(digest) = &provenance.input_sha256 {
            put("InputSHA256", digest);
        }
        put("Disclaimer", provenance.disclaimer);
        lines.push(line + ">");
        for file in &provenance.given {
            let sha256 = file.sha256.as_ref().map(|sha256| format!(",SHA256=\"{sha256}\""));
            lines.push(format!(
                "##theravarFile=<Kind=\"{}\",Path=\"{}\"{}>",
                file.kind,
                quoted(&file.path),
                sha256.unwrap_or_default()
            ));
        }
        for table in &provenance.knowledge {
            lines.push(format!(
                "##theravarKnowledge=<Name=\"{}\",Source=\"{}\",SHA256=\"{}\">",
                quoted(&table.name),
                quoted(table.source.as_deref().unwrap_or("not stated")),
                table.sha256
            ));
        }
        for (status, markers) in immunotherapy::lines(immunotherapy) {
            lines.push(format!(
                "##theravarImmunotherapy=<Status=\"{}\",Markers=\"{}\">",
                status.name(),
                quoted(&markers)
            ));
        }
    }
    lines.into_iter().map(|line| line + line_end).collect()
}

/// Quotes a value (VCF 4.5 §1.4), with its control characters escaped.
fn quoted(value: &str) -> String {
    let plain = value.replace(['\n', '\r', '\t'], " ");
    escaped(&plain, &[]).replace('\\', "\\\\").replace('"', "\\\"")
}
