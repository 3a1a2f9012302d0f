//! Specific beats generic, drug by drug: what names the change is heard before what speaks of its
//! exon, its class or its gene.

use std::collections::BTreeSet;

use crate::model::evidence::{Direction, Evidence, Interaction};
use crate::model::finding::{GradedEvidence, Overruled, ProfileMatch};
use crate::model::match_type::MatchType;
use crate::model::regimen;
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

/// A statement as far as precedence asks.
struct Said<'k> {
    id: &'k str,
    side: Side,
    rank: u8,
    strength: u8,
    /// Whether it is of the patient's tumour, or no tumour was given.
    is_here: bool,
    /// Each drug that it speaks of alone, or the drugs that it speaks of together.
    regimens: Vec<BTreeSet<String>>,
}

impl<'k> Said<'k> {
    /// What an item says, if it can overrule another: supported, and more than inference.
    fn of(matched: &ProfileMatch<'k>, item: &GradedEvidence<'k>) -> Option<Self> {
        let evidence = item.evidence;
        let counts = (matched.conditions.is_empty() || item.level.is_some())
            && matched.withheld.is_none()
            && evidence.direction == Direction::Supports
            && matches!(item.side, Side::Sensitive | Side::Resistant)
            && strength(evidence.level()) < 4;
        counts.then(|| Self {
            id: evidence.id,
            side: item.side,
            rank: rank(matched.match_type),
            strength: strength(evidence.level()),
            is_here: item.relation.is_none_or(TumorRelation::is_match),
            regimens: regimens(&evidence),
        })
    }

    /// Whether it is heard before a statement of the other side on `drug`: it is more specific, and
    /// strong enough. What warns of a drug may be preclinical against a class or a gene, and a case
    /// against an exon; what recommends one must be as strong as the warning.
    fn overrules(&self, other: &Said, drug: &str) -> bool {
        self.comes_before(other) && self.speaks_of(drug)
    }

    /// The same, on drugs given together.
    fn overrules_together(&self, other: &Said, drugs: &BTreeSet<String>) -> bool {
        drugs.len() > 1 && self.comes_before(other) && self.regimens.contains(drugs)
    }

    fn comes_before(&self, other: &Said) -> bool {
        let is_strong_enough = match self.side {
            Side::Resistant => self.strength <= if other.rank == 3 { 3 } else { 2 },
            _ => self.strength <= other.strength && self.is_here,
        };
        self.side != other.side
            && (self.rank < other.rank && is_strong_enough || self.outweighs(other))
    }

    /// Whether it is clinical evidence of resistance in the patient's tumour against a case or a
    /// preclinical study of the same specificity.
    fn outweighs(&self, other: &Said) -> bool {
        let is_clinical_resistance =
            self.side == Side::Resistant && self.is_here && self.strength <= 2;
        is_clinical_resistance
            && self.rank <= other.rank
            && other.strength >= 2
            && self.strength < other.strength
    }

    fn speaks_of(&self, drug: &str) -> bool {
        self.regimens.iter().any(|drugs| drugs.len() == 1 && drugs.contains(drug))
    }
}

/// The regimens of an item as sets of drugs in lower case.
fn regimens(evidence: &Evidence<'_>) -> Vec<BTreeSet<String>> {
    let drugs = evidence.drugs().map(str::to_lowercase);
    match evidence.interaction {
        Interaction::Substitutes => drugs.map(|drug| BTreeSet::from([drug])).collect(),
        _ => vec![drugs.collect()],
    }
}

/// Takes the levels of statements that a more specific one of the other side speaks against, in any
/// tumour: of each regimen, every drug but chemotherapy must be spoken against.
pub(super) fn apply(matches: &mut [ProfileMatch<'_>]) {
    let is_said = |side: Side| {
        matches.iter().flat_map(|matched| &matched.evidence).any(|item| item.side == side)
    };
    if !is_said(Side::Sensitive) || !is_said(Side::Resistant) {
        return;
    }
    let said: Vec<Said<'_>> = matches
        .iter()
        .flat_map(|m| m.evidence.iter().filter_map(|item| Said::of(m, item)))
        .collect();
    // What names the change as one that a drug works for is not spoken against from elsewhere.
    let is_defended = |by: &Said, drug: &str| {
        said.iter().any(|other| {
            other.side == Side::Sensitive
                && by.side == Side::Resistant
                && other.rank <= by.rank
                && other.strength <= by.strength
                && other.is_here
                && !by.is_here
                && other.speaks_of(drug)
        })
    };
    for matched in matches.iter_mut() {
        let rank = rank(matched.match_type);
        for item in matched.evidence.iter_mut().filter(|item| item.level.is_some()) {
            let own = Said {
                id: item.evidence.id,
                side: item.side,
                rank,
                strength: strength(item.evidence.level()),
                is_here: item.relation.is_none_or(TumorRelation::is_match),
                regimens: regimens(&item.evidence),
            };
            let by = |drug: &String| {
                said.iter().find(|by| by.overrules(&own, drug) && !is_defended(by, drug))
            };
            let names = regimen::regimens(&item.evidence);
            let overruled = own.regimens.iter().zip(&names).filter_map(|(drugs, name)| {
                let together = said.iter().find(|by| by.overrules_together(&own, drugs));
                let by = together.or_else(|| {
                    let each: Option<Vec<&Said<'_>>> =
                        targeted(item, drugs).into_iter().map(by).collect();
                    each.and_then(|each| each.first().copied())
                })?;
                Some(Overruled { regimen: name.clone(), by: by.id })
            });
            item.overruled = overruled.collect();
            if !item.overruled.is_empty() && item.overruled.len() == names.len() {
                (item.level, item.tier) = (None, None);
                item.note = "no level: overruled by a more specific or a stronger statement";
            }
        }
    }
}

/// The drugs of a regimen of an item, but for chemotherapy given with others.
fn targeted<'d>(item: &GradedEvidence, drugs: &'d BTreeSet<String>) -> Vec<&'d String> {
    let is_chemotherapy = |drug: &str| {
        let mut classes = item.evidence.drugs().zip(&item.classes);
        let class = classes.find(|(name, _)| name.to_lowercase() == drug);
        class.and_then(|(_, class)| *class) == Some(TherapyClass::Chemotherapy)
    };
    let targeted: Vec<_> = drugs.iter().filter(|drug| !is_chemotherapy(drug)).collect();
    if targeted.is_empty() { drugs.iter().collect() } else { targeted }
}
