//! What else the reader of a liquid biopsy must know: how much of the DNA is the tumour's, and which resistance
//! could lie below the limit of detection.

use std::collections::{BTreeMap, BTreeSet};

use crate::interpret::finding::Judge;
use crate::model::finding::{Finding, Flag, OncogenicityClass};
use crate::model::level::Level;
use crate::model::liquid::TumorFraction;
use crate::model::proven::{Proven, percent};
use crate::model::read_support::Status;
use crate::model::side::Side;
use crate::sample::standard::named;

/// Resistance changes that are told one by one.
const TOLD: usize = 8;

/// Returns the tumour's share of the DNA: as stated, else the least that the highest driver needs.
///
/// A heterozygous change of a diploid genome has half the fraction of the cells that carry it. Changes that may be
/// inherited or of blood cells say nothing of the tumour.
pub fn tumor_fraction(findings: &[Finding<'_>], stated: Option<f64>) -> Option<TumorFraction> {
    if let Some(share) = stated {
        return Some(TumorFraction { share, by: "--tumor-fraction".to_owned(), is_stated: true });
    }
    let says_nothing = |flag: &Flag| {
        matches!(flag, Flag::Germline | Flag::GermlineSuspect | Flag::Chip | Flag::Polymorphism)
    };
    let drivers = findings.iter().filter(|finding| {
        let class = finding.oncogenicity.class;
        matches!(class, OncogenicityClass::Oncogenic | OncogenicityClass::LikelyOncogenic)
            && finding.withheld.is_none()
            && !finding.flags.iter().any(says_nothing)
    });
    let fractions = drivers.filter_map(|finding| Some((finding.variant.call.vaf?, finding)));
    let (vaf, finding) = fractions.max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(TumorFraction {
        share: (2.0 * vaf).min(1.0),
        by: format!("twice the fraction of {}, {}", finding.name(), percent(vaf)),
        is_stated: false,
    })
}

/// Adds to findings that make a regimen work which changes that make it fail could be there unseen.
pub fn tell_unseen_resistance(
    findings: &mut [Finding<'_>],
    judge: &Judge<'_, '_>,
    proven: Option<&Proven>,
) {
    let limits = proven.map(limits).unwrap_or_default();
    let resistant = named(judge, |item| {
        matches!(item.side, Side::Resistant | Side::Reduced) && item.level.is_some()
    });
    let seen: BTreeSet<String> = findings.iter().map(Finding::name).collect();
    for finding in findings.iter_mut().filter(|finding| finding.withheld.is_none()) {
        let sensitive = &finding.conclusions.regimens.sensitive;
        let drugs: BTreeSet<&str> =
            sensitive.iter().flat_map(|regimen| regimen.name.split(" + ")).collect();
        if drugs.is_empty() {
            continue;
        }
        let genes: Vec<&str> = finding.consequence.gene.genes().collect();
        // Of the gene first, the surest resistance first.
        let mut unseen: Vec<(bool, Option<Level>, String)> = Vec::new();
        for one in &resistant {
            let fails = one
                .items
                .iter()
                .filter(|item| item.one_names().any(|drug| drugs.contains(drug)))
                .filter_map(|item| item.level);
            let (level, name) = (fails.min(), one.component.to_string());
            if level.is_none() || seen.contains(&name) {
                continue;
            }
            let is_of_gene = genes.contains(&one.component.gene.as_str());
            if let Some(words) = words(&name, &limits, proven.is_some()) {
                unseen.push((!is_of_gene, level, words));
            }
        }
        unseen.sort();
        unseen.dedup();
        let more = unseen.len().saturating_sub(TOLD);
        let mut told: Vec<String> =
            unseen.into_iter().take(TOLD).map(|(.., words)| words).collect();
        if more > 0 {
            told.push(format!("and {more} more"));
        }
        if !told.is_empty() {
            finding.rationale.push(format!(
                "resistance that may lie below the limit of detection: {}",
                told.join("; ")
            ));
        }
    }
}

/// The worst limit of the alleles of each alteration; `None` where one of them was not assessed.
fn limits(proven: &Proven) -> BTreeMap<&str, Option<f64>> {
    let mut limits: BTreeMap<&str, Option<f64>> = BTreeMap::new();
    for target in proven.targets.iter().filter(|target| !target.is_called) {
        let limit = match target.proof.status {
            Status::NotAssessed => None,
            Status::Detected | Status::NotDetected => target.proof.limit,
        };
        for name in target.target.name.split(',') {
            let worst = limits.entry(name).or_insert(limit);
            *worst = worst.zip(limit).map(|(a, b)| a.max(b));
        }
    }
    limits
}

/// Returns how far an alteration is excluded, in words; `None` where it is no matter of reads that were given.
fn words(name: &str, limits: &BTreeMap<&str, Option<f64>>, has_reads: bool) -> Option<String> {
    match limits.get(name) {
        Some(Some(limit)) => Some(format!("{name} (below {})", percent(*limit))),
        Some(None) => Some(format!("{name} (not assessed)")),
        None if has_reads => None,
        None => Some(format!("{name} (limit not known: no reads given)")),
    }
}
