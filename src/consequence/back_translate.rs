//! From a protein change to one sequence edit that makes it, for variants that are only named.

use crate::genome::TranscriptModel;
use crate::model::allele::SequenceEdit;
use crate::model::position::ResidueNumber;
use crate::model::protein_change::{ProteinChange, Residues};

use super::reverse::{coding_to_genomic, substitution_edits};

/// Returns an edit of `model` that makes `change`. Inserted residues get codons of the standard
/// table.
///
/// Returns `None` for changes that name no edit: frameshifts, lost starts, splice changes. Returns
/// `None` too where the residues are not the transcript's, or the edit would span two exons.
pub fn edit_for(model: &TranscriptModel, change: &ProteinChange) -> Option<SequenceEdit> {
    let span = |at: &Residues| span(at.first.number, at.last.number);
    let name = match change {
        ProteinChange::Substitution { at, alternate } => {
            return substitution_edits(model, *at, *alternate).into_iter().next();
        }
        ProteinChange::Deletion { at } => {
            let (first, last) = span(at)?;
            format!("c.{first}_{last}del")
        }
        ProteinChange::Duplication { at } => {
            let (first, last) = span(at)?;
            format!("c.{first}_{last}dup")
        }
        ProteinChange::Insertion { at, residues } if !residues.is_empty() => {
            let after = ResidueNumber(at.first.number).codon()?.end;
            format!("c.{after}_{}ins{}", after + 1, codons(residues)?)
        }
        ProteinChange::Delins { at, residues } => {
            let (first, last) = span(at)?;
            format!("c.{first}_{last}delins{}", codons(residues)?)
        }
        _ => return None,
    };
    coding_to_genomic(model, &name).ok()
}

/// Returns any one edit that touches residues `first..=last`, to place a change that names no edit.
pub fn edit_at(model: &TranscriptModel, first: u32, last: u32) -> Option<SequenceEdit> {
    let (first, last) = span(first, last)?;
    coding_to_genomic(model, &format!("c.{first}_{last}del")).ok()
}

/// Returns the first and last base of the codons of two residues, counted from 1 as `c.` does.
fn span(first: u32, last: u32) -> Option<(u32, u32)> {
    let codon = |number| ResidueNumber(number).codon();
    Some((codon(first)?.start + 1, codon(last)?.end))
}

fn codons(residues: &[u8]) -> Option<String> {
    residues.iter().map(|&residue| codon(residue)).collect()
}

/// Returns one codon of the standard genetic code for a one-letter residue.
fn codon(residue: u8) -> Option<&'static str> {
    Some(match residue {
        b'A' => "GCC",
        b'C' => "TGC",
        b'D' => "GAC",
        b'E' => "GAG",
        b'F' => "TTC",
        b'G' => "GGC",
        b'H' => "CAC",
        b'I' => "ATC",
        b'K' => "AAG",
        b'L' => "CTG",
        b'M' => "ATG",
        b'N' => "AAC",
        b'P' => "CCC",
        b'Q' => "CAG",
        b'R' => "CGG",
        b'S' => "AGC",
        b'T' => "ACC",
        b'V' => "GTG",
        b'W' => "TGG",
        b'Y' => "TAC",
        b'*' => "TGA",
        _ => return None,
    })
}
