//! A variant of a result.

use serde::Deserialize;

#[derive(Deserialize)]
pub(in super::super) struct Variant {
    #[serde(default)]
    pub(in super::super) chrom: String,
    pub(in super::super) pos: Option<u32>,
    #[serde(default)]
    pub(in super::super) r#ref: String,
    #[serde(default)]
    pub(in super::super) alt: String,
    #[serde(default)]
    pub(in super::super) filter: String,
    pub(in super::super) vaf: Option<f64>,
    pub(in super::super) alt_depth: Option<u32>,
    pub(in super::super) depth: Option<u32>,
    #[serde(default)]
    pub(in super::super) depth_source: String,
    #[serde(default)]
    pub(in super::super) component_of: String,
    #[serde(default)]
    pub(in super::super) parts: Vec<String>,
    pub(in super::super) origin: Option<Origin>,
    pub(in super::super) population: Option<Population>,
    #[serde(default)]
    pub(in super::super) scores: Vec<Score>,
    #[serde(default)]
    pub(in super::super) other_copy_lost: String,
    #[serde(default)]
    pub(in super::super) gene: String,
    #[serde(default)]
    pub(in super::super) transcript: String,
    #[serde(default)]
    pub(in super::super) protein: String,
    #[serde(default)]
    pub(in super::super) hgvs_c: String,
    #[serde(default)]
    pub(in super::super) hgvs_p: String,
    #[serde(default)]
    pub(in super::super) protein_change: String,
    #[serde(default)]
    pub(in super::super) consequence: Vec<String>,
    pub(in super::super) codons: Option<(u32, u32)>,
    pub(in super::super) exon: Option<Rank>,
    pub(in super::super) intron: Option<Rank>,
    #[serde(default)]
    pub(in super::super) gene_role: Vec<String>,
    #[serde(default)]
    pub(in super::super) processes: Vec<Process>,
    pub(in super::super) structural: Option<Structural>,
    #[serde(default)]
    pub(in super::super) withheld: String,
    #[serde(default)]
    pub(in super::super) flags: Vec<String>,
    #[serde(default)]
    pub(in super::super) oncogenicity: String,
    #[serde(default)]
    pub(in super::super) effect: String,
    #[serde(default)]
    pub(in super::super) effect_basis: String,
    #[serde(default)]
    pub(in super::super) oncogenicity_criteria: Vec<Criterion>,
    #[serde(default)]
    pub(in super::super) highest_sensitive_level: String,
    #[serde(default)]
    pub(in super::super) highest_resistance_level: String,
    #[serde(default)]
    pub(in super::super) amp_tier: String,
    #[serde(default)]
    pub(in super::super) escat: String,
    #[serde(default)]
    pub(in super::super) therapies_sensitive: Vec<Regimen>,
    #[serde(default)]
    pub(in super::super) therapies_resistant: Vec<Regimen>,
    #[serde(default)]
    pub(in super::super) reduced_sensitivity: Vec<Unleveled>,
    #[serde(default)]
    pub(in super::super) pharmacogenetics: Vec<Unleveled>,
    #[serde(default)]
    pub(in super::super) evidence: Vec<String>,
    pub(in super::super) matches: Option<Vec<Match>>,
    #[serde(default)]
    pub(in super::super) rationale: Vec<String>,
}

impl Variant {
    /// Returns whether knowledge has something to say of it; others come with `--all`.
    pub(in super::super) fn is_finding(&self) -> bool {
        self.matches.is_some()
    }
}

#[derive(Deserialize)]
pub(in super::super) struct Origin {
    pub(in super::super) stated: String,
    pub(in super::super) by: String,
}

#[derive(Deserialize)]
pub(in super::super) struct Population {
    pub(in super::super) frequency: f64,
    pub(in super::super) field: String,
}

#[derive(Deserialize)]
pub(in super::super) struct Score {
    pub(in super::super) predictor: String,
    pub(in super::super) score: f64,
}

#[derive(Deserialize, Clone, Copy)]
pub(in super::super) struct Rank {
    pub(in super::super) first: u32,
    pub(in super::super) last: u32,
    pub(in super::super) total: u32,
}

#[derive(Deserialize)]
pub(in super::super) struct Process {
    pub(in super::super) name: String,
    #[serde(default)]
    pub(in super::super) role: String,
    pub(in super::super) sources: Vec<String>,
}

#[derive(Deserialize)]
pub(in super::super) struct Structural {
    pub(in super::super) word: String,
    pub(in super::super) exons: Option<Exons>,
    #[serde(default)]
    pub(in super::super) frame: String,
    #[serde(default)]
    pub(in super::super) domains: Vec<Domain>,
    #[serde(default)]
    pub(in super::super) reading: String,
}

/// Exons of an event.
#[derive(Deserialize, Clone, Copy)]
#[serde(untagged)]
pub(in super::super) enum Exons {
    /// The first and the last one lost or repeated.
    Within { first: u32, last: u32 },
    /// Those beside a junction.
    Joined { five_prime: Option<u32>, three_prime: Option<u32> },
}

#[derive(Deserialize)]
pub(in super::super) struct Domain {
    pub(in super::super) gene: String,
    pub(in super::super) name: String,
    pub(in super::super) kept: bool,
}

#[derive(Deserialize)]
pub(in super::super) struct Criterion {
    pub(in super::super) code: String,
    pub(in super::super) points: i32,
    pub(in super::super) reason: String,
}

#[derive(Deserialize)]
pub(in super::super) struct Regimen {
    pub(in super::super) regimen: String,
    pub(in super::super) level: String,
    #[serde(default)]
    pub(in super::super) classes: Vec<String>,
    #[serde(default)]
    pub(in super::super) conditions: Vec<String>,
    pub(in super::super) by: String,
}

#[derive(Deserialize)]
pub(in super::super) struct Unleveled {
    pub(in super::super) regimens: Vec<String>,
    pub(in super::super) significance: String,
    pub(in super::super) id: String,
}

/// A profile that holds, with its evidence.
#[derive(Deserialize)]
pub(in super::super) struct Match {
    pub(in super::super) profile: String,
    pub(in super::super) match_type: String,
    #[serde(default)]
    pub(in super::super) note: String,
    #[serde(default)]
    pub(in super::super) withheld: String,
    #[serde(default)]
    pub(in super::super) conditions: Vec<String>,
    pub(in super::super) evidence: Vec<Item>,
}

/// An evidence item, judged.
#[derive(Deserialize)]
pub(in super::super) struct Item {
    pub(in super::super) id: String,
    pub(in super::super) source: String,
    #[serde(default)]
    pub(in super::super) source_level: String,
    pub(in super::super) disease: String,
    pub(in super::super) regimens: Vec<String>,
    pub(in super::super) direction: String,
    #[serde(default)]
    pub(in super::super) significance: String,
    #[serde(default)]
    pub(in super::super) level: String,
    pub(in super::super) why: String,
    #[serde(default)]
    pub(in super::super) conditions: Vec<String>,
    pub(in super::super) citation: String,
}
