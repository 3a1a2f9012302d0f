//! Values as people and scripts read them in a cell.

use std::collections::BTreeSet;

use crate::model::conclusion::{RankedRegimen, Regimens};
use crate::model::finding::{GeneContext, Process};

/// Joined by `;`, each value once, in first-seen order.
pub fn joined<'t>(values: impl Iterator<Item = &'t str>) -> String {
    unique(values).join(";")
}

/// Each value once, in first-seen order, without empty ones.
pub fn unique<'t>(values: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut seen = BTreeSet::new();
    values.filter(|value| !value.is_empty() && seen.insert(*value)).collect()
}

/// An allele fraction with at most four decimals.
pub fn fraction(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Regimens with their levels, joined by `;`.
pub fn regimens(regimens: &[RankedRegimen]) -> String {
    regimens.iter().map(RankedRegimen::to_string).collect::<Vec<_>>().join(";")
}

/// Processes of tumour biology with their sources, research context:
/// `angiogenesis[WP1539,WP1993];wnt_signalling[WP428]`.
pub fn processes(gene: &GeneContext) -> String {
    let cell = |process: &Process| format!("{}[{}]", process.name, process.sources);
    gene.processes.iter().map(cell).collect::<Vec<_>>().join(";")
}

/// Immune-checkpoint regimens: `sensitive: Pembrolizumab [1];resistant: Nivolumab [R2]`.
pub fn immunotherapy(checkpoint: &Regimens) -> String {
    let sides = [("sensitive", &checkpoint.sensitive), ("resistant", &checkpoint.resistant)];
    sides
        .into_iter()
        .flat_map(|(word, regimens)| regimens.iter().map(move |r| format!("{word}: {r}")))
        .collect::<Vec<_>>()
        .join(";")
}
