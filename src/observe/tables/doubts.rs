//! Words and numbers of a fusion's row that are not understood or cannot be right: each is told with its line.

use crate::genome::spans;
use crate::io::table::TableRow;
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;

use super::breaks;
use super::columns::{Columns, Genes, cell};
use super::ground::Ground;
use super::remarks::Remarks;
use super::words;

/// How far from its gene a break may be said to be of it.
const NEAR: u32 = 100_000;
/// What is done with a word that is not understood.
const UNREAD: &str = "it is not used; write a word that docs/tables.md has";

/// Remarks on what the row says of the genes, as they are called today.
pub(super) fn check(
    row: &TableRow,
    columns: &Columns,
    genes: [Option<&str>; 2],
    ground: Ground<'_>,
    remarks: &mut Remarks,
) {
    of_words(row, columns, remarks);
    of_several(row, columns, remarks);
    let assembly = breaks::build(row, columns).unwrap_or(ground.assembly);
    let mut is_away = false;
    for (at, gene) in genes.into_iter().enumerate() {
        of_exon(row, columns, at, gene, ground, remarks);
        is_away |= gene
            .zip(breaks::position(row, columns, at))
            .is_some_and(|(gene, (contig, position))| is_outside(gene, contig, position, assembly));
    }
    if is_away {
        let what = format!("breakpoints lie outside of their genes on {assembly}");
        remarks.push(row.line(), what, "make sure of the genes and of the assembly");
    }
}

fn of_words(row: &TableRow, columns: &Columns, remarks: &mut Remarks) {
    type IsKnown = fn(&str) -> bool;
    let is_frame: IsKnown = |text| words::frame_of(text).is_some() || words::leaves_open(text);
    let is_truth: IsKnown =
        |text| ["true", "false", "yes", "no"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let read: [(&str, Option<usize>, IsKnown); 3] = [
        ("frame", columns.frame, is_frame),
        ("confidence", columns.confidence, words::is_confidence),
        ("reported", columns.reported, is_truth),
    ];
    for (name, column, is_known) in read {
        if let Some(text) = cell(row, column).filter(|text| !is_known(text)) {
            remarks.push(row.line(), format!("{name}: {text:?} is not understood"), UNREAD);
        }
    }
    if let Some(text) = cell(row, columns.build)
        && breaks::build(row, columns).is_none()
    {
        let what = format!("NCBI_Build: {text:?} is neither GRCh37 nor GRCh38");
        remarks.push(row.line(), what, "read as the assembly of the run");
    }
}

/// Several genes in one cell are no place between genes, which has distances: `A(1200),B(30)`.
fn of_several(row: &TableRow, columns: &Columns, remarks: &mut Remarks) {
    let (Genes::Ordered(five, three) | Genes::Plain(five, three)) = columns.genes else { return };
    for text in [five, three].map(|column| row.cell(column)) {
        if text.contains(',') && !text.contains('(') {
            let what = format!("genes: {text:?} is not one gene");
            remarks.push(row.line(), what, "read as an unknown partner; write one gene in a cell");
        }
    }
}

fn of_exon(
    row: &TableRow,
    columns: &Columns,
    at: usize,
    gene: Option<&str>,
    ground: Ground<'_>,
    remarks: &mut Remarks,
) {
    let Some(text) = cell(row, columns.exons[at]) else { return };
    let Some(number) = text.parse::<u32>().ok().filter(|number| *number > 0) else {
        remarks.push(row.line(), format!("exon: {text:?} is no exon"), "it is not used");
        return;
    };
    let Some(gene) = gene else { return };
    let model = breaks::counted_on(row, columns, gene, at, ground);
    if let Some(model) = model.filter(|model| number as usize > model.exons.len()) {
        let what =
            format!("exon: {number}, and {gene} has {} ({})", model.exons.len(), model.accession);
        remarks.push(row.line(), what, "it is not used; name the transcript that it counts on");
    }
}

/// Returns whether a 1-based position lies far from a gene whose place is known.
fn is_outside(gene: &str, contig: Contig, position: u32, assembly: Assembly) -> bool {
    // Beyond the chromosome it is told as such.
    if position > contig.length(assembly) {
        return false;
    }
    let spans = Contig::all().filter_map(|contig| spans::of_gene(gene, contig));
    let is_near =
        spans.filter_map(|span| Some((span.contig, span.on(assembly)?))).map(|(on, at)| {
            let (start, end) = (at.start.saturating_sub(NEAR), at.end.saturating_add(NEAR));
            on == contig && (start..=end).contains(&position)
        });
    is_near.reduce(|any, is| any || is) == Some(false)
}
