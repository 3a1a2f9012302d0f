//! The processes of tumour biology that genes take part in: epithelial-mesenchymal transition,
//! angiogenesis, immune evasion, signalling pathways. Research context: it never gives a level.

use std::collections::{BTreeMap, BTreeSet};

use super::sorted_text::Sorted;
use crate::cells::cells;
use crate::error::{Problems, Result};
use crate::io::table::Table;
use crate::model::finding::Process;

pub(crate) static TABLE: &str = include_str!("../../data/generated/processes.tsv");

static ROWS: Sorted = Sorted::new(TABLE);

const HEADER: &str = "\
# Processes of tumour biology by gene: research context, never a therapy level. `sources`: gene sets of WikiPathways that
# hold the gene (process_pathways.tsv says which stand for which process); `unverified` for the role and for a gene that only
# process_roles.tsv names. Source: WikiPathways 2026-08-22 (CC0 1.0). Regenerate: cargo xtask data processes.tsv
gene\tprocess\trole\tsources
";

/// Returns the processes of a gene, by name.
pub fn of_gene(gene: &str) -> impl Iterator<Item = Process> {
    ROWS.rows(gene).filter_map(|row| {
        let mut cells = cells(row).skip(1);
        Some(Process { name: cells.next()?, role: cells.next()?, sources: cells.next()? })
    })
}

/// Makes the table from WikiPathways' gene sets (`name`, `symbols` joined by `|`), the pathways that
/// stand for a process, and the roles written by hand.
///
/// # Errors
/// [`crate::Error::Table`] with every bad row, and where a pathway is not among the gene sets.
pub fn import(sets: &Table, pathways: &Table, roles: &Table) -> Result<String> {
    let sets: BTreeMap<&str, &str> = sets
        .picked(["name", "symbols"])?
        .into_iter()
        .map(|(_, [name, symbols])| (name, symbols))
        .collect();
    let mut rows: BTreeMap<(&str, &str), (&str, BTreeSet<&str>)> = BTreeMap::new();
    let mut problems = Problems::default();
    for (line, [process, pathway]) in pathways.picked(["process", "pathway"])? {
        match sets.get(pathway) {
            Some(symbols) => {
                for gene in symbols.split('|') {
                    rows.entry((gene, process)).or_default().1.insert(pathway);
                }
            }
            None => {
                problems.push(pathways.path(), line, format!("pathway: no gene set {pathway:?}"))
            }
        }
    }
    problems.into_result()?;
    for (_, [gene, process, role]) in roles.picked(["gene", "process", "role"])? {
        let row = rows.entry((gene, process)).or_default();
        row.0 = role;
        row.1.insert("unverified");
    }
    let mut table = HEADER.to_owned();
    for ((gene, process), (role, sources)) in rows {
        let sources = sources.into_iter().collect::<Vec<_>>().join(",");
        table.push_str(&format!("{gene}\t{process}\t{role}\t{sources}\n"));
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::knowledge::sorted_text;

    fn source(text: &str) -> Table {
        Table::parse(Path::new("t"), text, &[]).unwrap()
    }

    #[test]
    fn sets_and_roles_are_joined() {
        let sets = "name\tsymbols\nWP1\tCDH1|ZEB1\nWP2\tZEB1\n";
        let pathways = "process\tpathway\nemt\tWP1\nemt\tWP2\nrepair\tWP2\n";
        let roles = "gene\tprocess\trole\nCDH1\temt\tadhesion\nHOTAIR\temt\tRNA\n";
        let made = import(&source(sets), &source(pathways), &source(roles)).unwrap();
        let rows: Vec<&str> = sorted_text::body(&made).lines().collect();
        assert_eq!(
            rows,
            [
                "CDH1\temt\tadhesion\tWP1,unverified",
                "HOTAIR\temt\tRNA\tunverified",
                "ZEB1\temt\t\tWP1,WP2",
                "ZEB1\trepair\t\tWP2",
            ]
        );
        let error = import(&source(sets), &source("process\tpathway\nemt\tWP9\n"), &source(roles));
        assert!(error.unwrap_err().to_string().contains("t:2: pathway: no gene set \"WP9\""));
    }

    #[test]
    fn genes_of_the_review() {
        let names = |gene: &str| of_gene(gene).map(|p| p.name).collect::<Vec<_>>();
        for gene in ["CDH1", "SNAI1", "TWIST1", "ZEB2", "VIM", "MIR200C", "MIR34A", "HOTAIR"] {
            assert!(names(gene).contains(&"epithelial_mesenchymal_transition"), "{gene}");
        }
        assert!(names("VEGFA").contains(&"angiogenesis"));
        assert!(names("KRAS").contains(&"rtk_ras_signalling"));
        assert!(names("BRCA2").contains(&"dna_repair"));
        assert!(names("OR4F5").is_empty());
    }
}
