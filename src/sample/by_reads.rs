//! What the sample's own reads show beside its calls.

use crate::diagnostics::Warning;
use crate::model::proven::Proven;
use crate::model::regions::Regions;
use crate::sample::fact::Noted;

/// What reads show of a sample; nothing where none were given.
#[derive(Debug, Default)]
pub struct ByReads {
    /// The targets.
    pub proven: Option<Proven>,
    /// What they show of single candidates.
    pub facts: Vec<Noted>,
    /// Where they are too few to show absence.
    pub not_proven: Regions,
    /// What the user must know.
    pub warnings: Vec<Warning>,
}
