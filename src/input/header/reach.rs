//! Whether records may reach places other than their own.

use super::{Fields, Header};

/// Keys of INFO that only structural variants have.
const STRUCTURAL: [&str; 8] =
    ["SVTYPE", "SVLEN", "SVCLAIM", "MATEID", "CHR2", "PARID", "BND_DEPTH", "SVINSSEQ"];

impl Header {
    /// Returns whether the header declares structural variants: symbolic alleles other than the
    /// unspecified one, or keys that only they have. VCF 4.5 §1.4.5 and §1.4.2 ask callers to
    /// declare both.
    ///
    /// A record of such a file matters wherever it lies, since its other end may lie anywhere.
    pub(crate) fn declares_structural_variants(&self) -> bool {
        let is_symbolic = |value: &str| {
            let fields = Fields::parse(value);
            !matches!(fields.get("ID"), Some("NON_REF" | "*" | "X"))
        };
        self.meta("ALT").any(is_symbolic) || STRUCTURAL.iter().any(|key| self.info(key).is_some())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn declarations() {
        for (line, want) in [
            ("##INFO=<ID=DP,Number=1,Type=Integer,Description=\"x\">", false),
            ("##INFO=<ID=END,Number=1,Type=Integer,Description=\"x\">", false),
            ("##INFO=<ID=SVTYPE,Number=1,Type=String,Description=\"x\">", true),
            ("##INFO=<ID=MATEID,Number=.,Type=String,Description=\"x\">", true),
            ("##ALT=<ID=NON_REF,Description=\"x\">", false),
            ("##ALT=<ID=*,Description=\"x\">", false),
            ("##ALT=<ID=DEL,Description=\"x\">", true),
            ("##ALT=<ID=INS:ME:ALU,Description=\"x\">", true),
        ] {
            let text = format!(
                "##fileformat=VCFv4.2\n{line}\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
            );
            let header = Header::parse(text.as_bytes(), Path::new("x"), true).unwrap().unwrap();
            assert_eq!(header.declares_structural_variants(), want, "{line}");
        }
    }
}
