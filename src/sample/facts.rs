//! What is known of the sample beside its variants, from all that says it: the user first, then result
//! files of other programs, then what was computed.

use crate::diagnostics::Warning;
use crate::model::burden::Burden;
use crate::model::fact_origin::FactOrigin;
use crate::model::sample_facts::{Hint, HintAbout, SampleFacts};
use crate::model::stated_fact::{Fact, HIGH_BURDEN, Microsatellites, StatedFact};
use crate::sample::burden;

/// Puts together what the user states, what files say, and the burden that was computed.
///
/// Where two say otherwise of the same, the first stands: the other becomes a hint, and a warning tells.
pub fn gather(
    stated: &[StatedFact],
    of_files: Vec<StatedFact>,
    mut hints: Vec<Hint>,
    burden: Option<Burden>,
) -> (SampleFacts, Vec<Warning>) {
    let mut known = stated.to_vec();
    let mut warnings = Vec::new();
    hints.extend(burden.iter().flat_map(burden::hints));
    let computed = burden.as_ref().and_then(burden::fact);
    for fact in of_files.into_iter().chain(computed) {
        let disagreeing = known.iter().find_map(|first| {
            let (about, says) = meaning(&first.fact)?;
            let (same, otherwise) = meaning(&fact.fact)?;
            (about == same && says != otherwise).then_some((first, about))
        });
        match disagreeing {
            None => known.push(fact),
            Some((first, about)) => {
                let (kept, other) = (words(first), words(&fact));
                hints.push(Hint {
                    about,
                    text: format!("{other} is not used: {kept} stands"),
                    origin: fact.origin,
                });
                warnings.push(Warning::FactsDisagree { kept, other });
            }
        }
    }
    (SampleFacts { known, hints, burden }, warnings)
}

/// What a fact is about and whether it says yes, for facts that have several sources.
fn meaning(fact: &Fact) -> Option<(HintAbout, bool)> {
    Some(match fact {
        Fact::TumorMutationalBurden(burden) => (HintAbout::Burden, *burden >= HIGH_BURDEN),
        Fact::HighMutationalBurden(is_high) => (HintAbout::Burden, *is_high),
        Fact::Microsatellites(state) => {
            (HintAbout::Microsatellites, *state == Microsatellites::High)
        }
        Fact::MismatchRepairDeficient(is) => (HintAbout::MismatchRepair, *is),
        Fact::HomologousRecombinationDeficient(is) => (HintAbout::HomologousRecombination, *is),
        Fact::Her2(_) | Fact::Receptor(..) | Fact::PdL1(..) | Fact::Germline { .. } => return None,
    })
}

fn words(fact: &StatedFact) -> String {
    match &fact.origin {
        FactOrigin::Stated => format!("{fact} (stated)"),
        FactOrigin::File { path, method, .. } => format!("{fact} ({method}, {path})"),
        FactOrigin::Computed { method, .. } => format!("{fact} (computed, {method})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_stands_and_a_disagreement_is_told() {
        let stated = |text| StatedFact::parse(text).unwrap();
        let of_file = |text| StatedFact {
            origin: FactOrigin::File {
                path: "a.txt".to_owned(),
                method: "MSIsensor",
                basis: "12 ≥ 10".to_owned(),
            },
            ..stated(text)
        };
        for (first, second, want) in [
            ("MSI=high", "MSI=high", 0),
            ("MSI=low", "MSI=stable", 0),
            ("MSI=stable", "MSI=high", 1),
            ("TMB=12", "TMB=10", 0),
            ("TMB=12", "TMB=9.9", 1),
            ("TMB=low", "TMB=40", 1),
            ("HRD=negative", "HRD=positive", 1),
            ("HRD=negative", "MSI=high", 0),
        ] {
            let (facts, warnings) =
                gather(&[stated(first)], vec![of_file(second)], Vec::new(), None);
            assert_eq!(warnings.len(), want, "{first} {second}");
            assert_eq!(facts.hints.len(), want);
            assert_eq!(facts.known.len(), 2 - want);
            assert_eq!(facts.known[0], stated(first));
        }
    }
}
