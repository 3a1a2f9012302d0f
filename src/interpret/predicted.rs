//! Criteria of oncogenicity that rest on numbers in the input: predictors (OP1, SBP1) and absence from the population
//! (OP4) of Horak 2022 (PMID 35101336).

use crate::model::call::{Call, Population};
use crate::model::consequence::{Term, TranscriptConsequence};
use crate::model::finding::Criterion;
use crate::model::score::Predictor;

/// Share of all copies below which a change counts as absent from the population: callers write such numbers
/// for alleles that their resource lacks.
const ABSENT: f64 = 1e-5;

/// What the scores of an allele say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Damaging,
    Benign,
}

/// Returns the criteria that the call's own numbers meet.
pub(super) fn criteria(call: &Call, consequence: &TranscriptConsequence) -> Vec<Criterion> {
    let of_scores = said(call, consequence).map(|(said, reason)| match said {
        Said::Damaging => Criterion { code: "OP1", points: 1, fact: None, reason },
        Said::Benign => Criterion { code: "SBP1", points: -1, fact: None, reason },
    });
    of_scores.into_iter().chain(call.population.as_ref().and_then(absence)).collect()
}

/// Returns whether a score of the input speaks of the change.
pub(super) fn has_score(call: &Call, consequence: &TranscriptConsequence) -> bool {
    !asked(call, consequence).is_empty()
}

/// Returns the scores that speak of the change: those of substitutions for a missense change alone.
fn asked(call: &Call, consequence: &TranscriptConsequence) -> Vec<(Predictor, f64)> {
    let is_missense = consequence.terms.has(Term::Missense);
    let is_asked = |predictor: &Predictor| is_missense || *predictor == Predictor::SpliceAi;
    let score = |predictor| Some((predictor, call.scores.as_ref()?.get(predictor)?));
    Predictor::ALL.into_iter().filter(is_asked).filter_map(score).collect()
}

/// Returns what all scores say. A missense change is damaging where every predictor of substitutions says so, or where it
/// is predicted to spoil splicing; benign where every predictor says so. Scores between the limits say nothing.
fn said(call: &Call, consequence: &TranscriptConsequence) -> Option<(Said, String)> {
    let scores = asked(call, consequence);
    let is = |wanted: Said| {
        move |&(predictor, score): &(Predictor, f64)| {
            let (damaging, benign) = predictor.limits();
            match wanted {
                Said::Damaging => score >= damaging,
                Said::Benign => score <= benign,
            }
        }
    };
    let of_protein: Vec<_> =
        scores.iter().copied().filter(|(predictor, _)| *predictor != Predictor::SpliceAi).collect();
    let splice = scores.iter().find(|(predictor, _)| *predictor == Predictor::SpliceAi);
    let told = |scores: &[(Predictor, f64)]| {
        let each = scores.iter().map(|(predictor, score)| {
            format!("{} {score} ({})", predictor.name(), predictor.citation())
        });
        each.collect::<Vec<_>>().join(", ")
    };
    if splice.is_some_and(is(Said::Damaging)) {
        return Some((Said::Damaging, format!("predicted to spoil splicing: {}", told(&scores))));
    }
    if !of_protein.is_empty() && of_protein.iter().all(is(Said::Damaging)) {
        return Some((Said::Damaging, format!("predicted damaging: {}", told(&scores))));
    }
    // SpliceAI alone says nothing of the protein.
    let is_benign = !of_protein.is_empty() && scores.iter().all(is(Said::Benign));
    is_benign.then(|| (Said::Benign, format!("predicted benign: {}", told(&scores))))
}

fn absence(population: &Population) -> Option<Criterion> {
    (population.frequency < ABSENT).then(|| Criterion {
        code: "OP4",
        points: 1,
        fact: None,
        reason: format!("absent from the population, by {}", population.field),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::consequence::Terms;
    use crate::model::score::Scores;

    #[test]
    fn criteria_by_scores() {
        use Predictor::{AlphaMissense, Revel, SpliceAi};
        for (term, scores, want) in [
            (Term::Missense, &[(Revel, 0.7)][..], Some("OP1")),
            (Term::Missense, &[(Revel, 0.5)], None),
            (Term::Missense, &[(Revel, 0.2)], Some("SBP1")),
            (Term::Missense, &[(Revel, 0.7), (AlphaMissense, 0.3)], None),
            (Term::Missense, &[(Revel, 0.7), (AlphaMissense, 0.95)], Some("OP1")),
            (Term::Missense, &[(Revel, 0.1), (SpliceAi, 0.5)], Some("OP1")),
            (Term::Missense, &[(Revel, 0.1), (SpliceAi, 0.15)], None),
            (Term::Missense, &[(SpliceAi, 0.0)], None),
            (Term::Frameshift, &[(Revel, 0.9)], None),
            (Term::SpliceRegion, &[(SpliceAi, 0.8)], Some("OP1")),
            (Term::Missense, &[], None),
        ] {
            let mut own = Scores::default();
            scores.iter().for_each(|&(predictor, score)| own.add(predictor, score));
            let call = Call { scores: Some(Box::new(own)), ..Call::default() };
            let consequence = TranscriptConsequence {
                terms: Terms::from_iter([term]),
                ..TranscriptConsequence::unplaced("BRAF", "".into(), "".into())
            };
            let found = criteria(&call, &consequence);
            assert_eq!(found.first().map(|c| c.code), want, "{term:?} {scores:?}");
        }
        let population = |frequency| Population { frequency, field: "INFO/gnomAD_AF".into() };
        assert_eq!(absence(&population(0.0)).map(|c| c.points), Some(1));
        assert_eq!(absence(&population(0.0001)), None);
    }
}
