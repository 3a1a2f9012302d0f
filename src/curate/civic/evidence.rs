//! CIViC's evidence items.

use std::path::Path;

use crate::curate::civic::cell::{
    Names, citation, disease_id, significance, therapies, with_genes,
};
use crate::error::{Problems, Result};
use crate::io::table::{self, Column, SourceRow};
use crate::knowledge::schema::draft::{Draft, cell};
use crate::knowledge::schema::{known, stars, yes_or_no};
use crate::model::evidence::{Direction, Interaction, Source};

const COLUMNS: [Column; 17] = [
    Column { names: &["evidence_id", "id"], required: true },
    Column { names: &["molecular_profile", "molecular_profile_name"], required: true },
    Column { names: &["molecular_profile_id"], required: true },
    Column { names: &["disease"], required: true },
    Column { names: &["doid"], required: true },
    Column { names: &["therapies", "drugs"], required: true },
    Column { names: &["therapy_interaction_type", "drug_interaction_type"], required: true },
    Column { names: &["evidence_type"], required: true },
    Column { names: &["evidence_direction"], required: true },
    Column { names: &["evidence_level"], required: true },
    Column { names: &["significance", "clinical_significance"], required: true },
    Column { names: &["rating"], required: true },
    Column { names: &["variant_origin"], required: true },
    Column { names: &["citation_id"], required: true },
    Column { names: &["source_type"], required: true },
    Column { names: &["evidence_status", "status"], required: false },
    Column { names: &["is_flagged", "flagged"], required: false },
];

/// Reads the accepted predictive items, and the current name of every profile into `names`.
pub(super) fn read(
    path: &Path,
    names: &mut Names,
    problems: &mut Problems,
) -> Result<Vec<(String, Draft)>> {
    let mut items = Vec::new();
    table::export(path, &COLUMNS, problems, |row| {
        let profile = cell(row.filled("molecular_profile")?);
        names.insert(row.filled("molecular_profile_id")?.to_owned(), profile.clone());
        let accepted = matches!(row.get("evidence_status"), "" | "accepted");
        if accepted && row.filled("evidence_type")? == "Predictive" {
            items.push(with_genes(item(row, profile)?)?);
        }
        Ok(())
    })?;
    Ok(items)
}

fn item(row: &SourceRow<'_>, profile: String) -> Result<Draft, String> {
    let interaction = row.get("therapy_interaction_type");
    let interaction =
        known("therapy_interaction_type", interaction, Interaction::parse(interaction))?;
    let direction = row.get("evidence_direction");
    let level = row.get("evidence_level");
    if !matches!(level, "A" | "B" | "C" | "D" | "E") {
        return Err(format!("evidence_level {level:?} is not A to E"));
    }
    Ok(Draft {
        id: format!("EID{}", row.filled("evidence_id")?),
        source: Source::Civic,
        profile,
        disease: cell(row.get("disease")),
        disease_id: disease_id(row.get("doid"), row.get("disease"))?,
        therapies: therapies(row.get("therapies"), interaction)?,
        interaction,
        direction: known("evidence_direction", direction, Direction::parse(direction))?,
        significance: significance(row.get("significance"))?,
        source_level: level.to_owned(),
        citation: citation(row.filled("citation_id")?, row.filled("source_type")?),
        rating: stars(row.get("rating"))?,
        flagged: yes_or_no("is_flagged", row.get("is_flagged"))?,
        origin: row.get("variant_origin").to_owned(),
    })
}
