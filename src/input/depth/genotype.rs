//! What a GT value says of one allele (VCF 4.5 §1.6.2, GT).

use super::fields::parse_u32;

/// What the genotype says of one ALT allele.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stated {
    /// It contains the allele.
    Named,
    /// Every allele is known, and none is this one.
    OnlyOthers,
    /// `./.`, `.`, `0/.`: not fully called.
    Missing,
    /// No GT.
    NoGenotype,
}

/// Returns the alleles of a genotype in order, `None` for `.`.
///
/// Skips the phasing mark that may stand before the first allele since VCF 4.4 (`|0|1`).
pub(in crate::input) fn alleles(genotype: &[u8]) -> impl Iterator<Item = Option<u32>> {
    genotype
        .strip_prefix(b"/")
        .or_else(|| genotype.strip_prefix(b"|"))
        .unwrap_or(genotype)
        .split(|b| matches!(b, b'/' | b'|'))
        .map(parse_u32)
}

/// Returns what a genotype (`0|1`, `1/1`, `1`) says of ALT number `alt_index`.
pub(super) fn stated(genotype: &[u8], alt_index: usize) -> Stated {
    if genotype.is_empty() {
        return Stated::NoGenotype;
    }
    let mut all_known = true;
    for allele in alleles(genotype) {
        match allele {
            Some(number) if number as usize == alt_index => return Stated::Named,
            Some(_) => {}
            None => all_known = false,
        }
    }
    if all_known { Stated::OnlyOthers } else { Stated::Missing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genotypes() {
        for (genotype, alt, want) in [
            ("0/1", 1, Stated::Named),
            ("0|1", 1, Stated::Named),
            ("1", 1, Stated::Named),
            ("./1", 1, Stated::Named),
            ("|0|2", 2, Stated::Named),
            ("0/0/0/1", 1, Stated::Named),
            ("0/11", 11, Stated::Named),
            ("0/11", 1, Stated::OnlyOthers),
            ("0/0", 1, Stated::OnlyOthers),
            ("0/2", 1, Stated::OnlyOthers),
            ("0", 1, Stated::OnlyOthers),
            ("0/.", 1, Stated::Missing),
            ("./.", 1, Stated::Missing),
            (".", 1, Stated::Missing),
            ("|", 1, Stated::Missing),
            ("0/x", 1, Stated::Missing),
            ("", 1, Stated::NoGenotype),
        ] {
            assert_eq!(stated(genotype.as_bytes(), alt), want, "{genotype}");
        }
    }
}
