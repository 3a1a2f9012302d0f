//! How rows of variants without a finding are written.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::interpret::finding::context;
use crate::knowledge::genes::Genes;
use crate::model::finding::GeneContext;
use crate::model::gene_name::GeneName;
use crate::report::format::Format;

/// How such rows are written.
pub struct PlainRows<'f> {
    pub(crate) formats: &'f [&'f dyn Format],
    pub(crate) sample: Box<str>,
    /// What is known of the genes met so far: a genome's records lie in the same ones again and again.
    contexts: RwLock<HashMap<GeneName, Arc<GeneContext>>>,
}

/// The gene that one thread last asked about, and what is known of it.
#[derive(Debug, Default)]
pub(crate) struct LastContext(Option<(GeneName, Arc<GeneContext>)>);

impl<'f> PlainRows<'f> {
    /// Creates rows of `formats` for the sample of this name.
    pub fn new(formats: &'f [&'f dyn Format], sample: &str) -> Self {
        Self { formats, sample: sample.into(), contexts: RwLock::default() }
    }

    /// Returns what is known of `gene`, which may be the `last` one that was asked for.
    pub(crate) fn context<'l>(
        &self,
        genes: Genes<'_>,
        gene: &GeneName,
        last: &'l mut LastContext,
    ) -> &'l GeneContext {
        let known = last.0.take().filter(|(name, _)| name == gene);
        let known = known.unwrap_or_else(|| (gene.clone(), self.any_context(genes, gene)));
        &last.0.insert(known).1
    }

    fn any_context(&self, genes: Genes<'_>, gene: &GeneName) -> Arc<GeneContext> {
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
