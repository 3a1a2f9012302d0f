//! One variant against every profile of its gene.

use crate::knowledge::evidence::EvidenceTable;
use crate::knowledge::numbering::of_gene;
use crate::model::change_state::Effect;
use crate::model::match_note::MatchNote;
use crate::model::profile::ProfileId;

use super::component::{self, ComponentMatch};
use super::facts::Facts;
use super::numbering;

/// A component of a profile that the variant meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileHit {
    /// The profile's number in the evidence table.
    pub profile: ProfileId,
    /// The component's ordinal in reading order.
    pub component: usize,
    /// How.
    pub hit: ComponentMatch,
}

/// All components that the variant meets on any of the transcripts of its gene (`views`, the
/// reported one first), where it is known to have `effect`. Of several ways to meet one component the
/// most specific is kept. `singles` are the residues of a change of several, each by itself.
pub(super) fn match_gene(
    table: &EvidenceTable<'_>,
    gene: &str,
    views: &[Facts<'_>],
    singles: &[Facts<'_>],
    effect: Effect,
) -> Vec<ProfileHit> {
    let mut hits = Vec::new();
    let others = of_gene(gene);
    let proteins = if others.is_empty() { Vec::new() } else { numbering::proteins(views) };
    for entry in table.profiles_of_gene(gene) {
        for (ordinal, part) in entry.profile().components().into_iter().enumerate() {
            if part.gene != gene {
                continue;
            }
            let best = |views: &[Facts<'_>]| {
                let direct = views
                    .iter()
                    .filter_map(|facts| component::matches(&part.alteration, facts, effect))
                    .min_by_key(|hit| hit.match_type);
                direct.or_else(|| {
                    let (moved, note) = numbering::renumbered(&part.alteration, &proteins, others)?;
                    let hit = component::matches(&moved, views.first()?, effect)?;
                    Some(ComponentMatch { note: Some(MatchNote::Renumbered(note)), ..hit })
                })
            };
            let whole = best(views);
            let single = if singles.is_empty() { None } else { best(singles) };
            let single = single.filter(|single| {
                whole.as_ref().is_none_or(|whole| single.match_type < whole.match_type)
            });
            let noted = |hit: ComponentMatch| ComponentMatch {
                note: hit.note.or(Some(MatchNote::OneOfSeveral)),
                ..hit
            };
            if let Some(hit) = single.map(noted).or(whole) {
                hits.push(ProfileHit { profile: entry.id, component: ordinal, hit });
            }
        }
    }
    hits
}
