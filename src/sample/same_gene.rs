//! Changes of one gene in one sample: a resistance change is heard before what activates the gene.

use std::collections::BTreeMap;

use crate::interpret::resistance::Resistance;
use crate::knowledge::therapies::Therapies;
use crate::model::finding::{Finding, ObservedVariant};
use crate::model::phase::Phase;

use super::phase::phase_of_variants;

/// Takes from each finding the levels of what a resistance change of the same gene makes fail, unless
/// the two are known to lie on different copies.
pub(super) fn settle(
    findings: &mut [Finding<'_>],
    drugs: impl Fn() -> &'static Therapies<'static>,
) {
    let mut by_gene: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        if finding.matches.is_empty() {
            continue;
        }
        for gene in finding.consequence.gene.genes() {
            by_gene.entry(gene).or_default().push(index);
        }
    }
    by_gene.retain(|_, indexes| indexes.len() > 1);
    let several: Vec<Vec<usize>> = by_gene.into_values().collect();
    for indexes in several {
        let resistances: Vec<(usize, Resistance<'_>)> = indexes
            .iter()
            .filter_map(|&index| Some((index, Resistance::of(&findings[index])?)))
            .collect();
        for (at, resistance) in &resistances {
            for &index in indexes.iter().filter(|&&index| index != *at) {
                let (own, other) = (&findings[index], &findings[*at]);
                if own.name() != resistance.change() && !excludes(own, other) {
                    resistance.overrule(&mut findings[index], drugs());
                }
            }
        }
    }
}

/// Whether the tumour has the two apart from each other: on different copies, or one as part of the
/// other.
fn excludes(a: &Finding<'_>, b: &Finding<'_>) -> bool {
    let (a, b) = (&a.variant, &b.variant);
    let is_part_of = |part: &ObservedVariant, whole: &ObservedVariant| {
        part.component_of.is_some() && !whole.parts.is_empty()
    };
    phase_of_variants(a, b) == Phase::Trans || is_part_of(a, b) || is_part_of(b, a)
}
