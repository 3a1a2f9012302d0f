//! What the reader must know about how a variant met a profile.

use std::fmt;

/// A reservation about one match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MatchNote {
    /// The class asks for a gene that is lost, and one inactivated allele was seen.
    OneAllele,
    /// The same, with a second hit of which the copy is not known.
    SecondHit,
    /// The same, with the other copy lost or hit.
    BothHit,
    /// That the exon is skipped is predicted from DNA.
    PredictedSkipping,
    /// The same base change, under a residue number that is not the embedded protein's.
    OtherNumbering,
    /// The same base change, without a protein change to compare.
    BasesOnly,
    /// The same base change, which is an inherited polymorphism.
    Polymorphism,
    /// One of several residues that are changed together.
    OneOfSeveral,
    /// A known other numbering of the protein, in the words of its table.
    Renumbered(&'static str),
}

impl MatchNote {
    /// Returns the note as reports print it.
    pub fn text(self) -> &'static str {
        match self {
            Self::OneAllele => "one inactivating allele seen; the second hit was not assessed",
            Self::SecondHit => {
                "a second hit was seen; whether it is on the other copy is not known (UNKNOWN_PHASE)"
            }
            Self::BothHit => "both copies are hit",
            Self::PredictedSkipping => "predicted; confirm by RNA",
            Self::OtherNumbering => {
                "named by its base change; its source counts residues otherwise"
            }
            Self::BasesOnly => "named by its base change; the amino acid was not computed",
            Self::Polymorphism => "an inherited polymorphism, named by its base change",
            Self::OneOfSeveral => "one of several residues that are changed together",
            Self::Renumbered(what) => what,
        }
    }

    /// Returns whether the source counts residues otherwise than the embedded protein.
    pub fn is_renumbered(self) -> bool {
        matches!(self, Self::OtherNumbering | Self::Renumbered(_))
    }
}

impl fmt::Display for MatchNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::MatchNote;

    #[test]
    fn other_numbers_are_seen_in_both_notes_that_say_so() {
        let other = MatchNote::Renumbered("54 lower");
        assert_eq!(other.to_string(), "54 lower");
        assert!(other.is_renumbered() && MatchNote::OtherNumbering.is_renumbered());
        for note in [
            MatchNote::OneAllele,
            MatchNote::PredictedSkipping,
            MatchNote::BasesOnly,
            MatchNote::Polymorphism,
        ] {
            assert!(!note.is_renumbered(), "{note}");
        }
    }
}
