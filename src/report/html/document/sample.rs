//! What a result says of the whole sample and of the run.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Regimen;

#[derive(Deserialize)]
pub(in super::super) struct Provenance {
    pub(in super::super) theravar: String,
    pub(in super::super) disclaimer: String,
    pub(in super::super) command: String,
    pub(in super::super) input: String,
    #[serde(default)]
    pub(in super::super) input_sha256: String,
    #[serde(default)]
    pub(in super::super) assessed_bed: String,
    #[serde(default)]
    pub(in super::super) reference: String,
    #[serde(default)]
    pub(in super::super) transcripts: String,
    #[serde(default)]
    pub(in super::super) tables: Vec<SampleTable>,
    pub(in super::super) knowledge: Vec<KnowledgeTable>,
}

#[derive(Deserialize)]
pub(in super::super) struct SampleTable {
    pub(in super::super) kind: String,
    pub(in super::super) path: String,
    pub(in super::super) sha256: String,
}

#[derive(Deserialize)]
pub(in super::super) struct KnowledgeTable {
    pub(in super::super) name: String,
    #[serde(default)]
    pub(in super::super) source: String,
    pub(in super::super) sha256: String,
}

#[derive(Deserialize)]
pub(in super::super) struct Sample {
    #[serde(default)]
    pub(in super::super) name: String,
    pub(in super::super) chosen_by: String,
    #[serde(default)]
    pub(in super::super) normal: String,
    pub(in super::super) assembly: String,
    pub(in super::super) assembly_decided_by: String,
    pub(in super::super) tumor_type: Option<TumorType>,
    #[serde(default)]
    pub(in super::super) facts: Vec<Fact>,
    #[serde(default)]
    pub(in super::super) hints: Vec<Hint>,
}

#[derive(Deserialize)]
pub(in super::super) struct TumorType {
    pub(in super::super) id: String,
    pub(in super::super) name: String,
    #[serde(default)]
    pub(in super::super) oncotree: String,
    #[serde(default)]
    pub(in super::super) main_type: String,
}

#[derive(Deserialize)]
pub(in super::super) struct Fact {
    pub(in super::super) key: String,
    pub(in super::super) value: String,
    pub(in super::super) by: String,
    #[serde(default)]
    pub(in super::super) basis: String,
}

#[derive(Deserialize)]
pub(in super::super) struct Hint {
    pub(in super::super) about: String,
    pub(in super::super) text: String,
}

#[derive(Deserialize)]
pub(in super::super) struct Quality {
    pub(in super::super) records: Records,
    pub(in super::super) alleles: Alleles,
    pub(in super::super) reference: Reference,
    pub(in super::super) settings: Settings,
}

#[derive(Deserialize)]
pub(in super::super) struct Records {
    pub(in super::super) read: u64,
    pub(in super::super) of_interest: u64,
    pub(in super::super) malformed: u64,
}

#[derive(Deserialize)]
pub(in super::super) struct Alleles {
    pub(in super::super) present: u64,
    pub(in super::super) reported_absent: u64,
    pub(in super::super) below_threshold: u64,
    pub(in super::super) matching_but_filtered: u64,
    pub(in super::super) structural_not_interpreted: u64,
}

#[derive(Deserialize)]
pub(in super::super) struct Reference {
    pub(in super::super) agrees: u64,
    pub(in super::super) differs: u64,
}

#[derive(Deserialize)]
pub(in super::super) struct Settings {
    #[serde(default)]
    pub(in super::super) min_level: String,
    pub(in super::super) min_vaf: Option<f64>,
    pub(in super::super) min_depth: Option<u32>,
    pub(in super::super) min_alt: Option<u32>,
    pub(in super::super) include_filtered: bool,
    pub(in super::super) cn_amplification: f64,
    pub(in super::super) cn_deletion: f64,
    pub(in super::super) purity: Option<Content>,
    pub(in super::super) ploidy: Option<Content>,
    pub(in super::super) absence_shown_from_depth: u32,
}

#[derive(Deserialize)]
pub(in super::super) struct Content {
    pub(in super::super) value: f64,
    pub(in super::super) by: String,
}

#[derive(Deserialize)]
pub(in super::super) struct Burden {
    pub(in super::super) preset: String,
    pub(in super::super) mutations_per_mb: f64,
    pub(in super::super) interval_95: [f64; 2],
    pub(in super::super) counted: u64,
    pub(in super::super) counted_by_class: BTreeMap<String, u64>,
    pub(in super::super) footprint_mb: f64,
    pub(in super::super) tmb_high: String,
    #[serde(default)]
    pub(in super::super) open_because: Vec<String>,
    #[serde(default)]
    pub(in super::super) notes: Vec<String>,
}

#[derive(Deserialize)]
pub(in super::super) struct Immunotherapy {
    pub(in super::super) markers: Vec<Marker>,
}

#[derive(Deserialize)]
pub(in super::super) struct Marker {
    pub(in super::super) name: String,
    pub(in super::super) status: String,
    pub(in super::super) bearing: String,
    pub(in super::super) because: Vec<String>,
    #[serde(default)]
    pub(in super::super) assess: String,
    #[serde(default)]
    pub(in super::super) level: String,
    #[serde(default)]
    pub(in super::super) sensitive: Vec<Regimen>,
    #[serde(default)]
    pub(in super::super) resistant: Vec<Regimen>,
    #[serde(default)]
    pub(in super::super) evidence: Vec<String>,
    #[serde(default)]
    pub(in super::super) note: String,
    pub(in super::super) citations: Vec<String>,
}

#[derive(Deserialize)]
pub(in super::super) struct Biomarker {
    pub(in super::super) biomarker: String,
    #[serde(default)]
    pub(in super::super) gene: String,
    pub(in super::super) assay: String,
    pub(in super::super) level: String,
    pub(in super::super) status: String,
    #[serde(default)]
    pub(in super::super) by: Vec<String>,
    pub(in super::super) limit_of_detection: Option<f64>,
    pub(in super::super) depth: Option<u32>,
    #[serde(default)]
    pub(in super::super) reason: String,
    #[serde(default)]
    pub(in super::super) remedy: String,
    #[serde(default)]
    pub(in super::super) uncertain: Vec<String>,
    pub(in super::super) regimens: Vec<Regimen>,
    pub(in super::super) evidence: Vec<String>,
}

#[derive(Deserialize)]
pub(in super::super) struct Pharmacogene {
    pub(in super::super) gene: String,
    pub(in super::super) drugs: Vec<String>,
    pub(in super::super) cpic_level: String,
    pub(in super::super) alleles: Vec<Allele>,
    pub(in super::super) absent: Vec<String>,
    pub(in super::super) not_assessed: Vec<String>,
    pub(in super::super) reading: String,
    pub(in super::super) notes: Vec<String>,
    pub(in super::super) citations: Vec<String>,
}

#[derive(Deserialize)]
pub(in super::super) struct Allele {
    pub(in super::super) allele: String,
    pub(in super::super) dbsnp: String,
    pub(in super::super) change: String,
    pub(in super::super) function: String,
    #[serde(default)]
    pub(in super::super) zygosity: String,
    #[serde(default)]
    pub(in super::super) genotype_of: String,
}
