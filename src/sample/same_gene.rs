//! Changes of one gene in one sample: a resistance change is heard before what activates the gene.

use std::collections::{BTreeMap, HashSet};

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
        let kinds = kinds(findings, &indexes);
        if kinds.is_empty() {
            continue;
        }
        for index in indexes {
            let mut of_it: Vec<&(usize, Resistance<'_>)> = Vec::new();
            for kind in &kinds {
                heard(kind, findings, index, &mut of_it);
            }
            of_it.sort_by_key(|(at, _)| *at);
            let resistances: Vec<&Resistance<'_>> = of_it.into_iter().map(|(_, r)| r).collect();
            if !resistances.is_empty() {
                Resistance::overrule(&resistances, &mut findings[index], drugs());
            }
        }
    }
}

/// Resistance changes that are known for the same, by their findings.
type Kind<'k> = Vec<(usize, Resistance<'k>)>;

/// Returns the resistance changes of a gene by what is known of them: as many kinds as knowledge has,
/// however many changes there are. Of changes that nothing tells apart the first is kept.
fn kinds<'k>(findings: &[Finding<'k>], indexes: &[usize]) -> Vec<Kind<'k>> {
    let mut kinds: Vec<Kind<'k>> = Vec::new();
    let mut known = HashSet::new();
    for &index in indexes {
        let Some(resistance) = Resistance::of(&findings[index]) else { continue };
        let alike = |kind: &Kind<'k>| kind[0].1.is_alike(&resistance);
        let at = kinds.iter().position(alike).unwrap_or(kinds.len());
        let variant = &findings[index].variant;
        let set = variant.call.phase_set.clone().map(|set| (variant.chrom.clone(), set));
        let part = (variant.component_of.is_some(), !variant.parts.is_empty());
        if !known.insert((at, resistance.change().to_owned(), set, part)) {
            continue;
        }
        match kinds.get_mut(at) {
            Some(kind) => kind.push((index, resistance)),
            None => kinds.push(vec![(index, resistance)]),
        }
    }
    kinds
}

/// Adds the changes of `kind` that are heard before finding `index`, up to the first that is heard on
/// all that is said of it.
fn heard<'r, 'k>(
    kind: &'r Kind<'k>,
    findings: &[Finding<'k>],
    index: usize,
    heard: &mut Vec<&'r (usize, Resistance<'k>)>,
) {
    let own = &findings[index];
    let name = own.name();
    for resistance in kind {
        let (at, of) = resistance;
        if *at == index || name == of.change() || excludes(own, &findings[*at]) {
            continue;
        }
        heard.push(resistance);
        if !of.is_partner_of(own) {
            return;
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
