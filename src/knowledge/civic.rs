//! Importer of CIViC's exports, tab-separated or VCF: evidence items, variants, molecular profiles and
//! assertions become the evidence table and the table of known alleles.
//!
//! Kept are the accepted predictive items of every level and direction, and the assertions of AMP
//! Tier I - Level A. Profile names are those of the evidence export; the other exports, which may
//! be older, are joined to it by profile id.

mod assertions;
mod evidence;
mod variants;
mod vcf;

pub use vcf::import_vcf;

use std::collections::BTreeMap;
use std::path::Path;

use super::ontology::Ontology;
use super::schema::Problems;
use super::schema::draft::{self, Draft, file_name};
use super::source_table::{self, Column};
use super::therapies::Therapies;
use crate::error::Result;
use crate::model::evidence::{Interaction, Significance};

/// What an import makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tables {
    /// The evidence table.
    pub evidence: String,
    /// The table of known alleles (GRCh37).
    pub variants: String,
    /// What the tables hold and what was left out: for the user.
    pub notes: Vec<String>,
}

const CIVIC: &str = "CIViC, https://civicdb.org";
const LICENCE: &str = "licence: CC0 1.0";

/// The assertions' category that counts as guideline evidence (SPECS §1.5).
const TIER: &str = "Tier I - Level A";

/// Profile names by CIViC's profile id.
type Names = BTreeMap<String, String>;

/// Reads the four exports and writes the tables, sorted, the same bytes for the same input.
///
/// # Errors
///
/// [`crate::Error::Io`] where a file cannot be read; [`crate::Error::Table`] with every bad row
/// of all files, or with the columns that a file lacks.
pub fn import(
    evidence: &Path,
    variants: &Path,
    profiles: &Path,
    assertions: &Path,
) -> Result<Tables> {
    let mut problems = Problems::default();
    let mut names = profile_names(profiles, &mut problems)?;
    let items = evidence::read(evidence, &mut names, &mut problems)?;
    let mut drafts = assertions::read(assertions, &names, &items, &mut problems)?;
    let alleles = variants::read(variants, &names, &mut problems)?;
    problems.into_result()?;
    drafts.extend(items);

    let comments = [
        "One predictive statement a row: accepted evidence items, assertions of AMP Tier I - Level A"
            .to_owned(),
        format!("source: {CIVIC}: {}, {}", file_name(evidence), file_name(assertions)),
        LICENCE.to_owned(),
    ];
    let notes = vec![format!("{} statements, {} alleles", drafts.len(), alleles.len())];
    let evidence = draft::table(&comments, &drafts);
    let source = format!("{CIVIC}: {}", file_name(variants));
    let variants = variants::table(&allele_comments(&source), alleles);
    Ok(Tables { evidence, variants, notes })
}

/// The comment lines of a table of known alleles.
fn allele_comments(source: &str) -> [String; 3] {
    [
        "Alleles that a profile names, GRCh37, 1-based, without anchor bases".to_owned(),
        format!("source: {source}"),
        LICENCE.to_owned(),
    ]
}

fn profile_names(path: &Path, problems: &mut Problems) -> Result<Names> {
    const COLUMNS: [Column; 2] = [
        Column { names: &["molecular_profile_id", "id"], required: true },
        Column { names: &["name", "molecular_profile"], required: true },
    ];
    let mut names = Names::new();
    source_table::export(path, &COLUMNS, problems, |row| {
        let id = row.filled("molecular_profile_id")?;
        names.insert(id.to_owned(), draft::cell(row.filled("name")?));
        Ok(())
    })?;
    Ok(names)
}

/// CIViC's effect; exports before 2022 wrote `Sensitivity`.
fn significance(text: &str) -> Result<Significance, String> {
    match text {
        "Sensitivity" => Ok(Significance::Sensitivity),
        "" => Ok(Significance::NotApplicable),
        _ => super::schema::known("significance", text, Significance::parse(text)),
    }
}

/// Comma-joined therapies as this crate joins them. A single therapy's name may hold a comma.
fn therapies(text: &str, interaction: Interaction) -> Result<String, String> {
    if text.contains(';') {
        return Err(format!("therapies {text:?} hold a semicolon"));
    }
    Ok(match interaction {
        Interaction::Single => draft::cell(text),
        _ => {
            let names = Therapies::embedded().split_list(text).into_iter();
            names.map(draft::cell).collect::<Vec<_>>().join(";")
        }
    })
}

/// `PMID:16081687`, `ASCO:160559`, `ASH:10.1182/…`.
fn citation(id: &str, source: &str) -> String {
    match source {
        "PubMed" => format!("PMID:{id}"),
        other => format!("{other}:{id}"),
    }
}

/// `1909` as `DOID:1909`. Where CIViC gives none, the table of diseases may have the name: `Solid Tumor`.
fn disease_id(doid: &str, name: &str) -> Result<String, String> {
    let digits = doid.strip_prefix("DOID:").unwrap_or(doid);
    match digits {
        "" => Ok(Ontology::embedded().id_by_name(name).unwrap_or("").to_owned()),
        _ if digits.bytes().all(|b| b.is_ascii_digit()) => Ok(format!("DOID:{digits}")),
        _ => Err(format!("doid {doid:?} is not a number")),
    }
}

/// The draft with its genes.
fn with_genes(draft: Draft) -> Result<(String, Draft), String> {
    Ok((draft.genes()?, draft))
}

#[cfg(test)]
mod tests;
