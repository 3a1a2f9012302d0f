//! Importer of facts from US Food and Drug Administration labels: one row names a drug, its
//! application, the biomarkers of an indication, the disease and the regimen.
//!
//! A fact of the source supports sensitivity. Conditions that DNA does not decide (`HER2-negative`) stay
//! in the profile as components, so that a match never claims more than the label. What the source has wrong is
//! corrected, and what it lacks is added, by two tables of theravar's own.

mod biomarker;
mod corrections;
mod receptors;

use std::path::Path;

use self::biomarker::Part;
use self::corrections::{Addition, Correction, Corrections, Fact, What};
use self::receptors::Statement;
use crate::error::{Error, Location, Problems, Result};
use crate::io::file_name;
use crate::io::table::{self, Column, SourceRow};
use crate::knowledge::schema::draft::{self, Draft, cell};
use crate::knowledge::schema::known;
use crate::model::evidence::{Direction, Interaction, Significance, Source};

const COLUMNS: [Column; 8] = [
    Column { names: &["drug_brand"], required: true },
    Column { names: &["fda_application"], required: true },
    Column { names: &["label_date"], required: true },
    Column { names: &["initial_approval"], required: false },
    Column { names: &["biomarkers"], required: true },
    Column { names: &["disease"], required: true },
    Column { names: &["disease_code"], required: true },
    Column { names: &["regimen"], required: true },
];

/// Reads label facts and writes an evidence table, sorted, rows of the same content once.
///
/// # Errors
///
/// [`crate::Error::Io`] where the file cannot be read; [`crate::Error::Table`] with every bad
/// row, biomarkers that no rule reads included.
pub fn import(path: &Path) -> Result<String> {
    let corrections = Corrections::embedded()?;
    let mut problems = Problems::default();
    let mut drafts = Vec::new();
    let mut left_out = Vec::new();
    table::export(path, &COLUMNS, &mut problems, |row| {
        let fact = Fact {
            application: row.filled("fda_application")?,
            biomarkers: row.filled("biomarkers")?,
            disease_code: row.filled("disease_code")?,
            regimen: row.filled("regimen")?,
        };
        let met: Vec<&Correction<'_>> = corrections.of(fact).collect();
        if let Some(dropping) = met.iter().find(|correction| correction.what == What::Drop) {
            left_out.push(format!(
                "left out: {} ({}), {}: {}",
                row.get("drug_brand"),
                fact.application,
                fact.biomarkers,
                dropping.reason
            ));
            return Ok(());
        }
        for draft in labels(row, fact, &met)? {
            drafts.push(read(draft)?);
        }
        Ok(())
    })?;
    for (line, addition) in corrections::additions()? {
        match added(&addition).and_then(read) {
            Ok(draft) => drafts.push(draft),
            Err(reason) => problems.push(corrections::additions_path(), line, reason),
        }
    }
    problems.into_result()?;
    let drafts =
        receptors::joined(drafts).map_err(|reason| Error::invalid(Location::file(path), reason))?;
    left_out.sort();
    left_out.dedup();
    let mut comments = vec![
        "Indications of US FDA labels that name a biomarker; citation: application, label date"
            .to_owned(),
        format!("source: labels at https://www.accessdata.fda.gov, {}", file_name(path)),
        "licence: facts of public-domain labels".to_owned(),
    ];
    comments.extend(corrections.comments());
    comments.extend(left_out);
    Ok(draft::table(&comments, &drafts))
}

fn read(draft: Draft) -> Result<Statement, String> {
    Ok((draft.genes()?, draft))
}

/// Returns the drafts of one fact. There is one, unless a correction adds a disease or a regimen.
fn labels(
    row: &SourceRow<'_>,
    fact: Fact<'_>,
    corrections: &[&Correction<'_>],
) -> Result<Vec<Draft>, String> {
    let new = |what| corrections.iter().filter(move |c| c.what == what).map(|c| c.new);
    let statement = biomarker::statement(&parts(fact, corrections))?;
    let own = || Ok((disease_id(fact.disease_code)?, cell(row.filled("disease")?)));
    let mut diseases = vec![new(What::Disease).next().map_or_else(own, disease)?];
    for also in new(What::AlsoDisease) {
        diseases.push(disease(also)?);
    }
    let first = new(What::Regimen).next().unwrap_or(fact.regimen);
    let regimens: Vec<&str> = [first].into_iter().chain(new(What::AlsoRegimen)).collect();
    let id = format!("FDA:{}", fact.application);
    // A label that names an indication is no older than its approval.
    let date = row.filled("label_date")?.max(row.get("initial_approval"));
    let citation = format!("{id} ({}, label {date})", row.filled("drug_brand")?);
    let mut drafts = Vec::new();
    for (disease_id, disease) in diseases {
        for regimen in &regimens {
            let (therapies, interaction) = drugs(regimen);
            drafts.push(Draft {
                id: id.clone(),
                source: Source::Fda,
                profile: statement.profile.clone(),
                disease: disease.clone(),
                disease_id: disease_id.clone(),
                therapies,
                interaction,
                direction: Direction::Supports,
                significance: Significance::Sensitivity,
                source_level: "label".to_owned(),
                citation: citation.clone(),
                rating: None,
                flagged: false,
                origin: statement.origin.to_owned(),
            });
        }
    }
    Ok(drafts)
}

/// Returns the biomarkers of a fact. Those that corrections replace are profiles.
fn parts<'r>(fact: Fact<'r>, corrections: &[&Correction<'r>]) -> Vec<Part<'r>> {
    let replacing = || corrections.iter().filter(|c| c.what == What::Biomarker);
    let part = |part: &'r str| match replacing().find(|c| c.meets_part(part)) {
        Some(correction) => Part::Profile { new: correction.new, was: part },
        None => Part::Source(part),
    };
    match replacing().find(|c| c.is_whole(fact)) {
        Some(correction) => vec![Part::Profile { new: correction.new, was: fact.biomarkers }],
        None => fact.biomarkers.split(" & ").map(part).collect(),
    }
}

fn drugs(regimen: &str) -> (String, Interaction) {
    let drugs: Vec<_> = regimen.split(" + ").map(cell).collect();
    let interaction = match drugs.len() {
        1 => Interaction::Single,
        _ => Interaction::Combination,
    };
    (drugs.join(";"), interaction)
}

fn added(addition: &Addition) -> Result<Draft, String> {
    let &Addition { application, brand, document, date, significance, .. } = addition;
    let id = format!("FDA:{application}");
    let citation = match document {
        "label" => format!("{id} ({brand}, label {date})"),
        "notice" => format!("{id} ({brand}, approval notice {date})"),
        _ => return Err(format!("document {document:?} is neither label nor notice")),
    };
    let (therapies, interaction) = drugs(addition.regimen);
    Ok(Draft {
        id,
        source: Source::Fda,
        profile: addition.profile.to_owned(),
        disease: addition.disease.to_owned(),
        disease_id: addition.disease_id.to_owned(),
        therapies,
        interaction,
        direction: Direction::Supports,
        significance: known("significance", significance, Significance::parse(significance))?,
        source_level: "label".to_owned(),
        citation,
        rating: None,
        flagged: false,
        origin: addition.origin.to_owned(),
    })
}

/// Splits `ONCOTREE:STAD Stomach Adenocarcinoma` into the code and the name.
fn disease(text: &str) -> Result<(String, String), String> {
    let (code, name) =
        text.split_once(' ').ok_or_else(|| format!("disease {text:?} has no name"))?;
    Ok((code.to_owned(), name.to_owned()))
}

/// Returns `oncotree:BRCA` as `ONCOTREE:BRCA`, and `ncit:C3163` as `NCIT:C3163`.
fn disease_id(code: &str) -> Result<String, String> {
    match code.split_once(':') {
        Some(("oncotree", code)) => Ok(format!("ONCOTREE:{code}")),
        Some(("ncit", code)) => Ok(format!("NCIT:{code}")),
        _ => Err(format!("disease_code {code:?} is neither oncotree: nor ncit:")),
    }
}

#[cfg(test)]
mod tests;
