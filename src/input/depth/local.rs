//! Local alleles: a sample's own short list of the record's alleles, by which its fields count (VCF
//! 4.5 §1.6.2, LAA, and Hail's LA and LGT).

use super::fields::{Fields, parse_u32};
use super::genotype::{self, Stated};

/// Returns where ALT number `alt_index` stands in the sample's local alleles, REF being 0. Returns
/// `Some(None)` where the list leaves it out, and `None` where the sample has no list.
pub(super) fn place(fields: &Fields<'_>, alt_index: usize) -> Option<Option<usize>> {
    let position = |list: &[u8]| {
        list.split(|&b| b == b',')
            .position(|item| parse_u32(item).is_some_and(|number| number as usize == alt_index))
    };
    // LAA lists ALTs only, LA begins with REF. A list of nothing is written `.`.
    match (fields.raw(b"LAA"), fields.raw(b"LA")) {
        (Some(list), _) => Some(position(list).map(|at| at + 1)),
        (None, Some(list)) => Some(position(list)),
        (None, None) => None,
    }
}

/// Returns what a genotype of local alleles says of ALT number `alt_index`.
pub(super) fn stated(fields: &Fields<'_>, genotype: &[u8], alt_index: usize) -> Stated {
    match place(fields, alt_index) {
        Some(Some(at)) => genotype::stated(genotype, at),
        // No local allele has this number.
        Some(None) => genotype::stated(genotype, usize::MAX),
        None => Stated::Missing,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fields::Keys;
    use super::*;

    #[test]
    fn places() {
        for (format, sample, alt, want) in [
            ("LAA", "3", 3, Some(Some(1))),
            ("LAA", "1,3", 3, Some(Some(2))),
            ("LAA", "1,3", 2, Some(None)),
            ("LAA", ".", 1, Some(None)),
            ("LA", "0,3", 3, Some(Some(1))),
            ("LA", "0,3", 1, Some(None)),
            ("GT", "0/1", 1, None),
        ] {
            let keys = Keys::of(format.as_bytes());
            let fields = Fields::new(&keys, sample.as_bytes());
            assert_eq!(place(&fields, alt), want, "{format} {sample} {alt}");
        }
    }

    #[test]
    fn genotypes() {
        let keys = Keys::of(b"LGT:LA");
        let fields = Fields::new(&keys, b"0/1:0,3");
        assert_eq!(stated(&fields, b"0/1", 3), Stated::Named);
        assert_eq!(stated(&fields, b"0/1", 1), Stated::OnlyOthers);
        assert_eq!(stated(&Fields::new(&Keys::of(b"LGT"), b"0/1"), b"0/1", 1), Stated::Missing);
    }
}
