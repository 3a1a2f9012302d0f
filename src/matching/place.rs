//! Known base changes beside an observed one, whatever assembly either is given on.

use crate::consequence::Predictor;
use crate::genome::TranscriptModel;
use crate::model::allele::SequenceEdit;
use crate::model::assembly::Assembly;
use crate::model::consequence::TranscriptConsequence;

use crate::matching::matcher::Matcher;

/// Bases between where two callers may anchor one indel, at most.
pub(crate) const SHIFT: i64 = 60;

/// Where an observed edit lies on a transcript, and that transcript on the assembly of known edits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beside<'m> {
    model: &'m TranscriptModel,
    /// The exon, and the position from its start.
    place: (usize, i64),
}

impl<'m> Beside<'m> {
    /// Prepares the comparison of the edit `observed`, as `view` sees it, with edits known on
    /// `assembly`.
    pub(crate) fn of(
        matcher: &'m Matcher,
        view: &TranscriptConsequence,
        observed: &SequenceEdit,
        assembly: Assembly,
    ) -> Option<Self> {
        let place = offset(self::model(matcher, view, matcher.assembly)?, observed.start)?;
        Some(Self { model: model(matcher, view, assembly)?, place })
    }

    /// Returns the consequence of the edit `known` on the transcript. `None` where it lies too far
    /// from the observed edit to be the same change, which saves the prediction.
    pub(crate) fn consequence(&self, known: &SequenceEdit) -> Option<TranscriptConsequence> {
        let (exon, at) = offset(self.model, known.start)?;
        let is_near = exon == self.place.0 && (at - self.place.1).abs() <= SHIFT;
        if is_near { Predictor::on(self.model, known) } else { None }
    }
}

/// Returns the transcript of `view` as `assembly` places it.
pub(crate) fn model<'m>(
    matcher: &'m Matcher,
    view: &TranscriptConsequence,
    assembly: Assembly,
) -> Option<&'m TranscriptModel> {
    matcher.store.transcript(&view.gene, &view.transcript, assembly)
}

/// Returns the exon that holds the position or comes after it, and the position from that exon's
/// start.
fn offset(model: &TranscriptModel, position: u32) -> Option<(usize, i64)> {
    let (index, _) = model.exon_at(position);
    let exon = model.exons.get(index)?;
    Some((index, i64::from(position) - i64::from(exon.start)))
}
