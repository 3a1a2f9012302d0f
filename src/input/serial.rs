//! Results of `annotate --format json` as serial samples of one patient.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::{Error, Location, Problems, Result};
use crate::io::read_text;
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;

/// The only schema that is read.
const SCHEMA_VERSION: u32 = 1;

/// A sample of a series: a result, with the date that a sheet states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The result.
    pub path: PathBuf,
    /// What the sheet calls the sample, or nothing.
    pub sample: String,
    /// The date (ISO 8601), or nothing.
    pub date: String,
}

/// A sample as its result keeps it.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Where it is from.
    pub listed: Listed,
    /// The sample's name in the result.
    pub name: String,
    /// The assembly.
    pub assembly: Assembly,
    /// Node of the disease table.
    pub tumor_type: Option<String>,
    /// Its changes by gene and allele.
    pub changes: BTreeMap<(String, String), Change>,
    /// Its targets by allele.
    pub targets: BTreeMap<String, Reads>,
    /// Codons that were read deeply enough, by gene.
    pub assessed: BTreeMap<String, Vec<(u32, u32)>>,
    /// Reads from which on a place counts as read deeply enough.
    pub assessed_from: u32,
}

/// A change of a sample.
#[derive(Debug, Clone, Deserialize)]
pub struct Change {
    #[serde(default)]
    chrom: String,
    pos: Option<u32>,
    #[serde(default, rename = "ref")]
    reference: String,
    #[serde(default)]
    alt: String,
    #[serde(default)]
    gene: String,
    protein_change: Option<String>,
    hgvs_c: Option<String>,
    /// Allele fraction.
    pub vaf: Option<f64>,
    /// Reads that show it.
    pub alt_depth: Option<u32>,
    /// All reads.
    pub depth: Option<u32>,
    /// First and last residue.
    pub codons: Option<(u32, u32)>,
    /// What the reader must know of it.
    #[serde(default)]
    pub flags: Vec<String>,
    /// Best level of a therapy that it makes work.
    pub highest_sensitive_level: Option<String>,
    /// Best level of a therapy that it makes fail.
    pub highest_resistance_level: Option<String>,
    /// Statements that it meets, where it is a finding.
    #[serde(default)]
    biomarkers: Vec<String>,
    #[serde(default)]
    evidence: Vec<String>,
    component_of: Option<String>,
    /// What reads show of it.
    pub reads: Option<Reads>,
}

/// What reads show of an allele.
#[derive(Debug, Clone, Deserialize)]
pub struct Reads {
    /// `DETECTED`, `NOT_DETECTED`, `NOT_ASSESSED`.
    pub status: String,
    /// Units that show it.
    pub support: u32,
    /// All units.
    pub usable: u32,
    /// Limit of detection.
    pub lod: Option<f64>,
}

impl Change {
    /// Returns gene and change.
    pub fn name(&self) -> String {
        let change = self.protein_change.as_deref().or(self.hgvs_c.as_deref()).unwrap_or_default();
        format!("{} {change}", self.gene).trim_end().to_owned()
    }

    /// Returns whether knowledge speaks of it.
    pub fn is_finding(&self) -> bool {
        !self.biomarkers.is_empty() || !self.evidence.is_empty()
    }

    fn allele(&self) -> Option<String> {
        allele(&self.chrom, self.pos?, &self.reference, &self.alt)
    }
}

/// Returns an allele by the chromosome's one name; `None` for an event without bases.
fn allele(chrom: &str, pos: u32, reference: &str, alternate: &str) -> Option<String> {
    let contig = Contig::from_name(chrom.as_bytes())?;
    let has_bases = !reference.is_empty() && !alternate.is_empty();
    has_bases.then(|| format!("{contig}:{pos}:{reference}>{alternate}"))
}

#[derive(Deserialize)]
struct Document {
    schema_version: u32,
    sample: SampleKeys,
    quality: QualityKeys,
    reads: Option<ReadsKeys>,
    variants: Vec<Change>,
    #[serde(default)]
    unreported: Vec<Change>,
}

#[derive(Deserialize)]
struct SampleKeys {
    #[serde(default)]
    name: String,
    assembly: String,
    tumor_type: Option<TumorKeys>,
    #[serde(default)]
    assessed: Vec<AssessedKeys>,
}

#[derive(Deserialize)]
struct TumorKeys {
    id: String,
}

#[derive(Deserialize)]
struct AssessedKeys {
    gene: String,
    codons: Vec<(u32, u32)>,
}

#[derive(Deserialize)]
struct QualityKeys {
    settings: SettingsKeys,
}

#[derive(Deserialize)]
struct SettingsKeys {
    absence_shown_from_depth: u32,
}

#[derive(Deserialize)]
struct ReadsKeys {
    targets: Vec<TargetKeys>,
}

#[derive(Deserialize)]
struct TargetKeys {
    chrom: String,
    pos: u32,
    r#ref: String,
    alt: String,
    #[serde(flatten)]
    reads: Reads,
}

/// Reads a result.
///
/// # Errors
/// As [`read_text`]. [`Error::InvalidInput`] where it is no result of a schema that is known.
pub fn read(listed: Listed) -> Result<Sample> {
    let text = read_text(&listed.path)?;
    let at = || Location::file(&listed.path);
    let document: Document = serde_json::from_str(&text).map_err(|error| {
        let reason = format!("no result of annotate --format json: {error}");
        Error::invalid(at(), reason)
    })?;
    if document.schema_version != SCHEMA_VERSION {
        let found = document.schema_version;
        let reason = format!("schema_version {found}, {SCHEMA_VERSION} is read: annotate it again");
        return Err(Error::invalid(at(), reason));
    }
    let assembly = document
        .sample
        .assembly
        .parse()
        .map_err(|_| Error::invalid(at(), format!("assembly: {}", document.sample.assembly)))?;
    let all = document.variants.into_iter().chain(document.unreported);
    let changes = all
        .filter(|change| !change.gene.is_empty() && change.component_of.is_none())
        .filter_map(|change| Some(((change.gene.clone(), change.allele()?), change)));
    let targets = document.reads.into_iter().flat_map(|reads| reads.targets);
    let targets = targets.filter_map(|target| {
        Some((allele(&target.chrom, target.pos, &target.r#ref, &target.alt)?, target.reads))
    });
    Ok(Sample {
        name: document.sample.name,
        assembly,
        tumor_type: document.sample.tumor_type.map(|tumor| tumor.id),
        changes: changes.collect(),
        targets: targets.collect(),
        assessed: document.sample.assessed.into_iter().map(|one| (one.gene, one.codons)).collect(),
        assessed_from: document.quality.settings.absence_shown_from_depth,
        listed,
    })
}

/// Reads a sheet: a header with `path`, and `sample` and `date` where they are known. Relative paths are those
/// beside the sheet. The samples are sorted by their dates where all have one.
///
/// # Errors
/// As [`read_text`]. [`Error::InvalidInput`] where it has no such header, [`Error::Table`] with every bad
/// line.
pub fn sheet(path: &Path) -> Result<Vec<Listed>> {
    let text = read_text(path)?;
    let mut lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let (_, header) = lines.next().unwrap_or_default();
    let names: Vec<&str> = header.split(',').map(str::trim).collect();
    let column = |name: &str| names.iter().position(|known| known.eq_ignore_ascii_case(name));
    let Some(of_path) = column("path") else {
        let reason = "a sheet has the columns sample,path,date";
        return Err(Error::invalid(Location::file(path), reason));
    };
    let (of_sample, of_date) = (column("sample"), column("date"));
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut problems = Problems::default();
    let mut listed = Vec::new();
    for (number, line) in lines {
        let cells: Vec<&str> = line.split(',').map(str::trim).collect();
        let cell =
            |column: Option<usize>| column.and_then(|i| cells.get(i)).copied().unwrap_or_default();
        let (file, date) = (cell(Some(of_path)), cell(of_date));
        if file.is_empty() {
            problems.push(path, number, "path: missing");
        } else if !date.is_empty() && !is_date(date) {
            problems.push(path, number, format!("date: {date:?} is not YYYY-MM-DD"));
        } else {
            let sample = cell(of_sample).to_owned();
            listed.push(Listed { path: folder.join(file), sample, date: date.to_owned() });
        }
    }
    problems.into_result()?;
    if listed.iter().all(|one| !one.date.is_empty()) {
        listed.sort_by(|a, b| a.date.cmp(&b.date));
    }
    Ok(listed)
}

/// Returns whether a text is a date of ISO 8601.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |text: &str| text.parse::<u32>().ok();
    match parts[..] {
        [year, month, day] if (year.len(), month.len(), day.len()) == (4, 2, 2) => {
            number(year).is_some()
                && number(month).is_some_and(|month| (1..=12).contains(&month))
                && number(day).is_some_and(|day| (1..=31).contains(&day))
        }
        _ => false,
    }
}
