//! MAF: the columns of GDC MAF v1.0.0 in their order, then those of cBioPortal, then our own.
//!
//! One row an allele. Where an allele changes several genes, the row is that of the highest level, and
//! `all_effects` has the others. Changes without a sequence (copies, fusions) have no row.

pub(super) mod allele;
mod classification;
mod columns;
mod driver;
mod lines;
pub mod oncokb;
mod row;
mod value;

use std::io::{self, Write};

use crate::diagnostics::Warning;
use crate::model::change::Change;
use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::{Finding, GeneContext, VariantView, Withheld};

use self::allele::MafAllele;
use self::columns::{columns, of_oncokb};
use self::lines::Lines;
pub(super) use self::row::MafRow;
use self::value::{Column, Value};
use super::column::CellText;
use super::format::{Format, PlainVariants, SampleResult};
use super::provenance;

/// The first line, which tells the version of the columns.
const VERSION: &str = "#version gdc-1.0.0";

/// The MAF format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Maf {
    /// All columns.
    #[default]
    Gdc,
    /// Minimal columns, and behind them those of OncoKB's annotator. No line comes before their names.
    OncoKb,
}

impl Maf {
    fn columns(self) -> &'static [Column] {
        match self {
            Self::Gdc => columns(),
            Self::OncoKb => of_oncokb(),
        }
    }
}

impl Format for Maf {
    fn plain(
        &self,
        sample: &str,
        variant: VariantView<'_>,
        place: Option<(&TranscriptConsequence, &GeneContext)>,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        if let Some(allele) = MafAllele::of(variant, None) {
            line(self.columns(), &MafRow::plain(sample, variant, place, allele), out);
        }
        Ok(())
    }

    fn write(
        &self,
        out: &mut dyn Write,
        result: &SampleResult<'_>,
        plain: &mut dyn PlainVariants,
    ) -> io::Result<()> {
        let SampleResult { run, provenance, findings, .. } = result;
        let columns = self.columns();
        if *self == Self::Gdc {
            writeln!(out, "{VERSION}")?;
            provenance::write(out, *provenance, run)?;
        }
        let names: Vec<&str> = columns.iter().map(|column| &*column.name).collect();
        writeln!(out, "{}", names.join("\t"))?;
        let normal = run.normal.as_deref().unwrap_or_default();
        let mut lines = Lines::new(out, &names, run.assembly.name(), normal);
        let (mut index, mut text) = (0, Vec::new());
        for group in findings.chunk_by(|(a, _), (b, _)| is_same_allele(a, b)) {
            plain.copy_before(index, &mut lines)?;
            text.clear();
            let reported: Vec<&Finding> = group
                .iter()
                .filter(|(finding, is_reported)| *is_reported && !is_told_otherwise(finding))
                .map(|(finding, _)| finding)
                .collect();
            if let Some(row) = MafRow::judged(&run.sample, &reported) {
                line(columns, &row, &mut text);
            } else if let [(finding, _), ..] = group
                && run.settings.all
                && !is_told_otherwise(finding)
                && let Some(allele) = MafAllele::of(finding.variant.view(), finding.change.edit())
            {
                let place = Some((&finding.consequence, &finding.gene));
                let row = MafRow::plain(&run.sample, finding.variant.view(), place, allele);
                line(columns, &row, &mut text);
            }
            lines.write_all(&text)?;
            index += group.len();
        }
        plain.copy_before(findings.len(), &mut lines)?;
        lines.finish()
    }
}

/// Warns of reported findings that have no row, for want of a sequence.
pub fn without_row(findings: &[(Finding, bool)]) -> Option<Warning> {
    let without = |(finding, is_reported): &&(Finding, bool)| {
        *is_reported && !is_told_otherwise(finding) && !has_row(finding)
    };
    let findings = findings.iter().filter(without).count();
    (findings > 0).then_some(Warning::WithoutMafRow { findings })
}

/// Returns whether a finding has a row: an allele of bases, or a change that is only named.
fn has_row(finding: &Finding) -> bool {
    matches!(finding.change, Change::Named)
        || MafAllele::of(finding.variant.view(), finding.change.edit()).is_some()
}

/// Returns whether other rows tell it: a part by its haplotype, and a haplotype of which it is not known
/// whether it is one by its parts.
pub fn is_told_otherwise(finding: &Finding) -> bool {
    match finding.withheld {
        Some(Withheld::ReplacedOnHaplotype) => finding.variant.component_of.is_some(),
        Some(Withheld::UnknownPhase) => !finding.variant.parts.is_empty(),
        _ => false,
    }
}

fn is_same_allele(a: &Finding, b: &Finding) -> bool {
    let key = |f: &Finding| {
        let (line, pos) = (f.variant.line, f.variant.pos);
        (line, pos)
    };
    let is_placed = !a.variant.chrom.is_empty();
    is_placed
        && key(a) == key(b)
        && a.variant.chrom == b.variant.chrom
        && a.variant.reference == b.variant.reference
        && a.variant.alternate == b.variant.alternate
        && a.variant.parts == b.variant.parts
}

/// Appends the line of a row.
fn line(columns: &[Column], row: &MafRow<'_>, out: &mut Vec<u8>) {
    for (index, column) in columns.iter().enumerate() {
        if index > 0 {
            out.push(b'\t');
        }
        match column.value {
            Value::Empty => {}
            Value::Text(text) => out.extend_from_slice(text.as_bytes()),
            Value::Build => out.push(lines::BUILD),
            Value::Normal => out.push(lines::NORMAL),
            // A cell is written to memory, which does not fail.
            Value::Cell(write) => {
                let _ = write(row, &mut CellText(out));
            }
            Value::Own(write) => {
                let _ = write(&row.own, &mut CellText(out));
            }
        }
    }
    out.push(b'\n');
}

#[cfg(test)]
mod tests;
