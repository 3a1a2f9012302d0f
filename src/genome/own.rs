//! The user's own transcripts, in the schema of the embedded table: their rows stand for the genes that they name.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use super::index;
use super::model::TranscriptModel;
use super::row::{COLUMNS, Row, check, copied};
use super::store::{TABLE, TranscriptStore};
use crate::cells::lines;
use crate::diagnostics::Warning;
use crate::error::{Error, Location, Problems, Result};
use crate::model::assembly::Assembly;

/// Makes the store of the embedded transcripts with the rows of `text`, the table at `path`, in the place of
/// those of the same genes. Tells of rows whose coding sequence is none that a protein is read from.
///
/// # Errors
/// [`Error::Table`] where the columns are others, or with every row that cannot be read.
pub fn store(path: &Path, text: &str) -> Result<(TranscriptStore, Vec<Warning>)> {
    let (mut problems, mut warnings) = (Problems::default(), Vec::new());
    let (mut rows, mut has_header) = (Vec::new(), false);
    for (number, line) in (1..).zip(lines(text)) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if !has_header {
            has_header = true;
            if line.split('\t').ne(COLUMNS) {
                let reason = format!(
                    "not a table of transcripts: its columns are not {}",
                    COLUMNS.join(", ")
                );
                return Err(Error::Table { at: Location::line(path, number), reason });
            }
            continue;
        }
        match read(line) {
            Ok(models) => {
                warnings.extend(models.iter().filter_map(fault).take(1).map(|reason| {
                    Warning::Transcript { at: Location::line(path, number), reason }
                }));
                rows.push((index::key(line), line));
            }
            Err(reason) => problems.push(path, number, reason),
        }
    }
    problems.into_result()?;
    if rows.is_empty() {
        let reason = "holds no transcript".to_owned();
        return Err(Error::Table { at: Location::file(path), reason });
    }
    let own: HashSet<&str> = rows.iter().map(|(gene, _)| *gene).collect();
    let embedded = lines(index::body(TABLE)).map(|line| (index::key(line), line));
    rows.extend(embedded.filter(|(gene, _)| !own.contains(gene)));
    // The user's order within a gene stays: the first is reported.
    rows.sort_by_key(|(gene, _)| *gene);
    let mut table = COLUMNS.join("\t") + "\n";
    for (_, line) in rows {
        table += line;
        table.push('\n');
    }
    Ok((TranscriptStore::from_text(table)?, warnings))
}

fn read(line: &str) -> Result<Vec<TranscriptModel>, String> {
    let columns = line.split('\t').count();
    let row = Row::split(line)
        .ok_or_else(|| format!("{columns} columns in the place of {}", COLUMNS.len()))?;
    if row.gene().is_empty() || row.accession().is_empty() {
        return Err("gene or accession is empty".to_owned());
    }
    check(line)?;
    let gene = Arc::from(row.gene());
    let mut models = Vec::new();
    for assembly in Assembly::ALL {
        models.extend(row.transcript(assembly, &gene, copied)?.map(TranscriptModel::new));
    }
    if models.is_empty() { Err(format!("{gene}: no exons on either assembly")) } else { Ok(models) }
}

/// Returns what keeps the coding sequence from being read, or makes its protein doubtful.
fn fault(model: &TranscriptModel) -> Option<String> {
    let length = model.cds_in_transcript().len();
    let what = match model.coding_bases().and_then(|bases| bases.get(..length as usize)) {
        _ if length == 0 => return None,
        _ if !length.is_multiple_of(3) => {
            format!(
                "its coding sequence has {length} bases, no multiple of three: no protein is read from it"
            )
        }
        None => return None,
        Some(bases) => {
            let is_stop = |codon: &[u8]| matches!(codon, b"TAA" | b"TAG" | b"TGA");
            let stops = bases.chunks_exact(3).filter(|codon| is_stop(codon)).count();
            let (start, end) = (&bases[..3], &bases[bases.len() - 3..]);
            let text = |codon: &[u8]| String::from_utf8_lossy(codon).into_owned();
            if !start.contains(&b'N') && start != b"ATG" {
                format!("its coding sequence begins with {}, not ATG", text(start))
            } else if !end.contains(&b'N') && !is_stop(end) {
                format!("its coding sequence ends with {}, no stop codon", text(end))
            } else if stops > usize::from(is_stop(end)) {
                "its coding sequence has a stop codon inside".to_owned()
            } else {
                return None;
            }
        }
    };
    Some(format!("{} {}: {what}", model.gene, model.accession))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(gene: &str, accession: &str, bases: &str) -> String {
        let flank = "N".repeat(50);
        let end = 1_000 + bases.len();
        format!(
            "{gene}\t\t{accession}\t\t\tours\t1\t+\t990-{end}\t1000-{end}\t\t\tgenome\t{flank}{bases}{flank}\n"
        )
    }

    fn read(rows: &str) -> Result<(TranscriptStore, Vec<Warning>)> {
        store(Path::new("own.tsv"), &format!("# ours\n{}\n{rows}", COLUMNS.join("\t")))
    }

    #[test]
    fn own_rows_stand_for_their_genes() {
        let rows = row("ZZZ9", "LAB_1", "ATGGCTTGCTAA") + &row("KRAS", "LAB_2", "ATGTGCTAA");
        let (store, warnings) = read(&rows).unwrap();
        assert!(warnings.is_empty(), "{warnings:?}");
        let accessions = |gene, assembly| -> Vec<String> {
            let models = store.gene(gene, assembly).iter();
            models.map(|model| model.accession.to_string()).collect()
        };
        assert_eq!(accessions("ZZZ9", Assembly::GRCh38), ["LAB_1"]);
        assert_eq!(accessions("KRAS", Assembly::GRCh38), ["LAB_2"]);
        assert!(accessions("KRAS", Assembly::GRCh37).is_empty());
        assert_eq!(accessions("BRAF", Assembly::GRCh37), ["NM_004333.6"]);
        let protein = store.gene("ZZZ9", Assembly::GRCh38)[0].protein_sequence();
        assert_eq!(protein, Some(&b"MAC"[..]));
    }

    #[test]
    fn doubtful_rows_are_told_with_their_line() {
        let rows = [
            row("A", "L1", "ATGGCTTGCTAA"),
            row("B", "L2", "ATGGCTTGCTA"),
            row("C", "L3", "CTGGCTTGCTAA"),
            row("D", "L4", "ATGGCTTGCGCA"),
            row("E", "L5", "ATGTAGTGCTAA"),
        ];
        let (_, warnings) = read(&rows.concat()).unwrap();
        let told: Vec<String> = warnings.iter().map(ToString::to_string).collect();
        for (at, what) in [
            (4, "multiple of three"),
            (5, "begins with CTG"),
            (6, "ends with GCA"),
            (7, "stop codon inside"),
        ] {
            assert!(told.iter().any(|text| text.starts_with(&format!("own.tsv:{at}: ")) && text.contains(what)), "{told:?}");
        }
        assert_eq!(told.len(), 4);
    }

    #[test]
    fn rows_that_cannot_be_read_are_all_named() {
        let bad = row("A", "L1", "ATGTAA").replace("1000-1006", "1006-1000") + "B\tx\n";
        let error = read(&bad).unwrap_err().to_string();
        assert!(error.contains("own.tsv:3") && error.contains("own.tsv:4: 2 columns"), "{error}");
        for text in ["gene\tx\n", ""] {
            let error = store(Path::new("own.tsv"), text).unwrap_err();
            assert_eq!(error.exit_code(), 3, "{error}");
        }
    }
}
