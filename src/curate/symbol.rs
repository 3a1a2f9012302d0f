//! Symbols of genes as other sources write them.

use std::collections::BTreeMap;

use crate::diagnostics::listed;
use crate::genome::spans;
use crate::knowledge::genes::Genes;
use crate::knowledge::schema::draft::Draft;
use crate::model::evidence::Significance;

/// Returns why a table must not call a gene so: the symbol is a former one, or none.
pub(super) fn doubt(gene: &str) -> Option<String> {
    match Genes::embedded().get(gene) {
        Some(known) if known.symbol == gene => None,
        Some(known) => Some(format!("now {}", known.symbol)),
        None if spans::is_gene(gene) => None,
        None => Some("no such symbol".to_owned()),
    }
}

/// Returns the note of an import on genes that are not known by the symbol that the source has for them.
pub(super) fn note<'g>(genes: impl IntoIterator<Item = &'g str>) -> Option<String> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for gene in genes.into_iter().filter(|gene| !gene.is_empty()) {
        *counts.entry(gene).or_default() += 1;
    }
    let said =
        |(gene, count): (&str, u64)| Some(format!("{gene} ({}, {count} rows)", doubt(gene)?));
    let doubted: Vec<String> = counts.into_iter().filter_map(said).collect();
    (!doubted.is_empty()).then(|| {
        format!(
            "{} genes are not known by their symbol and meet nothing: {}",
            doubted.len(),
            listed(&doubted)
        )
    })
}

/// Returns what a user should know of statements: genes of no known symbol, effects of no therapy.
pub(super) fn notes_on(drafts: &[(String, Draft)]) -> impl Iterator<Item = String> {
    let genes = drafts.iter().flat_map(|(genes, _)| genes.split(';'));
    let has_effect = |draft: &Draft| draft.significance != Significance::NotApplicable;
    let without =
        drafts.iter().filter(|(_, draft)| draft.therapies.is_empty() && has_effect(draft)).count();
    let without = (without > 0).then(|| format!("{without} statements name no therapy"));
    note(genes).into_iter().chain(without)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_that_are_not_current_are_named_with_their_rows() {
        assert_eq!(note(["BRAF", "", "MIR21", "BRAF"]), None);
        assert_eq!(
            note(["BRAF", "H3F3A", "NOSUCH", "NOSUCH"]).unwrap(),
            "2 genes are not known by their symbol and meet nothing: H3F3A (now H3-3A, 1 rows), \
             NOSUCH (no such symbol, 2 rows)"
        );
    }
}
