//! States of the whole tumour that are known (MSI, MMR, TMB-high, HRD, HER2, PD-L1), as candidates: they meet
//! profiles as variants do.

use std::collections::BTreeSet;

use crate::matching::candidate::Candidate;
use crate::matching::matcher::Matcher;
use crate::model::change::Change;
use crate::model::fact_origin::FactOrigin;
use crate::model::profile::{Alteration, Assay, Component, ProfileId, Signature};
use crate::model::stated_fact::{Fact, HIGH_BURDEN, Microsatellites, StatedFact};
use crate::observe::named;
use crate::sample::stated::{answer, is_negative};

/// How tables of evidence call a burden that was measured in plasma: another test.
const OF_PLASMA: &str = "bTMB";

/// Returns a candidate for each state that the facts say is there and that some profile asks for.
/// `candidates` may hold them already, where an earlier result is judged again.
///
/// A hormone receptor, and what a stain does not show, drive nothing: they bear on statements that are
/// `concerning` the tumour type alone, that ask for no variant, and of which all stains are known.
pub(super) fn candidates<'k>(
    facts: &[StatedFact],
    matcher: &Matcher<'k>,
    candidates: &[Candidate<'k>],
    concerning: impl Fn(ProfileId) -> bool,
) -> Vec<Candidate<'k>> {
    let named = candidates.iter().filter(|candidate| candidate.change == Change::Named);
    let mut told: BTreeSet<String> =
        named.map(|candidate| candidate.consequence.gene.to_string()).collect();
    let mut found = Vec::new();
    // A statement on several stains is told on one of them.
    let mut of_stains = BTreeSet::new();
    for fact in facts {
        let components = components(&fact.fact, facts, matcher);
        let Some(mut candidate) = named::of_tumor(matcher, &components, words(fact)) else {
            continue;
        };
        let table = &matcher.table;
        candidate.met.hits.retain(|hit| {
            let parts = table.profile(hit.profile).components();
            let drives = parts.get(hit.component).is_none_or(|part| !is_of_one_tumor(part));
            let is_of_plasma = table.profile_text(hit.profile).contains(OF_PLASMA);
            let mut is_of_stains = || {
                is_stained(&parts, facts)
                    && concerning(hit.profile)
                    && of_stains.insert(hit.profile)
            };
            !is_of_plasma && (drives || is_of_stains())
        });
        if !candidate.met.hits.is_empty() && told.insert(candidate.consequence.gene.to_string()) {
            found.push(candidate);
        }
    }
    found
}

/// Whether a component is no driver wherever it is: a hormone receptor, or little or nothing of a protein.
fn is_of_one_tumor(component: &Component) -> bool {
    is_hormone_receptor(component) || is_negative(component)
}

fn is_hormone_receptor(component: &Component) -> bool {
    matches!(component.gene.as_str(), "ESR1" | "PGR")
}

/// Whether a profile of these parts asks for no variant, and HER2 and the hormone receptors that it asks for are known;
/// of receptors that may be there one is enough.
fn is_stained(parts: &[&Component], facts: &[StatedFact]) -> bool {
    let is_state =
        |part: &&Component| matches!(part.alteration.assay(), Assay::Expression | Assay::Signature);
    let is_known =
        |part: &&Component| facts.iter().any(|stated| answer(&stated.fact, part).is_some());
    let (receptors, others): (Vec<&Component>, Vec<&Component>) =
        parts.iter().partition(|part| is_hormone_receptor(part));
    let (absent, present): (Vec<&Component>, Vec<&Component>) =
        receptors.into_iter().partition(|part| is_negative(part));
    let mut her2 = others.iter().filter(|part| part.gene == "ERBB2").peekable();
    parts.iter().all(is_state)
        && absent.iter().all(is_known)
        && (present.is_empty() || present.iter().any(is_known))
        && (her2.peek().is_none() || her2.any(is_known))
}

/// What a fact says is there, or is not, in the words of the profiles that ask for it, with what other facts say
/// of the same stain.
fn components(fact: &Fact, facts: &[StatedFact], matcher: &Matcher<'_>) -> Vec<Component> {
    let gene = match fact {
        Fact::Her2(_) => "ERBB2",
        Fact::Receptor(gene, _) => gene,
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
        for part in entry.profile().components().into_iter().filter(|part| part.gene == gene) {
            let is_there = facts.iter().any(|stated| says(&stated.fact, part));
            if is_there && !found.contains(part) {
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
