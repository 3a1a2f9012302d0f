//! Cells that several of CIViC's exports have, and what all of their tables state.

use std::collections::BTreeMap;

use crate::knowledge::ontology::Ontology;
use crate::knowledge::schema::draft::{self, Draft};
use crate::knowledge::therapies::Therapies;
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

pub(super) const CIVIC: &str = "CIViC, https://civicdb.org";
pub(super) const LICENCE: &str = "licence: CC0 1.0";

/// The assertions' category that counts as guideline evidence (SPECS §1.5).
pub(super) const TIER: &str = "Tier I - Level A";

/// Profile names by CIViC's profile id.
pub(super) type Names = BTreeMap<String, String>;

/// Returns the comment lines of a table of known alleles.
pub(super) fn allele_comments(source: &str) -> [String; 3] {
    [
        "Alleles that a profile names, GRCh37, 1-based, without anchor bases".to_owned(),
        format!("source: {source}"),
        LICENCE.to_owned(),
    ]
}

/// CIViC's effect; exports before 2022 wrote `Sensitivity`.
pub(super) fn significance(text: &str) -> Result<Significance, String> {
    match text {
        "Sensitivity" => Ok(Significance::Sensitivity),
        "" => Ok(Significance::NotApplicable),
        _ => crate::knowledge::schema::known("significance", text, Significance::parse(text)),
    }
}

/// Joins comma-separated therapies by `;`. A single therapy's name may contain a comma.
pub(super) fn therapies(text: &str, interaction: Interaction) -> Result<String, String> {
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

/// Returns a citation as `PMID:16081687`, `ASCO:160559` or `ASH:10.1182/…`.
pub(super) fn citation(id: &str, source: &str) -> String {
    match source {
        "PubMed" => format!("PMID:{id}"),
        other => format!("{other}:{id}"),
    }
}

/// Returns `1909` as `DOID:1909`. Where CIViC gives no number, the table of diseases may have the
/// name: `Solid Tumor`.
pub(super) fn disease_id(doid: &str, name: &str) -> Result<String, String> {
    let digits = doid.strip_prefix("DOID:").unwrap_or(doid);
    match digits {
        "" => Ok(Ontology::embedded().id_by_name(name).unwrap_or("").to_owned()),
        _ if digits.bytes().all(|b| b.is_ascii_digit()) => Ok(format!("DOID:{digits}")),
        _ => Err(format!("doid {doid:?} is not a number")),
    }
}

/// Returns the draft with its genes.
pub(super) fn with_genes(draft: Draft) -> Result<(String, Draft), String> {
    Ok((draft.genes()?, draft))
}
