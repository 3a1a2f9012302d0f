//! A change of several residues, read residue by residue.

use crate::model::consequence::{Term, Terms, TranscriptConsequence};
use crate::model::protein_change::{ProteinChange, Residue};

/// Returns the substitutions that a replacement of residues by as many others consists of, each as a
/// consequence of its own. `protein` is the protein without the change.
pub(super) fn each(
    consequence: &TranscriptConsequence,
    protein: Option<&[u8]>,
) -> Vec<TranscriptConsequence> {
    let Some(ProteinChange::Delins { at, residues }) = &consequence.protein else {
        return Vec::new();
    };
    let count = (at.last.number + 1).saturating_sub(at.first.number) as usize;
    if count != residues.len() || residues.contains(&b'*') {
        return Vec::new();
    }
    let Some(protein) = protein else { return Vec::new() };
    let single = |(number, &alternate): (u32, &u8)| {
        let residue = *protein.get(number.checked_sub(1)? as usize)?;
        (residue != alternate).then(|| TranscriptConsequence {
            terms: Terms::from_iter([Term::Missense]),
            hgvs_c: None,
            protein: Some(ProteinChange::Substitution {
                at: Residue { number, residue: Some(residue) },
                alternate,
            }),
            codons: Some((number, number)),
            ..consequence.clone()
        })
    };
    (at.first.number..).zip(residues).filter_map(single).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(change: &str) -> Vec<String> {
        let consequence = TranscriptConsequence {
            protein: ProteinChange::parse(change),
            ..TranscriptConsequence::unplaced("G", "T".into(), "P".into())
        };
        let singles = each(&consequence, Some(b"MAVKL"));
        singles.iter().map(|one| one.protein.as_ref().unwrap().short()).collect()
    }

    #[test]
    fn as_many_residues_one_by_one() {
        assert_eq!(read("V3_K4delinsEN"), ["V3E", "K4N"]);
        assert_eq!(read("A2_K4delinsTVR"), ["A2T", "K4R"]);
        assert!(read("V3_K4delinsE").is_empty());
        assert!(read("V3_K4delinsE*").is_empty());
        assert!(read("V3E").is_empty());
        assert!(read("L5_K6delinsAA").len() == 1);
    }
}
