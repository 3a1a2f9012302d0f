//! The protein change as bcftools csq spells it.
//!
//! It is a 1-based residue and the peptide from there on, before and after: `600V>600E`,
//! `745KELREA>745K`, `25EPPK…>25ARS*`. A silent change has one side.

use crate::model::consequence::{Term, Terms};
use crate::model::protein_change::{ProteinChange, Residue, Residues, StopDistance};

/// Both peptides without the residues that they share at the start.
struct Peptides<'a> {
    /// Residue number of the first letter.
    start: u32,
    before: &'a [u8],
    after: &'a [u8],
    /// The residue before `start`, where it was given.
    previous: Option<u8>,
}

/// Returns the residues touched, first and last, 1-based.
pub(super) fn residues(text: &str, terms: Terms) -> Option<(u32, u32)> {
    let Some((before, _)) = text.split_once('>') else {
        let (number, peptide) = side(text)?;
        return Some((number, last_of(number, peptide)));
    };
    let Some(peptides) = changed(text, terms) else {
        // Abbreviated (`25EPPK..329`): only the first residue is sure.
        let digits = before.bytes().take_while(u8::is_ascii_digit).count();
        return before[..digits].parse().ok().map(|number| (number, number));
    };
    let start = peptides.start;
    Some(match peptides.before {
        [] => (start.saturating_sub(1).max(1), start),
        _ if terms.has(Term::Frameshift) => (start, start),
        removed => (start, last_of(start, removed)),
    })
}

/// Returns the change, or `None` where the peptides are abbreviated or do not fit the terms.
pub(super) fn change(text: &str, terms: Terms) -> Option<ProteinChange> {
    if terms.has(Term::StartLost) {
        return Some(ProteinChange::StartLost);
    }
    if !text.contains('>') {
        let (number, peptide) = side(text)?;
        return Some(ProteinChange::Synonymous { at: run(number, peptide) });
    }
    let peptides = changed(text, terms)?;
    let Peptides { start, before, after, .. } = peptides;
    let first = Residue { number: start, residue: before.first().copied() };
    let stop_at = after.iter().position(|&b| b == b'*');
    if terms.has(Term::StopLost) {
        let stop = stop_at.map_or(StopDistance::Unknown, |at| StopDistance::At(at as u32));
        let alternate = after.first().copied();
        return (first.residue == Some(b'*')).then_some(ProteinChange::Extension {
            at: first,
            alternate,
            stop,
        });
    }
    if let [b'*', ..] = after
        && !before.is_empty()
    {
        return Some(ProteinChange::Substitution { at: first, alternate: b'*' });
    }
    if terms.has(Term::Frameshift) {
        first.residue?;
        let stop = stop_at.map_or(StopDistance::Unknown, |at| StopDistance::At(at as u32 + 1));
        return Some(ProteinChange::Frameshift {
            at: first,
            alternate: after.first().copied(),
            stop,
        });
    }
    match (before, after) {
        ([], []) => None,
        ([_], &[alternate]) => Some(ProteinChange::Substitution { at: first, alternate }),
        ([], inserted) => {
            let before = Residue { number: start.checked_sub(1)?, residue: peptides.previous };
            let at = Residues { first: before, last: Residue { number: start, residue: None } };
            Some(ProteinChange::Insertion { at, residues: inserted.to_vec() })
        }
        (removed, []) => Some(ProteinChange::Deletion { at: run(start, removed) }),
        (removed, put) => {
            Some(ProteinChange::Delins { at: run(start, removed), residues: put.to_vec() })
        }
    }
}

fn changed(text: &str, terms: Terms) -> Option<Peptides<'_>> {
    let (before, after) = text.split_once('>')?;
    let ((number, mut before), (same, mut after)) = (side(before)?, side(after)?);
    if number != same {
        return None;
    }
    let prefix = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let previous = prefix.checked_sub(1).map(|at| before[at]);
    (before, after) = (&before[prefix..], &after[prefix..]);
    // Equal ends after a frameshift or a lost stop are chance.
    if !terms.any(&[Term::Frameshift, Term::StopLost]) {
        let ends = before.iter().rev().zip(after.iter().rev());
        let suffix = ends.take_while(|(a, b)| a == b).count();
        before = &before[..before.len() - suffix];
        after = &after[..after.len() - suffix];
    }
    Some(Peptides { start: number.checked_add(prefix as u32)?, before, after, previous })
}

/// Reads `745KELREA` as number and letters.
fn side(text: &str) -> Option<(u32, &[u8])> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let letters = &text.as_bytes()[digits..];
    let is_peptide = letters.iter().all(|&b| b.is_ascii_uppercase() || b == b'*');
    let number = text[..digits].parse().ok().filter(|&n| n > 0)?;
    (is_peptide && !letters.is_empty()).then_some((number, letters))
}

/// Returns the number of the last of `letters`.
fn last_of(number: u32, letters: &[u8]) -> u32 {
    number.saturating_add((letters.len() as u32).saturating_sub(1))
}

fn run(number: u32, letters: &[u8]) -> Residues {
    Residues {
        first: Residue { number, residue: letters.first().copied() },
        last: Residue { number: last_of(number, letters), residue: letters.last().copied() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes() {
        let at = |number, residue| Residue { number, residue: Some(residue) };
        let span = |a, b| Residues { first: a, last: b };
        let cases = [
            (
                "600V>600E",
                Term::Missense,
                (600, 600),
                Some(ProteinChange::Substitution { at: at(600, b'V'), alternate: b'E' }),
            ),
            (
                "61Q>61*",
                Term::StopGained,
                (61, 61),
                Some(ProteinChange::Substitution { at: at(61, b'Q'), alternate: b'*' }),
            ),
            (
                "600V",
                Term::Synonymous,
                (600, 600),
                Some(ProteinChange::Synonymous { at: span(at(600, b'V'), at(600, b'V')) }),
            ),
            (
                "745KELREA>745K",
                Term::InframeDeletion,
                (746, 750),
                Some(ProteinChange::Deletion { at: span(at(746, b'E'), at(750, b'A')) }),
            ),
            (
                "746ELREATSP>746ES",
                Term::InframeDeletion,
                (747, 753),
                Some(ProteinChange::Delins {
                    at: span(at(747, b'L'), at(753, b'P')),
                    residues: b"S".to_vec(),
                }),
            ),
            (
                "769V>769VASV",
                Term::InframeInsertion,
                (769, 770),
                Some(ProteinChange::Insertion {
                    at: span(at(769, b'V'), Residue { number: 770, residue: None }),
                    residues: b"ASV".to_vec(),
                }),
            ),
            (
                "25LEPK>25LARS*",
                Term::Frameshift,
                (26, 26),
                Some(ProteinChange::Frameshift {
                    at: at(26, b'E'),
                    alternate: Some(b'A'),
                    stop: StopDistance::At(4),
                }),
            ),
            (
                "25LEPK>25LARS",
                Term::Frameshift,
                (26, 26),
                Some(ProteinChange::Frameshift {
                    at: at(26, b'E'),
                    alternate: Some(b'A'),
                    stop: StopDistance::Unknown,
                }),
            ),
            (
                "493*>493CLR*",
                Term::StopLost,
                (493, 493),
                Some(ProteinChange::Extension {
                    at: at(493, b'*'),
                    alternate: Some(b'C'),
                    stop: StopDistance::At(3),
                }),
            ),
            ("1M>1T", Term::StartLost, (1, 1), Some(ProteinChange::StartLost)),
            ("25EPPK..329>25ARS..94", Term::Frameshift, (25, 25), None),
        ];
        for (text, term, codons, want) in cases {
            let terms = [term].into_iter().collect();
            assert_eq!(residues(text, terms), Some(codons), "{text}");
            assert_eq!(change(text, terms), want, "{text}");
        }
        for text in ["", "V600E", "600", "0V>0E", "600V>601E", "600v>600e"] {
            assert_eq!(change(text, Terms::default()), None, "{text}");
        }
    }
}
