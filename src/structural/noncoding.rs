//! Non-coding genes, of which only the span is known, under structural variants.

use std::collections::BTreeSet;

use crate::genome::spans::{self, GeneSpan};
use crate::model::assembly::Assembly;
use crate::model::consequence::Term;
use crate::model::contig::Contig;
use crate::model::event_detail::{EventDetail, Reading};
use crate::model::position::Interval;
use crate::model::profile::CopyNumberClass;
use crate::model::structural::{Junction, SpanKind, StructuralKind};

use super::Effect;

/// Returns the genes that lie whole in `interval`.
pub(super) fn whole(
    contig: Contig,
    interval: Interval,
    assembly: Assembly,
) -> impl Iterator<Item = &'static GeneSpan<'static>> {
    spans::noncoding_at(contig, interval, assembly)
        .filter(move |(_, span)| interval.start <= span.start && span.end <= interval.end)
        .map(|(gene, _)| gene)
}

/// Returns the genes that a junction breaks, and those that lie whole in the stretch that it
/// removes from one copy. They carry no alteration, since knowledge has none in such words.
pub fn broken(junction: &Junction, assembly: Assembly) -> Vec<Effect> {
    let lost = match junction.span() {
        Some((contig, interval, SpanKind::Deletion)) => Some((contig, interval)),
        _ => None,
    };
    let lost = lost.into_iter().flat_map(|(contig, interval)| whole(contig, interval, assembly));
    let cut = [junction.a, junction.b].into_iter().flat_map(|end| {
        let base = Interval::new(end.position, end.position + 1);
        spans::noncoding_at(end.contig, base, assembly).map(|(gene, _)| gene)
    });
    let mut effects: Vec<Effect> = Vec::new();
    for (gene, term, kind) in lost
        .map(|gene| {
            (gene.gene, Term::TranscriptAblation, StructuralKind::Copies(CopyNumberClass::Deletion))
        })
        .chain(cut.map(|gene| (gene.gene, Term::FeatureTruncation, StructuralKind::Rearrangement)))
    {
        // A junction of which both ends lie in one gene breaks it once.
        if !effects.iter().any(|effect| effect.gene == *gene) {
            effects.push(Effect {
                gene: gene.into(),
                transcript: String::new(),
                terms: vec![term],
                kind,
                alterations: Vec::new(),
                notes: Vec::new(),
                is_inactivating: false,
                doubts: BTreeSet::new(),
                is_told: false,
                detail: EventDetail::read_by(Reading::DnaJunction),
            });
        }
    }
    effects
}
