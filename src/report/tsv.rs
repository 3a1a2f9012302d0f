//! TSV: provenance lines, one header line, rows. UTF-8, tab, LF; an empty cell is not applicable.

use std::io::{self, Write};

use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::{Finding, GeneContext, ObservedVariant};

use super::provenance::Provenance;

/// The rows of one layout.
pub trait Layout: Sync {
    /// Column names.
    fn columns(&self) -> Vec<&'static str>;

    /// Appends the rows of one finding to `out`, each ending in LF.
    fn finding(&self, sample: &str, finding: &Finding, out: &mut Vec<u8>);

    /// Appends the row of a variant without a finding, where the layout has one; with the
    /// consequence in a gene and what is known of that gene, where it lies in one.
    fn plain(
        &self,
        sample: &str,
        variant: &ObservedVariant,
        located: Option<(&TranscriptConsequence, &GeneContext)>,
        out: &mut Vec<u8>,
    );
}

/// Writes the provenance lines and the header line.
///
/// # Errors
/// What the writer returns.
pub fn write_head(
    out: &mut dyn Write,
    layout: &dyn Layout,
    provenance: Option<&Provenance>,
) -> io::Result<()> {
    for (key, value) in provenance.iter().flat_map(|p| p.entries()) {
        writeln!(out, "## {key}: {value}")?;
    }
    writeln!(out, "{}", layout.columns().join("\t"))
}

/// One row under construction.
pub(super) struct Row<'o> {
    out: &'o mut Vec<u8>,
    first: bool,
}

impl<'o> Row<'o> {
    pub(super) fn new(out: &'o mut Vec<u8>) -> Self {
        Self { out, first: true }
    }

    /// Appends one cell. Tabs and line breaks, which TSV cannot hold, become spaces.
    pub(super) fn cell(&mut self, text: &str) {
        if !self.first {
            self.out.push(b'\t');
        }
        self.first = false;
        self.out.extend(
            text.bytes().map(|b| if matches!(b, b'\t' | b'\n' | b'\r') { b' ' } else { b }),
        );
    }

    pub(super) fn end(self) {
        self.out.push(b'\n');
    }
}
