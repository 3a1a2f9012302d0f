//! `explain`: one variant by any of its names, with everything that is known of it.

use crate::error::Result;
use crate::genome::TranscriptStore;
use crate::model::assembly::Assembly;
use crate::model::finding::Finding;
use crate::model::stated_fact::StatedFact;
use crate::model::tumor_type::TumorType;

use super::knowledge::{self, Knowledge};
use crate::observe::named;
use crate::observe::observed::Observed;
use crate::observe::query::Query;
use crate::sample::assessed::Assessed;
use crate::sample::judge::Sample;

/// What to explain.
#[derive(Debug, Clone)]
pub struct Options {
    /// The variant.
    pub query: String,
    /// Tumour type as the user names it.
    pub tumor_type: Option<String>,
    /// What is stated of the sample beside the variant.
    pub facts: Vec<StatedFact>,
    /// Assembly of genomic coordinates; `None` tells it from REF.
    pub assembly: Option<Assembly>,
}

/// What is known.
#[derive(Debug, Clone)]
pub struct Explanation<'k> {
    /// One for each gene that the variant changes.
    pub findings: Vec<Finding<'k>>,
    /// The tumour type as resolved.
    pub tumor: Option<TumorType>,
    /// How the query was read, and what could not be told.
    pub notes: Vec<String>,
}

/// Explains one variant.
///
/// # Errors
/// [`Error::Usage`] where the query cannot be read or names something that does not exist.
pub fn run<'k>(options: &Options, knowledge: &'k Knowledge) -> Result<Explanation<'k>> {
    let tumor = options.tumor_type.as_deref().map(knowledge::tumor_type).transpose()?;
    let query = Query::parse(&options.query)?;
    let store = TranscriptStore::embedded();
    let mut notes: Vec<String> =
        options.facts.iter().map(|fact| format!("stated: {fact}")).collect();
    let assembly = match (&query, options.assembly) {
        (_, Some(assembly)) => assembly,
        (Query::Genomic { .. }, None) => named::assembly_of(store, &query, &mut notes)?,
        _ => Assembly::GRCh38,
    };
    let matcher = knowledge.matcher(assembly, store);
    let candidates = named::candidates(&query, &matcher, &mut notes)?;
    let judge = knowledge.judge(tumor.as_ref());
    let assessed = Assessed::nothing(store, assembly);
    let observed = Observed { candidates, ..Observed::default() };
    let sample = Sample::new(observed, Vec::new()).with_stated(options.facts.clone());
    let findings = sample.judge(&assessed, &matcher, &judge).findings;
    Ok(Explanation { findings, tumor, notes })
}
