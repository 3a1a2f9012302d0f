//! The genes that a table names: former symbols and aliases are today's gene, unknown ones are reported.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostics::Warning;
use crate::genome::spans;
use crate::matching::matcher::Matcher;
use crate::model::assembly::Assembly;

/// The names of one table.
pub(super) struct Symbols<'m> {
    matcher: &'m Matcher<'m>,
    /// The line at hand.
    line: u64,
    /// Names of no gene, with the first line that has each.
    unknown: BTreeMap<String, u64>,
}

impl<'m> Symbols<'m> {
    pub(super) fn new(matcher: &'m Matcher<'m>) -> Self {
        Self { matcher, line: 0, unknown: BTreeMap::new() }
    }

    /// Takes what follows as of this line.
    pub(super) fn read_row(&mut self, line: u64) {
        self.line = line;
    }

    /// Returns the current symbol of the gene that the table calls `name`; `name` itself, noted, where no
    /// gene is known by it.
    pub(super) fn current(&mut self, name: &str) -> String {
        self.known(name).unwrap_or_else(|| {
            if !is_clone(name) {
                self.unknown.entry(name.to_owned()).or_insert(self.line);
            }
            name.to_owned()
        })
    }

    /// Returns the same for a row that says nothing of its gene: the name is not noted.
    pub(super) fn untold(&self, name: &str) -> String {
        self.known(name).unwrap_or_else(|| name.to_owned())
    }

    fn known(&self, name: &str) -> Option<String> {
        let Matcher { genes, store, table, assembly, .. } = self.matcher;
        let is_told = |name: &str| {
            table.profiles_of_gene(name).next().is_some() || !store.gene(name, *assembly).is_empty()
        };
        // `IGH@`, as FusionCatcher writes the loci of antibodies.
        let name = name.strip_suffix('@').unwrap_or(name);
        if is_told(name) {
            return Some(name.to_owned());
        }
        // A former symbol may stand in an annotation still.
        if let Some(gene) = genes.get(name) {
            return Some(gene.symbol.to_owned());
        }
        let upper = name.to_uppercase();
        let mut spelled = [name, &*upper].into_iter();
        let known = spelled.find(|known| is_told(known) || spans::is_gene(known));
        known.map(str::to_owned)
    }

    /// Returns the assembly of the run.
    pub(super) fn assembly(&self) -> Assembly {
        self.matcher.assembly
    }

    /// Returns the warning for the names that no gene has.
    pub(super) fn warning(&self, path: &Path) -> Option<Warning> {
        let genes: Vec<String> = {
            let named = |(name, line): (&String, &u64)| format!("{name} (line {line})");
            self.unknown.iter().map(named).collect()
        };
        (!genes.is_empty()).then(|| Warning::UnknownGenes { table: path.to_path_buf(), genes })
    }
}

/// Returns whether a locus is named by its clone (`RP11-446N19.1`, `AC090627.1`). It then has no
/// symbol.
fn is_clone(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, version)| version.parse::<u32>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_todays_gene_and_unknown_names_are_listed_once() {
        let matcher = Matcher::embedded(Assembly::GRCh38);
        let mut symbols = Symbols::new(&matcher);
        for (name, current) in [
            ("HER2", "ERBB2"),
            ("her2", "ERBB2"),
            ("MLL", "KMT2A"),
            ("MLLT4", "AFDN"),
            ("ERBB2", "ERBB2"),
            ("erbb2", "ERBB2"),
            ("SEPT14", "SEPTIN14"),
            ("IGH@", "IGH"),
            // Without evidence or transcript.
            ("OR4F5", "OR4F5"),
            ("HOTAIR", "HOTAIR"),
        ] {
            assert_eq!(symbols.current(name), current);
        }
        let path = Path::new("t.tsv");
        assert_eq!(symbols.warning(path), None);
        symbols.read_row(7);
        for name in ["NOSUCHGENE", "RP11-446N19.1", "NOSUCHGENE"] {
            assert_eq!(symbols.current(name), name);
        }
        let warning = symbols.warning(path).unwrap().to_string();
        assert!(warning.starts_with("t.tsv: 1 gene is not known by name"), "{warning}");
        assert!(warning.contains("nothing: NOSUCHGENE (line 7);"), "{warning}");
    }
}
