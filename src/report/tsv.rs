//! TSV: provenance lines, one header line, rows. UTF-8, tab, LF; an empty cell is not applicable.

use std::fmt;
use std::io::{self, Write};

use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::{Finding, GeneContext, VariantView};

use super::column::CellText;
use super::format::{Format, PlainVariants, SampleResult};
use super::{immunotherapy, provenance};

/// The rows of one layout.
pub trait Layout: Sync {
    /// Returns the column names.
    fn columns(&self) -> Vec<&'static str>;

    /// Appends the rows of one finding to `out`, each ending in LF.
    fn finding(&self, sample: &str, finding: &Finding, out: &mut Vec<u8>);

    /// Appends the row of a variant without a finding, where the layout has one. Where the variant
    /// lies in a gene, the row has its consequence there and what is known of the gene.
    fn plain(
        &self,
        sample: &str,
        variant: VariantView<'_>,
        located: Option<(&TranscriptConsequence, &GeneContext)>,
        out: &mut Vec<u8>,
    );
}

/// TSV with the rows of one layout.
#[derive(Clone, Copy)]
pub struct Tsv<'l> {
    /// The rows.
    pub layout: &'l dyn Layout,
}

impl Format for Tsv<'_> {
    fn plain(
        &self,
        sample: &str,
        variant: VariantView<'_>,
        place: Option<(&TranscriptConsequence, &GeneContext)>,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        self.layout.plain(sample, variant, place, out);
        Ok(())
    }

    /// Writes provenance lines, the header line, then findings and plain rows in input order. Findings in
    /// another order come before all plain rows.
    fn write(
        &self,
        out: &mut dyn Write,
        result: &SampleResult<'_>,
        plain: &mut dyn PlainVariants,
    ) -> io::Result<()> {
        let SampleResult { run, provenance, findings, order, immunotherapy, .. } = result;
        provenance::write(out, *provenance, run)?;
        let markers = provenance.iter().flat_map(|_| immunotherapy::lines(immunotherapy));
        for (status, markers) in markers {
            let markers = provenance::plain(&markers);
            writeln!(out, "## immunotherapy_{}: {markers}", status.name())?;
        }
        writeln!(out, "{}", self.layout.columns().join("\t"))?;
        let mut text = Vec::new();
        let input_order = (0..findings.len()).filter(|_| order.is_none());
        for index in order.unwrap_or_default().iter().copied().chain(input_order) {
            if order.is_none() {
                plain.copy_before(index, out)?;
            }
            let (finding, is_reported) = &findings[index];
            text.clear();
            if *is_reported {
                self.layout.finding(&run.sample, finding, &mut text);
            } else if run.settings.all {
                let place = Some((&finding.consequence, &finding.gene));
                self.layout.plain(&run.sample, finding.variant.view(), place, &mut text);
            }
            out.write_all(&text)?;
        }
        plain.copy_before(findings.len(), out)
    }
}

/// Appends a cell for each of `columns`, with tabs between them.
pub(super) fn cells<C>(
    columns: impl IntoIterator<Item = C>,
    out: &mut Vec<u8>,
    write: impl Fn(C, &mut CellText<'_>) -> fmt::Result,
) {
    for (index, column) in columns.into_iter().enumerate() {
        if index > 0 {
            out.push(b'\t');
        }
        // A cell is written to memory, which does not fail.
        let _ = write(column, &mut CellText(out));
    }
}
