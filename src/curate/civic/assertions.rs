//! CIViC's assertions: statements that several evidence items and guidelines bear out.

use std::path::Path;

use crate::curate::civic::cell::{Names, TIER, disease_id, significance, therapies, with_genes};
use crate::error::{Problems, Result};
use crate::io::table::{self, Column, SourceRow};
use crate::knowledge::schema::draft::{Draft, cell};
use crate::knowledge::schema::{known, yes_or_no};
use crate::model::evidence::{Direction, Interaction, Source};

const COLUMNS: [Column; 14] = [
    Column { names: &["assertion_id", "id"], required: true },
    Column { names: &["molecular_profile", "molecular_profile_name"], required: true },
    Column { names: &["molecular_profile_id"], required: true },
    Column { names: &["disease"], required: true },
    Column { names: &["doid"], required: true },
    Column { names: &["therapies", "drugs"], required: true },
    Column { names: &["therapy_interaction_type", "drug_interaction_type"], required: false },
    Column { names: &["assertion_type"], required: true },
    Column { names: &["assertion_direction"], required: true },
    Column { names: &["significance", "clinical_significance"], required: true },
    Column { names: &["amp_category", "amp_level"], required: true },
    Column { names: &["evidence_item_ids", "evidence_items"], required: false },
    Column { names: &["status", "assertion_status"], required: false },
    Column { names: &["is_flagged", "flagged"], required: false },
];

/// Reads the predictive assertions of AMP Tier I - Level A. `items` are the evidence items, which
/// say how an assertion's therapies relate where the export does not.
pub(super) fn read(
    path: &Path,
    names: &Names,
    items: &[(String, Draft)],
    problems: &mut Problems,
) -> Result<Vec<(String, Draft)>> {
    let mut assertions = Vec::new();
    table::export(path, &COLUMNS, problems, |row| {
        let accepted = matches!(row.get("status"), "" | "accepted");
        let predictive = row.get("assertion_type") == "Predictive";
        if accepted && predictive && row.get("amp_category") == TIER {
            assertions.push(with_genes(assertion(row, names, items)?)?);
        }
        Ok(())
    })?;
    Ok(assertions)
}

fn assertion(
    row: &SourceRow<'_>,
    names: &Names,
    items: &[(String, Draft)],
) -> Result<Draft, String> {
    let named = row.filled("molecular_profile")?;
    let profile = names.get(row.get("molecular_profile_id")).map_or(named, String::as_str);
    let interaction = match (row.get("therapies"), row.get("therapy_interaction_type")) {
        (therapies, "") if therapies.contains(',') => relation(row, therapies, items)?,
        (_, text) => known("therapy_interaction_type", text, Interaction::parse(text))?,
    };
    let direction = row.get("assertion_direction");
    let id = row.filled("assertion_id")?;
    Ok(Draft {
        id: format!("AID{id}"),
        source: Source::Civic,
        profile: cell(profile),
        disease: cell(row.get("disease")),
        disease_id: disease_id(row.get("doid"), row.get("disease"))?,
        therapies: therapies(row.get("therapies"), interaction)?,
        interaction,
        direction: known("assertion_direction", direction, Direction::parse(direction))?,
        significance: significance(row.get("significance"))?,
        source_level: format!("assertion {TIER}"),
        citation: format!("CIViC:AID{id}"),
        rating: None,
        flagged: yes_or_no("is_flagged", row.get("is_flagged"))?,
        origin: String::new(),
    })
}

/// Returns how the assertion's own evidence items relate the same therapies. No such item is an
/// error.
fn relation(
    row: &SourceRow<'_>,
    therapies: &str,
    items: &[(String, Draft)],
) -> Result<Interaction, String> {
    let drugs = |text: &str, by| {
        let mut drugs: Vec<_> = text.split(by).map(cell).collect();
        drugs.sort();
        drugs
    };
    let wanted = drugs(therapies, ',');
    let ids: Vec<_> =
        row.get("evidence_item_ids").split(',').map(|id| format!("EID{}", id.trim())).collect();
    items
        .iter()
        .map(|(_, item)| item)
        .find(|item| ids.contains(&item.id) && drugs(&item.therapies, ';') == wanted)
        .map(|item| item.interaction)
        .ok_or_else(|| format!("no evidence item says how {therapies:?} are given"))
}
