//! From judged findings to one page: what works, what fails, what only others show, what to confirm.

use std::cmp::Reverse;

use crate::model::conclusion::RankedRegimen;
use crate::model::finding::{Finding, Flag, OncogenicityClass, STATED_OTHERWISE};
use crate::model::level::Level;
use crate::model::summary::{Confirmation, Entry, Summary};

use super::order::weight;

/// What is not sure of a change with such a flag, and what would show it. In the order of flags.
const CONFIRMATIONS: [(Flag, &str); 18] = [
    (Flag::GermlineSuspect, "may be inherited: test normal tissue"),
    (Flag::Chip, "may come from blood cells: test white cells alone"),
    (Flag::LowVaf, "few reads show it: repeat the test, or use another"),
    (Flag::Filtered, "the caller's own FILTER failed: look at the reads"),
    (Flag::FractionDisagrees, "fraction and reads contradict each other: look at the reads"),
    (Flag::ConsequenceDisagrees, "the input's own annotation names another change"),
    (Flag::PossibleReversion, "whether both changes lie on one copy: look at the reads"),
    (Flag::PredictedSplice, "its splicing is predicted: confirm by RNA"),
    (Flag::AdjacentUnphased, "whether its neighbour lies on the same copy: look at the reads"),
    (Flag::OutOfFrame, "the reading frame is shifted: confirm by RNA"),
    (Flag::FrameBySkipping, "in frame only without an exon: confirm by RNA"),
    (Flag::StopCodon, "a stop comes before the second part: confirm by RNA"),
    (Flag::DomainLost, "the domain that matters is not kept: confirm by RNA"),
    (Flag::PartnerUnknown, "no partner drives it: confirm by RNA"),
    (Flag::LowConfidence, "the caller itself doubts it: confirm by another test"),
    (Flag::NotSupportedByReads, "the reads do not show it: is the file of this sample?"),
    (Flag::NotCalled, "reads show it, and it is not called: look at them, or call it again"),
    (Flag::SequenceNotGiven, "the inserted bases are not given: look at the reads"),
];

/// What is told of a change of which the opposite is stated.
const DENIED: &str = "what is stated of the sample denies it: no level rests on it, test again";

/// Ranks the reported ones of `findings`.
pub fn summary(findings: &[(Finding<'_>, bool)]) -> Summary {
    let reported = || {
        let numbered = findings.iter().enumerate();
        numbered
            .filter(|(_, (_, is_reported))| *is_reported)
            .map(|(at, (finding, _))| (at, finding))
    };
    let part = |of: fn(&Finding<'_>) -> Vec<RankedRegimen>| {
        let entries = reported().map(|(at, finding)| Entry { finding: at, regimens: of(finding) });
        let mut entries: Vec<Entry> = entries.filter(|entry| !entry.regimens.is_empty()).collect();
        entries.sort_by_key(|entry| rank(entry, &findings[entry.finding].0));
        entries
    };
    let confirmations = reported().filter(|(_, finding)| {
        const OPEN: [Flag; 5] = [
            Flag::GermlineSuspect,
            Flag::Chip,
            Flag::PartnerUnknown,
            Flag::NotCalled,
            Flag::NotSupportedByReads,
        ];
        has_level(finding)
            || is_denied(finding)
            || OPEN.iter().any(|flag| finding.flags.contains(flag))
    });
    Summary {
        therapies: part(|finding| of_levels(&finding.conclusions.regimens.sensitive, is_for_this)),
        resistances: part(|finding| finding.conclusions.regimens.resistant.clone()),
        elsewhere: part(|finding| {
            of_levels(&finding.conclusions.regimens.sensitive, |level| !is_for_this(level))
        }),
        drivers: reported().filter(|(_, finding)| is_driver(finding)).map(|(at, _)| at).collect(),
        confirmations: confirmations
            .flat_map(|(at, finding)| {
                let told = CONFIRMATIONS.iter().filter(|(flag, _)| finding.flags.contains(flag));
                let denied = is_denied(finding).then_some(DENIED);
                let reasons = denied.into_iter().chain(told.map(|(_, reason)| *reason));
                reasons.map(move |reason| Confirmation { finding: at, reason })
            })
            .collect(),
        unknown_significance: reported().filter(|(_, finding)| is_unknown(finding)).count(),
    }
}

/// Returns whether a level speaks of the tumour type that was asked for.
fn is_for_this(level: Level) -> bool {
    level.is_at_least(Level::L3A)
}

fn of_levels(regimens: &[RankedRegimen], wanted: impl Fn(Level) -> bool) -> Vec<RankedRegimen> {
    regimens.iter().filter(|regimen| wanted(regimen.level)).cloned().collect()
}

/// Sorts entries: the highest level, without conditions before with them, the surest driver, and what
/// most reads show.
fn rank(entry: &Entry, finding: &Finding<'_>) -> (Option<Level>, bool, u8, Reverse<u32>, usize) {
    let is_conditional = entry.regimens.first().is_some_and(|best| !best.conditions.is_empty());
    let (class, fraction) = weight(finding);
    (entry.level(), is_conditional, class, fraction, entry.finding)
}

/// Returns whether nothing rests on the change, or on a part of what it means, as the opposite is stated.
fn is_denied(finding: &Finding<'_>) -> bool {
    finding.matches.iter().any(|met| met.withheld == Some(STATED_OTHERWISE))
}

fn has_level(finding: &Finding<'_>) -> bool {
    !finding.conclusions.regimens.is_empty()
}

/// Returns whether a change is a driver without a level.
fn is_driver(finding: &Finding<'_>) -> bool {
    use OncogenicityClass::{LikelyOncogenic, Oncogenic};
    let is_oncogenic = matches!(finding.oncogenicity.class, Oncogenic | LikelyOncogenic);
    !has_level(finding)
        && (is_oncogenic || finding.state.is_defined_driver(finding.gene.role))
        && finding.variant.component_of.is_none()
        && !finding.flags.contains(&Flag::NotCalled)
}

fn is_unknown(finding: &Finding<'_>) -> bool {
    !has_level(finding)
        && finding.oncogenicity.class == OncogenicityClass::Uncertain
        && !finding.state.is_defined_driver(finding.gene.role)
        && !finding.flags.contains(&Flag::Pharmacogene)
}
