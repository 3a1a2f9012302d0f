//! Tables of changes that are recurrent, oncogenic, or neither, without a therapy. They are the
//! user's own imports. They are read beside the evidence tables and recognised by their header
//! line.

pub(crate) mod row;

use std::fmt;
use std::path::Path;

use super::evidence::TableSource;
use crate::error::{Problems, Result};
use crate::model::oncogenicity::{FactKind, OncogenicityFact};

/// The tables of a run, by gene.
#[derive(Debug, Default)]
pub struct OncogenicityTable<'a> {
    /// Gene and its rows, neighbouring ones of one table together; sorted by gene.
    genes: Vec<(&'a str, &'a str)>,
    /// Rows by kind.
    counts: [usize; FactKind::ALL.len()],
    sources: Vec<TableSource<'a>>,
}

/// Returns whether `text` is such a table, by its header line.
pub fn is_table(text: &str) -> bool {
    let header = text.lines().find(|line| !line.starts_with('#'));
    header.is_some_and(|line| line.split('\t').eq(row::COLUMNS))
}

impl OncogenicityTable<'static> {
    /// Returns an empty table, because none is compiled in.
    pub fn none() -> &'static Self {
        static NONE: OncogenicityTable<'static> =
            OncogenicityTable { genes: Vec::new(), counts: [0; 5], sources: Vec::new() };
        &NONE
    }
}

impl<'a> OncogenicityTable<'a> {
    /// Reads several tables, each `(name, text)`, as one.
    ///
    /// # Errors
    /// [`crate::Error::Table`] with every bad row of all tables.
    pub fn from_texts(texts: &[(&str, &'a str)]) -> Result<Self> {
        let mut table = Self::default();
        let mut problems = Problems::default();
        for &(name, text) in texts {
            table.add(name, text, &mut problems);
            table.sources.push(TableSource { name: name.to_owned(), text });
        }
        problems.into_result()?;
        // Stable: the tables stay in their order.
        table.genes.sort_by_key(|(gene, _)| *gene);
        Ok(table)
    }

    /// Notes the rows of one table by gene.
    fn add(&mut self, name: &str, text: &'a str, problems: &mut Problems) {
        // The gene of the open run, and where it began and ended: a comment line breaks it.
        let mut open: Option<(&'a str, usize, usize)> = None;
        let mut is_header = true;
        let mut start = 0;
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            let (from, end) = (start, start + line.len());
            start = end;
            let line = line.trim_end_matches(['\n', '\r']);
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if std::mem::take(&mut is_header) {
                if !line.split('\t').eq(row::COLUMNS) {
                    let reason = format!("the header is not: {}", row::COLUMNS.join(" "));
                    problems.push(Path::new(name), number, reason);
                    return;
                }
                continue;
            }
            let fact = match row::parse(line) {
                Ok(fact) => fact,
                Err(reason) => {
                    problems.push(Path::new(name), number, reason);
                    continue;
                }
            };
            self.counts[fact.kind as usize] += 1;
            match &mut open {
                Some((gene, _, until)) if *gene == fact.gene && *until == from => *until = end,
                _ => {
                    self.close(text, open);
                    open = Some((fact.gene, from, end));
                }
            }
        }
        self.close(text, open);
    }

    fn close(&mut self, text: &'a str, open: Option<(&'a str, usize, usize)>) {
        self.genes.extend(open.map(|(gene, from, end)| (gene, &text[from..end])));
    }

    /// Returns the facts on changes of `gene` (HGNC symbol).
    pub fn of_gene(&self, gene: &str) -> impl Iterator<Item = OncogenicityFact<'a>> {
        let start = self.genes.partition_point(|&(name, _)| name < gene);
        let length = self.genes[start..].partition_point(|&(name, _)| name == gene);
        // Checked when the table was read.
        self.genes[start..start + length]
            .iter()
            .flat_map(|(_, rows)| rows.lines())
            .filter_map(|line| row::parse(line).ok())
    }

    /// Returns whether there are facts on changes of `gene` (HGNC symbol).
    pub fn has_gene(&self, gene: &str) -> bool {
        self.genes.binary_search_by(|&(name, _)| name.cmp(gene)).is_ok()
    }

    /// Returns the genes that have facts, sorted, each once.
    pub fn genes(&self) -> impl Iterator<Item = &'a str> {
        self.genes.chunk_by(|a, b| a.0 == b.0).filter_map(|run| run.first()).map(|&(gene, _)| gene)
    }

    /// Counts the rows of one kind.
    pub fn count(&self, kind: FactKind) -> usize {
        self.counts[kind as usize]
    }

    /// Returns the sources of the facts, table by table.
    pub fn sources(&self) -> &[TableSource<'a>] {
        &self.sources
    }
}

impl fmt::Display for OncogenicityTable<'_> {
    /// Lines for `knowledge info`: facts by kind; none where there is no table.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        FactKind::ALL
            .into_iter()
            .filter(|&kind| self.count(kind) > 0)
            .try_for_each(|kind| writeln!(f, "facts\t{}\t{}", kind.name(), self.count(kind)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(rows: &[&str]) -> String {
        let rows: Vec<String> = rows.iter().map(|row| row.replace(' ', "\t") + "\n").collect();
        format!("# source: x\n{}\n{}", row::COLUMNS.join("\t"), rows.concat())
    }

    const V600E: &str = "BRAF V600E hotspot residue 600 897 833         i1 s c";
    const R132H: &str = "IDH1 R132H hotspot residue 132 766 570         i2 s c";
    const BASES: &str = "BRAF  oncogenic Oncogenic    t GRCh37 7 140453136 A T d  i3 s c";

    #[test]
    fn rows_by_gene_over_tables() {
        let (one, two) = (text(&[V600E, R132H]), text(&[BASES]));
        let table = OncogenicityTable::from_texts(&[("a", &one), ("b", &two)]).unwrap();
        let ids = |gene| table.of_gene(gene).map(|fact| fact.id).collect::<Vec<_>>();
        assert_eq!(ids("BRAF"), ["i1", "i3"]);
        assert_eq!((ids("IDH1"), ids("KRAS")), (vec!["i2"], vec![]));
        assert_eq!(table.genes().collect::<Vec<_>>(), ["BRAF", "IDH1"]);
        assert_eq!((table.count(FactKind::Hotspot), table.count(FactKind::Oncogenic)), (2, 1));
        assert_eq!(table.sources().iter().map(|s| s.rows()).collect::<Vec<_>>(), [2, 1]);
        assert!(is_table(&one) && !is_table("genes\tprofile\n") && !is_table(""));
        assert_eq!(OncogenicityTable::none().of_gene("BRAF").count(), 0);
        // A comment line between two rows of one gene is no row.
        let broken = one.replace("IDH1", "# a remark\nBRAF");
        let table = OncogenicityTable::from_texts(&[("a", &broken)]).unwrap();
        assert_eq!(table.of_gene("BRAF").count(), 2);
    }

    #[test]
    fn every_bad_row_is_told() {
        let bad = text(&[&V600E.replace("833", "many"), V600E, &V600E.replace("hotspot", "hot")]);
        let message = OncogenicityTable::from_texts(&[("t", &bad)]).unwrap_err().to_string();
        for part in ["2 bad rows", "t:3: change_samples \"many\"", "t:5: kind \"hot\""] {
            assert!(message.contains(part), "{message}");
        }
        assert!(OncogenicityTable::from_texts(&[("t", "a\tb\n")]).is_err());
    }
}
