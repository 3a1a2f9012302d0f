//! How a gene is altered.

use serde::{Deserialize, Serialize};

/// A kind of alteration, in the words of cBioPortal's OncoPrint where it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Alteration {
    /// A change of the sequence.
    #[serde(rename = "MUT")]
    Mutation,
    /// Many copies.
    #[serde(rename = "AMP")]
    Amplification,
    /// No copy left.
    #[serde(rename = "HOMDEL")]
    Deletion,
    /// More copies.
    #[serde(rename = "GAIN")]
    Gain,
    /// The other copy is lost.
    #[serde(rename = "LOH")]
    LossOfHeterozygosity,
    /// Part of it is joined to part of another gene.
    #[serde(rename = "FUSION")]
    Fusion,
    /// Exons are lost or repeated, or the gene is cut.
    #[serde(rename = "SV")]
    Structural,
}

impl Alteration {
    /// All of them, in the order in which a cell names them.
    pub const ALL: [Self; 7] = [
        Self::Mutation,
        Self::Amplification,
        Self::Deletion,
        Self::Gain,
        Self::LossOfHeterozygosity,
        Self::Fusion,
        Self::Structural,
    ];

    /// Returns the word of a cell: `MUT`, `HOMDEL`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mutation => "MUT",
            Self::Amplification => "AMP",
            Self::Deletion => "HOMDEL",
            Self::Gain => "GAIN",
            Self::LossOfHeterozygosity => "LOH",
            Self::Fusion => "FUSION",
            Self::Structural => "SV",
        }
    }
}

/// A gene with one change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlteredGene {
    /// HGNC symbol.
    pub gene: String,
    /// What kind of change it is.
    pub by: Alteration,
    /// Its highest level; empty where it has none.
    pub level: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_json_agree() {
        for kind in Alteration::ALL {
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("{:?}", kind.word()));
        }
    }
}
