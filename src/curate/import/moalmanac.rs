//! Molecular Oncology Almanac's database (`molecular-oncology-almanac.json`; GPL-2.0, not
//! embedded).

use std::path::Path;

use serde::Deserialize;

use crate::curate::import::{Collector, Imported, interaction, level};
use crate::error::{Error, Location, Problems, Result};
use crate::io::{file_name, read_text};
use crate::knowledge::ontology::Ontology;
use crate::knowledge::profile;
use crate::knowledge::schema::draft::{Draft, cell};
use crate::model::evidence::{Direction, Significance, Source};

/// One assertion. Cells that do not apply are absent, empty text or null.
#[derive(Debug, Deserialize)]
struct Assertion {
    assertion_id: u64,
    feature_type: String,
    #[serde(default)]
    gene: Text,
    #[serde(default)]
    gene1: Text,
    #[serde(default)]
    gene2: Text,
    #[serde(default)]
    rearrangement_type: Text,
    #[serde(default)]
    protein_change: Text,
    #[serde(default)]
    cdna_change: Text,
    #[serde(default)]
    variant_annotation: Text,
    #[serde(default)]
    exon: Text,
    #[serde(default)]
    direction: Text,
    #[serde(default)]
    status: Text,
    #[serde(default)]
    classification: Text,
    #[serde(default)]
    disease: Text,
    #[serde(default)]
    oncotree_code: Text,
    #[serde(default)]
    therapy_name: Text,
    #[serde(default)]
    therapy_sensitivity: Text,
    #[serde(default)]
    therapy_resistance: Text,
    #[serde(default)]
    predictive_implication: Text,
    #[serde(default)]
    pmid: Text,
    #[serde(default)]
    url: Text,
    #[serde(default)]
    citation: Text,
    #[serde(default, rename = "_deprecated")]
    deprecated: bool,
}

/// A cell that is text in one row and a number in another.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "serde_json::Value")]
struct Text(String);

impl From<serde_json::Value> for Text {
    fn from(value: serde_json::Value) -> Self {
        use serde_json::Value;
        Text(match value {
            Value::String(text) => cell(&text),
            // Exon 14 may be written 14.0.
            Value::Number(number) => number.to_string().trim_end_matches(".0").to_owned(),
            _ => String::new(),
        })
    }
}

/// Reads the database.
///
/// # Errors
/// [`Error::Io`] where the file cannot be read, [`Error::InvalidInput`] where it is not a list of
/// assertions, [`Error::Table`] naming every assertion of an unknown level.
pub fn import(path: &Path) -> Result<Imported> {
    let text = read_text(path)?;
    let assertions: Vec<Assertion> = serde_json::from_str(&text).map_err(|e| {
        Error::invalid(Location::line(path, e.line() as u64), format!("not MOAlmanac's JSON: {e}"))
    })?;
    let mut problems = Problems::default();
    let mut rows = Collector::default();
    for (number, assertion) in (1..).zip(&assertions) {
        if let Err(reason) = statement(assertion, &mut rows) {
            let id = assertion.assertion_id;
            problems.push(path, number, format!("assertion {id}: {reason}"));
        }
    }
    problems.into_result()?;
    Ok(rows.finish(&[
        "Assertions of the Molecular Oncology Almanac: not to be embedded".to_owned(),
        format!("source: https://moalmanac.org: {}", file_name(path)),
        "licence: GPL-2.0".to_owned(),
    ]))
}

fn statement(assertion: &Assertion, rows: &mut Collector) -> Result<(), String> {
    if assertion.deprecated {
        rows.leave_out("withdrawn by the source");
        return Ok(());
    }
    let (direction, significance) =
        match (&*assertion.therapy_sensitivity.0, &*assertion.therapy_resistance.0) {
            ("1", _) => (Direction::Supports, Significance::Sensitivity),
            (_, "1") => (Direction::Supports, Significance::Resistance),
            ("0", _) => (Direction::DoesNotSupport, Significance::Sensitivity),
            (_, "0") => (Direction::DoesNotSupport, Significance::Resistance),
            _ => {
                rows.leave_out("not a statement on a therapy");
                return Ok(());
            }
        };
    let Some(profile) = biomarker(assertion).filter(|text| profile::parse(text).is_ok()) else {
        rows.leave_out("its feature is in a form that is not known");
        return Ok(());
    };
    let own = &*assertion.predictive_implication.0;
    let letter = match own {
        "FDA-Approved" | "Guideline" => 'A',
        "Clinical trial" | "Clinical evidence" => 'B',
        "Preclinical" => 'D',
        "Inferential" => 'E',
        _ => return Err(format!("predictive_implication {own:?} is not known")),
    };
    let therapies: Vec<String> = assertion.therapy_name.0.split(" + ").map(cell).collect();
    let code = format!("ONCOTREE:{}", assertion.oncotree_code.0);
    let disease_id = Ontology::embedded().canonical_id(&code).map(|_| code).unwrap_or_default();
    let citation = match (&*assertion.pmid.0, &*assertion.url.0) {
        ("", "") => assertion.citation.0.clone(),
        ("", url) => url.to_owned(),
        (pmid, _) => format!("PMID:{pmid}"),
    };
    let origin = if assertion.feature_type == "Germline Variant" { "Germline" } else { "Somatic" };
    rows.add(Draft {
        id: format!("MOA:{}", assertion.assertion_id),
        source: Source::Moalmanac,
        profile,
        disease: assertion.disease.0.clone(),
        disease_id,
        interaction: interaction(&therapies),
        therapies: therapies.join(";"),
        direction,
        significance,
        source_level: level(letter, own),
        citation,
        rating: None,
        flagged: false,
        origin: origin.to_owned(),
    })
}

/// Returns the feature as a molecular profile.
fn biomarker(assertion: &Assertion) -> Option<String> {
    let gene = &assertion.gene.0;
    match &*assertion.feature_type {
        "Somatic Variant" | "Germline Variant" => {
            let words = small_variant(
                &assertion.protein_change.0,
                &assertion.cdna_change.0,
                &assertion.variant_annotation.0,
                &assertion.exon.0,
            )?;
            Some(format!("{gene} {words}"))
        }
        "Copy Number" => match &*assertion.direction.0 {
            direction @ ("Amplification" | "Deletion") => Some(format!("{gene} {direction}")),
            _ => None,
        },
        "Rearrangement" => {
            match (&*assertion.gene1.0, &*assertion.gene2.0, &*assertion.rearrangement_type.0) {
                (gene, "", "Fusion" | "") => Some(format!("{gene} Fusion")),
                (gene, "", _) => Some(format!("{gene} Rearrangement")),
                (five, three, _) => Some(format!("{five}::{three} Fusion")),
            }
        }
        "Microsatellite Stability" if assertion.status.0 == "MSI-High" => {
            Some("MSI High".to_owned())
        }
        "Mutational Burden" if assertion.classification.0 == "High" => Some("TMB High".to_owned()),
        "Knockdown" => Some(format!("{gene} Underexpression")),
        _ => None,
    }
}

/// Returns the protein change, else the coding change, else the class.
fn small_variant(change: &str, coding: &str, annotation: &str, exon: &str) -> Option<String> {
    let change = change.strip_prefix("p.").unwrap_or(change);
    Some(match (change, annotation, exon) {
        ("", "", _) if !coding.is_empty() => coding.to_owned(),
        ("", "", "") => "Mutation".to_owned(),
        ("", "", exon) => format!("Exon {exon} Mutation"),
        ("", "Nonsense" | "Truncating", _) => "Truncating Mutation".to_owned(),
        ("", "Frameshift", _) => "Frameshift".to_owned(),
        ("", "Activating mutation", _) => "Activating Mutation".to_owned(),
        // Skipping is the effect that therapies target; elsewhere the site says nothing more.
        ("", "Splice Site", "14") => "Exon 14 Skipping Mutation".to_owned(),
        ("", "Deletion", exon) if !exon.is_empty() => format!("Exon {exon} In-Frame Deletion"),
        ("", "Insertion", exon) if !exon.is_empty() => format!("Exon {exon} Insertion"),
        ("", _, _) => return None,
        (change, _, _) => change.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features() {
        assert_eq!(small_variant("", "c.2251-10T>G", "", "").as_deref(), Some("c.2251-10T>G"));
        for (change, annotation, exon, want) in [
            ("p.V600E", "Missense", "15", Some("V600E")),
            ("p.G12", "Missense", "2", Some("G12")),
            ("", "", "", Some("Mutation")),
            ("", "Deletion", "19", Some("Exon 19 In-Frame Deletion")),
            ("", "Nonsense", "", Some("Truncating Mutation")),
            ("", "Splice Site", "14", Some("Exon 14 Skipping Mutation")),
            ("", "Missense", "", None),
        ] {
            assert_eq!(small_variant(change, "", annotation, exon).as_deref(), want);
        }
    }

    #[test]
    fn an_assertion() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let text = r#"[
            {"assertion_id": 7, "feature_type": "Somatic Variant", "gene": "BRAF",
             "protein_change": "p.V600E", "variant_annotation": "Missense", "exon": 15.0,
             "disease": "Melanoma", "oncotree_code": "MEL", "therapy_name": "A + B",
             "therapy_sensitivity": 1, "therapy_resistance": "",
             "predictive_implication": "Clinical trial", "pmid": 12, "_deprecated": false},
            {"assertion_id": 8, "feature_type": "Aneuploidy", "therapy_sensitivity": "",
             "predictive_implication": "Preclinical"}
        ]"#;
        std::fs::write(file.path(), text).unwrap();
        let made = import(file.path()).unwrap();
        let row = made.table.lines().last().unwrap();
        assert_eq!(
            row,
            "BRAF\tBRAF V600E\tMOA:7\tMOAlmanac\tMelanoma\tONCOTREE:MEL\tA;B\tCombination\tSupports\t\
             Sensitivity/Response\tB (Clinical trial)\tPMID:12\t\tfalse\tSomatic"
        );
        assert_eq!(made.notes, ["1 statements", "left out: 1 rows: not a statement on a therapy"]);
        std::fs::write(file.path(), "{}").unwrap();
        assert!(import(file.path()).unwrap_err().to_string().contains("not MOAlmanac's JSON"));
    }
}
