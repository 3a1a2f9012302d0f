//! What is given: one drug, a combination, or alternatives.

use super::evidence::{Evidence, Interaction};

/// Returns the regimens of an item: alternatives apart, drugs of one regimen joined by ` + `,
/// sequences by ` then `.
pub fn regimens(evidence: &Evidence<'_>) -> Vec<String> {
    of_drugs(evidence.interaction, evidence.drugs())
}

/// Returns the regimens of such an item whose drugs have these names.
pub fn of_drugs<'d>(interaction: Interaction, drugs: impl Iterator<Item = &'d str>) -> Vec<String> {
    match interaction {
        Interaction::Substitutes => drugs.map(str::to_owned).collect(),
        Interaction::Single | Interaction::Combination => {
            let joined = drugs.collect::<Vec<_>>().join(" + ");
            if joined.is_empty() { Vec::new() } else { vec![joined] }
        }
        Interaction::Sequential => vec![drugs.collect::<Vec<_>>().join(" then ")],
    }
}

/// Returns a spelling of a regimen that ignores case and the order of its drugs, and reads
/// `Dabrafenib/Trametinib Regimen` as both drugs: one regimen, one key.
pub fn key(regimen: &str) -> String {
    let lower = regimen.to_lowercase();
    let each = lower.split(" + ").flat_map(|part| part.trim_end_matches(" regimen").split('/'));
    let mut drugs: Vec<&str> = each.collect();
    drugs.sort_unstable();
    drugs.dedup();
    drugs.join(" + ")
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn one_regimen_has_one_key() {
        let both = key("Dabrafenib + Trametinib");
        for name in ["trametinib + Dabrafenib", "Dabrafenib/Trametinib Regimen"] {
            assert_eq!(key(name), both);
        }
        assert_eq!(key("FOLFOX Regimen"), key("FOLFOX"));
        assert_ne!(key("Dabrafenib"), both);
    }
}
