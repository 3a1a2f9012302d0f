//! Which rule matched at which granularity, which evidence gave which level, and why other
//! evidence gave none.

use serde::Serialize;

use crate::model::conclusion::RankedRegimen;
use crate::model::evidence::Significance;
use crate::model::finding::{GradedEvidence, ProfileMatch, Side};
use crate::model::oncogenicity::{FactMatch, Sameness, Samples};
use crate::model::regimen;
use crate::report::text;

/// A regimen with its best level.
#[derive(Serialize)]
pub(super) struct Regimen {
    regimen: String,
    level: &'static str,
    classes: Vec<&'static str>,
}

/// Ranked regimens as JSON tells them.
pub(super) fn regimens(ranked: &[RankedRegimen]) -> Vec<Regimen> {
    ranked
        .iter()
        .map(|ranked| Regimen {
            regimen: ranked.name.clone(),
            level: ranked.level.name(),
            classes: text::unique(ranked.classes.iter().map(|class| class.name())),
        })
        .collect()
}

/// A profile that holds, with its evidence.
#[derive(Serialize)]
pub(super) struct Match<'v> {
    profile: &'v str,
    match_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'static str>,
    /// Whether the source counts residues otherwise.
    renumbered: bool,
    /// Why its evidence gives no level whatever it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<&'static str>,
    /// What else must be true, and could not be seen.
    conditions: &'v [String],
    /// The other variants that it rests on.
    partners: &'v [String],
    evidence: Vec<Item<'v>>,
}

impl<'v> Match<'v> {
    pub(super) fn of(matched: &'v ProfileMatch) -> Self {
        Self {
            profile: matched.profile,
            match_type: matched.match_type.name(),
            note: matched.note,
            renumbered: matched.renumbered,
            withheld: matched.withheld,
            conditions: &matched.conditions,
            partners: &matched.partners,
            evidence: matched.evidence.iter().map(Item::of).collect(),
        }
    }
}

/// An evidence item, judged.
#[derive(Serialize)]
struct Item<'v> {
    id: &'v str,
    source: &'static str,
    source_level: &'v str,
    disease: &'v str,
    #[serde(skip_serializing_if = "str::is_empty")]
    disease_id: &'v str,
    #[serde(skip_serializing_if = "str::is_empty")]
    oncotree: &'v str,
    therapies: Vec<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interaction: Option<&'static str>,
    regimens: Vec<String>,
    therapy_classes: Vec<&'static str>,
    direction: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    significance: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amp_tier: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tumor_type_match: Option<&'static str>,
    /// What kind of support it is, or why it gives no level.
    why: &'static str,
    citation: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rating: Option<u8>,
    /// Whether the source has it under discussion.
    flagged: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    origin: &'v str,
}

impl Item<'_> {
    fn of(graded: &GradedEvidence) -> Self {
        let evidence = graded.evidence;
        Item {
            id: evidence.id,
            source: evidence.source.name(),
            source_level: evidence.source_level,
            disease: evidence.disease,
            disease_id: evidence.disease_id,
            oncotree: graded.oncotree,
            therapies: evidence.drugs().collect(),
            interaction: Some(evidence.interaction.name()).filter(|name| !name.is_empty()),
            regimens: regimen::regimens(evidence),
            therapy_classes: text::unique(
                graded.classes.iter().flatten().map(|class| class.name()),
            ),
            direction: evidence.direction.name(),
            significance: match evidence.significance {
                Significance::NotApplicable => None,
                significance => Some(significance.name()),
            },
            side: match graded.side {
                Side::Sensitive => Some("sensitive"),
                Side::Resistant => Some("resistant"),
                Side::Neither => None,
            },
            level: graded.level.map(|level| level.name()),
            amp_tier: graded.tier.map(|tier| tier.name()),
            tumor_type_match: graded.relation.map(|relation| relation.name()),
            why: graded.note,
            citation: evidence.citation,
            rating: evidence.rating,
            flagged: evidence.flagged,
            origin: evidence.origin,
        }
    }
}

/// What a user's table says of the change beside therapies: recurrent, oncogenic, or neither.
#[derive(Serialize)]
pub(super) struct Fact<'v> {
    kind: &'static str,
    /// In what the variant and the fact agree.
    same: &'static str,
    /// Whether it weighs in the judgement.
    weighs: bool,
    id: &'v str,
    source: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    residues: Option<(u32, u32)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    samples: Option<SamplesView>,
    #[serde(skip_serializing_if = "str::is_empty")]
    class: &'v str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    diseases: Vec<&'v str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    review: &'v str,
    citations: Vec<&'v str>,
}

/// Tumour samples with a change of the residue, and with this very change.
#[derive(Serialize)]
struct SamplesView {
    residue: u32,
    change: u32,
}

impl<'v> Fact<'v> {
    pub(super) fn of(matched: &'v FactMatch) -> Self {
        let fact = &matched.fact;
        Self {
            kind: fact.kind.name(),
            same: match matched.sameness {
                Sameness::Allele => "allele",
                Sameness::Protein => "protein",
                Sameness::Residue => "residue",
            },
            weighs: matched.counts(),
            id: fact.id,
            source: fact.source,
            change: fact.change.as_ref().map(|change| change.short()),
            residues: fact.residues,
            samples: fact
                .samples
                .map(|Samples { residue, change }| SamplesView { residue, change }),
            class: fact.class,
            diseases: text::unique(fact.diseases.split(';')),
            review: fact.review,
            citations: text::unique(fact.citation.split(';')),
        }
    }
}
