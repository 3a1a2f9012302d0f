//! What a result says of the whole sample and of the run.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::variant::Regimen;

#[derive(Deserialize)]
pub(in crate::report) struct Provenance {
    pub(in crate::report) theravar: String,
    pub(in crate::report) disclaimer: String,
    pub(in crate::report) command: String,
    pub(in crate::report) input: String,
    #[serde(default)]
    pub(in crate::report) input_sha256: String,
    #[serde(default)]
    pub(in crate::report) assessed_bed: String,
    #[serde(default)]
    pub(in crate::report) reference: String,
    #[serde(default)]
    pub(in crate::report) transcripts: String,
    #[serde(default)]
    pub(in crate::report) tables: Vec<SampleTable>,
    pub(in crate::report) knowledge: Vec<KnowledgeTable>,
}

#[derive(Deserialize)]
pub(in crate::report) struct SampleTable {
    pub(in crate::report) kind: String,
    pub(in crate::report) path: String,
    pub(in crate::report) sha256: String,
}

#[derive(Deserialize)]
pub(in crate::report) struct KnowledgeTable {
    pub(in crate::report) name: String,
    #[serde(default)]
    pub(in crate::report) source: String,
    pub(in crate::report) sha256: String,
}

#[derive(Deserialize)]
pub(in crate::report) struct Sample {
    #[serde(default)]
    pub(in crate::report) name: String,
    pub(in crate::report) chosen_by: String,
    #[serde(default)]
    pub(in crate::report) normal: String,
    pub(in crate::report) assembly: String,
    pub(in crate::report) assembly_decided_by: String,
    pub(in crate::report) tumor_type: Option<TumorType>,
    #[serde(default)]
    pub(in crate::report) facts: Vec<Fact>,
    #[serde(default)]
    pub(in crate::report) hints: Vec<Hint>,
}

#[derive(Deserialize)]
pub(in crate::report) struct TumorType {
    pub(in crate::report) id: String,
    pub(in crate::report) name: String,
    #[serde(default)]
    pub(in crate::report) main_type: String,
}

#[derive(Deserialize)]
pub(in crate::report) struct Fact {
    pub(in crate::report) key: String,
    pub(in crate::report) value: String,
    pub(in crate::report) by: String,
    #[serde(default)]
    pub(in crate::report) basis: String,
}

#[derive(Deserialize)]
pub(in crate::report) struct Hint {
    pub(in crate::report) about: String,
    pub(in crate::report) text: String,
}

#[derive(Deserialize)]
pub(in crate::report) struct Quality {
    pub(in crate::report) records: Records,
    pub(in crate::report) alleles: Alleles,
    pub(in crate::report) reference: Reference,
    pub(in crate::report) settings: Settings,
}

#[derive(Deserialize)]
pub(in crate::report) struct Records {
    pub(in crate::report) read: u64,
    pub(in crate::report) of_interest: u64,
    pub(in crate::report) malformed: u64,
}

#[derive(Deserialize)]
pub(in crate::report) struct Alleles {
    pub(in crate::report) present: u64,
    pub(in crate::report) reported_absent: u64,
    pub(in crate::report) below_threshold: u64,
    pub(in crate::report) matching_but_filtered: u64,
    pub(in crate::report) structural_not_interpreted: u64,
}

#[derive(Deserialize)]
pub(in crate::report) struct Reference {
    pub(in crate::report) agrees: u64,
    pub(in crate::report) differs: u64,
}

#[derive(Deserialize)]
pub(in crate::report) struct Settings {
    #[serde(default)]
    pub(in crate::report) min_level: String,
    pub(in crate::report) min_vaf: Option<f64>,
    pub(in crate::report) min_depth: Option<u32>,
    pub(in crate::report) min_alt: Option<u32>,
    pub(in crate::report) include_filtered: bool,
    pub(in crate::report) cn_amplification: f64,
    pub(in crate::report) cn_deletion: f64,
    pub(in crate::report) purity: Option<Content>,
    pub(in crate::report) ploidy: Option<Content>,
    pub(in crate::report) absence_shown_from_depth: u32,
}

#[derive(Deserialize)]
pub(in crate::report) struct Content {
    pub(in crate::report) value: f64,
    pub(in crate::report) by: String,
}

#[derive(Deserialize)]
pub(in crate::report) struct Burden {
    pub(in crate::report) preset: String,
    pub(in crate::report) mutations_per_mb: f64,
    pub(in crate::report) interval_95: [f64; 2],
    pub(in crate::report) counted: u64,
    pub(in crate::report) counted_by_class: BTreeMap<String, u64>,
    pub(in crate::report) footprint_mb: f64,
    pub(in crate::report) tmb_high: String,
    #[serde(default)]
    pub(in crate::report) open_because: Vec<String>,
    #[serde(default)]
    pub(in crate::report) notes: Vec<String>,
}

#[derive(Deserialize)]
pub(in crate::report) struct Immunotherapy {
    pub(in crate::report) markers: Vec<Marker>,
}

#[derive(Deserialize)]
pub(in crate::report) struct Marker {
    pub(in crate::report) name: String,
    pub(in crate::report) status: String,
    pub(in crate::report) bearing: String,
    pub(in crate::report) because: Vec<String>,
    #[serde(default)]
    pub(in crate::report) assess: String,
    #[serde(default)]
    pub(in crate::report) level: String,
    #[serde(default)]
    pub(in crate::report) sensitive: Vec<Regimen>,
    #[serde(default)]
    pub(in crate::report) resistant: Vec<Regimen>,
    #[serde(default)]
    pub(in crate::report) evidence: Vec<String>,
    #[serde(default)]
    pub(in crate::report) note: String,
    pub(in crate::report) citations: Vec<String>,
}

#[derive(Deserialize)]
pub(in crate::report) struct Biomarker {
    pub(in crate::report) biomarker: String,
    #[serde(default)]
    pub(in crate::report) gene: String,
    pub(in crate::report) assay: String,
    pub(in crate::report) level: String,
    pub(in crate::report) status: String,
    #[serde(default)]
    pub(in crate::report) by: Vec<String>,
    pub(in crate::report) limit_of_detection: Option<f64>,
    pub(in crate::report) depth: Option<u32>,
    #[serde(default)]
    pub(in crate::report) reason: String,
    #[serde(default)]
    pub(in crate::report) remedy: String,
    #[serde(default)]
    pub(in crate::report) uncertain: Vec<String>,
    pub(in crate::report) regimens: Vec<Regimen>,
    pub(in crate::report) evidence: Vec<String>,
}

#[derive(Deserialize)]
pub(in crate::report) struct Pharmacogene {
    pub(in crate::report) gene: String,
    pub(in crate::report) drugs: Vec<String>,
    pub(in crate::report) cpic_level: String,
    pub(in crate::report) alleles: Vec<Allele>,
    pub(in crate::report) absent: Vec<String>,
    pub(in crate::report) not_assessed: Vec<String>,
    pub(in crate::report) reading: String,
    pub(in crate::report) notes: Vec<String>,
    pub(in crate::report) citations: Vec<String>,
}

#[derive(Deserialize)]
pub(in crate::report) struct Allele {
    pub(in crate::report) allele: String,
    pub(in crate::report) dbsnp: String,
    pub(in crate::report) change: String,
    pub(in crate::report) function: String,
    #[serde(default)]
    pub(in crate::report) zygosity: String,
    #[serde(default)]
    pub(in crate::report) genotype_of: String,
}
