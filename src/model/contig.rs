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
/// Chromosome 1 is CM000663 of INSDC, 2 is CM000664 … Y is CM000686.
const CM_BEFORE: u32 = 662;
/// Their versions in GRCh37 and GRCh38.
const CM_VERSIONS: [u8; 2] = [1, 2];

impl Contig {
    /// How many there are. [`Contig::index`] is below it.
    pub const COUNT: usize = 25;

    /// The mitochondrion.
    pub const MT: Contig = Contig(24);

    /// Returns all contigs in order.
    pub fn all() -> impl Iterator<Item = Contig> {
        (0..Self::COUNT as u8).map(Contig)
    }

    /// Returns 0 for chromosome 1 … 22 for X, 23 for Y, 24 for MT.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Reads `1`, `chr1`, `CHR01`, `X`, `chrM`, `MT`, `23`, and accessions of the chromosomes of either
    /// assembly: RefSeq's `NC_000001.11`, INSDC's `CM000663.2`. Returns `None` for anything else.
    pub fn from_name(name: &[u8]) -> Option<Self> {
        let bare = match name {
            [b'c' | b'C', b'h' | b'H', b'r' | b'R', rest @ ..] => rest,
            _ => name,
        };
        match bare {
            b"X" | b"x" | b"23" => Some(Self(22)),
            b"Y" | b"y" | b"24" => Some(Self(23)),
            b"M" | b"MT" | b"m" | b"mt" | b"25" => Some(Self(24)),
            [d @ b'1'..=b'9'] | [b'0', d @ b'1'..=b'9'] => Some(Self(d - b'1')),
            [d @ b'1'..=b'2', e @ b'0'..=b'9'] => {
                let number = (d - b'0') * 10 + (e - b'0');
                (number <= 22).then(|| Self(number - 1))
            }
            _ => Self::from_accession(name).map(|(contig, _)| contig),
        }
    }

    /// Reads an accession of a chromosome, whose version gives the assembly where it is one of theirs.
    fn from_accession(name: &[u8]) -> Option<(Self, Option<Assembly>)> {
        let text = std::str::from_utf8(name).ok()?;
        let (accession, version) = match text.split_once('.') {
            Some((accession, version)) => (accession, version.parse::<u8>().ok()),
            None => (text, None),
        };
        if matches!(accession, "NC_012920" | "J01415") {
            return Some((Self(24), None));
        }
        let number = |prefix: &str, digits: usize, before: u32| {
            let number = accession.strip_prefix(prefix).filter(|rest| rest.len() == digits)?;
            let index = number.parse::<u32>().ok()?.checked_sub(before + 1)?;
            u8::try_from(index).ok().filter(|&index| index < 24)
        };
        let (index, versions) = match number("NC_", 6, 0) {
            Some(index) => {
                let at = usize::from(index);
                (index, [NC_GRCH37[at], NC_GRCH38[at]])
            }
            None => (number("CM", 6, CM_BEFORE)?, CM_VERSIONS),
        };
        let assembly = Assembly::ALL.into_iter().zip(versions);
        let assembly = assembly.filter(|&(_, of_it)| version == Some(of_it));
        Some((Self(index), assembly.map(|(assembly, _)| assembly).next()))
    }

    /// Returns the assembly that a versioned accession belongs to, or `None` for other names.
    pub fn assembly_of_name(name: &[u8]) -> Option<Assembly> {
        Self::from_accession(name)?.1
    }

    /// Returns whether `name` is that of a sequence beside the chromosomes: an unplaced or alternate
    /// scaffold, a decoy, an HLA allele, a virus, a spike-in.
    ///
    /// Such names are accessions of INSDC or RefSeq, or follow those of UCSC and of the analysis sets.
    pub fn is_beside(name: &[u8]) -> bool {
        if Self::from_name(name).is_some() {
            return false;
        }
        let Ok(text) = std::str::from_utf8(name) else { return false };
        let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| text.starts_with(prefix));
        let ends = |suffixes: &[&str]| suffixes.iter().any(|suffix| text.ends_with(suffix));
        starts(&["chrUn_", "HLA-", "ERCC-", "phix", "phiX", "PhiX"])
            || ends(&["_random", "_alt", "_fix", "_decoy"])
            || text.contains("_hap")
            || matches!(text, "hs37d5" | "hs38d1" | "chrEBV" | "EBV" | "lambda")
            || is_accession(text)
    }

    /// Returns its accession in RefSeq, with the version of the assembly: `NC_000007.14`.
    pub fn refseq(self, assembly: Assembly) -> String {
        let versions = match assembly {
            Assembly::GRCh37 => &NC_GRCH37,
            Assembly::GRCh38 => &NC_GRCH38,
        };
        match versions.get(self.index()) {
            Some(version) => format!("NC_{:06}.{version}", self.index() + 1),
            None => "NC_012920.1".to_owned(),
        }
    }

    /// Returns the length in bases on the assembly that has more of it.
    pub fn longest(self) -> u32 {
        GRCH37[self.index()].max(GRCH38[self.index()])
    }

    /// Returns whether the 0-based `position` is a base of the chromosome on `assembly`, or the telomere behind
    /// the last one (VCF 4.5 §1.6.1). The mitochondrion of UCSC's hg19 has two bases more than GRCh37's.
    pub fn has(self, position: u32, assembly: Assembly) -> bool {
        const MITOCHONDRION: usize = 24;
        let more = if self.index() == MITOCHONDRION { 2 } else { 0 };
        position <= self.length(assembly) + more
    }

    /// Returns the length in bases on `assembly`.
    pub fn length(self, assembly: Assembly) -> u32 {
        match assembly {
            Assembly::GRCh37 => GRCH37[self.index()],
            Assembly::GRCh38 => GRCH38[self.index()],
        }
    }
}

/// Returns whether `text` has the shape of an accession: letters (RefSeq's with `_`), five digits or
/// more, and perhaps a version.
fn is_accession(text: &str) -> bool {
    let (accession, version) = text.split_once(['.', 'v']).unwrap_or((text, "1"));
    let digits = accession.trim_start_matches(|c: char| c.is_ascii_uppercase() || c == '_');
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (1..=7).contains(&(accession.len() - digits.len()))
        && digits.len() >= 5
        && is_number(digits)
        && is_number(version)
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
    fn bases_of_a_chromosome() {
        let has = |name: &str, one_based: u32| {
            let contig = Contig::from_name(name.as_bytes()).unwrap();
            Assembly::ALL.map(|assembly| contig.has(one_based - 1, assembly))
        };
        assert_eq!(has("12", 1), [true, true]);
        assert_eq!(has("12", 133_275_310), [true, true], "a telomere");
        assert_eq!(has("12", 133_275_311), [true, false]);
        assert_eq!(has("12", 133_851_897), [false, false]);
        assert_eq!(has("MT", 16_571), [true, true]);
        assert_eq!(has("MT", 17_000), [false, false]);
    }

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
            ("chr07", "7"),
            ("01", "1"),
            ("CM000663.1", "1"),
            ("CM000669.2", "7"),
            ("CM000684", "22"),
            ("CM000685.2", "X"),
            ("CM000686.1", "Y"),
            ("J01415.2", "MT"),
            ("NC_012920.1", "MT"),
        ] {
            let got = Contig::from_name(name.as_bytes()).map(|c| c.to_string());
            assert_eq!(got.as_deref(), Some(want), "{name}");
        }
        for name in ["", "chr", "0", "00", "26", "027", "chr1_KI270706v1_random", "GL000192.1"] {
            assert_eq!(Contig::from_name(name.as_bytes()), None, "{name}");
        }
        for name in ["NC_000099.1", "NC_7.13", "CM000662.1", "CM000687.1", "CM663.1"] {
            assert_eq!(Contig::from_name(name.as_bytes()), None, "{name}");
        }
        assert_eq!(Contig::assembly_of_name(b"NC_000007.13"), Some(Assembly::GRCh37));
        assert_eq!(Contig::assembly_of_name(b"NC_000007.14"), Some(Assembly::GRCh38));
        assert_eq!(Contig::assembly_of_name(b"CM000669.1"), Some(Assembly::GRCh37));
        assert_eq!(Contig::assembly_of_name(b"CM000669.2"), Some(Assembly::GRCh38));
        for name in ["CM000669", "CM000669.3", "NC_000007.1", "J01415.2", "chr7"] {
            assert_eq!(Contig::assembly_of_name(name.as_bytes()), None, "{name}");
        }
    }

    #[test]
    fn sequences_beside_the_chromosomes() {
        for name in [
            "chr1_KI270706v1_random",
            "chrUn_GL000220v1",
            "chr6_GL000250v2_alt",
            "chr6_apd_hap1",
            "chr4_ctg9_hap1",
            "GL000192.1",
            "KI270706.1",
            "NT_113889.1",
            "NW_003871103.3",
            "NC_007605.1",
            "hs37d5",
            "chrUn_KN707606v1_decoy",
            "HLA-A*01:01:01:01",
            "chrEBV",
            "NC_000067.6",
        ] {
            assert!(Contig::is_beside(name.as_bytes()), "{name}");
        }
        for name in
            ["", "chr7", "NC_000007.14", "CM000669.2", "chromosome7", "seven", "chr7p", "7_q"]
        {
            assert!(!Contig::is_beside(name.as_bytes()), "{name}");
        }
    }
}
