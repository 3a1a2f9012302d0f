//! The output of OncoKB's annotators of mutations, copy numbers and structural variants: the user's
//! own file with OncoKB's columns behind it, one row an alteration of one sample.

use std::path::Path;

use super::alteration;
use super::statement::Statement;
use crate::curate::import::Collector;
use crate::error::{Error, Problems, Result};
use crate::io::table::{self, Column, SourceRow};
use crate::knowledge::ontology::Ontology;
use crate::knowledge::schema::draft::cell;

/// The file is the user's: its columns are named by the conventions that the annotator reads.
const COLUMNS: [Column; 19] = [
    Column { names: &["HUGO_SYMBOL", "HUGO_GENE_SYMBOL", "GENE"], required: false },
    Column { names: &["HGVSP_SHORT", "AMINO_ACID_CHANGE"], required: false },
    Column { names: &["HGVSP"], required: false },
    Column { names: &["ALTERATION", "COPY_NUMBER_ALTERATION"], required: false },
    Column { names: &["GENEA", "GENE1", "SITE1_GENE", "SITE1_HUGO_SYMBOL"], required: false },
    Column { names: &["GENEB", "GENE2", "SITE2_GENE", "SITE2_HUGO_SYMBOL"], required: false },
    Column { names: &["FUSION"], required: false },
    Column { names: &["ONCOTREE_CODE", "CANCER_TYPE"], required: false },
    Column { names: &["LEVEL_1"], required: true },
    Column { names: &["LEVEL_2", "LEVEL_2A"], required: true },
    Column { names: &["LEVEL_2B"], required: false },
    Column { names: &["LEVEL_3A"], required: true },
    Column { names: &["LEVEL_3B"], required: true },
    Column { names: &["LEVEL_4"], required: true },
    Column { names: &["LEVEL_R1"], required: true },
    Column { names: &["LEVEL_R2"], required: true },
    Column { names: &["LEVEL_R3"], required: false },
    Column { names: &["TX_CITATIONS", "CITATIONS"], required: false },
    Column { names: &["HIGHEST_LEVEL"], required: false },
];

/// Columns of therapies whose level holds in the row's tumour type.
const LEVELS: [&str; 7] =
    ["LEVEL_1", "LEVEL_2", "LEVEL_3A", "LEVEL_4", "LEVEL_R1", "LEVEL_R2", "LEVEL_R3"];

/// Columns of therapies whose level was derived from another tumour type (2B before 2020).
const DERIVED: [&str; 2] = ["LEVEL_2B", "LEVEL_3B"];

const UNKNOWN_FORM: &str = "its alteration is in a form that is not known";

/// Returns whether the header has any of the annotator's levels.
pub(super) fn is_header_of(path: &Path) -> Result<bool> {
    let columns = table::columns_of(path, &COLUMNS)?;
    Ok(columns.iter().any(|name| LEVELS.contains(name)))
}

/// Reads all rows. A tumour type in the row goes before `tumor_type`, as in the annotator.
pub(super) fn read(
    path: &Path,
    tumor_type: Option<&str>,
    rows: &mut Collector,
    problems: &mut Problems,
) -> Result<()> {
    if let Some(name) = tumor_type {
        Ontology::embedded().resolve(name).map_err(Error::from)?;
    }
    table::export(path, &COLUMNS, problems, |row| statements(row, tumor_type, rows))
}

fn statements(
    row: &SourceRow<'_>,
    tumor_type: Option<&str>,
    rows: &mut Collector,
) -> Result<(), String> {
    if DERIVED.iter().any(|name| !filled(row, name).is_empty()) {
        rows.leave_out_some(
            "levels 3B",
            "derived for the patient from another tumour type, which is not named",
        );
    }
    if LEVELS.iter().all(|name| filled(row, name).is_empty()) {
        rows.leave_out("no therapeutic level in the tumour type of the sample");
        return Ok(());
    }
    let disease = match (filled(row, "ONCOTREE_CODE"), tumor_type) {
        ("", None) => {
            rows.leave_out("its tumour type is not named (--tumor-type names it)");
            return Ok(());
        }
        ("", Some(given)) => given,
        (own, _) => own,
    };
    let Some(profile) = profile(row)? else {
        rows.leave_out(UNKNOWN_FORM);
        return Ok(());
    };
    let (disease, disease_id) = (cell(disease), rows.disease_id(disease));
    let citation = citation(filled(row, "TX_CITATIONS"));
    for name in LEVELS {
        Statement {
            own_level: name.trim_start_matches("LEVEL_"),
            profile: &profile,
            disease: &disease,
            disease_id: &disease_id,
            citation: &citation,
        }
        .add(row, filled(row, name), rows)?;
    }
    Ok(())
}

/// Returns the cell, empty where MAF has a placeholder (`NULL`, `NA`, `.`).
fn filled<'r>(row: &SourceRow<'r>, name: &str) -> &'r str {
    match row.get(name) {
        "NULL" | "NA" | "." => "",
        text => text,
    }
}

/// Returns the profile of the row: a pair of genes, else a change of one gene.
fn profile(row: &SourceRow<'_>) -> Result<Option<String>, String> {
    let pair = (filled(row, "GENEA"), filled(row, "GENEB"));
    if !pair.0.is_empty() || !pair.1.is_empty() {
        return Ok(alteration::fusion(pair.0, pair.1));
    }
    match filled(row, "FUSION") {
        "" => {}
        fusion => return Ok(alteration::fusion_name(fusion)),
    }
    let gene = row.filled("HUGO_SYMBOL")?;
    let change = ["HGVSP_SHORT", "HGVSP", "ALTERATION"].map(|name| filled(row, name));
    let Some(change) = change.into_iter().find(|text| !text.is_empty()) else { return Ok(None) };
    Ok(match change {
        // GISTIC's words: one copy lost is not the loss that therapies ask for.
        "Loss" | "LOSS" | "-1" | "0" | "1" => None,
        "2" => alteration::profile(gene, "Amplification"),
        "-2" | "-1.5" => alteration::profile(gene, "Deletion"),
        _ => alteration::profile(gene, change),
    })
}

/// Returns the citations of a cell such as `31566309;Smith et al. ASCO 2019(https://…)`. Bare
/// numbers become PMIDs.
fn citation(text: &str) -> String {
    let parts: Vec<String> = text
        .split(';')
        .map(cell)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let is_pmid = part.bytes().all(|b| b.is_ascii_digit());
            if is_pmid { format!("PMID:{part}") } else { part }
        })
        .collect();
    if parts.is_empty() { "OncoKB".to_owned() } else { parts.join(";") }
}
