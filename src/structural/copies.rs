//! Numbers of copies of genes, and which of them knowledge has.

use std::collections::BTreeSet;

use crate::genome::{TranscriptModel, TranscriptStore, spans};
use crate::model::arm::ChromosomeArm;
use crate::model::assembly::Assembly;
use crate::model::consequence::Term;
use crate::model::contig::Contig;
use crate::model::event_detail::{Copies, EventDetail, Reading};
use crate::model::position::Interval;
use crate::model::profile::{Alteration, Component, CopyNumberClass};
use crate::model::structural::{CalledStretch, Stretch, StructuralKind};
use crate::model::tumor_content::TumorContent;

use super::{Effect, noncoding};

/// From how many copies on a gene is amplified, and up to how many it is lost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CopyThresholds {
    /// Copies from which on a gene is amplified in a diploid genome. In another they count in
    /// proportion to its ploidy.
    pub amplification: f64,
    /// Copies up to which a gene is homozygously deleted.
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

/// Share of a gene's coding bases from which on their copies are those of the gene.
pub const SHARE: f64 = 0.5;

/// Share of an arm from which on a gain is one of the arm, and no gene is amplified by itself (Taylor
/// 2018, PMID 29622463).
const OF_ARM: f64 = 0.8;

/// How much of a gene, or of an arm, has the copies.
#[derive(Debug, Clone, PartialEq)]
pub enum Reach {
    /// The gene.
    Gene,
    /// The gene with most of its arm.
    Arm(ChromosomeArm),
    /// Less than [`SHARE`] of the gene's coding bases.
    Part(Part),
}

/// A part of a gene's coding bases.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Whether they are amplified or deleted.
    pub class: CopyNumberClass,
    /// The coding bases inside, 0-based half-open, in order.
    pub inside: Vec<Interval>,
    /// How many coding bases the gene has.
    pub coding: u32,
}

impl Part {
    /// Returns the share of the gene's coding bases.
    pub fn share(&self) -> f64 {
        let bases: u32 = self.inside.iter().map(|block| block.len()).sum();
        f64::from(bases) / f64::from(self.coding.max(1))
    }

    /// Adds the bases of another part of the same gene.
    pub fn add(&mut self, other: &Part) {
        let mut all = std::mem::take(&mut self.inside);
        all.extend(&other.inside);
        all.sort_by_key(|block| block.start);
        for block in all {
            match self.inside.last_mut() {
                Some(last) if block.start <= last.end => last.end = last.end.max(block.end),
                _ => self.inside.push(block),
            }
        }
    }
}

/// Returns the class that the copies of a stretch are of, if they change a gene.
pub fn class(
    stretch: &Stretch,
    thresholds: &CopyThresholds,
    content: TumorContent,
) -> Option<CopyNumberClass> {
    if stretch.called == Some(CalledStretch::Amplified) {
        return Some(CopyNumberClass::Amplification);
    }
    stretch.copies.total.and_then(|total| class_of(total, thresholds, content))
}

/// Returns the class that a number of copies of a gene is of, if it changes the gene.
pub fn class_of(
    total: f64,
    thresholds: &CopyThresholds,
    content: TumorContent,
) -> Option<CopyNumberClass> {
    if total >= least_amplified(thresholds, content) {
        Some(CopyNumberClass::Amplification)
    } else if total <= thresholds.deletion {
        Some(CopyNumberClass::Deletion)
    } else {
        None
    }
}

/// Returns the copies from which on a gene is amplified in a genome of this ploidy.
pub fn least_amplified(thresholds: &CopyThresholds, content: TumorContent) -> f64 {
    thresholds.amplification * content.ploidy().max(TumorContent::DIPLOID) / TumorContent::DIPLOID
}

/// Returns the genes that a stretch amplifies or deletes, each with how much of it the stretch holds. A
/// gene that the record names counts whole. A non-coding gene must lie whole in it.
pub fn changes(
    stretch: &Stretch,
    thresholds: &CopyThresholds,
    content: TumorContent,
    store: &TranscriptStore,
    assembly: Assembly,
) -> Vec<(Effect, Reach)> {
    let Some(class) = class(stretch, thresholds, content) else { return Vec::new() };
    let &Stretch { contig, interval, copies, ref name, .. } = stretch;
    let is_gain = class == CopyNumberClass::Amplification;
    let arm = if is_gain { arm(contig, interval, assembly) } else { None };
    let note = || note(stretch, thresholds, content, class);
    let mut seen = BTreeSet::new();
    let coding = store
        .at(contig, interval, assembly)
        .filter(|model| seen.insert(model.gene.clone()))
        .filter_map(|model| {
            let part = part(model, interval, class)?;
            let share = part.share();
            // A deletion within a gene is one of exons, whatever its genotype.
            if copies.is_of_genotype && share < 1.0 {
                return None;
            }
            let is_named = name.as_deref() == Some(&*model.gene);
            let mut note = note();
            let reach = if share >= SHARE || is_named {
                if share < 1.0 {
                    note.push_str(&format!(", {:.0} % of the coding bases", share * 100.0));
                }
                arm.map_or(Reach::Gene, Reach::Arm)
            } else {
                Reach::Part(part)
            };
            let effect = effect(&model.gene, &model.accession, class, note);
            // Of a part the copies are not those of the gene.
            let is_whole = !matches!(reach, Reach::Part(_));
            Some((with_copies(effect, copies.total.filter(|_| is_whole)), reach))
        });
    let noncoding = noncoding::whole(contig, interval, assembly);
    let noncoding = noncoding
        .map(|span| (with_copies(effect(span.gene, "", class, note()), copies.total), Reach::Gene));
    coding.chain(noncoding).collect()
}

/// Returns the effect of this number of copies, where it is known.
fn with_copies(effect: Effect, total: Option<f64>) -> Effect {
    let copies = total.map(Copies::of);
    Effect { detail: EventDetail { copies, ..effect.detail }, ..effect }
}

/// Returns the coding bases of the gene that lie in `interval`, if any does.
fn part(model: &TranscriptModel, interval: Interval, class: CopyNumberClass) -> Option<Part> {
    let inside: Vec<Interval> = model
        .cds
        .iter()
        .filter(|block| block.overlaps(interval))
        .map(|block| Interval::new(block.start.max(interval.start), block.end.min(interval.end)))
        .collect();
    let coding = model.cds.iter().map(|block| block.len()).sum();
    (!inside.is_empty()).then_some(Part { class, inside, coding })
}

/// Returns the arm of which `interval` holds most.
fn arm(contig: Contig, interval: Interval, assembly: Assembly) -> Option<ChromosomeArm> {
    ChromosomeArm::all().filter(|arm| arm.contig == contig).find(|arm| {
        let extent = spans::extent(contig, arm.interval(assembly), assembly);
        extent.is_some_and(|extent| {
            let inside =
                interval.end.min(extent.end).saturating_sub(interval.start.max(extent.start));
            f64::from(inside) >= OF_ARM * f64::from(extent.len())
        })
    })
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
        detail: EventDetail::read_by(Reading::DnaCopies),
    }
}

fn note(
    stretch: &Stretch,
    thresholds: &CopyThresholds,
    content: TumorContent,
    class: CopyNumberClass,
) -> String {
    let ploidy = match content.ploidy {
        Some(ploidy) => format!(" at ploidy {ploidy}"),
        None => String::new(),
    };
    let copies = match stretch.copies.total {
        Some(total) => {
            let total = (total * 100.0).round() / 100.0;
            let limit = if class == CopyNumberClass::Amplification {
                format!("amplified from {}{ploidy}", least_amplified(thresholds, content))
            } else {
                format!("homozygously deleted up to {}", thresholds.deletion)
            };
            let origin = if stretch.copies.is_undiluted_ratio { " by a ratio" } else { "" };
            format!("{total} copies{origin} ({limit})")
        }
        None => "called amplified by the caller".to_owned(),
    };
    let length = stretch.interval.len();
    let extent = if length <= thresholds.focal { "focal" } else { "not focal" };
    format!("{copies}, segment of {length} bases, {extent}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::structural::CopyState;

    fn segment(
        gene: &str,
        from: f64,
        to: f64,
        total: f64,
        content: TumorContent,
    ) -> Vec<(Effect, Reach)> {
        let store = TranscriptStore::embedded();
        let model = &store.gene(gene, Assembly::GRCh38)[0];
        let span = model.span();
        let at = |share: f64| span.start + (f64::from(span.len()) * share) as u32;
        let stretch = Stretch {
            contig: model.contig,
            interval: Interval::new(at(from), at(to)),
            copies: CopyState { total: Some(total), ..CopyState::default() },
            called: None,
            name: None,
        };
        changes(&stretch, &CopyThresholds::default(), content, store, Assembly::GRCh38)
            .into_iter()
            .filter(|(effect, _)| effect.gene == gene)
            .collect()
    }

    fn erbb2(copies: f64, ploidy: Option<f64>) -> Vec<String> {
        let content = TumorContent { purity: None, ploidy };
        let found = segment("ERBB2", 0.0, 1.0, copies, content);
        found.iter().map(|(effect, _)| effect.alterations[0].to_string()).collect()
    }

    #[test]
    fn thresholds_decide() {
        assert_eq!(erbb2(6.0, None), ["ERBB2 amplification"]);
        assert_eq!(erbb2(5.9, None), [""; 0]);
        assert_eq!(erbb2(0.5, None), ["ERBB2 deletion"]);
        assert_eq!(erbb2(1.0, None), [""; 0]);
        // Three times what every gene has.
        assert_eq!(erbb2(6.0, Some(4.0)), [""; 0]);
        assert_eq!(erbb2(12.0, Some(4.0)), ["ERBB2 amplification"]);
        let note = &segment("ERBB2", 0.0, 1.0, 8.0, TumorContent::default())[0].0.notes[0];
        assert!(note.contains("8 copies (amplified from 6)"), "{note}");
        let copies = |to| {
            let found = segment("ERBB2", 0.0, to, 8.25, TumorContent::default());
            found[0].0.detail.copies.map(Copies::number)
        };
        assert_eq!((copies(1.0), copies(0.3)), (Some(8.25), None));
    }

    #[test]
    fn the_share_of_the_coding_bases_decides() {
        let reach = |from, to| {
            segment("ERBB2", from, to, 20.0, TumorContent::default())
                .into_iter()
                .map(|found| found.1)
        };
        assert_eq!(reach(0.0, 0.9).collect::<Vec<_>>(), [Reach::Gene]);
        let parts: Vec<Reach> = reach(0.0, 0.45).chain(reach(0.45, 0.6)).collect();
        let [Reach::Part(first), Reach::Part(second)] = parts.as_slice() else {
            panic!("{parts:?}")
        };
        let mut both = first.clone();
        both.add(second);
        assert!((both.share() - first.share() - second.share()).abs() < 0.01);
        both.add(second);
        assert!((both.share() - first.share() - second.share()).abs() < 0.01, "counted once");
    }

    #[test]
    fn a_gain_of_an_arm_is_told_apart() {
        let store = TranscriptStore::embedded();
        let reach = |end| {
            let stretch = Stretch {
                contig: Contig::from_name(b"17").unwrap(),
                interval: Interval::new(25_000_000, end),
                copies: CopyState { total: Some(7.0), ..CopyState::default() },
                called: None,
                name: None,
            };
            let content = TumorContent::default();
            changes(&stretch, &CopyThresholds::default(), content, store, Assembly::GRCh38)
                .into_iter()
                .find(|(effect, _)| effect.gene == "ERBB2")
                .map(|(_, reach)| reach)
        };
        assert!(matches!(reach(83_000_000), Some(Reach::Arm(arm)) if arm.to_string() == "17q"));
        assert_eq!(reach(45_000_000), Some(Reach::Gene));
    }
}
