//! Known base changes beside an observed one, whatever assembly either is given on.

use crate::consequence::Predictor;
use crate::genome::TranscriptModel;
use crate::model::allele::SequenceEdit;
use crate::model::assembly::Assembly;
use crate::model::consequence::TranscriptConsequence;

use super::matcher::Matcher;

/// Bases between where two callers may anchor one indel, at most.
pub(super) const SHIFT: i64 = 60;

/// What the edit `known`, of `assembly`, does to the transcript on which `view` sees the edit
/// `observed`; `None` where the two lie too far from each other to be one change, which costs no
/// prediction.
pub(super) fn consequence_near(
    matcher: &Matcher,
    view: &TranscriptConsequence,
    observed: &SequenceEdit,
    assembly: Assembly,
    known: &SequenceEdit,
) -> Option<TranscriptConsequence> {
    let model = model(matcher, view, assembly)?;
    let place = offset(self::model(matcher, view, matcher.assembly)?, observed.start)?;
    let (exon, at) = offset(model, known.start)?;
    let is_near = exon == place.0 && (at - place.1).abs() <= SHIFT;
    if is_near { Predictor::on(model, known) } else { None }
}

/// The transcript of `view` as `assembly` places it.
pub(super) fn model<'m>(
    matcher: &'m Matcher,
    view: &TranscriptConsequence,
    assembly: Assembly,
) -> Option<&'m TranscriptModel> {
    let models = matcher.store.gene(&view.gene, assembly);
    models.iter().find(|model| model.accession == view.transcript)
}

/// The exon that holds the position or comes after it, and the position from that exon's start.
fn offset(model: &TranscriptModel, position: u32) -> Option<(usize, i64)> {
    let (index, _) = model.exon_at(position);
    let exon = model.exons.get(index)?;
    Some((index, i64::from(position) - i64::from(exon.start)))
}
