//! What profiles say of reversions: a second change that restores what a first one broke.

use crate::knowledge::evidence::EvidenceTable;
use crate::model::consequence::TranscriptConsequence;
use crate::model::profile::{Alteration, Component, Profile};

/// Returns whether `profile` names a reversion of `gene`. (No list: every coding change that
/// nothing else matches is checked so.)
pub(crate) fn is_named(profile: &Profile, gene: &str) -> bool {
    profile.any(&|part| is_reversion(part, gene))
}

fn is_reversion(part: &Component, gene: &str) -> bool {
    part.alteration == Alteration::Reversion && part.gene == gene
}

/// Returns whether a change that meets nothing else may restore another one. It must lie in the
/// coding sequence of a gene whose reversions knowledge names. (A silent one may replace a new
/// stop.)
pub(crate) fn may_be_part(table: &EvidenceTable<'_>, consequence: &TranscriptConsequence) -> bool {
    let gene = &*consequence.gene;
    consequence.codons.is_some()
        && table.profiles_of_gene(gene).any(|entry| is_named(entry.profile(), gene))
}
