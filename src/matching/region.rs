//! Exons and residue ranges: is the variant inside, and is it the class of change that counts?

use crate::model::consequence::Term;
use crate::model::profile::RegionClass;
use crate::model::protein_change::ProteinChange;

use super::facts::Facts;

/// Smallest number of residues that a tandem duplication adds (FLT3-ITD lengths begin at three
/// bases; one added residue is an ordinary insertion).
const SMALLEST_DUPLICATION: usize = 2;

/// Residues added and removed by an in-frame change; `None` for any other change.
pub(super) fn residues_changed(change: &ProteinChange) -> Option<(usize, usize)> {
    let span = |at: &crate::model::protein_change::Residues| {
        (at.last.number + 1).saturating_sub(at.first.number) as usize
    };
    match change {
        ProteinChange::Deletion { at } => Some((0, span(at))),
        ProteinChange::Duplication { at } => Some((span(at), 0)),
        ProteinChange::Insertion { residues, .. } if !residues.contains(&b'*') => {
            Some((residues.len(), 0))
        }
        ProteinChange::Delins { at, residues } if !residues.contains(&b'*') => {
            Some((residues.len(), span(at)))
        }
        _ => None,
    }
}

/// Returns whether the change is of the class. `Skipping` and `ExonLoss` are not decided here: the
/// first is a splice rule, the second needs copy number.
pub fn is_class(facts: &Facts<'_>, class: RegionClass) -> bool {
    let consequence = facts.consequence;
    let in_frame = consequence.protein.as_ref().and_then(residues_changed);
    match class {
        RegionClass::Mutation => consequence.is_nonsynonymous(),
        RegionClass::Deletion => match in_frame {
            Some((added, removed)) => removed > added,
            None => consequence.protein.is_none() && consequence.terms.has(Term::InframeDeletion),
        },
        RegionClass::Insertion => match in_frame {
            Some((added, removed)) => added > removed,
            None => consequence.protein.is_none() && consequence.terms.has(Term::InframeInsertion),
        },
        RegionClass::Missense => consequence.terms.has(Term::Missense),
        RegionClass::Nonsense => consequence.terms.has(Term::StopGained),
        RegionClass::Frameshift => consequence.is_frameshift(),
        RegionClass::Skipping | RegionClass::ExonLoss => false,
    }
}

/// Returns whether the change touches exons `first..=last` and is of the class.
pub fn in_exons(facts: &Facts<'_>, first: u32, last: u32, class: RegionClass) -> bool {
    facts.consequence.exon.is_some_and(|rank| rank.first <= last && rank.last >= first)
        && is_class(facts, class)
}

/// Returns whether the change touches any of the residue ranges and is of the class.
pub fn in_ranges(facts: &Facts<'_>, ranges: &[(u32, u32)], class: RegionClass) -> bool {
    facts
        .consequence
        .codons
        .is_some_and(|(first, last)| ranges.iter().any(|&(from, to)| first <= to && last >= from))
        && is_class(facts, class)
}

/// Returns the exons where `gene` is known to carry internal tandem duplications. FLT3:
/// juxtamembrane and first kinase domain, exons 13–15 (NM_004119). KIT: exon 11 (NM_000222).
pub fn tandem_duplication_exons(gene: &str) -> Option<(u32, u32)> {
    match gene {
        "FLT3" => Some((13, 15)),
        "KIT" => Some((11, 11)),
        _ => None,
    }
}

/// Returns whether the change is an in-frame insertion of at least two residues in the exons where
/// `gene` is known to carry internal tandem duplications.
pub fn is_tandem_duplication(facts: &Facts<'_>, gene: &str) -> bool {
    let Some((first, last)) = tandem_duplication_exons(gene) else { return false };
    let long_enough = match facts.consequence.protein.as_ref().and_then(residues_changed) {
        Some((added, removed)) => added >= removed + SMALLEST_DUPLICATION,
        None => facts.consequence.protein.is_none(),
    };
    long_enough && in_exons(facts, first, last, RegionClass::Insertion)
}
