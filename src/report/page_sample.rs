//! What the page says of the whole sample: checkpoint therapy, biomarkers that were not found or not looked
//! for, and how the patient takes drugs apart.

use std::io::{self, Write};

use crate::model::immunotherapy::{ImmuneMarker, MarkerStatus};
use crate::model::pharmacogene::Pharmacogene;
use crate::model::standard_biomarker::{Absence, Detection, StandardBiomarker, StandardBiomarkers};

use super::page_lines::{paragraph, title};

/// Markers that are there or not, each on a line, then those that were not looked at.
pub(super) fn immunotherapy(out: &mut dyn Write, markers: &[ImmuneMarker]) -> io::Result<()> {
    if markers.is_empty() {
        return Ok(());
    }
    title(out, "Immune-checkpoint therapy")?;
    let of = |status| markers.iter().filter(move |marker| marker.status == status);
    for status in [MarkerStatus::Present, MarkerStatus::Absent] {
        for marker in of(status) {
            paragraph(out, &format!("  {:<13} ", status.name()), &marker.words())?;
        }
    }
    listed(
        out,
        "  not assessed  ",
        of(MarkerStatus::NotAssessed).map(|marker| marker.name.to_owned()),
    )
}

/// Standard biomarkers of the tumour type that are not found, and those that were not looked at.
pub(super) fn biomarkers(out: &mut dyn Write, biomarkers: &StandardBiomarkers) -> io::Result<()> {
    if biomarkers.list.is_empty() {
        return Ok(());
    }
    title(out, "Standard biomarkers of the tumour type")?;
    let absent = |one: &StandardBiomarker| match &one.detection {
        Detection::NotDetected(Absence::Read { limit, .. }) => {
            Some(format!("{} (from {:.1} % on)", one.name, limit * 100.0))
        }
        Detection::NotDetected(_) => Some(one.name.clone()),
        _ => None,
    };
    let open: Vec<&StandardBiomarker> = biomarkers
        .list
        .iter()
        .filter(|one| matches!(one.detection, Detection::NotAssessed(_)))
        .collect();
    // Of a gene with many, its name stands for them: `--layout biomarkers` has each.
    let of_one_gene = open.chunk_by(|a, b| !a.gene.is_empty() && a.gene == b.gene);
    let open = of_one_gene.flat_map(|group| match group {
        [first, _, _, ..] => vec![format!("{} ({} biomarkers)", first.gene, group.len())],
        few => few.iter().map(|one| one.name.clone()).collect(),
    });
    let found = |one: &StandardBiomarker| match &one.detection {
        Detection::Detected(by) => Some(format!("{} ({})", one.name, by.join(", "))),
        _ => None,
    };
    listed(out, "  detected      ", biomarkers.list.iter().filter_map(found))?;
    listed(out, "  not detected  ", biomarkers.list.iter().filter_map(absent))?;
    listed(out, "  not assessed  ", open)
}

/// Genes that take drugs apart, where the sample has an allele that does less.
pub(super) fn pharmacogenes(out: &mut dyn Write, genes: &[Pharmacogene]) -> io::Result<()> {
    let mut found = genes.iter().filter(|gene| !gene.found.is_empty()).peekable();
    if found.peek().is_some() {
        title(out, "How drugs are taken apart (of the patient, to be confirmed in normal tissue)")?;
    }
    for gene in found {
        let text = format!("{} [{}]", gene.reading, gene.drugs.join(", "));
        paragraph(out, &format!("  {:<13} ", gene.gene), &text)?;
    }
    Ok(())
}

/// Names in one paragraph, none of them left out.
fn listed(out: &mut dyn Write, first: &str, names: impl Iterator<Item = String>) -> io::Result<()> {
    let names: Vec<String> = names.collect();
    match names.is_empty() {
        true => Ok(()),
        false => paragraph(out, first, &names.join("; ")),
    }
}
