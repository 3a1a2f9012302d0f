//! Arms of chromosomes.

use std::fmt;

use super::assembly::Assembly;
use super::contig::Contig;
use super::position::Interval;

/// One arm of a chromosome: `5q`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChromosomeArm {
    /// The chromosome, never MT.
    pub contig: Contig,
    /// Which arm.
    pub side: ArmSide,
}

/// Which arm of a chromosome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ArmSide {
    /// Short arm, before the centromere.
    P,
    /// Long arm, after it.
    Q,
}

/// A base (0-based) inside the centromere of 1–22, X, Y, on GRCh37 and GRCh38: where the bands of
/// the two arms meet. A test holds them against the places of genes.
const CENTROMERES: [(u32, u32); 24] = [
    (125_000_000, 123_400_000),
    (93_300_000, 93_900_000),
    (91_000_000, 90_900_000),
    (50_400_000, 50_000_000),
    (48_400_000, 48_800_000),
    (61_000_000, 59_800_000),
    (59_900_000, 60_100_000),
    (45_600_000, 45_200_000),
    (49_000_000, 43_000_000),
    (40_200_000, 39_800_000),
    (53_700_000, 53_400_000),
    (35_800_000, 35_500_000),
    (17_900_000, 17_700_000),
    (17_600_000, 17_200_000),
    (19_000_000, 19_000_000),
    (36_600_000, 36_800_000),
    (24_000_000, 25_100_000),
    (17_200_000, 18_500_000),
    (26_500_000, 26_200_000),
    (27_500_000, 28_100_000),
    (13_200_000, 12_000_000),
    (14_700_000, 15_000_000),
    (60_600_000, 61_000_000),
    (12_500_000, 10_400_000),
];

impl ChromosomeArm {
    /// Returns both arms of every chromosome.
    pub fn all() -> impl Iterator<Item = Self> {
        Contig::all().filter(|contig| contig.index() < CENTROMERES.len()).flat_map(|contig| {
            [ArmSide::P, ArmSide::Q].into_iter().map(move |side| Self { contig, side })
        })
    }

    /// Reads `5q`, `17P`.
    pub fn parse(text: &str) -> Option<Self> {
        let (number, side) = match text.as_bytes().last()?.to_ascii_lowercase() {
            b'p' => (&text[..text.len() - 1], ArmSide::P),
            b'q' => (&text[..text.len() - 1], ArmSide::Q),
            _ => return None,
        };
        let contig = Contig::from_name(number.as_bytes())?;
        // Other names of chromosomes (`chr5`, `23`) are not used for arms, and MT has none.
        let is_plain = contig.to_string().eq_ignore_ascii_case(number);
        (is_plain && contig.index() < CENTROMERES.len()).then_some(Self { contig, side })
    }

    /// Returns the bases from the telomere to the centromere, 0-based half-open.
    pub fn interval(self, assembly: Assembly) -> Interval {
        let (grch37, grch38) = CENTROMERES[self.contig.index()];
        let centromere = match assembly {
            Assembly::GRCh37 => grch37,
            Assembly::GRCh38 => grch38,
        };
        match self.side {
            ArmSide::P => Interval::new(0, centromere),
            ArmSide::Q => Interval::new(centromere, self.contig.length(assembly)),
        }
    }
}

impl fmt::Display for ChromosomeArm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = match self.side {
            ArmSide::P => 'p',
            ArmSide::Q => 'q',
        };
        write!(f, "{}{side}", self.contig)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for name in ["1p", "19q", "Xp"] {
            assert_eq!(ChromosomeArm::parse(name).unwrap().to_string(), name);
        }
        for name in ["p", "23q", "MTp", "chr5q", "5", "TP53"] {
            assert_eq!(ChromosomeArm::parse(name), None, "{name}");
        }
        assert_eq!(ChromosomeArm::all().count(), 48);
    }
}
