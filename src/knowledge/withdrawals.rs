//! Drugs, and indications of drugs, whose approval was withdrawn: a label that no longer stands gives no level, and
//! what others say of such a drug is no standard of care.

use std::sync::LazyLock;

use super::sorted_text;
use crate::cells::{cells, lines};
use crate::model::evidence::{Evidence, Interaction};

pub(super) static TABLE: &str = include_str!("../../data/curated/withdrawals.tsv");

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withdrawal {
    /// The drug, by the name of the table of therapies.
    pub drug: &'static str,
    /// The gene whose profiles it concerns; empty for all.
    gene: &'static str,
    /// The diseases that it concerns, joined by `;`; empty for all.
    disease_ids: &'static str,
    /// What happened, and when: `approval withdrawn 2024-05-16`.
    pub status: &'static str,
}

impl Withdrawal {
    fn concerns(&self, evidence: &Evidence<'_>) -> bool {
        let words = |text| str::split(text, |c: char| !c.is_ascii_alphanumeric() && c != '-');
        (self.gene.is_empty() || words(evidence.profile).any(|word| word == self.gene))
            && (self.disease_ids.is_empty()
                || self.disease_ids.split(';').any(|id| id == evidence.disease_id))
    }
}

/// Returns all rows.
pub fn all() -> &'static [Withdrawal] {
    static ALL: LazyLock<Vec<Withdrawal>> =
        LazyLock::new(|| lines(sorted_text::body(TABLE)).filter_map(row).collect());
    &ALL
}

fn row(line: &'static str) -> Option<Withdrawal> {
    let mut cells = cells(line);
    let (drug, gene) = (cells.next()?, cells.next()?);
    Some(Withdrawal { drug, gene, disease_ids: cells.next()?, status: cells.next()? })
}

/// Returns the withdrawal that a statement on sensitivity falls under, if any. Drugs given together
/// fall with one of them. Of drugs that replace each other all must be withdrawn.
pub fn of(evidence: &Evidence<'_>) -> Option<&'static Withdrawal> {
    let by_drug = |drug: &str| {
        let mut rows = all().iter();
        rows.find(|row| row.drug.eq_ignore_ascii_case(drug) && row.concerns(evidence))
    };
    let mut drugs = evidence.drugs().map(by_drug);
    match evidence.interaction {
        Interaction::Substitutes => {
            drugs.collect::<Option<Vec<_>>>().and_then(|all| all.first().copied())
        }
        _ => drugs.find_map(|row| row),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::ontology::Ontology;
    use crate::knowledge::schema::Row;
    use crate::knowledge::therapies::Therapies;

    fn status(
        profile: &str,
        disease_id: &str,
        therapies: &str,
        interaction: &str,
    ) -> Option<&'static str> {
        let line = format!(
            "G\t{profile}\tE\tCIViC\tX\t{disease_id}\t{therapies}\t{interaction}\tSupports\t\
             Sensitivity/Response\tA\tPMID:1\t\tfalse\t"
        );
        of(&Row::parse(&line).unwrap().evidence).map(|row| row.status)
    }

    #[test]
    fn by_drug_gene_and_disease() {
        let gone = Some("approval withdrawn 2024-07-15");
        assert_eq!(status("EGFR Exon 20 Insertion", "DOID:3908", "mobocertinib", ""), gone);
        assert_eq!(
            status("EGFR L858R", "DOID:3908", "Mobocertinib;Osimertinib", "Combination"),
            gone
        );
        assert_eq!(
            status("EGFR L858R", "DOID:3908", "Mobocertinib;Osimertinib", "Substitutes"),
            None
        );
        assert_eq!(status("EGFR L858R", "DOID:3908", "Osimertinib", ""), None);
        let removed = Some("indication removed 2024-01-19");
        assert_eq!(status("FGFR2::v Fusion", "DOID:2671", "Erdafitinib", ""), removed);
        assert_eq!(status("FGFR3 S249C", "DOID:2671", "Erdafitinib", ""), None);
        assert_eq!(status("FGFR2::v Fusion", "DOID:162", "Erdafitinib", ""), None);
    }

    #[test]
    fn every_row_names_what_the_tables_know() {
        assert!(all().len() > 4);
        for row in all() {
            let known = Therapies::embedded().get(row.drug).map(|therapy| therapy.name);
            assert_eq!(known, Some(row.drug));
            for id in row.disease_ids.split(';').filter(|id| !id.is_empty()) {
                assert!(Ontology::embedded().canonical_id(id).is_some(), "{id}");
            }
            assert!(row.status.ends_with(|c: char| c.is_ascii_digit()), "{row:?}");
        }
    }
}
