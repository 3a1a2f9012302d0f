//! What a result rests on: program, input, tables.

use std::io::{self, Write};
use std::path::Path;

use super::burden;
use super::run::{Run, StatedNumber};
use crate::control::escaped;
use crate::io::{Sha256Hex, file_name};
use crate::model::fact_origin::FactOrigin;
use crate::model::proven::percent;
use crate::model::stated_fact::StatedFact;

/// Provenance of one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// theravar's version.
    pub version: &'static str,
    /// Printed with every result.
    pub disclaimer: &'static str,
    /// The command line.
    pub command: String,
    /// The input as named.
    pub input: String,
    /// SHA-256 of the input, where it is a file.
    pub input_sha256: Option<String>,
    /// Files that were read beside the input.
    pub given: Vec<GivenFile>,
    /// Evidence tables.
    pub knowledge: Vec<KnowledgeTable>,
}

/// A file that says more of the sample than the input does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenFile {
    /// `cna` or `fusions`: a table of the sample's own variants. `assessed_bed`: the regions in which
    /// the absence of a call means that nothing is there. `panel_bed`: the regions in which mutations
    /// are counted. `msi` or `hrd`: a result of another program. `transcripts`: those that stand before
    /// the embedded ones. `reference`: the genome. `depth`: how deeply places were read. `reads`,
    /// `normal_reads`, `panel_of_normals`: what calls are held against.
    pub kind: &'static str,
    /// The file as named; of the genome its name without folders.
    pub path: String,
    /// SHA-256 of what was read; the genome is read in parts.
    pub sha256: Option<String>,
}

impl GivenFile {
    /// Names the file at `path`, of which bytes with this digest were read.
    pub fn new(kind: &'static str, path: &Path, sha256: Sha256Hex) -> Self {
        Self { kind, path: path.display().to_string(), sha256: Some(sha256.to_string()) }
    }

    /// Names the file at `path`, which is read in parts.
    pub fn unhashed(kind: &'static str, path: &Path) -> Self {
        Self { kind, path: path.display().to_string(), sha256: None }
    }

    /// Names the genome at `path`.
    pub fn reference(path: &Path) -> Self {
        Self { kind: "reference", path: file_name(path), sha256: None }
    }
}

/// An evidence table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnowledgeTable {
    /// The name it was read under.
    pub name: String,
    /// Where it comes from, in its own words, if it says so.
    pub source: Option<String>,
    /// SHA-256 of its text.
    pub sha256: String,
}

impl std::fmt::Display for KnowledgeTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let source = self.source.as_deref().unwrap_or("source not stated");
        write!(f, "{} ({source}) sha256:{}", self.name, self.sha256)
    }
}

/// A fact, and where it comes from unless the user states it.
fn fact_words(fact: &StatedFact) -> String {
    match (&fact.origin, fact.origin.basis()) {
        (FactOrigin::File { path, method, .. }, Some(basis)) => {
            format!("{fact} (by {method}, {path}: {basis})")
        }
        (FactOrigin::Computed { method, .. }, Some(basis)) => {
            format!("{fact} (computed by {method}: {basis})")
        }
        _ => fact.to_string(),
    }
}

/// Writes the `## key: value` lines of a run, where its provenance is wanted.
pub(super) fn write(
    out: &mut dyn Write,
    provenance: Option<&Provenance>,
    run: &Run,
) -> io::Result<()> {
    for (key, value) in provenance.iter().flat_map(|given| lines(given, run)) {
        writeln!(out, "## {key}: {value}")?;
    }
    Ok(())
}

/// The `## key: value` lines of a run, in the order they are printed. Line breaks and tabs in a
/// value become spaces, other control characters are escaped.
pub(super) fn lines(provenance: &Provenance, run: &Run) -> Vec<(&'static str, String)> {
    let mut lines: Vec<(&'static str, String)> = Vec::new();
    let mut push = |key, value: String| {
        lines.push((key, plain(&value)));
    };
    push("theravar", provenance.version.to_owned());
    push("disclaimer", provenance.disclaimer.to_owned());
    push("command", provenance.command.clone());
    push("input", provenance.input.clone());
    if let Some(digest) = &provenance.input_sha256 {
        push("input_sha256", digest.clone());
    }
    push("assembly", run.assembly_words());
    push("sample", run.sample_words());
    if let Some(normal) = &run.normal {
        push("normal", normal.clone());
    }
    push(
        "tumor_type",
        match &run.tumor {
            Some(tumor) => format!("{} ({})", tumor.name, tumor.id),
            None => "not given: levels are the sources' own".to_owned(),
        },
    );
    for fact in &run.facts.known {
        push("fact", fact_words(fact));
    }
    for hint in &run.facts.hints {
        push("hint", format!("{}: {}", hint.about.name(), hint.text));
    }
    for (key, value) in run.facts.burden.iter().flat_map(burden::lines) {
        push(key, value);
    }
    for file in &provenance.given {
        push(file.kind, file.path.clone());
        if let Some(sha256) = &file.sha256 {
            push(file.kind, format!("sha256:{sha256}"));
        }
    }
    push(
        "copy_number",
        format!(
            "amplified from {} copies, homozygously deleted up to {}",
            run.settings.cn_amplification, run.settings.cn_deletion
        ),
    );
    let content = [("purity", run.settings.purity), ("ploidy", run.settings.ploidy)];
    for (key, stated) in content {
        if let Some(StatedNumber { number, by }) = stated {
            push(key, format!("{number} (by the {by})"));
        }
    }
    if let Some(fraction) = &run.tumor_fraction {
        push("tumor_fraction", format!("{} ({})", percent(fraction.share), fraction.by));
    }
    push("absence_shown_from_depth", run.settings.absence_shown_from_depth.to_string());
    for table in &provenance.knowledge {
        push("knowledge", table.to_string());
    }
    let counts = &run.counts;
    push(
        "records",
        format!(
            "{} read, {} in regions of interest, {} malformed and skipped",
            counts.records, counts.of_interest, counts.malformed
        ),
    );
    let left_out = [
        ("alleles_reported_absent", counts.absent),
        ("alleles_below_threshold", counts.below_threshold),
        ("alleles_matching_but_filtered", counts.filtered_matches),
        ("alleles_structural_not_interpreted", counts.structural),
    ];
    for (key, count) in left_out.into_iter().filter(|(_, count)| *count > 0) {
        push(key, count.to_string());
    }
    lines
}

/// Makes one line of a value: line breaks and tabs become spaces, other control characters are escaped.
pub(super) fn plain(value: &str) -> String {
    let value = value.replace(['\n', '\r', '\t'], " ");
    escaped(&value, &[]).into_owned()
}
