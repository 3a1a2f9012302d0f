//! States of the whole tumour that are known (MSI, MMR, TMB-high, HRD, HER2, PD-L1), as candidates: they meet
//! profiles as variants do.

use std::collections::BTreeSet;

use crate::matching::candidate::Candidate;
use crate::matching::matcher::Matcher;
use crate::model::change::Change;
use crate::model::fact_origin::FactOrigin;
use crate::model::profile::{Alteration, Component, Signature};
use crate::model::stated_fact::{Fact, HIGH_BURDEN, Microsatellites, StatedFact};
use crate::observe::named;
use crate::sample::stated::{answer, is_negative};

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
        let components = components(&fact.fact, facts, matcher);
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

/// What a fact says is there, in the words of the profiles that ask for it, with what other facts say of the
/// same stain. What a stain does not show is nothing that is there.
fn components(fact: &Fact, facts: &[StatedFact], matcher: &Matcher<'_>) -> Vec<Component> {
    let gene = match fact {
        Fact::Her2(_) => "ERBB2",
        Fact::PdL1(..) => "CD274",
        fact => {
            let alteration = signature(fact).map(Alteration::Signature);
            let component = |alteration| Component { gene: String::new(), alteration };
            return alteration.map(component).into_iter().collect();
        }
    };
    let says = |fact: &Fact, part: &Component| answer(fact, part) == Some(true);
    let mut found: Vec<Component> = Vec::new();
    let mut is_own = false;
    for entry in matcher.table.profiles_of_gene(gene) {
        for part in entry.profile().components() {
            let is_there = facts.iter().any(|stated| says(&stated.fact, part));
            if is_there && !is_negative(part) && !found.contains(part) {
                is_own |= says(fact, part);
                found.push(part.clone());
            }
        }
    }
    if is_own { found } else { Vec::new() }
}

/// The state that a fact says is there. What is not there is none.
fn signature(fact: &Fact) -> Option<Signature> {
    match fact {
        Fact::Microsatellites(Microsatellites::High) => Some(Signature::MsiHigh),
        Fact::Microsatellites(_) => Some(Signature::MsiLow),
        Fact::MismatchRepairDeficient(true) => Some(Signature::MismatchRepairDeficient),
        Fact::MismatchRepairDeficient(false) => Some(Signature::MismatchRepairProficient),
        Fact::TumorMutationalBurden(burden) if *burden >= HIGH_BURDEN => Some(Signature::TmbHigh),
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
