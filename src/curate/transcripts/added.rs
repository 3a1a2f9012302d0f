//! Bases that a later table of facts gives to rows without any, and genes that it adds.

use std::collections::HashMap;

use super::made::Made;
use crate::genome::blocks::parse_blocks;
use crate::model::position::Interval;
use crate::model::transcript::Transcript;

/// Genes whose bases are not taken over, because a check of their own source speaks against them.
const DOUBTFUL: &[&str] = &[
    // Four residues are not those of the Ensembl protein, and it is not known which.
    "PRKAA2", // Two records of real files have another REF.
    "SMAD3",
];

/// Bases that a record of a real file contradicts, while no genome and no protein bears them out: gene,
/// position on GRCh38 (1-based), and what counts instead: N, or the base that VEP names on the same transcript.
const CONTRADICTED: &[(&str, u32, char)] = &[
    ("EGR2", 62_814_011, 'C'),
    ("FANCI", 89_295_005, 'N'),
    ("IRAK1", 154_013_378, 'N'),
    ("IRAK1", 154_018_741, 'N'),
    ("USP8", 50_481_558, 'N'),
];

/// Adds `row` of a later table. Where a row with bases stands for its gene, that row stays. A row
/// without bases takes those of `row`, and a gene without a row gets this one.
///
/// # Errors
/// Says why the bases have no place on the row of the gene.
pub(super) fn add(rows: &mut Vec<Made>, mut row: Made) -> Result<(), String> {
    let has_bases = |row: &Made| !row.cell("bases").is_empty();
    let mut same = rows.iter_mut().filter(|before| before.gene == row.gene);
    let Some(before) = same.next() else {
        let bases = placed(&row, &row)?;
        row.set("bases", bases);
        rows.push(row);
        return Ok(());
    };
    if DOUBTFUL.contains(&&*row.gene) || has_bases(before) || same.any(|before| has_bases(before)) {
        return Ok(());
    }
    if before.cell("status").starts_with(STAND_IN) && before.refseq != row.refseq {
        // One stand-in takes the place of another.
        row.set("status", before.cell("status").to_owned());
        *before = row;
        return Ok(());
    }
    let bases = placed(before, &row)?;
    let source = match before.refseq == row.refseq {
        true => row.cell("bases_source").to_owned(),
        false => format!("{} of {}", row.cell("bases_source"), row.refseq),
    };
    before.set("bases", bases);
    before.set("bases_source", source);
    Ok(())
}

/// What the status of a transcript begins with that is not the MANE Select one.
const STAND_IN: &str = "stand-in for ";

/// Returns the bases of `from` at the places of the coding blocks of `to`: N where `from` has none.
fn placed(to: &Made, from: &Made) -> Result<String, String> {
    let gene = &to.gene;
    for column in ["contig", "strand"] {
        if to.cell(column) != from.cell(column) {
            return Err(format!("{gene}: {column}: not that of {}", to.refseq));
        }
    }
    let blocks = |row: &Made| {
        let blocks = parse_blocks(row.cell("cds_grch38")).unwrap_or_default();
        let flank = |block: Interval| {
            Interval::new(
                block.start.saturating_sub(Transcript::FLANK),
                block.end + Transcript::FLANK,
            )
        };
        blocks.into_iter().map(flank).collect::<Vec<_>>()
    };
    let mut known: HashMap<u32, char> = HashMap::new();
    for (block, run) in blocks(from).into_iter().zip(from.cell("bases").split(',')) {
        for (position, base) in (block.start..).zip(run.chars()).filter(|(_, base)| *base != 'N') {
            if known.insert(position, base).is_some_and(|other| other != base) {
                return Err(format!("{gene}: bases: two bases at {position} of GRCh38"));
            }
        }
    }
    for &(_, position, base) in CONTRADICTED.iter().filter(|(of, ..)| of == gene) {
        known.insert(position - 1, base);
    }
    let base = |position: u32| known.get(&position).copied().unwrap_or('N');
    let runs = blocks(to).into_iter().map(|block| (block.start..block.end).map(base).collect());
    Ok(runs.collect::<Vec<String>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::genome::row::COLUMNS;

    fn row(refseq: &str, status: &str, cds: &str, source: &str, bases: &str) -> Made {
        let mut cells = COLUMNS.map(|_| String::new());
        cells[0] = "A".to_owned();
        let mut made = Made {
            gene: "A".to_owned(),
            is_plus_clinical: false,
            refseq: refseq.to_owned(),
            cells,
        };
        for (column, text) in [
            ("accession", refseq),
            ("status", status),
            ("contig", "1"),
            ("strand", "+"),
            ("cds_grch38", cds),
            ("bases_source", source),
            ("bases", bases),
        ] {
            made.set(column, text.to_owned());
        }
        made
    }

    fn flanked(bases: &str) -> String {
        let flank = "N".repeat(Transcript::FLANK as usize);
        format!("{flank}{bases}{flank}")
    }

    #[test]
    fn bases_stand_at_their_places_on_the_reported_transcript() {
        let mut rows = vec![row("NM_1", "MANE Select", "500-506,1000-1003", "none", "")];
        let other = row("NM_2", "stand-in for NM_1", "503-509", "clone", &flanked("ACGTAC"));
        add(&mut rows, other).unwrap();
        assert_eq!(rows[0].cell("accession"), "NM_1");
        assert_eq!(rows[0].cell("bases_source"), "clone of NM_2");
        let bases = rows[0].cell("bases");
        let n = "N".repeat(50);
        assert_eq!(bases, format!("{n}NNNACGTAC{},{n}NNN{n}", "N".repeat(47)));
        // What has bases stays.
        add(&mut rows, row("NM_1", "MANE Select", "500-506,1000-1003", "genome", "x")).unwrap();
        assert_eq!(rows[0].cell("bases_source"), "clone of NM_2");
        assert_eq!(rows.len(), 1);
    }

    #[test]
    fn a_stand_in_takes_the_place_of_another_and_doubtful_bases_of_none() {
        let mut rows = vec![row("NM_1", "stand-in for NM_3.1", "500-503", "none", "")];
        let bases = flanked("ACGTAC");
        add(&mut rows, row("NM_2", "stand-in for NM_1", "503-509", "clone", &bases)).unwrap();
        assert_eq!(rows[0].cell("accession"), "NM_2");
        assert_eq!(rows[0].cell("status"), "stand-in for NM_3.1");
        let mut doubtful = row("NM_1", "MANE Select", "503-509", "clone", &bases);
        doubtful.gene = "SMAD3".to_owned();
        let mut rows = vec![row("NM_1", "MANE Select", "503-509", "none", "")];
        rows[0].gene = "SMAD3".to_owned();
        add(&mut rows, doubtful).unwrap();
        assert_eq!(rows[0].cell("bases"), "");
    }

    #[test]
    fn bases_of_another_place_are_refused() {
        let mut rows = vec![row("NM_1", "MANE Select", "503-509", "none", "")];
        let mut from = row("NM_1", "MANE Select", "503-509", "clone", &flanked("ACGTAC"));
        from.set("strand", "-".to_owned());
        assert!(add(&mut rows, from).unwrap_err().contains("A: strand: not that of NM_1"));
        let two = format!("{},{}", flanked("ACGTAC"), "A".repeat(106));
        let from = row("NM_1", "MANE Select", "503-509,510-516", "clone", &two);
        assert!(add(&mut rows, from).unwrap_err().contains("two bases at 504"));
    }
}
