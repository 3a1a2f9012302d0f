//! What a result rests on: program, inputs and knowledge.

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::cell::Text;
use crate::report::provenance::{GivenFile, Provenance};

/// What the result rests on.
#[derive(Serialize, JsonSchema)]
pub(super) struct ProvenanceView<'r> {
    /// Version of theravar.
    theravar: Text<'r>,
    /// What the result is not to be used for.
    disclaimer: Text<'r>,
    /// The command line.
    command: Text<'r>,
    /// The input as named.
    input: Text<'r>,
    /// SHA-256 of the input, where it is a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    input_sha256: Option<&'r str>,
    /// The regions in which the absence of a call means that nothing is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    assessed_bed: Option<Text<'r>>,
    /// SHA-256 of the file of these regions.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    assessed_bed_sha256: Option<&'r str>,
    /// The genome that supplied bases: the name of its file.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<Text<'r>>,
    /// The user's own transcripts.
    #[serde(skip_serializing_if = "Option::is_none")]
    transcripts: Option<Text<'r>>,
    /// SHA-256 of the file of these transcripts.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    transcripts_sha256: Option<&'r str>,
    /// Files that say more of the sample than the input does.
    tables: Vec<SampleTableView<'r>>,
    /// Evidence tables.
    #[schemars(length(min = 1))]
    knowledge: Vec<KnowledgeTableView<'r>>,
}

/// Kinds of files that say more of the sample than the input does.
const TABLES: [&str; 7] = ["cna", "fusions", "panel_bed", "msi", "hrd", "depth", "white_cells"];

/// A file that says more of the sample than the input does.
#[derive(Serialize, JsonSchema)]
struct SampleTableView<'r> {
    /// Copy numbers, fusions, the regions in which mutations are counted, results of other programs, depth.
    #[schemars(extend("enum" = ["cna", "fusions", "panel_bed", "msi", "hrd", "depth", "white_cells"]))]
    kind: &'r str,
    /// The file as named.
    path: Text<'r>,
    /// SHA-256 of the file.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    sha256: &'r str,
}

/// An evidence table.
#[derive(Serialize, JsonSchema)]
struct KnowledgeTableView<'r> {
    /// The name it was read under.
    name: Text<'r>,
    /// Where it comes from, in its own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Text<'r>>,
    /// SHA-256 of its text.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    sha256: &'r str,
}

impl<'r> ProvenanceView<'r> {
    pub(super) fn of(provenance: &'r Provenance) -> Self {
        let given = |kind: &str| provenance.given.iter().find(|file| file.kind == kind);
        let bed = given("assessed_bed");
        let transcripts = given("transcripts");
        let tables = provenance.given.iter().filter(|file| TABLES.contains(&file.kind));
        let sha256 = |file: &'r GivenFile| file.sha256.as_deref().unwrap_or_default();
        let knowledge = provenance.knowledge.iter();
        Self {
            theravar: Text(provenance.version),
            disclaimer: Text(provenance.disclaimer),
            command: Text(&provenance.command),
            input: Text(&provenance.input),
            input_sha256: provenance.input_sha256.as_deref(),
            assessed_bed: bed.map(|file| Text(&file.path)),
            assessed_bed_sha256: bed.map(sha256),
            reference: given("reference").map(|file| Text(&file.path)),
            transcripts: transcripts.map(|file| Text(&file.path)),
            transcripts_sha256: transcripts.map(sha256),
            tables: tables
                .map(|t| SampleTableView { kind: t.kind, path: Text(&t.path), sha256: sha256(t) })
                .collect(),
            knowledge: knowledge
                .map(|t| KnowledgeTableView {
                    name: Text(&t.name),
                    source: t.source.as_deref().map(Text),
                    sha256: &t.sha256,
                })
                .collect(),
        }
    }
}
