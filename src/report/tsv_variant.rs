//! Layout `variant`: one row an allele and gene.

use std::fmt::{self, Write};

use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::{Finding, GeneContext, VariantView};

use super::column::{CellText, Column, Part, key, own};
use super::tsv::Layout;
use super::variant::{Row, Variant};

/// A column of a variant.
pub(super) type VariantColumn = Column<fn(&Row<'_>, &mut CellText<'_>) -> fmt::Result>;

/// The columns in order; layout `evidence` shares them.
pub(super) const COLUMNS: &[VariantColumn] = &[
    own("sample", "The tumour sample; empty where the input names none.", |row, out| {
        out.write_str(row.sample())
    }),
    key!(observed.chrom),
    key!(observed.pos),
    key!(observed.r#ref),
    key!(observed.alt),
    key!(observed.filter),
    key!(located.gene),
    key!(located.transcript),
    key!(located.hgvs_c),
    key!(located.hgvs_p),
    key!(located.protein_change),
    key!(located.consequence),
    key!(located.impact),
    key!(located.exon),
    key!(observed.vaf),
    key!(observed.alt_depth),
    key!(observed.depth),
    key!(observed.phase_set),
    key!(observed.component_of),
    key!(located.gene_role),
    key!(judged.oncogenicity),
    key!(judged.oncogenicity_criteria),
    key!(judged.match_type),
    key!(judged.biomarkers),
    key!(judged.highest_level),
    key!(judged.highest_sensitive_level),
    key!(judged.highest_resistance_level),
    key!(judged.amp_tier),
    key!(judged.escat),
    key!(judged.therapies_sensitive),
    key!(judged.therapies_resistant),
    key!(judged.therapy_classes),
    key!(judged.immunotherapy),
    key!(located.processes),
    key!(judged.tumor_type_match),
    key!(judged.evidence),
    key!(judged.citations),
    key!(noted.flags),
    key!(structural.exons),
    key!(structural.frame),
    key!(structural.domains as "domain"),
    key!(structural.reading),
    key!(noted.vrs_id),
    key!(noted.registry_ids),
];

/// Layout `variant`.
#[derive(Debug, Clone, Copy, Default)]
pub struct VariantLayout;

impl Layout for VariantLayout {
    fn columns(&self) -> Vec<&'static str> {
        COLUMNS.iter().map(|column| column.name).collect()
    }

    fn finding(&self, sample: &str, finding: &Finding, out: &mut Vec<u8>) {
        line(&Row::new(sample, Variant::judged(finding)), out);
    }

    fn plain(
        &self,
        sample: &str,
        variant: VariantView<'_>,
        place: Option<(&TranscriptConsequence, &GeneContext)>,
        out: &mut Vec<u8>,
    ) {
        line(&Row::new(sample, Variant::plain(variant, place)), out);
    }
}

/// The columns of a row that has no more than some parts, by their places.
struct Shown {
    places: [u8; COLUMNS.len()],
    count: usize,
}

/// Rows without a gene, in a gene, and of a finding.
const SHOWN: [Shown; 3] = [shown(Part::Always), shown(Part::Located), shown(Part::Finding)];

const fn shown(most: Part) -> Shown {
    let (mut places, mut count, mut at) = ([0; COLUMNS.len()], 0, 0);
    while at < COLUMNS.len() {
        if COLUMNS[at].part as u8 <= most as u8 {
            places[count] = at as u8;
            count += 1;
        }
        at += 1;
    }
    Shown { places, count }
}

/// Appends a row. Columns of parts that it does not have are not gone through one by one.
fn line(row: &Row<'_>, out: &mut Vec<u8>) {
    const TABS: [u8; COLUMNS.len()] = [b'\t'; COLUMNS.len()];
    let Shown { places, count } = &SHOWN[row.most() as usize];
    let mut reached = 0;
    for place in places[..*count].iter().map(|&place| usize::from(place)) {
        // Most columns follow each other.
        match place - reached {
            0 => {}
            1 => out.push(b'\t'),
            _ => out.extend_from_slice(&TABS[reached..place]),
        }
        reached = place;
        // A cell is written to memory, which does not fail.
        let _ = (COLUMNS[place].write)(row, &mut CellText(out));
    }
    out.extend_from_slice(&TABS[reached + 1..]);
    out.push(b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::finding::ObservedVariant;

    /// The contract with scripts: names and order.
    #[test]
    fn columns_are_those_that_scripts_know() {
        let contract = "sample chrom pos ref alt filter gene transcript hgvs_c hgvs_p \
            protein_change consequence impact exon vaf alt_depth depth phase_set component_of \
            gene_role oncogenicity oncogenicity_criteria match_type biomarkers highest_level \
            highest_sensitive_level highest_resistance_level amp_tier escat therapies_sensitive \
            therapies_resistant therapy_classes immunotherapy processes tumor_type_match evidence \
            citations flags exons frame domain reading vrs_id registry_ids";
        assert_eq!(VariantLayout.columns(), contract.split(' ').collect::<Vec<_>>());
    }

    #[test]
    fn a_variant_in_no_gene_has_the_cells_of_its_record_only() {
        let variant = ObservedVariant {
            chrom: "7".into(),
            pos: 140_453_136,
            reference: "A".into(),
            alternate: "T".into(),
            ..ObservedVariant::default()
        };
        let mut out = Vec::new();
        VariantLayout.plain("T", variant.view(), None, &mut out);
        let text = String::from_utf8(out).unwrap();
        let cells: Vec<&str> = text.trim_end_matches('\n').split('\t').collect();
        assert_eq!(cells.len(), COLUMNS.len());
        assert_eq!(cells[..5], ["T", "7", "140453136", "A", "T"]);
        assert!(cells[5..].iter().all(|cell| cell.is_empty()), "{cells:?}");
    }
}
