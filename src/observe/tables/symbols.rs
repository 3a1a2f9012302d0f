//! The genes that a table names: former symbols and aliases are today's gene, unknown ones are reported.

use std::collections::BTreeSet;
use std::path::Path;

use crate::genome::spans;
use crate::matching::matcher::Matcher;

/// The names that a warning lists.
const NAMED: usize = 10;

/// The names of one table.
pub(super) struct Symbols<'m> {
    matcher: &'m Matcher,
    unknown: BTreeSet<String>,
}

impl<'m> Symbols<'m> {
    pub(super) fn new(matcher: &'m Matcher) -> Self {
        Self { matcher, unknown: BTreeSet::new() }
    }

    /// Returns the current symbol of the gene that the table calls `name`; `name` itself, noted, where no
    /// gene is known by it.
    pub(super) fn current(&mut self, name: &str) -> String {
        let Matcher { genes, store, table, assembly, .. } = self.matcher;
        let is_known = |name: &str| {
            table.profiles_of_gene(name).next().is_some()
                || !store.gene(name, *assembly).is_empty()
                || spans::is_gene(name)
        };
        if is_known(name) {
            return name.to_owned();
        }
        if let Some(gene) = genes.get(name) {
            return gene.symbol.to_owned();
        }
        let upper = name.to_uppercase();
        if is_known(&upper) {
            return upper;
        }
        self.unknown.insert(name.to_owned());
        name.to_owned()
    }

    /// The warning of the names that no gene is known by.
    pub(super) fn warning(&self, path: &Path) -> Option<String> {
        let count = self.unknown.len();
        let listed: Vec<&str> = self.unknown.iter().map(String::as_str).take(NAMED).collect();
        let more = match count.saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let genes = if count == 1 { "gene is" } else { "genes are" };
        (count > 0).then(|| {
            format!(
                "{}: {count} {genes} not known by name: {}{more}; write current HGNC symbols",
                path.display(),
                listed.join(", ")
            )
        })
    }
}
