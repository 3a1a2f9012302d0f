//! What a judged item says, as far as precedence among statements asks.

use crate::model::evidence::{Direction, Interaction};
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

/// The strength of a label, and of what is validated.
const STANDARD: u8 = 0;
/// The strength of a study of patients.
pub(super) const STUDY: u8 = 1;
/// The strength of a report of few patients.
pub(super) const CASES: u8 = 2;
/// The strength of a preclinical study.
const PRECLINICAL: u8 = 3;

/// A drug and its class, where known.
pub(super) type Drug<'k> = (&'k str, Option<TherapyClass>);

/// A statement as far as precedence asks.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Whether it can overrule another: supported, and more than inference.
    pub(super) counts: bool,
    /// Whether it speaks of each drug alone; else of all of them together.
    are_alternatives: bool,
    /// The drugs, each by one name; those given together are sorted.
    drugs: Vec<Drug<'k>>,
}

impl<'k> Said<'k> {
    /// Returns what an item says.
    pub(super) fn of(matched: &ProfileMatch<'k>, item: &GradedEvidence<'k>) -> Self {
        let evidence = item.evidence;
        let strength = strength(evidence.level());
        let are_alternatives = evidence.interaction == Interaction::Substitutes;
        let mut drugs: Vec<Drug<'k>> =
            item.drugs.iter().copied().zip(item.classes.iter().copied()).collect();
        if !are_alternatives {
            drugs.sort_unstable_by_key(|(name, _)| *name);
        }
        Self {
            id: evidence.id,
            side: item.side,
            rank: rank(matched.match_type),
            strength,
            is_here: item.relation.is_none_or(TumorRelation::is_match),
            counts: (matched.conditions.is_empty() || item.level.is_some())
                && matched.withheld.is_none()
                && evidence.direction == Direction::Supports
                && matches!(item.side, Side::Sensitive | Side::Resistant)
                && strength <= PRECLINICAL,
            are_alternatives,
            drugs,
        }
    }

    /// Returns its regimens, in the item's order.
    pub(super) fn regimens(&self) -> impl Iterator<Item = &[Drug<'k>]> {
        let size = if self.are_alternatives { 1 } else { self.drugs.len().max(1) };
        self.drugs.chunks(size)
    }

    /// Returns whether it is heard before a statement of the other side on `drug`: it is more specific,
    /// and strong enough. What warns of a drug may be preclinical against a class or a gene, and a case
    /// against an exon; what recommends one must be as strong as the warning.
    pub(super) fn overrules(&self, other: &Said, drug: &str) -> bool {
        self.counts && self.speaks_of(drug) && self.comes_before(other)
    }

    /// Returns the same, on drugs given together.
    pub(super) fn overrules_together(&self, other: &Said, drugs: &[Drug<'_>]) -> bool {
        self.counts
            && drugs.len() > 1
            && !self.are_alternatives
            && self.drugs.as_slice() == drugs
            && self.comes_before(other)
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
    /// preclinical study of the same specificity, or the standard of care against anything weaker.
    fn outweighs(&self, other: &Said) -> bool {
        let is_clinical_resistance =
            self.side == Side::Resistant && self.is_here && self.strength <= CASES;
        is_clinical_resistance
            && self.rank <= other.rank
            && (other.strength >= CASES || self.strength == STANDARD)
            && self.strength < other.strength
    }

    /// Returns whether it says of `drug` alone what it says.
    pub(super) fn speaks_of(&self, drug: &str) -> bool {
        (self.are_alternatives || self.drugs.len() == 1)
            && self.drugs.iter().any(|(name, _)| *name == drug)
    }

    /// Returns whether it recommends `drug` for the patient's tumour at least as specifically and as
    /// strongly as `by` warns of it from elsewhere.
    pub(super) fn defends_here(&self, by: &Said, drug: &str) -> bool {
        !by.is_here && self.is_here && self.defends(by, drug)
    }

    /// Returns whether it recommends `drug` at least as specifically and as strongly as `by` warns of it.
    pub(super) fn defends(&self, by: &Said, drug: &str) -> bool {
        self.counts
            && self.side == Side::Sensitive
            && by.side == Side::Resistant
            && self.rank <= by.rank
            && self.strength <= by.strength
            && self.speaks_of(drug)
    }
}

/// Returns the drugs of a regimen, but for chemotherapy given with others.
pub(super) fn targeted<'r>(regimen: &'r [Drug<'_>]) -> impl Iterator<Item = &'r str> {
    let is_chemotherapy = |drug: &Drug<'_>| drug.1 == Some(TherapyClass::Chemotherapy);
    let are_all = regimen.iter().all(is_chemotherapy);
    regimen.iter().filter(move |drug| are_all || !is_chemotherapy(drug)).map(|(name, _)| *name)
}
