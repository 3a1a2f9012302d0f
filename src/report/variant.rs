//! An allele in one gene, as results have it: the declaration of every field of a variant.
//!
//! A field is declared once. Its name is the key of JSON and the column of the TSV. Its doc comment
//! is the description in the schema and in `docs/columns.md`. Its value is what both write.

mod judged;
mod noted;
mod structural;

use std::num::NonZeroU32;

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::call::Stated;
use crate::model::consequence::{Impact, Rank, TranscriptConsequence};
use crate::model::finding::{self, Finding, GeneContext, VariantView};
use crate::model::score::Predictor;

use super::cell::{Fraction, Parted, TermList, Text};
use super::column::Part;
use super::proof::ProofView;
use super::words::Word;

pub(super) use self::judged::{Judged, Reasons, Regimen};
pub(super) use self::noted::Noted;
pub(super) use self::structural::Structural;

/// An allele in one gene. A finding has `matches`; with `--all`, other variants have not.
#[derive(Serialize, JsonSchema)]
pub(super) struct Variant<'v> {
    #[serde(flatten)]
    observed: Observed<'v>,
    #[serde(flatten)]
    located: Option<Located<'v>>,
    #[serde(flatten)]
    noted: Option<Noted<'v>>,
    #[serde(flatten)]
    judged: Option<Judged<'v>>,
    #[serde(flatten)]
    reasons: Option<Reasons<'v>>,
}

impl<'v> Variant<'v> {
    /// Returns a finding with the reasons for everything that was concluded.
    pub(super) fn explained(finding: &'v Finding) -> Self {
        Self { reasons: Some(Reasons::of(finding)), ..Self::judged(finding) }
    }

    /// Returns a finding.
    pub(super) fn judged(finding: &'v Finding) -> Self {
        Self { judged: Some(Judged::of(finding)), ..Self::unreported(finding) }
    }

    /// Returns a finding that is not reported, without what was concluded of it.
    pub(super) fn unreported(finding: &'v Finding) -> Self {
        Self {
            noted: Some(Noted::of(finding)),
            ..Self::plain(finding.variant.view(), Some((&finding.consequence, &finding.gene)))
        }
    }

    /// Spells the ALT of an allele of the input as another of its records does.
    pub(super) fn spell(&mut self, alternate: &'v str) {
        if self.observed.parts.is_empty() {
            self.observed.alt = Text(alternate);
        }
    }

    /// Returns a variant of which knowledge has no statement.
    pub(super) fn plain(
        variant: VariantView<'v>,
        place: Option<(&'v TranscriptConsequence, &'v GeneContext)>,
    ) -> Self {
        Self {
            observed: Observed::of(variant),
            located: place.map(|(consequence, gene)| Located::of(consequence, gene)),
            noted: None,
            judged: None,
            reasons: None,
        }
    }
}

/// A variant of a sample: what a row of the TSV, or an entry of the VCF, is written from.
pub(super) struct Row<'v> {
    sample: &'v str,
    variant: Variant<'v>,
}

impl<'v> Row<'v> {
    pub(super) fn new(sample: &'v str, variant: Variant<'v>) -> Self {
        Self { sample, variant }
    }

    /// Returns the last of its parts.
    pub(super) fn most(&self) -> Part {
        match &self.variant {
            Variant { noted: Some(_), .. } => Part::Finding,
            Variant { located: Some(_), .. } => Part::Located,
            _ => Part::Always,
        }
    }

    pub(super) fn sample(&self) -> &'v str {
        self.sample
    }

    pub(super) fn observed(&self) -> Option<&Observed<'v>> {
        Some(&self.variant.observed)
    }

    pub(super) fn located(&self) -> Option<&Located<'v>> {
        self.variant.located.as_ref()
    }

    pub(super) fn noted(&self) -> Option<&Noted<'v>> {
        self.variant.noted.as_ref()
    }

    pub(super) fn structural(&self) -> Option<&Structural<'v>> {
        self.noted()?.structural.as_ref()
    }

    pub(super) fn judged(&self) -> Option<&Judged<'v>> {
        self.variant.judged.as_ref()
    }
}

/// The allele and its call. An event of a table of copies or fusions has no place.
#[derive(Serialize, JsonSchema)]
pub(super) struct Observed<'v> {
    /// CHROM as the input writes it; empty for a row of a table of copies or fusions.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub(super) chrom: Text<'v>,
    /// POS as the input writes it, 1-based.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pos: Option<NonZeroU32>,
    /// REF as the input writes it.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub(super) r#ref: Text<'v>,
    /// This ALT as the input writes it.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub(super) alt: Text<'v>,
    /// FILTER as the input writes it.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub(super) filter: Text<'v>,
    /// Allele fraction in the tumour sample, with at most four decimals.
    #[serde(skip_serializing_if = "Fraction::is_left_out")]
    pub(super) vaf: Option<Fraction>,
    /// Reads that support the allele.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) alt_depth: Option<u32>,
    /// Reads at the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) depth: Option<u32>,
    /// The fields that gave depth and fraction.
    #[serde(skip_serializing_if = "Text::is_empty")]
    depth_source: Text<'v>,
    /// The fraction that the record states where the counts of reads contradict it.
    #[serde(skip_serializing_if = "Fraction::is_left_out")]
    contradicted_fraction: Option<Fraction>,
    /// The filter that the sample's own call failed (FORMAT/FT).
    #[serde(skip_serializing_if = "Option::is_none")]
    sample_filter: Option<Text<'v>>,
    /// The phase set of the genotype, where it is phased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) phase_set: Option<Text<'v>>,
    /// The haplotype that it is part of, as an allele: `7:140453136:AC>TT`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) component_of: Option<Text<'v>>,
    /// The alleles that were read together as this one.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(length(min = 2), inner(length(min = 1)))]
    pub(super) parts: &'v [Box<str>],
    /// Inherited or somatic, where the input says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<Origin>,
    /// How common it is in the population, where the input says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    population: Option<Population<'v>>,
    /// What predictors say of it, where the input does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(min = 1))]
    scores: Vec<Score>,
    /// What the file of reads that was given shows of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    reads: Option<ProofView<'v>>,
    /// The field that says that the other copy of the gene is lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    other_copy_lost: Option<Text<'static>>,
}

/// The score of a predictor.
#[derive(Serialize, JsonSchema)]
struct Score {
    /// `REVEL`.
    predictor: &'static str,
    /// Its score, with at most four decimals.
    score: Fraction,
}

/// How common an allele is in the population, and which field says so.
#[derive(Serialize, JsonSchema)]
struct Population<'v> {
    /// The highest frequency of the input's fields, with at most four decimals.
    frequency: Fraction,
    /// The part of the input that says so.
    field: Text<'v>,
}

/// Inherited or somatic, and which field says so.
#[derive(Serialize, JsonSchema)]
struct Origin {
    /// Which of the two.
    stated: StatedOrigin,
    /// The part of the input that says so.
    by: Text<'static>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum StatedOrigin {
    Somatic,
    Germline,
}

impl<'v> Observed<'v> {
    fn of(variant: VariantView<'v>) -> Self {
        let call = variant.call;
        let origin = |stated, by| Some(Origin { stated, by: Text(by) });
        Self {
            chrom: Text(variant.chrom),
            pos: NonZeroU32::new(variant.pos),
            r#ref: Text(variant.reference),
            alt: Text(variant.alternate),
            filter: Text(variant.filter),
            vaf: call.vaf.map(Fraction),
            alt_depth: call.alt_depth,
            depth: call.depth,
            depth_source: Text(call.source.name()),
            contradicted_fraction: call.contradicted_fraction.map(Fraction),
            sample_filter: call.sample_filter.as_deref().map(Text),
            phase_set: call.phase_set.as_deref().map(Text),
            component_of: variant.component_of.map(Text),
            parts: variant.parts,
            origin: match call.origin.stated {
                Stated::Not => None,
                Stated::Somatic(by) => origin(StatedOrigin::Somatic, by),
                Stated::Germline(by) => origin(StatedOrigin::Germline, by),
            },
            population: call.population.as_ref().map(|population| Population {
                frequency: Fraction(population.frequency),
                field: Text(&population.field),
            }),
            scores: Predictor::ALL
                .into_iter()
                .filter_map(|predictor| {
                    let score = Fraction(call.scores.as_ref()?.get(predictor)?);
                    Some(Score { predictor: predictor.name(), score })
                })
                .collect(),
            reads: call.reads.as_deref().map(ProofView::of),
            other_copy_lost: call.origin.other_copy_lost.map(Text),
        }
    }
}

/// What it does to the reported transcript of the gene.
#[derive(Serialize, JsonSchema)]
pub(super) struct Located<'v> {
    /// HGNC symbol, `EML4::ALK` for a fusion; empty for a change of a chromosome arm.
    pub(super) gene: &'v str,
    /// The reported transcript, with its version.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub(super) transcript: Text<'v>,
    /// Accession of the protein of the transcript, with its version.
    #[serde(skip_serializing_if = "Text::is_empty")]
    protein: Text<'v>,
    /// HGVS name of the coding change, without the accession: `c.1799T>A`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) hgvs_c: Option<Text<'v>>,
    /// HGVS name of the protein change, without the accession: `p.(Val600Glu)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1))]
    pub(super) hgvs_p: Option<String>,
    /// One-letter short form of the protein change: `V600E`; empty for a splice change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) protein_change: Option<String>,
    /// Sequence Ontology terms, the most severe first; joined by `&` in the TSV.
    pub(super) consequence: TermList,
    /// The highest impact of the terms, as Ensembl VEP grades it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) impact: Option<Word<Impact>>,
    /// First and last residue whose codons are touched.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<(NonZeroU32, NonZeroU32)>")]
    codons: Option<(u32, u32)>,
    /// Exons touched, and how many there are: `15 of 18`, `2-18 of 29`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) exon: Option<RankView>,
    /// Introns touched, and how many there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    intron: Option<RankView>,
    /// Whether terms and names are the input's own annotation.
    consequence_from_input: bool,
    /// Role of the gene in cancer.
    #[schemars(with = "Vec<Role>")]
    pub(super) gene_role: Parted<'v, ';'>,
    /// Processes of tumour biology that the gene takes part in, with their gene sets: research context.
    pub(super) processes: Vec<Process>,
}

/// A role of a gene in cancer, for the schema.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
#[expect(dead_code, reason = "names the words for the schema")]
enum Role {
    Oncogene,
    TumorSuppressor,
}

/// A process of tumour biology: research context.
#[derive(Serialize, JsonSchema)]
pub(super) struct Process {
    /// `angiogenesis`.
    name: Text<'static>,
    /// What the gene does in it, where known.
    #[serde(skip_serializing_if = "Text::is_empty")]
    role: Text<'static>,
    /// The gene sets that say so; `unverified` where none does.
    sources: Parted<'static, ','>,
}

impl super::cell::Cell for Process {
    /// Writes a process with its pathways: `angiogenesis[WP1539,WP1993]`.
    fn put<W: std::fmt::Write + ?Sized>(&self, out: &mut W) -> std::fmt::Result {
        write!(out, "{}[{}]", self.name.0, self.sources.0)
    }
}

/// Exons or introns touched, 1-based in transcript direction, and how many there are.
#[derive(Serialize, JsonSchema)]
pub(super) struct RankView {
    /// The first touched.
    #[schemars(range(min = 1))]
    first: u32,
    /// The last touched.
    #[schemars(range(min = 1))]
    last: u32,
    /// How many the transcript has.
    #[schemars(range(min = 1))]
    total: u32,
}

impl From<Rank> for RankView {
    fn from(Rank { first, last, total }: Rank) -> Self {
        Self { first, last, total }
    }
}

impl super::cell::Cell for RankView {
    fn put<W: std::fmt::Write + ?Sized>(&self, out: &mut W) -> std::fmt::Result {
        let &Self { first, last, total } = self;
        write!(out, "{}", Rank { first, last, total })
    }
}

impl<'v> Located<'v> {
    fn of(consequence: &'v TranscriptConsequence, gene: &'v GeneContext) -> Self {
        let protein = consequence.protein.as_ref();
        let process = |process: &finding::Process| Process {
            name: Text(process.name),
            role: Text(process.role),
            sources: Parted(process.sources),
        };
        Self {
            gene: &consequence.gene,
            transcript: Text(&consequence.transcript),
            protein: Text(&consequence.protein_accession),
            hgvs_c: consequence.hgvs_c.as_deref().map(Text),
            hgvs_p: protein.map(|change| change.hgvs()),
            protein_change: protein.map(|change| change.short()),
            consequence: TermList(consequence.terms),
            impact: consequence.terms.impact().map(Word),
            codons: consequence.codons,
            exon: consequence.exon.map(RankView::from),
            intron: consequence.intron.map(RankView::from),
            consequence_from_input: consequence.from_input,
            gene_role: Parted(gene.role.name()),
            processes: gene.processes.iter().map(process).collect(),
        }
    }
}
