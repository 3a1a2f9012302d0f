//! What kind of change an allele is.

use super::allele::SequenceEdit;
use super::structural::{Junction, StructuralChange};

/// The kind of a change, and what only that kind has.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Change {
    /// The sequence edit that one record makes.
    Small(SequenceEdit),
    /// Several records of one haplotype, read together.
    Joined,
    /// A structural variant, a change of copies, or a row of a user's table.
    Structural {
        /// What it does to the gene.
        change: StructuralChange,
        /// The junction, which two records may report.
        junction: Option<Junction>,
    },
    /// A change that is only named.
    #[default]
    Named,
}

impl Change {
    /// Returns the sequence edit of a small change.
    pub fn edit(&self) -> Option<&SequenceEdit> {
        match self {
            Self::Small(edit) => Some(edit),
            _ => None,
        }
    }

    /// Returns what a structural change does to the gene.
    pub fn structural(&self) -> Option<&StructuralChange> {
        match self {
            Self::Structural { change, .. } => Some(change),
            _ => None,
        }
    }

    /// Returns the junction of a structural change that two records may report.
    pub fn junction(&self) -> Option<Junction> {
        match self {
            Self::Structural { junction, .. } => *junction,
            _ => None,
        }
    }
}
