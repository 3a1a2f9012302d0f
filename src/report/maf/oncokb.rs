//! The columns that OncoKB's MafAnnotator appends, by their names and in their order: what scripts read.
//! What stands in them is concluded here, from open sources.

use std::fmt::{self, Write};

use crate::model::change_state::{Basis, Effect};
use crate::model::conclusion::RankedRegimen;
use crate::model::finding::{Finding, OncogenicityClass};
use crate::model::level::Level;
use crate::model::side::Side;
use crate::report::column::CellText;

use super::columns::Value;
use super::row::MafRow;

/// The columns; those without a value are of kinds that are not concluded here.
pub(super) const COLUMNS: [(&str, Value); 27] = {
    use Value::{Cell, Empty, Text};
    [
        ("ANNOTATED", Text("True")),
        ("GENE_IN_ONCOKB", Cell(|row, out| of(row, out, is_known))),
        ("VARIANT_IN_ONCOKB", Cell(|row, out| of(row, out, is_known))),
        ("MUTATION_EFFECT", Cell(|row, out| of(row, out, effect))),
        ("MUTATION_EFFECT_CITATIONS", Empty),
        ("ONCOGENIC", Cell(|row, out| of(row, out, oncogenic))),
        ("LEVEL_1", Cell(|row, out| of(row, out, |f, out| regimens(f, Level::L1, out)))),
        ("LEVEL_2", Cell(|row, out| of(row, out, |f, out| regimens(f, Level::L2, out)))),
        ("LEVEL_3A", Cell(|row, out| of(row, out, |f, out| regimens(f, Level::L3A, out)))),
        ("LEVEL_3B", Cell(|row, out| of(row, out, |f, out| regimens(f, Level::L3B, out)))),
        ("LEVEL_4", Cell(|row, out| of(row, out, |f, out| regimens(f, Level::L4, out)))),
        ("LEVEL_R1", Cell(|row, out| of(row, out, |f, out| regimens(f, Level::R1, out)))),
        ("LEVEL_R2", Cell(|row, out| of(row, out, |f, out| regimens(f, Level::R2, out)))),
        ("HIGHEST_LEVEL", Cell(|row, out| of(row, out, |f, out| level(f.highest_level(), out)))),
        (
            "HIGHEST_SENSITIVE_LEVEL",
            Cell(|row, out| of(row, out, |f, out| level(f.highest(Side::Sensitive), out))),
        ),
        (
            "HIGHEST_RESISTANCE_LEVEL",
            Cell(|row, out| of(row, out, |f, out| level(f.highest(Side::Resistant), out))),
        ),
        ("TX_CITATIONS", Cell(|row, out| of(row, out, citations))),
        ("LEVEL_Dx1", Empty),
        ("LEVEL_Dx2", Empty),
        ("LEVEL_Dx3", Empty),
        ("HIGHEST_DX_LEVEL", Empty),
        ("DX_CITATIONS", Empty),
        ("LEVEL_Px1", Empty),
        ("LEVEL_Px2", Empty),
        ("LEVEL_Px3", Empty),
        ("HIGHEST_PX_LEVEL", Empty),
        ("PX_CITATIONS", Empty),
    ]
};
/// Columns of MAF that stand before them where the input has none of its own.
pub(super) const MINIMAL: [&str; 18] = [
    "Hugo_Symbol",
    "NCBI_Build",
    "Chromosome",
    "Start_Position",
    "End_Position",
    "Variant_Classification",
    "Variant_Type",
    "Reference_Allele",
    "Tumor_Seq_Allele1",
    "Tumor_Seq_Allele2",
    "Tumor_Sample_Barcode",
    "Matched_Norm_Sample_Barcode",
    "HGVSc",
    "HGVSp",
    "HGVSp_Short",
    "Transcript_ID",
    "t_ref_count",
    "t_alt_count",
];

/// Returns the names of the columns, joined by tabs.
pub fn header() -> String {
    COLUMNS.map(|(name, _)| name).join("\t")
}

/// Returns the cells of a row of a MAF with these findings: where there are several, those of the highest
/// level. `is_gene_known` tells whether knowledge has a statement on the gene of the row.
pub fn cells(findings: &[&Finding], is_gene_known: bool, is_read: bool) -> String {
    let row = MafRow::judged("", findings);
    let mut out = Vec::new();
    for (index, (name, value)) in COLUMNS.iter().enumerate() {
        if index > 0 {
            out.push(b'\t');
        }
        let word = |is: bool| if is { "True" } else { "False" };
        let text = match (*name, &row) {
            ("ANNOTATED", _) => word(is_read),
            ("GENE_IN_ONCOKB", _) => word(is_gene_known),
            ("VARIANT_IN_ONCOKB", None) => word(false),
            (_, Some(row)) => {
                if let Value::Cell(write) = value {
                    // A cell is written to memory, which does not fail.
                    let _ = write(row, &mut CellText(&mut out));
                }
                ""
            }
            (_, None) => "",
        };
        out.extend_from_slice(text.as_bytes());
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn of(
    row: &MafRow<'_>,
    out: &mut dyn Write,
    write: fn(&Finding<'_>, &mut dyn Write) -> fmt::Result,
) -> fmt::Result {
    row.finding.map_or(Ok(()), |finding| write(finding, out))
}

fn is_known(finding: &Finding<'_>, out: &mut dyn Write) -> fmt::Result {
    out.write_str(if finding.matches.is_empty() { "False" } else { "True" })
}

fn effect(finding: &Finding<'_>, out: &mut dyn Write) -> fmt::Result {
    let likely = if matches!(finding.state.basis, Basis::Named(_)) { "" } else { "Likely " };
    match finding.state.effect {
        Effect::Activating => write!(out, "{likely}Gain-of-function"),
        Effect::Inactivating => write!(out, "{likely}Loss-of-function"),
        Effect::Benign => write!(out, "{likely}Neutral"),
        Effect::ResistanceOnly | Effect::Unknown => out.write_str("Unknown"),
    }
}

fn oncogenic(finding: &Finding<'_>, out: &mut dyn Write) -> fmt::Result {
    out.write_str(match finding.oncogenicity.class {
        OncogenicityClass::Oncogenic => "Oncogenic",
        OncogenicityClass::LikelyOncogenic => "Likely Oncogenic",
        OncogenicityClass::LikelyBenign | OncogenicityClass::Benign => "Likely Neutral",
        OncogenicityClass::Uncertain | OncogenicityClass::NotApplicable => "Unknown",
    })
}

/// `Dabrafenib+Trametinib,Vemurafenib`.
fn regimens(finding: &Finding<'_>, level: Level, out: &mut dyn Write) -> fmt::Result {
    let sides = finding.conclusions.regimens.sides();
    let of_level = sides.into_iter().flat_map(|(_, regimens)| regimens);
    let of_level = of_level.filter(|regimen| regimen.level == level);
    for (index, RankedRegimen { name, .. }) in of_level.enumerate() {
        let by = if index > 0 { "," } else { "" };
        write!(out, "{by}{}", name.replace(" + ", "+").replace(',', " "))?;
    }
    Ok(())
}

fn level(level: Option<Level>, out: &mut dyn Write) -> fmt::Result {
    level.map_or(Ok(()), |level| write!(out, "LEVEL_{level}"))
}

fn citations(finding: &Finding<'_>, out: &mut dyn Write) -> fmt::Result {
    out.write_str(&finding.conclusions.citations.join(";"))
}
