//! What profiles say of reversions: a second change that restores what a first one broke.

use crate::knowledge::evidence::EvidenceTable;
use crate::model::consequence::TranscriptConsequence;
use crate::model::profile::{Alteration, Component, Profile};

/// Whether `profile` speaks of a reversion of `gene`. (No list: this is asked of every coding change
/// that nothing else speaks of.)
pub(crate) fn is_named(profile: &Profile, gene: &str) -> bool {
    profile.any(&|part| is_reversion(part, gene))
}

fn is_reversion(part: &Component, gene: &str) -> bool {
    part.alteration == Alteration::Reversion && part.gene == gene
}

/// Whether a change that nothing else speaks of may restore another one: it lies in the coding sequence
/// of a gene whose reversions knowledge names. (A silent one may stand where a stop was made.)
pub(crate) fn may_be_part(table: &EvidenceTable<'_>, consequence: &TranscriptConsequence) -> bool {
    let gene = &*consequence.gene;
    consequence.codons.is_some()
        && table.profiles_of_gene(gene).any(|entry| is_named(entry.profile(), gene))
}
