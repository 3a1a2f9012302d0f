//! An edit of the coding sequence: its SO terms and, through [`super::protein`], its protein
//! change.

use super::edit::CodingEdit;
use super::protein;
use crate::genome::sequence::translate;
use crate::model::consequence::{Term, Terms};
use crate::model::protein_change::{ProteinChange, Residue, Residues};

impl CodingEdit<'_> {
    /// Returns the terms and the protein change of the edit.
    pub(super) fn effect(&self) -> (Terms, ProteinChange) {
        self.within_codon().unwrap_or_else(|| self.described())
    }

    /// Describes bases replaced by as many bases in one codon that is neither the first nor the
    /// last. Most edits are such, and that codon alone is read for them.
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

    /// Describes any edit through its protein.
    pub(super) fn described(&self) -> (Terms, ProteinChange) {
        let change = protein::describe(self);
        (self.terms(&change), change)
    }

    /// Returns the terms as VEP gives them. The touched codons yield them, and the protein yields
    /// start and stop.
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
            && !touches_stop
            && if reference.contains(&b'*') {
                // Selenocysteine: only the protein distinguishes its TGA from a stop.
                ends_early(change)
            } else {
                alternate.contains(&b'*')
            };

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

    /// Returns the term of an in-frame change of length. It is an insertion or a deletion where
    /// whole codons are only added or only removed around bases that stay, else protein-altering.
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

/// Returns whether a change names a new stop among its residues.
fn ends_early(change: &ProteinChange) -> bool {
    match change {
        ProteinChange::Substitution { alternate, .. } => *alternate == b'*',
        ProteinChange::Insertion { residues, .. } | ProteinChange::Delins { residues, .. } => {
            residues.contains(&b'*')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::genome::TranscriptStore;
    use crate::model::assembly::Assembly;
    use crate::model::position::Interval;

    /// Compares what the codon yields with the library's description, for every replacement of one
    /// to three bases. Every codon is tried at several places of several sequences.
    #[test]
    fn one_codon_reads_as_the_library_describes_it() {
        let bases = *b"ACGT";
        let codon = |n: usize| [bases[n / 16], bases[n / 4 % 4], bases[n % 4]];
        let contexts = [(2, "GCAGAG", "TGCAAA"), (5, "AAATGACAGGCATGC", ""), (1, "", "CAGTGA")];
        let mut compared = 0;
        for (index, left, right) in contexts {
            let index = left.len() / 3 + 1 + usize::from(index == 0);
            for reference in (0..64).map(codon) {
                if matches!(&reference, b"TAA" | b"TAG") {
                    continue;
                }
                let middle = String::from_utf8(reference.to_vec()).unwrap();
                let coding = format!("ATG{left}{middle}{right}TAAGCATAG");
                for alternate in (0..64).map(codon).filter(|a| *a != reference) {
                    for (from, to) in [(0, 1), (1, 2), (2, 3), (0, 2), (1, 3), (0, 3)] {
                        let outside = (0..3).filter(|i| *i < from || *i >= to);
                        if outside.into_iter().any(|i| alternate[i] != reference[i]) {
                            continue;
                        }
                        let at = 3 * index;
                        let edit = CodingEdit {
                            bases: coding.as_bytes(),
                            cds_length: coding.len() - 6,
                            range: Interval::new((at + from) as u32, (at + to) as u32),
                            inserted: &alternate[from..to],
                        };
                        let direct = edit.within_codon().unwrap();
                        assert_eq!(direct, edit.described(), "{coding} {edit:?}");
                        compared += 1;
                    }
                }
            }
        }
        assert!(compared > 18_000, "{compared}");
    }

    /// Compares every `step`th single base of all embedded coding sequences and returns how many.
    fn compare_single_bases(step: usize) -> usize {
        let store = TranscriptStore::embedded();
        let mut compared = 0;
        for gene in store.symbols(Assembly::GRCh38) {
            for model in store.gene(gene, Assembly::GRCh38) {
                let Some(bases) = model.coding_bases() else { continue };
                let cds_length = model.cds_in_transcript().len() as usize;
                let is_known = |at: &usize| !bases[at / 3 * 3..at / 3 * 3 + 3].contains(&b'N');
                let places = (compared % step..cds_length - 3).step_by(step);
                for at in places.filter(is_known) {
                    for inserted in b"ACGT".chunks(1).filter(|base| base[0] != bases[at]) {
                        let range = Interval::new(at as u32, at as u32 + 1);
                        let edit = CodingEdit { bases, cds_length, range, inserted };
                        let Some(direct) = edit.within_codon() else { continue };
                        assert_eq!(direct, edit.described(), "{gene} {range:?}");
                        compared += 1;
                    }
                }
            }
        }
        compared
    }

    #[test]
    fn single_bases_of_real_genes_read_as_the_library_describes_them() {
        assert!(compare_single_bases(127) > 20_000);
    }

    #[test]
    #[ignore = "millions of cases: a minute in a release build"]
    fn every_single_base_reads_as_the_library_describes_it() {
        assert!(compare_single_bases(1) > 3_000_000);
    }
}
