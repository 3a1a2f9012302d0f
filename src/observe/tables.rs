//! Copy-number calls and fusions of one sample from plain tables: what cBioPortal and OncoKB users
//! have, and what RNA fusion callers write.

use std::collections::HashMap;
use std::path::Path;

use crate::error::{Error, Location, Result};
use crate::model::consequence::Term;
use crate::model::finding::ObservedVariant;
use crate::model::gene_name::GeneName;
use crate::model::profile::{Alteration, Component, CopyNumberClass, Partner};
use crate::model::structural::StructuralKind;
use crate::observe::lost_copy::{LostCopy, Place};
use crate::observe::observed::Observed;
use crate::structural::{Effect, copies};

use crate::matching::candidate::Candidate;
use crate::matching::matcher::Matcher;
use crate::observe::structural::candidate;

const SAMPLE: &[&str] = &["sample", "sample_id", "tumor_sample_barcode"];
const GENE: &[&str] = &["gene", "hugo_symbol"];
const CALL: &[&str] = &["call", "copy_number_alteration", "alteration"];
/// Long table, cBioPortal's structural variants, Arriba, STAR-Fusion.
const FIVE: &[&str] = &["genea", "site1_hugo_symbol", "gene1", "leftgene"];
const THREE: &[&str] = &["geneb", "site2_hugo_symbol", "gene2", "rightgene"];
/// What RNA callers say of the frame and of their trust.
const FRAME: &[&str] = &["reading_frame", "prot_fusion_type", "site2_effect_on_frame"];
const CONFIDENCE: &[&str] = &["confidence"];

/// A table with a header line, read as a whole.
struct Table<'p> {
    path: &'p Path,
    columns: HashMap<String, usize>,
    /// Line number and cells.
    rows: Vec<(u64, csv::StringRecord)>,
}

impl<'p> Table<'p> {
    fn read(path: &'p Path) -> Result<Self> {
        let invalid = |e: csv::Error| match e.into_kind() {
            csv::ErrorKind::Io(e) => Error::io(path, e),
            other => Error::invalid(Location::file(path), format!("{other:?}")),
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b'\t')
            .quoting(false)
            .flexible(true)
            .from_path(path)
            .map_err(invalid)?;
        let header = reader.headers().map_err(invalid)?.clone();
        let columns = header
            .iter()
            .enumerate()
            .map(|(index, name)| (name.trim_start_matches('#').to_lowercase(), index))
            .collect();
        let mut rows = Vec::new();
        for record in reader.into_records() {
            let record = record.map_err(invalid)?;
            rows.push((record.position().map_or(0, csv::Position::line), record));
        }
        Ok(Self { path, columns, rows })
    }

    fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.columns.get(*name).copied())
    }

    fn needed(&self, names: &[&str]) -> Result<usize> {
        self.column(names).ok_or_else(|| {
            let reason = format!("the header has no column {}", names.join(" or "));
            Error::invalid(Location::line(self.path, 1), reason)
        })
    }

    /// The rows of `sample`; all of them where the table or the run names no sample.
    fn of_sample(&self, sample: &str) -> Result<Vec<&(u64, csv::StringRecord)>> {
        let Some(column) = self.column(SAMPLE).filter(|_| !sample.is_empty()) else {
            return Ok(self.rows.iter().collect());
        };
        let own: Vec<_> =
            self.rows.iter().filter(|(_, row)| row.get(column) == Some(sample)).collect();
        if own.is_empty() && !self.rows.is_empty() {
            let path = self.path.display();
            return Err(Error::Usage(format!("{path}: no row is for sample {sample:?}")));
        }
        Ok(own)
    }

    /// Reads each row of the sample; all bad ones are reported together.
    fn rows_of<T>(
        &self,
        sample: &str,
        read: impl Fn(&csv::StringRecord) -> Result<Option<T>, String>,
    ) -> Result<Vec<T>> {
        let mut effects = Vec::new();
        let mut problems = Vec::new();
        for (line, row) in self.of_sample(sample)? {
            match read(row) {
                Ok(effect) => effects.extend(effect),
                Err(reason) => problems.push((*line, reason)),
            }
        }
        let Some(&(first, _)) = problems.first() else { return Ok(effects) };
        let lines: Vec<_> = problems
            .iter()
            .map(|(line, reason)| format!("{}: {reason}", Location::line(self.path, *line)))
            .collect();
        let reason = match lines.as_slice() {
            [_] => problems.swap_remove(0).1,
            _ => format!("{} bad rows:\n{}", lines.len(), lines.join("\n")),
        };
        Err(Error::Table { at: Location::line(self.path, first), reason })
    }
}

/// Candidates of a copy-number table: `sample`, `gene`, `call`, where a call is a word
/// (`Amplification`, `Gain`, `Loss`, `Deletion`) or GISTIC's −2 to 2; or a matrix with a column for
/// each sample.
///
/// # Errors
/// [`Error::Io`]; [`Error::InvalidInput`] where a column is missing; [`Error::Table`] with every bad
/// row; [`Error::Usage`] where no row is for the sample.
pub(crate) fn copy_numbers(
    path: &Path,
    sample: &str,
    matcher: &Matcher,
    observed: &mut Observed,
) -> Result<()> {
    let table = Table::read(path)?;
    let gene = table.needed(GENE)?;
    let call = match table.column(CALL) {
        Some(call) => call,
        None => table.column(&[&sample.to_lowercase()]).map_or_else(|| table.needed(CALL), Ok)?,
    };
    let read = table.rows_of(sample, |row| {
        let gene = row.get(gene).filter(|gene| !gene.is_empty()).ok_or("gene: empty")?;
        let text = row.get(call).unwrap_or_default();
        let by = format!("{text} by {}", path.display());
        Ok(copy_call(text)?.map(|called| (gene.to_owned(), called, by)))
    })?;
    let mut effects = Vec::new();
    for (gene, called, by) in read {
        match called {
            CopyCall::Class(class) => effects.push(copies::effect(&gene, "", class, by)),
            CopyCall::OneLost => {
                let place = Place::Gene { gene, row: by };
                observed.lost.push(LostCopy { place, copies: None });
            }
        }
    }
    observed.from_tables.extend(candidates(matcher, effects));
    Ok(())
}

/// What a row of a copy-number table says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CopyCall {
    /// The gene has this number class.
    Class(CopyNumberClass),
    /// One copy is lost: what that says depends on the other one.
    OneLost,
}

/// The event that a call means; `None` where it says that nothing matters here.
fn copy_call(text: &str) -> Result<Option<CopyCall>, String> {
    let class = match text.trim().to_lowercase().as_str() {
        "2" | "2.0" | "amp" | "amplification" | "high level amplification" => {
            CopyNumberClass::Amplification
        }
        "1" | "1.0" | "gain" => CopyNumberClass::Gain,
        "-2" | "-2.0" | "homdel" | "deletion" | "deep deletion" | "homozygous deletion" => {
            CopyNumberClass::Deletion
        }
        "-1" | "-1.0" | "-1.5" | "loss" | "hetloss" => return Ok(Some(CopyCall::OneLost)),
        "0" | "0.0" | "neutral" | "diploid" | "na" | "" => return Ok(None),
        _ => return Err(format!("call: {text:?} is neither a word for copies nor -2 to 2")),
    };
    Ok(Some(CopyCall::Class(class)))
}

/// Candidates of a fusion table: `sample`, `geneA` (5′), `geneB` (3′); Arriba's and STAR-Fusion's
/// outputs are read as they are.
///
/// # Errors
/// As [`copy_numbers`].
pub(crate) fn fusions(
    path: &Path,
    sample: &str,
    matcher: &Matcher,
    observed: &mut Observed,
) -> Result<()> {
    let table = Table::read(path)?;
    let (five, three) = (table.needed(FIVE)?, table.needed(THREE)?);
    let (frame, confidence) = (table.column(FRAME), table.column(CONFIDENCE));
    let effects = table.rows_of(sample, |row| {
        let name = |column| gene_name(row.get(column).unwrap_or_default());
        let (five, three) = (name(five), name(three));
        if five.is_none() && three.is_none() {
            return Err("neither gene is named".to_owned());
        }
        let stated = |column: Option<usize>| {
            column.and_then(|column| row.get(column)).filter(|text| !matches!(*text, "" | "."))
        };
        let mut note = format!("by {}", path.display());
        for text in [stated(frame), stated(confidence)].into_iter().flatten() {
            note.push_str(&format!(", {text}"));
        }
        // A gene with itself is a repeat or a loss of exons, which a pair of names does not tell.
        Ok((five != three).then(|| fusion(five, three, note)))
    })?;
    observed.from_tables.extend(candidates(matcher, effects));
    Ok(())
}

/// `EML4`, `EML4^ENSG00000143924.18`; `None` for a place between genes (`A(1200),B(30)`).
fn gene_name(cell: &str) -> Option<&str> {
    let name = cell.split('^').next().unwrap_or(cell).trim();
    (!matches!(name, "" | "." | "NA") && !name.contains(',')).then_some(name)
}

fn fusion(five: Option<&str>, three: Option<&str>, note: String) -> Effect {
    let partner = |gene: Option<&str>| match gene {
        Some(gene) => Partner::Gene(gene.to_owned(), None),
        None => Partner::Unknown,
    };
    let gene = five.or(three).unwrap_or_default().to_owned();
    Effect {
        gene: GeneName::fusion(five, three),
        transcript: String::new(),
        terms: vec![Term::GeneFusion],
        kind: StructuralKind::Fusion,
        alterations: vec![Component {
            gene,
            alteration: Alteration::Fusion(partner(five), partner(three)),
        }],
        notes: vec![note],
        is_inactivating: false,
    }
}

fn candidates(matcher: &Matcher, effects: Vec<Effect>) -> Vec<Candidate> {
    let variant = ObservedVariant::default();
    let mut found: Vec<Candidate> = Vec::new();
    for effect in effects {
        if let Some(candidate) = candidate(matcher, effect, None, &variant)
            && !found.iter().any(|other| other.consequence == candidate.consequence)
        {
            found.push(candidate);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_of_copies() {
        assert_eq!(copy_call("2").unwrap(), Some(CopyCall::Class(CopyNumberClass::Amplification)));
        assert_eq!(
            copy_call("Deep Deletion").unwrap(),
            Some(CopyCall::Class(CopyNumberClass::Deletion))
        );
        assert_eq!(copy_call("-1").unwrap(), Some(CopyCall::OneLost));
        assert_eq!(copy_call("0").unwrap(), None);
        assert!(copy_call("many").is_err());
        assert_eq!(gene_name("EML4^ENSG00000143924.18"), Some("EML4"));
        assert_eq!(gene_name("A(1200),B(30)"), None);
    }
}
