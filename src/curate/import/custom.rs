//! A laboratory's own table, kept in a spreadsheet and saved as tab-separated text.
//!
//! | column | |
//! |---|---|
//! | `profile` | molecular profile: `BRAF V600E`, `EML4::ALK Fusion`, `EGFR L858R AND EGFR T790M` |
//! | `therapies` | one therapy, or several joined by ` + ` |
//! | `effect` | `sensitive`, `resistant`, `reduced sensitivity`, `no effect` |
//! | `level` | `A` validated, `B` clinical, `C` case report, `D` preclinical, `E` inferential |
//! | `tumor_type` | OncoTree code, DOID or name; empty is any cancer |
//! | `citation` | `PMID:…` or what else it rests on; empty is `unverified` |
//! | `id` | optional; else `user:` and the line |

use std::path::Path;

use crate::curate::import::{Collector, Imported, interaction};
use crate::error::{Problems, Result};
use crate::io::file_name;
use crate::io::table::{self, Column};
use crate::knowledge::ontology::Ontology;
use crate::knowledge::profile;
use crate::knowledge::schema::draft::{Draft, cell};
use crate::matching::vocabulary::Vocabulary;
use crate::model::citation::Citation;
use crate::model::evidence::{Direction, Significance, Source};

const COLUMNS: [Column; 7] = [
    Column { names: &["profile", "biomarker"], required: true },
    Column { names: &["therapies", "therapy", "drug"], required: true },
    Column { names: &["effect"], required: true },
    Column { names: &["level"], required: true },
    Column { names: &["tumor_type", "disease"], required: false },
    Column { names: &["citation"], required: false },
    Column { names: &["id"], required: false },
];

/// Reads the table.
///
/// # Errors
/// [`crate::Error::Io`] where the file cannot be read; [`crate::Error::Table`] with every bad row: an
/// unknown effect, level or tumour type, or a profile that does not parse or names what is not there.
pub fn import(path: &Path) -> Result<Imported> {
    let mut problems = Problems::default();
    let mut rows = Collector::default();
    table::export(path, &COLUMNS, &mut problems, |row| {
        let profile = cell(row.filled("profile")?);
        let parsed = profile::parse(&profile).map_err(|error| error.to_string())?;
        let doubt = |component| Vocabulary::embedded().doubt(component);
        if let Some(doubt) = parsed.components().into_iter().find_map(doubt) {
            return Err(format!("profile {profile:?}: {doubt}"));
        }
        let therapies: Vec<String> = row.filled("therapies")?.split(" + ").map(cell).collect();
        let (direction, significance) = effect(row.filled("effect")?)?;
        let level = row.filled("level")?;
        if !matches!(level, "A" | "B" | "C" | "D" | "E") {
            return Err(format!("level {level:?} is not A to E"));
        }
        let disease = match row.get("tumor_type") {
            "" => "Cancer",
            text => text,
        };
        let tumor = Ontology::embedded().resolve(disease).map_err(|error| error.to_string())?;
        let citation = match row.get("citation") {
            "" => Citation::UNVERIFIED.to_owned(),
            text => cell(text),
        };
        let id = match row.get("id") {
            "" => format!("user:{}", row.line()),
            id => cell(id),
        };
        rows.add(Draft {
            id,
            source: Source::User,
            profile,
            disease: tumor.name,
            disease_id: tumor.id,
            interaction: interaction(&therapies),
            therapies: therapies.join(";"),
            direction,
            significance,
            source_level: level.to_owned(),
            citation,
            rating: None,
            flagged: false,
            origin: String::new(),
        })
    })?;
    problems.into_result()?;
    Ok(rows.finish(&[
        "Statements of a laboratory's own table".to_owned(),
        format!("source: {}", file_name(path)),
        "licence: the laboratory's own".to_owned(),
    ]))
}

fn effect(text: &str) -> Result<(Direction, Significance), String> {
    match text.to_ascii_lowercase().as_str() {
        "sensitive" => Ok((Direction::Supports, Significance::Sensitivity)),
        "resistant" => Ok((Direction::Supports, Significance::Resistance)),
        "reduced sensitivity" => Ok((Direction::Supports, Significance::ReducedSensitivity)),
        "no effect" => Ok((Direction::DoesNotSupport, Significance::Sensitivity)),
        _ => Err(format!(
            "effect {text:?} is none of sensitive, resistant, reduced sensitivity, no effect"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imported(text: &str) -> Result<Imported> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        import(file.path())
    }

    #[test]
    fn columns_in_any_order_and_lines_as_ids() {
        let made = imported(
            "level\teffect\ttherapies\tprofile\ttumor_type\tcitation\n\
             C\tsensitive\tDabrafenib + Trametinib\tBRAF V600E\tLUAD\tPMID:1\n\
             D\tno effect\tImatinib\tKIT D816V\t\t\n",
        )
        .unwrap();
        let rows: Vec<&str> = made.table.lines().skip_while(|l| l.starts_with('#')).collect();
        assert_eq!(
            rows[1],
            "BRAF\tBRAF V600E\tuser:2\tuser\tLung Adenocarcinoma\tONCOTREE:LUAD\t\
             Dabrafenib;Trametinib\tCombination\tSupports\tSensitivity/Response\tC\tPMID:1\t\tfalse\t"
        );
        assert!(rows[2].contains("\tDoes Not Support\tSensitivity/Response\tD\tunverified\t"));
        assert_eq!(made.notes, ["2 statements"]);
    }

    #[test]
    fn profiles_that_mean_nothing() {
        let rows = ["KRAS K12D", "EGRF L858R", "EGFR foo", "HER2 L755S", "BCR::ABL1 foo"];
        let rows: Vec<String> = rows.iter().map(|p| format!("{p}\tX\tsensitive\tC\n")).collect();
        let table = format!("profile\ttherapies\teffect\tlevel\n{}", rows.concat());
        let message = imported(&table).unwrap_err().to_string();
        for part in [
            "5 bad rows",
            ":2: profile \"KRAS K12D\": KRAS K12D: residue 12 of KRAS is G",
            ":3: profile \"EGRF L858R\": no gene is known as EGRF; did you mean EGF, EGFR",
            ":4: profile \"EGFR foo\": EGFR foo is not understood",
            ":5: profile \"HER2 L755S\": HER2: the gene is now ERBB2",
            ":6: molecular profile \"BCR::ABL1 foo\"",
        ] {
            assert!(message.contains(part), "{message}");
        }
    }

    #[test]
    fn all_bad_rows_at_once() {
        let error = imported(
            "profile\ttherapies\teffect\tlevel\ttumor_type\n\
             BRAF V600E\tX\tcures\tA\t\nBRAF V600E\tX\tsensitive\t1\t\n\
             BRAF V600E\tX\tsensitive\tA\tnonesuch\n",
        );
        let message = error.unwrap_err().to_string();
        for part in ["3 bad rows", ":2: effect \"cures\"", ":3: level \"1\"", ":4: unknown tumor"] {
            assert!(message.contains(part), "{message}");
        }
    }
}
