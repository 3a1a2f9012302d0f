//! Whether a change in a gene of hereditary cancer may be inherited, where no normal tissue was read.

use std::collections::BTreeSet;

use crate::knowledge::hereditary::{FollowUp, HereditaryGene};
use crate::model::call::{Call, Stated};
use crate::model::change_state::Effect;
use crate::model::finding::{Finding, Flag};
use crate::model::tumor_content::TumorContent;

/// Allele fraction above which a substitution may be inherited (PMID 31050713; not held against its full
/// text).
const SUBSTITUTION: f64 = 0.3;
/// The same of an insertion or a deletion, of whose reads some are lost in alignment.
const INDEL: f64 = 0.2;
/// Frequency in the population from which on it is a polymorphism.
const COMMON: f64 = 0.01;
/// Standard deviations of the reads that a fraction may be away from what a copy state would give.
const DEVIATIONS: f64 = 2.0;
/// What else moves a fraction: reads lost in alignment, copies that are not known.
const SLACK: f64 = 0.05;

/// What a change is in the tumour, by its fraction.
struct State {
    fraction: f64,
    is_inherited: bool,
    words: &'static str,
}

/// What was concluded.
pub(super) struct Suspicion {
    /// Whether it is to be followed up in normal tissue whatever else is known.
    pub(super) is_flagged: bool,
    /// Why, in a sentence.
    pub(super) reason: String,
}

/// Returns whether `finding` may be inherited. `None` where nothing suggests it, or where something says
/// otherwise: the matched normal, the caller, the frequency in the population, a fraction that is too low,
/// or a change of unknown significance.
///
/// `is_named` is whether the recommendation names the tumour; `None` where the type is not given.
pub(super) fn suspicion(
    finding: &Finding<'_>,
    gene: &HereditaryGene,
    is_named: Option<bool>,
    content: TumorContent,
    flags: &BTreeSet<Flag>,
) -> Option<Suspicion> {
    let call = &finding.variant.call;
    let is_known = call.origin.stated != Stated::Not
        || call.origin.normal.is_some_and(|normal| normal.depth > 0)
        || flags.contains(&Flag::Germline);
    let is_common = call.population.as_ref().is_some_and(|found| found.frequency >= COMMON);
    let wanted = if gene.by_gain { Effect::Activating } else { Effect::Inactivating };
    let is_small = finding.change.structural().is_none() && finding.withheld.is_none();
    if is_known || is_common || finding.state.effect != wanted || !is_small {
        return None;
    }
    let vaf = call.vaf.filter(|&vaf| vaf > least(finding))?;
    let is_only_copy = call.origin.other_copy_lost.is_some() || flags.contains(&Flag::Biallelic);
    let fits = fits(call, vaf, content.purity, is_only_copy);
    let any = |is_inherited| fits.iter().any(|state| state.is_inherited == is_inherited);
    // With the purity known, a fraction that only an acquired change would have is no suspicion.
    if content.purity.is_some() && any(false) && !any(true) {
        return None;
    }
    let (is_flagged, follow_up) = match (gene.follow_up, is_named) {
        (FollowUp::Always, _) => (true, "followed up in any tumor"),
        (FollowUp::InTumors, Some(true)) => (true, "followed up in this tumor"),
        (FollowUp::InTumors, None) => (false, "followed up in the tumors of its syndrome alone"),
        (FollowUp::InTumors, Some(false)) => return None,
        (FollowUp::Young, _) => (false, "followed up in patients below 30 alone"),
    };
    let words: Vec<&str> = fits.iter().map(|state| state.words).collect();
    let fit =
        if words.is_empty() { String::new() } else { format!(", as of {}", words.join(", or ")) };
    Some(Suspicion {
        is_flagged,
        reason: format!(
            "{} is a gene of hereditary cancer, {follow_up} ({}); fraction {:.0} %{fit}; no matched normal was \
             read: confirm in normal tissue (sets no level)",
            finding.consequence.gene,
            gene.citation,
            vaf * 100.0
        ),
    })
}

fn least(finding: &Finding<'_>) -> f64 {
    let is_substitution =
        finding.change.edit().is_none_or(|edit| edit.deleted.len() == edit.inserted.len());
    if is_substitution { SUBSTITUTION } else { INDEL }
}

/// Returns the copy states that the fraction fits. Without a purity those of inherited changes alone are told,
/// which hardly depend on it.
fn fits(call: &Call, vaf: f64, purity: Option<f64>, is_only_copy: bool) -> Vec<State> {
    let depth = f64::from(call.depth.unwrap_or(100).max(1));
    let inherited = |fraction, words| State { fraction, is_inherited: true, words };
    let acquired = |fraction, words| State { fraction, is_inherited: false, words };
    let mut states = Vec::new();
    if !is_only_copy {
        states.push(inherited(0.5, "an inherited copy beside a normal one"));
    }
    match purity {
        Some(purity) => {
            states.push(inherited(1.0 / (2.0 - purity), "an inherited copy, the other lost"));
            states
                .push(inherited((1.0 + purity) / 2.0, "an inherited copy, doubled over the other"));
            if !is_only_copy {
                states.push(acquired(purity / 2.0, "an acquired change of one copy"));
            }
            states
                .push(acquired(purity / (2.0 - purity), "an acquired change, the other copy lost"));
            states.push(acquired(purity, "an acquired change of both copies"));
        }
        // A pure tumour shows all reads, one of half normal cells two thirds.
        None if vaf > 0.62 => states.push(inherited(vaf, "an inherited copy, the other lost")),
        None => {}
    }
    let is_near = |state: &State| {
        let spread = (state.fraction * (1.0 - state.fraction) / depth).sqrt();
        (vaf - state.fraction).abs() <= DEVIATIONS * spread + SLACK
    };
    states.into_iter().filter(is_near).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(vaf: f64, purity: Option<f64>, is_only_copy: bool) -> Vec<(bool, &'static str)> {
        let call = Call { depth: Some(400), ..Call::default() };
        let fits = fits(&call, vaf, purity, is_only_copy);
        fits.iter().map(|state| (state.is_inherited, state.words)).collect()
    }

    #[test]
    fn fractions_by_purity() {
        let beside = (true, "an inherited copy beside a normal one");
        let lost = (true, "an inherited copy, the other lost");
        let one = (false, "an acquired change of one copy");
        assert_eq!(told(0.5, None, false), [beside]);
        assert_eq!(told(0.9, None, false), [lost]);
        assert_eq!(told(0.35, None, false), [] as [(bool, &str); 0]);
        assert_eq!(told(0.5, Some(0.4), false), [beside]);
        assert_eq!(told(0.2, Some(0.4), false).first(), Some(&one));
        assert!(told(0.35, Some(0.7), false).iter().all(|state| !state.0));
        assert!(told(0.62, Some(0.4), true).contains(&lost));
    }
}
