//! What stands beside the variants: provenance, the sample, what was looked at, combinations, and
//! what the findings say of immune-checkpoint therapy.

use serde::Serialize;
use serde_json::Number;

use crate::model::conclusion::{RankedRegimen, Regimens};
use crate::model::evaluation::{AssessedGene, Condition, EvaluatedProfile, Holds};
use crate::model::finding::Finding;
use crate::report::provenance::Provenance;
use crate::report::run::Run;

use super::evidence::{Regimen, regimens};
use super::number;

/// What the result rests on.
#[derive(Serialize)]
pub(super) struct ProvenanceView<'r> {
    theravar: &'r str,
    disclaimer: &'r str,
    command: &'r str,
    input: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    input_sha256: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assessed_bed: Option<&'r str>,
    tables: Vec<SampleTableView<'r>>,
    knowledge: Vec<KnowledgeTableView<'r>>,
}

#[derive(Serialize)]
struct SampleTableView<'r> {
    kind: &'r str,
    path: &'r str,
    sha256: &'r str,
}

#[derive(Serialize)]
struct KnowledgeTableView<'r> {
    name: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'r str>,
    sha256: &'r str,
}

impl<'r> ProvenanceView<'r> {
    pub(super) fn of(provenance: &'r Provenance) -> Self {
        let tables = provenance.tables.iter();
        let knowledge = provenance.knowledge.iter();
        Self {
            theravar: provenance.version,
            disclaimer: provenance.disclaimer,
            command: &provenance.command,
            input: &provenance.input,
            input_sha256: provenance.input_sha256.as_deref(),
            assessed_bed: provenance.assessed_bed.as_deref(),
            tables: tables
                .map(|t| SampleTableView { kind: t.kind, path: &t.path, sha256: &t.sha256 })
                .collect(),
            knowledge: knowledge
                .map(|t| KnowledgeTableView { name: &t.name, source: t.source, sha256: &t.sha256 })
                .collect(),
        }
    }
}

/// The sample, and where its lack of a variant is known.
#[derive(Serialize)]
pub(super) struct Sample<'r> {
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'r str,
    chosen_by: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    normal: Option<&'r str>,
    assembly: String,
    assembly_decided_by: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    tumor_type: Option<TumorTypeView<'r>>,
    assessed: Vec<Assessed>,
}

#[derive(Serialize)]
struct TumorTypeView<'r> {
    id: &'r str,
    name: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    oncotree: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    main_type: Option<&'r str>,
}

/// Codons of a gene that were read deeply enough.
#[derive(Serialize)]
struct Assessed {
    gene: String,
    whole: bool,
    codons: Vec<(u32, u32)>,
}

impl<'r> Sample<'r> {
    pub(super) fn of(run: &'r Run, assessed: &[AssessedGene]) -> Self {
        Self {
            name: &run.sample,
            chosen_by: &run.sample_choice,
            normal: run.normal.as_deref(),
            assembly: run.assembly.to_string(),
            assembly_decided_by: &run.assembly_reason,
            tumor_type: run.tumor.as_ref().map(|tumor| TumorTypeView {
                id: &tumor.id,
                name: &tumor.name,
                oncotree: tumor.oncotree.as_deref(),
                main_type: tumor.main_type.as_deref(),
            }),
            assessed: assessed
                .iter()
                .map(|assessed| Assessed {
                    gene: assessed.gene.clone(),
                    whole: assessed.is_whole,
                    codons: assessed.codons.clone(),
                })
                .collect(),
        }
    }
}

/// What was read, what of it was not looked at, and by which limits.
#[derive(Serialize)]
pub(super) struct Quality {
    records: Records,
    alleles: Alleles,
    reference: Reference,
    settings: Settings,
}

#[derive(Serialize)]
struct Records {
    read: u64,
    of_interest: u64,
    malformed: u64,
}

#[derive(Serialize)]
struct Alleles {
    present: u64,
    reported_absent: u64,
    below_threshold: u64,
    matching_but_filtered: u64,
    structural_not_interpreted: u64,
}

#[derive(Serialize)]
struct Reference {
    agrees: u64,
    differs: u64,
}

#[derive(Serialize)]
struct Settings {
    all: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_level: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_vaf: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_depth: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_alt: Option<u32>,
    include_filtered: bool,
    cn_amplification: Option<Number>,
    cn_deletion: Option<Number>,
    phase_distance: u32,
    absence_shown_from_depth: u32,
}

impl Quality {
    pub(super) fn of(run: &Run) -> Self {
        let (counts, settings) = (&run.counts, &run.settings);
        Self {
            records: Records {
                read: counts.records,
                of_interest: counts.of_interest,
                malformed: counts.malformed,
            },
            alleles: Alleles {
                present: counts.present,
                reported_absent: counts.absent,
                below_threshold: counts.below_threshold,
                matching_but_filtered: counts.filtered_matches,
                structural_not_interpreted: counts.structural,
            },
            reference: Reference {
                agrees: counts.reference_agrees,
                differs: counts.reference_differs,
            },
            settings: Settings {
                all: settings.all,
                min_level: settings.min_level.map(|level| level.name()),
                min_vaf: settings.min_vaf.and_then(|vaf| number(&vaf.to_string())),
                min_depth: settings.min_depth,
                min_alt: settings.min_alt,
                include_filtered: settings.include_filtered,
                cn_amplification: number(&settings.cn_amplification.to_string()),
                cn_deletion: number(&settings.cn_deletion.to_string()),
                phase_distance: settings.phase_distance,
                absence_shown_from_depth: settings.absence_shown_from_depth,
            },
        }
    }
}

/// A combination or negation, evaluated over the sample.
#[derive(Serialize)]
pub(super) struct Profile<'r> {
    profile: &'r str,
    holds: &'static str,
    met_by: &'r [String],
    /// What it waits for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    waits_for: Vec<Awaited<'r>>,
    /// Why it does not hold.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    because: &'r [String],
}

#[derive(Serialize)]
struct Awaited<'r> {
    condition: &'r str,
    assay: &'static str,
    genes: &'r [String],
}

impl<'r> Profile<'r> {
    pub(super) fn of(evaluated: &'r EvaluatedProfile) -> Self {
        let awaited = |condition: &'r Condition| Awaited {
            condition: &condition.text,
            assay: condition.assay.name(),
            genes: &condition.genes,
        };
        let (holds, waits_for, because): (_, _, &[String]) = match &evaluated.holds {
            Holds::Yes => ("yes", Vec::new(), &[]),
            Holds::If(conditions) => ("conditional", conditions.iter().map(awaited).collect(), &[]),
            Holds::No(reasons) => ("no", Vec::new(), reasons),
        };
        Self { profile: evaluated.profile, holds, met_by: &evaluated.met_by, waits_for, because }
    }
}

/// Regimens with an immune-checkpoint inhibitor, by side.
#[derive(Serialize)]
pub(super) struct Checkpoint<T> {
    sensitive: Vec<T>,
    resistant: Vec<T>,
}

impl<T> Checkpoint<T> {
    /// Of `findings`; `None` where they speak of no checkpoint inhibitor.
    pub(super) fn of(findings: &[&Finding], view: impl Fn(&Finding, Regimen) -> T) -> Option<Self> {
        let of_side = |side: fn(&Regimens) -> &[RankedRegimen]| -> Vec<T> {
            findings
                .iter()
                .flat_map(|finding| {
                    let regimens = regimens(side(&finding.conclusions.checkpoint)).into_iter();
                    regimens.map(|regimen| view(finding, regimen))
                })
                .collect()
        };
        let (sensitive, resistant) = (of_side(|r| &r.sensitive), of_side(|r| &r.resistant));
        let is_any = !sensitive.is_empty() || !resistant.is_empty();
        is_any.then_some(Self { sensitive, resistant })
    }
}

/// What all findings together say of immune-checkpoint therapy.
pub(super) type Immunotherapy = Checkpoint<NamedRegimen>;

/// A regimen and the variant that it rests on.
#[derive(Serialize)]
pub(super) struct NamedRegimen {
    variant: String,
    #[serde(flatten)]
    regimen: Regimen,
}

impl Immunotherapy {
    pub(super) fn of_all(findings: &[&Finding]) -> Option<Self> {
        Self::of(findings, |finding, regimen| NamedRegimen { variant: finding.name(), regimen })
    }
}
