//! Whether a change is a polymorphism: common in the population, so no cause of a tumour (AMP tier
//! IV; SBVS1 and SBS1 of Horak 2022, PMID 35101336).

use crate::knowledge::evidence::EvidenceTable;
use crate::model::call::Population;
use crate::model::finding::Criterion;
use crate::model::profile::ProfileId;
use crate::model::source_level::VariantOrigin;

/// Frequency in the population from which on a change is benign by AMP/ASCO/CAP 2017.
const COMMON: f64 = 0.01;
/// See [`criterion`].
const VERY_COMMON: f64 = 0.05;

/// Why evidence on a polymorphism gives no level.
pub(super) const NO_SOMATIC_LEVEL: &str = "a common polymorphism has no somatic level";

/// Returns why the change is a polymorphism, in a sentence. The reason is the input's frequency, or
/// evidence that its source calls common in the germline. `exact` are the profiles that name this
/// very change.
pub(super) fn reason(
    population: Option<&Population>,
    exact: impl Iterator<Item = ProfileId> + Clone,
    table: &EvidenceTable<'_>,
) -> Option<String> {
    if let Some(found) = population.filter(|found| found.frequency >= COMMON) {
        let percent = found.frequency * 100.0;
        return Some(format!(
            "a polymorphism: {percent:.1} % of copies in the population, by {}",
            found.field
        ));
    }
    let items = || exact.clone().flat_map(|profile| table.evidence(profile));
    // A change that drives tumours too is called somatic by some other item.
    if items().any(|item| item.variant_origin() == VariantOrigin::Somatic) {
        return None;
    }
    let item = items().find(|item| item.variant_origin() == VariantOrigin::CommonGermline)?;
    Some(format!("a polymorphism: {} calls its origin common germline", item.id))
}

/// Returns the criterion of oncogenicity that a frequency in the population meets.
pub(super) fn criterion(population: Option<&Population>) -> Option<Criterion> {
    let found = population?;
    let (code, points, what) = match found.frequency {
        frequency if frequency > VERY_COMMON => ("SBVS1", -8, "more than 5 %"),
        frequency if frequency >= COMMON => ("SBS1", -4, "1 % or more"),
        _ => return None,
    };
    Some(Criterion {
        code,
        points,
        fact: None,
        reason: format!("{what} of the population, by {}", found.field),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn criteria_by_frequency() {
        for (frequency, want) in [
            (0.32, Some(("SBVS1", -8))),
            (0.05, Some(("SBS1", -4))),
            (0.01, Some(("SBS1", -4))),
            (0.009, None),
            (0.0, None),
        ] {
            let population = Population { frequency, field: "INFO/gnomAD_AF".into() };
            let found = criterion(Some(&population)).map(|c| (c.code, c.points));
            assert_eq!(found, want, "{frequency}");
        }
        assert_eq!(criterion(None), None);
    }
}
