//! TSV, one row a standard biomarker of the tumour type.

use std::fmt;
use std::io::{self, Write};

use super::biomarker::Biomarker;
use super::cell::{Cell, put_joined};
use super::column::CellText;
use super::format::{Format, PlainVariants, SampleResult};
use super::provenance;
use super::tsv::cells;

/// The columns: `status` is DETECTED, NOT_DETECTED or NOT_ASSESSED.
pub(super) const COLUMNS: [&str; 15] = [
    "sample",
    "biomarker",
    "gene",
    "assay",
    "level",
    "status",
    "by",
    "limit_of_detection",
    "depth",
    "reads",
    "reason",
    "remedy",
    "uncertain",
    "therapies",
    "evidence",
];

/// The layout `biomarkers`.
#[derive(Debug, Clone, Copy, Default)]
pub struct TsvBiomarkers;

impl Format for TsvBiomarkers {
    fn write(
        &self,
        out: &mut dyn Write,
        result: &SampleResult<'_>,
        _: &mut dyn PlainVariants,
    ) -> io::Result<()> {
        provenance::write(out, result.provenance, result.run)?;
        writeln!(out, "{}", COLUMNS.join("\t"))?;
        rows(out, result)
    }
}

/// Writes the rows.
pub(super) fn rows(out: &mut dyn Write, result: &SampleResult<'_>) -> io::Result<()> {
    let mut row = Vec::new();
    for biomarker in Biomarker::all(result.biomarkers) {
        row.clear();
        cells(0..COLUMNS.len(), &mut row, |column, out| {
            put(&biomarker, &result.run.sample, column, out)
        });
        row.push(b'\n');
        out.write_all(&row)?;
    }
    Ok(())
}

fn put(
    biomarker: &Biomarker<'_>,
    sample: &String,
    column: usize,
    out: &mut CellText<'_>,
) -> fmt::Result {
    let limit = || biomarker.limit_of_detection.as_ref().map(ToString::to_string);
    match COLUMNS[column] {
        "sample" => sample.put(out),
        "biomarker" => biomarker.biomarker.put(out),
        "gene" => biomarker.gene.put(out),
        "assay" => biomarker.assay.put(out),
        "level" => biomarker.level.put(out),
        "status" => biomarker.status.put(out),
        "by" => biomarker.by.put(out),
        "limit_of_detection" => limit().put(out),
        "depth" => biomarker.depth.put(out),
        "reads" => biomarker.reads.put(out),
        "reason" => biomarker.reason.put(out),
        "remedy" => biomarker.remedy.put(out),
        "uncertain" => biomarker.uncertain.put(out),
        "therapies" => put_joined(&biomarker.regimens, ";", out),
        _ => biomarker.evidence.put(out),
    }
}
