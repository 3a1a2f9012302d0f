//! JSON; `schema/genotype.schema.json` describes it.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::result::Genotypes;
use super::view::{RegionView, TargetView, region_views, views};

/// Version of the schema.
const SCHEMA_VERSION: &str = "1.0";

/// The document that `genotype` writes.
#[derive(Debug, Serialize, JsonSchema)]
struct Document<'r> {
    /// Version of this schema.
    schema_version: &'static str,
    /// Version of theravar.
    version: &'static str,
    /// What the result is not.
    disclaimer: &'static str,
    /// The command line.
    command: &'r str,
    /// Assembly of all files.
    assembly: String,
    /// Lowest base quality of what counts.
    min_base_quality: u8,
    /// Lowest mapping quality of what counts.
    min_mapping_quality: u8,
    /// The files of reads.
    files: Vec<FileView<'r>>,
    /// The targets, each once for every file.
    targets: Vec<TargetView<'r>>,
    /// Regions without a curated target, each once for every file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    regions: Vec<RegionView<'r>>,
    /// What the user must know of the run.
    warnings: &'r [String],
}

/// A file of reads.
#[derive(Debug, Serialize, JsonSchema)]
struct FileView<'r> {
    /// The file as named.
    path: &'r str,
    /// Its sample.
    sample: &'r str,
    /// What is counted in it: the best unit that it has.
    unit: &'static str,
}

pub(super) fn write(result: &Genotypes, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        schema_version: SCHEMA_VERSION,
        version: env!("CARGO_PKG_VERSION"),
        disclaimer: result.disclaimer,
        command: &result.command,
        assembly: result.assembly.to_string(),
        min_base_quality: result.floors.0,
        min_mapping_quality: result.floors.1,
        files: result
            .files
            .iter()
            .map(|file| FileView { path: &file.path, sample: &file.sample, unit: file.unit.name() })
            .collect(),
        targets: views(result).collect(),
        regions: region_views(result).collect(),
        warnings: &result.warnings,
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

#[test]
fn the_schema_is_that_of_the_views() {
    crate::report::docs::committed_schema::<Document<'_>>("schema/genotype.schema.json");
}
