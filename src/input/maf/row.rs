//! What one row says: an allele, or a change by its name.

use super::columns::{Column, Columns};
use super::numbers::{Reads, whole};
use crate::model::allele::is_base;
use crate::model::call::{Call, Stated};
use crate::model::contig::Contig;
use crate::model::filter;
use crate::model::protein_change::ProteinChange;

/// What one row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said<'c> {
    /// An allele: chromosome, 1-based first base, bases that go and that come.
    Allele { chrom: &'c str, contig: Contig, start: u32, reference: String, alternate: String },
    /// A change by its names, the most specific first, without an allele.
    Named(Vec<String>),
    /// Nothing that changes a protein.
    Silent,
    /// Nothing that can be read.
    Unreadable { field: String, reason: String },
}

/// A row that names its change only.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedRow {
    /// Its 1-based line.
    pub line: u64,
    /// The gene, as it is written.
    pub gene: String,
    /// What it may be asked for by, the best name first: `BRAF V600E`.
    pub names: Vec<String>,
    /// What is said of it.
    pub call: Call,
    /// FILTER.
    pub filter: String,
}

impl NamedRow {
    /// Returns whether it failed no FILTER.
    pub fn passes_filter(&self) -> bool {
        filter::passes(self.filter.as_bytes())
    }
}

/// Returns whether a name says that the residue stays (`TP53 T125=`, `TP53 T125T`).
fn is_silent_name(name: &str) -> bool {
    let change = name.rsplit(' ').next().and_then(ProteinChange::parse);
    matches!(change, Some(ProteinChange::Synonymous { .. }))
}

fn unreadable<'c>(field: &str, reason: &str) -> Said<'c> {
    Said::Unreadable { field: field.to_owned(), reason: reason.to_owned() }
}

impl Columns {
    /// Reads a row.
    pub(super) fn read<'c>(&self, cells: &[&'c str]) -> Said<'c> {
        let chrom = self.get(Column::Chromosome, cells);
        let start = self.get(Column::Start, cells);
        let bases = [Column::Reference, Column::Second, Column::First]
            .map(|column| self.get(column, cells));
        if let (Some(chrom), Some(start), [Some(reference), second, first]) = (chrom, start, bases)
        {
            let end = self.get(Column::End, cells);
            return allele(chrom, (start, end), reference, second, first);
        }
        self.named(cells)
    }

    fn named<'c>(&self, cells: &[&'c str]) -> Said<'c> {
        let gene = self.get(Column::Gene, cells);
        let told = [Column::Protein, Column::LongProtein]
            .into_iter()
            .filter_map(|column| self.get(column, cells));
        let mut names = Vec::new();
        let mut is_silent = false;
        for change in told {
            let bare = change.trim_start_matches("p.").trim_matches(['(', ')']);
            if matches!(bare, "=" | "?" | "0" | "") {
                is_silent = true;
            } else if let Some(gene) = gene {
                names.push(format!("{gene} {bare}"));
                if bare.to_ascii_lowercase().ends_with("fusion") {
                    names.push(bare.to_owned());
                }
            }
        }
        names.extend(self.get(Column::Genomic, cells).map(str::to_owned));
        // A change that keeps every residue is told by its bases alone.
        if names.iter().all(|name| is_silent_name(name)) {
            let coding = self.coding_name(gene, cells);
            names.splice(..0, coding);
        }
        match (names.is_empty(), is_silent, gene) {
            (false, ..) => Said::Named(names),
            (true, true, _) => Said::Silent,
            (true, false, None) => unreadable("Hugo_Symbol", "neither a gene nor an allele"),
            (true, false, Some(_)) => {
                unreadable("HGVSp_Short", "neither an allele nor a protein change")
            }
        }
    }

    /// Returns the coding change on its transcript, or on the gene's where none is named.
    fn coding_name(&self, gene: Option<&str>, cells: &[&str]) -> Option<String> {
        let told = self.get(Column::Coding, cells)?;
        let (on, name) = match told.rsplit_once(':') {
            Some((accession, name)) => (Some(accession), name),
            None => (self.get(Column::Transcript, cells), told),
        };
        let on = on.filter(|on| *on != NO_TRANSCRIPT).or(gene)?;
        name.starts_with("c.").then(|| format!("{on}:{name}"))
    }

    /// Returns FILTER as VCF writes it.
    pub(super) fn filter(&self, cells: &[&str]) -> String {
        match self.get(Column::Filter, cells) {
            Some(filter) => filter
                .split([',', ';'])
                .map(str::trim)
                .collect::<Vec<_>>()
                .join(";")
                .replace(' ', "_"),
            None => ".".to_owned(),
        }
    }

    /// Returns the genotype and its phase set, where a column tells it.
    pub(super) fn genotype<'c>(&self, cells: &[&'c str]) -> (&'static str, &'c str) {
        let told = self.get(Column::PhaseSet, cells).and_then(|set| set.strip_prefix("PS:"));
        match told.and_then(|set| set.rsplit_once(':')) {
            Some((set, "0")) => ("1|0", set),
            Some((set, "1")) => ("0|1", set),
            _ => ("0/1", "."),
        }
    }

    /// Returns what the row says of the origin.
    pub(super) fn status(&self, cells: &[&str]) -> Stated {
        match self.get(Column::Status, cells) {
            Some(status) if status.eq_ignore_ascii_case("somatic") => Stated::Somatic(STATUS),
            Some(status) if status.eq_ignore_ascii_case("germline") => Stated::Germline(STATUS),
            _ => Stated::Not,
        }
    }

    /// Returns a row that names its change only.
    pub(super) fn named_row(&self, line: u64, cells: &[&str], names: Vec<String>) -> NamedRow {
        let mut call = Reads::of_tumor(self, cells).call();
        call.origin.stated = self.status(cells);
        NamedRow {
            line,
            gene: self.get(Column::Gene, cells).unwrap_or_default().to_owned(),
            names,
            call,
            filter: self.filter(cells),
        }
    }
}

/// Stands for a transcript that the row does not name.
pub(crate) const NO_TRANSCRIPT: &str = "not_stated";
/// The column that says whether a change is inherited.
pub(crate) const STATUS: &str = "Mutation_Status";

fn allele<'c>(
    chrom: &'c str,
    (start, end): (&str, Option<&str>),
    reference: &str,
    second: Option<&str>,
    first: Option<&str>,
) -> Said<'c> {
    let Some(contig) = Contig::from_name(chrom.as_bytes()) else {
        return unreadable("Chromosome", "not a human chromosome");
    };
    let Some(start) = whole(start).filter(|start| *start > 0) else {
        return unreadable("Start_Position", "not a position");
    };
    match end.map(whole) {
        Some(None) => return unreadable("End_Position", "not a position"),
        Some(Some(end)) if end < start => {
            return unreadable("End_Position", "before Start_Position");
        }
        _ => {}
    }
    let Some(reference) = bases(reference) else {
        return unreadable("Reference_Allele", "neither bases nor -");
    };
    let mut found = None;
    for (field, allele) in [("Tumor_Seq_Allele2", second), ("Tumor_Seq_Allele1", first)] {
        let Some(allele) = allele else { continue };
        let Some(alternate) = bases(allele) else {
            return unreadable(field, "neither bases nor -");
        };
        if alternate != reference {
            found = Some(alternate);
            break;
        }
    }
    match found {
        Some(_) if start == 1 && (reference.is_empty()) => {
            unreadable("Start_Position", "an insertion before the first base")
        }
        // Of an indel the places and lengths are what counts.
        Some(alternate) if reference.len() == alternate.len() && reference.contains('N') => {
            unreadable("Reference_Allele", "N is no base")
        }
        Some(alternate) => Said::Allele { chrom, contig, start, reference, alternate },
        None => unreadable("Tumor_Seq_Allele2", "no allele differs from Reference_Allele"),
    }
}

/// Returns the bases of an allele in upper case, none for `-`; `None` where it is something else.
fn bases(text: &str) -> Option<String> {
    if text.bytes().all(|byte| byte == b'-') {
        return Some(String::new());
    }
    let is_allele = |byte: u8| is_base(byte) || byte.eq_ignore_ascii_case(&b'N');
    text.bytes().all(is_allele).then(|| text.to_ascii_uppercase())
}
