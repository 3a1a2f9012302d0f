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

impl<'f> PlainRows<'f> {
    /// Creates rows of `formats` for the sample of this name.
    pub fn new(formats: &'f [&'f dyn Format], sample: &str) -> Self {
        Self { formats, sample: sample.into(), contexts: RwLock::default() }
    }

    /// Returns what is known of `gene`.
    pub(crate) fn context(&self, genes: Genes<'_>, gene: &GeneName) -> Arc<GeneContext> {
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
