//! The sample on one page, ranked once: what every page shows, in its order.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::conclusion;
use crate::model::finding::Finding;
use crate::model::level::Level;
use crate::model::summary::{Confirmation, Entry, Summary};
use crate::report::cell::Text;
use crate::report::variant::Regimen;
use crate::report::words::Word;

/// The sample on one page, ranked once: what every page shows, in its order.
#[derive(Serialize, JsonSchema)]
pub(super) struct SummaryView<'r> {
    /// Variants that make a therapy work in the tumour type (levels 1, 2, 3A), the best first.
    therapies: Vec<EntryView<'r>>,
    /// Variants that make a therapy fail (R1, R2), the surest first.
    resistances: Vec<EntryView<'r>>,
    /// Variants that make one work in another tumour type, or by early evidence (3B, 4).
    elsewhere: Vec<EntryView<'r>>,
    /// What speaks against what, in sentences.
    conflicts: Vec<ConflictWords>,
    /// What is to be confirmed before any of this is used.
    confirmations: Vec<ConfirmationView>,
    /// Variants that drive a tumour, without a therapy of any level.
    drivers: Vec<Named>,
    /// How many variants are of unknown significance.
    unknown_significance: usize,
}

/// A variant with its regimens of one part of the page.
#[derive(Serialize, JsonSchema)]
struct EntryView<'r> {
    #[serde(flatten)]
    of: Named,
    /// Its highest level in this part.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<Word<Level>>,
    /// Its regimens of this part, the highest level first.
    #[schemars(length(min = 1))]
    regimens: Vec<Regimen<'r>>,
}

/// A variant by its place and name.
#[derive(Serialize, JsonSchema)]
struct Named {
    /// Its place in `variants`, from 0 on.
    variant: usize,
    /// Gene and change: `BRAF V600E`.
    #[schemars(length(min = 1))]
    name: String,
}

/// What speaks against what, in sentences.
#[derive(Serialize, JsonSchema)]
struct ConflictWords {
    /// Its place in `conflicts`, from 0 on.
    conflict: usize,
    /// The sentences.
    #[schemars(length(min = 1), inner(length(min = 1)))]
    words: Vec<String>,
}

/// What is to be confirmed of one variant.
#[derive(Serialize, JsonSchema)]
struct ConfirmationView {
    #[serde(flatten)]
    of: Named,
    /// What is not sure, and what would show it.
    reason: Text<'static>,
}

impl<'r> SummaryView<'r> {
    /// Names findings by their `places` among the variants.
    pub(super) fn of(
        summary: &'r Summary,
        findings: &[(Finding<'_>, bool)],
        places: &[usize],
        conflicts: &[conclusion::Conflict],
    ) -> Self {
        let named = |at: usize| Named { variant: places[at], name: findings[at].0.name() };
        let entries = |entries: &'r [Entry]| {
            let view = |entry: &'r Entry| EntryView {
                of: named(entry.finding),
                level: entry.level().map(Word),
                regimens: entry.regimens.iter().map(Regimen::from).collect(),
            };
            entries.iter().map(view).collect()
        };
        let words = |(conflict, of): (usize, &conclusion::Conflict)| ConflictWords {
            conflict,
            words: of.sentences().into_iter().flatten().collect(),
        };
        let confirmation = |&Confirmation { finding, reason }: &Confirmation| ConfirmationView {
            of: named(finding),
            reason: Text(reason),
        };
        Self {
            therapies: entries(&summary.therapies),
            resistances: entries(&summary.resistances),
            elsewhere: entries(&summary.elsewhere),
            conflicts: conflicts.iter().enumerate().map(words).collect(),
            confirmations: summary.confirmations.iter().map(confirmation).collect(),
            drivers: summary.drivers.iter().map(|&at| named(at)).collect(),
            unknown_significance: summary.unknown_significance,
        }
    }
}
