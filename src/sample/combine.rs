//! AND, OR and NOT over the alterations of one sample, in three values: what a file of small
//! variants cannot show is unknown, not absent.

use std::collections::BTreeSet;

use crate::model::evaluation::{Condition, Holds};
use crate::model::phase::Phase;
use crate::model::profile::{Alteration, Assay, Component, Partner, Profile};

/// A profile evaluated over a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The result.
    pub holds: Holds,
    /// The variants (by the caller's numbering) that make it hold.
    pub by: BTreeSet<usize>,
}

impl Evaluation {
    fn fails(reasons: Vec<String>) -> Self {
        Self { holds: Holds::No(reasons), by: BTreeSet::new() }
    }
}

/// What a sample shows, and of what it shows the absence.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The variants that meet the component of that ordinal (reading order, as
    /// [`Profile::components`] lists them).
    pub seen: &'a dyn Fn(usize) -> &'a [usize],
    /// Whether any variant changes the protein of that gene.
    pub is_altered: &'a dyn Fn(&str) -> bool,
    /// How these variants of one gene lie to each other.
    pub phase: &'a dyn Fn(&BTreeSet<usize>) -> Phase,
    /// Whether the sample was assessed wherever the component could be.
    pub is_assessed: &'a dyn Fn(&Component) -> bool,
    /// Whether the component is there, where that is stated beside the variants.
    pub stated: &'a dyn Fn(&Component) -> Option<bool>,
}

/// Evaluates `profile` over a sample.
pub fn evaluate(profile: &Profile, shown: Shown<'_>) -> Evaluation {
    let mut ordinal = 0;
    walk(profile, shown, &mut ordinal)
}

fn walk(profile: &Profile, shown: Shown<'_>, ordinal: &mut usize) -> Evaluation {
    match profile {
        Profile::Component(component) => {
            let by: BTreeSet<usize> = (shown.seen)(*ordinal).iter().copied().collect();
            *ordinal += 1;
            let stated = (shown.stated)(component);
            let holds = if !by.is_empty() || stated == Some(true) {
                Holds::Yes
            } else if stated == Some(false) {
                Holds::No(vec![format!("{component} is not there, as stated")])
            } else if component.alteration == Alteration::Wildtype {
                if (shown.is_altered)(&component.gene) {
                    Holds::No(vec![format!("{} is altered", component.gene)])
                } else if (shown.is_assessed)(component) {
                    Holds::Yes
                } else {
                    Holds::If(vec![condition(component, "")])
                }
            } else if component.alteration.assay() == Assay::SmallVariant {
                Holds::No(vec![format!("{component} was not seen")])
            } else {
                Holds::If(vec![condition(component, "")])
            };
            Evaluation { holds, by }
        }
        Profile::Not(inner) => {
            let Evaluation { holds, .. } = walk(inner, shown, ordinal);
            let parts = inner.components();
            let holds = match holds {
                Holds::Yes => {
                    let names = parts.iter().map(|part| part.to_string()).collect::<Vec<_>>();
                    Holds::No(vec![format!("{} is there", names.join(" or "))])
                }
                _ if parts.iter().all(|part| {
                    (shown.is_assessed)(part) || (shown.stated)(part) == Some(false)
                }) =>
                {
                    Holds::Yes
                }
                // Not seen is not the same as absent: the gene may not have been assessed.
                Holds::No(_) | Holds::If(_) => {
                    Holds::If(parts.into_iter().map(|part| condition(part, "no ")).collect())
                }
            };
            Evaluation { holds, by: BTreeSet::new() }
        }
        Profile::InPhase(wanted, inner) => {
            let mut evaluation = walk(inner, shown, ordinal);
            if !matches!(evaluation.holds, Holds::No(_)) {
                match (shown.phase)(&evaluation.by) {
                    found if found == *wanted => {}
                    Phase::Unknown => {
                        let parts = inner.components();
                        let names: Vec<_> = parts.iter().map(|part| part.to_string()).collect();
                        let text =
                            format!("{} {} (UNKNOWN_PHASE)", names.join(" and "), wanted.name());
                        let genes = parts.iter().map(|part| part.gene.clone()).collect();
                        let phase = Condition { text, assay: Assay::SmallVariant, genes };
                        evaluation.holds = match evaluation.holds {
                            Holds::If(mut conditions) => {
                                conditions.push(phase);
                                Holds::If(conditions)
                            }
                            _ => Holds::If(vec![phase]),
                        };
                    }
                    found => {
                        let reason = format!("{}, not {}", found.name(), wanted.name());
                        return Evaluation::fails(vec![reason]);
                    }
                }
            }
            evaluation
        }
        Profile::And(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| walk(part, shown, ordinal)).collect();
            let mut conditions = Vec::new();
            let mut reasons = Vec::new();
            let mut by = BTreeSet::new();
            for part in parts {
                match part.holds {
                    Holds::No(more) => reasons.extend(more),
                    Holds::If(more) => conditions.extend(more),
                    Holds::Yes => {}
                }
                by.extend(part.by);
            }
            if !reasons.is_empty() {
                return Evaluation::fails(reasons);
            }
            let holds = if conditions.is_empty() { Holds::Yes } else { Holds::If(conditions) };
            Evaluation { holds, by }
        }
        Profile::Or(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| walk(part, shown, ordinal)).collect();
            if parts.iter().any(|part| part.holds == Holds::Yes) {
                let by = parts
                    .into_iter()
                    .filter(|part| part.holds == Holds::Yes)
                    .flat_map(|part| part.by)
                    .collect();
                return Evaluation { holds: Holds::Yes, by };
            }
            // A branch that only waits for a condition and rests on a variant comes before one
            // that rests on nothing.
            let (open, failed): (Vec<_>, Vec<_>) =
                parts.into_iter().partition(|part| matches!(part.holds, Holds::If(_)));
            if open.len() > 1 && open.iter().all(|part| part.by.is_empty()) {
                return Evaluation { holds: any_of(open), by: BTreeSet::new() };
            }
            open.into_iter().max_by_key(|part| part.by.len()).unwrap_or_else(|| {
                let reasons = failed.into_iter().filter_map(|part| match part.holds {
                    Holds::No(reasons) => Some(reasons),
                    Holds::Yes | Holds::If(_) => None,
                });
                Evaluation::fails(reasons.flatten().collect())
            })
        }
    }
}

/// Returns the one condition that any of several branches be true, which are all open.
fn any_of(branches: Vec<Evaluation>) -> Holds {
    let open: Vec<Vec<Condition>> = branches
        .into_iter()
        .filter_map(|branch| match branch.holds {
            Holds::If(conditions) => Some(conditions),
            Holds::Yes | Holds::No(_) => None,
        })
        .collect();
    let text = |all: &Vec<Condition>| {
        all.iter().map(|condition| condition.text.as_str()).collect::<Vec<_>>().join(" and ")
    };
    let text = format!("either {}", open.iter().map(text).collect::<Vec<_>>().join(" or "));
    let either = open.into_iter().flatten().reduce(|mut first, other| {
        first.genes.extend(other.genes);
        first
    });
    Holds::If(either.map(|first| Condition { text, ..first }).into_iter().collect())
}

fn condition(component: &Component, negation: &str) -> Condition {
    let mut genes = vec![component.gene.clone()];
    if let Alteration::Fusion(five, three) = &component.alteration {
        for partner in [five, three] {
            if let Partner::Gene(gene, _) = partner {
                genes.push(gene.clone());
            }
        }
    }
    // Absence is shown only where the gene was read deeply enough.
    let is_absence = !negation.is_empty() || component.alteration == Alteration::Wildtype;
    let unproven = if is_absence { " (NOT_ASSESSED)" } else { "" };
    Condition {
        text: format!("{negation}{component}{unproven}"),
        assay: component.alteration.assay(),
        genes,
    }
}

/// Whether the profile says more than that one alteration, or one of several, is there.
pub fn combines(profile: &Profile) -> bool {
    match profile {
        Profile::Component(_) => false,
        Profile::And(_) | Profile::InPhase(..) | Profile::Not(_) => true,
        Profile::Or(parts) => parts.iter().any(combines),
    }
}

/// Whether more than one alteration must be there together.
pub fn needs_several(profile: &Profile) -> bool {
    match profile {
        Profile::Component(_) | Profile::Not(_) => false,
        Profile::And(_) | Profile::InPhase(..) => true,
        Profile::Or(parts) => parts.iter().any(needs_several),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::profile;

    /// Evaluates with the numbered components seen, KRAS altered or not, and assessed or not.
    fn holds(text: &str, seen: &[usize], is_altered: bool, is_assessed: bool) -> Holds {
        const NONE: &[usize] = &[];
        const ONE: &[usize] = &[0];
        let shown = Shown {
            seen: &|ordinal| if seen.contains(&ordinal) { ONE } else { NONE },
            is_altered: &|gene| is_altered && gene == "KRAS",
            is_assessed: &|component| is_assessed && component.gene == "KRAS",
            phase: &|_| Phase::Unknown,
            stated: &|component| match component.to_string().as_str() {
                "ESR1 Positive Expression" => Some(true),
                "ERBB2 Positive Expression" => Some(false),
                _ => None,
            },
        };
        evaluate(&profile::parse(text).unwrap(), shown).holds
    }

    fn conditions(holds: Holds) -> Vec<String> {
        match holds {
            Holds::If(conditions) => conditions.into_iter().map(|c| c.text).collect(),
            other => panic!("{other:?}"),
        }
    }

    fn reasons(holds: Holds) -> Vec<String> {
        match holds {
            Holds::No(reasons) => reasons,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_stated_settles_a_condition() {
        let of = |text| holds(text, &[0], false, false);
        assert_eq!(of("PIK3CA H1047R AND ESR1 Positive Expression"), Holds::Yes);
        assert_eq!(of("PIK3CA H1047R AND NOT ERBB2 Positive Expression"), Holds::Yes);
        assert_eq!(
            reasons(of("PIK3CA H1047R AND ERBB2 Positive Expression")),
            ["ERBB2 Positive Expression is not there, as stated"]
        );
        assert_eq!(
            conditions(of("PIK3CA H1047R AND PGR Positive Expression")),
            ["PGR Positive Expression"]
        );
        assert_eq!(
            of("PIK3CA H1047R AND (PGR Positive Expression OR ESR1 Positive Expression)"),
            Holds::Yes
        );
        // Of what is open none is chosen; what is denied is none of it.
        let open = "PGR Positive Expression OR ERBB2 Amplification";
        assert_eq!(
            conditions(of(&format!("PIK3CA H1047R AND ({open} OR ERBB2 Positive Expression)"))),
            ["either PGR Positive Expression or ERBB2 amplification"]
        );
    }

    #[test]
    fn absence_holds_only_where_it_was_assessed() {
        let not = "BRAF V600E AND NOT KRAS Mutation";
        assert_eq!(holds(not, &[0], false, true), Holds::Yes);
        assert_eq!(reasons(holds(not, &[0, 1], true, true)), ["KRAS mutation is there"]);
        assert_eq!(conditions(holds(not, &[0], false, false)), ["no KRAS mutation (NOT_ASSESSED)"]);
        let wild = "BRAF V600E AND KRAS Wildtype";
        assert_eq!(holds(wild, &[0], false, true), Holds::Yes);
        assert_eq!(reasons(holds(wild, &[0], true, true)), ["KRAS is altered"]);
        assert_eq!(reasons(holds(wild, &[0], true, false)), ["KRAS is altered"]);
        assert_eq!(conditions(holds(wild, &[0], false, false)), ["KRAS wild type (NOT_ASSESSED)"]);
        let unseen = holds("BRAF V600E AND NOT KRAS Mutation", &[], false, true);
        assert_eq!(reasons(unseen), ["BRAF V600E was not seen"]);
        let either = holds("BRAF V600E AND (KRAS G12C OR NRAS Q61K)", &[0], false, false);
        assert_eq!(reasons(either), ["KRAS G12C was not seen", "NRAS Q61K was not seen"]);
    }
}
