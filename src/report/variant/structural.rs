//! The effect of a structural variant in a gene, or in two that it joins.

use std::fmt::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::event_detail::{Copies, EventDomain, EventExons, EventFrame, Reading};
use crate::model::position::ExonRank;
use crate::model::recorded::RecordedAlteration;
use crate::model::structural::StructuralChange;
use crate::report::cell::{Cell, Text};
use crate::report::words::Word;

/// The effect of a structural variant in the gene.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Structural<'v> {
    /// In a word: `amplification`.
    word: &'v str,
    /// Whether it inactivates the gene.
    inactivating: bool,
    /// What knowledge may call it.
    alterations: Vec<RecordedAlteration>,
    /// The exons beside a junction (`13::20`, `?` where not known) or those lost or repeated (`2-7`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) exons: Option<Exons>,
    /// The reading frame across the event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) frame: Option<Word<EventFrame>>,
    /// The domains that such events keep, and whether this one does: `ALK kinase domain kept`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::report) domains: Vec<Domain>,
    /// What shows it: a DNA junction (RNA is predicted), DNA copies, RNA, or a table that says not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) reading: Option<Word<Reading>>,
    /// The copies of the gene in a cell of the tumour, where a number of them is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0))]
    copies: Option<f64>,
}

impl<'v> From<&'v StructuralChange> for Structural<'v> {
    fn from(change: &'v StructuralChange) -> Self {
        let detail = &change.detail;
        Self {
            word: change.kind.name(),
            inactivating: change.is_inactivating,
            alterations: change.alterations.iter().map(RecordedAlteration::from).collect(),
            exons: detail.exons.map(Exons::from),
            frame: detail.frame.map(Word),
            domains: detail.domains.iter().map(Domain::from).collect(),
            reading: detail.reading.map(Word),
            copies: detail.copies.map(Copies::number),
        }
    }
}

/// Exons of an event: those beside a junction, or the first and last one lost or repeated.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(in crate::report) enum Exons {
    /// Those beside a junction.
    Joined {
        /// Of the 5′ gene.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schemars(range(min = 1))]
        five_prime: Option<u32>,
        /// Of the 3′ gene.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schemars(range(min = 1))]
        three_prime: Option<u32>,
    },
    /// Those lost or repeated.
    Within {
        /// The first.
        #[schemars(range(min = 1))]
        first: u32,
        /// The last.
        #[schemars(range(min = 1))]
        last: u32,
    },
}

impl From<EventExons> for Exons {
    fn from(exons: EventExons) -> Self {
        let number = |rank: Option<ExonRank>| rank.map(|rank| rank.0);
        match exons {
            EventExons::Joined(five, three) => {
                Self::Joined { five_prime: number(five), three_prime: number(three) }
            }
            EventExons::Within(first, last) => Self::Within { first: first.0, last: last.0 },
        }
    }
}

impl Cell for Exons {
    fn put<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        let number =
            |exon: Option<u32>| exon.map_or_else(|| "?".to_owned(), |exon| exon.to_string());
        match *self {
            Self::Joined { five_prime, three_prime } => {
                write!(out, "{}::{}", number(five_prime), number(three_prime))
            }
            Self::Within { first, last } if first == last => write!(out, "{first}"),
            Self::Within { first, last } => write!(out, "{first}-{last}"),
        }
    }
}

/// A domain that events of its gene keep.
#[derive(Serialize, JsonSchema)]
pub(in crate::report) struct Domain {
    /// HGNC symbol.
    gene: Text<'static>,
    /// `kinase domain`.
    name: Text<'static>,
    /// Whether it is kept whole.
    kept: bool,
}

impl From<&EventDomain> for Domain {
    fn from(&EventDomain { gene, name, is_kept }: &EventDomain) -> Self {
        Self { gene: Text(gene), name: Text(name), kept: is_kept }
    }
}

impl Cell for Domain {
    fn put<W: Write + ?Sized>(&self, out: &mut W) -> fmt::Result {
        let is_kept = if self.kept { "kept" } else { "lost" };
        write!(out, "{} {} {is_kept}", self.gene.0, self.name.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exons_and_domains_in_a_cell_and_in_json() {
        let rank = |number| Some(ExonRank(number));
        for (exons, cell, json) in [
            (
                EventExons::Joined(rank(13), rank(20)),
                "13::20",
                r#"{"five_prime":13,"three_prime":20}"#,
            ),
            (EventExons::Joined(None, rank(20)), "?::20", r#"{"three_prime":20}"#),
            (EventExons::Within(ExonRank(2), ExonRank(7)), "2-7", r#"{"first":2,"last":7}"#),
            (EventExons::Within(ExonRank(14), ExonRank(14)), "14", r#"{"first":14,"last":14}"#),
        ] {
            let exons = Exons::from(exons);
            let mut text = String::new();
            exons.put(&mut text).unwrap();
            assert_eq!((&*text, &*serde_json::to_string(&exons).unwrap()), (cell, json));
        }
        let domain = EventDomain { gene: "ALK", name: "kinase domain", is_kept: false };
        let mut text = String::new();
        Domain::from(&domain).put(&mut text).unwrap();
        assert_eq!(text, "ALK kinase domain lost");
    }
}
