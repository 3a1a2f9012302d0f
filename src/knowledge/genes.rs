//! Genes: role in cancer and family, by symbol or alias.
//!
//! Found by binary search in the sorted text: no row but the one asked for is read.

use super::sorted_text::Sorted;
use crate::cells::cells;
use crate::model::gene::{GeneFamily, GeneRole};

pub(crate) static TABLE: &str = include_str!("../../data/generated/genes.tsv");

/// One gene, borrowed from the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gene<'t> {
    /// Current HGNC symbol.
    pub symbol: &'t str,
    /// `HGNC:1097`.
    pub hgnc_id: &'t str,
    /// Role in cancer.
    pub role: GeneRole,
    /// What the role rests on: `intogen`, `curated`, or empty.
    pub role_basis: &'t str,
    /// Family.
    pub family: GeneFamily,
    /// KinHub's kinase group (`TKL`); empty for other proteins.
    pub kinase_group: &'t str,
    /// KinHub's kinase family (`RAF`); empty for other proteins.
    pub kinase_family: &'t str,
}

/// The gene table.
#[derive(Debug, Clone, Copy)]
pub struct Genes<'t> {
    table: &'t Sorted,
}

impl Genes<'static> {
    /// Returns the table that comes with theravar. It is read only when a gene is looked up.
    pub fn embedded() -> Self {
        static ROWS: Sorted = Sorted::new(TABLE);
        Self { table: &ROWS }
    }
}

impl<'t> Genes<'t> {
    /// Returns the gene of a symbol or an unambiguous alias, as written or in upper case.
    pub fn get(&self, name: &str) -> Option<Gene<'t>> {
        self.row(name).or_else(|| {
            let upper = name.to_ascii_uppercase();
            if upper == name { None } else { self.row(&upper) }
        })
    }

    /// Returns whether the gene is a tumour suppressor.
    pub fn is_suppressor(&self, name: &str) -> bool {
        self.get(name).is_some_and(|gene| gene.role.is_suppressor())
    }

    fn row(&self, key: &str) -> Option<Gene<'t>> {
        let line = self.table.rows(key).next()?;
        let mut fields = cells(line).skip(1);
        let mut next = || fields.next().unwrap_or_default();
        let symbol = next();
        if symbol != key {
            return self.row(symbol);
        }
        Some(Gene {
            symbol,
            hgnc_id: next(),
            role: GeneRole::parse(next()).unwrap_or_default(),
            role_basis: next(),
            family: GeneFamily::parse(next()).unwrap_or_default(),
            kinase_group: next(),
            kinase_family: next(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::sorted_text;

    #[test]
    fn roles_and_families() {
        use GeneFamily::*;
        use GeneRole::*;
        for (name, symbol, role, family) in [
            ("BRAF", "BRAF", Oncogene, Kinase),
            ("EGFR", "EGFR", Oncogene, ReceptorTyrosineKinase),
            ("HER2", "ERBB2", Oncogene, ReceptorTyrosineKinase),
            ("ROS1", "ROS1", Oncogene, ReceptorTyrosineKinase),
            ("ABL1", "ABL1", Oncogene, Kinase),
            ("JAK2", "JAK2", Oncogene, Kinase),
            ("CDK4", "CDK4", Oncogene, Kinase),
            ("CCND1", "CCND1", Oncogene, Other),
            ("BRCA1", "BRCA1", TumorSuppressor, Other),
            ("BARD1", "BARD1", TumorSuppressor, Other),
            ("TP53", "TP53", TumorSuppressor, Other),
            ("PTEN", "PTEN", TumorSuppressor, Other),
            ("NOTCH1", "NOTCH1", Both, Receptor),
            ("PDCD1", "PDCD1", Unknown, ImmuneCheckpoint),
            ("PD-L1", "CD274", Unknown, ImmuneCheckpoint),
            ("AR", "AR", Oncogene, Receptor),
            ("MLL", "KMT2A", Oncogene, Other),
            ("DPYD", "DPYD", Unknown, Other),
        ] {
            let gene = Genes::embedded().get(name).unwrap_or_else(|| panic!("{name}"));
            assert_eq!((gene.symbol, gene.role, gene.family), (symbol, role, family), "{name}");
        }
        assert_eq!(Genes::embedded().get("braf").map(|gene| gene.hgnc_id), Some("HGNC:1097"));
        let raf = Genes::embedded().get("BRAF").unwrap();
        assert_eq!((raf.kinase_group, raf.kinase_family), ("TKL", "RAF"));
        assert_eq!(Genes::embedded().get("NOSUCHGENE"), None);
    }

    #[test]
    fn embedded_table_is_sorted_and_every_alias_leads_to_a_gene() {
        let keys: Vec<&str> = sorted_text::body(TABLE)
            .lines()
            .map(|line| line.split('\t').next().unwrap_or_default())
            .collect();
        assert!(keys.len() > 1_500 && keys.is_sorted_by(|a, b| a < b));
        for key in keys {
            assert!(Genes::embedded().get(key).is_some(), "{key}");
        }
    }
}
