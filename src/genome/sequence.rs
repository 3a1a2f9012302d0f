//! Complement and translation of bases.

/// Returns the complement of a base: N for anything but A, C, G, T.
pub(crate) fn complement(base: u8) -> u8 {
    match base {
        b'A' => b'T',
        b'C' => b'G',
        b'G' => b'C',
        b'T' => b'A',
        _ => b'N',
    }
}

/// Returns the other strand's bases, in its direction.
pub(crate) fn reverse_complement(bases: &[u8]) -> Vec<u8> {
    bases.iter().rev().map(|&base| complement(base)).collect()
}

/// Returns the residue of a codon by the standard table: `*` for a stop, `X` where a base is
/// unknown.
#[inline]
pub(crate) fn translate(codon: &[u8]) -> u8 {
    const TABLE: &[u8; 64] = b"KNKNTTTTRSRSIIMIQHQHPPPPRRRRLLLLEDEDAAAAGGGGVVVV*Y*YSSSS*CWCLFLF";
    let &[a, b, c] = codon else { return b'X' };
    let digit = |base: u8| usize::from(DIGIT[usize::from(base)]);
    // Unknown bases have a digit that reaches beyond the table from any place.
    TABLE.get(digit(a) * 16 + digit(b) * 4 + digit(c)).copied().unwrap_or(b'X')
}

/// Bases as digits of base four, or 64 where unknown.
const DIGIT: [u8; 256] = {
    let mut digits = [64; 256];
    digits[b'A' as usize] = 0;
    digits[b'C' as usize] = 1;
    digits[b'G' as usize] = 2;
    digits[b'T' as usize] = 3;
    digits
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_table() {
        for (codon, residue) in [
            ("ATG", b'M'),
            ("TAA", b'*'),
            ("TGA", b'*'),
            ("TGG", b'W'),
            ("GAG", b'E'),
            ("CAT", b'H'),
            ("AAA", b'K'),
            ("TTT", b'F'),
            ("ANG", b'X'),
        ] {
            assert_eq!(translate(codon.as_bytes()), residue, "{codon}");
        }
    }

    #[test]
    fn other_strand() {
        assert_eq!(reverse_complement(b"AACGN"), b"NCGTT");
    }
}
