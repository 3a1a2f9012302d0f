//! Canonical names of the human chromosomes, whatever a file calls them.

use std::fmt;

use super::assembly::Assembly;

/// A primary human chromosome: 1–22, X, Y, MT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Contig(u8);

/// Lengths of 1–22, X, Y, MT in bases.
const GRCH37: [u32; 25] = [
    249_250_621,
    243_199_373,
    198_022_430,
    191_154_276,
    180_915_260,
    171_115_067,
    159_138_663,
    146_364_022,
    141_213_431,
    135_534_747,
    135_006_516,
    133_851_895,
    115_169_878,
    107_349_540,
    102_531_392,
    90_354_753,
    81_195_210,
    78_077_248,
    59_128_983,
    63_025_520,
    48_129_895,
    51_304_566,
    155_270_560,
    59_373_566,
    16_569,
];
const GRCH38: [u32; 25] = [
    248_956_422,
    242_193_529,
    198_295_559,
    190_214_555,
    181_538_259,
    170_805_979,
    159_345_973,
    145_138_636,
    138_394_717,
    133_797_422,
    135_086_622,
    133_275_309,
    114_364_328,
    107_043_718,
    101_991_189,
    90_338_345,
    83_257_441,
    80_373_285,
    58_617_616,
    64_444_167,
    46_709_983,
    50_818_468,
    156_040_895,
    57_227_415,
    16_569,
];
/// Versions of the RefSeq accessions NC_000001 … NC_000024.
const NC_GRCH37: [u8; 24] =
    [10, 11, 11, 11, 9, 11, 13, 10, 11, 10, 9, 11, 10, 8, 9, 9, 10, 9, 9, 10, 8, 10, 10, 9];
const NC_GRCH38: [u8; 24] =
    [11, 12, 12, 12, 10, 12, 14, 11, 12, 11, 10, 12, 11, 9, 10, 10, 11, 10, 10, 11, 9, 11, 11, 10];

impl Contig {
    /// How many there are. [`Contig::index`] is below it.
    pub const COUNT: usize = 25;

    /// Returns all contigs in order.
    pub fn all() -> impl Iterator<Item = Contig> {
        (0..Self::COUNT as u8).map(Contig)
    }

    /// Returns 0 for chromosome 1 … 22 for X, 23 for Y, 24 for MT.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Reads `1`, `chr1`, `CHR1`, `X`, `chrM`, `MT`, `23`, `NC_000001.11`. Returns `None` for
    /// anything else.
    pub fn from_name(name: &[u8]) -> Option<Self> {
        if let Some(rest) = name.strip_prefix(b"NC_") {
            return Self::from_refseq(rest).map(|(contig, _)| contig);
        }
        let bare = match name {
            [b'c' | b'C', b'h' | b'H', b'r' | b'R', rest @ ..] => rest,
            _ => name,
        };
        match bare {
            b"X" | b"x" | b"23" => Some(Self(22)),
            b"Y" | b"y" | b"24" => Some(Self(23)),
            b"M" | b"MT" | b"m" | b"mt" | b"25" => Some(Self(24)),
            [d @ b'1'..=b'9'] => Some(Self(d - b'1')),
            [d @ b'1'..=b'2', e @ b'0'..=b'9'] => {
                let number = (d - b'0') * 10 + (e - b'0');
                (number <= 22).then(|| Self(number - 1))
            }
            _ => None,
        }
    }

    /// Reads a RefSeq accession after `NC_`, whose version gives the assembly.
    fn from_refseq(rest: &[u8]) -> Option<(Self, Option<Assembly>)> {
        let text = std::str::from_utf8(rest).ok()?;
        let (number, version) = match text.split_once('.') {
            Some((number, version)) => (number, version.parse::<u8>().ok()),
            None => (text, None),
        };
        if number == "012920" {
            return Some((Self(24), None));
        }
        let number: u8 = number.parse().ok()?;
        let index = number.checked_sub(1).filter(|&i| i < 24)?;
        let assembly = version.and_then(|v| match usize::from(index) {
            i if NC_GRCH37[i] == v => Some(Assembly::GRCh37),
            i if NC_GRCH38[i] == v => Some(Assembly::GRCh38),
            _ => None,
        });
        Some((Self(index), assembly))
    }

    /// Returns the assembly that a versioned RefSeq name belongs to, or `None` for other names.
    pub fn assembly_of_name(name: &[u8]) -> Option<Assembly> {
        Self::from_refseq(name.strip_prefix(b"NC_")?)?.1
    }

    /// Returns the length in bases on `assembly`.
    pub fn length(self, assembly: Assembly) -> u32 {
        match assembly {
            Assembly::GRCh37 => GRCH37[self.index()],
            Assembly::GRCh38 => GRCH38[self.index()],
        }
    }
}

impl fmt::Display for Contig {
    /// Writes the name without prefix: `1`, `X`, `MT`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            22 => f.write_str("X"),
            23 => f.write_str("Y"),
            24 => f.write_str("MT"),
            n => write!(f, "{}", n + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_style() {
        for (name, want) in [
            ("1", "1"),
            ("chr10", "10"),
            ("Chr22", "22"),
            ("chrX", "X"),
            ("24", "Y"),
            ("chrM", "MT"),
            ("NC_000007.13", "7"),
            ("NC_000023.11", "X"),
            ("NC_012920.1", "MT"),
        ] {
            let got = Contig::from_name(name.as_bytes()).map(|c| c.to_string());
            assert_eq!(got.as_deref(), Some(want), "{name}");
        }
        for name in ["", "chr", "0", "26", "chr1_KI270706v1_random", "GL000192.1", "NC_000099.1"] {
            assert_eq!(Contig::from_name(name.as_bytes()), None, "{name}");
        }
        assert_eq!(Contig::assembly_of_name(b"NC_000007.13"), Some(Assembly::GRCh37));
        assert_eq!(Contig::assembly_of_name(b"NC_000007.14"), Some(Assembly::GRCh38));
    }
}
