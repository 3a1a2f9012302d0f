//! How specifically a variant met a profile component.

use std::fmt;

use super::consequence::{Term, Terms};

/// Granularity of a match, ordered from the most specific (SPECS §1.1, variant relevance).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MatchType {
    /// The same change of the same bases.
    Allele,
    /// The same protein change.
    Protein,
    /// Another spelling of the same edited protein.
    EquivalentProtein,
    /// A substitution of the same residue.
    Codon,
    /// Inside a named residue range, with the right class of change.
    Range,
    /// In a named exon, with the right class of change.
    Exon,
    /// A splice-site or promoter change with a defined effect.
    Splice,
    /// Truncating, loss-of-function or activating, as a class.
    Class,
    /// Any change of the gene's protein.
    Gene,
    /// A fusion.
    Fusion,
    /// A copy-number event.
    CopyNumber,
    /// A signature of the whole tumour.
    Signature,
}

impl MatchType {
    /// Returns the word used in the `match_type` column.
    pub fn name(self) -> &'static str {
        match self {
            MatchType::Allele => "allele",
            MatchType::Protein => "protein",
            MatchType::EquivalentProtein => "equivalent_protein",
            MatchType::Codon => "codon",
            MatchType::Range => "range",
            MatchType::Exon => "exon",
            MatchType::Splice => "splice",
            MatchType::Class => "class",
            MatchType::Gene => "gene",
            MatchType::Fusion => "fusion",
            MatchType::CopyNumber => "copy_number",
            MatchType::Signature => "signature",
        }
    }

    /// Returns whether the match names this very change of bases or residues, nothing wider.
    pub fn is_exact(self) -> bool {
        matches!(self, MatchType::Allele | MatchType::Protein | MatchType::EquivalentProtein)
    }

    /// Returns whether the match names this very alteration (whose consequence has `terms`), not a
    /// class, a region or a gene that it belongs to.
    ///
    /// In-frame indels are named by their exon or region, since knowledge has them as "exon 19
    /// deletion".
    pub fn names_change(self, terms: Terms) -> bool {
        match self {
            MatchType::Class | MatchType::Gene => false,
            MatchType::Exon | MatchType::Range => {
                terms.any(&[Term::InframeDeletion, Term::InframeInsertion])
            }
            _ => true,
        }
    }
}

impl fmt::Display for MatchType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
