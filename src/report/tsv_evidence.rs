//! Layout `evidence`: the variant columns, one row an evidence item. Where both have a column of
//! one name (`amp_tier`, `tumor_type_match`), the item's own stands alone.

use crate::model::consequence::TranscriptConsequence;
use crate::model::evidence::Significance;
use crate::model::finding::{Finding, GeneContext, GradedEvidence, ObservedVariant, ProfileMatch};
use crate::model::regimen;

use super::text;
use super::tsv::{Layout, Row};
use super::tsv_variant;

const COLUMNS: &[&str] = &[
    "profile",
    "therapies",
    "regimen",
    "therapy_class",
    "direction",
    "significance",
    "source",
    "source_level",
    "level",
    "amp_tier",
    "disease",
    "doid",
    "oncotree",
    "tumor_type_match",
    "evidence_id",
    "citation_id",
    "rating",
    "origin",
    "profile_match_type",
    "conditions",
    "note",
];

/// Layout `evidence`.
#[derive(Debug, Clone, Copy, Default)]
pub struct EvidenceLayout;

impl Layout for EvidenceLayout {
    fn columns(&self) -> Vec<&'static str> {
        shared_columns().map(|(_, name)| name).chain(COLUMNS.iter().copied()).collect()
    }

    fn finding(&self, sample: &str, finding: &Finding, out: &mut Vec<u8>) {
        let mut variant = Vec::new();
        let mut row = Row::new(&mut variant);
        tsv_variant::cells(sample, finding, &mut row);
        let variant = String::from_utf8_lossy(&variant);
        let cells: Vec<&str> = variant.split('\t').collect();
        let shared: Vec<&str> =
            shared_columns().filter_map(|(i, _)| cells.get(i).copied()).collect();
        for (matched, graded) in finding.evidence() {
            let mut row = Row::new(out);
            shared.iter().for_each(|cell| row.cell(cell));
            item(matched, graded, &mut row);
            row.end();
        }
    }

    /// A variant without evidence has no row here.
    fn plain(
        &self,
        _: &str,
        _: &ObservedVariant,
        _: Option<(&TranscriptConsequence, &GeneContext)>,
        _: &mut Vec<u8>,
    ) {
    }
}

fn shared_columns() -> impl Iterator<Item = (usize, &'static str)> {
    tsv_variant::COLUMNS.iter().copied().enumerate().filter(|(_, name)| !COLUMNS.contains(name))
}

fn item(matched: &ProfileMatch, graded: &GradedEvidence, row: &mut Row<'_>) {
    let evidence = graded.evidence;
    row.cell(matched.profile);
    row.cell(evidence.therapies);
    row.cell(&regimen::regimens(evidence).join(";"));
    row.cell(&text::joined(graded.classes.iter().flatten().map(|class| class.name())));
    row.cell(evidence.direction.name());
    row.cell(match evidence.significance {
        Significance::NotApplicable => "",
        significance => significance.name(),
    });
    row.cell(evidence.source.name());
    row.cell(evidence.source_level);
    row.cell(graded.level.map_or("", |level| level.name()));
    row.cell(graded.tier.map_or("", |tier| tier.name()));
    row.cell(evidence.disease);
    row.cell(if evidence.disease_id.starts_with("DOID:") { evidence.disease_id } else { "" });
    row.cell(graded.oncotree);
    row.cell(graded.relation.map_or("", |relation| relation.name()));
    row.cell(evidence.id);
    row.cell(evidence.citation.as_str());
    row.cell(&evidence.rating.map(|rating| rating.to_string()).unwrap_or_default());
    row.cell(evidence.origin);
    row.cell(matched.match_type.name());
    row.cell(&matched.conditions.join(";"));
    let flagged = if evidence.flagged { "; flagged by the source" } else { "" };
    row.cell(&format!("{}{flagged}", graded.note));
}
