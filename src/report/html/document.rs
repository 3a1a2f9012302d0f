//! A result as `annotate --format json` writes it, read back for a page: the keys that a page shows.

mod reads;
mod sample;
mod variant;

use serde::Deserialize;

pub(super) use self::reads::{Reads, Target};
pub(super) use self::sample::{
    Biomarker, Burden, Content, Immunotherapy, Marker, Pharmacogene, Provenance, Quality, Sample,
};
pub(super) use self::variant::{Exons, Item, Match, Rank, Regimen, Structural, Unleveled, Variant};

/// The only schema that is read.
const SCHEMA_VERSION: u32 = 1;

/// A result.
#[derive(Deserialize)]
pub(super) struct Document {
    pub(super) provenance: Option<Provenance>,
    pub(super) sample: Sample,
    pub(super) quality: Quality,
    pub(super) tmb: Option<Burden>,
    pub(super) reads: Option<Reads>,
    pub(super) variants: Vec<Variant>,
    pub(super) unreported: Vec<serde::de::IgnoredAny>,
    pub(super) profiles: Vec<Profile>,
    pub(super) summary: Summary,
    pub(super) immunotherapy: Immunotherapy,
    #[serde(default)]
    pub(super) standard_biomarkers: Vec<Biomarker>,
    #[serde(default)]
    pub(super) pharmacogenes: Vec<Pharmacogene>,
    pub(super) warnings: Vec<String>,
}

#[derive(Deserialize)]
struct Version {
    schema_version: u32,
}

/// A combination of which the sample shows a part.
#[derive(Deserialize)]
pub(super) struct Profile {
    pub(super) profile: String,
    pub(super) holds: String,
    pub(super) met_by: Vec<String>,
    #[serde(default)]
    pub(super) waits_for: Vec<Awaited>,
}

#[derive(Deserialize)]
pub(super) struct Awaited {
    pub(super) condition: String,
    pub(super) assay: String,
}

/// The sample on one page.
#[derive(Deserialize)]
pub(super) struct Summary {
    pub(super) therapies: Vec<Entry>,
    pub(super) resistances: Vec<Entry>,
    pub(super) elsewhere: Vec<Entry>,
    pub(super) conflicts: Vec<ConflictWords>,
    pub(super) confirmations: Vec<Confirmation>,
    pub(super) drivers: Vec<Named>,
    pub(super) unknown_significance: usize,
}

#[derive(Deserialize)]
pub(super) struct Entry {
    pub(super) variant: usize,
    pub(super) name: String,
    #[serde(default)]
    pub(super) level: String,
    pub(super) regimens: Vec<Regimen>,
}

#[derive(Deserialize)]
pub(super) struct Named {
    pub(super) variant: usize,
    pub(super) name: String,
}

#[derive(Deserialize)]
pub(super) struct ConflictWords {
    pub(super) words: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Confirmation {
    pub(super) variant: usize,
    pub(super) name: String,
    pub(super) reason: String,
}

/// Why a text is no result: its line, where that is known, and what is wrong.
pub(crate) type Refusal = (Option<u64>, String);

impl Document {
    /// Reads a result.
    pub(super) fn read(json: &[u8]) -> Result<Self, Refusal> {
        let refusal = |e: serde_json::Error| {
            let reason = format!("not a result of annotate --format json: {e}");
            (Some(e.line() as u64).filter(|&line| line > 0), reason)
        };
        let Version { schema_version } = serde_json::from_slice(json).map_err(refusal)?;
        if schema_version != SCHEMA_VERSION {
            let reason = format!(
                "schema_version: {schema_version}, where {SCHEMA_VERSION} is read; annotate the input again"
            );
            return Err((None, reason));
        }
        let document: Self = serde_json::from_slice(json).map_err(refusal)?;
        document.check()?;
        Ok(document)
    }

    /// Holds the places that the summary names against the list of variants.
    fn check(&self) -> Result<(), Refusal> {
        let Summary { therapies, resistances, elsewhere, confirmations, drivers, .. } =
            &self.summary;
        let entries = [therapies, resistances, elsewhere].into_iter().flatten();
        let mut places = entries
            .map(|entry| entry.variant)
            .chain(confirmations.iter().map(|confirmation| confirmation.variant))
            .chain(drivers.iter().map(|driver| driver.variant));
        let is_there = |at: usize| self.variants.get(at).is_some_and(Variant::is_finding);
        match places.find(|&at| !is_there(at)) {
            Some(at) => Err((None, format!("summary: variants[{at}] is not there or no finding"))),
            None => Ok(()),
        }
    }
}
