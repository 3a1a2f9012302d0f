//! `explain`: what a query names, with everything that is known of it.

use crate::error::{Error, Result};
use crate::model::assembly::Assembly;
use crate::model::biomarkers::GeneBiomarkers;
use crate::model::conclusion::Conflict;
use crate::model::evaluation::{AssessedGene, EvaluatedProfile};
use crate::model::finding::Finding;
use crate::model::immunotherapy::{ImmuneMarker, MarkerStatus};
use crate::model::stated_fact::StatedFact;
use crate::model::tumor_type::TumorType;

use crate::matching::vocabulary::Vocabulary;
use crate::observe::named;
use crate::observe::observed::Observed;
use crate::observe::query::{Asked, Query};
use crate::sample::assessed::Assessed;
use crate::sample::evaluate::Judged;
use crate::sample::judge::Sample;
use crate::sample::knowledge::{self, Knowledge};

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
    /// Combinations and negations of which the query names a part.
    pub profiles: Vec<EvaluatedProfile<'k>>,
    /// What one finding makes work and another makes fail.
    pub conflicts: Vec<Conflict>,
    /// What of it bears on immune-checkpoint therapy.
    pub immunotherapy: Vec<ImmuneMarker>,
    /// What is known of genes of which no change is named.
    pub genes: Vec<GeneBiomarkers<'k>>,
    /// The tumour type as resolved.
    pub tumor: Option<TumorType>,
    /// The assembly of genomic coordinates.
    pub assembly: Assembly,
    /// How it was decided.
    pub assembly_reason: String,
    /// How the query was read, and what could not be told.
    pub notes: Vec<String>,
}

/// Explains what a query names: one variant, or several of one sample.
///
/// # Errors
/// [`crate::Error::Usage`] where the query is not understood or names something that does not exist.
pub fn run<'k>(options: &Options, knowledge: &'k Knowledge) -> Result<Explanation<'k>> {
    let tumor = options.tumor_type.as_deref().map(knowledge::tumor_type).transpose()?;
    let store = knowledge.transcripts();
    let vocabulary = Vocabulary { table: knowledge.evidence(), store, ..Vocabulary::embedded() };
    let query = Query::parse(&options.query, vocabulary)?;
    let mut notes = query.notes.clone();
    notes.extend(options.facts.iter().map(|fact| format!("stated: {fact}")));
    if let (Some(stated), Some(named)) = (options.assembly, query.assembly)
        && stated != named
    {
        return Err(Error::Usage(format!(
            "{} is a position of {named}, and --assembly says {stated}: leave it out",
            options.query
        )));
    }
    let mut assembly = options.assembly.or(query.assembly);
    let mut reason = "stated";
    for asked in &query.parts {
        if assembly.is_none() {
            assembly = named::assembly_of(store, asked, &mut notes)?;
            reason = "by its REF bases";
        }
    }
    let (assembly, reason) = match assembly {
        Some(assembly) => (assembly, reason),
        None => (Assembly::GRCh38, "of names that are no positions"),
    };
    store.confirm_reference(assembly)?;
    let matcher = knowledge.matcher(assembly, store);
    let candidates = named::all(&query, &matcher, &mut notes)?;
    let judge = knowledge.judge(tumor.as_ref());
    let wild: Vec<AssessedGene> = query.wild_types().map(AssessedGene::whole).collect();
    let assessed = Assessed::from_genes(store, assembly, &wild);
    let observed = Observed { candidates, ..Observed::default() };
    let Judged { findings, profiles, conflicts, mut immunotherapy, .. } =
        Sample::new(observed, Vec::new())
            .with_stated(options.facts.clone())
            .judge(&assessed, &matcher, &judge);
    let genes = query.parts.iter().filter_map(|asked| match asked {
        Asked::Gene(gene) => Some(vocabulary.biomarkers(gene)),
        _ => None,
    });
    let genes = genes.collect();
    // Of all that a query does not name nothing can be said.
    immunotherapy.retain(|marker| marker.status == MarkerStatus::Present);
    let assembly_reason = reason.to_owned();
    Ok(Explanation {
        findings,
        profiles,
        conflicts,
        immunotherapy,
        genes,
        tumor,
        assembly,
        assembly_reason,
        notes,
    })
}
