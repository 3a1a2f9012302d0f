//! The alterations that statements name for a tumour type.

use std::collections::BTreeMap;

use crate::interpret::finding::Judge;
use crate::matching::matcher::Matcher;
use crate::matching::target::place;
use crate::model::evidence::Direction;
use crate::model::finding::GradedEvidence;
use crate::model::level::Level;
use crate::model::profile::{Component, ProfileId};
use crate::model::regions::Regions;
use crate::model::side::Side;
use crate::model::source_level::VariantOrigin;
use crate::model::target::TargetKind;
use crate::model::tumor_type::TumorRelation;

/// An alteration with the statements that name it.
#[derive(Debug, Clone)]
pub struct Named<'k> {
    /// The alteration.
    pub component: Component,
    /// The profiles that it is part of, and the number of the part in each.
    pub parts: Vec<(ProfileId, usize)>,
    /// Their statements on the tumour type, judged.
    pub items: Vec<GradedEvidence<'k>>,
}

impl Named<'_> {
    /// Returns the best level of its statements.
    pub fn level(&self) -> Option<Level> {
        self.items.iter().filter_map(|item| item.level).min()
    }

    /// Returns the ids of its statements, each once.
    pub fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.items.iter().map(|item| item.evidence.id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// Returns every alteration that a `wanted` statement on the tumour type of `judge` names, by gene
/// and name. Without a tumour type every statement is one.
pub fn named<'k>(
    judge: &Judge<'k, '_>,
    wanted: impl Fn(&GradedEvidence<'_>) -> bool,
) -> Vec<Named<'k>> {
    let mut by_name: BTreeMap<(String, String), Named<'k>> = BTreeMap::new();
    for entry in judge.table.profiles() {
        let mut items = judge.on_profile(entry.id, &[]);
        items.retain(|item| is_of_tumor(item) && wanted(item));
        if items.is_empty() {
            continue;
        }
        for (ordinal, component) in entry.profile().components().into_iter().enumerate() {
            let key = (component.gene.clone(), component.to_string());
            let named = by_name.entry(key).or_insert_with(|| Named {
                component: component.clone(),
                parts: Vec::new(),
                items: Vec::new(),
            });
            named.parts.push((entry.id, ordinal));
            named.items.extend(items.iter().cloned());
        }
    }
    by_name.into_values().collect()
}

/// Whether an item says of a drug that it works or fails in the tumour type.
fn is_of_tumor(item: &GradedEvidence<'_>) -> bool {
    item.relation.is_none_or(TumorRelation::is_match)
        && item.evidence.direction == Direction::Supports
        && matches!(item.side, Side::Sensitive | Side::Resistant | Side::Reduced)
        && item.evidence.variant_origin() != VariantOrigin::CommonGermline
}

/// Returns whether an item is standard of care.
pub fn is_standard(item: &GradedEvidence<'_>) -> bool {
    matches!(item.level, Some(Level::L1 | Level::L2 | Level::R1))
}

/// Reads of an allele from which on it is called, where the run sets no limit.
pub const READS: u32 = 3;

/// Returns the places of the standard biomarkers of the tumour type.
pub fn places(judge: &Judge<'_, '_>, matcher: &Matcher<'_>) -> Regions {
    let named = named(judge, is_standard);
    let targets = named
        .iter()
        .filter_map(|named| place(&named.component, matcher.store, matcher.assembly).ok())
        // Copies and breaks are not a matter of reads at a base.
        .filter(|t| !matches!(t.kind, TargetKind::CopyNumber | TargetKind::Rearrangement));
    let places = targets.map(|target| {
        let contig = target.model.contig;
        target.intervals.into_iter().map(move |interval| (contig, interval))
    });
    Regions::new(places.flatten())
}
