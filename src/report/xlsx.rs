//! A workbook for who reads results in a spreadsheet: summary, variants, evidence, biomarkers, provenance.
//!
//! Texts are written as texts and never as formulas, whatever they begin with.

use std::io::{self, Write};

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format as Style, Workbook, Worksheet, XlsxError,
};

use super::format::{Format, PlainVariants, SampleResult};
use super::tsv::Layout;
use super::tsv_biomarkers;
use super::tsv_evidence::EvidenceLayout;
use super::tsv_variant::VariantLayout;
use super::{immunotherapy, provenance};
use crate::control::escaped;
use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::{GeneContext, VariantView};
use crate::model::summary::Entry;

/// Columns that hold numbers.
const NUMBERS: [&str; 7] =
    ["pos", "vaf", "alt_depth", "depth", "rating", "limit_of_detection", "reads"];
/// The longest text of a cell (Excel's specification of its limits).
const LONGEST: usize = 32_767;
/// The widest column, in characters.
const WIDEST: usize = 40;
/// Rows from which on the width of a column is not looked for.
const MEASURED: u32 = 200;

/// The workbook.
#[derive(Debug, Clone, Copy, Default)]
pub struct Xlsx;

impl Format for Xlsx {
    fn plain(
        &self,
        sample: &str,
        variant: VariantView<'_>,
        place: Option<(&TranscriptConsequence, &GeneContext)>,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        VariantLayout.plain(sample, variant, place, out);
        Ok(())
    }

    fn write(
        &self,
        out: &mut dyn Write,
        result: &SampleResult<'_>,
        plain: &mut dyn PlainVariants,
    ) -> io::Result<()> {
        let mut book = Workbook::new();
        // Two runs of one input are the same bytes: the day of neither is in them.
        let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(io::Error::other)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&day));
        summary(&mut book, result)?;
        let (run, findings) = (result.run, result.findings);
        let mut sheet = Sheet::new("variants", &VariantLayout.columns())?;
        let mut text = Vec::new();
        let input_order = (0..findings.len()).filter(|_| result.order.is_none());
        for index in result.order.unwrap_or_default().iter().copied().chain(input_order) {
            if result.order.is_none() {
                plain.copy_before(index, &mut sheet)?;
            }
            let (finding, is_reported) = &findings[index];
            text.clear();
            if *is_reported {
                VariantLayout.finding(&run.sample, finding, &mut text);
            } else if run.settings.all {
                let place = Some((&finding.consequence, &finding.gene));
                VariantLayout.plain(&run.sample, finding.variant.view(), place, &mut text);
            }
            sheet.write_all(&text)?;
        }
        plain.copy_before(findings.len(), &mut sheet)?;
        sheet.add_to(&mut book)?;
        let mut sheet = Sheet::new("evidence", &EvidenceLayout.columns())?;
        for (finding, _) in findings.iter().filter(|(_, is_reported)| *is_reported) {
            text.clear();
            EvidenceLayout.finding(&run.sample, finding, &mut text);
            sheet.write_all(&text)?;
        }
        sheet.add_to(&mut book)?;
        let mut sheet = Sheet::new("biomarkers", &tsv_biomarkers::COLUMNS)?;
        tsv_biomarkers::rows(&mut sheet, result)?;
        sheet.add_to(&mut book)?;
        let mut sheet = Sheet::new("provenance", &["key", "value"])?;
        for (key, value) in result.provenance.iter().flat_map(|given| provenance::lines(given, run))
        {
            sheet.row(&[key, &value])?;
        }
        for (status, markers) in immunotherapy::lines(result.immunotherapy) {
            sheet.row(&[&format!("immunotherapy_{}", status.name()), &markers])?;
        }
        sheet.add_to(&mut book)?;
        out.write_all(&book.save_to_buffer().map_err(io::Error::other)?)
    }
}

/// A sheet in writing. It takes the lines of a TSV, without their header.
struct Sheet {
    sheet: Worksheet,
    columns: Vec<Column>,
    row: u32,
    /// A line that has not ended yet.
    line: Vec<u8>,
}

struct Column {
    is_number: bool,
    width: usize,
}

impl Sheet {
    fn new(name: &str, columns: &[&str]) -> io::Result<Self> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name).map_err(io::Error::other)?;
        let bold = Style::new().set_bold();
        for (at, name) in (0u16..).zip(columns) {
            sheet.write_string_with_format(0, at, *name, &bold).map_err(io::Error::other)?;
        }
        sheet.set_freeze_panes(1, 0).map_err(io::Error::other)?;
        let column =
            |name: &&str| Column { is_number: NUMBERS.contains(name), width: name.len() + 3 };
        let columns = columns.iter().map(column).collect();
        Ok(Self { sheet, columns, row: 0, line: Vec::new() })
    }

    fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        self.row += 1;
        let row = self.row;
        for ((at, cell), column) in (0u16..).zip(cells).zip(&mut self.columns) {
            if cell.is_empty() {
                continue;
            }
            if row <= MEASURED {
                column.width = column.width.max(cell.chars().count().min(WIDEST));
            }
            let number = cell.parse::<f64>().ok().filter(|n| column.is_number && n.is_finite());
            let written = match number {
                Some(number) => self.sheet.write_number(row, at, number),
                None => self.sheet.write_string(row, at, fitting(cell)),
            };
            written.map_err(full)?;
        }
        Ok(())
    }

    fn add_to(mut self, book: &mut Workbook) -> io::Result<()> {
        let last = u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
        self.sheet.autofilter(0, 0, self.row, last).map_err(io::Error::other)?;
        for (at, column) in (0u16..).zip(&self.columns) {
            let width = column.width as f64;
            self.sheet.set_column_width(at, width).map_err(io::Error::other)?;
        }
        book.push_worksheet(self.sheet);
        Ok(())
    }
}

impl Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = bytes;
        while let Some(end) = memchr::memchr(b'\n', rest) {
            let mut line = std::mem::take(&mut self.line);
            line.extend_from_slice(&rest[..end]);
            let text = String::from_utf8_lossy(&line);
            self.row(&text.split('\t').collect::<Vec<_>>())?;
            rest = &rest[end + 1..];
        }
        self.line.extend_from_slice(rest);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Says what to do where a sheet holds no more.
fn full(error: XlsxError) -> io::Error {
    match error {
        XlsxError::RowColumnLimitError => io::Error::other(
            "more rows than a sheet holds (1,048,575): leave --all out, or write a TSV",
        ),
        other => io::Error::other(other),
    }
}

/// Cuts what is longer than a cell holds, and says so.
fn fitting(text: &str) -> String {
    const CUT: &str = " … (cut: the TSV has all of it)";
    if text.chars().map(char::len_utf16).sum::<usize>() <= LONGEST {
        return text.to_owned();
    }
    let mut room = LONGEST - CUT.chars().map(char::len_utf16).sum::<usize>();
    let fits = |c: &char| {
        let left = room.checked_sub(c.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    };
    text.chars().take_while(fits).collect::<String>() + CUT
}

/// The ranked findings, one line a regimen.
fn summary(book: &mut Workbook, result: &SampleResult<'_>) -> io::Result<()> {
    let columns = ["part", "finding", "level", "regimen", "if", "statement"];
    let mut sheet = Sheet::new("summary", &columns)?;
    let run = result.run;
    let plain = |text: &str| escaped(text, &[]).into_owned();
    let tumor = run.tumor.as_ref().map(|tumor| format!("{} ({})", tumor.name, tumor.id));
    let tumor = tumor.unwrap_or_else(|| "not given: levels are the sources' own".to_owned());
    sheet.row(&["sample", &plain(&run.sample_words())])?;
    sheet.row(&["tumour type", &plain(&tumor)])?;
    sheet.row(&["assembly", &plain(&run.assembly_words())])?;
    let summary = (result.summary)();
    let name = |at: usize| plain(&result.findings[at].0.name());
    let parts: [(&str, &[Entry]); 3] = [
        ("works in this tumour type", &summary.therapies),
        ("fails", &summary.resistances),
        ("works elsewhere, or by early evidence", &summary.elsewhere),
    ];
    for (part, entries) in parts {
        for entry in entries {
            for regimen in &entry.regimens {
                let conditions = plain(&regimen.conditions.join("; "));
                let (level, by) = (regimen.level.name(), plain(&regimen.by));
                let regimen = plain(&regimen.name);
                sheet.row(&[part, &name(entry.finding), level, &regimen, &conditions, &by])?;
            }
        }
    }
    for conflict in result.conflicts {
        for sentence in conflict.sentences().into_iter().flatten() {
            sheet.row(&["conflict", &plain(&sentence)])?;
        }
    }
    for confirmation in &summary.confirmations {
        sheet.row(&["to be confirmed", &name(confirmation.finding), "", confirmation.reason])?;
    }
    for driver in &summary.drivers {
        sheet.row(&["driver without a therapy", &name(*driver)])?;
    }
    let unknown = summary.unknown_significance.to_string();
    sheet.row(&["changes of unknown significance", &unknown])?;
    for warning in result.warnings {
        sheet.row(&["warning", &plain(&warning.to_string())])?;
    }
    if let Some(given) = result.provenance {
        sheet.row(&["disclaimer", given.disclaimer])?;
    }
    sheet.add_to(book)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_is_cut_and_says_so() {
        assert_eq!(fitting("short"), "short");
        let cut = fitting(&"é".repeat(40_000));
        assert_eq!(cut.chars().count(), LONGEST);
        assert!(cut.ends_with("has all of it)"));
        assert!(fitting(&"😀".repeat(20_000)).encode_utf16().count() <= LONGEST);
    }

    #[test]
    fn lines_may_come_in_parts() {
        let mut sheet = Sheet::new("x", &["a", "pos"]).unwrap();
        for part in [&b"=1+1\t5\n"[..], b"b\t", b"6\nc", b"\t7\n"] {
            sheet.write_all(part).unwrap();
        }
        assert_eq!((sheet.row, sheet.line.len()), (3, 0));
    }
}
