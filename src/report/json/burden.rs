//! The mutational burden as JSON.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Number;

use crate::model::burden::{self, BurdenVerdict};
use crate::report::burden::verdict;
use crate::report::cell::{Text, number};

/// The mutational burden, as far as it was asked for.
#[derive(Serialize, JsonSchema)]
pub(super) struct Burden<'r> {
    /// By whose rules: `--tmb-preset`.
    preset: &'static str,
    /// Mutations a megabase.
    #[schemars(with = "f64")]
    mutations_per_mb: Option<Number>,
    /// Its exact 95 % Poisson interval.
    #[schemars(with = "(f64, f64)")]
    interval_95: [Option<Number>; 2],
    /// Mutations counted.
    counted: u64,
    /// The same, by class; they add up.
    counted_by_class: BTreeMap<&'static str, u64>,
    /// Alleles in the footprint that are not counted, by the first reason that applies.
    not_counted: BTreeMap<&'static str, u64>,
    /// Coding bases that were counted over, in megabases.
    #[schemars(with = "f64")]
    footprint_mb: Option<Number>,
    /// What the footprint is.
    footprint: Text<'r>,
    /// Mutations counted although the input has no fraction of them.
    without_fraction: u64,
    /// Somatic coding frameshifts.
    frameshifts: Frameshifts,
    /// What it says of `TMB-High`.
    #[schemars(extend("enum" = ["high", "not_high", "open"]))]
    tmb_high: &'static str,
    /// Why nothing is concluded.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(with = "Vec<String>", length(min = 1))]
    open_because: &'r [String],
    /// What the reader must know of the number.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(with = "Vec<String>", length(min = 1))]
    notes: &'r [String],
}

/// Somatic coding frameshifts whose neighbouring bases are known.
#[derive(Serialize, JsonSchema)]
struct Frameshifts {
    /// All of them.
    all: u64,
    /// Those in runs of six or more equal bases.
    in_homopolymers: u64,
}

/// Returns a number with three digits after the point.
fn of_three(value: f64) -> Option<Number> {
    number(&format!("{value:.3}"))
}

impl<'r> Burden<'r> {
    pub(super) fn of(burden: &'r burden::Burden) -> Self {
        let names = |class: &burden::MutationClass| class.name();
        Self {
            preset: burden.preset.name(),
            mutations_per_mb: of_three(burden.per_megabase),
            interval_95: [of_three(burden.interval.0), of_three(burden.interval.1)],
            counted: burden.total(),
            counted_by_class: burden.counted.iter().map(|(class, n)| (names(class), *n)).collect(),
            not_counted: burden.not_counted.iter().map(|(why, n)| (why.name(), *n)).collect(),
            footprint_mb: number(&format!("{:.6}", burden.megabases())),
            footprint: Text(&burden.footprint_of),
            without_fraction: burden.without_fraction,
            frameshifts: Frameshifts {
                all: burden.frameshifts,
                in_homopolymers: burden.in_homopolymers,
            },
            tmb_high: verdict(burden),
            open_because: match &burden.verdict {
                BurdenVerdict::Open(reasons) => reasons,
                _ => &[],
            },
            notes: &burden.notes,
        }
    }
}
