//! From selected entries to the model's values.

use std::borrow::Cow;
use std::sync::Arc;

use crate::model::consequence::{Term, TranscriptConsequence};
use crate::model::protein_change::ProteinChange;

use super::allele::{applies_to, is_relative};
use super::entry::{AnnotationEntry, entries};
use super::format::AnnotationFormat;
use super::peptide;

/// Returns the consequences that `info_value` gives for the ALT with 1-based number `alt_index`:
/// one a gene, from the entry that [`select_per_gene`] prefers.
///
/// `reference` is the record's REF, and `alternates` its whole ALT column. [`to_consequence`] says
/// what `parse_protein` does.
pub fn consequences(
    format: &AnnotationFormat,
    info_value: &[u8],
    reference: &[u8],
    alternates: &[u8],
    alt_index: usize,
    parse_protein: &dyn Fn(&str) -> Option<ProteinChange>,
) -> Vec<TranscriptConsequence> {
    let of_allele = entries(format, info_value)
        .filter(|entry| applies_to(entry, reference, alternates, alt_index));
    select_per_gene(of_allele)
        .iter()
        .filter_map(|entry| to_consequence(entry, parse_protein))
        .collect()
}

/// Selects one entry a gene, in the order of the genes' first entries. MANE Select comes first,
/// then VEP's pick or the canonical transcript, then the most severe term. The earlier entry wins a
/// tie.
///
/// Skips entries without a transcript or without terms. The caller filters by allele
/// ([`super::applies_to`]).
pub fn select_per_gene<'a>(
    entries: impl IntoIterator<Item = AnnotationEntry<'a>>,
) -> Vec<AnnotationEntry<'a>> {
    let mut selected: Vec<AnnotationEntry<'a>> = Vec::new();
    for entry in entries {
        if entry.transcript.is_empty() || entry.gene.is_empty() || entry.terms.is_empty() {
            continue;
        }
        match selected.iter_mut().find(|other| other.gene == entry.gene) {
            Some(other) if preference(&entry) < preference(other) => *other = entry,
            Some(_) => {}
            None => selected.push(entry),
        }
    }
    selected
}

/// Returns the rank of an entry among those of its gene. Lower is better.
fn preference(entry: &AnnotationEntry<'_>) -> (bool, bool, bool, Option<Term>) {
    let is_preferred = entry.is_canonical || entry.is_picked;
    (is_relative(entry), !entry.is_mane_select, !is_preferred, entry.terms.iter().next())
}

/// Returns the entry as a consequence, marked `from_input`, or `None` where it names no transcript,
/// no gene or no known term. `parse_protein` reads an HGVS protein change without accession
/// (`p.Val600Glu`, `p.V600E`).
///
/// BCSQ's peptides (`600V>600E`) are read here. They say nothing of the residues around them. So an
/// insertion is never named a duplication, and a run of equal residues is not shifted.
pub fn to_consequence(
    entry: &AnnotationEntry<'_>,
    parse_protein: &dyn Fn(&str) -> Option<ProteinChange>,
) -> Option<TranscriptConsequence> {
    if entry.terms.is_empty() || entry.gene.is_empty() || entry.transcript.is_empty() {
        return None;
    }
    let protein = if entry.hgvs_p.is_empty() {
        peptide::change(entry.amino_acid_change, entry.terms)
    } else {
        parse_protein(&decoded(entry.hgvs_p))
    };
    Some(TranscriptConsequence {
        gene: entry.gene.into(),
        transcript: Arc::from(entry.transcript),
        protein_accession: Arc::from(entry.protein_id),
        terms: entry.terms,
        hgvs_c: (!entry.hgvs_c.is_empty()).then(|| decoded(entry.hgvs_c).into_owned()),
        protein,
        codons: entry.protein_position,
        exon: entry.exon,
        intron: entry.intron,
        ref_mismatch: false,
        outside_sequence: false,
        last_exon_base: false,
        from_input: true,
    })
}

/// Decodes percent signs as VCF 4.5 §1.2 and VEP write them: `%3D` is `=`. An incomplete code
/// stays.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let hex = |at: usize| {
        let code = text.get(at + 1..at + 3).filter(|_| text.as_bytes()[at] == b'%')?;
        u8::from_str_radix(code, 16).ok()
    };
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let code = hex(at);
        bytes.push(code.unwrap_or(text.as_bytes()[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_codes() {
        for (text, want) in [
            ("p.Val600=", "p.Val600="),
            ("p.Val600%3D", "p.Val600="),
            ("p.%", "p.%"),
            ("p.%3", "p.%3"),
            ("p.%ZZ", "p.%ZZ"),
            ("p.%\u{e9}x", "p.%\u{e9}x"),
        ] {
            assert_eq!(decoded(text), want);
        }
    }
}
