//! Levels of evidence and AMP/ASCO/CAP tiers (SPECS §1).

use std::fmt;
use std::str::FromStr;

/// A therapeutic level. Ordered from the strongest claim to the weakest, as "highest level" reads
/// them: R1 > 1 > 2 > 3A > 3B > 4 > R2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Standard-care resistance.
    R1,
    /// FDA-recognised biomarker for an approved drug in this indication.
    L1,
    /// Standard care in guidelines, this indication.
    L2,
    /// Compelling clinical evidence, this indication.
    L3A,
    /// Standard-care or investigational biomarker in another indication.
    L3B,
    /// Compelling biological evidence.
    L4,
    /// Compelling clinical evidence of resistance.
    R2,
}

impl Level {
    /// All levels, highest first.
    pub const ALL: [Level; 7] =
        [Level::R1, Level::L1, Level::L2, Level::L3A, Level::L3B, Level::L4, Level::R2];

    /// Returns the level's usual name: `1`, `3A`, `R1`.
    pub fn name(self) -> &'static str {
        match self {
            Level::R1 => "R1",
            Level::L1 => "1",
            Level::L2 => "2",
            Level::L3A => "3A",
            Level::L3B => "3B",
            Level::L4 => "4",
            Level::R2 => "R2",
        }
    }

    /// Returns whether the claim is at least as strong as `other`, resistance beside sensitivity.
    /// R1 is as strong as 1, and R2 as 3A. This is what `--min-level` and `--fail-on` compare.
    pub fn is_at_least(self, other: Level) -> bool {
        self.strength() <= other.strength()
    }

    /// Whether the claims of both differ in strength by one step at most.
    pub fn is_about_as_strong_as(self, other: Level) -> bool {
        self.strength().abs_diff(other.strength()) <= 1
    }

    fn strength(self) -> u8 {
        match self {
            Level::R1 | Level::L1 => 1,
            Level::L2 => 2,
            Level::L3A | Level::R2 => 3,
            Level::L3B => 4,
            Level::L4 => 5,
        }
    }

    /// Returns whether it is R1 or R2.
    pub fn is_resistance(self) -> bool {
        matches!(self, Level::R1 | Level::R2)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Level {
    type Err = String;

    /// Accepts `3A`, `3a`, `LEVEL_3A`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let upper = text.to_ascii_uppercase();
        let bare = upper.strip_prefix("LEVEL_").unwrap_or(&upper);
        Self::ALL
            .into_iter()
            .find(|level| level.name() == bare)
            .ok_or_else(|| format!("unknown level {text:?}: one of R1 1 2 3A 3B 4 R2"))
    }
}

/// AMP/ASCO/CAP 2017 tier with its level of evidence, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AmpTier {
    /// Approved or guideline therapy in this tumour.
    IA,
    /// Well-powered studies with consensus.
    IB,
    /// Approved in another tumour, investigational, or several small studies.
    IIC,
    /// Preclinical or a few cases.
    IID,
    /// Unknown significance.
    III,
    /// Benign or likely benign.
    IV,
}

impl AmpTier {
    /// Returns the tier's usual name: `I-A`, `II-C`, `III`.
    pub fn name(self) -> &'static str {
        match self {
            AmpTier::IA => "I-A",
            AmpTier::IB => "I-B",
            AmpTier::IIC => "II-C",
            AmpTier::IID => "II-D",
            AmpTier::III => "III",
            AmpTier::IV => "IV",
        }
    }
}

impl fmt::Display for AmpTier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_names() {
        assert!(Level::R1 < Level::L1 && Level::L4 < Level::R2);
        for level in Level::ALL {
            assert_eq!(level.name().parse(), Ok(level));
        }
        assert_eq!("level_3a".parse(), Ok(Level::L3A));
        assert!(Level::R2.is_at_least(Level::L3A) && !Level::R2.is_at_least(Level::L2));
        assert!("5".parse::<Level>().is_err());
    }
}
