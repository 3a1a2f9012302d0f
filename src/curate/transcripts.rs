//! Makes the transcript table from tables of transcript facts.

mod added;
mod annotation;
mod made;
mod panel;

use std::collections::HashMap;

use crate::error::{Problems, Result};
use crate::genome::row::{COLUMNS, check};
use crate::io::table::{Table, TableRow};
use crate::model::contig::Contig;
use made::{HEADER, Made};

/// Columns of the facts table that hold what [`COLUMNS`] names, in that order. An unversioned
/// `refseq` is used where `refseq_mane` is empty.
const SOURCE: [&str; COLUMNS.len()] = [
    "symbol",
    "hgnc_id",
    "refseq_mane",
    "ensembl_mane",
    "protein_mane",
    "status",
    "chrom",
    "strand",
    "exons_grch38",
    "cds_grch38",
    "exons_grch37",
    "cds_grch37",
    "sequence_source",
    "cds_exon_sequences",
];

/// Genes whose blocks are those of another version than the MANE label beside them says, with
/// the residues that the blocks code for. Their label is replaced.
const OTHER_VERSION: &[(&str, u32)] = &[("MYD88", 309), ("NFKBIE", 500)];

pub use annotation::Annotation;
pub use panel::Panel;

/// Makes the transcript table from tables of transcript facts, the first with blocks of most genes. Each
/// later one gives bases to rows that have none, and adds genes. Genes of `panel` that none of them has get
/// its blocks.
///
/// # Errors
/// [`crate::Error::Table`] with every bad row. Bad are an unknown contig, blocks out of order, and bases
/// that do not fill their block. So are coding blocks that are not the exons between the first and
/// last coding base, and a later row on another contig or strand than the row that it gives bases to.
pub fn import(tables: &[Table], panel: Option<Panel<'_>>) -> Result<String> {
    let mut rows: Vec<Made> = Vec::new();
    let mut problems = Problems::default();
    for (number, facts) in tables.iter().enumerate() {
        for (row, made) in of_table(facts)? {
            let done = check(&made.line()).and_then(|()| match number {
                0 => {
                    rows.push(made);
                    Ok(())
                }
                _ => added::add(&mut rows, made),
            });
            if let Err(reason) = done {
                problems.push(facts.path(), row, reason);
            }
        }
    }
    if let Some(panel) = panel {
        panel.add(&mut rows, &mut problems)?;
    }
    problems.into_result()?;
    rows.sort();
    let mut out = String::from(HEADER);
    out.push_str(&COLUMNS.join("\t"));
    out.push('\n');
    for row in rows {
        out.push_str(&row.line());
        out.push('\n');
    }
    Ok(out)
}

/// Returns the rows of a facts table, each with its line there.
fn of_table(facts: &Table) -> Result<Vec<(u64, Made)>> {
    let positions: HashMap<&str, usize> =
        facts.header().iter().enumerate().map(|(i, name)| (name.as_str(), i)).collect();
    let missing: Vec<String> = SOURCE
        .iter()
        .chain(&["refseq"])
        .filter(|name| !positions.contains_key(*name))
        .map(|name| (*name).to_owned())
        .collect();
    if !missing.is_empty() {
        return Err(facts.lacks(&missing));
    }
    let made = |row| (TableRow::line(row), Fact { positions: &positions, row }.made());
    Ok(facts.rows().iter().map(made).collect())
}

/// One row of the facts table.
struct Fact<'t> {
    positions: &'t HashMap<&'t str, usize>,
    row: &'t TableRow,
}

impl<'t> Fact<'t> {
    fn cell(&self, name: &str) -> &'t str {
        self.positions.get(name).map_or("", |&column| self.row.cell(column))
    }

    /// Returns the row in the table's own columns.
    fn made(&self) -> Made {
        let gene = self.cell("symbol");
        let mane = self.cell("refseq_mane");
        let other = OTHER_VERSION.iter().find(|(name, _)| *name == gene);
        let status = match other {
            Some((_, residues)) => format!("{residues}-residue version, not {mane}"),
            None => self.cell("status").to_owned(),
        };
        let contig = Contig::from_name(self.cell("chrom").as_bytes()).map(|c| c.to_string());
        let cells = SOURCE.map(|name| {
            let cell = match name {
                "status" => status.as_str(),
                "chrom" => contig.as_deref().unwrap_or(self.cell(name)),
                "refseq_mane" if other.is_some() || mane.is_empty() => self.cell("refseq"),
                "ensembl_mane" | "protein_mane" if other.is_some() => "",
                _ => self.cell(name),
            };
            cell.to_owned()
        });
        Made {
            gene: gene.to_owned(),
            is_plus_clinical: self.cell("status") == "MANE Plus Clinical",
            refseq: self.cell("refseq").to_owned(),
            cells,
        }
    }
}
