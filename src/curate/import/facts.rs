//! Rows of a table of oncogenicity as they are collected from a source.

use crate::curate::import::{Imported, LeftOut};
use crate::curate::symbol;
use crate::knowledge::genes::Genes;
use crate::knowledge::oncogenicity::row::{self, FactDraft};

/// Facts and what was left out.
#[derive(Debug, Default)]
pub(super) struct FactCollector {
    drafts: Vec<FactDraft>,
    left_out: LeftOut,
}

impl FactCollector {
    /// Takes a fact.
    pub(super) fn add(&mut self, draft: FactDraft) {
        self.drafts.push(draft);
    }

    /// Counts a row that says nothing a table could hold.
    pub(super) fn leave_out(&mut self, reason: &str) {
        self.left_out.add("rows", reason);
    }

    /// Takes several.
    pub(super) fn extend(&mut self, drafts: impl IntoIterator<Item = FactDraft>) {
        self.drafts.extend(drafts);
    }

    pub(super) fn finish(self, comments: &[String]) -> Imported {
        let of_genes = symbol::note(self.drafts.iter().map(|draft| draft.gene.as_str()));
        let table = row::table(comments, self.drafts);
        let rows = table.lines().filter(|line| !line.starts_with('#')).count() - 1;
        let notes =
            [format!("{rows} facts")].into_iter().chain(self.left_out.notes()).chain(of_genes);
        let notes = notes.collect();
        Imported { table, notes }
    }
}

/// Returns the current symbol of a gene, or `name` as it is where no gene has it.
pub(super) fn current_symbol(name: &str) -> &str {
    Genes::embedded().get(name).map_or(name, |gene| gene.symbol)
}
