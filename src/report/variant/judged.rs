//! What was concluded of a finding, and the reasons.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::change_state::Effect;
use crate::model::conclusion::{RankedRegimen, Regimens};
use crate::model::escat::{EscatCall, EscatTier};
use crate::model::finding::{self, Finding, GradedEvidence, OncogenicityClass};
use crate::model::framework;
use crate::model::level::{AmpTier, Level};
use crate::model::match_type::MatchType;
use crate::model::regimen;
use crate::model::side::Side;
use crate::model::therapy::TherapyClass;
use crate::model::tumor_type::TumorRelation;
use crate::report::cell::{Cell, Text, put_joined};
use crate::report::evidence::{Fact, Match, unique};
use crate::report::words::Word;

/// What was concluded.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Judged<'v> {
    /// Oncogenicity of the change (Horak 2022); empty where the criteria do not speak of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) oncogenicity: Option<Word<OncogenicityClass>>,
    /// What the change does to its gene, as far as anything shows it.
    effect: Word<Effect>,
    /// What that rests on.
    effect_basis: String,
    /// The criteria of oncogenicity that applied, with their points: `OVS1+8`.
    pub(in crate::report) oncogenicity_criteria: Vec<Criterion<'v>>,
    /// How specifically the most specific profile names the change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) match_type: Option<Word<MatchType>>,
    /// The profiles that hold, the most specific first; last those that name no therapy.
    pub(in crate::report) biomarkers: Vec<Text<'v>>,
    /// The highest level of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) highest_level: Option<Word<Level>>,
    /// The highest level of sensitivity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) highest_sensitive_level: Option<Word<Level>>,
    /// The highest level of resistance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) highest_resistance_level: Option<Word<Level>>,
    /// The best AMP/ASCO/CAP 2017 tier.
    pub(in crate::report) amp_tier: Word<AmpTier>,
    /// The best ESCAT tier of a regimen; empty where the table of tiers has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) escat: Option<Word<EscatTier>>,
    /// Regimens that the change makes work, each with its best level, the highest first.
    pub(in crate::report) therapies_sensitive: Vec<Regimen<'v>>,
    /// Regimens that the change makes fail, each with its best level, the highest first.
    pub(in crate::report) therapies_resistant: Vec<Regimen<'v>>,
    /// Regimens that the change makes work less well: no resistance, so without a level.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reduced_sensitivity: Vec<Unleveled<'v>>,
    /// What items say of inherited polymorphisms and of toxicity: of the patient, not of the tumour.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pharmacogenetics: Vec<Unleveled<'v>>,
    /// Classes of the drugs of these regimens.
    pub(in crate::report) therapy_classes: Vec<Word<TherapyClass>>,
    /// Those of these regimens that hold an immune-checkpoint inhibitor, by side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) immunotherapy: Option<Checkpoint<Regimen<'v>>>,
    /// How the disease of the best evidence relates to the tumour type of the run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) tumor_type_match: Option<Word<TumorRelation>>,
    /// Ids of the items that give a level, then of what the user's tables say of the change.
    pub(in crate::report) evidence: Vec<Text<'v>>,
    /// What these items cite.
    pub(in crate::report) citations: Vec<Text<'v>>,
}

/// A criterion of oncogenicity that applied.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Criterion<'v> {
    /// `OVS1`.
    code: Text<'static>,
    /// Points, negative for benign.
    points: i32,
    /// Why it applied.
    reason: Text<'v>,
}

impl<'v> From<&'v finding::Criterion> for Criterion<'v> {
    fn from(criterion: &'v finding::Criterion) -> Self {
        let finding::Criterion { code, points, reason, .. } = criterion;
        Self { code: Text(code), points: *points, reason: Text(reason) }
    }
}

impl Cell for Criterion<'_> {
    fn put<W: fmt::Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        write!(out, "{}{:+}", self.code.0, self.points)
    }
}

/// A regimen with its best level.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Regimen<'v> {
    /// Drugs of one regimen, joined by ` + `.
    regimen: Text<'v>,
    /// Its best level.
    level: Word<Level>,
    /// The classes of its drugs, where known.
    classes: Vec<Word<TherapyClass>>,
    /// Whether that level holds on conditions only.
    conditional: bool,
    /// What else must be true for that level, and the input does not show.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(length(min = 1), inner(length(min = 1)))]
    conditions: &'v [String],
    /// The id of the statement that gives the level.
    by: Text<'v>,
}

impl<'v> From<&'v RankedRegimen> for Regimen<'v> {
    fn from(ranked: &'v RankedRegimen) -> Self {
        Self {
            regimen: Text(&ranked.name),
            level: Word(ranked.level),
            classes: unique(ranked.classes.iter().copied().map(Word)),
            conditional: !ranked.conditions.is_empty(),
            conditions: &ranked.conditions,
            by: Text(&ranked.by),
        }
    }
}

impl Cell for Regimen<'_> {
    /// `Cetuximab + Encorafenib [1]`.
    fn put<W: fmt::Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        write!(out, "{} [{}]", self.regimen.0, self.level.0)
    }
}

/// What an item says without a level.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Unleveled<'v> {
    /// The regimens, drugs of one joined by ` + `.
    regimens: Vec<String>,
    /// The effect, in the words of CIViC.
    significance: Text<'static>,
    /// The id of the item.
    id: Text<'v>,
}

impl<'v> From<&'v GradedEvidence<'_>> for Unleveled<'v> {
    fn from(graded: &'v GradedEvidence) -> Self {
        Self {
            regimens: regimen::regimens(&graded.evidence),
            significance: Text(graded.evidence.significance.name()),
            id: Text(graded.evidence.id),
        }
    }
}

/// Regimens with an immune-checkpoint inhibitor, by side.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Checkpoint<T> {
    /// Those that the change makes work.
    pub(in crate::report) sensitive: Vec<T>,
    /// Those that it makes fail.
    pub(in crate::report) resistant: Vec<T>,
}

impl<T> Checkpoint<T> {
    /// Returns the regimens; `None` where there are none.
    pub(in crate::report) fn of(sensitive: Vec<T>, resistant: Vec<T>) -> Option<Self> {
        let is_any = !sensitive.is_empty() || !resistant.is_empty();
        is_any.then_some(Self { sensitive, resistant })
    }
}

impl<T: Cell> Cell for Checkpoint<T> {
    /// `sensitive: Pembrolizumab [1];resistant: Nivolumab [R2]`.
    fn put<W: fmt::Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        struct Sided<'r, T>(&'static str, &'r T);
        impl<T: Cell> Cell for Sided<'_, T> {
            fn put<W: fmt::Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
                write!(out, "{}: ", self.0)?;
                self.1.put(out)
            }
        }
        let sensitive = self.sensitive.iter().map(|regimen| Sided("sensitive", regimen));
        let resistant = self.resistant.iter().map(|regimen| Sided("resistant", regimen));
        put_joined(sensitive.chain(resistant), ";", out)
    }
}

fn regimens(ranked: &[RankedRegimen]) -> Vec<Regimen<'_>> {
    ranked.iter().map(Regimen::from).collect()
}

impl<'v> Judged<'v> {
    pub(super) fn of(finding: &'v Finding) -> Self {
        let class = finding.oncogenicity.class;
        let conclusions = &finding.conclusions;
        let Regimens { sensitive, resistant } = &conclusions.checkpoint;
        Self {
            oncogenicity: (class != OncogenicityClass::NotApplicable).then_some(Word(class)),
            effect: Word(finding.state.effect),
            effect_basis: finding.state.basis.to_string(),
            oncogenicity_criteria: finding.oncogenicity.criteria.iter().map(From::from).collect(),
            match_type: finding.matches.iter().map(|m| m.match_type).min().map(Word),
            biomarkers: finding.biomarkers().into_iter().map(Text).collect(),
            highest_level: finding.highest_level().map(Word),
            highest_sensitive_level: finding.highest(Side::Sensitive).map(Word),
            highest_resistance_level: finding.highest(Side::Resistant).map(Word),
            amp_tier: Word(finding.amp_tier()),
            escat: conclusions.escat.first().map(|call| Word(call.tier)),
            therapies_sensitive: regimens(&conclusions.regimens.sensitive),
            therapies_resistant: regimens(&conclusions.regimens.resistant),
            reduced_sensitivity: finding.reduced_sensitivity().map(From::from).collect(),
            pharmacogenetics: finding.pharmacogenetics().map(From::from).collect(),
            therapy_classes: conclusions.classes.iter().copied().map(Word).collect(),
            immunotherapy: Checkpoint::of(regimens(sensitive), regimens(resistant)),
            tumor_type_match: conclusions.relation.map(Word),
            evidence: conclusions.evidence.iter().copied().map(Text).collect(),
            citations: conclusions.citations.iter().copied().map(Text).collect(),
        }
    }
}

/// Why it was concluded.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Reasons<'v> {
    /// Gene and change, as pages call it: `BRAF V600E`.
    #[schemars(length(min = 1))]
    name: String,
    /// Every profile that holds, the most specific first.
    matches: Vec<Match<'v>>,
    /// What each scale says, side by side, and why.
    frameworks: Frameworks<'v>,
    /// Criteria of oncogenicity that were not evaluated.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    criteria_not_evaluated: Vec<NotEvaluated>,
    /// What the user's tables say of the change beside therapies.
    facts: Vec<Fact<'v>>,
    /// Why, in reading order.
    #[schemars(inner(length(min = 1)))]
    rationale: &'v [String],
}

impl<'v> Reasons<'v> {
    pub(super) fn of(finding: &'v Finding) -> Self {
        Self {
            name: finding.name(),
            matches: finding.matches.iter().map(Match::of).collect(),
            frameworks: Frameworks::of(finding),
            criteria_not_evaluated: finding
                .oncogenicity
                .not_evaluated
                .iter()
                .map(|&finding::NotEvaluated { codes, because }| NotEvaluated {
                    codes: Text(codes),
                    because: Text(because),
                })
                .collect(),
            facts: finding.facts.iter().map(Fact::of).collect(),
            rationale: &finding.rationale,
        }
    }
}

/// Criteria of oncogenicity that nothing at hand could answer.
#[derive(Serialize, JsonSchema)]
struct NotEvaluated {
    /// `OP1, SBP1`.
    codes: Text<'static>,
    /// Why.
    because: Text<'static>,
}

/// The scales of actionability side by side.
#[derive(Serialize, JsonSchema)]
struct Frameworks<'v> {
    /// The highest level of sensitivity, in the style of OncoKB.
    #[serde(skip_serializing_if = "Option::is_none")]
    oncokb_style: Option<Derived<'v>>,
    /// The highest level of resistance, in the style of OncoKB.
    #[serde(skip_serializing_if = "Option::is_none")]
    oncokb_style_resistance: Option<Derived<'v>>,
    /// AMP/ASCO/CAP 2017.
    #[serde(skip_serializing_if = "Option::is_none")]
    amp_asco_cap: Option<Derived<'v>>,
    /// ESCAT by regimen, the strongest first; empty where the table of tiers has no row.
    escat: Vec<Escat<'v>>,
}

/// A grade of one scale, and what it rests on.
#[derive(Serialize, JsonSchema)]
struct Derived<'v> {
    /// The grade.
    grade: Text<'static>,
    /// The statement that gives it.
    because: Text<'v>,
}

impl<'v> From<&'v framework::Derived> for Derived<'v> {
    fn from(derived: &'v framework::Derived) -> Self {
        Self { grade: Text(derived.grade), because: Text(&derived.because) }
    }
}

/// The ESCAT tier of a regimen.
#[derive(Serialize, JsonSchema)]
struct Escat<'v> {
    /// The tier.
    tier: Word<EscatTier>,
    /// Drugs joined by ` + `.
    regimen: Text<'static>,
    /// The trial, the tumour, and what lowers the tier.
    because: Text<'v>,
    /// The paper of the trial; ends in `unverified` where its number was not seen.
    citation: Text<'static>,
}

impl<'v> Frameworks<'v> {
    fn of(finding: &'v Finding) -> Self {
        let framework::Frameworks { sensitive, resistant, amp } = &finding.conclusions.frameworks;
        let escat = |EscatCall { tier, row, because }: &'v EscatCall| Escat {
            tier: Word(*tier),
            regimen: Text(row.regimen),
            because: Text(because),
            citation: Text(row.citation),
        };
        Self {
            oncokb_style: sensitive.as_ref().map(Derived::from),
            oncokb_style_resistance: resistant.as_ref().map(Derived::from),
            amp_asco_cap: amp.as_ref().map(Derived::from),
            escat: finding.conclusions.escat.iter().map(escat).collect(),
        }
    }
}
