//! Layout `evidence`: the variant columns, one row an evidence item. Where both have a column of
//! one name (`amp_tier`, `tumor_type_match`), the item's own stands alone.

use std::fmt::{self, Write};

use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::{Finding, GeneContext, VariantView};

use super::cell::Cell;
use super::column::{CellText, Column, key, own};
use super::evidence::{Item, Match};
use super::tsv::{self, Layout};
use super::tsv_variant::{self, VariantColumn};
use super::variant::{Row, Variant};

/// A column of an evidence item.
pub(super) type EvidenceColumn = Column<fn(&Judgement<'_>, &mut CellText<'_>) -> fmt::Result>;

/// An item and the profile by which it applies to the variant.
pub(super) struct Judgement<'v> {
    matched: Match<'v>,
    item: Item<'v>,
}

impl<'v> Judgement<'v> {
    fn matched(&self) -> Option<&Match<'v>> {
        Some(&self.matched)
    }

    fn item(&self) -> Option<&Item<'v>> {
        Some(&self.item)
    }
}

/// The columns in order, behind those of the variant.
pub(super) const COLUMNS: &[EvidenceColumn] = &[
    key!(matched.profile),
    key!(item.therapies),
    key!(item.regimens as "regimen"),
    key!(item.therapy_classes as "therapy_class"),
    key!(item.direction),
    key!(item.significance),
    key!(item.source),
    key!(item.source_level),
    key!(item.level),
    key!(item.amp_tier),
    key!(item.disease),
    own("doid", "Disease Ontology id of the disease, where one corresponds.", |row, out| {
        let disease = &row.item.disease_id;
        if disease.0.starts_with("DOID:") { disease.put(out) } else { Ok(()) }
    }),
    key!(item.oncotree),
    key!(item.tumor_type_match),
    key!(item.id as "evidence_id"),
    key!(item.citation as "citation_id"),
    key!(item.rating),
    key!(item.origin),
    key!(matched.match_type as "profile_match_type"),
    key!(item.conditions),
    own(
        "note",
        "What kind of support it is, or why it gives no level; whether the source has it under \
         discussion.",
        |row, out| {
            row.item.why.put(out)?;
            out.write_str(if row.item.flagged { "; flagged by the source" } else { "" })
        },
    ),
];

/// Layout `evidence`.
#[derive(Debug, Clone, Copy, Default)]
pub struct EvidenceLayout;

impl Layout for EvidenceLayout {
    fn columns(&self) -> Vec<&'static str> {
        let own = COLUMNS.iter().map(|column| column.name);
        let [shared, last] = [false, true].map(|is_last| of_variant(is_last).map(|c| c.name));
        shared.chain(own).chain(last).collect()
    }

    fn finding(&self, sample: &str, finding: &Finding, out: &mut Vec<u8>) {
        let row = Row::new(sample, Variant::judged(finding));
        let mut variant = Vec::new();
        tsv::cells(of_variant(false), &mut variant, |column, cell| (column.write)(&row, cell));
        let mut last = Vec::new();
        tsv::cells(of_variant(true), &mut last, |column, cell| (column.write)(&row, cell));
        for (matched, graded) in finding.evidence() {
            let row = Judgement { matched: Match::bare(matched), item: Item::of(graded) };
            out.extend_from_slice(&variant);
            out.push(b'\t');
            tsv::cells(COLUMNS, out, |column, cell| (column.write)(&row, cell));
            out.push(b'\t');
            out.extend_from_slice(&last);
            out.push(b'\n');
        }
    }

    /// Writes nothing: a variant without evidence has no row here.
    fn plain(
        &self,
        _: &str,
        _: VariantView<'_>,
        _: Option<(&TranscriptConsequence, &GeneContext)>,
        _: &mut Vec<u8>,
    ) {
    }
}

/// The columns of a variant that stand behind those of an item: they came later, and none is to move.
const LAST: [&str; 2] = ["vrs_id", "registry_ids"];

/// Returns the columns of the variant: those before the columns of an item, or the last ones.
fn of_variant(is_last: bool) -> impl Iterator<Item = &'static VariantColumn> {
    let is_own = |name: &str| COLUMNS.iter().any(|column| column.name == name);
    let is_here = move |name: &str| !is_own(name) && LAST.contains(&name) == is_last;
    tsv_variant::COLUMNS.iter().filter(move |column| is_here(column.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contract with scripts: names and order.
    #[test]
    fn columns_are_those_that_scripts_know() {
        let contract = "profile therapies regimen therapy_class direction significance source \
            source_level level amp_tier disease doid oncotree tumor_type_match evidence_id \
            citation_id rating origin profile_match_type conditions note vrs_id registry_ids";
        let contract: Vec<_> = contract.split(' ').collect();
        let columns = EvidenceLayout.columns();
        let (variant, own) = columns.split_at(columns.len() - contract.len());
        assert_eq!(own, contract);
        assert_eq!(variant.len(), tsv_variant::COLUMNS.len() - 4);
        assert!(!variant.iter().any(|name| own.contains(name)));
    }
}
