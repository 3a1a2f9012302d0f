//! A profile that holds, and whether what a statement asks for is what the change does.

use crate::model::change_state::{Basis, ChangeState, DOES_NOTHING, Effect, Need};
use crate::model::consequence::TranscriptConsequence;
use crate::model::evaluation::Condition;
use crate::model::evidence::{Evidence, Significance, Source};
use crate::model::gene::GeneRole;
use crate::model::match_note::MatchNote;
use crate::model::match_type::MatchType;
use crate::model::profile::ProfileId;
use crate::model::source_level::{SourceLevel, VariantOrigin};

/// A profile that holds (perhaps on conditions), seen from one variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldProfile {
    /// Its number in the evidence table.
    pub profile: ProfileId,
    /// How specifically this variant met it.
    pub match_type: MatchType,
    /// What must be known about the match.
    pub note: Option<MatchNote>,
    /// What the change must do for the profile to mean it.
    pub need: Option<Need>,
    /// Why its evidence gives no level, if so.
    pub withheld: Option<&'static str>,
    /// What it still needs.
    pub unseen: Vec<Condition>,
    /// The other variants it rests on, in words.
    pub partners: Vec<String>,
}

/// What is seen of a change, as far as statements ask.
pub(super) struct Seen<'c> {
    pub(super) consequence: &'c TranscriptConsequence,
    pub(super) state: ChangeState<'c>,
    pub(super) role: GeneRole,
    pub(super) is_somatic: bool,
    pub(super) is_germline: bool,
}

impl Seen<'_> {
    /// Why the statement does not mean the change, if it does not.
    pub(super) fn unmet(
        &self,
        held: &HeldProfile,
        evidence: &Evidence<'_>,
    ) -> Option<&'static str> {
        // A polymorphism is one whatever a report of few patients says of it.
        if self.state.effect == Effect::Benign && matches!(self.state.basis, Basis::Defined { .. })
        {
            return Some(DOES_NOTHING);
        }
        // A loss takes the product that drugs on an oncogene and beneath it rest on; reports of a few
        // patients who had it beside other changes do not outweigh that.
        if held.need.is_none()
            && self.role == GeneRole::Oncogene
            && self.state.basis == Basis::Null
            && matches!(evidence.level(), SourceLevel::C | SourceLevel::D | SourceLevel::E)
        {
            return Some("a loss of function of an oncogene; reports of few patients");
        }
        let resists = evidence.significance == Significance::Resistance;
        let is_label = evidence.source == Source::Fda;
        held.need?.unmet(self.state, self.role, resists, is_label)
    }
}

/// Whether the statement speaks of inherited changes of a gene, however these are found, and not of one
/// change by its name.
pub(super) fn asks_for_inherited(evidence: &Evidence<'_>, held: &HeldProfile) -> bool {
    use VariantOrigin::{Germline, RareGermline};
    held.match_type > MatchType::Codon
        && matches!(evidence.variant_origin(), Germline | RareGermline)
}
