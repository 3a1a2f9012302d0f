//! Hartwig's SERVE, as tab-separated text (`ActionableHotspots`, `…Codons`, `…Exons`, `…Ranges`,
//! `…Genes`, `…Fusions`, `…Characteristics`, `…HLA`): evidence that it harmonises from other sources, each
//! under its own licence. The header tells which table it is; its versions name columns differently.
//!
//! SERVE turns each event of a source into coordinates on one transcript. A statement is read from the
//! event, as the source made it, within the limits that the other columns set. Recruiting trials are no
//! evidence of an effect and are left out.

mod disease;
mod event;

use std::path::PathBuf;

use self::disease::Diseases;
use self::event::Kind;
use crate::curate::import::{Collector, Imported, interaction, level};
use crate::error::{Error, Location, Problems, Result};
use crate::io::file_name;
use crate::io::table::{self, Column, SourceRow};
use crate::knowledge::schema::draft::{Draft, cell};
use crate::model::citation::Citation;
use crate::model::evidence::{Direction, Significance, Source};

/// Columns of all tables.
const COLUMNS: [Column; 27] = [
    Column { names: &["source"], required: true },
    Column { names: &["sourceEvent", "rawInput"], required: true },
    Column { names: &["treatment"], required: true },
    Column { names: &["applicableCancerType", "cancerType"], required: true },
    Column { names: &["applicableDoid", "doid"], required: true },
    Column { names: &["level"], required: true },
    Column { names: &["direction"], required: true },
    Column { names: &["evidenceUrls", "urls"], required: false },
    Column { names: &["sourceUrls", "urlSource"], required: false },
    Column { names: &["blacklistCancerTypes", "tumorLocationBlacklisting"], required: false },
    Column { names: &["nctId"], required: false },
    Column { names: &["gene"], required: false },
    Column { names: &["position"], required: false },
    Column { names: &["applicableMutationType", "mutationType"], required: false },
    Column { names: &["rangeType"], required: false },
    Column { names: &["rank"], required: false },
    Column { names: &["event"], required: false },
    Column { names: &["geneUp"], required: false },
    Column { names: &["minExonUp"], required: false },
    Column { names: &["maxExonUp"], required: false },
    Column { names: &["geneDown"], required: false },
    Column { names: &["minExonDown"], required: false },
    Column { names: &["maxExonDown"], required: false },
    Column { names: &["hlaAllele", "hlaType"], required: false },
    Column { names: &["type", "name"], required: false },
    Column { names: &["cutoffType", "comparator"], required: false },
    Column { names: &["cutoff"], required: false },
];

/// Sources of recruiting trials.
const TRIALS: [&str; 4] = ["CKB_TRIAL", "ICLUSION", "ACTIN", "NKI"];

/// Reads the tables at `paths` as one.
///
/// # Errors
/// [`Error::Io`] where a file cannot be read; [`Error::Table`] with every bad row of all files, or for a
/// file that is none of the tables.
pub fn import(paths: &[PathBuf]) -> Result<Imported> {
    let mut problems = Problems::default();
    let mut rows = Collector::default();
    let mut diseases = Diseases::default();
    for path in paths {
        let columns = table::columns_of(path, &COLUMNS)?;
        let Some(kind) = Kind::of(&columns) else {
            let reason = "not a table of SERVE's actionable events: no column position, mutationType, \
                event, geneUp, type or hlaAllele";
            return Err(Error::Table { at: Location::line(path, 1), reason: reason.to_owned() });
        };
        table::export(path, &COLUMNS, &mut problems, |row| {
            statement(kind, row, &mut diseases, &mut rows)
        })?;
    }
    problems.into_result()?;
    let names: Vec<String> = paths.iter().map(|path| file_name(path.as_path())).collect();
    Ok(rows.finish(&[
        "Actionable events of SERVE: the sources' own evidence, not to be redistributed".to_owned(),
        format!("source: SERVE, https://github.com/hartwigmedical/serve: {}", names.join(", ")),
        "licence: those of the sources that each level names (CKB, CIViC, CGI, OncoKB, …)"
            .to_owned(),
    ]))
}

fn statement(
    kind: Kind,
    row: &SourceRow<'_>,
    diseases: &mut Diseases,
    rows: &mut Collector,
) -> Result<(), String> {
    let from = row.filled("source")?;
    if !row.get("nctId").is_empty() || TRIALS.contains(&from) {
        rows.leave_out("a recruiting trial, which is no evidence of an effect");
        return Ok(());
    }
    let own = row.filled("level")?;
    let (direction, significance, is_predicted) = direction(row.filled("direction")?)?;
    let letter = letter(own, is_predicted)?;
    let profile = match event::profile(kind, row)? {
        Ok(profile) => profile,
        Err(reason) => {
            rows.leave_out(reason);
            return Ok(());
        }
    };
    let name = row.filled("applicableCancerType")?;
    let Some(disease_id) =
        diseases.id(name, row.get("applicableDoid"), row.get("blacklistCancerTypes"))
    else {
        rows.leave_out("its tumour type has exceptions, which a table cannot hold");
        return Ok(());
    };
    let therapies: Vec<String> = row.filled("treatment")?.split(" + ").map(cell).collect();
    let predicted = if is_predicted { ", predicted" } else { "" };
    rows.add(Draft {
        id: format!("SERVE:{}:{}", kind.name(), row.line()),
        source: Source::Serve,
        profile,
        disease: cell(name),
        disease_id,
        interaction: interaction(&therapies),
        therapies: therapies.join(";"),
        direction,
        significance,
        source_level: level(letter, &format!("{from} {own}{predicted}")),
        citation: citation(row),
        rating: None,
        flagged: false,
        origin: String::new(),
    })
}

/// Returns what a direction states, and whether the source only predicts it.
fn direction(text: &str) -> Result<(Direction, Significance, bool), String> {
    let (bare, is_predicted) = match text.strip_prefix("PREDICTED_") {
        Some(bare) => (bare, true),
        None => (text, false),
    };
    let (direction, significance) = match bare {
        "RESPONSIVE" => (Direction::Supports, Significance::Sensitivity),
        "RESISTANT" => (Direction::Supports, Significance::Resistance),
        "DECREASED_RESPONSE" => (Direction::Supports, Significance::ReducedSensitivity),
        "NO_BENEFIT" => (Direction::DoesNotSupport, Significance::Sensitivity),
        _ => return Err(format!("direction {text:?} is not known")),
    };
    Ok((direction, significance, is_predicted))
}

/// Returns the level's letter. A predicted statement counts one letter less.
fn letter(own: &str, is_predicted: bool) -> Result<char, String> {
    let place = ["A", "B", "C", "D"].iter().position(|level| *level == own);
    let place = place.ok_or_else(|| format!("level {own:?} is not A to D"))?;
    Ok(['A', 'B', 'C', 'D', 'E'][place + usize::from(is_predicted)])
}

/// Publications by their number in PubMed, other addresses as they are; else the source's own page.
fn citation(row: &SourceRow<'_>) -> String {
    let urls = match row.get("evidenceUrls") {
        "" => row.get("sourceUrls"),
        urls => urls,
    };
    let cited: Vec<String> = urls
        .split(',')
        .map(|url| url.trim().trim_end_matches('/'))
        .filter(|url| url.contains("://"))
        .map(|url| {
            let last = url.rsplit('/').next().unwrap_or_default();
            let is_pmid = !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit());
            if url.contains("pubmed") && is_pmid { format!("PMID:{last}") } else { cell(url) }
        })
        .collect();
    if cited.is_empty() { Citation::UNVERIFIED.to_owned() } else { cited.join(";") }
}

#[cfg(test)]
mod tests;
