//! One entry of `variants`: an allele in one gene. Names are those of the TSV's columns.

use serde::Serialize;
use serde_json::Number;

use crate::model::call::Stated;
use crate::model::consequence::{Rank, TranscriptConsequence};
use crate::model::finding::{Finding, GeneContext, ObservedVariant, Side};
use crate::report::text;

use super::evidence::{Fact, Match, Regimen, regimens};
use super::noted::Noted;
use super::number;
use super::sample::Checkpoint;

/// An allele in one gene; `judged` for findings only.
#[derive(Serialize)]
pub(super) struct Variant<'v> {
    #[serde(flatten)]
    observed: Observed<'v>,
    #[serde(flatten)]
    located: Option<Located<'v>>,
    #[serde(flatten)]
    noted: Option<Noted<'v>>,
    #[serde(flatten)]
    judged: Option<Judged<'v>>,
}

impl<'v> Variant<'v> {
    /// A finding.
    pub(super) fn judged(finding: &'v Finding) -> Self {
        Self { judged: Some(Judged::of(finding)), ..Self::unreported(finding) }
    }

    /// A finding that is not reported, without what was concluded of it.
    pub(super) fn unreported(finding: &'v Finding) -> Self {
        Self {
            noted: Some(Noted::of(finding)),
            ..Self::plain(&finding.variant, Some((&finding.consequence, &finding.gene)))
        }
    }

    /// A variant that knowledge does not speak of.
    pub(super) fn plain(
        variant: &'v ObservedVariant,
        place: Option<(&'v TranscriptConsequence, &'v GeneContext)>,
    ) -> Self {
        Self {
            observed: Observed::of(variant),
            located: place.map(|(consequence, gene)| Located::of(consequence, gene)),
            noted: None,
            judged: None,
        }
    }
}

/// The allele and what the caller said of it. What a table of copies or fusions tells has no place.
#[derive(Serialize)]
struct Observed<'v> {
    #[serde(skip_serializing_if = "str::is_empty")]
    chrom: &'v str,
    #[serde(skip_serializing_if = "is_zero")]
    pos: u32,
    #[serde(rename = "ref", skip_serializing_if = "str::is_empty")]
    reference: &'v str,
    #[serde(rename = "alt", skip_serializing_if = "str::is_empty")]
    alternate: &'v str,
    #[serde(skip_serializing_if = "str::is_empty")]
    filter: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    vaf: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alt_depth: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    depth: Option<u32>,
    #[serde(skip_serializing_if = "str::is_empty")]
    depth_source: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    contradicted_fraction: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sample_filter: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phase_set: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    component_of: Option<&'v str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    parts: &'v [Box<str>],
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<Origin>,
    #[serde(skip_serializing_if = "Option::is_none")]
    population: Option<Population<'v>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    other_copy_lost: Option<&'static str>,
}

/// How common it is in the population, and which field says so.
#[derive(Serialize)]
struct Population<'v> {
    frequency: Option<Number>,
    field: &'v str,
}

/// Inherited or somatic, and which field says so.
#[derive(Serialize)]
struct Origin {
    stated: &'static str,
    by: &'static str,
}

impl<'v> Observed<'v> {
    fn of(variant: &'v ObservedVariant) -> Self {
        let call = &variant.call;
        Self {
            chrom: &variant.chrom,
            pos: variant.pos,
            reference: &variant.reference,
            alternate: &variant.alternate,
            filter: &variant.filter,
            vaf: call.vaf.and_then(|vaf| number(&text::fraction(vaf))),
            alt_depth: call.alt_depth,
            depth: call.depth,
            depth_source: call.source.name(),
            contradicted_fraction: call.contradicted_fraction.and_then(Number::from_f64),
            sample_filter: call.sample_filter.as_deref(),
            phase_set: call.phase_set.as_deref(),
            component_of: variant.component_of.as_deref(),
            parts: &variant.parts,
            origin: match call.origin.stated {
                Stated::Not => None,
                Stated::Somatic(by) => Some(Origin { stated: "somatic", by }),
                Stated::Germline(by) => Some(Origin { stated: "germline", by }),
            },
            population: call.population.as_ref().map(|population| Population {
                frequency: Number::from_f64(population.frequency),
                field: &population.field,
            }),
            other_copy_lost: call.origin.other_copy_lost,
        }
    }
}

/// What it does to the reported transcript of the gene.
#[derive(Serialize)]
struct Located<'v> {
    gene: &'v str,
    #[serde(skip_serializing_if = "str::is_empty")]
    transcript: &'v str,
    #[serde(skip_serializing_if = "str::is_empty")]
    protein: &'v str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hgvs_c: Option<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hgvs_p: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    protein_change: Option<String>,
    consequence: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    impact: Option<&'static str>,
    /// First and last residue whose codons are touched.
    #[serde(skip_serializing_if = "Option::is_none")]
    codons: Option<(u32, u32)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exon: Option<RankView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    intron: Option<RankView>,
    /// Whether terms and names are the input's own annotation.
    consequence_from_input: bool,
    gene_role: Vec<&'static str>,
    processes: Vec<Process>,
}

/// A process of tumour biology: research context.
#[derive(Serialize)]
struct Process {
    name: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    role: &'static str,
    sources: Vec<&'static str>,
}

/// Exons or introns touched.
#[derive(Serialize)]
struct RankView {
    first: u32,
    last: u32,
    total: u32,
}

impl From<Rank> for RankView {
    fn from(Rank { first, last, total }: Rank) -> Self {
        Self { first, last, total }
    }
}

impl<'v> Located<'v> {
    fn of(consequence: &'v TranscriptConsequence, gene: &GeneContext) -> Self {
        let protein = consequence.protein.as_ref();
        Self {
            gene: &consequence.gene,
            transcript: &consequence.transcript,
            protein: &consequence.protein_accession,
            hgvs_c: consequence.hgvs_c.as_deref(),
            hgvs_p: protein.map(|change| change.hgvs()),
            protein_change: protein.map(|change| change.short()),
            consequence: consequence.terms.iter().map(|term| term.name()).collect(),
            impact: consequence.terms.impact().map(|impact| impact.name()),
            codons: consequence.codons,
            exon: consequence.exon.map(RankView::from),
            intron: consequence.intron.map(RankView::from),
            consequence_from_input: consequence.from_input,
            gene_role: text::unique(gene.role.name().split(';')),
            processes: gene
                .processes
                .iter()
                .map(|process| Process {
                    name: process.name,
                    role: process.role,
                    sources: process.sources.split(',').collect(),
                })
                .collect(),
        }
    }
}

/// What was concluded.
#[derive(Serialize)]
struct Judged<'v> {
    #[serde(skip_serializing_if = "str::is_empty")]
    oncogenicity: &'static str,
    oncogenicity_criteria: Vec<Criterion<'v>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    match_type: Option<&'static str>,
    biomarkers: Vec<&'v str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    highest_level: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    highest_sensitive_level: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    highest_resistance_level: Option<&'static str>,
    amp_tier: &'static str,
    therapies_sensitive: Vec<Regimen>,
    therapies_resistant: Vec<Regimen>,
    therapy_classes: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    immunotherapy: Option<Checkpoint<Regimen>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    tumor_type_match: &'static str,
    evidence: Vec<&'v str>,
    citations: Vec<&'v str>,
    matches: Vec<Match<'v>>,
    facts: Vec<Fact<'v>>,
    rationale: &'v [String],
}

/// A criterion of oncogenicity that applied.
#[derive(Serialize)]
struct Criterion<'v> {
    code: &'static str,
    points: i32,
    reason: &'v str,
}

impl<'v> Judged<'v> {
    fn of(finding: &'v Finding) -> Self {
        let level = |side| finding.highest(side).map(|level| level.name());
        let criteria = finding.oncogenicity.criteria.iter();
        Self {
            oncogenicity: finding.oncogenicity.class.name(),
            oncogenicity_criteria: criteria
                .map(|c| Criterion { code: c.code, points: c.points, reason: &c.reason })
                .collect(),
            match_type: finding.matches.first().map(|m| m.match_type.name()),
            biomarkers: text::unique(finding.matches.iter().map(|m| m.profile)),
            highest_level: finding.highest_level().map(|level| level.name()),
            highest_sensitive_level: level(Side::Sensitive),
            highest_resistance_level: level(Side::Resistant),
            amp_tier: finding.amp_tier().name(),
            therapies_sensitive: regimens(finding, Side::Sensitive, None),
            therapies_resistant: regimens(finding, Side::Resistant, None),
            therapy_classes: text::class_set(finding).iter().map(|class| class.name()).collect(),
            immunotherapy: Checkpoint::of(std::slice::from_ref(&finding), |_, regimen| regimen),
            tumor_type_match: text::tumor_type_match(finding),
            evidence: text::evidence_ids(finding),
            citations: text::citations(finding),
            matches: finding.matches.iter().map(Match::of).collect(),
            facts: finding.facts.iter().map(Fact::of).collect(),
            rationale: &finding.rationale,
        }
    }
}

fn is_zero(value: &u32) -> bool {
    *value == 0
}
