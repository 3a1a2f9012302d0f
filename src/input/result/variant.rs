//! One entry of `variants` or `unreported`.

use std::collections::BTreeMap;

use serde::Deserialize;

use compact_str::CompactString;

use crate::model::allele::{AltKind, SequenceEdit, is_bases};
use crate::model::assembly::Assembly;
use crate::model::call::{Call, Origin, Population, Presence, Stated};
use crate::model::consequence::{Rank, Term, Terms, TranscriptConsequence};
use crate::model::contig::Contig;
use crate::model::finding::{Flag, ObservedVariant, Withheld};
use crate::model::level::Level;
use crate::model::phase::PhaseSet;
use crate::model::position::Position;
use crate::model::protein_change::ProteinChange;
use crate::model::recorded::RecordedAlteration;
use crate::model::regimen;
use crate::model::score::{Predictor, Scores};
use crate::model::side::Side;

/// Named where a result says that an allele is inherited, or that the other copy is lost.
const RESULT: &str = "the result";

/// An allele in one gene, as a result keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedVariant {
    /// The allele.
    pub variant: ObservedVariant,
    /// The sequence edit that it is, or `None` for structural variants and rows of tables.
    pub edit: Option<SequenceEdit>,
    /// What it was taken to do in one gene, or `None` where it lies in none.
    pub reading: Option<RecordedReading>,
}

/// What an allele does in one gene.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedReading {
    /// Its consequence on the reported transcript.
    pub consequence: TranscriptConsequence,
    /// Its structural effect, where it is no small variant.
    pub structural: Option<RecordedStructural>,
    /// Why its evidence gave no level, if so.
    pub withheld: Option<Withheld>,
    /// What was noticed of it.
    pub flags: Vec<Flag>,
    /// What was called, where it was a finding.
    pub calls: Option<RecordedCalls>,
}

/// What a structural variant does to one gene.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RecordedStructural {
    /// In a word.
    pub word: String,
    /// Whether it inactivates the gene.
    pub inactivating: bool,
    /// What knowledge may call it.
    pub alterations: Vec<RecordedAlteration>,
    /// The domains that such events keep.
    #[serde(default)]
    pub domains: Vec<RecordedDomain>,
}

/// A domain that an event keeps or not.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RecordedDomain {
    /// HGNC symbol.
    pub gene: String,
    /// Whether it is kept whole.
    pub kept: bool,
}

/// The regimens that a finding named, by side and [`regimen::key`], with their levels.
pub type RecordedCalls = BTreeMap<(Side, String), Level>;

/// The keys that are read.
#[derive(Deserialize)]
pub(super) struct Keys {
    #[serde(default)]
    chrom: String,
    #[serde(default)]
    pos: u32,
    #[serde(default, rename = "ref")]
    reference: String,
    #[serde(default, rename = "alt")]
    alternate: String,
    #[serde(default)]
    filter: String,
    line: Option<u64>,
    vaf: Option<f64>,
    alt_depth: Option<u32>,
    depth: Option<u32>,
    contradicted_fraction: Option<f64>,
    sample_filter: Option<String>,
    phase_set: Option<String>,
    component_of: Option<String>,
    #[serde(default)]
    parts: Vec<String>,
    origin: Option<OriginKeys>,
    population: Option<PopulationKeys>,
    #[serde(default)]
    scores: Vec<ScoreKeys>,
    other_copy_lost: Option<String>,
    read_as: Option<EditKeys>,
    gene: Option<String>,
    #[serde(default)]
    transcript: String,
    #[serde(default)]
    protein: String,
    hgvs_c: Option<String>,
    protein_change: Option<String>,
    #[serde(default)]
    consequence: Vec<String>,
    codons: Option<(u32, u32)>,
    exon: Option<RankKeys>,
    intron: Option<RankKeys>,
    #[serde(default)]
    consequence_from_input: bool,
    structural: Option<RecordedStructural>,
    withheld: Option<String>,
    #[serde(default)]
    flags: Vec<String>,
    matches: Option<serde::de::IgnoredAny>,
    #[serde(default)]
    therapies_sensitive: Vec<RegimenKeys>,
    #[serde(default)]
    therapies_resistant: Vec<RegimenKeys>,
}

#[derive(Deserialize)]
struct PopulationKeys {
    frequency: f64,
    field: String,
}

#[derive(Deserialize)]
struct ScoreKeys {
    predictor: String,
    score: f64,
}

fn scores(keys: &[ScoreKeys]) -> Option<Box<Scores>> {
    let mut scores = Scores::default();
    for ScoreKeys { predictor, score } in keys {
        let known = Predictor::ALL.into_iter().find(|known| known.name() == predictor);
        known.into_iter().for_each(|known| scores.add(known, *score));
    }
    (!scores.is_empty()).then(|| Box::new(scores))
}

#[derive(Deserialize)]
struct OriginKeys {
    stated: String,
}

#[derive(Deserialize)]
struct EditKeys {
    pos: u32,
    deleted: String,
    inserted: String,
}

#[derive(Deserialize)]
struct RankKeys {
    first: u32,
    last: u32,
    total: u32,
}

impl From<RankKeys> for Rank {
    fn from(RankKeys { first, last, total }: RankKeys) -> Self {
        Self { first, last, total }
    }
}

#[derive(Deserialize)]
struct RegimenKeys {
    regimen: String,
    level: String,
}

impl Keys {
    /// Returns the variant.
    ///
    /// # Errors
    ///
    /// The field at fault and what is wrong with it.
    pub(super) fn variant(self, assembly: Assembly) -> Result<RecordedVariant, String> {
        let edit = self.edit(assembly)?;
        let origin = Origin {
            stated: match self.origin.as_ref().map(|origin| origin.stated.as_str()) {
                None => Stated::Not,
                Some("somatic") => Stated::Somatic(RESULT),
                Some("germline") => Stated::Germline(RESULT),
                Some(other) => return Err(format!("origin.stated: {other:?} is not known")),
            },
            normal: None,
            other_copy_lost: self.other_copy_lost.as_ref().map(|_| RESULT),
        };
        let variant = ObservedVariant {
            chrom: self.chrom.as_str().into(),
            pos: self.pos,
            reference: self.reference.as_str().into(),
            alternate: self.alternate.as_str().into(),
            filter: self.filter.as_str().into(),
            call: Call {
                depth: self.depth,
                alt_depth: self.alt_depth,
                vaf: self.vaf,
                presence: Presence::Present,
                contradicted_fraction: self.contradicted_fraction,
                sample_filter: self.sample_filter.as_deref().map(CompactString::from),
                phase_set: self.phase_set.as_deref().map(PhaseSet::parse),
                origin,
                population: self.population.as_ref().map(|keys| Population {
                    frequency: keys.frequency,
                    field: keys.field.as_str().into(),
                }),
                scores: scores(&self.scores),
                ..Call::default()
            },
            component_of: self.component_of.as_deref().map(Box::from),
            parts: self.parts.iter().map(|part| part.as_str().into()).collect(),
            line: self.line,
            repeats: Vec::new(),
        };
        Ok(RecordedVariant { variant, edit, reading: self.reading()? })
    }

    fn edit(&self, assembly: Assembly) -> Result<Option<SequenceEdit>, String> {
        let Some(contig) = Contig::from_name(self.chrom.as_bytes()) else { return Ok(None) };
        let length = contig.length(assembly);
        let is_inside =
            |pos: u32, deleted: &str| pos as usize + deleted.len() <= length as usize + 1;
        if let Some(EditKeys { pos, deleted, inserted }) = &self.read_as {
            let start = pos.checked_sub(1).ok_or("read_as.pos: 0, where 1 is the first")?;
            let are_bases = |text: &String| text.is_empty() || is_bases(text.as_bytes());
            if !are_bases(deleted) || !are_bases(inserted) || !is_inside(*pos, deleted) {
                return Err(format!("read_as: not a change of chromosome {contig}"));
            }
            let (deleted, inserted) = (deleted.as_bytes().to_vec(), inserted.as_bytes().to_vec());
            return Ok(Some(SequenceEdit { contig, start, deleted, inserted }));
        }
        if AltKind::of(self.alternate.as_bytes()) != AltKind::Sequence || self.reference.is_empty()
        {
            return Ok(None);
        }
        if !is_inside(self.pos, &self.reference) {
            let assembly = assembly.to_string();
            return Err(format!("pos: {} is beyond chromosome {contig} of {assembly}", self.pos));
        }
        let start = Position::from_one_based(self.pos).0;
        let (reference, alternate) = (self.reference.as_bytes(), self.alternate.as_bytes());
        Ok(SequenceEdit::trimmed(contig, start, reference, alternate))
    }

    fn reading(self) -> Result<Option<RecordedReading>, String> {
        let calls = self.matches.is_some().then(|| self.calls()).transpose()?;
        let Some(gene) = self.gene else { return Ok(None) };
        let term = |name: &String| {
            Term::parse(name).ok_or_else(|| format!("consequence: {name:?} is not known"))
        };
        let protein = |text: &String| {
            ProteinChange::parse(text).ok_or_else(|| format!("protein_change: {text:?}"))
        };
        let named = self.protein_change.as_ref().filter(|text| !text.is_empty());
        let consequence = TranscriptConsequence {
            terms: self.consequence.iter().map(term).collect::<Result<Terms, _>>()?,
            hgvs_c: self.hgvs_c,
            protein: named.map(protein).transpose()?,
            codons: self.codons,
            exon: self.exon.map(Rank::from),
            intron: self.intron.map(Rank::from),
            from_input: self.consequence_from_input,
            ..TranscriptConsequence::unplaced(
                gene.as_str(),
                self.transcript.into(),
                self.protein.into(),
            )
        };
        let flag = |name: &String| {
            let known = Flag::ALL.iter().copied().find(|flag| flag.name() == name);
            known.ok_or_else(|| format!("flags: {name:?} is not known"))
        };
        let withheld = |name: String| {
            let known = Withheld::ALL.into_iter().find(|withheld| withheld.name() == name);
            known.ok_or_else(|| format!("withheld: {name:?} is not known"))
        };
        Ok(Some(RecordedReading {
            consequence,
            structural: self.structural,
            withheld: self.withheld.map(withheld).transpose()?,
            flags: self.flags.iter().map(flag).collect::<Result<_, _>>()?,
            calls,
        }))
    }

    fn calls(&self) -> Result<RecordedCalls, String> {
        let sides = [
            (Side::Sensitive, &self.therapies_sensitive),
            (Side::Resistant, &self.therapies_resistant),
        ];
        let mut calls = RecordedCalls::new();
        for (side, regimens) in sides {
            for RegimenKeys { regimen, level } in regimens {
                let level: Level =
                    level.parse().map_err(|reason| format!("therapies: {reason}"))?;
                calls.insert((side, regimen::key(regimen)), level);
            }
        }
        Ok(calls)
    }
}
