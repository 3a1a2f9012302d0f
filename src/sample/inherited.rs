//! Inherited changes that are stated: those that the input lists under another name, and those that it
//! does not list.

use crate::matching::candidate::Candidate;
use crate::matching::matcher::Matcher;
use crate::model::call::Stated;
use crate::model::consequence::TranscriptConsequence;
use crate::model::fact_origin::FactOrigin;
use crate::model::finding::Finding;
use crate::model::protein_change::ProteinChange;
use crate::model::sample_facts::{Hint, HintAbout};
use crate::model::stated_fact::{Fact, StatedFact};
use crate::observe::named;
use crate::sample::origin::{BY_FACT, is_of_germline};

/// Adds the changes that are stated to be inherited and that no candidate is; a candidate of the same
/// change by another name (`c.5946delT`) becomes inherited.
pub(super) fn add<'k>(
    facts: &[StatedFact],
    matcher: &Matcher<'k>,
    candidates: &mut Vec<Candidate<'k>>,
) {
    for fact in facts {
        let Fact::Germline { gene, change: Some(change) } = &fact.fact else { continue };
        if candidates.iter().any(|own| is_of_germline(&fact.fact, &own.consequence)) {
            continue;
        }
        // What cannot be read is told by its hint.
        let read = named::of_text(&format!("{gene} {change}"), matcher, &mut Vec::new());
        let found = read.unwrap_or_default().into_iter();
        for mut stated in found.filter(|stated| *stated.consequence.gene == **gene) {
            let is_same = |own: &&mut Candidate<'_>| {
                let by_protein = !change.starts_with("c.");
                is_same(&own.consequence, &stated.consequence, by_protein)
            };
            if let Some(own) = candidates.iter_mut().find(is_same) {
                own.variant.call.origin.stated = Stated::Germline(BY_FACT);
                continue;
            }
            stated.variant.call.origin.stated = Stated::Germline(BY_FACT);
            stated.notes.push(format!("{fact}, as stated: the input does not list it"));
            candidates.push(stated);
        }
    }
}

/// Whether both are one change: by the coding name, or `by_protein` where a frameshift is stated without what
/// follows it, and any that makes it may stand for it.
fn is_same(own: &TranscriptConsequence, stated: &TranscriptConsequence, by_protein: bool) -> bool {
    use ProteinChange::Frameshift;
    let coding = own.hgvs_c.is_some() && own.hgvs_c == stated.hgvs_c;
    let protein = match (&own.protein, &stated.protein) {
        (Some(Frameshift { at, .. }), Some(Frameshift { at: named, .. })) => at == named,
        _ => false,
    };
    own.gene == stated.gene && (coding || by_protein && protein)
}

/// Returns which statements of inherited changes came to nothing.
pub fn hints(findings: &[Finding<'_>], facts: &[StatedFact]) -> Vec<Hint> {
    let hint = |fact: &StatedFact| {
        let Fact::Germline { gene, change } = &fact.fact else { return None };
        let is_it = |finding: &Finding<'_>| {
            let origin = finding.variant.call.origin.stated;
            is_of_germline(&fact.fact, &finding.consequence)
                || *finding.consequence.gene == **gene && origin == Stated::Germline(BY_FACT)
        };
        if findings.iter().any(is_it) {
            return None;
        }
        let text = match change {
            None => format!(
                "{fact}: the input shows no change of {gene}; name it (germline={gene}:c.…) for it to count"
            ),
            Some(_) => format!("{fact}: no such change can be read on {gene}: nothing rests on it"),
        };
        Some(Hint { about: HintAbout::Inherited, text, origin: FactOrigin::Stated })
    };
    facts.iter().filter_map(hint).collect()
}
