//! Results of `annotate --format json`, read again: what it takes to judge the sample by other
//! knowledge (schema/result.schema.json).

mod variant;

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;

use crate::error::{Error, Location, Result};
use crate::io::read_text;
use crate::model::assembly::Assembly;
use crate::model::evaluation::AssessedGene;
use crate::model::level::Level;
use crate::model::stated_fact::StatedFact;

pub use self::variant::{RecordedCalls, RecordedReading, RecordedStructural, RecordedVariant};

/// The only schema that is read.
const SCHEMA_VERSION: u32 = 1;

/// A sample as a result keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedResult {
    /// SHA-256 of every table of knowledge, or `None` where the result has no provenance.
    pub knowledge: Option<BTreeSet<String>>,
    /// The tumour sample, empty where the input named none.
    pub sample: String,
    /// Assembly of the positions.
    pub assembly: Assembly,
    /// Node of the disease table, or `None` where no tumour type was given.
    pub tumor_type: Option<String>,
    /// What was stated of the sample beside its variants.
    pub facts: Vec<StatedFact>,
    /// Where absence is known.
    pub assessed: Vec<AssessedGene>,
    /// Whether variants without a finding are there.
    pub has_all: bool,
    /// Weakest level that was reported.
    pub min_level: Option<Level>,
    /// Whether alleles that failed a FILTER were looked at.
    pub includes_filtered: bool,
    /// Alleles that a FILTER or a threshold left out.
    pub left_out: u64,
    /// Findings first, then what was no finding.
    pub variants: Vec<RecordedVariant>,
}

/// The keys that are read.
#[derive(Deserialize)]
struct Document {
    schema_version: u32,
    provenance: Option<ProvenanceKeys>,
    sample: SampleKeys,
    quality: QualityKeys,
    variants: Vec<variant::Keys>,
    unreported: Vec<variant::Keys>,
}

#[derive(Deserialize)]
struct ProvenanceKeys {
    knowledge: Vec<TableKeys>,
}

#[derive(Deserialize)]
struct TableKeys {
    sha256: String,
}

#[derive(Deserialize)]
struct SampleKeys {
    #[serde(default)]
    name: String,
    assembly: String,
    tumor_type: Option<TumorTypeKeys>,
    #[serde(default)]
    facts: Vec<FactKeys>,
    assessed: Vec<AssessedKeys>,
}

#[derive(Deserialize)]
struct TumorTypeKeys {
    id: String,
}

#[derive(Deserialize)]
struct FactKeys {
    key: String,
    value: String,
}

#[derive(Deserialize)]
struct AssessedKeys {
    gene: String,
    whole: bool,
    codons: Vec<(u32, u32)>,
}

#[derive(Deserialize)]
struct QualityKeys {
    alleles: AlleleKeys,
    settings: SettingKeys,
}

#[derive(Deserialize)]
struct AlleleKeys {
    below_threshold: u64,
    matching_but_filtered: u64,
}

#[derive(Deserialize)]
struct SettingKeys {
    all: bool,
    min_level: Option<String>,
    include_filtered: bool,
}

/// Reads the result at `path`, plain or compressed.
///
/// # Errors
/// [`Error::Io`] where it cannot be read. [`Error::InvalidInput`] where it is no result of this
/// schema. It names the line where the text itself is wrong, and the field where a value is.
pub fn read(path: &Path) -> Result<RecordedResult> {
    let text = read_text(path)?;
    let document: Document = serde_json::from_str(&text).map_err(|e| {
        Error::invalid(Location::line(path, e.line() as u64), format!("not a result: {e}"))
    })?;
    document.result().map_err(|reason| Error::invalid(Location::file(path), reason))
}

impl Document {
    fn result(self) -> std::result::Result<RecordedResult, String> {
        if self.schema_version != SCHEMA_VERSION {
            return Err(format!(
                "schema_version: {}, where {SCHEMA_VERSION} is read; annotate the input again",
                self.schema_version
            ));
        }
        let Self { provenance, sample, quality, variants, unreported, .. } = self;
        let assembly: Assembly =
            sample.assembly.parse().map_err(|reason| format!("sample.assembly: {reason}"))?;
        let in_variants = variants.into_iter().enumerate().map(|entry| ("variants", entry));
        let in_unreported = unreported.into_iter().enumerate().map(|entry| ("unreported", entry));
        let variants = in_variants
            .chain(in_unreported)
            .map(|(list, (index, keys))| {
                keys.variant(assembly).map_err(|reason| format!("{list}[{index}].{reason}"))
            })
            .collect::<std::result::Result<Vec<_>, String>>()?;
        let min_level = quality.settings.min_level.map(|level| level.parse()).transpose();
        let facts = sample.facts.into_iter().map(|FactKeys { key, value }| {
            StatedFact::parse(&format!("{key}={value}"))
                .map_err(|reason| format!("sample.facts: {reason}"))
        });
        let facts = facts.collect::<std::result::Result<Vec<_>, String>>()?;
        let assessed = sample.assessed.into_iter();
        Ok(RecordedResult {
            knowledge: provenance.map(|p| p.knowledge.into_iter().map(|t| t.sha256).collect()),
            sample: sample.name,
            assembly,
            tumor_type: sample.tumor_type.map(|tumor| tumor.id),
            facts,
            assessed: assessed
                .map(|AssessedKeys { gene, whole, codons }| AssessedGene {
                    gene,
                    codons,
                    is_whole: whole,
                })
                .collect(),
            has_all: quality.settings.all,
            min_level: min_level.map_err(|reason| format!("quality.settings: {reason}"))?,
            includes_filtered: quality.settings.include_filtered,
            left_out: quality.alleles.below_threshold + quality.alleles.matching_but_filtered,
            variants,
        })
    }
}
