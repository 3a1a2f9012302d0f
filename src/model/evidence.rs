//! One published statement: this profile, in this disease, makes these therapies work or fail.

use super::citation::Citation;
use super::source_level::{SourceLevel, VariantOrigin};

/// Where a statement comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// A label of the US Food and Drug Administration.
    Fda,
    /// CIViC, the open database of clinical interpretations.
    Civic,
    /// theravar's own rows, each with its citation.
    Curated,
    /// Molecular Oncology Almanac, imported by the user.
    Moalmanac,
    /// Cancer Genome Interpreter, imported by the user.
    Cgi,
    /// OncoKB, imported by the user.
    OncoKb,
    /// Hartwig's SERVE, which harmonises other sources, imported by the user.
    Serve,
    /// A table the user supplied.
    User,
}

impl Source {
    /// All sources.
    pub const ALL: [Source; 8] = [
        Source::Fda,
        Source::Civic,
        Source::Curated,
        Source::Moalmanac,
        Source::Cgi,
        Source::OncoKb,
        Source::Serve,
        Source::User,
    ];

    /// Returns the word used in tables and reports.
    pub fn name(self) -> &'static str {
        match self {
            Source::Fda => "FDA",
            Source::Civic => "CIViC",
            Source::Curated => "curated",
            Source::Moalmanac => "MOAlmanac",
            Source::Cgi => "CGI",
            Source::OncoKb => "OncoKB",
            Source::Serve => "SERVE",
            Source::User => "user",
        }
    }

    /// Reads [`Source::name`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == text)
    }

    /// Returns whether a statement keeps its id from one release to the next. Elsewhere the id is a
    /// line of the file, or a laboratory's own.
    pub fn has_stable_ids(self) -> bool {
        matches!(self, Source::Fda | Source::Civic | Source::Moalmanac)
    }
}

/// Whether the statement was supported or refuted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The study found the effect.
    Supports,
    /// The study looked for the effect and did not find it: never a call, only counter-evidence.
    DoesNotSupport,
}

impl Direction {
    /// Returns the word used in tables and reports.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Supports => "Supports",
            Direction::DoesNotSupport => "Does Not Support",
        }
    }

    /// Reads [`Direction::name`].
    pub fn parse(text: &str) -> Option<Self> {
        [Direction::Supports, Direction::DoesNotSupport].into_iter().find(|d| d.name() == text)
    }
}

/// The predictive effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Significance {
    /// Sensitivity or response.
    Sensitivity,
    /// Resistance.
    Resistance,
    /// Reduced sensitivity.
    ReducedSensitivity,
    /// Adverse response (toxicity).
    AdverseResponse,
    /// The source does not say.
    NotApplicable,
}

impl Significance {
    /// All effects.
    pub const ALL: [Significance; 5] = [
        Significance::Sensitivity,
        Significance::Resistance,
        Significance::ReducedSensitivity,
        Significance::AdverseResponse,
        Significance::NotApplicable,
    ];

    /// Returns CIViC's wording, used in tables and reports.
    pub fn name(self) -> &'static str {
        match self {
            Significance::Sensitivity => "Sensitivity/Response",
            Significance::Resistance => "Resistance",
            Significance::ReducedSensitivity => "Reduced Sensitivity",
            Significance::AdverseResponse => "Adverse Response",
            Significance::NotApplicable => "N/A",
        }
    }

    /// Reads [`Significance::name`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == text)
    }
}

/// How several therapies of one statement relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Interaction {
    /// One therapy.
    Single,
    /// Given together.
    Combination,
    /// Any one of them.
    Substitutes,
    /// One after the other.
    Sequential,
}

impl Interaction {
    /// Returns CIViC's wording, empty for a single therapy.
    pub fn name(self) -> &'static str {
        match self {
            Interaction::Single => "",
            Interaction::Combination => "Combination",
            Interaction::Substitutes => "Substitutes",
            Interaction::Sequential => "Sequential",
        }
    }

    /// Reads [`Interaction::name`].
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Single, Self::Combination, Self::Substitutes, Self::Sequential]
            .into_iter()
            .find(|i| i.name() == text)
    }
}

/// One row of the evidence table, borrowed from its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Evidence<'a> {
    /// The source's own id: `EID1409`, `FDA:208716`.
    pub id: &'a str,
    /// Who states it.
    pub source: Source,
    /// Molecular profile in the source's words, as [`crate::model::profile::Profile`] parses it.
    pub profile: &'a str,
    /// Disease in the source's words.
    pub disease: &'a str,
    /// Node of the disease table (`DOID:9256` or `ONCOTREE:COAD`), empty where unknown.
    pub disease_id: &'a str,
    /// Drug names, sorted as the source sorts them, joined by semicolons.
    pub therapies: &'a str,
    /// How they relate.
    pub interaction: Interaction,
    /// Supported or refuted.
    pub direction: Direction,
    /// The effect.
    pub significance: Significance,
    /// The source's level: CIViC `A`–`E`, FDA `label`.
    pub source_level: &'a str,
    /// What it rests on.
    pub citation: Citation<'a>,
    /// The source's rating (CIViC stars 1–5), where given.
    pub rating: Option<u8>,
    /// The source has flagged the item as under discussion.
    pub flagged: bool,
    /// Somatic, germline, …, in the source's words.
    pub origin: &'a str,
}

impl<'a> Evidence<'a> {
    /// Returns whether it cites what it rests on.
    ///
    /// A statement that does not is shown, but makes nothing known of a change: no oncogenicity,
    /// and no gene-level evidence through it.
    pub fn is_confirmed(&self) -> bool {
        self.citation.is_verified()
    }

    /// Returns the source's level, read.
    pub fn level(&self) -> SourceLevel {
        SourceLevel::parse(self.source_level)
    }

    /// Returns the origin of the variants that it is about.
    pub fn variant_origin(&self) -> VariantOrigin {
        VariantOrigin::parse(self.origin)
    }

    /// Returns whether the statement is on inherited changes alone.
    pub fn is_on_inherited(&self) -> bool {
        matches!(self.variant_origin(), VariantOrigin::Germline | VariantOrigin::RareGermline)
    }

    /// Returns the drug names one by one.
    pub fn drugs(&self) -> impl Iterator<Item = &'a str> {
        self.therapies.split(';').filter(|drug| !drug.is_empty())
    }
}
