//! Residues that GRCh37 codes differently from the embedded bases, which are those of GRCh38. There
//! a right GRCh37 record has another REF.

use crate::model::assembly::Assembly;

/// Gene and residue.
const OF_GRCH37: [(&str, u32); 9] = [
    ("ASXL1", 815),
    ("ATM", 1983),
    ("ATRX", 929),
    ("AURKA", 57),
    ("AXL", 266),
    ("BCORL1", 111),
    ("CIITA", 174),
    ("DPYD", 29),
    ("MST1R", 1195),
];

/// Returns whether codons `first` to `last` of `gene` hold a residue that the assemblies code
/// differently.
pub fn is_known(gene: &str, (first, last): (u32, u32), assembly: Assembly) -> bool {
    assembly == Assembly::GRCh37
        && OF_GRCH37.iter().any(|&(known, at)| known == gene && first <= at && at <= last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_grch37_only() {
        assert!(is_known("ATM", (1983, 1983), Assembly::GRCh37));
        assert!(is_known("ATM", (1980, 1990), Assembly::GRCh37));
        assert!(!is_known("ATM", (1984, 1984), Assembly::GRCh37));
        assert!(!is_known("ATM", (1983, 1983), Assembly::GRCh38));
    }
}
