//! Rows of variants without a finding, which `--all` wants. Each worker writes its own.

use crate::model::consequence::TranscriptConsequence;
use crate::observe::allele::Allele;
use crate::observe::out::Out;
use crate::observe::plain_rows::LastContext;
use crate::observe::worker::Worker;

impl<'k> Worker<'k> {
    /// Writes the row of an allele without a finding, behind the rows just before it, if such rows are wanted.
    pub(crate) fn plain(
        &self,
        last: &mut LastContext,
        allele: &Allele<'_>,
        consequence: Option<&TranscriptConsequence>,
        out: &mut Vec<Out<'k>>,
    ) {
        let Some(rows_of) = &self.rows else { return };
        let place = consequence.map(|consequence| {
            (consequence, rows_of.context(self.matcher.genes, &consequence.gene, last))
        });
        // The rows of all formats stand together.
        let formats = rows_of.formats;
        if !matches!(out.last(), Some(Out::Plain(..))) {
            out.extend((0..formats.len()).map(|format| Out::Plain(format, Vec::new())));
        }
        let first = out.len() - formats.len();
        let unwritten = allele.viewed(|variant| {
            let mut unwritten = None;
            for (format, rows) in formats.iter().zip(&mut out[first..]) {
                let Out::Plain(_, rows) = rows else { continue };
                if let Err(error) = format.plain(&rows_of.sample, variant, place, rows) {
                    unwritten = Some(Out::Unwritten(error));
                }
            }
            unwritten
        });
        if let Some(unwritten) = unwritten {
            out.push(unwritten);
        }
    }
}
