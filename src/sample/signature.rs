//! States of the whole tumour that are known (MSI-high, TMB-high, dMMR, HRD, HER2), as candidates: they meet
//! profiles as variants do.

use std::collections::BTreeSet;

use crate::matching::candidate::Candidate;
use crate::matching::matcher::Matcher;
use crate::model::change::Change;
use crate::model::fact_origin::FactOrigin;
use crate::model::profile::{Alteration, Component, Signature};
use crate::model::stated_fact::{Fact, Her2, Microsatellites, StatedFact};
use crate::observe::named;
use crate::sample::burden::HIGH;

/// How tables of evidence call a burden that was measured in plasma: another test.
const OF_PLASMA: &str = "bTMB";

/// Returns a candidate for each state that the facts say is there and that some profile asks for.
/// `candidates` may hold them already, where an earlier result is judged again.
pub(super) fn candidates<'k>(
    facts: &[StatedFact],
    matcher: &Matcher<'k>,
    candidates: &[Candidate<'k>],
) -> Vec<Candidate<'k>> {
    let named = candidates.iter().filter(|candidate| candidate.change == Change::Named);
    let mut told: BTreeSet<String> =
        named.map(|candidate| candidate.consequence.gene.to_string()).collect();
    let mut found = Vec::new();
    for fact in facts {
        let components = components(&fact.fact);
        let Some(mut candidate) = named::of_tumor(matcher, &components, words(fact)) else {
            continue;
        };
        let table = &matcher.table;
        candidate.met.hits.retain(|hit| !table.profile_text(hit.profile).contains(OF_PLASMA));
        if !candidate.met.hits.is_empty() && told.insert(candidate.consequence.gene.to_string()) {
            found.push(candidate);
        }
    }
    found
}

/// What a fact says is there, in the words of profiles.
fn components(fact: &Fact) -> Vec<Component> {
    let her2 = |words: &[&str]| {
        let component = |word: &&str| {
            let alteration = Alteration::Expression(format!("{word} Expression"));
            Component { gene: "ERBB2".to_owned(), alteration }
        };
        words.iter().map(component).collect()
    };
    match fact {
        Fact::Her2(Her2::ThreePlus) => her2(&["3+", "Positive"]),
        Fact::Her2(Her2::Positive) => her2(&["Positive"]),
        Fact::Her2(Her2::Low) => her2(&["Low"]),
        Fact::Her2(Her2::Ultralow) => her2(&["Ultralow"]),
        fact => signature(fact).map_or_else(Vec::new, |signature| {
            let alteration = Alteration::Signature(signature);
            vec![Component { gene: String::new(), alteration }]
        }),
    }
}

/// The state that a fact says is there. What is not there, or stands between, is none.
fn signature(fact: &Fact) -> Option<Signature> {
    match fact {
        Fact::Microsatellites(Microsatellites::High) => Some(Signature::MsiHigh),
        Fact::MismatchRepairDeficient(true) => Some(Signature::MismatchRepairDeficient),
        Fact::TumorMutationalBurden(burden) if *burden >= HIGH => Some(Signature::TmbHigh),
        Fact::HighMutationalBurden(true) => Some(Signature::TmbHigh),
        Fact::HomologousRecombinationDeficient(true) => {
            Some(Signature::HomologousRecombinationDeficient)
        }
        _ => None,
    }
}

fn words(fact: &StatedFact) -> String {
    match (&fact.origin, fact.origin.basis()) {
        (FactOrigin::File { path, method, .. }, Some(basis)) => {
            format!("{fact}, by {method} ({path}): {basis}")
        }
        (FactOrigin::Computed { method, .. }, Some(basis)) => {
            format!("{fact}, computed by {method}: {basis}")
        }
        _ => format!("{fact}, as stated"),
    }
}
