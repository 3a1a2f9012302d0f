//! The table of ESCAT tiers by change, therapy and tumour.

use std::sync::LazyLock;

use super::sorted_text;
use crate::cells::{cells, lines};
use crate::model::escat::{EscatRow, EscatTier};

pub(crate) static TABLE: &str = include_str!("../../data/curated/escat.tsv");

/// Returns the rows of `gene`.
pub fn of(gene: &str) -> impl Iterator<Item = &'static EscatRow> {
    static ALL: LazyLock<Vec<EscatRow>> =
        LazyLock::new(|| lines(sorted_text::body(TABLE)).filter_map(row).collect());
    ALL.iter().filter(move |row| row.gene == gene)
}

fn row(line: &'static str) -> Option<EscatRow> {
    let cells: Vec<&'static str> = cells(line).collect();
    let &[gene, within, regimen, tumor, tier, similar, trial, citation] = cells.as_slice() else {
        return None;
    };
    let (tier, has_similar) = (EscatTier::parse(tier)?, similar == "yes");
    let (tumor, but) = tumor.split_once(" but ").unwrap_or((tumor, ""));
    Some(EscatRow { gene, within, regimen, tumor, but, tier, has_similar, trial, citation })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::knowledge::evidence::EvidenceTable;
    use crate::knowledge::ontology::Ontology;
    use crate::model::regimen;

    /// A row speaks of a regimen that some statement on the gene names, in words that such a statement has.
    #[test]
    fn every_row_can_be_met() {
        let table = EvidenceTable::embedded();
        let all: Vec<&EscatRow> = lines(sorted_text::body(TABLE))
            .map(|line| cells(line).next().unwrap())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .flat_map(of)
            .collect();
        assert_eq!(all.len(), lines(sorted_text::body(TABLE)).count());
        assert!(all.len() >= 60, "{}", all.len());
        let statements: Vec<(String, String)> = table
            .profiles()
            .iter()
            .flat_map(|entry| entry.evidence())
            .flat_map(|item| {
                let keys = regimen::regimens(&item).into_iter().map(|name| regimen::key(&name));
                keys.map(|key| (item.profile.to_owned(), key)).collect::<Vec<_>>()
            })
            .collect();
        let mut wrong = Vec::new();
        for row in all {
            let names = |profile: &str| {
                let has = |word: &str| {
                    profile.split(|c: char| !c.is_alphanumeric() && c != '-').any(|own| own == word)
                };
                has(row.gene)
                    && (row.within.is_empty()
                        || row.within.split('|').any(|word| profile.contains(word)))
            };
            let key = regimen::key(row.regimen);
            if !statements.iter().any(|(profile, own)| *own == key && names(profile)) {
                wrong.push(format!("{} {}: no statement", row.gene, row.regimen));
            }
            for id in [row.tumor, row.but].into_iter().filter(|id| !id.is_empty()) {
                if Ontology::embedded().canonical_id(id).is_none() {
                    wrong.push(format!("{id}: no tumor type"));
                }
            }
            if !row.citation.starts_with("PMID:") || row.trial.is_empty() {
                wrong.push(format!("{} {}: no trial", row.gene, row.regimen));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
