//! What tables of oncogenicity say of an observed variant.

use crate::consequence::Predictor;
use crate::matching::facts::Facts;
use crate::matching::{hotspot, protein};
use crate::model::allele::SequenceEdit;
use crate::model::consequence::TranscriptConsequence;
use crate::model::oncogenicity::{FactKind, FactMatch, OncogenicityFact, Sameness};
use crate::model::protein_change::ProteinChange;

use crate::matching::matcher::Matcher;
use crate::matching::place::{self, Beside};

/// Returns the facts that match the variant, the most specific of each kind and source. `views` are
/// its consequences on the transcripts of `gene`. `edit` is `None` where only its name is known.
pub(crate) fn facts<'k>(
    matcher: &Matcher<'k>,
    gene: &str,
    edit: Option<&SequenceEdit>,
    views: &[Facts<'_>],
) -> Vec<FactMatch<'k>> {
    let mut found: Vec<FactMatch<'k>> = Vec::new();
    for fact in matcher.oncogenicity.of_gene(gene) {
        let sameness = views.iter().filter_map(|view| compare(matcher, &fact, edit, view)).min();
        let Some(sameness) = sameness else { continue };
        // One residue has a row for each of its changes.
        let is_comparable = found.iter().any(|FactMatch { fact: other, .. }| {
            let is_one_place = (other.kind, other.source, other.residues, other.class)
                == (fact.kind, fact.source, fact.residues, fact.class);
            *other == fact || sameness == Sameness::Residue && is_one_place
        });
        if !is_comparable {
            found.push(FactMatch { fact, sameness });
        }
    }
    let same: Vec<_> = found.iter().filter(|m| m.is_same_change()).map(key).collect();
    found.retain(|m| m.is_same_change() || !same.contains(&key(m)));
    found.sort_by_key(|m| (m.fact.kind, m.sameness));
    found
}

fn key<'k>(matched: &FactMatch<'k>) -> (FactKind, &'k str) {
    (matched.fact.kind, matched.fact.source)
}

/// Returns in what the fact and the variant agree on one transcript.
fn compare(
    matcher: &Matcher,
    fact: &OncogenicityFact<'_>,
    edit: Option<&SequenceEdit>,
    view: &Facts<'_>,
) -> Option<Sameness> {
    if fact.kind.is_hotspot() {
        return hotspot::compare(fact, view);
    }
    let seen = view.consequence;
    let Some((assembly, known)) = &fact.allele else {
        return same_protein(fact.change.as_ref()?, view);
    };
    let named = match edit {
        Some(edit) if *assembly == matcher.assembly && edit == known => {
            return agrees(fact, seen).then_some(Sameness::Allele);
        }
        Some(edit) => Beside::of(matcher, seen, edit, *assembly)?.consequence(known),
        None => {
            place::model(matcher, seen, *assembly).and_then(|model| Predictor::on(model, known))
        }
    };
    let named = named.filter(|named| agrees(fact, named))?;
    if edit.is_some() && named.hgvs_c.is_some() && named.hgvs_c == seen.hgvs_c {
        return Some(Sameness::Allele);
    }
    match (&named.protein, &fact.change) {
        (Some(change), _) => same_protein(change, view),
        // Without embedded bases the input's own annotation may name the change.
        (None, Some(change)) => same_protein(change, view),
        (None, None) => None,
    }
}

/// Compares the changes of residues. Changes of one splice site may be of many bases.
fn same_protein(change: &ProteinChange, view: &Facts<'_>) -> Option<Sameness> {
    let is_comparable = !matches!(change, ProteinChange::Splice { .. } | ProteinChange::Unknown);
    (is_comparable
        && view.consequence.is_nonsynonymous()
        && protein::compare(change, view).is_some())
    .then_some(Sameness::Protein)
}

/// Returns whether the fact's bases make the change that it names. Only the letters are compared,
/// for its numbers may be those of another transcript. A gene with two frames has a reading where
/// they differ.
pub(crate) fn agrees(fact: &OncogenicityFact<'_>, consequence: &TranscriptConsequence) -> bool {
    match (&fact.change, &consequence.protein) {
        (
            Some(ProteinChange::Substitution { at, alternate }),
            Some(ProteinChange::Substitution { at: made, alternate: other }),
        ) => at.residue == made.residue && alternate == other,
        (Some(ProteinChange::Substitution { .. }), Some(_)) => false,
        _ => true,
    }
}
