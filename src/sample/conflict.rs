//! What one variant of a sample makes work and another makes fail: what stands, and what was overruled.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::conclusion::{Conflict, Opposed, RankedRegimen, Settled};
use crate::model::finding::{Finding, Flag, Overruled};
use crate::model::level::Level;
use crate::model::regimen;
use crate::sample::phase::MOST_PARTNERS;

/// A variant of the sample: every finding of its name, with what it makes work and fail.
struct Named {
    findings: Vec<usize>,
    /// Whether it is part of a haplotype, or is one.
    is_part: bool,
    is_whole: bool,
    works: Vec<(BTreeSet<String>, RankedRegimen)>,
    fails: Vec<(BTreeSet<String>, RankedRegimen)>,
    /// What another variant took the level of, by its name.
    settled: BTreeMap<String, Vec<Settled>>,
}

/// Finds the conflicts between variants, one for each two of them, and tells both. A regimen is opposed
/// by resistance to any part of it. A variant that many speak against is held against the first few, by
/// name.
pub(super) fn find(findings: &mut [Finding]) -> Vec<Conflict> {
    let overruling: BTreeSet<String> = findings
        .iter()
        .filter(|finding| finding.flags.contains(&Flag::Overruled))
        .flat_map(|finding| settled(finding).into_keys())
        .collect();
    let mut variants: BTreeMap<String, Named> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        let speaks = !finding.conclusions.regimens.is_empty()
            || finding.flags.contains(&Flag::Overruled)
            || !overruling.is_empty() && overruling.contains(&finding.name());
        if speaks {
            let named = variants.entry(finding.name()).or_insert_with(|| Named::of(finding));
            named.findings.push(index);
        }
    }
    let variants: Vec<(String, Named)> = variants.into_iter().collect();
    let mut conflicts = Vec::new();
    for (sensitive, resistant) in pairs(&variants) {
        let ((sensitive, works), (resistant, fails)) = (&variants[sensitive], &variants[resistant]);
        let opposed = opposed(works, fails);
        let settled = works.settled.get(resistant).cloned().unwrap_or_default();
        let (sensitive, resistant) = (sensitive.clone(), resistant.clone());
        let conflict = Conflict { sensitive, resistant, opposed, settled };
        for &index in works.findings.iter().chain(&fails.findings) {
            tell(&mut findings[index], &conflict);
        }
        conflicts.push(conflict);
    }
    conflicts
}

/// Returns the pairs of variants that speak against each other, in the order of the names: the sensitive
/// one first. Variants that make the same work, or the same fail, are looked at as one; there are as many
/// such kinds as knowledge has.
fn pairs(variants: &[(String, Named)]) -> BTreeSet<(usize, usize)> {
    let named = |at: usize| &variants[at].1;
    let works = alike(variants, |a, b| a.works == b.works, |named| !named.works.is_empty());
    let fails = alike(variants, |a, b| a.fails == b.fails, |named| !named.fails.is_empty());
    let may_meet = |sensitive: usize, resistant: usize| {
        let (works, fails) = (named(sensitive), named(resistant));
        let is_one = works.is_part && fails.is_whole || works.is_whole && fails.is_part;
        sensitive != resistant && !is_one
    };
    let mut pairs = BTreeSet::new();
    for sensitive_kind in &works {
        for resistant_kind in &fails {
            if opposed(named(sensitive_kind[0]), named(resistant_kind[0])).is_empty() {
                continue;
            }
            for &sensitive in sensitive_kind {
                let opposing = resistant_kind.iter().filter(|&&other| may_meet(sensitive, other));
                pairs.extend(opposing.take(MOST_PARTNERS).map(|&resistant| (sensitive, resistant)));
            }
            for &resistant in resistant_kind {
                let opposed = sensitive_kind.iter().filter(|&&other| may_meet(other, resistant));
                pairs.extend(opposed.take(MOST_PARTNERS).map(|&sensitive| (sensitive, resistant)));
            }
        }
    }
    for (sensitive, (_, named)) in variants.iter().enumerate() {
        for name in named.settled.keys() {
            let resistant = variants.binary_search_by(|(other, _)| other.cmp(name));
            pairs.extend(
                resistant.ok().filter(|&other| may_meet(sensitive, other)).map(|r| (sensitive, r)),
            );
        }
    }
    pairs
}

/// Returns the variants that `are` the same and speak, by kind and in their order.
fn alike(
    variants: &[(String, Named)],
    are: impl Fn(&Named, &Named) -> bool,
    speaks: impl Fn(&Named) -> bool,
) -> Vec<Vec<usize>> {
    let mut kinds: Vec<Vec<usize>> = Vec::new();
    for (at, (_, named)) in variants.iter().enumerate().filter(|(_, (_, named))| speaks(named)) {
        match kinds.iter_mut().find(|kind| are(&variants[kind[0]].1, named)) {
            Some(kind) => kind.push(at),
            None => kinds.push(vec![at]),
        }
    }
    kinds
}

/// Flags the finding; of many conflicts it is told the first.
fn tell(finding: &mut Finding, conflict: &Conflict) {
    if !conflict.opposed.is_empty() {
        finding.flags.insert(Flag::Conflict);
    }
    let heads = [Conflict::OPPOSED, Conflict::SETTLED];
    for (head, sentence) in heads.into_iter().zip(conflict.sentences()) {
        let told = finding.rationale.iter().filter(|text| text.starts_with(head)).count();
        finding.rationale.extend(sentence.filter(|_| told < MOST_PARTNERS));
    }
}

impl Named {
    fn of(finding: &Finding) -> Self {
        let drugs = |ranked: &RankedRegimen| -> BTreeSet<String> {
            regimen::key(&ranked.name).split(" + ").map(str::to_owned).collect()
        };
        let of = |ranked: &[RankedRegimen]| -> Vec<(BTreeSet<String>, RankedRegimen)> {
            ranked.iter().map(|ranked| (drugs(ranked), ranked.clone())).collect()
        };
        let regimens = &finding.conclusions.regimens;
        let mut works = of(&regimens.sensitive);
        // A claim of weight; what is only possible is not opposed.
        works.retain(|(_, ranked)| ranked.level.is_at_least(Level::L3A));
        Self {
            findings: Vec::new(),
            is_part: finding.variant.component_of.is_some(),
            is_whole: !finding.variant.parts.is_empty(),
            works,
            fails: of(&regimens.resistant),
            settled: settled(finding),
        }
    }
}

/// Each regimen that has no level because of another change of the gene, once, by that change.
fn settled(finding: &Finding) -> BTreeMap<String, Vec<Settled>> {
    let mut by_change: BTreeMap<String, Vec<Settled>> = BTreeMap::new();
    let items = finding.evidence().flat_map(|(_, item)| &item.overruled);
    for Overruled { regimen, by, level, change } in items {
        let Some(change) = change else { continue };
        let key = regimen::key(regimen);
        let mut standing = finding.conclusions.regimens.sensitive.iter();
        if standing.any(|ranked| regimen::key(&ranked.name) == key) {
            continue;
        }
        let settled = by_change.entry(change.clone()).or_default();
        match settled.iter_mut().find(|known| regimen::key(&known.regimen) == key) {
            Some(known) => known.level = known.level.min(*level),
            None => settled.push(Settled {
                regimen: regimen.clone(),
                level: *level,
                by: (*by).to_owned(),
            }),
        }
    }
    by_change.values_mut().for_each(|settled| settled.sort_by_key(|one| one.level));
    by_change
}

/// The regimens that the one makes work, with what of the other opposes each.
fn opposed(works: &Named, fails: &Named) -> Vec<Opposed> {
    let opposes = |(whole, ranked): &(BTreeSet<String>, RankedRegimen)| {
        let (_, by) = fails.fails.iter().find(|(drugs, _)| drugs.is_subset(whole))?;
        Some(Opposed { sensitive: ranked.clone(), resistant: by.clone() })
    };
    works.works.iter().filter_map(opposes).collect()
}
