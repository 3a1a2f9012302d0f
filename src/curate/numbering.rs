//! The table of other residue numberings, made from curated rows and from what the aliases of known
//! alleles show on the embedded proteins.

use std::path::Path;

use crate::error::{Problems, Result};
use crate::genome::{TranscriptModel, TranscriptStore};
use crate::io::table::Table;
use crate::knowledge::numbering::{ShownOffset, shown};
use crate::knowledge::variants::KnownAlleles;
use crate::model::assembly::Assembly;
use crate::model::position::{CdsPosition, Interval, ResidueNumber};

const HEADER: &str = "\
# Other ways to number the residues of a protein: offset = the other number less that of the embedded
# protein, for its residues first to last. `usual`: changes are mostly written so, whatever they fit.
# source: data/curated/numbering_curation.tsv; data/generated/variants.tsv, aliases of CIViC's variants (CC0 1.0), each
# from the first to the last exon of the residues that show it. Regenerate: cargo xtask
# data numbering.tsv
";
const COLUMNS: [&str; 7] = ["gene", "offset", "first", "last", "use", "source", "note"];

/// Returns the table, from the curated rows in `curated` and the embedded known alleles and
/// transcripts.
///
/// # Errors
/// As [`Table::open`]. [`crate::Error::Table`] with every row that is short or without numbers.
pub fn table(curated: &Path) -> Result<String> {
    let curated = Table::open(curated, &COLUMNS)?;
    let mut rows: Vec<(String, i32, String)> = Vec::new();
    let mut problems = Problems::default();
    for (number, cells) in curated.picked(COLUMNS)? {
        let [gene, offset, first, last, ..] = cells;
        match (offset.parse(), first.parse::<u32>(), last.parse::<u32>()) {
            (Ok(offset), Ok(_), Ok(_)) => rows.push((gene.to_owned(), offset, cells.join("\t"))),
            _ => {
                let reason = "offset, first and last are not all numbers";
                problems.push(curated.path(), number, reason);
            }
        }
    }
    problems.into_result()?;
    let store = TranscriptStore::embedded();
    let reported = |gene: &str| store.gene(gene, Assembly::GRCh38).first();
    let is_residue = |gene: &str, at: crate::model::protein_change::Residue| {
        reported(gene)
            .and_then(|model| model.protein_sequence())
            .and_then(|protein| protein.get(at.number as usize - 1))
            .is_some_and(|&letter| at.residue == Some(letter))
    };
    for offset in shown(KnownAlleles::embedded(), is_residue) {
        let is_curated =
            rows.iter().any(|(gene, other, _)| *gene == offset.gene && *other == offset.offset);
        if let Some(line) = reported(offset.gene).and_then(|model| line(&offset, model))
            && !is_curated
        {
            rows.push((offset.gene.to_owned(), offset.offset, line));
        }
    }
    rows.sort();
    let lines: Vec<String> = rows.into_iter().map(|(_, _, line)| line).collect();
    Ok(format!("{HEADER}{}\n{}\n", COLUMNS.join("\t"), lines.join("\n")))
}

/// Returns the row of a shown offset. It holds for whole exons, from the first residue that shows
/// it to the last, because transcripts differ by exons.
fn line(shown: &ShownOffset, model: &TranscriptModel) -> Option<String> {
    let (first, _) = exon_codons(model, *shown.residues.first()?)?;
    let (_, last) = exon_codons(model, *shown.residues.last()?)?;
    let direction = if shown.offset > 0 { "higher" } else { "lower" };
    Some(format!(
        "{}\t{}\t{first}\t{last}\t\tCIViC:{}\t{} {direction}, on another transcript",
        shown.gene,
        shown.offset,
        shown.ids.join(";"),
        shown.offset.abs(),
    ))
}

/// Returns the first and last codon that lie wholly in the exon of a residue's codon.
fn exon_codons(model: &TranscriptModel, residue: u32) -> Option<(u32, u32)> {
    let coding = model.cds_in_transcript();
    let codon = ResidueNumber(residue).codon()?;
    let (index, _) = model.exon_at(model.coding_to_genome(CdsPosition(codon.start))?);
    let Interval { start, end } = model.exon_in_transcript(index)?;
    let first = (start.max(coding.start) - coding.start).div_ceil(3) + 1;
    // The last codon of the coding sequence is the stop.
    let last = (end.min(coding.end - 3) - coding.start) / 3;
    Some((first.min(residue), last.max(residue)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::numbering::of_gene;

    #[test]
    fn whole_exons() {
        let models = TranscriptStore::embedded().gene("BRAF", Assembly::GRCh38);
        // Exon 15 of BRAF begins in codon 581 and ends in codon 620.
        assert_eq!(exon_codons(&models[0], 600), Some((582, 620)));
        assert_eq!(of_gene("ABL1").iter().filter(|row| row.offset == 19).count(), 1);
    }
}
