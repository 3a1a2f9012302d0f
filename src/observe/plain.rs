//! Rows of variants without a finding, which `--all` wants. Each worker writes its own.

use crate::interpret::finding::context;
use crate::model::consequence::TranscriptConsequence;
use crate::observe::allele::Allele;
use crate::observe::out::Out;
use crate::observe::worker::Worker;
use crate::report::format::Format;

/// How such rows are written.
#[derive(Clone)]
pub struct PlainRows<'f> {
    /// The format of the output.
    pub format: &'f dyn Format,
    /// The sample's name.
    pub sample: Box<str>,
}

impl std::fmt::Debug for PlainRows<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PlainRows").field("sample", &self.sample).finish_non_exhaustive()
    }
}

impl<'k> Worker<'k> {
    /// Writes the row of an allele without a finding, behind the rows just before it, if such rows are wanted.
    pub(crate) fn plain(
        &self,
        allele: &Allele<'_>,
        consequence: Option<&TranscriptConsequence>,
        out: &mut Vec<Out<'k>>,
    ) {
        let Some(PlainRows { format, sample }) = &self.rows else { return };
        let place = consequence
            .map(|consequence| (consequence, context(self.matcher.genes, &consequence.gene)));
        let place = place.as_ref().map(|(consequence, gene)| (*consequence, gene));
        if !matches!(out.last(), Some(Out::Plain(_))) {
            out.push(Out::Plain(Vec::new()));
        }
        let Some(Out::Plain(rows)) = out.last_mut() else { return };
        if let Err(error) = format.plain(sample, &allele.observed(), place, rows) {
            out.push(Out::Unwritten(error));
        }
    }
}
