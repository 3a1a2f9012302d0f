//! Which rule matched at which granularity, which evidence gave which level, and why other
//! evidence gave none: the declaration of their fields, as [`super::variant`] does.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::evidence::{Direction, Interaction, Significance, Source};
use crate::model::finding::{GradedEvidence, ProfileMatch};
use crate::model::level::{AmpTier, Level};
use crate::model::match_type::MatchType;
use crate::model::oncogenicity::{FactKind, FactMatch, Sameness, Samples};
use crate::model::regimen;
use crate::model::side::Side;
use crate::model::therapy::TherapyClass;
use crate::model::tumor_type::TumorRelation;

use super::cell::{Parted, Text};
use super::words::Word;

/// Returns each value once, in first-seen order.
pub(super) fn unique<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = Vec::new();
    for value in values {
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen
}

/// A profile that holds, with its evidence.
#[derive(Serialize, JsonSchema)]
pub(super) struct Match<'v> {
    /// The molecular profile in the source's words.
    pub(super) profile: Text<'v>,
    /// How specifically the variant met the profile.
    pub(super) match_type: Word<MatchType>,
    /// What must be known of the match.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Text<'static>>,
    /// Whether the source counts residues otherwise.
    renumbered: bool,
    /// Why its evidence gives no level, whatever it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<Text<'static>>,
    /// What else must be true, and this input does not show.
    #[schemars(inner(length(min = 1)))]
    conditions: &'v [String],
    /// The other variants that it rests on.
    #[schemars(inner(length(min = 1)))]
    partners: &'v [String],
    /// Its evidence, judged, the highest level first.
    evidence: Vec<Item<'v>>,
}

impl<'v> Match<'v> {
    /// Returns the match with its evidence.
    pub(super) fn of(matched: &'v ProfileMatch) -> Self {
        Self { evidence: matched.evidence.iter().map(Item::of).collect(), ..Self::bare(matched) }
    }

    /// Returns the match without its evidence.
    pub(super) fn bare(matched: &'v ProfileMatch) -> Self {
        Self {
            profile: Text(matched.profile),
            match_type: Word(matched.match_type),
            note: matched.note.map(|note| Text(note.text())),
            renumbered: matched.is_renumbered(),
            withheld: matched.withheld.map(Text),
            conditions: &matched.conditions,
            partners: &matched.partners,
            evidence: Vec::new(),
        }
    }
}

/// An evidence item, judged.
#[derive(Serialize, JsonSchema)]
pub(super) struct Item<'v> {
    /// The source's own id.
    pub(super) id: Text<'v>,
    /// Who states it.
    pub(super) source: Word<Source>,
    /// The source's own level.
    pub(super) source_level: &'v str,
    /// The disease in the source's words.
    pub(super) disease: &'v str,
    /// Node of the disease table.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub(super) disease_id: Text<'v>,
    /// OncoTree code of the disease, where one corresponds.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub(super) oncotree: Text<'v>,
    /// The drugs.
    pub(super) therapies: Parted<'v, ';'>,
    /// How several drugs relate.
    #[serde(skip_serializing_if = "Option::is_none")]
    interaction: Option<Word<Interaction>>,
    /// The regimens: alternatives apart, drugs of one regimen joined by ` + `.
    #[schemars(inner(length(min = 1)))]
    pub(super) regimens: Vec<String>,
    /// Classes of the drugs.
    pub(super) therapy_classes: Vec<Word<TherapyClass>>,
    /// Whether the statement was supported or refuted.
    pub(super) direction: Word<Direction>,
    /// The predictive effect, in the words of CIViC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) significance: Option<Word<Significance>>,
    /// Which way it points.
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<EvidenceSide>,
    /// The level that it gives, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) level: Option<Word<Level>>,
    /// The AMP/ASCO/CAP 2017 tier that it supports, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) amp_tier: Option<Word<AmpTier>>,
    /// How its disease relates to the tumour type of the run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tumor_type_match: Option<Word<TumorRelation>>,
    /// What kind of support it is, or why it gives no level.
    pub(super) why: Text<'static>,
    /// What else must be true for it to hold, and the input does not show.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(length(min = 1), inner(length(min = 1)))]
    pub(super) conditions: &'v [String],
    /// Its regimens of which a more specific item says otherwise: they have no level.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    overruled: Vec<OverruledView<'v>>,
    /// What it cites.
    pub(super) citation: &'v str,
    /// The source's rating (stars of CIViC).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 5))]
    pub(super) rating: Option<u8>,
    /// Whether the source has it under discussion.
    pub(super) flagged: bool,
    /// Origin of the variant in the source's words.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub(super) origin: Text<'v>,
}

/// Which way an item points.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum EvidenceSide {
    Sensitive,
    Resistant,
    ReducedSensitivity,
}

/// A regimen of which a more specific item says otherwise.
#[derive(Serialize, JsonSchema)]
struct OverruledView<'v> {
    /// Drugs of one regimen, joined by ` + `.
    regimen: Text<'v>,
    /// The id of the more specific item.
    by: Text<'v>,
    /// The level that the regimen would have.
    level: Word<Level>,
    /// The other change of the gene that the more specific item is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1))]
    change: Option<&'v str>,
}

impl<'v> Item<'v> {
    /// Returns the item.
    pub(super) fn of(graded: &'v GradedEvidence<'_>) -> Self {
        let evidence = &graded.evidence;
        let (interaction, significance) = (evidence.interaction, evidence.significance);
        Item {
            id: Text(evidence.id),
            source: Word(evidence.source),
            source_level: evidence.source_level,
            disease: evidence.disease,
            disease_id: Text(evidence.disease_id),
            oncotree: Text(graded.oncotree),
            therapies: Parted(evidence.therapies),
            interaction: (interaction != Interaction::Single).then_some(Word(interaction)),
            regimens: regimen::regimens(evidence),
            therapy_classes: unique(graded.classes.iter().flatten().copied().map(Word)),
            direction: Word(evidence.direction),
            significance: (significance != Significance::NotApplicable)
                .then_some(Word(significance)),
            side: match graded.side {
                Side::Sensitive => Some(EvidenceSide::Sensitive),
                Side::Resistant => Some(EvidenceSide::Resistant),
                Side::Reduced => Some(EvidenceSide::ReducedSensitivity),
                Side::Neither => None,
            },
            level: graded.level.map(Word),
            amp_tier: graded.tier.map(Word),
            tumor_type_match: graded.relation.map(Word),
            why: Text(graded.note),
            conditions: &graded.conditions,
            overruled: graded
                .overruled
                .iter()
                .map(|other| OverruledView {
                    regimen: Text(&other.regimen),
                    by: Text(other.by),
                    level: Word(other.level),
                    change: other.change.as_deref(),
                })
                .collect(),
            citation: evidence.citation.as_str(),
            rating: evidence.rating,
            flagged: evidence.flagged,
            origin: Text(evidence.origin),
        }
    }
}

/// What a user's table says of the change beside therapies: recurrent, oncogenic, or neither.
#[derive(Serialize, JsonSchema)]
pub(super) struct Fact<'v> {
    /// What is said.
    kind: Word<FactKind>,
    /// In what the variant and the fact agree.
    same: Word<Sameness>,
    /// Whether it weighs in the judgement.
    weighs: bool,
    /// The source's own id.
    id: Text<'v>,
    /// Who says it.
    source: Text<'v>,
    /// The change by its protein name.
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<String>,
    /// First and last residue of a hotspot.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<(std::num::NonZeroU32, std::num::NonZeroU32)>")]
    residues: Option<(u32, u32)>,
    /// How often it was seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    samples: Option<SamplesView>,
    /// The source's own class.
    #[serde(skip_serializing_if = "Text::is_empty")]
    class: Text<'v>,
    /// Diseases in the source's words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    diseases: Vec<Text<'v>>,
    /// How well a classification was reviewed.
    #[serde(skip_serializing_if = "Text::is_empty")]
    review: Text<'v>,
    /// What it cites.
    citations: Vec<Text<'v>>,
}

/// Tumour samples with a change of the residue, and with this very change.
#[derive(Serialize, JsonSchema)]
struct SamplesView {
    /// With any change there.
    residue: u32,
    /// With this very change.
    change: u32,
}

impl<'v> Fact<'v> {
    /// Returns the fact.
    pub(super) fn of(matched: &'v FactMatch) -> Self {
        let fact = &matched.fact;
        let list =
            |text: &'v str| unique(text.split(';').filter(|part| !part.is_empty()).map(Text));
        Self {
            kind: Word(fact.kind),
            same: Word(matched.sameness),
            weighs: matched.counts(),
            id: Text(fact.id),
            source: Text(fact.source),
            change: fact.change.as_ref().map(|change| change.short()),
            residues: fact.residues,
            samples: fact
                .samples
                .map(|Samples { residue, change }| SamplesView { residue, change }),
            class: Text(fact.class),
            diseases: list(fact.diseases),
            review: Text(fact.review),
            citations: list(fact.citation.as_str()),
        }
    }
}
