//! A variant with everything that was concluded about it: what reports format.

mod flag;

use std::collections::BTreeSet;
use std::fmt;

use compact_str::CompactString;

use super::call::Call;
use super::change::Change;
use super::change_state::ChangeState;
use super::conclusion::Conclusions;
use super::consequence::TranscriptConsequence;
use super::evidence::{Direction, Evidence};
use super::filter;
use super::gene::GeneRole;
use super::level::{AmpTier, Level};
use super::match_note::MatchNote;
use super::match_type::MatchType;
use super::oncogenicity::{FactMatch, OncogenicityFact};
use super::side::Side;
use super::structural::StructuralChange;
use super::therapy::TherapyClass;
use super::tumor_type::TumorRelation;
use super::vrs::VrsAllele;

pub use flag::{Flag, Withheld};

/// One alternate allele as the input wrote it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ObservedVariant {
    /// CHROM, untouched.
    pub chrom: CompactString,
    /// POS, 1-based, untouched.
    pub pos: u32,
    /// REF, untouched.
    pub reference: CompactString,
    /// This ALT, untouched.
    pub alternate: CompactString,
    /// FILTER, untouched.
    pub filter: CompactString,
    /// What the caller said of it.
    pub call: Call,
    /// The haplotype that it is part of, as an allele: `7:140453136:AC>TT`.
    pub component_of: Option<Box<str>>,
    /// The alleles that were read together as this one, none for an allele of the input.
    pub parts: Vec<Box<str>>,
    /// The 1-based line of its record in the input (of BCF, its ordinal), or `None` where it rests
    /// on no record. A haplotype has the line of its first part.
    pub line: Option<u64>,
    /// Further records of the same change.
    pub repeats: Vec<Repeat>,
}

/// A variant as rows show it, borrowed from wherever it is.
#[derive(Debug, Clone, Copy)]
pub struct VariantView<'v> {
    /// As [`ObservedVariant::chrom`].
    pub chrom: &'v str,
    /// As [`ObservedVariant::pos`].
    pub pos: u32,
    /// As [`ObservedVariant::reference`].
    pub reference: &'v str,
    /// As [`ObservedVariant::alternate`].
    pub alternate: &'v str,
    /// As [`ObservedVariant::filter`].
    pub filter: &'v str,
    /// As [`ObservedVariant::call`].
    pub call: &'v Call,
    /// As [`ObservedVariant::component_of`].
    pub component_of: Option<&'v str>,
    /// As [`ObservedVariant::parts`].
    pub parts: &'v [Box<str>],
}

/// A further record of a change that an earlier one reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat {
    /// Its 1-based line in the input (of BCF, its ordinal).
    pub line: u64,
    /// Its ALT, untouched.
    pub alternate: CompactString,
}

impl ObservedVariant {
    /// Returns what rows show of it.
    pub fn view(&self) -> VariantView<'_> {
        VariantView {
            chrom: &self.chrom,
            pos: self.pos,
            reference: &self.reference,
            alternate: &self.alternate,
            filter: &self.filter,
            call: &self.call,
            component_of: self.component_of.as_deref(),
            parts: &self.parts,
        }
    }

    /// Returns whether its record failed no FILTER.
    pub fn passes_filter(&self) -> bool {
        filter::passes(self.filter.as_bytes())
    }
}

/// An evidence item judged in the tumour type of the run.
#[derive(Debug, Clone, PartialEq)]
pub struct GradedEvidence<'k> {
    /// The item.
    pub evidence: Evidence<'k>,
    /// How its disease relates to the queried tumour type, or `None` where no type was given.
    pub relation: Option<TumorRelation>,
    /// Which way it points. Refuted statements keep their side but never have a level.
    pub side: Side,
    /// The level it supports, if any.
    pub level: Option<Level>,
    /// AMP tier it supports, if any.
    pub tier: Option<AmpTier>,
    /// The class of each of its drugs, where known, in the item's order.
    pub classes: Vec<Option<TherapyClass>>,
    /// The one name of each of its drugs that has several, in the item's order.
    pub drugs: Vec<&'k str>,
    /// OncoTree code of its disease, where one corresponds, else empty.
    pub oncotree: &'static str,
    /// What kind of support it is, or why it supports no level.
    pub note: &'static str,
    /// What else must be true for it to hold, and could not be seen.
    pub conditions: Vec<String>,
    /// Whether it speaks of an inherited polymorphism or of toxicity.
    pub is_pharmacogenetic: bool,
    /// Its regimens of which a more specific item says otherwise: they have no level.
    pub overruled: Vec<Overruled<'k>>,
}

impl<'k> GradedEvidence<'k> {
    /// Returns the one name of each of its drugs, or the item's own where no other is known.
    pub fn one_names(&self) -> impl Iterator<Item = &'k str> {
        let own = self.evidence.drugs().skip(self.drugs.len());
        self.drugs.iter().copied().chain(own)
    }
}

/// A regimen of an item of which a more specific item says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overruled<'k> {
    /// The regimen, as the item names it.
    pub regimen: String,
    /// The id of the more specific item.
    pub by: &'k str,
    /// The level that the regimen would have.
    pub level: Level,
    /// The other change of the gene that the more specific item is on: `ABL1 T315I`. `None` where it is
    /// on this change.
    pub change: Option<String>,
}

/// A profile that holds, seen from one of the variants that make it hold.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileMatch<'k> {
    /// The profile in the source's words.
    pub profile: &'k str,
    /// How specifically this variant met its component.
    pub match_type: MatchType,
    /// What must be known about the match.
    pub note: Option<MatchNote>,
    /// Why its evidence gives no level whatever it says, if so.
    pub withheld: Option<&'static str>,
    /// What else must be true, and could not be seen in this input.
    pub conditions: Vec<String>,
    /// The other variants that the combination rests on.
    pub partners: Vec<String>,
    /// Its evidence, judged, the highest level first.
    pub evidence: Vec<GradedEvidence<'k>>,
}

/// Why nothing rests on what the user, or the tumour type, says is not there.
pub const STATED_OTHERWISE: &str = "the opposite is stated of the sample: no level rests on it";

impl ProfileMatch<'_> {
    /// Returns what was met and how specifically: `BRAF V600E at allele level`.
    pub fn place(&self) -> String {
        format!("{} at {} level", self.profile, self.match_type)
    }

    /// Tells what of its statement `item` a stronger one takes:
    /// `Imatinib: KIT Mutation (EID12) is overruled by EID34, which is more specific or stronger`. What another
    /// change of the sample overrules is told there.
    pub fn overruled(&self, item: &GradedEvidence<'_>) -> Vec<String> {
        let sentence = |other: &Overruled| {
            let (profile, id) = (self.profile, item.evidence.id);
            format!(
                "{}: {profile} ({id}) is overruled by {}, which is more specific or stronger",
                other.regimen, other.by
            )
        };
        item.overruled.iter().filter(|other| other.change.is_none()).map(sentence).collect()
    }

    /// Returns whether its source counts residues otherwise than the transcript reported.
    pub fn is_renumbered(&self) -> bool {
        self.note.is_some_and(MatchNote::is_renumbered)
    }
}

/// A process of tumour biology that the gene takes part in: research context, never a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Process {
    /// `epithelial_mesenchymal_transition`.
    pub name: &'static str,
    /// What the gene does in it, where known.
    pub role: &'static str,
    /// `WP4239,WP5469`, or `unverified` where no gene set confirms the role.
    pub sources: &'static str,
}

/// What is known of a gene whatever happens to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GeneContext {
    /// The ids of HGNC (`HGNC:1097`), one a gene of its name; empty where one is not known.
    pub hgnc: Vec<CompactString>,
    /// Its role in cancer.
    pub role: GeneRole,
    /// The processes that it takes part in, by name.
    pub processes: Vec<Process>,
}

/// Classes of oncogenicity (Horak 2022).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OncogenicityClass {
    /// ≥ 10 points.
    Oncogenic,
    /// 6–9.
    LikelyOncogenic,
    /// 0–5.
    Uncertain,
    /// −1…−6.
    LikelyBenign,
    /// ≤ −7.
    Benign,
    /// No sequence variant, to which the criteria do not apply.
    NotApplicable,
}

impl OncogenicityClass {
    /// Returns the class of a sum of points.
    pub fn of(points: i32) -> Self {
        match points {
            10.. => Self::Oncogenic,
            6..=9 => Self::LikelyOncogenic,
            0..=5 => Self::Uncertain,
            -6..=-1 => Self::LikelyBenign,
            _ => Self::Benign,
        }
    }

    /// Returns the word used in the `oncogenicity` column.
    pub fn name(self) -> &'static str {
        match self {
            Self::Oncogenic => "oncogenic",
            Self::LikelyOncogenic => "likely_oncogenic",
            Self::Uncertain => "uncertain",
            Self::LikelyBenign => "likely_benign",
            Self::Benign => "benign",
            Self::NotApplicable => "",
        }
    }
}

/// One criterion that applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// `OVS1`.
    pub code: &'static str,
    /// Points, negative for benign.
    pub points: i32,
    /// The fact that it rests on, by its place among the finding's facts, if it rests on one.
    pub fact: Option<usize>,
    /// Why it applied.
    pub reason: String,
}

impl fmt::Display for Criterion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({:+}): {}", self.code, self.points, self.reason)
    }
}

/// Criteria that were not evaluated, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotEvaluated {
    /// `OP1, SBP1`.
    pub codes: &'static str,
    /// Why.
    pub because: &'static str,
}

/// Oncogenicity with the criteria that gave it. Population frequency and in-silico criteria are
/// evaluated only where the input carries the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oncogenicity {
    /// The class.
    pub class: OncogenicityClass,
    /// Criteria that applied.
    pub criteria: Vec<Criterion>,
    /// Criteria that nothing at hand could answer.
    pub not_evaluated: Vec<NotEvaluated>,
}

/// One row of a report: an allele in a gene with everything concluded about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding<'k> {
    /// The allele as the input wrote it.
    pub variant: Box<ObservedVariant>,
    /// Its consequence on the reported transcript.
    pub consequence: TranscriptConsequence,
    /// The allele by GA4GH VRS 2, where all that decides it is known.
    pub vrs: Option<Box<VrsAllele>>,
    /// What registries call the allele, where a table of known alleles says: `CA123643`, `VID12`.
    pub registry_ids: Vec<&'k str>,
    /// What kind of change it is.
    pub change: Change,
    /// What it does to the gene, and why.
    pub state: ChangeState<'k>,
    /// Why its evidence gives no level, if so.
    pub withheld: Option<Withheld>,
    /// What is known of the gene.
    pub gene: GeneContext,
    /// Horak 2022 class.
    pub oncogenicity: Oncogenicity,
    /// Every profile that holds, the most specific first.
    pub matches: Vec<ProfileMatch<'k>>,
    /// That the change is recurrent, oncogenic, or neither, by the user's own tables.
    pub facts: Vec<FactMatch<'k>>,
    /// What follows from its evidence.
    pub conclusions: Conclusions<'k>,
    /// What the reader must know.
    pub flags: BTreeSet<Flag>,
    /// Sentences that say why, in reading order.
    pub rationale: Vec<String>,
}

impl<'k> Finding<'k> {
    /// Returns gene and change in a few words: `EGFR T790M`, `ERBB2 amplification`.
    pub fn name(&self) -> String {
        name(&self.consequence, self.change.structural())
    }

    /// Returns what the user's tables say of this very change, as far as it may weigh.
    pub fn known_facts(&self) -> impl Iterator<Item = &OncogenicityFact<'k>> {
        self.facts.iter().filter(|matched| matched.counts()).map(|matched| &matched.fact)
    }

    /// Returns each profile that holds once, the most specific first.
    pub fn biomarkers(&self) -> Vec<&'k str> {
        let mut profiles = Vec::with_capacity(self.matches.len());
        for matched in &self.matches {
            if !profiles.contains(&matched.profile) {
                profiles.push(matched.profile);
            }
        }
        profiles
    }

    /// Returns all judged evidence.
    pub fn evidence(&self) -> impl Iterator<Item = (&ProfileMatch<'k>, &GradedEvidence<'k>)> {
        self.matches.iter().flat_map(|m| m.evidence.iter().map(move |graded| (m, graded)))
    }

    /// Returns the items that say in the patient's tumour that a drug works less well.
    pub fn reduced_sensitivity(&self) -> impl Iterator<Item = &GradedEvidence<'k>> {
        let is_told = |graded: &&GradedEvidence| {
            graded.side == Side::Reduced
                && graded.evidence.direction == Direction::Supports
                && graded.relation.is_none_or(TumorRelation::is_match)
        };
        self.evidence().map(|(_, graded)| graded).filter(is_told)
    }

    /// Returns the items on inherited polymorphisms and on toxicity.
    pub fn pharmacogenetics(&self) -> impl Iterator<Item = &GradedEvidence<'k>> {
        let is_told = |graded: &&GradedEvidence| {
            graded.is_pharmacogenetic && graded.evidence.direction == Direction::Supports
        };
        self.evidence().map(|(_, graded)| graded).filter(is_told)
    }

    /// The highest level on one side.
    pub fn highest(&self, side: Side) -> Option<Level> {
        self.evidence().filter(|(_, e)| e.side == side).filter_map(|(_, e)| e.level).min()
    }

    /// Returns the highest level of all: R1 > 1 > 2 > 3A > 3B > 4 > R2.
    pub fn highest_level(&self) -> Option<Level> {
        self.evidence().filter_map(|(_, e)| e.level).min()
    }

    /// Returns the best AMP tier: III where nothing supports one, IV of a polymorphism.
    pub fn amp_tier(&self) -> AmpTier {
        if self.flags.contains(&Flag::Polymorphism) {
            return AmpTier::IV;
        }
        self.evidence().filter_map(|(_, e)| e.tier).min().unwrap_or(AmpTier::III)
    }
}

/// Returns gene and change in a few words.
pub fn name(consequence: &TranscriptConsequence, structural: Option<&StructuralChange>) -> String {
    let change = match (&consequence.protein, structural) {
        (Some(change), _) => change.short(),
        (None, structural) => consequence.hgvs_c.clone().unwrap_or_else(|| {
            let kind = structural.map(|change| change.kind.name().to_owned());
            // Outside the sequence that is known, what it does is all that is known.
            let term = || consequence.terms.iter().next().map(|term| term.name().replace('_', " "));
            kind.or_else(term).unwrap_or_default()
        }),
    };
    format!("{} {change}", consequence.gene).trim_end().to_owned()
}
