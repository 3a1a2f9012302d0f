//! One variant against every profile of its gene.

use crate::knowledge::evidence::EvidenceTable;
use crate::knowledge::numbering::of_gene;
use crate::model::evidence::Direction;
use crate::model::match_note::MatchNote;
use crate::model::profile::ProfileId;

use super::component::{self, ComponentMatch, Known};
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
/// reported one first). Of several ways to meet one component the most specific is kept.
pub fn match_gene(table: &EvidenceTable<'_>, gene: &str, views: &[Facts<'_>]) -> Vec<ProfileHit> {
    let mut hits = Vec::new();
    collect(table, gene, views, Known::Unnamed, &mut hits);
    // "Activating" is a statement about this change only where something names the change.
    let terms = views.first().map(|facts| facts.consequence.terms).unwrap_or_default();
    let named = hits.iter().any(|hit| {
        hit.hit.match_type.names_change(terms)
            && table
                .evidence(hit.profile)
                .iter()
                .any(|e| e.direction == Direction::Supports && e.is_confirmed())
    });
    if named {
        hits.clear();
        collect(table, gene, views, Known::Named, &mut hits);
    }
    hits
}

fn collect(
    table: &EvidenceTable<'_>,
    gene: &str,
    views: &[Facts<'_>],
    known: Known,
    hits: &mut Vec<ProfileHit>,
) {
    let others = of_gene(gene);
    let proteins = if others.is_empty() { Vec::new() } else { numbering::proteins(views) };
    for entry in table.profiles_of_gene(gene) {
        for (ordinal, part) in entry.profile().components().into_iter().enumerate() {
            if part.gene != gene {
                continue;
            }
            let direct = views
                .iter()
                .filter_map(|facts| component::matches(&part.alteration, facts, known))
                .min_by_key(|hit| hit.match_type);
            let best = direct.or_else(|| {
                let (moved, note) = numbering::renumbered(&part.alteration, &proteins, others)?;
                let hit = component::matches(&moved, views.first()?, known)?;
                Some(ComponentMatch { note: Some(MatchNote::Renumbered(note)), ..hit })
            });
            if let Some(hit) = best {
                hits.push(ProfileHit { profile: entry.id, component: ordinal, hit });
            }
        }
    }
}
