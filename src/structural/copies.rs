//! Numbers of copies of genes, and which of them knowledge has.

use std::collections::BTreeSet;

use crate::genome::TranscriptStore;
use crate::model::assembly::Assembly;
use crate::model::consequence::Term;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::profile::{Alteration, Component, CopyNumberClass};
use crate::model::structural::StructuralKind;

use super::{Effect, noncoding};

/// From how many copies on a gene is amplified, and up to how many it is lost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CopyThresholds {
    /// Copies from which on a gene that lies whole in the segment is amplified.
    pub amplification: f64,
    /// Copies up to which a gene with coding bases in the segment is homozygously deleted.
    pub deletion: f64,
    /// Length in bases up to which a segment is focal. The note names a longer one as such.
    pub focal: u32,
}

impl Default for CopyThresholds {
    /// Returns six copies (three times a diploid genome's), half a copy, ten megabases.
    fn default() -> Self {
        Self { amplification: 6.0, deletion: 0.5, focal: 10_000_000 }
    }
}

/// A segment and its copies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// The chromosome.
    pub contig: Contig,
    /// 0-based half-open.
    pub interval: Interval,
    /// Copies on a diploid scale, or `None` where only the direction is known.
    pub copies: Option<f64>,
    /// Whether the caller itself calls it amplified.
    pub is_amplified: bool,
}

/// Returns the genes that a segment amplifies or deletes. A non-coding gene must lie whole in it.
pub fn changes(
    segment: &Segment,
    thresholds: &CopyThresholds,
    store: &TranscriptStore,
    assembly: Assembly,
) -> Vec<Effect> {
    let &Segment { contig, interval, copies, is_amplified } = segment;
    let is_amplified = is_amplified || copies.is_some_and(|n| n >= thresholds.amplification);
    let is_deleted = copies.is_some_and(|n| n <= thresholds.deletion);
    if !is_amplified && !is_deleted {
        return Vec::new();
    }
    let class =
        if is_amplified { CopyNumberClass::Amplification } else { CopyNumberClass::Deletion };
    let mut seen = BTreeSet::new();
    store
        .at(contig, interval, assembly)
        .filter(|model| seen.insert(model.gene.clone()))
        .filter(|model| {
            let span = model.span();
            if is_amplified {
                interval.start <= span.start && span.end <= interval.end
            } else {
                model.cds.iter().any(|block| block.overlaps(interval))
            }
        })
        .map(|model| (&*model.gene, &*model.accession))
        .chain(noncoding::whole(contig, interval, assembly).map(|span| (span.gene, "")))
        .map(|(gene, accession)| {
            effect(gene, accession, class, note(segment, thresholds, is_amplified))
        })
        .collect()
}

/// Returns what a number of copies of one gene means. `note` says where it comes from.
pub fn effect(gene: &str, transcript: &str, class: CopyNumberClass, note: String) -> Effect {
    let component = |alteration| Component { gene: gene.to_owned(), alteration };
    let mut alterations = vec![component(Alteration::CopyNumber(class))];
    let is_inactivating = class == CopyNumberClass::Deletion;
    if is_inactivating {
        alterations.push(component(Alteration::Loss));
        alterations.push(component(Alteration::LossOfFunction));
        alterations.push(component(Alteration::Biallelic));
    }
    let term =
        if is_inactivating { Term::TranscriptAblation } else { Term::TranscriptAmplification };
    Effect {
        gene: gene.into(),
        transcript: transcript.to_owned(),
        terms: vec![term],
        kind: StructuralKind::Copies(class),
        alterations,
        notes: vec![note],
        is_inactivating,
        doubts: BTreeSet::new(),
        is_told: false,
    }
}

fn note(segment: &Segment, thresholds: &CopyThresholds, is_amplified: bool) -> String {
    let copies = match segment.copies {
        Some(copies) => format!("{copies} copies"),
        None => "called amplified by the caller".to_owned(),
    };
    let limit = match (is_amplified, segment.copies) {
        (_, None) => String::new(),
        (true, _) => format!(" (amplified from {})", thresholds.amplification),
        (false, _) => format!(" (homozygously deleted up to {})", thresholds.deletion),
    };
    let length = segment.interval.len();
    let extent = if length <= thresholds.focal { "focal" } else { "not focal" };
    format!("{copies}{limit}, segment of {length} bases, {extent}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn erbb2(copies: f64) -> Vec<Effect> {
        let store = TranscriptStore::embedded();
        let model = &store.gene("ERBB2", Assembly::GRCh38)[0];
        let span = model.span();
        let segment = Segment {
            contig: model.contig,
            interval: Interval::new(span.start - 1000, span.end + 1000),
            copies: Some(copies),
            is_amplified: false,
        };
        changes(&segment, &CopyThresholds::default(), store, Assembly::GRCh38)
    }

    #[test]
    fn thresholds_decide() {
        let names = |effects: Vec<Effect>| -> Vec<String> {
            let erbb2 = effects.into_iter().filter(|effect| effect.gene == "ERBB2");
            erbb2.map(|effect| effect.alterations[0].to_string()).collect()
        };
        assert_eq!(names(erbb2(6.0)), ["ERBB2 amplification"]);
        assert_eq!(names(erbb2(5.9)), [""; 0]);
        assert_eq!(names(erbb2(0.5)), ["ERBB2 deletion"]);
        assert_eq!(names(erbb2(1.0)), [""; 0]);
        assert!(erbb2(8.0)[0].notes[0].contains("8 copies (amplified from 6)"));
    }
}
