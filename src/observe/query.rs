//! What people ask for, in their words: a change by its place, by its name, or by what clinicians call
//! it; one or several of them.
//!
//! A query is read whole or refused: what is not understood may be what matters.

mod change;
mod forms;
mod fusion;
mod genes;
mod place;
mod reader;
mod score;
#[cfg(test)]
mod spellings;
mod tokens;

use crate::error::{Error, Result};
use crate::matching::vocabulary::Vocabulary;
use crate::model::assembly::Assembly;
use crate::model::profile::{Alteration, Component};
use crate::model::protein_change::ProteinChange;

use self::reader::Reader;

/// What one part of a query asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Plus-strand alleles at a 1-based position.
    Genomic {
        /// Chromosome in any style.
        chrom: String,
        /// 1-based.
        pos: u32,
        /// REF.
        reference: String,
        /// ALT.
        alternate: String,
    },
    /// A change of plus-strand bases whose REF is not told.
    Span {
        /// Chromosome in any style.
        chrom: String,
        /// First position, 1-based.
        first: u32,
        /// Last position.
        last: u32,
        /// What happens there.
        change: SpanChange,
    },
    /// A `c.` name on a transcript or a gene's reported transcript.
    Coding {
        /// Accession or gene symbol.
        on: String,
        /// `c.1799T>A`.
        name: String,
        /// The protein change that the query says it makes.
        protein: Option<ProteinChange>,
    },
    /// One finding, by what statements may call it.
    OneOf(Vec<Component>),
    /// A gene, of which no change is told.
    Gene(String),
}

/// What happens to a stretch of bases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpanChange {
    /// They are replaced by these, or by none.
    Replaced(String),
    /// They are there twice.
    Repeated,
    /// These go between the two.
    Inserted(String),
}

/// A query, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// What it asks for, all of one sample.
    pub parts: Vec<Asked>,
    /// The assembly that it names itself.
    pub assembly: Option<Assembly>,
    /// How it was read, where that is not as it is written.
    pub notes: Vec<String>,
}

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    /// [`Error::Usage`] where any part of it is not understood, with what it may mean.
    pub fn parse(text: &str, vocabulary: Vocabulary<'_>) -> Result<Self> {
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
