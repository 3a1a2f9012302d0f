//! Hotspots of cancerhotspots.org (v2, and the lists of later releases in its columns) and of
//! 3dhotspots.org, alone or in one file: residues, stretches with in-frame changes of length, splice
//! sites, and clusters in the folded protein (ODbL: not to be embedded).

use std::path::Path;

use crate::curate::import::Imported;
use crate::curate::import::facts::{FactCollector, current_symbol};
use crate::error::{Problems, Result};
use crate::io::file_name;
use crate::io::table::{self, Column, SourceRow};
use crate::knowledge::oncogenicity::row::FactDraft;
use crate::model::oncogenicity::{FactKind, Samples};
use crate::model::protein_change::ProteinChange;

const COLUMNS: [Column; 8] = [
    Column { names: &["hugo_symbol"], required: true },
    Column { names: &["residue"], required: true },
    Column { names: &["amino_acid_position"], required: true },
    Column { names: &["variant_amino_acid"], required: true },
    Column { names: &["tumor_count"], required: true },
    Column { names: &["transcript_id"], required: false },
    Column { names: &["class"], required: false },
    Column { names: &["type"], required: false },
];

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Residue,
    Indel,
    Splice,
    Cluster,
}

/// Reads the hotspots.
///
/// # Errors
/// [`crate::Error::Io`] where the file cannot be read; [`crate::Error::Table`] with every bad row.
pub fn import(path: &Path) -> Result<Imported> {
    let mut problems = Problems::default();
    let mut rows = FactCollector::default();
    table::export(path, &COLUMNS, &mut problems, |row| hotspot(row, &mut rows))?;
    problems.into_result()?;
    Ok(rows.finish(&[
        "Hotspots of cancer: not to be embedded".to_owned(),
        format!("source: https://www.cancerhotspots.org: {}", file_name(path)),
        "licence: ODbL".to_owned(),
    ]))
}

fn hotspot(row: &SourceRow<'_>, rows: &mut FactCollector) -> Result<(), String> {
    let gene = current_symbol(row.filled("hugo_symbol")?);
    let (residue, residues) = (row.filled("residue")?, row.filled("amino_acid_position")?);
    let form = form(row.get("type"), residue)?;
    let count = |column, text: &str| {
        text.parse::<u32>().map_err(|_| format!("{column} {text:?} is not a number"))
    };
    let total = count("tumor_count", row.filled("tumor_count")?)?;
    let class = match (form, row.get("class")) {
        (Form::Residue, _) => "single residue",
        (Form::Indel, _) => "in-frame indel",
        (Form::Splice, _) => "splice site",
        (Form::Cluster, class) => class,
    };
    let is_cluster = form == Form::Cluster;
    let source = if is_cluster { "3dhotspots" } else { "cancerhotspots" };
    for part in row.get("variant_amino_acid").split('|') {
        let Some((alternate, seen)) = part.rsplit_once(':').filter(|(name, _)| !name.is_empty())
        else {
            rows.leave_out("no amino acid is given");
            continue;
        };
        let change = match form {
            Form::Residue | Form::Cluster => format!("{residue}{alternate}"),
            Form::Indel => alternate.to_owned(),
            Form::Splice => format!("{residue}_splice"),
        };
        match ProteinChange::parse(&change) {
            Some(ProteinChange::Synonymous { .. }) => rows.leave_out("a silent change"),
            Some(_) => rows.add(FactDraft {
                gene: gene.to_owned(),
                kind: if is_cluster { FactKind::Hotspot3d } else { FactKind::Hotspot },
                class: class.to_owned(),
                residues: residues.to_owned(),
                samples: Some(Samples {
                    residue: total,
                    change: count("variant_amino_acid", seen)?,
                }),
                transcript: row.get("transcript_id").to_owned(),
                bases: None,
                diseases: String::new(),
                review: String::new(),
                id: format!("{source}:{gene} {change}"),
                source,
                citation: format!("{source}.org"),
                change,
            }),
            None => return Err(format!("variant_amino_acid {part:?} is not known")),
        }
    }
    Ok(())
}

/// Returns the form by the row's type, else by how the residue is written: `V600`, `745-759`,
/// `X1010`.
fn form(kind: &str, residue: &str) -> Result<Form, String> {
    match kind {
        "single residue" => Ok(Form::Residue),
        "in-frame indel" => Ok(Form::Indel),
        "splice site" => Ok(Form::Splice),
        "3d" => Ok(Form::Cluster),
        "" => match residue.as_bytes() {
            [b'X', ..] => Ok(Form::Splice),
            [b'0'..=b'9', ..] => Ok(Form::Indel),
            _ => Ok(Form::Residue),
        },
        _ => Err(format!("type {kind:?} is not known")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imported(text: &str) -> Result<Imported> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        import(file.path())
    }

    fn rows(made: &Imported) -> Vec<String> {
        let lines = made.table.lines().skip_while(|line| line.starts_with('#')).skip(1);
        lines.map(|line| line.split('\t').take(7).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn without_a_type_the_residue_tells() {
        let made = imported(
            "Hugo_Symbol\tResidue\tAmino_Acid_Position\tVariant_Amino_Acid\tTumor_Count\n\
             BRAF\tV600\t600\tE:8|K:1\t9\n\
             MET\tX1010\t1010\tsp:19\t19\n\
             EGFR\t745-759\t745-759\tE746_A750del:123|L747_T751del:9\t132\n\
             MLL2\tR10\t10\tR:1|*:2\t3\n",
        )
        .unwrap();
        assert_eq!(
            rows(&made),
            [
                "BRAF V600E hotspot single residue 600 9 8",
                "BRAF V600K hotspot single residue 600 9 1",
                "EGFR E746_A750del hotspot in-frame indel 745-759 132 123",
                "EGFR L747_T751del hotspot in-frame indel 745-759 132 9",
                "KMT2D R10* hotspot single residue 10 3 2",
                "MET X1010_splice hotspot splice site 1010 19 19",
            ]
        );
        assert_eq!(made.notes, ["6 facts", "left out: 1 rows: a silent change"]);
    }

    #[test]
    fn clusters_are_told_from_residues() {
        let header = "hugo_symbol\tresidue\tamino_acid_position\tclass\tvariant_amino_acid\t\
            tumor_count\ttranscript_id\ttype\n";
        let made = imported(&format!(
            "{header}PTEN\tH123\t123\tHotspot-linked\tD:2|Y:3\t6\tT\t3d\n\
             PTEN\tH123\t123\t\tD:5\t5\tT\tsingle residue\n\
             PTEN\tA1\t1\tHotspot\t\t2\tT\t3d\n"
        ))
        .unwrap();
        assert_eq!(
            rows(&made),
            [
                "PTEN H123D hotspot single residue 123 5 5",
                "PTEN H123D hotspot_3d Hotspot-linked 123 6 2",
                "PTEN H123Y hotspot_3d Hotspot-linked 123 6 3",
            ]
        );
        let error = imported(&format!(
            "{header}PTEN\tH123\t123\t\tD:x\t5\tT\t3d\nPTEN\tH123\t123\t\tD:1\t5\tT\tnew\n"
        ));
        let message = error.unwrap_err().to_string();
        assert!(message.contains("2 bad rows") && message.contains("type \"new\""), "{message}");
    }
}
