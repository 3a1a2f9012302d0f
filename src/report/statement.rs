//! What is concluded of therapies, one statement a regimen and effect, as documents of other programs tell
//! it: the regimens that a finding has, with the items that speak for and against each.

use serde_json::Value;

use crate::control::escaped;
use crate::model::evidence::{Direction, Evidence, Interaction, Significance};
use crate::model::finding::{Finding, GradedEvidence, ProfileMatch};
use crate::model::level::{AmpTier, Level};
use crate::model::regimen;
use crate::model::side::Side;
use crate::model::tumor_type::TumorRelation;

/// What a finding says of one regimen.
#[derive(Debug)]
pub(super) struct Statement<'r> {
    /// The regimen: `Dabrafenib + Trametinib`.
    pub(super) regimen: String,
    /// Its drugs where they are given together; else the regimen alone.
    pub(super) drugs: Vec<&'r str>,
    /// Whether the change makes it work, or makes it fail.
    pub(super) effect: Effect,
    /// Its level; none where items only dispute the effect.
    pub(super) level: Option<Level>,
    /// What else must be true for that level, and could not be seen.
    pub(super) conditions: &'r [String],
    /// The item that gives the level, or the first that disputes the effect.
    pub(super) by: Line<'r>,
    /// All items that give a level, then those that dispute the effect.
    pub(super) lines: Vec<Line<'r>>,
}

/// What a change does to a regimen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// It works.
    Sensitivity,
    /// It fails.
    Resistance,
}

/// An item of evidence, and the profile that the variant met.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'r> {
    /// The profile that the variant met.
    pub(super) matched: &'r ProfileMatch<'r>,
    /// The item, judged.
    pub(super) graded: &'r GradedEvidence<'r>,
    /// Whether the source states the effect; else it disputes it.
    pub(super) supports: bool,
}

impl Effect {
    const ALL: [Self; 2] = [Self::Sensitivity, Self::Resistance];

    fn side(self) -> Side {
        match self {
            Self::Sensitivity => Side::Sensitive,
            Self::Resistance => Side::Resistant,
        }
    }

    fn significance(self) -> Significance {
        match self {
            Self::Sensitivity => Significance::Sensitivity,
            Self::Resistance => Significance::Resistance,
        }
    }
}

impl<'r> Line<'r> {
    /// Returns the item itself.
    pub(super) fn evidence(&self) -> &'r Evidence<'r> {
        &self.graded.evidence
    }

    /// Returns the regimens of the item that are not overruled, each with the key by which several
    /// spellings are one.
    fn regimens(&self) -> impl Iterator<Item = (String, String)> {
        let graded = self.graded;
        let names = regimen::regimens(&graded.evidence);
        let one_names = regimen::of_drugs(graded.evidence.interaction, graded.one_names());
        let is_overruled = |name: &String| graded.overruled.iter().any(|o| o.regimen == *name);
        names
            .into_iter()
            .zip(one_names)
            .filter(move |(name, _)| !is_overruled(name))
            .map(|(name, one_name)| (name, regimen::key(&one_name)))
    }

    fn drugs(&self, regimen: &str) -> Vec<&'r str> {
        let evidence = self.evidence();
        match evidence.interaction {
            Interaction::Single | Interaction::Combination => evidence.drugs().collect(),
            Interaction::Substitutes => evidence.drugs().filter(|drug| *drug == regimen).collect(),
            Interaction::Sequential => Vec::new(),
        }
    }
}

impl<'r> Statement<'r> {
    /// Returns the best tier of AMP/ASCO/CAP among the items that give a level.
    pub(super) fn tier(&self) -> Option<AmpTier> {
        self.lines.iter().filter(|line| line.supports).filter_map(|line| line.graded.tier).min()
    }

    /// Returns what `finding` says of therapies, by effect, the highest level first; last, for each effect,
    /// the regimens of which items only dispute it.
    pub(super) fn of(finding: &'r Finding<'r>) -> Vec<Self> {
        let lines = || {
            finding.evidence().map(|(matched, graded)| Line {
                matched,
                graded,
                supports: graded.evidence.direction == Direction::Supports,
            })
        };
        let mut statements = Vec::new();
        for effect in Effect::ALL {
            let supporting: Vec<Line> = lines()
                .filter(|line| line.supports && line.graded.level.is_some())
                .filter(|line| line.graded.side == effect.side())
                .collect();
            let disputing: Vec<Line> =
                lines().filter(|line| is_disputing(line, finding, effect)).collect();
            let of_key = |lines: &[Line<'r>], key: &str| {
                let is_of_it = |line: &&Line<'r>| line.regimens().any(|(_, other)| other == key);
                lines.iter().filter(is_of_it).copied().collect::<Vec<_>>()
            };
            let mut told = Vec::new();
            for ranked in finding
                .conclusions
                .regimens
                .sides()
                .into_iter()
                .filter(|(side, _)| *side == effect.side())
                .flat_map(|(_, ranked)| ranked)
            {
                let by = supporting.iter().find_map(|line| {
                    let is_of_it = line.evidence().id == ranked.by;
                    let named = |(name, _): &(String, String)| is_of_it && *name == ranked.name;
                    line.regimens().find(named).map(|(_, key)| (*line, key))
                });
                let Some((by, key)) = by else { continue };
                let mut lines = of_key(&supporting, &key);
                lines.extend(of_key(&disputing, &key));
                told.push(key);
                statements.push(Self {
                    regimen: ranked.name.clone(),
                    drugs: by.drugs(&ranked.name),
                    effect,
                    level: Some(ranked.level),
                    conditions: &ranked.conditions,
                    by,
                    lines,
                });
            }
            for by in &disputing {
                for (regimen, key) in by.regimens() {
                    if told.contains(&key) {
                        continue;
                    }
                    statements.push(Self {
                        drugs: by.drugs(&regimen),
                        regimen,
                        effect,
                        level: None,
                        conditions: &[],
                        by: *by,
                        lines: of_key(&disputing, &key),
                    });
                    told.push(key);
                }
            }
        }
        statements
    }
}

/// Returns whether an item says of the tumour that the effect was looked for and not found.
fn is_disputing(line: &Line<'_>, finding: &Finding<'_>, effect: Effect) -> bool {
    let graded = line.graded;
    graded.evidence.direction == Direction::DoesNotSupport
        && graded.evidence.significance == effect.significance()
        && finding.withheld.is_none()
        && line.matched.withheld.is_none()
        && !graded.is_pharmacogenetic
        && graded.relation.is_none_or(TumorRelation::is_match)
}

/// Returns a text as a value: characters that command a terminal, or hide what it says, are spelled out.
pub(super) fn text(text: &str) -> Value {
    Value::String(escaped(text, &[]).into_owned())
}
