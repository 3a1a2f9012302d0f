//! Layout `variant`: one row an allele and gene.

use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::{Finding, GeneContext, ObservedVariant, Side};

use super::text;
use super::tsv::{Layout, Row};

/// The columns that layout `evidence` shares.
pub(super) const COLUMNS: &[&str] = &[
    "sample",
    "chrom",
    "pos",
    "ref",
    "alt",
    "filter",
    "gene",
    "transcript",
    "hgvs_c",
    "hgvs_p",
    "protein_change",
    "consequence",
    "impact",
    "exon",
    "vaf",
    "alt_depth",
    "depth",
    "phase_set",
    "component_of",
    "gene_role",
    "oncogenicity",
    "oncogenicity_criteria",
    "match_type",
    "biomarkers",
    "highest_level",
    "highest_sensitive_level",
    "highest_resistance_level",
    "amp_tier",
    "escat",
    "therapies_sensitive",
    "therapies_resistant",
    "therapy_classes",
    "immunotherapy",
    "processes",
    "tumor_type_match",
    "evidence",
    "citations",
    "flags",
];

/// Layout `variant`.
#[derive(Debug, Clone, Copy, Default)]
pub struct VariantLayout;

impl Layout for VariantLayout {
    fn columns(&self) -> Vec<&'static str> {
        COLUMNS.to_vec()
    }

    fn finding(&self, sample: &str, finding: &Finding, out: &mut Vec<u8>) {
        let mut row = Row::new(out);
        cells(sample, finding, &mut row);
        row.end();
    }

    fn plain(
        &self,
        sample: &str,
        variant: &ObservedVariant,
        place: Option<(&TranscriptConsequence, &GeneContext)>,
        out: &mut Vec<u8>,
    ) {
        let mut row = Row::new(out);
        observed(sample, variant, &mut row);
        match place {
            Some((consequence, _)) => located(consequence, &mut row),
            None => (0..8).for_each(|_| row.cell("")),
        }
        called(variant, &mut row);
        let done = 18;
        for column in &COLUMNS[done..] {
            match (*column, place) {
                ("gene_role", Some((_, gene))) => row.cell(gene.role.name()),
                ("processes", Some((_, gene))) => row.cell(&text::processes(gene)),
                _ => row.cell(""),
            }
        }
        row.end();
    }
}

/// The cells of [`COLUMNS`] for one finding.
pub(super) fn cells(sample: &str, finding: &Finding, row: &mut Row<'_>) {
    let level = |level: Option<crate::model::level::Level>| level.map_or("", |level| level.name());
    observed(sample, &finding.variant, row);
    located(&finding.consequence, row);
    called(&finding.variant, row);
    row.cell(finding.variant.component_of.as_deref().unwrap_or_default());
    row.cell(finding.gene.role.name());
    row.cell(finding.oncogenicity.class.name());
    let criteria: Vec<_> =
        finding.oncogenicity.criteria.iter().map(|c| format!("{}{:+}", c.code, c.points)).collect();
    row.cell(&criteria.join(";"));
    row.cell(finding.matches.first().map_or("", |m| m.match_type.name()));
    row.cell(&finding.biomarkers().join(";"));
    row.cell(level(finding.highest_level()));
    row.cell(level(finding.highest(Side::Sensitive)));
    row.cell(level(finding.highest(Side::Resistant)));
    row.cell(finding.amp_tier().name());
    row.cell("");
    row.cell(&text::regimens(&finding.conclusions.regimens.sensitive));
    row.cell(&text::regimens(&finding.conclusions.regimens.resistant));
    row.cell(&text::joined(finding.conclusions.classes.iter().map(|class| class.name())));
    row.cell(&text::immunotherapy(&finding.conclusions.checkpoint));
    row.cell(&text::processes(&finding.gene));
    row.cell(finding.conclusions.relation.map_or("", |relation| relation.name()));
    row.cell(&finding.conclusions.evidence.join(";"));
    row.cell(&finding.conclusions.citations.join(";"));
    row.cell(&text::joined(finding.flags.iter().map(|flag| flag.name())));
}

fn observed(sample: &str, variant: &ObservedVariant, row: &mut Row<'_>) {
    row.cell(sample);
    row.cell(&variant.chrom);
    // What a table tells has no place.
    row.cell(&if variant.pos == 0 { String::new() } else { variant.pos.to_string() });
    row.cell(&variant.reference);
    row.cell(&variant.alternate);
    row.cell(&variant.filter);
}

fn located(consequence: &TranscriptConsequence, row: &mut Row<'_>) {
    row.cell(&consequence.gene);
    row.cell(&consequence.transcript);
    row.cell(consequence.hgvs_c.as_deref().unwrap_or_default());
    let protein = consequence.protein.as_ref();
    row.cell(&protein.map(|p| p.hgvs()).unwrap_or_default());
    row.cell(&protein.map(|p| p.short()).unwrap_or_default());
    row.cell(&consequence.terms.to_string());
    row.cell(consequence.terms.impact().map_or("", |impact| impact.name()));
    row.cell(&consequence.exon.map(|rank| rank.to_string()).unwrap_or_default());
}

fn called(variant: &ObservedVariant, row: &mut Row<'_>) {
    let call = &variant.call;
    row.cell(&call.vaf.map(text::fraction).unwrap_or_default());
    row.cell(&call.alt_depth.map(|n| n.to_string()).unwrap_or_default());
    row.cell(&call.depth.map(|n| n.to_string()).unwrap_or_default());
    row.cell(call.phase_set.as_deref().unwrap_or_default());
}
