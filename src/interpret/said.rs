//! What a judged item says, as far as precedence among statements asks.

use std::collections::BTreeSet;

use crate::knowledge::therapies::Therapies;
use crate::model::evidence::{Direction, Evidence, Interaction};
use crate::model::finding::{GradedEvidence, ProfileMatch};
use crate::model::match_type::MatchType;
use crate::model::side::Side;
use crate::model::source_level::SourceLevel;
use crate::model::therapy::TherapyClass;
use crate::model::tumor_type::TumorRelation;

/// How specifically a statement means the change; the smaller the more.
pub(super) fn rank(match_type: MatchType) -> u8 {
    match match_type {
        MatchType::Allele | MatchType::Protein | MatchType::EquivalentProtein => 0,
        MatchType::Codon | MatchType::Splice => 1,
        MatchType::Range | MatchType::Exon => 2,
        MatchType::Class | MatchType::Gene => 3,
        MatchType::Fusion | MatchType::CopyNumber | MatchType::Signature => 3,
    }
}

/// How strongly a source holds a statement; the smaller the more.
fn strength(level: SourceLevel) -> u8 {
    match level {
        SourceLevel::Label | SourceLevel::TierIA | SourceLevel::A => 0,
        SourceLevel::B => 1,
        SourceLevel::C => 2,
        SourceLevel::D => 3,
        SourceLevel::E | SourceLevel::Other => 4,
    }
}

/// The strength of a study of patients.
pub(super) const STUDY: u8 = 1;
/// The strength of a report of few patients.
pub(super) const CASES: u8 = 2;
/// The strength of a preclinical study.
const PRECLINICAL: u8 = 3;

/// A statement as far as precedence asks.
#[derive(Debug, Clone)]
pub(super) struct Said<'k> {
    /// Its id.
    pub(super) id: &'k str,
    /// Which way it points.
    pub(super) side: Side,
    /// See [`rank`].
    pub(super) rank: u8,
    /// See [`strength`].
    pub(super) strength: u8,
    /// Whether it is of the patient's tumour, or no tumour was given.
    pub(super) is_here: bool,
    /// Each drug that it speaks of alone, or the drugs that it speaks of together.
    pub(super) regimens: Vec<BTreeSet<String>>,
}

impl<'k> Said<'k> {
    /// Returns what an item says, if it can overrule another: supported, and more than inference.
    pub(super) fn of(
        matched: &ProfileMatch<'k>,
        item: &GradedEvidence<'k>,
        drugs: &Therapies<'_>,
    ) -> Option<Self> {
        let counts = (matched.conditions.is_empty() || item.level.is_some())
            && matched.withheld.is_none()
            && item.evidence.direction == Direction::Supports
            && matches!(item.side, Side::Sensitive | Side::Resistant)
            && strength(item.evidence.level()) <= PRECLINICAL;
        counts.then(|| Self::plain(matched, item, drugs))
    }

    /// Returns what an item says, whether or not it can overrule another.
    pub(super) fn plain(
        matched: &ProfileMatch<'k>,
        item: &GradedEvidence<'k>,
        drugs: &Therapies<'_>,
    ) -> Self {
        Self {
            id: item.evidence.id,
            side: item.side,
            rank: rank(matched.match_type),
            strength: strength(item.evidence.level()),
            is_here: item.relation.is_none_or(TumorRelation::is_match),
            regimens: regimens(&item.evidence, drugs),
        }
    }

    /// Returns whether it is heard before a statement of the other side on `drug`: it is more specific,
    /// and strong enough. What warns of a drug may be preclinical against a class or a gene, and a case
    /// against an exon; what recommends one must be as strong as the warning.
    pub(super) fn overrules(&self, other: &Said, drug: &str) -> bool {
        self.comes_before(other) && self.speaks_of(drug)
    }

    /// Returns the same, on drugs given together.
    pub(super) fn overrules_together(&self, other: &Said, drugs: &BTreeSet<String>) -> bool {
        drugs.len() > 1 && self.comes_before(other) && self.regimens.contains(drugs)
    }

    fn comes_before(&self, other: &Said) -> bool {
        let is_strong_enough = match self.side {
            Side::Resistant => self.strength <= if other.rank == 3 { PRECLINICAL } else { CASES },
            _ => self.strength <= other.strength && self.is_here,
        };
        self.side != other.side
            && (self.rank < other.rank && is_strong_enough || self.outweighs(other))
    }

    /// Whether it is clinical evidence of resistance in the patient's tumour against a case or a
    /// preclinical study of the same specificity.
    fn outweighs(&self, other: &Said) -> bool {
        let is_clinical_resistance =
            self.side == Side::Resistant && self.is_here && self.strength <= CASES;
        is_clinical_resistance
            && self.rank <= other.rank
            && other.strength >= CASES
            && self.strength < other.strength
    }

    /// Returns whether it says of `drug` alone what it says.
    pub(super) fn speaks_of(&self, drug: &str) -> bool {
        self.regimens.iter().any(|drugs| drugs.len() == 1 && drugs.contains(drug))
    }

    /// Returns whether it recommends `drug` for the patient's tumour at least as specifically and as
    /// strongly as `by` warns of it from elsewhere.
    pub(super) fn defends_here(&self, by: &Said, drug: &str) -> bool {
        !by.is_here && self.is_here && self.defends(by, drug)
    }

    /// Returns whether it recommends `drug` at least as specifically and as strongly as `by` warns of it.
    pub(super) fn defends(&self, by: &Said, drug: &str) -> bool {
        self.side == Side::Sensitive
            && by.side == Side::Resistant
            && self.rank <= by.rank
            && self.strength <= by.strength
            && self.speaks_of(drug)
    }
}

/// The regimens of an item as sets of drugs, by one name for each drug.
fn regimens(evidence: &Evidence<'_>, known: &Therapies<'_>) -> Vec<BTreeSet<String>> {
    let drugs = evidence.drugs().map(|drug| name(drug, known));
    match evidence.interaction {
        Interaction::Substitutes => drugs.map(|drug| BTreeSet::from([drug])).collect(),
        _ => vec![drugs.collect()],
    }
}

/// One name of a drug: the table's, in lower case.
fn name(drug: &str, known: &Therapies<'_>) -> String {
    known.get(drug).map_or(drug, |therapy| therapy.name).to_lowercase()
}

/// Returns the drugs of a regimen of an item, but for chemotherapy given with others.
pub(super) fn targeted<'d>(drugs: &'d BTreeSet<String>, known: &Therapies<'_>) -> Vec<&'d String> {
    let is_chemotherapy = |drug: &str| {
        known.get(drug).and_then(|therapy| therapy.class) == Some(TherapyClass::Chemotherapy)
    };
    let targeted: Vec<_> = drugs.iter().filter(|drug| !is_chemotherapy(drug)).collect();
    if targeted.is_empty() { drugs.iter().collect() } else { targeted }
}
