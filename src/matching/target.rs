//! Where on the genome an alteration that is only named can lie, and which alleles make it.

use crate::consequence::{coding_to_genomic, edit_for, substitution_edits};
use crate::genome::{TranscriptModel, TranscriptStore};
use crate::knowledge::numbering;
use crate::knowledge::variants::KnownAlleles;
use crate::model::allele::SequenceEdit;
use crate::model::assembly::Assembly;
use crate::model::position::{ExonRank, Interval, ResidueNumber};
use crate::model::profile::{Alteration, Assay, Component, RegionClass};
use crate::model::protein_change::{ProteinChange, Residue};
use crate::model::target::{TargetKind, Unplaced};

use super::numbering::{fits_as_it_is, renumbered};
use super::region::tandem_duplication_exons;

/// Intronic bases beside an exon whose change may skip it.
const SPLICE: u32 = 2;
/// One-letter codes of the residues.
const RESIDUES: &[u8] = b"ACDEFGHIKLMNPQRSTVWY";
/// The changes of TERT's promoter that make a binding site.
const PROMOTER: [&str; 4] =
    ["c.-124C>T", "c.-146C>T", "c.-138_-139delinsTT", "c.-124_-125delinsTT"];

/// Where an alteration lies.
#[derive(Debug, Clone)]
pub struct Target<'m> {
    /// The transcript that its residues are counted on.
    pub model: &'m TranscriptModel,
    /// What it names.
    pub kind: TargetKind,
    /// Its bases, sorted.
    pub intervals: Vec<Interval>,
    /// The alleles that make it, as far as its name says; those of fewest changed bases.
    pub alleles: Vec<SequenceEdit>,
}

/// Places the alteration of `component` on `assembly`.
///
/// # Errors
/// Why it has no place.
pub fn place<'m>(
    component: &Component,
    store: &'m TranscriptStore,
    assembly: Assembly,
) -> Result<Target<'m>, Unplaced> {
    match component.alteration.assay() {
        Assay::Signature => return Err(Unplaced::WholeTumor),
        Assay::Expression | Assay::Epigenetic | Assay::Other => return Err(Unplaced::NotOfDna),
        Assay::Germline => return Err(Unplaced::Genotype),
        Assay::SmallVariant | Assay::CopyNumber | Assay::Fusion | Assay::Wildtype => {}
    }
    if component.gene.is_empty() {
        return Err(Unplaced::Arm);
    }
    let models = store.gene(&component.gene, assembly);
    let reported = models.first().ok_or(Unplaced::NoTranscript)?;
    let (model, alteration) = counted_on(models, &component.alteration)?;
    let of = |kind, intervals: Vec<Interval>, alleles: Vec<SequenceEdit>| match intervals.is_empty()
    {
        true => Err(Unplaced::NoRegion),
        false => Ok(Target { model, kind, intervals, alleles }),
    };
    let codons = |first, last| model.codons_on_genome(ResidueNumber(first), ResidueNumber(last));
    match &alteration {
        Alteration::Protein(ProteinChange::Splice { at }) => {
            let around = |at: Interval| {
                Interval::new(at.start.saturating_sub(SPLICE + 1), at.end + SPLICE + 1)
            };
            of(TargetKind::Splice, codons(*at, *at).into_iter().map(around).collect(), Vec::new())
        }
        Alteration::Protein(change) => {
            let (first, last) = residues(change).ok_or(Unplaced::NoRegion)?;
            of(TargetKind::Allele, codons(first, last), alleles(model, change))
        }
        Alteration::Codon(at) => {
            let snvs = RESIDUES.iter().flat_map(|to| substitution_edits(model, *at, *to));
            let snvs = snvs.filter(SequenceEdit::is_snv).collect();
            of(TargetKind::Codon, codons(at.number, at.number), snvs)
        }
        Alteration::CodonTo(at, to) => {
            let edits = to.iter().flat_map(|to| fewest(substitution_edits(model, *at, *to)));
            of(TargetKind::Codon, codons(at.number, at.number), edits.collect())
        }
        Alteration::Exon { first, last, class } => {
            let is_skipped = *class == RegionClass::Skipping;
            let exons = (*first..=*last).filter_map(|rank| model.exon(ExonRank(rank)));
            let exons = exons.filter_map(|exon| match is_skipped {
                true => Some(Interval::new(exon.start.saturating_sub(SPLICE), exon.end + SPLICE)),
                false => coding_part(model, exon),
            });
            let kind = if is_skipped { TargetKind::Splice } else { TargetKind::Exon };
            let mut exons: Vec<Interval> = exons.collect();
            exons.sort();
            of(kind, exons, Vec::new())
        }
        Alteration::InternalTandemDuplication => {
            let (first, last) = tandem_duplication_exons(&model.gene).ok_or(Unplaced::NoRegion)?;
            let exons = (first..=last).filter_map(|rank| model.exon(ExonRank(rank)));
            let mut exons: Vec<Interval> =
                exons.filter_map(|exon| coding_part(model, exon)).collect();
            exons.sort();
            of(TargetKind::Exon, exons, Vec::new())
        }
        Alteration::Region { ranges, .. } => {
            let mut intervals: Vec<Interval> =
                ranges.iter().flat_map(|&(first, last)| codons(first, last)).collect();
            intervals.sort();
            of(TargetKind::Range, intervals, Vec::new())
        }
        Alteration::Coding(name) => {
            let edit = models.iter().find_map(|model| coding_to_genomic(model, name).ok());
            let edit = edit.ok_or(Unplaced::NoSuchBases)?;
            of(TargetKind::Allele, vec![touched(&edit)], vec![edit])
        }
        Alteration::Promoter(named) => {
            let names: Vec<&str> = match named {
                Some(name) => vec![name],
                None => PROMOTER.to_vec(),
            };
            let mut edits: Vec<SequenceEdit> =
                names.iter().filter_map(|name| coding_to_genomic(reported, name).ok()).collect();
            edits.sort_by_key(|edit| edit.start);
            of(TargetKind::Promoter, edits.iter().map(touched).collect(), edits)
        }
        Alteration::CopyNumber(_) => of(TargetKind::CopyNumber, span(model), Vec::new()),
        alteration => match alteration.assay() {
            Assay::CopyNumber => of(TargetKind::CopyNumber, span(model), Vec::new()),
            Assay::Fusion => of(TargetKind::Rearrangement, span(model), Vec::new()),
            _ if model.cds.is_empty() => of(TargetKind::Gene, model.exons.clone(), Vec::new()),
            _ => of(TargetKind::Gene, model.cds.clone(), Vec::new()),
        },
    }
}

/// Returns the base changes that sources give with the profile `text`, on `assembly`.
pub fn known_alleles(
    gene: &str,
    text: &str,
    store: &TranscriptStore,
    assembly: Assembly,
) -> Vec<SequenceEdit> {
    let known = KnownAlleles::embedded_of(gene).iter().filter(|known| known.profile == text);
    known.filter_map(|known| moved(&known.edit, gene, store, assembly)).collect()
}

/// Returns an edit of GRCh37 on `assembly`, by its place in an exon or beside one. Its bases must be
/// the transcript's.
fn moved(
    edit: &SequenceEdit,
    gene: &str,
    store: &TranscriptStore,
    assembly: Assembly,
) -> Option<SequenceEdit> {
    let of = |assembly| store.gene(gene, assembly).first();
    let (from, to) = (of(Assembly::GRCh37)?, of(assembly)?);
    let (index, _) = from.exon_at(edit.start);
    let (old, new) = (from.exons.get(index)?, to.exons.get(index)?);
    let start =
        u32::try_from(i64::from(new.start) + i64::from(edit.start) - i64::from(old.start)).ok()?;
    let moved = SequenceEdit { contig: to.contig, start, ..edit.clone() };
    let is_spelled = moved.deleted.is_empty()
        || store.reference_bases(moved.contig, moved.interval(), assembly)
            == Some(moved.deleted.as_slice());
    (is_spelled && old.len() == new.len()).then_some(moved)
}

/// Returns the transcript that the residues of `alteration` are counted on, and the alteration in its
/// numbers.
fn counted_on<'m>(
    models: &'m [TranscriptModel],
    alteration: &Alteration,
) -> Result<(&'m TranscriptModel, Alteration), Unplaced> {
    let reported = models.first().ok_or(Unplaced::NoTranscript)?;
    let proteins: Vec<&[u8]> = models.iter().filter_map(|m| m.protein_sequence()).collect();
    if proteins.is_empty() {
        return Ok((reported, alteration.clone()));
    }
    let others = numbering::of_gene(&reported.gene);
    if let Some((moved, _)) = renumbered(alteration, &proteins, others) {
        return Ok((reported, moved));
    }
    let fits = |model: &&TranscriptModel| {
        model.protein_sequence().is_some_and(|protein| fits_as_it_is(alteration, &[protein]))
    };
    let model = models.iter().find(fits).ok_or(Unplaced::NoSuchBases)?;
    Ok((model, alteration.clone()))
}

/// Returns the first and last residue that a change names.
fn residues(change: &ProteinChange) -> Option<(u32, u32)> {
    let one = |at: &Residue| Some((at.number, at.number));
    match change {
        ProteinChange::Substitution { at, .. }
        | ProteinChange::Frameshift { at, .. }
        | ProteinChange::Extension { at, .. } => one(at),
        ProteinChange::Synonymous { at }
        | ProteinChange::Deletion { at }
        | ProteinChange::Duplication { at }
        | ProteinChange::Insertion { at, .. }
        | ProteinChange::Delins { at, .. } => Some((at.first.number, at.last.number)),
        ProteinChange::StartLost => Some((1, 1)),
        _ => None,
    }
}

fn alleles(model: &TranscriptModel, change: &ProteinChange) -> Vec<SequenceEdit> {
    match change {
        ProteinChange::Substitution { at, alternate } => {
            fewest(substitution_edits(model, *at, *alternate))
        }
        change => edit_for(model, change).into_iter().collect(),
    }
}

/// Returns those of edits, sorted by changed bases, that are as short as the first.
fn fewest(mut edits: Vec<SequenceEdit>) -> Vec<SequenceEdit> {
    if let Some(shortest) = edits.first().map(|edit| edit.deleted.len()) {
        edits.retain(|edit| edit.deleted.len() == shortest);
    }
    edits
}

/// Returns the bases that an edit touches: of an insertion those on either side.
fn touched(edit: &SequenceEdit) -> Interval {
    let interval = edit.interval();
    match interval.is_empty() {
        true => Interval::new(interval.start.saturating_sub(1), interval.end + 1),
        false => interval,
    }
}

fn coding_part(model: &TranscriptModel, exon: Interval) -> Option<Interval> {
    model.cds.iter().copied().find(|block| block.overlaps(exon))
}

fn span(model: &TranscriptModel) -> Vec<Interval> {
    let ends = model.exons.first().zip(model.exons.last());
    ends.map(|(first, last)| Interval::new(first.start, last.end)).into_iter().collect()
}
