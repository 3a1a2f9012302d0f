//! Importer of facts from US Food and Drug Administration labels: one row names a drug, its
//! application, the biomarkers of an indication, the disease and the regimen.
//!
//! Every label row supports sensitivity. Conditions that DNA does not decide (`HER2-negative`) stay
//! in the profile as components, so that a match never claims more than the label.

mod biomarker;

use std::path::Path;

use crate::error::{Problems, Result};
use crate::io::table::{self, Column, SourceRow};
use crate::knowledge::schema::draft::{self, Draft, cell, file_name};
use crate::model::evidence::{Direction, Interaction, Significance, Source};

const COLUMNS: [Column; 7] = [
    Column { names: &["drug_brand"], required: true },
    Column { names: &["fda_application"], required: true },
    Column { names: &["label_date"], required: true },
    Column { names: &["biomarkers"], required: true },
    Column { names: &["disease"], required: true },
    Column { names: &["disease_code"], required: true },
    Column { names: &["regimen"], required: true },
];

/// Facts left out: those of these diseases, by application, biomarkers and disease code, with the
/// reason that the table states.
const LEFT_OUT: [(&str, &str, &str, &str); 6] = [
    (
        "103792",
        "HER2-positive [Protein expression]",
        "oncotree:GIST",
        "an indication of gastric cancer listed under gastrointestinal stromal tumor",
    ),
    ("761034", "EGFR somatic variants [Somatic Variant]", "oncotree:NSCLC", NOT_PREDICTIVE),
    ("761034", "v::ALK [Rearrangement]", "oncotree:NSCLC", NOT_PREDICTIVE),
    (
        "761464",
        "EGFR Exon 20 (Insertion) [Somatic Variant]",
        "oncotree:BRCA",
        "an EGFR indication of lung cancer listed under breast cancer",
    ),
    ("218944", "t(KMT2A;v) [Rearrangement]", "oncotree:BL", NOT_LEUKEMIA),
    ("218944", "NPM1 p.W288Cfs*12 [Somatic Variant]", "oncotree:BL", NOT_LEUKEMIA),
];
const NOT_PREDICTIVE: &str =
    "the label asks for progression on targeted therapy first: not a biomarker of response";
const NOT_LEUKEMIA: &str = "the label is for acute leukemia, listed under Burkitt lymphoma";

/// Reads label facts and writes an evidence table, sorted, rows of the same content once.
///
/// # Errors
///
/// [`crate::Error::Io`] where the file cannot be read; [`crate::Error::Table`] with every bad
/// row, biomarkers that no rule reads included.
pub fn import(path: &Path) -> Result<String> {
    let mut problems = Problems::default();
    let mut drafts = Vec::new();
    let mut left_out = Vec::new();
    table::export(path, &COLUMNS, &mut problems, |row| {
        match reason_to_leave_out(row) {
            Some(reason) => left_out.push(format!(
                "left out: {} ({}), {}: {reason}",
                row.get("drug_brand"),
                row.get("fda_application"),
                row.get("biomarkers")
            )),
            None => {
                let draft = label(row)?;
                drafts.push((draft.genes()?, draft));
            }
        }
        Ok(())
    })?;
    problems.into_result()?;
    left_out.sort();
    left_out.dedup();
    let mut comments = vec![
        "Indications of US FDA labels that name a biomarker; citation: application, label date"
            .to_owned(),
        format!("source: labels at https://www.accessdata.fda.gov, {}", file_name(path)),
        "licence: facts of public-domain labels".to_owned(),
    ];
    comments.extend(left_out);
    Ok(draft::table(&comments, &drafts))
}

fn reason_to_leave_out(row: &SourceRow<'_>) -> Option<&'static str> {
    let key = (row.get("fda_application"), row.get("biomarkers"), row.get("disease_code"));
    LEFT_OUT.iter().find(|entry| (entry.0, entry.1, entry.2) == key).map(|entry| entry.3)
}

fn label(row: &SourceRow<'_>) -> Result<Draft, String> {
    let application = row.filled("fda_application")?;
    let statement = biomarker::statement(application, row.filled("biomarkers")?)?;
    let regimen = row.filled("regimen")?;
    let drugs: Vec<_> = regimen.split(" + ").map(cell).collect();
    let interaction = match drugs.len() {
        1 => Interaction::Single,
        _ => Interaction::Combination,
    };
    let id = format!("FDA:{application}");
    let citation =
        format!("{id} ({}, label {})", row.filled("drug_brand")?, row.filled("label_date")?);
    Ok(Draft {
        id,
        source: Source::Fda,
        profile: statement.profile,
        disease: cell(row.filled("disease")?),
        disease_id: disease_id(row.filled("disease_code")?)?,
        therapies: drugs.join(";"),
        interaction,
        direction: Direction::Supports,
        significance: Significance::Sensitivity,
        source_level: "label".to_owned(),
        citation,
        rating: None,
        flagged: false,
        origin: statement.origin.to_owned(),
    })
}

/// `oncotree:BRCA` as `ONCOTREE:BRCA`, `ncit:C3163` as `NCIT:C3163`.
fn disease_id(code: &str) -> Result<String, String> {
    match code.split_once(':') {
        Some(("oncotree", code)) => Ok(format!("ONCOTREE:{code}")),
        Some(("ncit", code)) => Ok(format!("NCIT:{code}")),
        _ => Err(format!("disease_code {code:?} is neither oncotree: nor ncit:")),
    }
}

#[cfg(test)]
mod tests;
