//! The Database of Curated Mutations (`variants.tsv`, also gzip; CC BY): GRCh37 alleles that matter
//! in cancer by the literature.

use std::path::Path;

use crate::curate::import::Imported;
use crate::curate::import::facts::{FactCollector, current_symbol};
use crate::error::{Problems, Result};
use crate::io::file_name;
use crate::io::table::{self, Column, SourceRow};
use crate::knowledge::oncogenicity::row::{Bases, FactDraft};
use crate::knowledge::schema::draft::cell;
use crate::knowledge::variants;
use crate::model::citation::Citation;
use crate::model::oncogenicity::FactKind;
use crate::model::protein_change::ProteinChange;

const COLUMNS: [Column; 11] = [
    Column { names: &["hgvs"], required: true },
    Column { names: &["chromosome"], required: true },
    Column { names: &["start"], required: true },
    Column { names: &["read", "reference"], required: true },
    Column { names: &["variant"], required: true },
    Column { names: &["reference_version"], required: true },
    Column { names: &["gene"], required: true },
    Column { names: &["mutation_type"], required: true },
    Column { names: &["amino_acid"], required: true },
    Column { names: &["diseases"], required: true },
    Column { names: &["pubmed_sources"], required: true },
];

/// Reads the mutations.
///
/// # Errors
/// [`crate::Error::Io`] where the file cannot be read; [`crate::Error::InvalidInput`] where it is cut
/// off; [`crate::Error::Table`] with every bad row.
pub fn import(path: &Path) -> Result<Imported> {
    let mut problems = Problems::default();
    let mut rows = FactCollector::default();
    table::export(path, &COLUMNS, &mut problems, |row| mutation(row, &mut rows))?;
    problems.into_result()?;
    Ok(rows.finish(&[
        "Mutations of the Database of Curated Mutations".to_owned(),
        format!("source: http://www.docm.info: {}", file_name(path)),
        "licence: CC BY".to_owned(),
    ]))
}

fn mutation(row: &SourceRow<'_>, rows: &mut FactCollector) -> Result<(), String> {
    let kind = row.filled("mutation_type")?;
    if kind == "synonymous" {
        rows.leave_out("silent: inherited polymorphisms");
        return Ok(());
    }
    let bases = |column| match row.filled(column) {
        Ok("-") => Ok(""),
        other => other,
    };
    let (chrom, start) = (row.filled("chromosome")?, row.filled("start")?);
    let (reference, alternate) = (bases("read")?, bases("variant")?);
    variants::edit(chrom, start, reference, alternate)?;
    let hgvs = row.filled("hgvs")?;
    let citations = list(row.get("pubmed_sources")).map(|id| format!("PMID:{id}"));
    let citation = match citations.collect::<Vec<_>>().join(";") {
        text if text.is_empty() => Citation::UNVERIFIED.to_owned(),
        text => text,
    };
    rows.add(FactDraft {
        gene: current_symbol(row.filled("gene")?).to_owned(),
        change: change(kind, row.get("amino_acid")).map(|c| c.short()).unwrap_or_default(),
        kind: FactKind::Oncogenic,
        class: kind.to_owned(),
        residues: String::new(),
        samples: None,
        transcript: hgvs.split(':').next().unwrap_or_default().to_owned(),
        bases: Some(Bases {
            assembly: row.filled("reference_version")?.parse()?,
            chrom: chrom.to_owned(),
            start: start.parse().map_err(|_| format!("start {start:?} is not a position"))?,
            reference: reference.to_owned(),
            alternate: alternate.to_owned(),
        }),
        diseases: list(row.get("diseases")).collect::<Vec<_>>().join(";"),
        review: String::new(),
        id: format!("DoCM:{}", cell(hgvs)),
        source: "DoCM",
        citation,
    });
    Ok(())
}

/// Splits a list that is joined by commas.
fn list(text: &str) -> impl Iterator<Item = String> {
    text.split(',').map(cell).filter(|item| !item.is_empty())
}

/// Returns the substitution that is named. The source's own forms of frameshifts and in-frame
/// changes (`V560X`, `RD841-`) are not read, because their bases are given.
fn change(kind: &str, amino_acid: &str) -> Option<ProteinChange> {
    // Stops gained are filed as `stop_lost`.
    if !matches!(kind, "missense" | "stop_lost" | "start_lost" | "nonsense") {
        return None;
    }
    ProteinChange::parse(amino_acid).filter(|change| {
        matches!(change, ProteinChange::Substitution { .. } | ProteinChange::StartLost)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "hgvs\tchromosome\tstart\tstop\tread\tvariant\treference_version\tgene\t\
        mutation_type\tamino_acid\tdiseases\tpubmed_sources\n";

    fn imported(rows: &str) -> Result<Imported> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), format!("{HEADER}{rows}")).unwrap();
        import(file.path())
    }

    #[test]
    fn substitutions_and_changes_of_length() {
        let made = imported(
            "T1:c.1799T>A\t7\t140453136\t140453136\tA\tT\tGRCh37\tBRAF\tmissense\tp.V600E\t\
             melanoma, glioma\t1,2\n\
             T2:c.862insCATG\t5\t170837546\t170837547\t-\tCATG\tGRCh37\tNPM1\tframeshift\tp.W288HX\t\
             acute myeloid leukemia\t3\n\
             T3:c.2586G>C\t4\t55602765\t55602765\tG\tC\tGRCh37\tKIT\tsynonymous\tp.L862\tx\t4\n",
        )
        .unwrap();
        let lines: Vec<&str> =
            made.table.lines().skip_while(|line| line.starts_with('#')).skip(1).collect();
        assert_eq!(
            lines,
            [
                "BRAF\tV600E\toncogenic\tmissense\t\t\t\tT1\tGRCh37\t7\t140453136\tA\tT\t\
                 melanoma;glioma\t\tDoCM:T1:c.1799T>A\tDoCM\tPMID:1;PMID:2",
                "NPM1\t\toncogenic\tframeshift\t\t\t\tT2\tGRCh37\t5\t170837546\t\tCATG\t\
                 acute myeloid leukemia\t\tDoCM:T2:c.862insCATG\tDoCM\tPMID:3",
            ]
        );
        assert_eq!(made.notes[1], "left out: 1 rows: silent: inherited polymorphisms");
    }

    #[test]
    fn bad_rows() {
        let error = imported(
            "T:c.1A>T\t99\t1\t1\tA\tT\tGRCh37\tBRAF\tmissense\tp.V600E\tx\t1\n\
             T:c.1A>T\t7\tone\t1\tA\tT\tGRCh37\tBRAF\tmissense\tp.V600E\tx\t1\n\
             T:c.1A>T\t7\t1\t1\tA\tT\tGRCh36\tBRAF\tmissense\tp.V600E\tx\t1\n",
        );
        let message = error.unwrap_err().to_string();
        for part in ["3 bad rows", "chrom \"99\"", "start \"one\"", "\"GRCh36\""] {
            assert!(message.contains(part), "{message}");
        }
    }
}
