//! A variant of a result.

use serde::Deserialize;

#[derive(Deserialize)]
pub(in crate::report) struct Variant {
    #[serde(default)]
    pub(in crate::report) name: String,
    #[serde(default)]
    pub(in crate::report) chrom: String,
    pub(in crate::report) pos: Option<u32>,
    #[serde(default)]
    pub(in crate::report) r#ref: String,
    #[serde(default)]
    pub(in crate::report) alt: String,
    #[serde(default)]
    pub(in crate::report) filter: String,
    pub(in crate::report) vaf: Option<f64>,
    pub(in crate::report) alt_depth: Option<u32>,
    pub(in crate::report) depth: Option<u32>,
    #[serde(default)]
    pub(in crate::report) depth_source: String,
    #[serde(default)]
    pub(in crate::report) component_of: String,
    #[serde(default)]
    pub(in crate::report) parts: Vec<String>,
    pub(in crate::report) origin: Option<Origin>,
    pub(in crate::report) population: Option<Population>,
    #[serde(default)]
    pub(in crate::report) scores: Vec<Score>,
    #[serde(default)]
    pub(in crate::report) other_copy_lost: String,
    #[serde(default)]
    pub(in crate::report) gene: String,
    #[serde(default)]
    pub(in crate::report) transcript: String,
    #[serde(default)]
    pub(in crate::report) protein: String,
    #[serde(default)]
    pub(in crate::report) hgvs_c: String,
    #[serde(default)]
    pub(in crate::report) hgvs_p: String,
    #[serde(default)]
    pub(in crate::report) consequence: Vec<String>,
    pub(in crate::report) codons: Option<(u32, u32)>,
    pub(in crate::report) exon: Option<Rank>,
    pub(in crate::report) intron: Option<Rank>,
    #[serde(default)]
    pub(in crate::report) gene_role: Vec<String>,
    #[serde(default)]
    pub(in crate::report) processes: Vec<Process>,
    pub(in crate::report) structural: Option<Structural>,
    #[serde(default)]
    pub(in crate::report) withheld: String,
    #[serde(default)]
    pub(in crate::report) flags: Vec<String>,
    #[serde(default)]
    pub(in crate::report) oncogenicity: String,
    #[serde(default)]
    pub(in crate::report) effect: String,
    #[serde(default)]
    pub(in crate::report) effect_basis: String,
    #[serde(default)]
    pub(in crate::report) oncogenicity_criteria: Vec<Criterion>,
    #[serde(default)]
    pub(in crate::report) highest_sensitive_level: String,
    #[serde(default)]
    pub(in crate::report) highest_resistance_level: String,
    #[serde(default)]
    pub(in crate::report) amp_tier: String,
    #[serde(default)]
    pub(in crate::report) escat: String,
    #[serde(default)]
    pub(in crate::report) therapies_sensitive: Vec<Regimen>,
    #[serde(default)]
    pub(in crate::report) therapies_resistant: Vec<Regimen>,
    #[serde(default)]
    pub(in crate::report) reduced_sensitivity: Vec<Unleveled>,
    #[serde(default)]
    pub(in crate::report) pharmacogenetics: Vec<Unleveled>,
    #[serde(default)]
    pub(in crate::report) evidence: Vec<String>,
    pub(in crate::report) matches: Option<Vec<Match>>,
    #[serde(default)]
    pub(in crate::report) rationale: Vec<String>,
}

impl Variant {
    /// Returns whether knowledge has something to say of it; others come with `--all`.
    pub(in crate::report) fn is_finding(&self) -> bool {
        self.matches.is_some()
    }

    /// Returns whether it has a level on either side.
    pub(in crate::report) fn has_level(&self) -> bool {
        !self.highest_sensitive_level.is_empty() || !self.highest_resistance_level.is_empty()
    }
}

#[derive(Deserialize)]
pub(in crate::report) struct Origin {
    pub(in crate::report) stated: String,
    pub(in crate::report) by: String,
}

#[derive(Deserialize)]
pub(in crate::report) struct Population {
    pub(in crate::report) frequency: f64,
    pub(in crate::report) field: String,
}

#[derive(Deserialize)]
pub(in crate::report) struct Score {
    pub(in crate::report) predictor: String,
    pub(in crate::report) score: f64,
}

#[derive(Deserialize, Clone, Copy)]
pub(in crate::report) struct Rank {
    pub(in crate::report) first: u32,
    pub(in crate::report) last: u32,
    pub(in crate::report) total: u32,
}

#[derive(Deserialize)]
pub(in crate::report) struct Process {
    pub(in crate::report) name: String,
    #[serde(default)]
    pub(in crate::report) role: String,
    pub(in crate::report) sources: Vec<String>,
}

#[derive(Deserialize)]
pub(in crate::report) struct Structural {
    pub(in crate::report) word: String,
    pub(in crate::report) exons: Option<Exons>,
    #[serde(default)]
    pub(in crate::report) frame: String,
    #[serde(default)]
    pub(in crate::report) domains: Vec<Domain>,
    #[serde(default)]
    pub(in crate::report) reading: String,
    pub(in crate::report) copies: Option<f64>,
}

/// Exons of an event.
#[derive(Deserialize, Clone, Copy)]
#[serde(untagged)]
pub(in crate::report) enum Exons {
    /// The first and the last one lost or repeated.
    Within { first: u32, last: u32 },
    /// Those beside a junction.
    Joined { five_prime: Option<u32>, three_prime: Option<u32> },
}

#[derive(Deserialize)]
pub(in crate::report) struct Domain {
    pub(in crate::report) gene: String,
    pub(in crate::report) name: String,
    pub(in crate::report) kept: bool,
}

#[derive(Deserialize)]
pub(in crate::report) struct Criterion {
    pub(in crate::report) code: String,
    pub(in crate::report) points: i32,
    pub(in crate::report) reason: String,
}

#[derive(Deserialize)]
pub(in crate::report) struct Regimen {
    pub(in crate::report) regimen: String,
    pub(in crate::report) level: String,
    #[serde(default)]
    pub(in crate::report) classes: Vec<String>,
    #[serde(default)]
    pub(in crate::report) conditions: Vec<String>,
    pub(in crate::report) by: String,
}

#[derive(Deserialize)]
pub(in crate::report) struct Unleveled {
    pub(in crate::report) regimens: Vec<String>,
    pub(in crate::report) significance: String,
    pub(in crate::report) id: String,
}

/// A profile that holds, with its evidence.
#[derive(Deserialize)]
pub(in crate::report) struct Match {
    pub(in crate::report) profile: String,
    pub(in crate::report) match_type: String,
    #[serde(default)]
    pub(in crate::report) note: String,
    #[serde(default)]
    pub(in crate::report) withheld: String,
    #[serde(default)]
    pub(in crate::report) conditions: Vec<String>,
    pub(in crate::report) evidence: Vec<Item>,
}

/// An evidence item, judged.
#[derive(Deserialize)]
pub(in crate::report) struct Item {
    pub(in crate::report) id: String,
    pub(in crate::report) source: String,
    #[serde(default)]
    pub(in crate::report) source_level: String,
    pub(in crate::report) disease: String,
    pub(in crate::report) regimens: Vec<String>,
    pub(in crate::report) direction: String,
    #[serde(default)]
    pub(in crate::report) significance: String,
    #[serde(default)]
    pub(in crate::report) level: String,
    pub(in crate::report) why: String,
    #[serde(default)]
    pub(in crate::report) conditions: Vec<String>,
    pub(in crate::report) citation: String,
}
