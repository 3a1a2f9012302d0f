//! What one variant of a sample makes work and another makes fail.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::conclusion::{Conflict, Opposed, RankedRegimen};
use crate::model::finding::{Finding, Flag};
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
}

/// Finds the conflicts between variants, one for each two of them, and tells both. A regimen is opposed
/// by resistance to any part of it.
pub(super) fn find(findings: &mut [Finding]) -> Vec<Conflict> {
    let mut variants: BTreeMap<String, Named> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        let regimens = &finding.conclusions.regimens;
        if !regimens.is_empty() {
            let named = variants.entry(finding.name()).or_insert_with(|| Named::of(finding));
            named.findings.push(index);
        }
    }
    let mut conflicts = Vec::new();
    for (sensitive, works) in variants.iter().filter(|(_, named)| !named.works.is_empty()) {
        for (resistant, fails) in variants.iter().filter(|(_, named)| !named.fails.is_empty()) {
            let is_one = works.is_part && fails.is_whole || works.is_whole && fails.is_part;
            if sensitive == resistant || is_one {
                continue;
            }
            let opposed = opposed(works, fails);
            if opposed.is_empty() {
                continue;
            }
            let (sensitive, resistant) = (sensitive.clone(), resistant.clone());
            let conflict = Conflict { sensitive, resistant, opposed };
            let sentence = conflict.to_string();
            for &index in works.findings.iter().chain(&fails.findings) {
                tell(&mut findings[index], &sentence);
            }
            conflicts.push(conflict);
        }
    }
    conflicts
}

/// Flags the finding; of many conflicts it is told the first.
fn tell(finding: &mut Finding, sentence: &str) {
    finding.flags.insert(Flag::Conflict);
    let told = finding.rationale.iter().filter(|text| text.starts_with(Conflict::HEAD)).count();
    if told < MOST_PARTNERS {
        finding.rationale.push(sentence.to_owned());
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
        }
    }
}

/// The regimens that the one makes work, with what of the other opposes each.
fn opposed(works: &Named, fails: &Named) -> Vec<Opposed> {
    let opposes = |(whole, ranked): &(BTreeSet<String>, RankedRegimen)| {
        let (_, by) = fails.fails.iter().find(|(drugs, _)| drugs.is_subset(whole))?;
        Some(Opposed { sensitive: ranked.clone(), resistant: by.clone() })
    };
    works.works.iter().filter_map(opposes).collect()
}
