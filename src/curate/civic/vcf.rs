//! CIViC's VCF of accepted items (`…civic_accepted.vcf`, GRCh37): the variants whose bases CIViC gives,
//! with the evidence items and assertions of their molecular profiles in INFO/CSQ.
//!
//! The fields of CSQ are found by name in its header line. Reserved characters are percent-encoded;
//! versions before 2023 also write `_` for a space. The type of evidence is not given: predictive is
//! what says how a therapy works. Exons, fusions and copy numbers are only in the TSV exports.

mod record;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use self::record::{Csq, Entry};
use crate::curate::civic::cell::{
    CIVIC, LICENCE, TIER, Tables, allele_comments, citation, disease_id, significance, with_genes,
};
use crate::curate::civic::variants::{self, Allele};
use crate::curate::symbol::notes_on;
use crate::error::{Error, Location, Problems, Result};
use crate::io::{file_name, read_text};
use crate::knowledge::ontology::Ontology;
use crate::knowledge::schema::draft::{self, Draft, cell};
use crate::knowledge::schema::stars;
use crate::model::evidence::{Direction, Interaction, Significance, Source};

/// What the header says.
#[derive(Debug, Default)]
struct Header<'t> {
    csq: Option<Csq<'t>>,
    /// `20240801`.
    date: &'t str,
    /// `CIViCpy_v3.1.0`.
    writer: &'t str,
}

/// What the records hold.
#[derive(Debug, Default)]
struct Records {
    drafts: Vec<(String, Draft)>,
    alleles: Vec<Allele>,
    /// Items seen: each stands at every variant of its profile.
    seen: BTreeSet<String>,
    left_out: BTreeMap<&'static str, u64>,
    without_code: BTreeSet<String>,
    /// Codes of diseases by their names.
    codes: HashMap<String, &'static str>,
}

/// Reads the VCF and writes the tables, sorted, the same bytes for the same input.
///
/// # Errors
/// [`Error::Io`] where the file cannot be read; [`Error::InvalidInput`] where it is not CIViC's VCF on
/// GRCh37; [`Error::Table`] with every bad row.
pub fn import_vcf(path: &Path) -> Result<Tables> {
    let text = read_text(path)?;
    let lines = || (1..).zip(text.lines());
    let header = header(path, lines())?;
    let Some(csq) = &header.csq else {
        let reason = "not CIViC's VCF: the header has no INFO field CSQ with a Format";
        return Err(Error::invalid(Location::file(path), reason));
    };
    let records = || lines().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let has_spaces = records().any(|(_, line)| line.contains(' '));
    let mut problems = Problems::default();
    let mut found = Records::default();
    for (number, line) in records() {
        if let Err(reason) = record(line, csq, has_spaces, &mut found) {
            problems.push(path, number, reason);
        }
    }
    problems.into_result()?;

    let mut name = format!("{}: {}", CIVIC, file_name(path));
    for (what, version) in [("date", header.date), ("written by", header.writer)] {
        if !version.is_empty() {
            name.push_str(&format!(", {what} {version}"));
        }
    }
    let mut notes = notes(&found);
    notes.extend(notes_on(&found.drafts));
    let evidence = draft::table(
        &[
            "One predictive statement a row, on variants with bases: accepted evidence items, \
             assertions of AMP Tier I - Level A"
                .to_owned(),
            format!("source: {name}"),
            LICENCE.to_owned(),
        ],
        &found.drafts,
    );
    let variants = variants::table(&allele_comments(&name), found.alleles);
    Ok(Tables { evidence, variants, notes })
}

fn header<'t>(path: &Path, lines: impl Iterator<Item = (u64, &'t str)>) -> Result<Header<'t>> {
    let mut header = Header::default();
    for (number, line) in lines {
        let Some(meta) = line.strip_prefix("##") else { break };
        if let Some(date) = meta.strip_prefix("fileDate=") {
            header.date = date.trim();
        } else if let Some(writer) = meta.strip_prefix("source=") {
            header.writer = writer.trim();
        } else if let Some(reference) = meta.strip_prefix("reference=") {
            if ["GRCh38", "hg38"].iter().any(|other| reference.contains(other)) {
                let reason = format!("reference {reference:?}: only GRCh37 is read");
                return Err(Error::invalid(Location::line(path, number), reason));
            }
        } else if meta.starts_with("INFO=<ID=CSQ,") {
            let csq = Csq::of_header(meta)
                .map_err(|reason| Error::invalid(Location::line(path, number), reason))?;
            header.csq = Some(csq);
        }
    }
    Ok(header)
}

/// Reads one variant: its allele, and the items at it.
fn record(line: &str, csq: &Csq<'_>, has_spaces: bool, found: &mut Records) -> Result<(), String> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [chrom, pos, _, reference, alternate, _, _, info, ..] = cells[..] else {
        return Err(format!("{} columns, not 8", cells.len()));
    };
    let Some(entries) = info.split(';').find_map(|field| field.strip_prefix("CSQ=")) else {
        found.leave_out("variants without an item");
        return Ok(());
    };
    let entries = csq.entries(entries, has_spaces)?;
    if let Some(entry) = entries.first() {
        match record::allele(chrom, pos, reference, alternate, entry)? {
            Some(allele) => found.alleles.push(allele),
            None => found.leave_out("variants whose alleles are not spelled in bases"),
        }
    }
    entries.iter().try_for_each(|entry| item(entry, found))
}

/// Takes a predictive item that is accepted.
fn item(entry: &Entry<'_>, found: &mut Records) -> Result<(), String> {
    let is_assertion = match entry.filled("CIViC Entity Type")?.as_str() {
        "evidence" => false,
        "assertion" => true,
        other => return Err(format!("CIViC Entity Type {other:?} is not known")),
    };
    let prefix = if is_assertion { "AID" } else { "EID" };
    let id = format!("{prefix}{}", entry.filled("CIViC Entity ID")?);
    if !found.seen.insert(id.clone()) {
        return Ok(());
    }
    if entry.get("CIViC Entity Status") != "accepted" {
        found.leave_out("items that CIViC has not accepted");
        return Ok(());
    }
    let therapies: Vec<String> = entry
        .list("CIViC Entity Therapies")
        .iter()
        .map(|name| bare(name, " (NCIt ID ").0)
        .collect();
    let effect = entry.get("CIViC Entity Significance");
    let significance = match record::word(&effect, &Significance::ALL, Significance::name) {
        Some(Significance::NotApplicable) if therapies.is_empty() => None,
        None => significance(&effect).ok().filter(|_| !effect.is_empty()),
        found => found,
    };
    let Some(significance) = significance else {
        found.leave_out("items that say nothing of a therapy");
        return Ok(());
    };
    if is_assertion && !record::is_alike(&entry.get("CIViC Assertion AMP Category"), TIER) {
        found.leave_out("assertions of another category than AMP Tier I - Level A");
        return Ok(());
    }
    let interactions =
        [Interaction::Combination, Interaction::Substitutes, Interaction::Sequential];
    let related = entry.get("CIViC Entity Therapy Interaction Type");
    let interaction = match record::word(&related, &interactions, Interaction::name) {
        Some(interaction) => interaction,
        None if !related.is_empty() => {
            return Err(format!("CIViC Entity Therapy Interaction Type {related:?} is not known"));
        }
        None if therapies.len() < 2 => Interaction::Single,
        None => {
            found.leave_out("items that do not say how their therapies are given");
            return Ok(());
        }
    };
    let direction = entry.get("CIViC Entity Direction");
    let directions = [Direction::Supports, Direction::DoesNotSupport];
    let direction = record::word(&direction, &directions, Direction::name)
        .ok_or_else(|| format!("CIViC Entity Direction {direction:?} is not known"))?;
    let (disease, doid) = bare(&entry.get("CIViC Entity Disease"), " (DOID ");
    let disease_id = match doid {
        Some(number) => disease_id(&number, &disease)?,
        None => found.code(&disease).to_owned(),
    };
    if disease_id.is_empty() && !disease.is_empty() {
        found.without_code.insert(disease.clone());
    }
    let source_level = match entry.get("CIViC Evidence Level").as_str() {
        _ if is_assertion => format!("assertion {}", TIER),
        level @ ("A" | "B" | "C" | "D" | "E") => level.to_owned(),
        level => return Err(format!("CIViC Evidence Level {level:?} is not A to E")),
    };
    let citation = match bare(&entry.get("CIViC Entity Source"), " (") {
        _ if is_assertion => format!("CIViC:{id}"),
        (number, Some(source)) => citation(&number, &source),
        (other, None) => return Err(format!("CIViC Entity Source {other:?} names no source")),
    };
    found.drafts.push(with_genes(Draft {
        profile: entry.profile()?,
        id,
        source: Source::Civic,
        disease,
        disease_id,
        therapies: therapies.join(";"),
        interaction,
        direction,
        significance,
        source_level,
        citation,
        rating: stars(&entry.get("CIViC Evidence Rating"))?,
        flagged: false,
        origin: record::origin(&entry.get("CIViC Entity Variant Origin")),
    })?);
    Ok(())
}

/// Splits `Dabrafenib (NCIt ID C82386)` into the text before `mark` and that in the parentheses.
fn bare(text: &str, mark: &str) -> (String, Option<String>) {
    match text.rsplit_once(mark) {
        Some((name, rest)) => (cell(name), Some(rest.trim_end_matches(')').to_owned())),
        None => (cell(text), None),
    }
}

impl Records {
    /// Returns the code of a disease by its name, and an empty text where it has none.
    fn code(&mut self, disease: &str) -> &'static str {
        if let Some(&code) = self.codes.get(disease) {
            return code;
        }
        let code = Ontology::embedded().id_by_name(disease).unwrap_or_default();
        self.codes.insert(disease.to_owned(), code);
        code
    }

    fn leave_out(&mut self, what: &'static str) {
        *self.left_out.entry(what).or_default() += 1;
    }
}

fn notes(found: &Records) -> Vec<String> {
    let mut notes =
        vec![format!("{} statements, {} alleles", found.drafts.len(), found.alleles.len())];
    notes.extend(found.left_out.iter().map(|(what, count)| format!("left out: {count} {what}")));
    if !found.without_code.is_empty() {
        let names: Vec<&str> = found.without_code.iter().map(String::as_str).collect();
        notes.push(format!(
            "{} diseases without a code, which match no tumor type: {}",
            names.len(),
            names.join("; ")
        ));
    }
    notes.push(
        "the VCF has only variants with bases, and does not say which items are under discussion: \
         exons, fusions, copy numbers and flags are in the TSV exports"
            .to_owned(),
    );
    notes
}

#[cfg(test)]
mod tests;
