//! What follows from the judged evidence of one finding, for reports to lay out.

use std::collections::BTreeSet;
use std::fmt;

use super::level::Level;
use super::side::Side;
use super::therapy::TherapyClass;
use super::tumor_type::TumorRelation;

/// A regimen with its best level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankedRegimen {
    /// `Cetuximab + Encorafenib`.
    pub name: String,
    /// Its best level.
    pub level: Level,
    /// The classes of its drugs, where known.
    pub classes: Vec<TherapyClass>,
    /// What else must be true for that level, and could not be seen.
    pub conditions: Vec<String>,
}

impl fmt::Display for RankedRegimen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}]", self.name, self.level)
    }
}

/// A regimen that one variant makes work, and what another variant makes fail of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opposed {
    /// The regimen.
    pub sensitive: RankedRegimen,
    /// What fails: all of it, or some of its drugs.
    pub resistant: RankedRegimen,
}

/// Two variants of one sample that speak against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The variant that makes the regimens work: `BRAF V600E`.
    pub sensitive: String,
    /// The variant that makes them fail: `KRAS G12D`.
    pub resistant: String,
    /// The regimens, the highest level first.
    pub opposed: Vec<Opposed>,
}

impl Conflict {
    /// How its sentence begins.
    pub const HEAD: &'static str = "conflict across the sample";
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} against {}: ", Self::HEAD, self.sensitive, self.resistant)?;
        for (index, Opposed { sensitive, resistant }) in self.opposed.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{sensitive} against {resistant}")?;
        }
        Ok(())
    }
}

/// The regimens that have a level, by side, the highest level first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Regimens {
    /// Those that the change makes work.
    pub sensitive: Vec<RankedRegimen>,
    /// Those that it makes fail.
    pub resistant: Vec<RankedRegimen>,
}

impl Regimens {
    /// Returns both sides, the sensitive one first.
    pub fn sides(&self) -> [(Side, &[RankedRegimen]); 2] {
        [(Side::Sensitive, &self.sensitive), (Side::Resistant, &self.resistant)]
    }

    /// Returns whether neither side has a regimen.
    pub fn is_empty(&self) -> bool {
        self.sensitive.is_empty() && self.resistant.is_empty()
    }
}

/// What follows from the judged evidence of one finding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conclusions<'k> {
    /// All regimens that have a level.
    pub regimens: Regimens,
    /// Those of them with an immune-checkpoint inhibitor.
    pub checkpoint: Regimens,
    /// The classes of every drug in a regimen that has a level.
    pub classes: BTreeSet<TherapyClass>,
    /// How the best evidence relates to the tumour type of the run, or `None` where none was given.
    pub relation: Option<TumorRelation>,
    /// Ids of what gives a level, the highest first. Behind them are those of what the user's
    /// tables say of the change.
    pub evidence: Vec<&'k str>,
    /// What these cite.
    pub citations: Vec<&'k str>,
}
