//! What matters in a gene, before any change of it is known.

use super::evaluation::{EvaluatedProfile, Holds};

/// The biomarkers of one gene.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneBiomarkers<'k> {
    /// HGNC symbol.
    pub gene: String,
    /// Its profiles, those with the most statements first.
    pub biomarkers: Vec<Biomarker<'k>>,
}

/// A profile that knowledge speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Biomarker<'k> {
    /// In the source's words.
    pub profile: &'k str,
    /// How many statements are made on it.
    pub statements: usize,
    /// The regimens that these name, each once.
    pub regimens: Vec<String>,
}

impl<'k> GeneBiomarkers<'k> {
    /// Returns every profile as one that does not hold: no change is named that could meet it.
    pub fn unmet(&self) -> impl Iterator<Item = EvaluatedProfile<'k>> {
        self.biomarkers.iter().map(|biomarker| EvaluatedProfile {
            profile: biomarker.profile,
            holds: Holds::No(vec![format!("no change of {} is named", self.gene)]),
            met_by: Vec::new(),
        })
    }
}
