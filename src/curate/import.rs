//! Importers of other knowledge bases, for tables that the user keeps. Their rows go through
//! `--knowledge` and are never compiled in.
//!
//! Each importer reads the file as it is downloaded, by column name, and makes an evidence table.
//! Where the source names no therapies, it makes a table of oncogenicity. The source's own level
//! follows the letter that it is read as (SPECS §1.5): `A (FDA guidelines)`.

pub mod cgi;
pub mod clinvar;
pub mod custom;
pub mod docm;
mod facts;
pub mod hotspots;
pub mod moalmanac;
pub mod oncokb;
pub mod serve;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::curate::symbol::notes_on;
use crate::knowledge::ontology::Ontology;
use crate::knowledge::profile;
use crate::knowledge::schema::draft::{self, Draft};
use crate::model::evidence::Interaction;
use crate::model::profile::Alteration;

/// What an import made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The evidence table, or the table of oncogenicity.
    pub table: String,
    /// Notes for the user: the number of rows, what was left out, diseases without a code.
    pub notes: Vec<String>,
}

/// What was left out, by reason.
#[derive(Debug, Default)]
struct LeftOut(BTreeMap<String, u64>);

impl LeftOut {
    /// Counts one of the `things`: `rows`.
    fn add(&mut self, things: &str, reason: &str) {
        *self.0.entry(format!("{things}: {reason}")).or_default() += 1;
    }

    fn notes(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(reason, count)| format!("left out: {count} {reason}"))
    }
}

/// Statements as they are collected.
#[derive(Debug, Default)]
struct Collector {
    drafts: Vec<(String, Draft)>,
    left_out: LeftOut,
    without_code: BTreeSet<String>,
    codes: HashMap<String, Option<&'static str>>,
    /// Statements already taken, whatever their id: sources list one for each of its base changes.
    known: HashSet<Draft>,
}

impl Collector {
    /// Takes a statement. A profile that does not parse is an error.
    fn add(&mut self, mut draft: Draft) -> Result<(), String> {
        if draft.disease_id.is_empty() && !draft.disease.is_empty() {
            match self.code(&draft.disease) {
                Some(id) => draft.disease_id = id.to_owned(),
                None => {
                    self.without_code.insert(draft.disease.clone());
                }
            }
        }
        let genes = draft.genes()?;
        if self.known.insert(Draft { id: String::new(), ..draft.clone() }) {
            self.drafts.push((genes, draft));
        }
        Ok(())
    }

    /// Returns the code of a disease by its name.
    fn code(&mut self, disease: &str) -> Option<&'static str> {
        if let Some(&code) = self.codes.get(disease) {
            return code;
        }
        let code = Ontology::embedded().id_by_name(disease);
        self.codes.insert(disease.to_owned(), code);
        code
    }

    /// Returns the code of a disease by its code or name, and an empty text where it has none.
    fn disease_id(&mut self, disease: &str) -> String {
        let code = Ontology::embedded().canonical_id(disease).or_else(|| self.code(disease));
        code.unwrap_or_default().to_owned()
    }

    /// Counts a row that is left out, by reason.
    fn leave_out(&mut self, reason: &str) {
        self.left_out.add("rows", reason);
    }

    /// Counts one of the `things` that a row has several of, and that is left out.
    fn leave_out_some(&mut self, things: &str, reason: &str) {
        self.left_out.add(things, reason);
    }

    fn finish(self, comments: &[String]) -> Imported {
        let mut notes = vec![format!("{} statements", self.drafts.len())];
        notes.extend(self.left_out.notes());
        notes.extend(notes_on(&self.drafts));
        if !self.without_code.is_empty() {
            let names: Vec<&str> = self.without_code.iter().map(String::as_str).collect();
            notes.push(format!(
                "{} diseases without a code, which match no tumor type: {}",
                names.len(),
                names.join("; ")
            ));
        }
        Imported { table: draft::table(comments, &self.drafts), notes }
    }
}

/// Returns the profile where the grammar knows every alteration that it names.
fn known_profile(text: String) -> Option<String> {
    let parsed = profile::parse(&text).ok()?;
    let is_known = |alteration: &Alteration| match alteration {
        Alteration::Other(_) => false,
        Alteration::Region { ranges, .. } => !ranges.is_empty(),
        _ => true,
    };
    parsed.components().iter().all(|part| is_known(&part.alteration)).then_some(text)
}

/// Returns how the therapies of one cell interact: several are given together.
fn interaction(therapies: &[String]) -> Interaction {
    if therapies.len() > 1 { Interaction::Combination } else { Interaction::Single }
}

/// Returns a level cell, as `A (FDA guidelines)`: the letter, then the source's own level.
fn level(letter: char, own: &str) -> String {
    format!("{letter} ({own})")
}
