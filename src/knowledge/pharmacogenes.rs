//! Alleles of genes that decide how cancer drugs are taken apart: inherited, of the patient and not of
//! the tumour.

use std::sync::LazyLock;

use super::sorted_text;
use crate::cells::{cells, lines};
use crate::genome::spans;
use crate::model::allele::SequenceEdit;
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::pharmacogene::{AlleleFunction, PharmacogeneAllele};
use crate::model::position::Interval;

pub(crate) static TABLE: &str = include_str!("../../data/curated/pharmacogenes.tsv");

/// Returns all alleles, sorted by gene.
pub fn all() -> &'static [PharmacogeneAllele] {
    static ALL: LazyLock<Vec<PharmacogeneAllele>> =
        LazyLock::new(|| lines(sorted_text::body(TABLE)).filter_map(row).collect());
    &ALL
}

/// Returns the allele that `edit` is on `assembly`.
pub fn of(edit: &SequenceEdit, assembly: Assembly) -> Option<&'static PharmacogeneAllele> {
    all().iter().find(|allele| {
        let known = allele.edit(assembly);
        known.contig == edit.contig && is_same(known, edit)
    })
}

/// Returns the allele that the `c.` name `change` of `gene` (HGNC symbol) is.
pub fn of_change(gene: &str, change: &str) -> Option<&'static PharmacogeneAllele> {
    all().iter().find(|allele| allele.gene == gene && allele.change == change)
}

/// Returns the alleles of a gene (HGNC symbol in any case); none of other genes.
pub fn of_gene(gene: &str) -> &'static [PharmacogeneAllele] {
    let is_own = |allele: &PharmacogeneAllele| allele.gene.eq_ignore_ascii_case(gene);
    let first = all().iter().position(is_own).unwrap_or(all().len());
    let rest = &all()[first..];
    &rest[..rest.iter().take_while(|allele| is_own(allele)).count()]
}

/// Returns whether an allele lies at the 0-based `position`, or a few bases beside it.
pub fn is_near(contig: Contig, position: u32, assembly: Assembly) -> bool {
    all().iter().any(|allele| {
        let edit = allele.edit(assembly);
        edit.contig == contig && edit.start.abs_diff(position) <= NEAR
    })
}

/// Returns the places of all alleles, with as many bases on either side as a caller may shift them by.
pub fn places(assembly: Assembly) -> impl Iterator<Item = (Contig, Interval)> {
    all().iter().map(move |allele| {
        let edit = allele.edit(assembly);
        (edit.contig, Interval::new(edit.start.saturating_sub(NEAR), edit.start + NEAR))
    })
}

/// Returns the stretch around the 0-based `position` in which [`of`] knows no change and [`is_near`] no
/// place. It is empty where there is one.
pub fn free_around(contig: Contig, position: u32, assembly: Assembly) -> Interval {
    let near = places(assembly).filter(|(of, _)| *of == contig).map(|(_, interval)| interval);
    spans::free_of(near, position)
}

/// Bases that a caller may write the same change away from its place.
const NEAR: u32 = 20;

/// Returns whether both are one change: an insertion into a repeat may be written at each of its ends.
fn is_same(known: &SequenceEdit, edit: &SequenceEdit) -> bool {
    if known == edit {
        return true;
    }
    let (Some(shift), true) =
        (edit.start.checked_sub(known.start), known.deleted.is_empty() && edit.deleted.is_empty())
    else {
        return false;
    };
    // UGT1A1 *28: one unit more in a run of TA that is RUN bases long.
    let unit = known.inserted.len();
    let turned = |by: usize| -> Vec<u8> {
        known.inserted.iter().cycle().skip(by % unit.max(1)).take(unit).copied().collect()
    };
    unit > 0 && shift <= RUN && edit.inserted == turned(shift as usize)
}

/// Bases of the run of six units in the promoter of UGT1A1, with the A behind them, on both assemblies.
const RUN: u32 = 13;

fn row(line: &'static str) -> Option<PharmacogeneAllele> {
    let cells: Vec<&'static str> = cells(line).collect();
    let &[
        gene,
        allele,
        dbsnp,
        change,
        contig,
        grch38,
        grch37,
        reference,
        alternate,
        function,
        drugs,
        level,
        citation,
    ] = cells.as_slice()
    else {
        return None;
    };
    let contig = Contig::from_name(contig.as_bytes())?;
    let at = |position: &str| {
        let start = position.parse::<u32>().ok()?.checked_sub(1)?;
        SequenceEdit::trimmed(contig, start, reference.as_bytes(), alternate.as_bytes())
    };
    let function = AlleleFunction::parse(function)?;
    let edits = [at(grch37)?, at(grch38)?];
    Some(PharmacogeneAllele {
        gene,
        allele,
        dbsnp,
        change,
        edits,
        function,
        drugs,
        level,
        citation,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::genome::TranscriptStore;
    use crate::io::table::Table;

    /// What lies beside all places is none of the alleles, however it is written.
    #[test]
    fn no_allele_lies_in_a_free_stretch() {
        for assembly in Assembly::ALL {
            for allele in all() {
                let edit = allele.edit(assembly);
                for shift in 0..=RUN {
                    let start = edit.start + shift;
                    assert!(free_around(edit.contig, start, assembly).is_empty(), "{start}");
                }
                let before = free_around(edit.contig, edit.start - NEAR - 1, assembly);
                assert!(before.end <= edit.start - NEAR, "{}", allele.name());
            }
        }
    }

    #[test]
    fn every_row_is_read_and_cites() {
        let rows = lines(sorted_text::body(TABLE)).count();
        assert_eq!(all().len(), rows);
        assert!(all().is_sorted_by_key(|allele| allele.gene));
        for allele in all() {
            assert!(allele.citation.starts_with("PMID:"), "{}", allele.name());
            assert!(!allele.drugs.is_empty() && allele.dbsnp.starts_with("rs"));
        }
    }

    /// The bases that are embedded must be the table's REF, on both assemblies.
    #[test]
    fn ref_is_what_the_embedded_bases_have() {
        let store = TranscriptStore::embedded();
        let mut compared = 0;
        for allele in all() {
            for assembly in Assembly::ALL {
                let edit = allele.edit(assembly);
                let Some(model) = store.gene(allele.gene, assembly).first() else { continue };
                let own = Interval::new(edit.start, edit.start + edit.deleted.len() as u32);
                let Some(bases) = model.known_bases(own) else {
                    continue;
                };
                assert_eq!(bases, edit.deleted, "{} on {assembly}", allele.name());
                compared += 1;
            }
        }
        assert!(compared >= 8, "{compared}");
    }

    /// Where only the blocks of a gene are known, the position must be that of the coding change.
    #[test]
    fn positions_are_those_of_the_coding_changes() {
        let Some(path) = crate::shared::shared("ref/coding_genes.tsv.gz") else { return };
        let table = Table::open(&path, &[]).unwrap();
        let text = crate::io::read_text(table.path()).unwrap();
        let mut compared = 0;
        for row in text.lines() {
            let cells: Vec<&str> = row.split('\t').collect();
            for allele in all().iter().filter(|allele| allele.gene == cells[0]) {
                let digits = allele.change.trim_start_matches("c.");
                let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
                let Ok(number) = digits[..end].parse::<usize>() else { continue };
                for (assembly, column) in [(Assembly::GRCh38, 5), (Assembly::GRCh37, 7)] {
                    let mut coding: Vec<u32> = cells[column]
                        .split(',')
                        .filter_map(|block| block.split_once('-'))
                        .flat_map(|(start, end)| start.parse().unwrap()..end.parse().unwrap())
                        .collect();
                    if cells[3] == "-" {
                        coding.reverse();
                    }
                    assert_eq!(
                        coding[number - 1],
                        allele.edit(assembly).start,
                        "{}",
                        allele.name()
                    );
                    compared += 1;
                }
            }
        }
        assert!(compared >= 8, "{compared}");
    }

    #[test]
    fn a_repeat_unit_more_is_one_change_wherever_it_is_written() {
        let contig = Contig::from_name(b"2").unwrap();
        let edit = |start: u32, inserted: &[u8]| SequenceEdit {
            contig,
            start,
            deleted: Vec::new(),
            inserted: inserted.to_vec(),
        };
        let first = all().iter().find(|allele| allele.allele == "*28").unwrap();
        let start = first.edit(Assembly::GRCh38).start;
        let found = |edit: &SequenceEdit| of(edit, Assembly::GRCh38).map(|allele| allele.allele);
        assert_eq!(found(&edit(start, b"AT")), Some("*28"));
        assert_eq!(found(&edit(start + 1, b"TA")), Some("*28"));
        assert_eq!(found(&edit(start + 13, b"TA")), Some("*28"));
        assert_eq!(found(&edit(start, b"ATAT")), None);
        assert_eq!(found(&edit(start + 1, b"AT")), None);
        assert_eq!(found(&edit(start + 20, b"AT")), None);
        assert_eq!(of(&edit(start, b"AT"), Assembly::GRCh37), None);
    }
}
