//! Rows that an importer is making: owned, then sorted and written as a table.

use std::fmt::Write as _;

use super::{COLUMNS, Row};
use crate::knowledge::profile;
use crate::knowledge::therapies::Therapies;
use crate::model::citation::Citation;
use crate::model::evidence::{Direction, Evidence, Interaction, Significance, Source};

/// An evidence row that owns its text. Fields as in [`Evidence`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Draft {
    pub(crate) id: String,
    pub(crate) source: Source,
    pub(crate) profile: String,
    pub(crate) disease: String,
    pub(crate) disease_id: String,
    pub(crate) therapies: String,
    pub(crate) interaction: Interaction,
    pub(crate) direction: Direction,
    pub(crate) significance: Significance,
    pub(crate) source_level: String,
    pub(crate) citation: String,
    pub(crate) rating: Option<u8>,
    pub(crate) flagged: bool,
    pub(crate) origin: String,
}

impl Draft {
    /// Returns the genes of the profile, joined by `;`. A profile that does not parse is an error.
    pub(crate) fn genes(&self) -> Result<String, String> {
        let parsed = profile::parse(&self.profile).map_err(|error| error.to_string())?;
        Ok(profile::genes(&parsed).join(";"))
    }

    fn row<'d>(&'d self, genes: &'d str) -> Row<'d> {
        let evidence = Evidence {
            id: &self.id,
            source: self.source,
            profile: &self.profile,
            disease: &self.disease,
            disease_id: &self.disease_id,
            therapies: &self.therapies,
            interaction: self.interaction,
            direction: self.direction,
            significance: self.significance,
            source_level: &self.source_level,
            citation: Citation::parse(&self.citation),
            rating: self.rating,
            flagged: self.flagged,
            origin: &self.origin,
        };
        Row { genes, evidence }
    }
}

/// Renders an evidence table of `drafts` (with their genes) under comment lines. Equal rows are
/// written once. Drugs go by the names of the therapy table, so that one drug is one regimen.
pub(crate) fn table(comments: &[String], drafts: &[(String, Draft)]) -> String {
    let therapies = Therapies::embedded();
    let named: Vec<(&str, Draft)> = drafts
        .iter()
        .map(|(genes, draft)| {
            let therapies = therapies.own_names(&draft.therapies);
            (genes.as_str(), Draft { therapies, ..draft.clone() })
        })
        .collect();
    let mut rows: Vec<_> = named.iter().map(|(genes, draft)| draft.row(genes)).collect();
    rows.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    rows.dedup();
    let mut text = header(comments, &COLUMNS);
    for row in rows {
        row.write(&mut text);
    }
    text
}

/// Renders the comment lines and the header line of a table.
pub(crate) fn header(comments: &[String], columns: &[&str]) -> String {
    let mut text = String::new();
    for comment in comments {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "# {comment}");
    }
    text.push_str(&columns.join("\t"));
    text.push('\n');
    text
}

/// Replaces white space of any kind, tabs and newlines too, by one space, so that the text stays
/// one cell.
pub(crate) fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
