//! An edit of the coding sequence: its SO terms and, through [`super::protein`], its protein
//! change.

use super::protein;
use crate::genome::sequence::translate;
use crate::model::consequence::{Term, Terms};
use crate::model::position::Interval;
use crate::model::protein_change::{ProteinChange, Residue, Residues};

/// A replacement in a coding sequence, in transcript direction.
#[derive(Debug, Clone, Copy)]
pub(super) struct CodingEdit<'a> {
    /// The coding sequence and the known bases of the 3′ UTR after it.
    pub(super) bases: &'a [u8],
    /// Length of the coding sequence, stop codon included: whole codons.
    pub(super) cds_length: usize,
    /// Replaced bases of `bases`, 0-based half-open; empty for an insertion before its start.
    pub(super) range: Interval,
    /// New bases.
    pub(super) inserted: &'a [u8],
}

impl<'a> CodingEdit<'a> {
    /// The coding sequence alone.
    pub(super) fn cds(&self) -> &'a [u8] {
        &self.bases[..self.cds_length]
    }

    /// Bases added minus bases removed.
    pub(super) fn net(&self) -> i64 {
        self.inserted.len() as i64 - i64::from(self.range.len())
    }

    /// Terms and protein change.
    pub(super) fn effect(&self) -> (Terms, ProteinChange) {
        self.within_codon().unwrap_or_else(|| self.described())
    }

    /// Bases for as many bases in one codon that is neither the first nor the last: by far the
    /// most edits, read from that codon alone.
    fn within_codon(&self) -> Option<(Terms, ProteinChange)> {
        let (start, end) = (self.range.start as usize, self.range.end as usize);
        let codon = start / 3;
        let inner = codon > 0 && 3 * codon + 3 < self.cds_length;
        if self.net() != 0 || start == end || (end - 1) / 3 != codon || !inner {
            return None;
        }
        let reference = &self.bases[3 * codon..3 * codon + 3];
        let mut alternate = [reference[0], reference[1], reference[2]];
        alternate[start - 3 * codon..end - 3 * codon].copy_from_slice(self.inserted);
        let (from, to) = (translate(reference), translate(&alternate));
        // Before the declared stop, TGA codes selenocysteine.
        let from = if from == b'*' { b'U' } else { from };
        let at = Residue { number: codon as u32 + 1, residue: Some(from) };
        let (term, change) = match to {
            _ if from == to => {
                let at = Residues { first: at, last: at };
                (Term::Synonymous, ProteinChange::Synonymous { at })
            }
            b'*' => (Term::StopGained, ProteinChange::Substitution { at, alternate: to }),
            _ => (Term::Missense, ProteinChange::Substitution { at, alternate: to }),
        };
        Some((Terms::from_iter([term]), change))
    }

    /// The general case.
    pub(super) fn described(&self) -> (Terms, ProteinChange) {
        let change = protein::describe(self);
        (self.terms(&change), change)
    }

    /// Terms as VEP gives them: from the touched codons, and the start and stop from the protein.
    fn terms(&self, change: &ProteinChange) -> Terms {
        let mut terms = Terms::default();
        let (start, end) = (self.range.start as usize, self.range.end as usize);
        let net = self.net();
        let first = start / 3;
        let last = if start == end && start % 3 == 0 {
            first // between codons: none is touched
        } else {
            (end.max(start + 1) - 1) / 3 + 1
        };
        let last = last.min(self.bases.len() / 3);
        let reference: Vec<u8> =
            self.bases[3 * first..3 * last].chunks_exact(3).map(translate).collect();
        let mut codons = self.bases[3 * first..start].to_vec();
        codons.extend_from_slice(self.inserted);
        codons.extend_from_slice(self.bases.get(end..3 * last).unwrap_or_default());
        let alternate: Vec<u8> = codons.chunks_exact(3).map(translate).collect();
        let stop_codon = self.cds_length / 3 - 1;
        let touches_stop = first <= stop_codon && stop_codon < last;
        let loses_stop = matches!(change, ProteinChange::Extension { .. });
        let loses_start = matches!(change, ProteinChange::StartLost);
        let unchanged = matches!(change, ProteinChange::Synonymous { .. });
        let gains_stop = !loses_start
            && alternate.contains(&b'*')
            && !touches_stop
            && !reference.contains(&b'*');

        if loses_start {
            terms.insert(Term::StartLost);
        }
        if loses_stop {
            terms.insert(Term::StopLost);
        } else if touches_stop && unchanged {
            terms.insert(Term::StopRetained);
            return terms;
        }
        if gains_stop {
            terms.insert(Term::StopGained);
        }
        if net % 3 != 0 {
            terms.insert(Term::Frameshift);
        } else if net == 0 {
            if unchanged {
                terms.insert(Term::Synonymous);
            } else if terms.is_empty() {
                terms.insert(Term::Missense);
            }
        } else {
            terms.insert(self.in_frame_term(first, last, &codons));
        }
        terms
    }

    /// Whether an in-frame change of length only adds or only removes bases of its codons.
    fn in_frame_term(&self, first: usize, last: usize, alternate: &[u8]) -> Term {
        let reference = &self.bases[3 * first..3 * last];
        let (shorter, longer) = if reference.len() < alternate.len() {
            (reference, alternate)
        } else {
            (alternate, reference)
        };
        let same = |(a, b): &(&u8, &u8)| a == b;
        let prefix = shorter.iter().zip(longer).take_while(same).count();
        let suffix = shorter.iter().rev().zip(longer.iter().rev()).take_while(same).count();
        match self.net() {
            _ if prefix + suffix < shorter.len() => Term::ProteinAltering,
            1.. => Term::InframeInsertion,
            _ => Term::InframeDeletion,
        }
    }
}
