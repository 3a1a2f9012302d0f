//! States of the whole tumour that are known (MSI-high, TMB-high, dMMR, HRD), as candidates: they meet
//! profiles as variants do.

use std::collections::BTreeSet;

use crate::matching::candidate::Candidate;
use crate::matching::matcher::Matcher;
use crate::model::fact_origin::FactOrigin;
use crate::model::profile::{Alteration, Component, Signature};
use crate::model::stated_fact::{Fact, Microsatellites, StatedFact};
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
    let mut told: BTreeSet<String> =
        candidates.iter().map(|candidate| candidate.consequence.gene.to_string()).collect();
    let mut found = Vec::new();
    for fact in facts {
        let Some(signature) = signature(&fact.fact) else { continue };
        let alteration = Alteration::Signature(signature);
        let component = Component { gene: String::new(), alteration };
        let Some(mut candidate) = named::of_tumor(matcher, &component, words(fact)) else {
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
