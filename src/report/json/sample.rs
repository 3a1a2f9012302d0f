//! What stands beside the variants: the sample, what was looked at, and combinations.

use std::num::NonZeroU32;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Number;

use crate::model::assembly::Assembly;
use crate::model::conclusion;
use crate::model::evaluation::{AssessedGene, Condition, EvaluatedProfile, Holds};
use crate::model::level::Level;
use crate::model::profile::Assay;
use crate::report::cell::{Text, number};
use crate::report::run::{Run, StatedNumber};
use crate::report::variant::Regimen;
use crate::report::words::Word;

/// The sample, and where its lack of a variant is known.
#[derive(Serialize, JsonSchema)]
pub(super) struct Sample<'r> {
    /// The tumour sample.
    #[serde(skip_serializing_if = "Text::is_empty")]
    name: Text<'r>,
    /// How it was chosen.
    chosen_by: Text<'r>,
    /// The matched normal.
    #[serde(skip_serializing_if = "Option::is_none")]
    normal: Option<Text<'r>>,
    /// Assembly of the input.
    assembly: Word<Assembly>,
    /// How it was decided.
    assembly_decided_by: Text<'r>,
    /// Absent where none was given: then levels are the sources' own.
    #[serde(skip_serializing_if = "Option::is_none")]
    tumor_type: Option<TumorTypeView<'r>>,
    /// What is known of the sample beside its variants.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(with = "Vec<StatedFactView>", length(min = 1))]
    facts: Vec<StatedFactView<'r>>,
    /// What was seen of the sample and settles nothing by itself.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(with = "Vec<HintView>", length(min = 1))]
    hints: Vec<HintView<'r>>,
    /// How much of the DNA of a liquid biopsy is the tumour's.
    #[serde(skip_serializing_if = "Option::is_none")]
    tumor_fraction: Option<TumorFractionView<'r>>,
    /// Codons that were read deeply enough to show that nothing else is there; `wild type` holds
    /// nowhere else.
    assessed: Vec<Assessed<'r>>,
}

/// How much of the DNA of a liquid biopsy is the tumour's.
#[derive(Serialize, JsonSchema)]
struct TumorFractionView<'r> {
    /// The share; the least that is needed where it is not stated.
    #[schemars(range(min = 0.0, max = 1.0))]
    share: f64,
    /// Whether the user states it.
    stated: bool,
    /// Where it is from, in words.
    by: Text<'r>,
}

/// The tumour type as resolved.
#[derive(Serialize, JsonSchema)]
struct TumorTypeView<'r> {
    /// Node of the disease table.
    id: Text<'r>,
    /// Its name.
    name: Text<'r>,
    /// OncoTree code.
    #[serde(skip_serializing_if = "Option::is_none")]
    oncotree: Option<Text<'r>>,
    /// OncoTree main type.
    #[serde(skip_serializing_if = "Option::is_none")]
    main_type: Option<Text<'r>>,
}

/// Something known of the sample beside its variants.
#[derive(Serialize, JsonSchema)]
struct StatedFactView<'r> {
    /// `HER2`, as the user wrote it.
    key: Text<'r>,
    /// `positive`.
    value: Text<'r>,
    /// Who says it: the user, a result file of another program, or a computation on the input.
    #[schemars(extend("enum" = ["stated", "file", "computed"]))]
    by: &'static str,
    /// The program or the preset.
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'static str>,
    /// The value, and the limit that it was held against.
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<Text<'r>>,
    /// The file as named.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<Text<'r>>,
}

/// What was seen of the sample and settles nothing by itself.
#[derive(Serialize, JsonSchema)]
struct HintView<'r> {
    /// What it is about.
    #[schemars(extend("enum" = ["TMB", "MSI", "MMR", "POLE", "HRD", "germline"]))]
    about: &'static str,
    /// What was seen, and what would settle it.
    text: Text<'r>,
    /// Who says it.
    #[schemars(extend("enum" = ["stated", "file", "computed"]))]
    by: &'static str,
    /// The program or the preset.
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'static str>,
    /// The file as named.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<Text<'r>>,
}

/// Codons of a gene that were read deeply enough.
#[derive(Serialize, JsonSchema)]
struct Assessed<'r> {
    /// HGNC symbol.
    gene: Text<'r>,
    /// Whether these are all codons.
    whole: bool,
    /// Runs of codons, 1-based, both ends included.
    #[schemars(with = "Vec<(NonZeroU32, NonZeroU32)>", length(min = 1))]
    codons: &'r [(u32, u32)],
}

impl<'r> Sample<'r> {
    pub(super) fn of(run: &'r Run, assessed: &'r [AssessedGene]) -> Self {
        Self {
            name: Text(&run.sample),
            chosen_by: Text(&run.sample_choice),
            normal: run.normal.as_deref().map(Text),
            assembly: Word(run.assembly),
            assembly_decided_by: Text(&run.assembly_reason),
            tumor_type: run.tumor.as_ref().map(|tumor| TumorTypeView {
                id: Text(&tumor.id),
                name: Text(&tumor.name),
                oncotree: tumor.oncotree.as_deref().map(Text),
                main_type: tumor.main_type.as_deref().map(Text),
            }),
            facts: run
                .facts
                .known
                .iter()
                .filter_map(|stated| Some((stated.text.split_once('=')?, &stated.origin)))
                .map(|((key, value), origin)| StatedFactView {
                    key: Text(key),
                    value: Text(value),
                    by: origin.name(),
                    method: origin.method(),
                    basis: origin.basis().map(Text),
                    file: origin.path().map(Text),
                })
                .collect(),
            hints: run
                .facts
                .hints
                .iter()
                .map(|hint| HintView {
                    about: hint.about.name(),
                    text: Text(&hint.text),
                    by: hint.origin.name(),
                    method: hint.origin.method(),
                    file: hint.origin.path().map(Text),
                })
                .collect(),
            tumor_fraction: run.tumor_fraction.as_ref().map(|fraction| TumorFractionView {
                share: (fraction.share * 1e6).round() / 1e6,
                stated: fraction.is_stated,
                by: Text(&fraction.by),
            }),
            assessed: assessed
                .iter()
                .map(|assessed| Assessed {
                    gene: Text(&assessed.gene),
                    whole: assessed.is_whole,
                    codons: &assessed.codons,
                })
                .collect(),
        }
    }
}

/// What was read, what of it was not looked at, and by which limits.
#[derive(Serialize, JsonSchema)]
pub(super) struct Quality {
    /// Records.
    records: Records,
    /// Alleles of interest.
    alleles: Alleles,
    /// Alleles whose REF was compared with embedded bases.
    reference: Reference,
    /// The limits of the run.
    settings: Settings,
}

/// Numbers of records.
#[derive(Serialize, JsonSchema)]
struct Records {
    /// Records read.
    read: u64,
    /// Records in regions of interest.
    of_interest: u64,
    /// Malformed records and alleles, which were skipped.
    malformed: u64,
}

/// Numbers of alleles.
#[derive(Serialize, JsonSchema)]
struct Alleles {
    /// Alleles that are there.
    present: u64,
    /// Alleles that the caller itself reports as absent.
    reported_absent: u64,
    /// Alleles below a threshold.
    below_threshold: u64,
    /// Alleles with a match, in records that failed a FILTER.
    matching_but_filtered: u64,
    /// Symbolic alleles and breakends that do not say what they are, or say two things.
    structural_not_interpreted: u64,
}

/// Alleles whose REF was compared with embedded bases.
#[derive(Serialize, JsonSchema)]
struct Reference {
    /// Those that agree.
    agrees: u64,
    /// Those that do not.
    differs: u64,
}

/// The limits of the run.
#[derive(Serialize, JsonSchema)]
struct Settings {
    /// Whether variants without a finding are written too.
    all: bool,
    /// Weakest level that is reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    min_level: Option<Word<Level>>,
    /// Smallest allele fraction.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<f64>")]
    min_vaf: Option<Number>,
    /// Smallest number of reads at the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    min_depth: Option<u32>,
    /// Smallest number of supporting reads.
    #[serde(skip_serializing_if = "Option::is_none")]
    min_alt: Option<u32>,
    /// Whether records that failed a FILTER are looked at.
    include_filtered: bool,
    /// Copies from which on a gene is amplified.
    #[schemars(with = "f64")]
    cn_amplification: Option<Number>,
    /// Copies up to which a gene is homozygously deleted.
    #[schemars(with = "f64")]
    cn_deletion: Option<Number>,
    /// Share of the cells that are of the tumour; absent where nothing states it.
    #[serde(skip_serializing_if = "Option::is_none")]
    purity: Option<Content>,
    /// Copies of the genome that a tumour cell has on average; absent where nothing states them.
    #[serde(skip_serializing_if = "Option::is_none")]
    ploidy: Option<Content>,
    /// Bases between neighbours on one haplotype that are read together.
    phase_distance: u32,
    /// Reads from which on a place shows that nothing else is there.
    absence_shown_from_depth: u32,
}

/// A number that describes the sample, and what states it.
#[derive(Serialize, JsonSchema)]
struct Content {
    /// The number.
    #[schemars(with = "f64")]
    value: Option<Number>,
    /// An option of the run, or the header of the input.
    #[schemars(extend("enum" = ["option", "header"]))]
    by: &'static str,
}

impl From<StatedNumber> for Content {
    fn from(StatedNumber { number: value, by }: StatedNumber) -> Self {
        Self { value: number(&value.to_string()), by }
    }
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
                min_level: settings.min_level.map(Word),
                min_vaf: settings.min_vaf.and_then(|vaf| number(&vaf.to_string())),
                min_depth: settings.min_depth,
                min_alt: settings.min_alt,
                include_filtered: settings.include_filtered,
                cn_amplification: number(&settings.cn_amplification.to_string()),
                cn_deletion: number(&settings.cn_deletion.to_string()),
                purity: settings.purity.map(Content::from),
                ploidy: settings.ploidy.map(Content::from),
                phase_distance: settings.phase_distance,
                absence_shown_from_depth: settings.absence_shown_from_depth,
            },
        }
    }
}

/// A combination or a negation of which the sample shows a part.
#[derive(Serialize, JsonSchema)]
#[schemars(extend("oneOf" = [
    {"properties": {"holds": {"const": "yes"}}, "not": {"anyOf": [{"required": ["waits_for"]}, {"required": ["because"]}]}},
    {"properties": {"holds": {"const": "conditional"}}, "required": ["waits_for"], "not": {"required": ["because"]}},
    {"properties": {"holds": {"const": "no"}}, "required": ["because"], "not": {"required": ["waits_for"]}}
]))]
pub(super) struct Profile<'r> {
    /// The profile in the source's words.
    profile: Text<'r>,
    /// Whether it holds.
    holds: HoldsView,
    /// The variants that meet a part of it.
    #[schemars(length(min = 1), inner(length(min = 1)))]
    met_by: &'r [String],
    /// What it needs and the input does not show.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1))]
    waits_for: Vec<Awaited<'r>>,
    /// Why it does not hold.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(length(min = 1), inner(length(min = 1)))]
    because: &'r [String],
}

/// Whether a profile holds in the sample.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum HoldsView {
    Yes,
    Conditional,
    No,
}

/// Something that a profile needs and the input does not show.
#[derive(Serialize, JsonSchema)]
struct Awaited<'r> {
    /// In words.
    condition: Text<'r>,
    /// Which test would show it.
    assay: Word<Assay>,
    /// The genes that it speaks of.
    genes: &'r [String],
}

impl<'r> Profile<'r> {
    pub(super) fn of(evaluated: &'r EvaluatedProfile) -> Self {
        let awaited = |condition: &'r Condition| Awaited {
            condition: Text(&condition.text),
            assay: Word(condition.assay),
            genes: &condition.genes,
        };
        let (holds, waits_for, because): (_, _, &[String]) = match &evaluated.holds {
            Holds::Yes => (HoldsView::Yes, Vec::new(), &[]),
            Holds::If(conditions) => {
                (HoldsView::Conditional, conditions.iter().map(awaited).collect(), &[])
            }
            Holds::No(reasons) => (HoldsView::No, Vec::new(), reasons),
        };
        let (profile, met_by) = (Text(evaluated.profile), &evaluated.met_by);
        Self { profile, holds, met_by, waits_for, because }
    }
}

/// Two variants of which one makes regimens work and the other makes them fail.
#[derive(Serialize, JsonSchema)]
pub(super) struct Conflict<'r> {
    /// The variant that makes them work: `BRAF V600E`.
    #[schemars(length(min = 1))]
    sensitive_by: &'r str,
    /// The variant that makes them fail: `KRAS G12D`.
    #[schemars(length(min = 1))]
    resistant_by: &'r str,
    /// The regimens for which both stand, the highest level first.
    regimens: Vec<Opposed<'r>>,
    /// The regimens without a level, as the change that makes them fail is of the same gene.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1))]
    overruled: Vec<Settled<'r>>,
}

/// A regimen that has no level because of another change of the gene.
#[derive(Serialize, JsonSchema)]
struct Settled<'r> {
    /// Drugs of one regimen, joined by ` + `.
    regimen: Text<'r>,
    /// The level that it would have.
    level: Word<Level>,
    /// The id of the statement on the change that makes it fail.
    by: Text<'r>,
}

/// A regimen, and what of it fails.
#[derive(Serialize, JsonSchema)]
struct Opposed<'r> {
    /// The regimen that works.
    sensitive: Regimen<'r>,
    /// What fails: all of it, or some of its drugs.
    resistant: Regimen<'r>,
}

impl<'r> Conflict<'r> {
    pub(super) fn of(conflict: &'r conclusion::Conflict) -> Self {
        let opposed = |opposed: &'r conclusion::Opposed| Opposed {
            sensitive: Regimen::from(&opposed.sensitive),
            resistant: Regimen::from(&opposed.resistant),
        };
        Self {
            sensitive_by: &conflict.sensitive,
            resistant_by: &conflict.resistant,
            regimens: conflict.opposed.iter().map(opposed).collect(),
            overruled: conflict.settled.iter().map(Settled::from).collect(),
        }
    }
}

impl<'r> From<&'r conclusion::Settled> for Settled<'r> {
    fn from(settled: &'r conclusion::Settled) -> Self {
        Self { regimen: Text(&settled.regimen), level: Word(settled.level), by: Text(&settled.by) }
    }
}
