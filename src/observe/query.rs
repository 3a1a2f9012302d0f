//! What people ask for, in their words: a change by its place, by its name, or by what clinicians call
//! it; one or several of them.
//!
//! A query is read whole or refused: what is not understood may be what matters.

mod accession;
mod asked;
mod change;
mod dbsnp;
mod exon_loss;
mod forms;
mod fusion;
mod gene;
mod genes;
mod join;
mod karyotype;
mod origin;
mod place;
mod reader;
mod reading;
mod refusal;
mod said;
mod score;
mod size;
mod star;
mod tokens;
mod translocations;

use crate::error::{Error, Result};
use crate::matching::vocabulary::Vocabulary;
use crate::model::profile::Alteration;

pub use self::asked::{Asked, Origin, Query, SpanChange};
use self::reader::Reader;

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    /// [`Error::Usage`] where any part of it is not understood, with what it may mean.
    pub fn parse(text: &str, vocabulary: Vocabulary<'_>) -> Result<Self> {
        size::check(text).map_err(Error::Usage)?;
        let text = plain(text);
        Reader::new(vocabulary)
            .query(&text)
            .map_err(|reason| Error::Usage(format!("cannot read {text:?}: {reason}")))
    }

    /// Returns the genes that are said to have no change.
    pub fn wild_types(&self) -> impl Iterator<Item = &str> {
        let named = self.parts.iter().flat_map(|part| match part {
            Asked::OneOf(components) => components.as_slice(),
            _ => &[],
        });
        named
            .filter(|component| component.alteration == Alteration::Wildtype)
            .map(|component| component.gene.as_str())
    }
}

/// Plain dashes, arrows and spaces, no quotes.
fn plain(text: &str) -> String {
    let chars = text.chars().map(|c| match c {
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '→' => '>',
        '\u{a0}' | '\t' => ' ',
        '"' | '“' | '”' | '\'' | '’' => ' ',
        c => c,
    });
    let text: String = chars.collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(" - ", "-").trim_end_matches(['.', ';', ',']).to_owned()
}
