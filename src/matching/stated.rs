//! Components of profiles that only the whole sample can meet.

use crate::knowledge::evidence::EvidenceTable;
use crate::model::profile::{Alteration, ProfileId};

/// Returns the components of profiles that are `alteration` of `gene`, as profile and ordinal.
pub(crate) fn components(
    table: &EvidenceTable<'_>,
    gene: &str,
    alteration: &Alteration,
) -> Vec<(ProfileId, usize)> {
    let mut found = Vec::new();
    for entry in table.profiles_of_gene(gene) {
        for (ordinal, part) in entry.profile().components().into_iter().enumerate() {
            if part.alteration == *alteration && part.gene == gene {
                found.push((entry.id, ordinal));
            }
        }
    }
    found
}
