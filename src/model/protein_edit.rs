//! A protein change as an edit of the reference protein, so that two names of one edited protein
//! compare equal.

use super::protein_change::{ProteinChange, Residues};

/// Residues replaced in a reference protein: trimmed of shared residues and shifted as far toward
/// the C-terminus as the protein allows (HGVS 3′ rule).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ProteinEdit {
    /// 1-based number of the first removed residue, or of the residue that an insertion precedes.
    pub start: u32,
    /// Residues removed, none for an insertion.
    pub deleted: Vec<u8>,
    /// Residues put in their place, where `*` ends the protein.
    pub inserted: Vec<u8>,
}

impl ProteinEdit {
    /// Returns the edit that `change` makes to `protein` (one-letter, without its stop).
    ///
    /// Returns `None` for changes that are no edit of known residues: frameshifts, extensions, lost
    /// starts, splice changes, silent ones, insertions of unstated residues.
    /// Returns `None` too where a residue that `change` names is not the protein's (another
    /// transcript's numbers).
    pub fn canonical(change: &ProteinChange, protein: &[u8]) -> Option<Self> {
        let (start, end, inserted): (usize, usize, &[u8]) = match change {
            ProteinChange::Substitution { at, alternate } => {
                let at = span(protein, Residues { first: *at, last: *at })?;
                (at.0, at.1, std::slice::from_ref(alternate))
            }
            ProteinChange::Deletion { at } => {
                let at = span(protein, *at)?;
                (at.0, at.1, &[])
            }
            ProteinChange::Duplication { at } => {
                let at = span(protein, *at)?;
                (at.1, at.1, &protein[at.0..at.1])
            }
            ProteinChange::Insertion { at, residues } => {
                let at = span(protein, *at)?;
                if at.1 - at.0 != 2 || residues.is_empty() {
                    return None;
                }
                (at.0 + 1, at.0 + 1, residues)
            }
            ProteinChange::Delins { at, residues } => {
                let at = span(protein, *at)?;
                (at.0, at.1, residues)
            }
            _ => return None,
        };
        Self::replacing(protein, start, end, inserted)
    }

    /// Returns the edit that replaces `protein[start..end]` (0-based) by `inserted`, or `None`
    /// where that changes nothing.
    pub fn replacing(protein: &[u8], start: usize, end: usize, inserted: &[u8]) -> Option<Self> {
        let mut deleted = protein.get(start..end)?;
        let mut inserted = inserted;
        let mut start = start;
        while let ([a, rest @ ..], [b, others @ ..]) = (deleted, inserted)
            && a == b
        {
            (deleted, inserted, start) = (rest, others, start + 1);
        }
        while let ([rest @ .., a], [others @ .., b]) = (deleted, inserted)
            && a == b
        {
            (deleted, inserted) = (rest, others);
        }
        let (mut deleted, mut inserted) = (deleted.to_vec(), inserted.to_vec());
        match (deleted.is_empty(), inserted.is_empty()) {
            (true, true) => return None,
            (false, true) => shift(protein, &mut deleted, &mut start, |n| n),
            (true, false) => shift(protein, &mut inserted, &mut start, |_| 0),
            (false, false) => {}
        }
        Some(Self { start: start as u32 + 1, deleted, inserted })
    }
}

/// Moves an insertion or a deletion toward the C-terminus while the residue after it is the first
/// of its own. `after` gives how far past `start` that residue lies.
fn shift(protein: &[u8], run: &mut [u8], start: &mut usize, after: fn(usize) -> usize) {
    while protein.get(*start + after(run.len())) == Some(&run[0]) {
        run.rotate_left(1);
        *start += 1;
    }
}

/// Returns the 0-based half-open range of `at`, where the named residues are the protein's.
fn span(protein: &[u8], at: Residues) -> Option<(usize, usize)> {
    let index = |number: u32| (number as usize).checked_sub(1).filter(|&i| i < protein.len());
    let (first, last) = (index(at.first.number)?, index(at.last.number)?);
    let agrees = |i: usize, named: Option<u8>| named.is_none_or(|code| protein[i] == code);
    let named = agrees(first, at.first.residue) && agrees(last, at.last.residue);
    (named && first <= last).then_some((first, last + 1))
}

#[cfg(test)]
mod tests {
    use super::super::protein_change::{Residue, StopDistance};
    use super::*;

    //                        123456789
    const PROTEIN: &[u8] = b"MAKKKLVAVAQ";

    fn at(code: u8, number: u32) -> Residue {
        Residue { number, residue: Some(code) }
    }

    fn run(first: Residue, last: Residue) -> Residues {
        Residues { first, last }
    }

    fn edit(change: ProteinChange) -> Option<(u32, String, String)> {
        ProteinEdit::canonical(&change, PROTEIN).map(|edit| {
            let text = |codes: Vec<u8>| String::from_utf8(codes).unwrap();
            (edit.start, text(edit.deleted), text(edit.inserted))
        })
    }

    #[test]
    fn one_edit_under_many_names() {
        use ProteinChange as P;
        let shifted = Some((5, "K".to_owned(), String::new()));
        for number in 3..=5 {
            let at = run(at(b'K', number), at(b'K', number));
            assert_eq!(edit(P::Deletion { at }), shifted);
        }
        let delins = P::Delins { at: run(at(b'K', 3), at(b'K', 4)), residues: b"K".to_vec() };
        assert_eq!(edit(delins), shifted);
        let dup = Some((11, String::new(), "VA".to_owned()));
        let pair = run(at(b'V', 7), at(b'A', 8));
        assert_eq!(edit(P::Duplication { at: pair }), dup);
        let inserted = P::Insertion { at: run(at(b'A', 8), at(b'V', 9)), residues: b"VA".to_vec() };
        assert_eq!(edit(inserted), dup);
        let before = P::Insertion { at: run(at(b'L', 6), at(b'V', 7)), residues: b"VA".to_vec() };
        assert_eq!(edit(before), dup);
        assert_eq!(
            edit(P::Substitution { at: at(b'L', 6), alternate: b'*' }),
            Some((6, "L".into(), "*".into()))
        );
    }

    #[test]
    fn what_is_no_edit() {
        use ProteinChange as P;
        let fs = P::Frameshift { at: at(b'L', 6), alternate: None, stop: StopDistance::Unknown };
        for change in [
            fs,
            P::StartLost,
            P::Unknown,
            P::Substitution { at: at(b'W', 6), alternate: b'A' },
            P::Substitution { at: at(b'L', 60), alternate: b'A' },
            P::Insertion { at: run(at(b'L', 6), at(b'V', 7)), residues: Vec::new() },
            P::Delins { at: run(at(b'L', 6), at(b'L', 6)), residues: b"L".to_vec() },
        ] {
            assert_eq!(edit(change.clone()), None, "{change:?}");
        }
    }
}
