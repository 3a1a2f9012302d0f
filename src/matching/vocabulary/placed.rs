//! Residues, coding positions and exons that a gene does not have.

use super::suggest::or_else;
use crate::consequence::{coding_to_genomic, splice_site_beside};
use crate::genome::TranscriptStore;
use crate::knowledge::numbering::of_gene;
use crate::matching::numbering::{fits_as_it_is, renumbered};
use crate::model::assembly::Assembly;
use crate::model::profile::{Alteration, Component};
use crate::model::protein_change::{ProteinChange, Residue};

/// Says why `component` has no place in its gene; `None` where it has, or names no place.
pub(super) fn doubt(store: &TranscriptStore, component: &Component) -> Option<String> {
    let Component { gene, alteration } = component;
    match alteration {
        Alteration::Protein(_) | Alteration::Codon(_) | Alteration::CodonTo(..) => {
            no_residue(store, component)
        }
        Alteration::Coding(name) => no_coding(store, gene, name),
        Alteration::Exon { last, .. } => no_exon(store, gene, *last),
        _ => None,
    }
}

fn no_residue(store: &TranscriptStore, component: &Component) -> Option<String> {
    let Component { gene, alteration } = component;
    let models = store.gene(gene, Assembly::GRCh38);
    if let Some(doubt) = beyond(store, component) {
        return Some(doubt);
    }
    if let Alteration::Protein(ProteinChange::Splice { at }) = alteration
        && !models.is_empty()
        // Counted from either side of the intron.
        && (at.saturating_sub(1)..=at + 1)
            .all(|at| models.iter().all(|model| splice_site_beside(model, at).is_none()))
    {
        let accession = &models[0].accession;
        return Some(format!(
            "{component}: no exon of {gene} begins or ends at residue {at} ({accession})"
        ));
    }
    let proteins: Vec<&[u8]> = models.iter().filter_map(|model| model.protein_sequence()).collect();
    let reported = proteins.first()?;
    // `R175H` written as `H175R` is no change by other numbers.
    let is_turned = matches!(
        alteration,
        Alteration::Protein(ProteinChange::Substitution { at, alternate })
            if reported.get((at.number as usize).saturating_sub(1)) == Some(alternate)
    );
    if fits_as_it_is(alteration, &proteins)
        || !is_turned && renumbered(alteration, &proteins, of_gene(gene)).is_some()
    {
        return None;
    }
    let is_there = |at: &Residue| {
        let there = reported.get(at.number as usize - 1).copied();
        there == at.residue || there == Some(b'X') || at.residue.is_none()
    };
    let at = named_residues(alteration).into_iter().find(|at| !is_there(at))?;
    let accession = &models.first()?.accession;
    let Some(&there) = reported.get(at.number as usize - 1) else {
        let length = reported.len();
        return Some(format!(
            "{component}: {gene} has {length} residues ({accession}), and none numbered {}",
            at.number
        ));
    };
    let there = char::from(there);
    let instead = match alteration {
        Alteration::Protein(ProteinChange::Substitution { alternate, .. })
            if there != char::from(*alternate) =>
        {
            vec![format!("{gene} {there}{}{}", at.number, char::from(*alternate))]
        }
        Alteration::Protein(ProteinChange::Substitution { at, .. }) => {
            let turned = at.residue.map(char::from).map(String::from).unwrap_or_default();
            vec![format!("{gene} {there}{}{turned}", at.number)]
        }
        _ => vec![format!("{gene} {there}{}", at.number)],
    };
    Some(format!(
        "{component}: residue {} of {gene} is {there} ({accession}){}",
        at.number,
        or_else(&instead)
    ))
}

/// A residue after the last one, or a stop codon that is not the last; told without bases too.
fn beyond(store: &TranscriptStore, component: &Component) -> Option<String> {
    let Component { gene, alteration } = component;
    let models = store.gene(gene, Assembly::GRCh38);
    let farther = of_gene(gene).iter().map(|other| other.offset).max().unwrap_or(0).max(0);
    let codons = models.iter().map(|model| model.codon_count());
    let last = codons.clone().max()?.saturating_add_signed(farther);
    let accession = &models.first()?.accession;
    let length = codons.clone().max()?.saturating_sub(1);
    if let Alteration::Protein(ProteinChange::Extension { at, .. }) = alteration
        && farther == 0
        && !codons.clone().any(|count| count == at.number)
    {
        return Some(format!("{component}: the stop codon of {gene} is {last} ({accession})"));
    }
    let beyond = named_residues(alteration).into_iter().find(|at| at.number > last)?;
    Some(format!(
        "{component}: {gene} has {length} residues ({accession}), and none numbered {}",
        beyond.number
    ))
}

/// A coding change that no transcript of the gene has; where bases are not embedded, none can be told.
fn no_coding(store: &TranscriptStore, gene: &str, name: &str) -> Option<String> {
    let models = store.gene(gene, Assembly::GRCh38);
    let tried: Vec<_> = models
        .iter()
        .filter(|model| model.coding_bases().is_some())
        .map(|model| (model, coding_to_genomic(model, name)))
        .collect();
    let is_there = tried.iter().any(|(_, edit)| edit.is_ok());
    let (model, why) = tried.into_iter().find_map(|(model, edit)| Some((model, edit.err()?)))?;
    (!is_there).then(|| format!("{gene} {name}: {why} ({})", model.accession))
}

fn no_exon(store: &TranscriptStore, gene: &str, last: u32) -> Option<String> {
    let models = store.gene(gene, Assembly::GRCh38);
    let most = models.iter().map(|model| model.exons.len()).max()?;
    (last as usize > most).then(|| format!("{gene} has {most} exons, and none numbered {last}"))
}

fn named_residues(alteration: &Alteration) -> Vec<Residue> {
    match alteration {
        Alteration::Protein(change) => change.named_residues().collect(),
        Alteration::Codon(at) | Alteration::CodonTo(at, _) => vec![*at],
        _ => Vec::new(),
    }
}
