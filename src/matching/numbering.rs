//! Changes that a source counts on another transcript, or by a convention of its own.

use crate::knowledge::numbering::OtherNumbering;
use crate::model::profile::Alteration;
use crate::model::protein_change::Residue;

use super::facts::Facts;

/// Returns `alteration` in the embedded protein's numbers, and its own numbers, where these differ.
/// Its residues must not fit any embedded protein of the gene, unless the other numbering is the
/// usual one. Exactly one other numbering must make them fit.
pub fn renumbered(
    alteration: &Alteration,
    proteins: &[&[u8]],
    others: &[OtherNumbering],
) -> Option<(Alteration, &'static str)> {
    let residues = named_residues(alteration);
    let (first, reported) = (residues[0]?, proteins.first()?);
    let is_plain = proteins.iter().any(|protein| fits(&residues, protein, 0));
    let mut found: Option<&OtherNumbering> = None;
    for other in others {
        let is_candidate = (other.usual || !is_plain)
            && first
                .renumbered(-other.offset)
                .is_some_and(|at| (other.first..=other.last).contains(&at.number))
            && fits(&residues, reported, -other.offset);
        match found {
            Some(known) if is_candidate && known.offset != other.offset => return None,
            None if is_candidate => found = Some(other),
            _ => {}
        }
    }
    let other = found?;
    let by = -other.offset;
    let moved = match alteration {
        Alteration::Protein(change) => Alteration::Protein(change.renumbered(by)?),
        Alteration::Codon(at) => Alteration::Codon(at.renumbered(by)?),
        Alteration::CodonTo(at, alternates) => {
            Alteration::CodonTo(at.renumbered(by)?, alternates.clone())
        }
        _ => return None,
    };
    Some((moved, other.note))
}

/// Returns whether one of the gene's proteins has the residues of `alteration` under their own
/// numbers. An alteration without residues fits.
pub fn fits_as_it_is(alteration: &Alteration, proteins: &[&[u8]]) -> bool {
    let residues = named_residues(alteration);
    proteins.iter().any(|protein| fits(&residues, protein, 0))
}

/// Returns the first and the last residue named with its letter. (No list: every component that a
/// variant of the gene does not meet is checked so.)
fn named_residues(alteration: &Alteration) -> [Option<Residue>; 2] {
    match alteration {
        Alteration::Protein(change) => {
            let mut named = change.named_residues();
            [named.next(), named.next()]
        }
        Alteration::Codon(at) | Alteration::CodonTo(at, _) if at.residue.is_some() => {
            [Some(*at), None]
        }
        _ => [None, None],
    }
}

fn fits(residues: &[Option<Residue>; 2], protein: &[u8], by: i32) -> bool {
    residues.iter().flatten().all(|residue| {
        residue
            .renumbered(by)
            .and_then(|moved| protein.get(moved.number as usize - 1))
            // Any residue fits one that is not known.
            .is_some_and(|&letter| letter == b'X' || residue.residue == Some(letter))
    })
}

/// Returns the proteins of the views of one gene.
pub(super) fn proteins<'v>(views: &[Facts<'v>]) -> Vec<&'v [u8]> {
    views.iter().filter_map(|facts| facts.protein).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::profile;
    use crate::model::profile::Profile;

    const PROTEIN: &[u8] = b"MARTKQTARKSTGGKAPRKQLATKAARKSAPSTGGV";

    fn other(offset: i32, first: u32, last: u32, usual: bool) -> OtherNumbering {
        OtherNumbering { gene: "G", offset, first, last, usual, note: "n" }
    }

    fn read(text: &str, others: &[OtherNumbering]) -> Option<String> {
        let Ok(Profile::Component(component)) = profile::parse(&format!("H3-3A {text}")) else {
            return None;
        };
        match renumbered(&component.alteration, &[PROTEIN], others)?.0 {
            Alteration::Protein(change) => Some(change.short()),
            Alteration::Codon(at) => Some(at.number.to_string()),
            _ => None,
        }
    }

    #[test]
    fn only_what_does_not_fit_and_fits_one_other_way() {
        let by_one = [other(-1, 2, 36, false)];
        assert_eq!(read("K27M", &by_one).as_deref(), Some("K28M"));
        assert_eq!(read("K27", &by_one).as_deref(), Some("28"));
        // It fits as it is, unless the other way is the usual one.
        assert_eq!(read("G34R", &by_one), None);
        assert_eq!(read("G34R", &[other(-1, 2, 36, true)]).as_deref(), Some("G35R"));
        // Outside the range, no such residue there, two ways that fit.
        assert_eq!(read("K27M", &[other(-1, 2, 27, false)]), None);
        assert_eq!(read("W27M", &by_one), None);
        assert_eq!(read("K27M", &[other(-1, 2, 36, false), other(3, 2, 36, false)]), None);
        // Both ends of a span must fit.
        assert_eq!(read("K27_S28del", &by_one).as_deref(), Some("K28_S29del"));
        assert_eq!(read("K27_K28del", &by_one), None);
        assert_eq!(read("amplification", &by_one), None);
    }
}
