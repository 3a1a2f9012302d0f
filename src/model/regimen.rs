//! What is given: one drug, a combination, or alternatives.

use super::evidence::{Evidence, Interaction};

/// Returns the regimens of an item: alternatives apart, drugs of one regimen joined by ` + `,
/// sequences by ` then `.
pub fn regimens(evidence: &Evidence<'_>) -> Vec<String> {
    let drugs = evidence.drugs();
    match evidence.interaction {
        Interaction::Substitutes => drugs.map(str::to_owned).collect(),
        Interaction::Single | Interaction::Combination => {
            let joined = drugs.collect::<Vec<_>>().join(" + ");
            if joined.is_empty() { Vec::new() } else { vec![joined] }
        }
        Interaction::Sequential => vec![drugs.collect::<Vec<_>>().join(" then ")],
    }
}

/// Returns a spelling of a regimen that ignores case and the order of its drugs: one regimen, one
/// key.
pub fn key(regimen: &str) -> String {
    let mut drugs: Vec<String> = regimen.split(" + ").map(str::to_lowercase).collect();
    drugs.sort_unstable();
    drugs.join(" + ")
}
