//! What the tables over all samples tell of one.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::alteration::{Alteration, AlteredGene};
use crate::model::change::Change;
use crate::model::finding::{Finding, Flag, OncogenicityClass};
use crate::model::level::Level;
use crate::model::match_type::MatchType;
use crate::model::profile::CopyNumberClass;
use crate::model::sample_facts::SampleFacts;
use crate::model::side::Side;
use crate::model::stated_fact::{Fact, Microsatellites};
use crate::model::structural::StructuralKind;
use crate::report::format::SampleResult;
use crate::report::tsv::Layout;
use crate::report::tsv_variant::VariantLayout;

/// One sample in the tables over all.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Entry {
    /// The sample as its input calls it; empty where it names none.
    pub column: String,
    /// Its assembly.
    pub assembly: String,
    /// The tumour type as resolved; empty where none was given.
    pub tumor_type: String,
    /// Its id.
    pub tumor_type_id: String,
    /// Records read.
    pub records: u64,
    /// The highest level of each finding, empty where it has none.
    pub highest_levels: Vec<String>,
    /// The highest level of all.
    pub highest_level: String,
    /// The highest level of sensitivity.
    pub highest_sensitive_level: String,
    /// The highest level of resistance.
    pub highest_resistance_level: String,
    /// The levels of all reported evidence, each once: what a gate looks at.
    pub levels: Vec<String>,
    /// Findings that are oncogenic, or likely so.
    pub oncogenic: u64,
    /// Mutations a megabase, or `high` or `low`; empty where nothing is known.
    pub tmb: String,
    /// `high`, `low` or `stable`; empty where nothing is known.
    pub msi: String,
    /// What the user must know.
    pub warnings: Vec<String>,
    /// Its altered genes.
    pub altered: Vec<AlteredGene>,
}

/// Returns the rows of a result in layout `variant`, under the `name` that the sample has in the cohort.
pub fn rows(name: &str, result: &SampleResult<'_>) -> Vec<u8> {
    let mut rows = Vec::new();
    let reported = result.findings.iter().filter(|(_, is_reported)| *is_reported);
    reported.for_each(|(finding, _)| VariantLayout.finding(name, finding, &mut rows));
    rows
}

impl Entry {
    /// Returns what is told of a sample.
    pub fn of(result: &SampleResult<'_>) -> Self {
        let run = result.run;
        let reported: Vec<&Finding> =
            result.findings.iter().filter(|(_, is)| *is).map(|(finding, _)| finding).collect();
        let level = |level: Option<Level>| level.map_or("", Level::name).to_owned();
        let highest =
            |side| level(reported.iter().filter_map(|finding| finding.highest(side)).min());
        let all = reported.iter().flat_map(|finding| finding.evidence());
        let levels: BTreeSet<Level> = all.filter_map(|(_, graded)| graded.level).collect();
        let is_oncogenic = |finding: &&&Finding| {
            use OncogenicityClass::{LikelyOncogenic, Oncogenic};
            matches!(finding.oncogenicity.class, Oncogenic | LikelyOncogenic)
        };
        let tumor = run.tumor.as_ref();
        Self {
            column: run.sample.clone(),
            assembly: run.assembly.to_string(),
            tumor_type: tumor.map(|tumor| tumor.name.to_string()).unwrap_or_default(),
            tumor_type_id: tumor.map(|tumor| tumor.id.to_string()).unwrap_or_default(),
            records: run.counts.records,
            highest_levels: reported.iter().map(|f| level(f.highest_level())).collect(),
            highest_level: level(levels.first().copied()),
            highest_sensitive_level: highest(Side::Sensitive),
            highest_resistance_level: highest(Side::Resistant),
            levels: levels.into_iter().map(|level| level.name().to_owned()).collect(),
            oncogenic: reported.iter().filter(is_oncogenic).count() as u64,
            tmb: burden(&run.facts),
            msi: microsatellites(&run.facts).to_owned(),
            warnings: result.warnings.iter().map(ToString::to_string).collect(),
            altered: reported.iter().flat_map(|finding| altered(finding)).collect(),
        }
    }

    /// Returns how many findings have `level` as their highest.
    pub fn count(&self, level: Level) -> usize {
        self.highest_levels.iter().filter(|highest| *highest == level.name()).count()
    }
}

/// Returns the genes that a finding shows altered: both partners of a fusion, none for what is benign
/// and without a level, or is true of the whole tumour (MSI, TMB).
fn altered(finding: &Finding) -> Vec<AlteredGene> {
    use OncogenicityClass::{Benign, LikelyBenign};
    let level = finding.highest_level();
    let is_benign = matches!(finding.oncogenicity.class, Benign | LikelyBenign)
        || finding.flags.contains(&Flag::Polymorphism);
    let is_of_the_whole = finding.matches.iter().any(|m| m.match_type == MatchType::Signature);
    // HER2, as it is stated: no gene is altered by what a stain shows.
    let is_of_a_stain = finding.change == Change::Named && finding.consequence.terms.is_empty();
    if is_of_the_whole || is_of_a_stain || is_benign && level.is_none() {
        return Vec::new();
    }
    let by = match finding.change.structural().map(|change| change.kind) {
        None => Alteration::Mutation,
        Some(StructuralKind::Copies(class)) => match class {
            CopyNumberClass::Amplification => Alteration::Amplification,
            CopyNumberClass::Gain => Alteration::Gain,
            CopyNumberClass::Deletion => Alteration::Deletion,
            CopyNumberClass::LossOfHeterozygosity => Alteration::LossOfHeterozygosity,
        },
        Some(StructuralKind::Fusion) => Alteration::Fusion,
        Some(
            StructuralKind::ExonLoss
            | StructuralKind::ExonDuplication
            | StructuralKind::Rearrangement,
        ) => Alteration::Structural,
    };
    let level = level.map_or("", Level::name).to_owned();
    let genes = finding.consequence.gene.split("::").filter(|gene| !gene.is_empty());
    let genes: BTreeSet<&str> = genes.collect();
    genes
        .into_iter()
        .map(|gene| AlteredGene { gene: gene.to_owned(), by, level: level.clone() })
        .collect()
}

/// Returns the mutational burden: the number that settles it, else that it is high or low, else the
/// number that was counted.
fn burden(facts: &SampleFacts) -> String {
    if let Some((number, _)) = facts.mutational_burden() {
        return number.to_string();
    }
    let stated = facts.known.iter().find_map(|known| match known.fact {
        Fact::HighMutationalBurden(is_high) => Some(if is_high { "high" } else { "low" }),
        _ => None,
    });
    let counted = || facts.burden.as_ref().map(|burden| format!("{:.2}", burden.per_megabase));
    stated.map(str::to_owned).or_else(counted).unwrap_or_default()
}

fn microsatellites(facts: &SampleFacts) -> &'static str {
    match facts.microsatellites() {
        Some((Microsatellites::High, _)) => "high",
        Some((Microsatellites::Low, _)) => "low",
        Some((Microsatellites::Stable, _)) => "stable",
        None => "",
    }
}
