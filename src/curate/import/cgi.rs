//! Cancer Genome Interpreter's biomarkers (`cgi_biomarkers_per_variant.tsv`; for research use, not
//! to be redistributed).

mod alteration;

use std::path::Path;

use crate::curate::import::{Collector, Imported, level};
use crate::error::{Problems, Result};
use crate::io::file_name;
use crate::io::table::{self, Column, SourceRow};
use crate::knowledge::profile;
use crate::knowledge::schema::draft::{Draft, cell};
use crate::model::evidence::{Direction, Interaction, Significance, Source};

const COLUMNS: [Column; 10] = [
    Column { names: &["Alteration"], required: true },
    Column { names: &["Alteration type"], required: true },
    Column { names: &["Association"], required: true },
    Column { names: &["Biomarker"], required: true },
    Column { names: &["Drug"], required: true },
    Column { names: &["Drug family"], required: true },
    Column { names: &["Evidence level"], required: true },
    Column { names: &["Primary Tumor acronym"], required: false },
    Column { names: &["Primary Tumor type"], required: true },
    Column { names: &["Source"], required: true },
];

/// CGI's names of tumour types that the table of diseases lacks, with the names that it has.
const TUMOR_TYPES: [(&str, &str); 34] = [
    ("Any cancer type", "Cancer"),
    ("Solid tumors", "Solid Tumor"),
    ("Lung", "Lung Cancer"),
    ("Ovary", "Ovarian Cancer"),
    ("Bladder", "Bladder Cancer"),
    ("Endometrium", "Endometrial Cancer"),
    ("Renal", "Kidney Cancer"),
    ("Stomach", "Stomach Cancer"),
    ("Pancreas", "Pancreatic Cancer"),
    ("Pancreas adenocarcinoma", "Pancreatic Adenocarcinoma"),
    ("Thyroid", "Thyroid Cancer"),
    ("Thyroid carcinoma", "Thyroid Cancer"),
    ("Cervix", "Cervical Cancer"),
    ("Cervix squamous cell", "Cervical Squamous Cell Carcinoma"),
    ("Billiary tract", "Biliary Tract Cancer"),
    ("Head an neck", "Head and Neck Cancer"),
    ("Head an neck squamous", "Head and Neck Squamous Cell Carcinoma"),
    ("Non-small cell lung", "Non-Small Cell Lung Cancer"),
    ("Lung squamous cell", "Lung Squamous Cell Carcinoma"),
    ("Breast adenocarcinoma", "Breast Cancer"),
    ("Cutaneous melanoma", "Cutaneous Melanoma"),
    ("Gastrointestinal stromal", "Gastrointestinal Stromal Tumor"),
    ("Malignant peripheral nerve sheat tumor", "Malignant Peripheral Nerve Sheath Tumor"),
    ("Myelodisplasic syndrome", "Myelodysplastic Syndrome"),
    ("Myelodisplasic proliferative syndrome", "Myeloproliferative Neoplasms"),
    ("Inflammatory myofibroblastic", "Inflammatory Myofibroblastic Tumor"),
    ("Hematologic malignancies", "Hematologic Cancer"),
    ("Dermatofibrosarcoma", "Dermatofibrosarcoma Protuberans"),
    ("Hepatic carcinoma", "Hepatocellular Carcinoma"),
    ("Erdheim-Chester histiocytosis", "Erdheim-Chester Disease"),
    ("Lagerhans cell histiocytosis", "Langerhans Cell Histiocytosis"),
    ("Waldenström macroglobulinemia", "Waldenstrom Macroglobulinemia"),
    ("Neuroendocrine", "Neuroendocrine Tumor"),
    ("Megakaryoblastic leukemia", "Acute Megakaryoblastic Leukemia"),
];

/// Reads the biomarkers.
///
/// # Errors
/// [`crate::Error::Io`] where the file cannot be read; [`crate::Error::Table`] with every bad row.
pub fn import(path: &Path) -> Result<Imported> {
    let mut problems = Problems::default();
    let mut rows = Collector::default();
    table::export(path, &COLUMNS, &mut problems, |row| statement(row, &mut rows))?;
    problems.into_result()?;
    Ok(rows.finish(&[
        "Biomarkers of the Cancer Genome Interpreter: not to be redistributed".to_owned(),
        format!("source: https://www.cancergenomeinterpreter.org: {}", file_name(path)),
        "licence: research use; see the source's terms".to_owned(),
    ]))
}

fn statement(row: &SourceRow<'_>, rows: &mut Collector) -> Result<(), String> {
    let (direction, significance) = association(row.filled("Association")?)?;
    let source_level = evidence_level(row.filled("Evidence level")?)?;
    let named = alteration::profile(row.filled("Alteration")?, row.filled("Alteration type")?);
    let profile = match named {
        Some(text) if profile::parse(&text).is_ok() => text,
        _ => {
            rows.leave_out("its alteration is in a form that is not known");
            return Ok(());
        }
    };
    let (therapies, interaction) = therapies(row.get("Drug"), row.get("Drug family"));
    for tumor in row.filled("Primary Tumor type")?.split(';') {
        let tumor = cell(tumor);
        let usual = TUMOR_TYPES.iter().find(|(cgi, _)| *cgi == tumor).map(|(_, name)| *name);
        let disease_id = usual.and_then(|name| rows.code(name)).unwrap_or_default();
        rows.add(Draft {
            id: format!("CGI:{}", row.line()),
            source: Source::Cgi,
            profile: profile.clone(),
            disease: tumor,
            disease_id: disease_id.to_owned(),
            therapies: therapies.join(";"),
            interaction,
            direction,
            significance,
            source_level: source_level.clone(),
            citation: cell(row.get("Source")),
            rating: None,
            flagged: false,
            origin: String::new(),
        })?;
    }
    Ok(())
}

/// Returns what an association states. "No Responsive" is counter-evidence, not resistance.
fn association(text: &str) -> Result<(Direction, Significance), String> {
    match text {
        "Responsive" => Ok((Direction::Supports, Significance::Sensitivity)),
        "Resistant" => Ok((Direction::Supports, Significance::Resistance)),
        "No Responsive" => Ok((Direction::DoesNotSupport, Significance::Sensitivity)),
        _ if text.starts_with("Increased Toxicity") => {
            Ok((Direction::Supports, Significance::AdverseResponse))
        }
        _ => Err(format!("Association {text:?} is not known")),
    }
}

/// Returns the weakest of the levels listed.
fn evidence_level(text: &str) -> Result<String, String> {
    let letters: Result<Vec<char>, String> = text
        .split([',', ';'])
        .map(|part| match part.trim().to_ascii_lowercase().as_str() {
            part if part.ends_with("guidelines") => Ok('A'),
            "late trials" | "early trials" | "clinical trials" => Ok('B'),
            "case report" => Ok('C'),
            "pre-clinical" => Ok('D'),
            _ => Err(format!("Evidence level {text:?} is not known")),
        })
        .collect();
    let weakest = letters?.into_iter().max().unwrap_or('E');
    Ok(level(weakest, &cell(text)))
}

/// Returns the drugs of a row and how they interact. `[A,B]` lists drugs of one family, any of
/// which may be given. `A;B` are given together. `[]` names only the family.
fn therapies(drug: &str, family: &str) -> (Vec<String>, Interaction) {
    let (text, is_list) = match drug.strip_prefix('[').and_then(|d| d.strip_suffix(']')) {
        Some("") => (family.trim_matches(['[', ']']), false),
        Some(list) => (list, true),
        None => (drug, false),
    };
    let separator = if is_list { ',' } else { ';' };
    let names: Vec<String> =
        text.split(separator).map(cell).filter(|name| !name.is_empty()).collect();
    let interaction = match names.len() {
        0 | 1 => Interaction::Single,
        _ if is_list => Interaction::Substitutes,
        _ => Interaction::Combination,
    };
    (names, interaction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::ontology::Ontology;

    #[test]
    fn vocabularies() {
        assert_eq!(
            association("No Responsive"),
            Ok((Direction::DoesNotSupport, Significance::Sensitivity))
        );
        assert!(association("Cured").is_err());
        assert_eq!(evidence_level("FDA guidelines").unwrap(), "A (FDA guidelines)");
        assert_eq!(
            evidence_level("Late trials,Pre-clinical").unwrap(),
            "D (Late trials,Pre-clinical)"
        );
        assert!(evidence_level("hearsay").is_err());
        let of = |drug, family| {
            let (names, interaction) = therapies(drug, family);
            (names.join("|"), interaction)
        };
        assert_eq!(
            of("[Nilotinib,Dasatinib]", ""),
            ("Nilotinib|Dasatinib".into(), Interaction::Substitutes)
        );
        assert_eq!(
            of("Crizotinib;Vemurafenib", ""),
            ("Crizotinib|Vemurafenib".into(), Interaction::Combination)
        );
        assert_eq!(of("[]", "[FGFR inhibitor]"), ("FGFR inhibitor".into(), Interaction::Single));
    }

    #[test]
    fn tumor_types_have_codes() {
        let has_code = |name: &str| Ontology::embedded().id_by_name(name).is_some();
        let missing: Vec<_> = TUMOR_TYPES.iter().filter(|(_, name)| !has_code(name)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
