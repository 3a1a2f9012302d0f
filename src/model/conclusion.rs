//! What follows from the judged evidence of one finding, for reports to lay out.

use std::collections::BTreeSet;
use std::fmt;

use super::escat::EscatCall;
use super::framework::Frameworks;
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
    /// The id of the statement that gives it.
    pub by: String,
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

/// A regimen that one variant would make work, and that the other one takes the level of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The regimen.
    pub regimen: String,
    /// The level that it would have.
    pub level: Level,
    /// The id of the statement on the other variant.
    pub by: String,
}

impl fmt::Display for Settled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}] by {}", self.regimen, self.level, self.by)
    }
}

/// Two variants of one sample that speak against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The variant that makes the regimens work: `BRAF V600E`.
    pub sensitive: String,
    /// The variant that makes them fail: `KRAS G12D`.
    pub resistant: String,
    /// The regimens for which both stand, the highest level first.
    pub opposed: Vec<Opposed>,
    /// The regimens that have no level, as both variants are of one gene: the highest level first.
    pub settled: Vec<Settled>,
}

impl Conflict {
    /// How the sentence on what stands against each other begins.
    pub const OPPOSED: &'static str = "conflict across the sample";
    /// How the sentence on what is overruled begins.
    pub const SETTLED: &'static str = "overruled across the sample";

    /// Returns it in sentences: what stands against each other, and what is overruled.
    pub fn sentences(&self) -> [Option<String>; 2] {
        fn joined<T>(list: &[T], text: impl Fn(&T) -> String) -> String {
            list.iter().map(text).collect::<Vec<_>>().join(", ")
        }
        let Self { sensitive, resistant, opposed, settled } = self;
        let told =
            |Opposed { sensitive, resistant }: &Opposed| format!("{sensitive} against {resistant}");
        let opposed = (!opposed.is_empty()).then(|| {
            format!("{}, {sensitive} against {resistant}: {}", Self::OPPOSED, joined(opposed, told))
        });
        let settled = (!settled.is_empty()).then(|| {
            let regimens = joined(settled, Settled::to_string);
            format!(
                "{}, {resistant} makes fail what {sensitive} makes work: {regimens}",
                Self::SETTLED
            )
        });
        [opposed, settled]
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
    /// The tiers of ESCAT by regimen, the strongest first.
    pub escat: Vec<EscatCall>,
    /// The grades of the other scales, and what they rest on.
    pub frameworks: Frameworks,
}
