//! Whether the protein change that a source names is the observed one.

use crate::model::match_type::MatchType;
use crate::model::protein_change::{ProteinChange, Residue, Residues, StopDistance};

use super::facts::Facts;

/// Compares a named change with the observed one: the same change, another spelling of the same
/// edited protein, or neither.
pub fn compare(named: &ProteinChange, facts: &Facts<'_>) -> Option<MatchType> {
    let observed = facts.consequence.protein.as_ref()?;
    if same_change(named, observed) {
        return Some(MatchType::Protein);
    }
    // Any loss of the start codon abolishes the same start, however the source spells it.
    if let (ProteinChange::Substitution { at, .. }, ProteinChange::StartLost) = (named, observed) {
        return (at.number == 1).then_some(MatchType::EquivalentProtein);
    }
    let wanted = crate::model::protein_edit::ProteinEdit::canonical(named, facts.protein?)?;
    (Some(&wanted) == facts.protein_edit).then_some(MatchType::EquivalentProtein)
}

/// Compares two changes. A residue or a stop distance that one side leaves out is not compared.
fn same_change(named: &ProteinChange, observed: &ProteinChange) -> bool {
    use ProteinChange as P;
    match (named, observed) {
        (P::Substitution { at, alternate }, P::Substitution { at: o, alternate: oa }) => {
            same_residue(*at, *o) && alternate == oa
        }
        (P::Deletion { at }, P::Deletion { at: o })
        | (P::Duplication { at }, P::Duplication { at: o }) => same_span(*at, *o),
        (P::Insertion { at, residues }, P::Insertion { at: o, residues: or }) => {
            same_span(*at, *o) && residues == or
        }
        (P::Delins { at, residues }, P::Delins { at: o, residues: or }) => {
            same_span(*at, *o) && residues == or
        }
        (
            P::Frameshift { at, alternate, stop },
            P::Frameshift { at: o, alternate: oa, stop: os },
        )
        | (P::Extension { at, alternate, stop }, P::Extension { at: o, alternate: oa, stop: os }) => {
            same_residue(*at, *o)
                && alternate.zip(*oa).is_none_or(|(a, b)| a == b)
                && same_stop(*stop, *os)
        }
        (P::StartLost, P::StartLost) => true,
        (P::Splice { at }, P::Splice { at: o }) => at == o,
        _ => false,
    }
}

fn same_residue(a: Residue, b: Residue) -> bool {
    a.number == b.number && a.residue.zip(b.residue).is_none_or(|(a, b)| a == b)
}

fn same_span(a: Residues, b: Residues) -> bool {
    same_residue(a.first, b.first) && same_residue(a.last, b.last)
}

fn same_stop(a: StopDistance, b: StopDistance) -> bool {
    match (a, b) {
        (StopDistance::At(a), StopDistance::At(b)) => a == b,
        _ => true,
    }
}
