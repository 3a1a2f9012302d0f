//! Insertions of which the bases are not known, in coding exons.

use crate::genome::TranscriptModel;
use crate::model::consequence::Term;
use crate::model::event_detail::{EventDetail, EventExons, EventFrame, Reading};
use crate::model::finding::Flag;
use crate::model::position::{ExonRank, Interval};
use crate::model::profile::Alteration;
use crate::model::structural::{Insertion, InsertionKind, StructuralKind};

use super::Effect;
use super::exons::{self, Genes, LARGE, component, loss};

/// The fewest bases of an internal tandem duplication: two residues.
const SMALLEST_DUPLICATION: u32 = 6;

/// Returns what an insertion does to the genes in a coding exon of which it lies.
///
/// One in frame where a gene has internal tandem duplications is likely one of these, which its bases would
/// show. A mobile element, or more bases than are read through, breaks the gene.
pub fn changes(insertion: &Insertion, genes: &Genes<'_>) -> Vec<Effect> {
    let base = Interval::new(insertion.position, insertion.position + 2);
    let mut models: Vec<&TranscriptModel> = Vec::new();
    for model in genes.store.at(insertion.contig, base, genes.assembly) {
        if !models.iter().any(|other| other.gene == model.gene) {
            models.push(model);
        }
    }
    models.into_iter().filter_map(|model| change(model, insertion)).collect()
}

fn change(model: &TranscriptModel, insertion: &Insertion) -> Option<Effect> {
    let around = Interval::new(insertion.position, insertion.position + 2);
    model.cds.iter().find(|&&block| exons::holds(block, around))?;
    let (index, _) = model.exon_at(insertion.position);
    let exon = model.exon_rank(index);
    let detail = EventDetail {
        exons: Some(EventExons::Within(exon, exon)),
        ..EventDetail::read_by(Reading::DnaJunction)
    };
    let gene = &model.gene;
    match insertion.kind {
        InsertionKind::Counted(length) => {
            let is_likely = length >= SMALLEST_DUPLICATION
                && length.is_multiple_of(3)
                && exons::has_tandem_duplications(gene, exon, exon);
            is_likely.then(|| Effect {
                terms: vec![Term::InframeInsertion],
                alterations: vec![component(model, Alteration::InternalTandemDuplication)],
                notes: vec![format!(
                    "{length} bases come in in exon {exon} of {gene}, a length in frame; their \
                     sequence is not given: an internal tandem duplication if they repeat what \
                     stands there, to be confirmed"
                )],
                doubts: [Flag::SequenceNotGiven].into(),
                detail: EventDetail { frame: Some(EventFrame::In), ..detail },
                ..exons::effect(model, StructuralKind::ExonDuplication)
            })
        }
        kind => breaks(model, insertion.position, exon).then(|| Effect {
            alterations: loss(model),
            notes: vec![match kind {
                InsertionKind::Element => {
                    format!("a mobile element in exon {exon} breaks {gene}; one copy")
                }
                _ => {
                    format!("an insertion too long to be read through in exon {exon} breaks {gene}")
                }
            }],
            is_inactivating: true,
            detail,
            ..exons::effect(model, StructuralKind::Rearrangement)
        }),
    }
}

/// Returns whether a break of the reading frame behind `position` takes the function: not where it lies in the
/// last exon and leaves nine tenths of the protein (PVS1 of ClinGen, PMID 30192042).
fn breaks(model: &TranscriptModel, position: u32, exon: ExonRank) -> bool {
    let coding = model.cds_in_transcript();
    let Some(at) = model.to_transcript(position) else { return false };
    let left = f64::from(at.0.saturating_sub(coding.start)) / f64::from(coding.len().max(1));
    let is_last = usize::try_from(exon.0).is_ok_and(|rank| rank == model.exons.len());
    !is_last || left < 1.0 - LARGE
}
