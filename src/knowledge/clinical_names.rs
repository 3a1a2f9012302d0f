//! What clinicians call genes: names that are no symbol, and families of which one must be named.
//!
//! A name here stands before an alias of the gene table, which may be another gene's in the clinic
//! (`ER` is an alias of EREG, `H3` of FGFR1).

/// Names with the gene they mean, in capitals and without punctuation.
const GENES: [(&str, &str); 28] = [
    ("BETACATENIN", "CTNNB1"),
    ("CKIT", "KIT"),
    ("CLAUDIN18", "CLDN18"),
    ("CMET", "MET"),
    ("CMYC", "MYC"),
    ("CYCLIND1", "CCND1"),
    ("ECADHERIN", "CDH1"),
    ("ER", "ESR1"),
    ("ERALPHA", "ESR1"),
    ("FRALPHA", "FOLR1"),
    ("HER1", "EGFR"),
    ("HER2", "ERBB2"),
    ("HER2NEU", "ERBB2"),
    ("HER3", "ERBB3"),
    ("HER4", "ERBB4"),
    ("INI1", "SMARCB1"),
    ("NECTIN4", "NECTIN4"),
    ("NMYC", "MYCN"),
    ("P16", "CDKN2A"),
    ("P14ARF", "CDKN2A"),
    ("P53", "TP53"),
    ("PD1", "PDCD1"),
    ("PDL1", "CD274"),
    ("PDL2", "PDCD1LG2"),
    ("PR", "PGR"),
    ("PGR", "PGR"),
    ("RB", "RB1"),
    ("TRKA", "NTRK1"),
];

/// A name that several genes share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// The name, in capitals and without punctuation.
    pub name: &'static str,
    /// Its genes.
    pub members: &'static [&'static str],
    /// The one that a change of a residue means, unless another is named.
    pub usual: Option<&'static str>,
}

const fn family(name: &'static str, members: &'static [&'static str]) -> Family {
    Family { name, members, usual: None }
}

/// Families. `RAS` is KRAS and NRAS, as labels of EGFR antibodies say it.
const FAMILIES: [Family; 25] = [
    family("AKT", &["AKT1", "AKT2", "AKT3"]),
    family("BRCA", &["BRCA1", "BRCA2"]),
    family("BRCA12", &["BRCA1", "BRCA2"]),
    family("CDK46", &["CDK4", "CDK6"]),
    family("ERK", &["MAPK1", "MAPK3"]),
    family("FGFR", &["FGFR1", "FGFR2", "FGFR3", "FGFR4"]),
    Family { name: "H3", members: &["H3-3A", "H3-3B", "H3C2", "H3C3"], usual: Some("H3-3A") },
    Family { name: "H31", members: &["H3C2", "H3C3"], usual: Some("H3C2") },
    Family { name: "H33", members: &["H3-3A", "H3-3B"], usual: Some("H3-3A") },
    family("HER", &["EGFR", "ERBB2", "ERBB3", "ERBB4"]),
    family("IDH", &["IDH1", "IDH2"]),
    family("IDH12", &["IDH1", "IDH2"]),
    family("JAK", &["JAK1", "JAK2", "JAK3"]),
    family("MEK", &["MAP2K1", "MAP2K2"]),
    family("MEK12", &["MAP2K1", "MAP2K2"]),
    family("NTRK", &["NTRK1", "NTRK2", "NTRK3"]),
    family("PDGFR", &["PDGFRA", "PDGFRB"]),
    family("PI3K", &["PIK3CA", "PIK3CB", "PIK3R1"]),
    family("RAF", &["BRAF", "RAF1", "ARAF"]),
    family("RAS", &["KRAS", "NRAS"]),
    family("SDH", &["SDHA", "SDHB", "SDHC", "SDHD"]),
    family("SSX", &["SSX1", "SSX2", "SSX4"]),
    family("TRK", &["NTRK1", "NTRK2", "NTRK3"]),
    family("TSC", &["TSC1", "TSC2"]),
    family("VEGFR", &["FLT1", "KDR", "FLT4"]),
];

/// Returns the gene that clinicians call `name`.
pub fn gene(name: &str) -> Option<&'static str> {
    let key = key(name);
    GENES.iter().find(|(known, _)| *known == key).map(|(_, symbol)| *symbol)
}

/// Returns the family that is called `name`.
pub fn family_of(name: &str) -> Option<&'static Family> {
    let key = key(name);
    FAMILIES.iter().find(|family| family.name == key)
}

/// Letters and digits of a name, in capitals.
fn key(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::genes::Genes;

    #[test]
    fn names_mean_genes_that_exist() {
        let symbol = |name: &str| Genes::embedded().get(name).map(|gene| gene.symbol);
        for (_, gene) in GENES {
            assert!(symbol(gene) == Some(gene) || crate::genome::spans::is_gene(gene), "{gene}");
        }
        for family in FAMILIES {
            for gene in family.members {
                assert_eq!(symbol(gene), Some(*gene), "{}", family.name);
            }
        }
    }

    #[test]
    fn spelling_does_not_matter() {
        for name in ["HER2", "her-2", "HER2/neu", "Her2 neu"] {
            assert_eq!(gene(name), Some("ERBB2"), "{name}");
        }
        assert_eq!(gene("ER"), Some("ESR1"));
        assert_eq!(gene("EREG"), None);
        assert_eq!(family_of("h3").and_then(|family| family.usual), Some("H3-3A"));
        assert_eq!(family_of("CDK4/6").map(|family| family.members.len()), Some(2));
    }
}
