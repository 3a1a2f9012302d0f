//! ClinVar's VCF (plain or gzip): its classifications of oncogenicity (`ONC…`) and of somatic clinical
//! impact (`SCI…`); germline classifications are not read. A value's words are joined by `_`, several
//! values by `|`.

use std::io::BufRead;
use std::path::Path;

use crate::curate::import::Imported;
use crate::curate::import::facts::FactCollector;
use crate::error::{Error, Location, Problems, Result};
use crate::io::{file_name, open_text, read_error};
use crate::knowledge::genes::Genes;
use crate::knowledge::oncogenicity::row::{Bases, FactDraft};
use crate::model::allele::{SequenceEdit, is_bases};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::oncogenicity::FactKind;

/// What the header tells.
#[derive(Debug, Default)]
struct Header {
    assembly: Option<Assembly>,
    date: String,
    has_oncogenicity: bool,
}

/// Reads the classifications.
///
/// # Errors
/// [`Error::Io`] where the file cannot be read. [`Error::InvalidInput`] where it is cut off, names
/// no assembly, or is of a release without these classifications. [`Error::Table`] with every bad
/// record.
pub fn import(path: &Path) -> Result<Imported> {
    let mut reader = open_text(path)?;
    let mut header = Header::default();
    let mut problems = Problems::default();
    let mut rows = FactCollector::default();
    let mut line = Vec::new();
    let mut assembly = None;
    for number in 1.. {
        line.clear();
        if reader.read_until(b'\n', &mut line).map_err(|e| read_error(path, e))? == 0 {
            break;
        }
        let line = line.trim_ascii_end();
        if line.starts_with(b"##") {
            header.read(line);
        } else if line.starts_with(b"#CHROM") {
            assembly = Some(header.assembly(path)?);
        } else if let Some(assembly) = assembly {
            if let Err(reason) = record(line, assembly, &mut rows) {
                problems.push(path, number, reason);
            }
        } else {
            return Err(Error::invalid(Location::line(path, number), "no #CHROM line before it"));
        }
    }
    problems.into_result()?;
    let Some(assembly) = assembly else {
        return Err(Error::invalid(Location::file(path), "no #CHROM line: not a VCF"));
    };
    let (name, date) = (file_name(path), &header.date);
    Ok(rows.finish(&[
        "ClinVar's classifications of oncogenicity and of somatic clinical impact".to_owned(),
        format!("source: https://www.ncbi.nlm.nih.gov/clinvar: {name}, {date}, {assembly}"),
        "licence: public domain".to_owned(),
    ]))
}

impl Header {
    fn read(&mut self, line: &[u8]) {
        let line = String::from_utf8_lossy(line);
        if let Some(name) = line.strip_prefix("##reference=") {
            self.assembly = name.parse().ok();
        } else if let Some(date) = line.strip_prefix("##fileDate=") {
            self.date = date.to_owned();
        }
        self.has_oncogenicity |= line.starts_with("##INFO=<ID=ONC,");
    }

    fn assembly(&self, path: &Path) -> Result<Assembly> {
        let at = Location::file(path);
        if !self.has_oncogenicity {
            let reason = "the header does not define ONC: a release without classifications of \
                          oncogenicity, or not ClinVar's VCF";
            return Err(Error::invalid(at, reason));
        }
        self.assembly.ok_or_else(|| Error::invalid(at, "##reference names no assembly known"))
    }
}

/// One record, as far as it is read.
struct Record<'l> {
    chrom: &'l [u8],
    pos: u32,
    id: &'l [u8],
    reference: &'l [u8],
    alternate: &'l [u8],
    info: &'l [u8],
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl<'l> Record<'l> {
    fn split(line: &'l [u8]) -> Result<Self, String> {
        let mut cells = line.split(|&byte| byte == b'\t');
        let mut fixed = [&b""[..]; 8];
        for (index, slot) in fixed.iter_mut().enumerate() {
            *slot = cells.next().ok_or_else(|| format!("{index} columns, expected 8"))?;
        }
        let [chrom, pos, id, reference, alternate, _, _, info] = fixed;
        let pos = text(pos);
        let pos = pos.parse().map_err(|_| format!("POS {pos:?} is not a number"))?;
        Ok(Self { chrom, pos, id, reference, alternate, info })
    }

    fn info(&self, key: &str) -> Option<&'l [u8]> {
        let mut entries = self.info.split(|&byte| byte == b';');
        entries.find_map(|entry| entry.strip_prefix(key.as_bytes())?.strip_prefix(b"="))
    }

    /// Returns a value in words. Several values are joined by `;`.
    fn words(&self, key: &str) -> String {
        text(self.info(key).unwrap_or_default()).replace('|', ";").replace('_', " ")
    }

    /// Returns the change without its anchor base. `None` where its bases or its contig are not
    /// known.
    fn bases(&self, assembly: Assembly) -> Option<Bases> {
        let contig = Contig::from_name(self.chrom)?;
        if !is_bases(self.reference) || !is_bases(self.alternate) {
            return None;
        }
        let start = self.pos.checked_sub(1)?;
        let edit = SequenceEdit::trimmed(contig, start, self.reference, self.alternate)?;
        Some(Bases {
            assembly,
            chrom: contig.to_string(),
            // An insertion names the base before it.
            start: if edit.deleted.is_empty() { edit.start } else { edit.start + 1 },
            reference: text(&edit.deleted),
            alternate: text(&edit.inserted),
        })
    }

    /// Returns the current symbols of those genes that the table of genes has.
    fn genes(&self) -> Vec<&'static str> {
        let listed = text(self.info("GENEINFO").unwrap_or_default());
        let named = listed.split('|').filter_map(|pair| pair.split(':').next());
        let mut genes: Vec<&str> =
            named.filter_map(|name| Genes::embedded().get(name)).map(|gene| gene.symbol).collect();
        genes.sort_unstable();
        genes.dedup();
        genes
    }
}

fn record(line: &[u8], assembly: Assembly, rows: &mut FactCollector) -> Result<(), String> {
    let record = Record::split(line)?;
    let mut facts = Vec::new();
    for (key, read) in [("ONC", oncogenicity as fn(&str) -> _), ("SCI", impacts)] {
        match record.info(key).map(|value| read(&text(value))) {
            Some(Ok(found)) => facts.extend(found.into_iter().map(|fact| (key, fact))),
            Some(Err(reason)) => rows.leave_out(&reason),
            None => {}
        }
    }
    if facts.is_empty() {
        return Ok(());
    }
    let Some(bases) = record.bases(assembly) else {
        rows.leave_out("not a change of known bases on a chromosome");
        return Ok(());
    };
    let genes = record.genes();
    if genes.is_empty() {
        rows.leave_out("in no gene of the table of genes");
    }
    let id = format!("ClinVar:{}", text(record.id));
    for (key, (kind, class)) in facts {
        rows.extend(genes.iter().map(|gene| FactDraft {
            gene: (*gene).to_owned(),
            change: String::new(),
            kind,
            class: class.clone(),
            residues: String::new(),
            samples: None,
            transcript: String::new(),
            bases: Some(bases.clone()),
            diseases: record.words(&format!("{key}DN")),
            review: record.words(&format!("{key}REVSTAT")),
            id: id.clone(),
            source: "ClinVar",
            citation: id.clone(),
        }));
    }
    Ok(())
}

/// Returns the aggregate classification of oncogenicity, or the reason to skip the record.
fn oncogenicity(value: &str) -> Result<Vec<(FactKind, String)>, String> {
    let mut kinds = Vec::new();
    for word in value.split(['|', '/']) {
        match word {
            "Oncogenic" | "Likely_oncogenic" => kinds.push(FactKind::Oncogenic),
            "Benign" | "Likely_benign" => kinds.push(FactKind::NotOncogenic),
            "Uncertain_significance" => return Err("ONC: of uncertain significance".to_owned()),
            "Conflicting_classifications_of_oncogenicity" => {
                return Err("ONC: conflicting classifications".to_owned());
            }
            _ if word.starts_with("no_classification") => {
                return Err("ONC: the single variant is not classified".to_owned());
            }
            _ => return Err(format!("ONC: {word:?} is not known")),
        }
    }
    kinds.dedup();
    match kinds[..] {
        [kind] => Ok(vec![(kind, value.replace('|', "/").replace('_', " "))]),
        _ => Err("ONC: conflicting classifications".to_owned()),
    }
}

/// Returns the tiers of clinical impact, or the reason to skip the record.
fn impacts(value: &str) -> Result<Vec<(FactKind, String)>, String> {
    let mut tiers = Vec::new();
    for word in value.split('|') {
        if word.starts_with("no_classification") {
            return Err("SCI: the single variant is not classified".to_owned());
        }
        if !["Tier_I_", "Tier_II_", "Tier_III_", "Tier_IV_"].iter().any(|t| word.starts_with(t)) {
            return Err(format!("SCI: {word:?} is not known"));
        }
        tiers.push((FactKind::ClinicalImpact, word.replace('_', " ")));
    }
    tiers.dedup();
    Ok(tiers)
}

#[cfg(test)]
mod tests;
