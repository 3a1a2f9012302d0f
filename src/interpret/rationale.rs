//! Why a finding says what it says, in sentences.

use std::collections::BTreeMap;

use crate::model::change_state::{Basis, Effect};
use crate::model::finding::{Finding, Flag, GradedEvidence, OncogenicityClass};
use crate::model::oncogenicity::{self, FactKind, FactMatch, OncogenicityFact, Samples};
use crate::model::regimen;
use crate::model::tumor_type::TumorRelation;

use super::predicted;

/// Regimens named in a sentence, at most.
const MOST_REGIMENS: usize = 4;

/// Citations named in a sentence, at most.
const MOST_CITED: usize = 4;

/// Sentences in reading order: how it matched and what each match rests on, then conflicts.
pub(super) fn sentences(
    finding: &Finding,
    conflicts: Vec<String>,
    hotspots_were_read: bool,
) -> Vec<String> {
    let mut sentences = Vec::new();
    let state = finding.state;
    if state.effect != Effect::Unknown || state.basis != Basis::Nothing {
        sentences.push(state.sentence());
    }
    for m in &finding.matches {
        let mut text = m.place();
        if !m.partners.is_empty() {
            text.push_str(&format!(", together with {}", m.partners.join(", ")));
        }
        if !m.conditions.is_empty() {
            text.push_str(&format!(
                ", if also {}, which this input does not show",
                m.conditions.join(" and ")
            ));
        }
        if let Some(withheld) = m.withheld {
            text.push_str(&format!("; no level: {withheld}"));
        }
        if let Some(note) = m.note {
            text.push_str(&format!(" ({note})"));
        }
        sentences.push(text);
    }
    sentences.extend(finding.evidence().flat_map(|(matched, item)| matched.overruled(item)));
    for (word, items) in [
        ("reduced sensitivity", finding.reduced_sensitivity().collect::<Vec<_>>()),
        ("pharmacogenetics", finding.pharmacogenetics().collect()),
    ] {
        let told = |item: &&GradedEvidence| {
            let regimens = regimen::regimens(&item.evidence).join(" or ");
            format!("{regimens} ({}, {})", item.evidence.significance.name(), item.evidence.id)
        };
        if !items.is_empty() {
            let told: Vec<_> = items.iter().map(told).collect();
            sentences.push(format!("{word}, no level: {}", told.join("; ")));
        }
    }
    // What a criterion says is not said again.
    let criteria = &finding.oncogenicity.criteria;
    let is_told = |place: usize| criteria.iter().any(|criterion| criterion.fact == Some(place));
    let facts = finding.facts.iter().enumerate().filter(|(place, _)| !is_told(*place));
    sentences.extend(facts.map(|(_, matched)| known(finding, matched)));
    if finding.flags.contains(&Flag::PredictedSplice) {
        sentences.push(
            "changes the last base of an exon: predicted to spoil its splicing; confirm by RNA"
                .to_owned(),
        );
    }
    sentences.extend(only_for_subtypes(finding));
    sentences.extend(conflicts);
    if finding.oncogenicity.class == OncogenicityClass::Uncertain {
        let call = &finding.variant.call;
        let left_out: Vec<&str> = [
            call.population.is_none().then_some("population frequency"),
            (!hotspots_were_read).then_some("hotspot counts"),
            (!predicted::has_score(call, &finding.consequence)).then_some("in-silico scores"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if let Some((last, rest)) = left_out.split_last() {
            let and = if rest.is_empty() { "" } else { " and " };
            sentences.push(format!("{}{and}{last} were not evaluated", rest.join(", ")));
        }
    }
    sentences
}

/// Says for each narrower type of which the evidence speaks what holds if the tumour is of it.
fn only_for_subtypes(finding: &Finding) -> Vec<String> {
    let mut by_type: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let narrower = finding
        .evidence()
        .map(|(_, graded)| graded)
        .filter(|graded| graded.level.is_some() && graded.relation == Some(TumorRelation::Subtype));
    for graded in narrower {
        let regimens = finding.conclusions.regimens.sides();
        let own = regimens.iter().filter(|(side, _)| *side == graded.side).flat_map(|(_, r)| *r);
        let names = regimen::regimens(&graded.evidence);
        for ranked in own.filter(|r| !r.conditions.is_empty() && Some(r.level) == graded.level) {
            let listed = by_type.entry(graded.evidence.disease).or_default();
            let called = ranked.to_string();
            if names.contains(&ranked.name) && !listed.contains(&called) {
                listed.push(called);
            }
        }
    }
    by_type.retain(|_, regimens| !regimens.is_empty());
    let sentence = |(disease, mut regimens): (&str, Vec<String>)| {
        if regimens.len() > MOST_REGIMENS {
            let more = regimens.len() - MOST_REGIMENS;
            regimens.truncate(MOST_REGIMENS);
            regimens.push(format!("{more} more"));
        }
        format!(
            "the tumor type given is broader than {disease}: {} if {disease}",
            regimens.join(", ")
        )
    };
    by_type.into_iter().map(sentence).collect()
}

/// What a table of oncogenicity says of the change, and whether it weighs.
fn known(finding: &Finding, matched: &FactMatch) -> String {
    let fact = &matched.fact;
    let mut text = match fact.samples {
        Some(samples) if matched.is_same_change() => counted(fact, samples),
        Some(samples) => format!(
            "{}: {} samples are changed there, none of them so",
            place(fact),
            samples.residue
        ),
        None => classified(fact),
    };
    let no_points = if fact.kind == FactKind::Hotspot3d {
        "; gives no points"
    } else if !matched.is_same_change() {
        "; gives this change no points"
    } else if !fact.has_weight() {
        "; unconfirmed, so it gives no points"
    } else if fact.kind == FactKind::ClinicalImpact {
        "; no statement on oncogenicity, so it gives no points"
    } else if matched.is_stop_elsewhere(finding.gene.role) {
        "; a stop in a gene whose loss drives nothing: no points"
    } else if fact.kind == FactKind::Hotspot {
        "; not counted beside another criterion"
    } else if oncogenicity::is_contested(&finding.facts) {
        "; sources contradict each other, so neither weighs"
    } else if fact.kind == FactKind::NotOncogenic {
        "; classes of oncogenic changes do not take this one in"
    } else {
        ""
    };
    text.push_str(no_points);
    text
}

/// `cancerhotspots, single residue hotspot 600: 833 of 897 samples changed there have this change`.
pub(super) fn counted(fact: &OncogenicityFact<'_>, samples: Samples) -> String {
    format!(
        "{}: {} of {} samples changed there have this change",
        place(fact),
        samples.change,
        samples.residue
    )
}

/// `ClinVar classes this change Oncogenic (criteria provided, single submitter; ClinVar:1)`.
pub(super) fn classified(fact: &OncogenicityFact<'_>) -> String {
    let what = match (fact.kind, fact.review) {
        (FactKind::Oncogenic, "") => "lists this change as one that matters in cancer".to_owned(),
        _ => format!("classes this change {}", fact.class),
    };
    let citations: Vec<&str> = fact.citation.each().collect();
    let more = citations.len().saturating_sub(MOST_CITED);
    let mut basis: Vec<String> = [fact.review]
        .iter()
        .filter(|text| !text.is_empty())
        .map(|text| (*text).to_owned())
        .collect();
    basis.extend(citations.iter().take(MOST_CITED).map(|text| (*text).to_owned()));
    basis.extend((more > 0).then(|| format!("{more} more")));
    format!("{} {what} ({})", fact.source, basis.join("; "))
}

/// `cancerhotspots, in-frame indel hotspot 745-759`; `3dhotspots, cluster in the folded protein at 600
/// (Hotspot-linked)`.
fn place(fact: &OncogenicityFact<'_>) -> String {
    let residues = match fact.residues {
        Some((first, last)) if first != last => format!("{first}-{last}"),
        Some((first, _)) => first.to_string(),
        None => String::new(),
    };
    let (source, class) = (fact.source, fact.class);
    match fact.kind {
        FactKind::Hotspot3d => {
            format!("{source}, cluster in the folded protein at {residues} ({class})")
        }
        _ => format!("{source}, {class} hotspot {residues}"),
    }
}
