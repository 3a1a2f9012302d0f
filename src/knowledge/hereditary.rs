//! Genes of hereditary cancer, and in which tumours a change of them is followed up in normal tissue
//! (ESMO Precision Medicine Working Group, PMID 36529447 and 31050713).

use super::sorted_text::Sorted;
use crate::cells::cells;

pub(crate) static TABLE: &str = include_str!("../../data/curated/hereditary_genes.tsv");

static ROWS: Sorted = Sorted::new(TABLE);

/// When a change of the gene is followed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowUp {
    /// Whatever the tumour.
    Always,
    /// In the tumours named.
    InTumors,
    /// Only in young patients, below 30.
    Young,
}

/// A gene of hereditary cancer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HereditaryGene {
    /// Whether it is the gain of function that is inherited.
    pub by_gain: bool,
    /// When it is followed up.
    pub follow_up: FollowUp,
    /// Ids of the tumours, joined by semicolons.
    tumors: &'static str,
    /// The recommendation; ends in `unverified` where the row was not held against its full text.
    pub citation: &'static str,
}

impl HereditaryGene {
    /// Returns the ids of the tumours in which it is followed up.
    pub fn tumors(&self) -> impl Iterator<Item = &'static str> {
        self.tumors.split(';').filter(|id| !id.is_empty())
    }
}

/// Returns the row of `gene`.
pub fn of(gene: &str) -> Option<HereditaryGene> {
    let row = ROWS.rows(gene).next()?;
    let mut cells = cells(row).skip(1);
    let by_gain = cells.next()? == "gain";
    let follow_up = match cells.next()? {
        "always" => FollowUp::Always,
        "tumor" => FollowUp::InTumors,
        _ => FollowUp::Young,
    };
    Some(HereditaryGene { by_gain, follow_up, tumors: cells.next()?, citation: cells.next()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::genes::Genes;
    use crate::knowledge::ontology::Ontology;
    use crate::knowledge::sorted_text;

    #[test]
    fn rows_are_sorted_and_name_genes_and_tumors() {
        let rows: Vec<&str> = sorted_text::body(TABLE).lines().collect();
        let genes: Vec<&str> = rows.iter().map(|row| cells(row).next().unwrap()).collect();
        assert!(genes.is_sorted() && genes.len() > 30, "{}", genes.len());
        for gene in genes {
            assert!(Genes::embedded().get(gene).is_some(), "{gene}");
            let row = of(gene).unwrap();
            assert_eq!(
                row.tumors().next().is_some(),
                row.follow_up == FollowUp::InTumors,
                "{gene}"
            );
            for id in row.tumors() {
                assert!(Ontology::embedded().canonical_id(id).is_some(), "{gene}: {id}");
            }
            assert!(row.citation.starts_with("PMID:"), "{gene}");
        }
        assert_eq!(of("KRAS"), None);
    }

    /// The seven that the recommendation of 2023 names for any tumour.
    #[test]
    fn always_followed_up() {
        let always = sorted_text::body(TABLE).lines().filter_map(|row| cells(row).next());
        let always: Vec<&str> = always
            .filter(|gene| of(gene).is_some_and(|row| row.follow_up == FollowUp::Always))
            .collect();
        assert_eq!(always, ["BRCA1", "BRCA2", "MLH1", "MSH2", "MSH6", "PALB2", "RET"]);
    }
}
