//! Rows of variants without a finding, which `--all` wants. Each worker writes its own.

use crate::model::consequence::TranscriptConsequence;
use crate::observe::allele::Allele;
use crate::observe::out::Out;
use crate::observe::worker::Worker;

impl<'k> Worker<'k> {
    /// Writes the row of an allele without a finding, behind the rows just before it, if such rows are wanted.
    pub(crate) fn plain(
        &self,
        allele: &Allele<'_>,
        consequence: Option<&TranscriptConsequence>,
        out: &mut Vec<Out<'k>>,
    ) {
        let Some(rows_of) = &self.rows else { return };
        let place = consequence.map(|consequence| {
            (consequence, rows_of.context(self.matcher.genes, &consequence.gene))
        });
        let place = place.as_ref().map(|(consequence, gene)| (*consequence, &**gene));
        if !matches!(out.last(), Some(Out::Plain(_))) {
            out.push(Out::Plain(Vec::new()));
        }
        let Some(Out::Plain(rows)) = out.last_mut() else { return };
        let variant = allele.observed();
        if let Err(error) = rows_of.format.plain(&rows_of.sample, &variant, place, rows) {
            out.push(Out::Unwritten(error));
        }
    }
}
