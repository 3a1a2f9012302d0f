//! Arms of chromosomes that one copy, or both, have lost.

use std::collections::BTreeSet;

use crate::genome::spans;
use crate::model::arm::ChromosomeArm;
use crate::model::assembly::Assembly;
use crate::model::consequence::Term;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::profile::{Alteration, Component, CopyNumberClass};
use crate::model::structural::StructuralKind;

use super::Effect;

/// Share of an arm from which on its deletion is reported: deletions of 5q and 17p are of a large
/// part of the arm.
pub const PART: f64 = 0.3;

/// Share of an arm from which on all of it is lost, as in the codeletion of 1p and 19q.
pub const WHOLE: f64 = 0.8;

/// Returns the deleted arms of a sample, each with its lost stretch from first to last base.
///
/// `lost` are stretches (0-based half-open) of which a copy is lost, in any order, perhaps
/// overlapping. The share is taken of the part of the arm that has genes. Callers have no data for
/// the centromere and its surroundings.
pub fn deletions(
    lost: &[(Contig, Interval)],
    assembly: Assembly,
) -> Vec<(ChromosomeArm, Interval, Effect)> {
    ChromosomeArm::all().filter_map(|arm| deletion(arm, lost, assembly)).collect()
}

fn deletion(
    arm: ChromosomeArm,
    lost: &[(Contig, Interval)],
    assembly: Assembly,
) -> Option<(ChromosomeArm, Interval, Effect)> {
    let on_contig = lost.iter().filter(|(contig, _)| *contig == arm.contig);
    let stretches: Vec<Interval> = on_contig.map(|&(_, interval)| interval).collect();
    if stretches.is_empty() {
        return None;
    }
    let extent = spans::extent(arm.contig, arm.interval(assembly), assembly)?;
    let mut inside: Vec<Interval> = stretches
        .into_iter()
        .filter(|stretch| stretch.overlaps(extent))
        .map(|stretch| Interval::new(stretch.start.max(extent.start), stretch.end.min(extent.end)))
        .collect();
    inside.sort_by_key(|stretch| stretch.start);
    let first = inside.first()?.start;
    let (mut bases, mut end) = (0, first);
    for stretch in inside {
        bases += stretch.end.saturating_sub(stretch.start.max(end));
        end = end.max(stretch.end);
    }
    let share = f64::from(bases) / f64::from(extent.len());
    (share >= PART).then(|| (arm, Interval::new(first, end), effect(arm, share)))
}

fn effect(arm: ChromosomeArm, share: f64) -> Effect {
    let component = |whole| Component {
        gene: String::new(),
        alteration: Alteration::ArmDeletion { arm, whole },
    };
    let mut alterations = vec![component(false)];
    if share >= WHOLE {
        alterations.push(component(true));
    }
    Effect {
        gene: arm.to_string().as_str().into(),
        transcript: String::new(),
        terms: vec![Term::CopyNumberLoss],
        kind: StructuralKind::Copies(CopyNumberClass::Deletion),
        alterations,
        notes: vec![format!(
            "{:.0} % of the part of {arm} with genes has lost a copy (a deletion is reported \
             from {:.0} %, the whole arm from {:.0} %)",
            share * 100.0,
            PART * 100.0,
            WHOLE * 100.0
        )],
        is_inactivating: false,
        doubts: BTreeSet::new(),
        is_told: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(stretches: &[(&str, u32, u32)]) -> Vec<(String, usize)> {
        let lost: Vec<_> = stretches
            .iter()
            .map(|&(contig, start, end)| {
                (Contig::from_name(contig.as_bytes()).unwrap(), Interval::new(start, end))
            })
            .collect();
        deletions(&lost, Assembly::GRCh38)
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
