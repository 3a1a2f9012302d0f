//! Complement and translation of bases.

/// The complement of a base; anything but A, C, G, T is N.
pub(crate) fn complement(base: u8) -> u8 {
    match base {
        b'A' => b'T',
        b'C' => b'G',
        b'G' => b'C',
        b'T' => b'A',
        _ => b'N',
    }
}

/// The other strand's bases, in its direction.
pub(crate) fn reverse_complement(bases: &[u8]) -> Vec<u8> {
    bases.iter().rev().map(|&base| complement(base)).collect()
}

/// The residue of a codon by the standard table: `*` for a stop, `X` where a base is unknown.
pub(crate) fn translate(codon: &[u8]) -> u8 {
    const TABLE: &[u8; 64] = b"KNKNTTTTRSRSIIMIQHQHPPPPRRRRLLLLEDEDAAAAGGGGVVVV*Y*YSSSS*CWCLFLF";
    let index = |base: u8| match base {
        b'A' => Some(0usize),
        b'C' => Some(1),
        b'G' => Some(2),
        b'T' => Some(3),
        _ => None,
    };
    match codon {
        [a, b, c] => match (index(*a), index(*b), index(*c)) {
            (Some(a), Some(b), Some(c)) => TABLE[a * 16 + b * 4 + c],
            _ => b'X',
        },
        _ => b'X',
    }
}

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
