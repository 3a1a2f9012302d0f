//! AND, OR and NOT over the alterations of one sample, in three values: what a file of small
//! variants cannot show is unknown, not absent.

use std::collections::BTreeSet;

use crate::model::profile::{Alteration, Assay, Component, Partner, Profile};

/// Something that a profile needs and the input could not show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// `EML4::ALK fusion`, `no KRAS mutation`.
    pub text: String,
    /// Which test would show it.
    pub assay: Assay,
    /// The genes it speaks of.
    pub genes: Vec<String>,
}

/// Whether a profile holds in the sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// Every part was seen.
    Yes,
    /// Every part that could be seen was seen; these could not.
    If(Vec<Condition>),
    /// A part is missing.
    No,
}

/// A profile evaluated over a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The result.
    pub holds: Holds,
    /// The variants (by the caller's numbering) that make it hold.
    pub by: BTreeSet<usize>,
}

/// Evaluates `profile`. `seen` gives the variants that meet the component of that ordinal
/// (reading order, as [`Profile::components`] lists them).
pub fn evaluate<'s>(profile: &Profile, seen: &dyn Fn(usize) -> &'s [usize]) -> Evaluation {
    let mut ordinal = 0;
    walk(profile, seen, &mut ordinal)
}

fn walk<'s>(
    profile: &Profile,
    seen: &dyn Fn(usize) -> &'s [usize],
    ordinal: &mut usize,
) -> Evaluation {
    match profile {
        Profile::Component(component) => {
            let by: BTreeSet<usize> = seen(*ordinal).iter().copied().collect();
            *ordinal += 1;
            let holds = if !by.is_empty() {
                Holds::Yes
            } else if component.alteration.assay() == Assay::SmallVariant {
                Holds::No
            } else {
                Holds::If(vec![condition(component, "")])
            };
            Evaluation { holds, by }
        }
        Profile::Not(inner) => {
            let Evaluation { holds, .. } = walk(inner, seen, ordinal);
            let holds = match holds {
                Holds::Yes => Holds::No,
                // Not seen is not the same as absent: the gene may not have been assessed.
                Holds::No | Holds::If(_) => Holds::If(
                    inner.components().into_iter().map(|part| condition(part, "no ")).collect(),
                ),
            };
            Evaluation { holds, by: BTreeSet::new() }
        }
        Profile::And(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| walk(part, seen, ordinal)).collect();
            let mut conditions = Vec::new();
            let mut by = BTreeSet::new();
            for part in parts {
                match part.holds {
                    Holds::No => return Evaluation { holds: Holds::No, by: BTreeSet::new() },
                    Holds::If(more) => conditions.extend(more),
                    Holds::Yes => {}
                }
                by.extend(part.by);
            }
            let holds = if conditions.is_empty() { Holds::Yes } else { Holds::If(conditions) };
            Evaluation { holds, by }
        }
        Profile::Or(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| walk(part, seen, ordinal)).collect();
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
            parts
                .into_iter()
                .filter(|part| matches!(part.holds, Holds::If(_)))
                .max_by_key(|part| part.by.len())
                .unwrap_or(Evaluation { holds: Holds::No, by: BTreeSet::new() })
        }
    }
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
    Condition { text: format!("{negation}{component}"), assay: component.alteration.assay(), genes }
}

/// Whether more than one alteration must be there together.
pub fn needs_several(profile: &Profile) -> bool {
    match profile {
        Profile::Component(_) | Profile::Not(_) => false,
        Profile::And(_) => true,
        Profile::Or(parts) => parts.iter().any(needs_several),
    }
}
