//! Clonal haematopoiesis (CHIP): changes of a published whitelist that may come from blood cells.

use super::sorted_text::Sorted;
use crate::cells::cells;
use crate::model::consequence::{Term, Terms};

pub(crate) static TABLE: &str = include_str!("../../data/generated/chip.tsv");

static ROWS: Sorted = Sorted::new(TABLE);

/// Returns whether a change is on the whitelist. `gene` is an HGNC symbol, `protein_change` the
/// one-letter short form (`R882H`), `terms` those of the consequence. A truncating change needs no
/// `protein_change`.
pub fn matches(gene: &str, protein_change: &str, terms: Terms) -> bool {
    let missense = terms.has(Term::Missense);
    ROWS.rows(gene).any(|row| {
        let mut fields = cells(row).skip(1);
        let kind = fields.next().unwrap_or_default();
        let change = fields.next().unwrap_or_default();
        match kind {
            "truncating" => terms.any(&[Term::StopGained, Term::Frameshift]),
            "splice" => terms.any(&[Term::SpliceAcceptor, Term::SpliceDonor]),
            "missense" => missense && change == protein_change,
            "missense_range" => {
                missense && residue(protein_change).is_some_and(|number| within(change, number))
            }
            _ => false,
        }
    })
}

/// Genes of repair that open PARP inhibitors, and how many of their changes in plasma came from blood cells, of 16,812 patients
/// (DOI:10.1158/1078-0432.CCR-24-3335). In prostate cancer such changes were in one of ten men, most often in ATM
/// (JAMA Oncol 2020, fullarticle 2772786).
const OF_REPAIR: [(&str, &str); 4] = [
    (
        "ATM",
        "20 % of the changes of ATM in plasma were of blood cells (DOI:10.1158/1078-0432.CCR-24-3335)",
    ),
    (
        "BRCA1",
        "27 % of the changes of BRCA1 in plasma were of blood cells (DOI:10.1158/1078-0432.CCR-24-3335)",
    ),
    (
        "BRCA2",
        "39 % of the changes of BRCA2 in plasma were of blood cells (DOI:10.1158/1078-0432.CCR-24-3335)",
    ),
    (
        "CHEK2",
        "38 % of the changes of CHEK2 in plasma were of blood cells (DOI:10.1158/1078-0432.CCR-24-3335)",
    ),
];

/// Returns what is known of the changes of a gene of repair in plasma, which the list does not have.
pub fn in_plasma(gene: &str) -> Option<&'static str> {
    OF_REPAIR.iter().find(|(known, _)| *known == gene).map(|(_, known)| *known)
}

/// Returns the number of a change's first residue: 882 of `R882H`.
fn residue(change: &str) -> Option<u32> {
    let digits = change.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

/// Returns whether a range such as `381-421` holds the number. Both ends are included.
fn within(range: &str, number: u32) -> bool {
    let Some((first, last)) = range.split_once('-') else { return false };
    let (Ok(first), Ok(last)) = (first.parse::<u32>(), last.parse::<u32>()) else { return false };
    (first..=last).contains(&number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whitelist() {
        let missense = [Term::Missense];
        for (gene, change, terms, want) in [
            ("DNMT3A", "R882H", &missense[..], true),
            ("DNMT3A", "R882H", &[Term::Synonymous], false),
            ("DNMT3A", "R882*", &[Term::StopGained], true),
            ("DNMT3A", "", &[Term::SpliceDonor], true),
            ("DNMT3A", "", &[Term::SpliceRegion], false),
            ("DNMT3A", "A1B", &missense, false),
            ("TET2", "Q744fs", &[Term::Frameshift], true),
            ("TET2", "H1881R", &missense, true),
            ("TET2", "I1762V", &missense, false),
            ("ASXL1", "G646Wfs*12", &[Term::Frameshift], true),
            ("JAK2", "V617F", &missense, true),
            ("JAK2", "R564L", &missense, false),
            ("JAK2", "", &[Term::StopGained], false),
            ("CBL", "C384Y", &missense, true),
            ("CBL", "C380Y", &missense, false),
            ("PPM1D", "R458*", &[Term::StopGained], true),
            ("KMT2D", "Q1*", &[Term::StopGained], true),
            ("SF3B1", "K700E", &missense, true),
            ("EGFR", "L858R", &missense, false),
            ("", "", &missense, false),
        ] {
            let terms: Terms = terms.iter().copied().collect();
            assert_eq!(matches(gene, change, terms), want, "{gene} {change}");
        }
    }
}
