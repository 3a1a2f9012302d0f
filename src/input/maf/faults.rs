//! What is wrong with a row as a whole or with one of its values.

use super::columns::{Column, Columns};
use super::numbers::{share, whole};
use super::table::{Maf, Row};
use crate::diagnostics::{Diagnostic, Scope};
use crate::error::{Error, Location, Result};
use crate::input::unread::Place;
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;

use super::row::Said;

/// A column and what is wrong with its value.
pub(super) type Fault = (String, String);

/// Columns of whole numbers of reads.
const COUNTS: [Column; 6] = [
    Column::Depth,
    Column::ReferenceReads,
    Column::AlternateReads,
    Column::NormalDepth,
    Column::NormalReferenceReads,
    Column::NormalAlternateReads,
];
/// Numbers of reads of an allele, and of all.
const OF_ALL: [(Column, Column); 2] =
    [(Column::AlternateReads, Column::Depth), (Column::NormalAlternateReads, Column::NormalDepth)];
/// Classes of rows whose gene is one nearby.
const BESIDE: [&str; 3] = ["IGR", "5'Flank", "3'Flank"];

fn fault(name: &str, reason: &str) -> Fault {
    (name.to_owned(), reason.to_owned())
}

impl Columns {
    /// Returns why the cells of a row may stand under the wrong names.
    pub(super) fn fault_of_width(&self, cells: &[&str]) -> Option<Fault> {
        let beyond = cells.get(self.width()..).unwrap_or_default();
        let is_longer = beyond.iter().any(|cell| !cell.trim().is_empty());
        is_longer.then(|| fault(self.last(), "the row has more cells than there are column names"))
    }

    /// Returns what of the values of a row is not used.
    pub(super) fn faults_of_values(&self, cells: &[&str]) -> Vec<Fault> {
        let mut faults = Vec::new();
        if let Some(missing) = self.first_beyond(cells.len()) {
            faults.push(fault(missing, "the row ends before it"));
        }
        for column in COUNTS {
            if self.get(column, cells).is_some_and(|cell| whole(cell).is_none()) {
                faults.push(fault(self.name(column), "not a whole number of reads"));
            }
        }
        for (part, all) in OF_ALL {
            let count = |column| self.get(column, cells).and_then(whole);
            if count(part).zip(count(all)).is_some_and(|(part, all)| part > all) {
                faults.push(fault(self.name(part), "more reads than the depth has"));
            }
        }
        if self.get(Column::Fraction, cells).is_some_and(|cell| share(cell).is_none()) {
            faults.push(fault(self.name(Column::Fraction), "not a fraction from 0 to 1"));
        }
        let reference = self.get(Column::Reference, cells).unwrap_or_default();
        if reference.bytes().any(|base| base.eq_ignore_ascii_case(&b'N')) {
            let what = "N is no base: nothing shows that the row is of the assembly";
            faults.push(fault(self.name(Column::Reference), what));
        }
        faults
    }
}

impl Maf {
    /// Counts what is wrong with a row. One that is skipped leaves open what lies at its place.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] where the first fault is an error.
    pub(super) fn note(&mut self, line: u64, scope: Scope, (field, reason): Fault) -> Result<()> {
        if self.is_strict {
            let at = Location::line(&self.path, line);
            return Err(Error::invalid(at, format!("{field}: {reason}")));
        }
        self.diagnostics.push(Diagnostic { line, scope, field, reason });
        Ok(())
    }

    /// Refuses a file of which no row is read: its columns hold something else.
    pub(super) fn refuse_unread(&self) -> Result<()> {
        let unread = self.rows.iter().filter(|row| !row.is_read).count();
        if unread == 0 || unread < self.rows.len() {
            return Ok(());
        }
        let whys = self.diagnostics.warnings().map(|warning| format!("; {warning}"));
        let what = format!("every row is malformed ({unread}): check what the columns hold");
        let whys = whys.fold(what, |all, why| all + &why);
        Err(Error::invalid(Location::file(&self.path), whys))
    }

    /// Holds the places of the rows against the chromosomes of `assembly`, and the genes that they name
    /// against their places. `is_elsewhere` tells whether a gene is not at a 0-based interval of the assembly, where
    /// another is.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] where no row is left, or a fault is an error.
    pub fn hold_against(
        &mut self,
        assembly: Assembly,
        is_elsewhere: &dyn Fn(&str, Contig, Interval, Assembly) -> bool,
    ) -> Result<()> {
        for index in 0..self.rows.len() {
            let Row { line, is_read, .. } = self.rows[index];
            let cells: Vec<&str> = self.cells(index);
            let Said::Allele { contig, start, ref reference, .. } = self.columns.read(&cells)
            else {
                continue;
            };
            let interval = interval(start, reference);
            if !is_read {
                continue;
            }
            if interval.end > contig.length(assembly) {
                let reason = format!("beyond the end of its chromosome on {assembly}");
                let name = self.columns.name(Column::Start).to_owned();
                self.rows[index].is_read = false;
                self.note(line, Scope::Record, (name, reason))?;
                continue;
            }
            let class = self.columns.raw(Column::Class, &cells);
            let gene = self.columns.get(Column::Gene, &cells).filter(|_| !BESIDE.contains(&class));
            if gene.is_some_and(|gene| is_elsewhere(gene, contig, interval, assembly)) {
                let name = self.columns.name(Column::Gene);
                let what = fault(name, "not the gene at the position, by which the row is read");
                self.note(line, Scope::Value, what)?;
            }
        }
        self.refuse_unread()
    }

    /// Returns the cells of a row.
    pub(super) fn cells(&self, index: usize) -> Vec<&str> {
        let (from, to) = self.rows[index].span;
        self.text[from..to].split('\t').collect()
    }

    /// Returns where a row that was skipped may lie.
    pub(super) fn place(&self, cells: &[&str]) -> Place {
        let contig = self.columns.get(Column::Chromosome, cells);
        let contig = contig.and_then(|name| Contig::from_name(name.as_bytes()));
        match (contig, self.columns.fault_of_width(cells)) {
            (Some(contig), None) => match self.columns.read(cells) {
                Said::Allele { start, ref reference, .. } => {
                    Place::At(contig, interval(start, reference))
                }
                _ => Place::On(contig),
            },
            _ => Place::Anywhere,
        }
    }
}

/// Returns the bases of an allele, the base before an insertion for it.
fn interval(start: u32, reference: &str) -> Interval {
    let length = u32::try_from(reference.len().max(1)).unwrap_or(u32::MAX);
    Interval::new(start - 1, (start - 1).saturating_add(length))
}
