//! What the sample says of immune-checkpoint therapy: its markers, and the regimens of its findings.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::conclusion::{RankedRegimen, Regimens};
use crate::model::finding::Finding;
use crate::model::immunotherapy::{Bearing, ImmuneMarker, Inhibitor, MarkerStatus};
use crate::model::level::Level;
use crate::report::cell::Text;
use crate::report::variant::Regimen;
use crate::report::words::Word;

/// What the sample says of immune-checkpoint therapy.
#[derive(Serialize, JsonSchema)]
pub(super) struct Immunotherapy<'r> {
    /// Every marker that is known for the tumour type: present, absent, or not assessed.
    markers: Vec<Marker<'r>>,
    /// Regimens with a checkpoint inhibitor that findings make work.
    sensitive: Vec<NamedRegimen<'r>>,
    /// Those that they make fail.
    resistant: Vec<NamedRegimen<'r>>,
}

/// A marker in the sample.
#[derive(Serialize, JsonSchema)]
struct Marker<'r> {
    /// `b2m_loss`.
    marker: Text<'r>,
    /// In words.
    name: Text<'r>,
    /// Whether it is there.
    status: Word<MarkerStatus>,
    /// Which way it points where it is there.
    bearing: Word<Bearing>,
    /// What shows its state, or keeps it from being known.
    #[schemars(length(min = 1), inner(length(min = 1)))]
    because: &'r [String],
    /// What would show whether it is there; only where it is not assessed.
    #[serde(skip_serializing_if = "Option::is_none")]
    assess: Option<Text<'r>>,
    /// The highest level of its regimens.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<Word<Level>>,
    /// Regimens with a checkpoint inhibitor that its state makes work.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1))]
    sensitive: Vec<Regimen<'r>>,
    /// Those that it makes fail.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1))]
    resistant: Vec<Regimen<'r>>,
    /// What the inhibitors of these regimens bind.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1))]
    inhibitors: Vec<Word<Inhibitor>>,
    /// Ids of the statements that give these levels.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(length(min = 1), inner(length(min = 1)))]
    evidence: &'r [String],
    /// What else must be known of it.
    #[serde(skip_serializing_if = "Text::is_empty")]
    note: Text<'r>,
    /// Labels and publications on it, or `unverified`.
    #[schemars(length(min = 1))]
    citations: Vec<Text<'r>>,
}

/// A regimen and the variant that it rests on.
#[derive(Serialize, JsonSchema)]
struct NamedRegimen<'r> {
    /// Gene and change: `BRAF V600E`.
    #[schemars(length(min = 1))]
    variant: String,
    #[serde(flatten)]
    regimen: Regimen<'r>,
}

impl<'r> From<&'r ImmuneMarker> for Marker<'r> {
    fn from(marker: &'r ImmuneMarker) -> Self {
        let Regimens { sensitive, resistant } = &marker.regimens;
        let is_open = marker.status == MarkerStatus::NotAssessed;
        Self {
            marker: Text(marker.id),
            name: Text(marker.name),
            status: Word(marker.status),
            bearing: Word(marker.bearing),
            because: &marker.because,
            assess: is_open.then_some(Text(marker.assess)),
            level: marker.level().map(Word),
            sensitive: sensitive.iter().map(Regimen::from).collect(),
            resistant: resistant.iter().map(Regimen::from).collect(),
            inhibitors: marker.inhibitors.iter().copied().map(Word).collect(),
            evidence: &marker.evidence,
            note: Text(marker.note),
            citations: marker.citation.split(';').map(Text).collect(),
        }
    }
}

impl<'r> Immunotherapy<'r> {
    /// Returns the markers, and the regimens of the findings that are reported.
    pub(super) fn of(markers: &'r [ImmuneMarker], findings: &[&'r Finding]) -> Self {
        let of_side = |side: fn(&Regimens) -> &[RankedRegimen]| -> Vec<NamedRegimen<'r>> {
            let of = |finding: &&'r Finding| {
                let variant = finding.name();
                let regimens = side(&finding.conclusions.checkpoint).iter();
                let named = move |ranked| NamedRegimen {
                    variant: variant.clone(),
                    regimen: Regimen::from(ranked),
                };
                regimens.map(named).collect::<Vec<_>>()
            };
            findings.iter().flat_map(of).collect()
        };
        Self {
            markers: markers.iter().map(Marker::from).collect(),
            sensitive: of_side(|regimens| &regimens.sensitive),
            resistant: of_side(|regimens| &regimens.resistant),
        }
    }
}
