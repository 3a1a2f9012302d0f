//! Arms of chromosomes that one copy, or both, have lost.

use std::collections::BTreeSet;

use crate::genome::{TranscriptStore, spans};
use crate::model::arm::ChromosomeArm;
use crate::model::assembly::Assembly;
use crate::model::consequence::Term;
use crate::model::contig::Contig;
use crate::model::event_detail::EventDetail;
use crate::model::position::Interval;
use crate::model::profile::{Alteration, Component, CopyNumberClass};
use crate::model::structural::StructuralKind;

use super::Effect;

/// Share of an arm from which on its deletion is reported, where no gene must go with it.
pub const PART: f64 = 0.3;

/// Share of an arm from which on all of it is lost, as in the codeletion of 1p and 19q.
pub const WHOLE: f64 = 0.8;

/// What a deletion of an arm must take to be the one that is meant.
#[derive(Debug)]
pub struct Core {
    arm: &'static str,
    /// HGNC symbol.
    pub gene: &'static str,
    /// The number of the band that it lies in (ISCN): 13.1.
    pub band: f64,
    /// The share of the arm that goes with it, at least.
    least: f64,
}

/// - 17p: however short it is. The probe of the test that labels of drugs for chronic lymphocytic leukaemia ask
///   for lies on TP53: the Vysis CLL FISH Probe Kit is indicated for deletion of its TP53 target (17p-) as an aid in
///   identifying patients for venetoclax.
/// - 5q: CSNK1A1, of which lenalidomide takes the copy that is left (PMID 26131937; not held against its full
///   text). That a tenth of the arm must go with it is this program's own: the deletion is one that is seen in a
///   karyotype.
static CORES: [Core; 2] = [
    Core { arm: "17p", gene: "TP53", band: 13.1, least: 0.0 },
    Core { arm: "5q", gene: "CSNK1A1", band: 32.0, least: 0.1 },
];

/// Returns what a deletion of `arm` (`17p`) must take, where it must.
pub fn core(arm: &str) -> Option<&'static Core> {
    CORES.iter().find(|core| core.arm == arm)
}

/// A stretch of which an allele is lost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LostStretch {
    /// The chromosome.
    pub contig: Contig,
    /// 0-based half-open.
    pub interval: Interval,
    /// Whether fewer copies are left, too; else one allele has taken the place of the other.
    pub is_deleted: bool,
}

/// Returns the deleted arms of a sample, each with its lost stretch from first to last base.
///
/// The stretches come in any order, perhaps overlapping. The share is taken of the part of the arm that has
/// genes. Callers have no data for the centromere and its surroundings. Where copies are left in the place of
/// those lost, only the loss of the whole arm counts.
pub fn deletions(
    lost: &[LostStretch],
    store: &TranscriptStore,
    assembly: Assembly,
) -> Vec<(ChromosomeArm, Interval, Effect)> {
    ChromosomeArm::all().filter_map(|arm| deletion(arm, lost, store, assembly)).collect()
}

fn deletion(
    arm: ChromosomeArm,
    lost: &[LostStretch],
    store: &TranscriptStore,
    assembly: Assembly,
) -> Option<(ChromosomeArm, Interval, Effect)> {
    if lost.iter().all(|stretch| stretch.contig != arm.contig) {
        return None;
    }
    let extent = spans::extent(arm.contig, arm.interval(assembly), assembly)?;
    let inside = |is_wanted: &dyn Fn(&LostStretch) -> bool| -> Vec<Interval> {
        let own = lost.iter().filter(|stretch| stretch.contig == arm.contig && is_wanted(stretch));
        let own = own.map(|stretch| stretch.interval).filter(|stretch| stretch.overlaps(extent));
        merged(own.map(|stretch| {
            Interval::new(stretch.start.max(extent.start), stretch.end.min(extent.end))
        }))
    };
    let share = |stretches: &[Interval]| {
        let bases: u32 = stretches.iter().map(|stretch| stretch.len()).sum();
        f64::from(bases) / f64::from(extent.len())
    };
    let (deleted, all) = (inside(&|stretch| stretch.is_deleted), inside(&|_| true));
    let core = core(&arm.to_string());
    let part = match core {
        Some(core) => share(&deleted) >= core.least && takes(core.gene, &deleted, store, assembly),
        None => share(&deleted) >= PART,
    };
    let whole = share(&all) >= WHOLE;
    let stretches = match (part, whole) {
        (true, _) => &deleted,
        (false, true) => &all,
        (false, false) => return None,
    };
    let core = core.filter(|_| part).map(|core| core.gene);
    let loss = Loss { part, whole, share: share(stretches), core };
    let (first, last) = (stretches.first()?, stretches.last()?);
    Some((arm, Interval::new(first.start, last.end), effect(arm, &loss)))
}

/// Returns the stretches in order, those that touch each other as one.
fn merged(stretches: impl Iterator<Item = Interval>) -> Vec<Interval> {
    let mut all: Vec<Interval> = stretches.collect();
    all.sort_by_key(|stretch| stretch.start);
    let mut merged: Vec<Interval> = Vec::new();
    for stretch in all {
        match merged.last_mut() {
            Some(last) if stretch.start <= last.end => last.end = last.end.max(stretch.end),
            _ => merged.push(stretch),
        }
    }
    merged
}

/// Returns whether one of the stretches holds all coding bases of `gene`.
fn takes(gene: &str, deleted: &[Interval], store: &TranscriptStore, assembly: Assembly) -> bool {
    let model = store.gene(gene, assembly).first();
    let ends = model.and_then(|model| Some((model.cds.first()?.start, model.cds.last()?.end)));
    ends.is_some_and(|(first, last)| {
        deleted.iter().any(|stretch| stretch.start <= first && last <= stretch.end)
    })
}

/// What is lost of an arm.
struct Loss {
    /// Whether copies of enough of it are deleted.
    part: bool,
    /// Whether an allele of all of it is lost.
    whole: bool,
    share: f64,
    /// The gene that must go with the arm, where one must.
    core: Option<&'static str>,
}

fn effect(arm: ChromosomeArm, loss: &Loss) -> Effect {
    let component = |whole| Component {
        gene: String::new(),
        alteration: Alteration::ArmDeletion { arm, whole },
    };
    let parts = [(loss.part, false), (loss.whole, true)].into_iter();
    let alterations = parts.filter(|(is_met, _)| *is_met).map(|(_, whole)| component(whole));
    let counted = match loss.core {
        Some(gene) => format!("a deletion of {arm} is one that takes {gene}"),
        None => format!("a deletion is reported from {:.0} %", PART * 100.0),
    };
    let note = format!(
        "{:.0} % of the part of {arm} with genes has lost {} ({counted}, the whole arm from {:.0} %)",
        loss.share * 100.0,
        if loss.part { "a copy" } else { "an allele" },
        WHOLE * 100.0
    );
    Effect {
        gene: arm.to_string().as_str().into(),
        transcript: String::new(),
        terms: vec![Term::CopyNumberLoss],
        kind: StructuralKind::Copies(CopyNumberClass::Deletion),
        alterations: alterations.collect(),
        notes: vec![note],
        is_inactivating: false,
        doubts: BTreeSet::new(),
        is_told: false,
        detail: EventDetail::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(stretches: &[(&str, u32, u32)]) -> Vec<(String, usize)> {
        of(stretches, true)
    }

    fn of(stretches: &[(&str, u32, u32)], is_deleted: bool) -> Vec<(String, usize)> {
        let lost: Vec<_> = stretches
            .iter()
            .map(|&(contig, start, end)| LostStretch {
                contig: Contig::from_name(contig.as_bytes()).unwrap(),
                interval: Interval::new(start, end),
                is_deleted,
            })
            .collect();
        deletions(&lost, TranscriptStore::embedded(), Assembly::GRCh38)
            .into_iter()
            .map(|(arm, _, effect)| (arm.to_string(), effect.alterations.len()))
            .collect()
    }

    #[test]
    fn a_part_and_the_whole() {
        assert_eq!(found(&[("5", 100_000_000, 160_000_000)]), [("5q".to_owned(), 1)]);
        assert!(found(&[("5", 100_000_000, 120_000_000)]).is_empty());
        // Segments are added up, and what lies twice in them counts once.
        let halves = [("1", 0, 60_000_000), ("1", 50_000_000, 121_000_000)];
        assert_eq!(found(&halves), [("1p".to_owned(), 2)]);
        let twice = [("5", 100_000_000, 120_000_000), ("5", 100_000_000, 120_000_000)];
        assert!(found(&twice).is_empty());
        // A whole chromosome is both arms. One without genes on its short arm has one.
        let whole = [("17", 0, 83_257_441), ("13", 0, 114_364_328)];
        let names: Vec<_> = found(&whole).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["13q", "17p", "17q"]);
    }

    #[test]
    fn an_allele_that_is_replaced_counts_for_the_whole_arm_only() {
        let whole = [("1", 0, 121_000_000)];
        assert_eq!(of(&whole, false), [("1p".to_owned(), 1)]);
        assert!(of(&[("5", 100_000_000, 160_000_000)], false).is_empty());
    }

    #[test]
    fn the_deletion_of_17p_takes_tp53() {
        assert_eq!(found(&[("17", 6_600_000, 8_600_000)]), [("17p".to_owned(), 1)]);
        assert!(found(&[("17", 4_600_000, 6_600_000)]).is_empty());
        // A part of the gene is no loss of the place.
        assert!(found(&[("17", 7_600_000, 7_675_000)]).is_empty());
        // However much else of the arm is lost.
        for (start, end) in [(9_000_000, 16_000_000), (11_000_000, 22_000_000)] {
            assert!(found(&[("17", start, end)]).is_empty(), "{start}");
        }
    }

    #[test]
    fn the_deletion_of_5q_takes_csnk1a1() {
        assert_eq!(found(&[("5", 130_000_000, 155_000_000)]), [("5q".to_owned(), 1)]);
        assert!(found(&[("5", 50_000_000, 125_000_000)]).is_empty());
        // A short loss is not what a karyotype shows.
        assert!(found(&[("5", 149_000_000, 150_500_000)]).is_empty());
    }

    #[test]
    fn no_gene_spans_a_centromere() {
        for assembly in Assembly::ALL {
            for arm in ChromosomeArm::all() {
                let centromere = arm.interval(assembly).end;
                let is_inner = centromere < arm.contig.length(assembly);
                let genes: Vec<_> = spans::genes_at(arm.contig, centromere, assembly)
                    // Genes with copies on both arms have one span from the first to the last.
                    .filter(|span| span.on(assembly).is_some_and(|on| on.len() < 5_000_000))
                    .map(|span| span.gene)
                    .collect();
                assert!(!is_inner || genes.is_empty(), "{arm} {assembly}: {genes:?}");
            }
        }
    }
}
