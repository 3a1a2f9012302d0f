//! What reads say of one allele.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::read_support::Proof;

/// What reads say of one allele.
#[derive(Serialize, JsonSchema)]
pub(super) struct ProofView<'r> {
    /// Whether it is there.
    #[schemars(extend("enum" = ["DETECTED", "NOT_DETECTED", "NOT_ASSESSED"]))]
    status: &'static str,
    /// Why it was not assessed, or what its support lacks.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'r str>,
    /// What was counted.
    #[schemars(extend("enum" = ["duplex", "molecule", "fragment", "read"]))]
    unit: &'static str,
    /// Units that show it.
    support: u32,
    /// Units that show any allele.
    usable: u32,
    /// Units that make a detection.
    needed: u32,
    /// Fraction of the units.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.0, max = 1.0))]
    fraction: Option<f64>,
    /// Its 95 % Clopper-Pearson interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    interval: Option<[f64; 2]>,
    /// Limit of detection.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.0, max = 1.0))]
    lod: Option<f64>,
    /// Background rate.
    #[schemars(range(min = 0.0, max = 1.0))]
    background: f64,
    /// Probability of this support, or more, by background alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.0, max = 1.0))]
    p_value: Option<f64>,
}

impl<'r> ProofView<'r> {
    pub(super) fn of(proof: &'r Proof) -> Self {
        Self {
            status: proof.status.name(),
            reason: proof.reason.as_deref(),
            unit: proof.unit.name(),
            support: proof.support,
            usable: proof.usable,
            needed: proof.needed,
            fraction: proof.fraction.map(|(vaf, _)| rounded(vaf)),
            interval: proof.fraction.map(|(_, ends)| ends.map(rounded)),
            lod: proof.limit.map(rounded),
            background: rounded(proof.background),
            p_value: proof.p_value.map(rounded),
        }
    }
}

/// Returns a number with four significant digits, as it is printed.
pub(super) fn rounded(number: f64) -> f64 {
    format!("{number:.3e}").parse().unwrap_or(number)
}
