//! Criteria of oncogenicity that were not evaluated, and why (Horak 2022, PMID 35101336).

use crate::model::finding::{Finding, NotEvaluated, OncogenicityClass};

use super::predicted;

/// Returns the criteria that nothing at hand can answer for this change.
pub(super) fn criteria(finding: &Finding<'_>, hotspots_were_read: bool) -> Vec<NotEvaluated> {
    if finding.oncogenicity.class == OncogenicityClass::NotApplicable {
        return Vec::new();
    }
    let call = &finding.variant.call;
    let has_frequency = call.population.is_some();
    let has_score = predicted::has_score(call, &finding.consequence);
    let open = |is_open: bool, codes, because| is_open.then_some(NotEvaluated { codes, because });
    [
        open(
            !has_frequency,
            "SBVS1, SBS1, OP4",
            "the input gives no frequency in the population (--field population=NAME names one)",
        ),
        open(
            !has_score,
            "OP1, SBP1",
            "the input gives no score of REVEL, AlphaMissense or SpliceAI that speaks of the change (--field names them)",
        ),
        open(
            !hotspots_were_read,
            "OS3, OM4, OP3",
            "no counts of hotspots were given (--knowledge, see knowledge import)",
        ),
        open(true, "OM1", "no table of critical domains is embedded"),
        open(true, "OP2", "whether the tumor has a single genetic cause is not known to the program"),
        open(true, "SBS2", "functional studies that show no effect are not curated"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
