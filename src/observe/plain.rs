//! Rows of variants without a finding, which `--all` wants. Each worker writes its own.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::interpret::finding::context;
use crate::knowledge::genes::Genes;
use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::GeneContext;
use crate::model::gene_name::GeneName;
use crate::observe::allele::Allele;
use crate::observe::out::Out;
use crate::observe::worker::Worker;
use crate::report::format::Format;

/// How such rows are written.
pub struct PlainRows<'f> {
    format: &'f dyn Format,
    sample: Box<str>,
    /// What is known of the genes met so far: a genome's records lie in the same ones again and again.
    contexts: RwLock<HashMap<GeneName, Arc<GeneContext>>>,
}

impl<'f> PlainRows<'f> {
    /// Creates rows of `format` for the sample of this name.
    pub fn new(format: &'f dyn Format, sample: &str) -> Self {
        Self { format, sample: sample.into(), contexts: RwLock::default() }
    }

    fn context(&self, genes: Genes<'_>, gene: &GeneName) -> Arc<GeneContext> {
        let known = self.contexts.read().unwrap_or_else(PoisonError::into_inner).get(gene).cloned();
        known.unwrap_or_else(|| {
            let made = Arc::new(context(genes, gene));
            let mut contexts = self.contexts.write().unwrap_or_else(PoisonError::into_inner);
            contexts.insert(gene.clone(), made.clone());
            made
        })
    }
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
