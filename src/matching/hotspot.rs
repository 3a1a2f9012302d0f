//! Whether a variant is the change that a hotspot counts, or another change at its place.

use crate::model::oncogenicity::{OncogenicityFact, Sameness};
use crate::model::protein_change::ProteinChange;

use super::facts::Facts;
use super::{protein, region};

/// Residues that an in-frame change of length may be named beside its stretch: sources and HGVS
/// place one change of repeated residues differently.
const SHIFT: u32 = 20;

/// Returns in what the hotspot and the variant agree. Residues are compared with their letters. So
/// a source that counts on another transcript matches only where the residue is the same.
pub fn compare(hotspot: &OncogenicityFact<'_>, facts: &Facts<'_>) -> Option<Sameness> {
    let (named, (first, last)) = (hotspot.change.as_ref()?, hotspot.residues?);
    let observed = facts.consequence.protein.as_ref()?;
    match (named, observed) {
        (ProteinChange::Splice { at }, ProteinChange::Splice { at: seen }) => {
            (at == seen).then_some(Sameness::Protein)
        }
        (ProteinChange::Splice { .. }, _) | (_, ProteinChange::Splice { .. }) => None,
        (
            ProteinChange::Substitution { at, alternate },
            ProteinChange::Substitution { at: seen, alternate: other },
        ) => {
            let is_residue = at.number == seen.number && at.residue == seen.residue;
            match alternate == other {
                true => is_residue.then_some(Sameness::Protein),
                // A stop is no substitution of the residue.
                false => (is_residue && *alternate != b'*' && *other != b'*')
                    .then_some(Sameness::Residue),
            }
        }
        (ProteinChange::Substitution { .. }, _) | (_, ProteinChange::Substitution { .. }) => None,
        _ => {
            let (from, to) = facts.consequence.codons?;
            let is_near = from <= last.saturating_add(SHIFT) && to.saturating_add(SHIFT) >= first;
            if is_near && protein::compare(named, facts).is_some() {
                return Some(Sameness::Protein);
            }
            let both_in_frame = region::residues_changed(named).is_some()
                && region::residues_changed(observed).is_some();
            (both_in_frame && from <= last && to >= first).then_some(Sameness::Residue)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::citation::Citation;
    use crate::model::consequence::TranscriptConsequence;
    use crate::model::oncogenicity::{FactKind, Samples};
    use crate::model::protein_edit::ProteinEdit;

    //                        1234567890
    const PROTEIN: &[u8] = b"MAKKKLVAVAQR";

    fn compared(named: &str, residues: (u32, u32), observed: &str) -> Option<Sameness> {
        let change = ProteinChange::parse(observed).unwrap();
        let edit = ProteinEdit::canonical(&change, PROTEIN);
        let numbers = change.named_residues().map(|residue| residue.number);
        let numbers: Vec<u32> = numbers.collect();
        let consequence = TranscriptConsequence {
            codons: numbers.first().copied().zip(numbers.last().copied()),
            protein: Some(change),
            ..TranscriptConsequence::unplaced("G", "T".into(), "P".into())
        };
        let facts = Facts {
            consequence: &consequence,
            edit: None,
            transcript: None,
            protein: Some(PROTEIN),
            protein_edit: edit.as_ref(),
        };
        let hotspot = OncogenicityFact {
            gene: "G",
            kind: FactKind::Hotspot,
            change: ProteinChange::parse(named),
            residues: Some(residues),
            samples: Some(Samples { residue: 9, change: 3 }),
            class: "",
            transcript: "",
            allele: None,
            diseases: "",
            review: "",
            id: "i",
            source: "s",
            citation: Citation::Cites("c"),
        };
        compare(&hotspot, &facts)
    }

    #[test]
    fn residues_stretches_and_sites() {
        use Sameness::{Protein, Residue};
        for (named, residues, observed, want) in [
            ("V7E", (7, 7), "V7E", Some(Protein)),
            ("V7E", (7, 7), "V7K", Some(Residue)),
            // Another residue there: the source counts on another transcript.
            ("L7E", (7, 7), "V7E", None),
            ("V7E", (7, 7), "V9E", None),
            ("V7*", (7, 7), "V7*", Some(Protein)),
            ("V7*", (7, 7), "V7E", None),
            ("V7E", (7, 7), "V7*", None),
            ("V7E", (7, 7), "V7fs*2", None),
            ("X7_splice", (7, 7), "X7_splice", Some(Protein)),
            ("X7_splice", (7, 7), "X8_splice", None),
            ("X7_splice", (7, 7), "V7E", None),
            // One deletion of three alike residues, named twice; another one in the stretch.
            ("K3del", (3, 6), "K5del", Some(Protein)),
            ("K3_K4del", (3, 6), "K5del", Some(Residue)),
            ("K3_K4del", (3, 6), "V9_A10dup", None),
            ("K3_K4del", (3, 6), "K5fs", None),
            ("*13Y", (13, 13), "*13Yext*4", Some(Protein)),
        ] {
            assert_eq!(compared(named, residues, observed), want, "{named} {observed}");
        }
    }
}
