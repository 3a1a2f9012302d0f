//! One variant against one component of a profile.

use crate::model::change_state::{Effect, Need};
use crate::model::consequence::{Term, TranscriptConsequence};
use crate::model::match_note::MatchNote;
use crate::model::match_type::MatchType;
use crate::model::position::ExonRank;
use crate::model::profile::{Alteration, RegionClass};
use crate::model::protein_change::{ProteinChange, Residue};

use super::facts::Facts;
use super::{protein, region, splice};

/// A component that the variant meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentMatch {
    /// How specifically.
    pub match_type: MatchType,
    /// What the reader must know about it, if anything.
    pub note: Option<MatchNote>,
    /// What else must be true of the variant, that the input does not show.
    pub only_if: Option<&'static str>,
    /// What the change must do for the match to mean it; `None` where the match names the change.
    pub need: Option<Need>,
}

impl ComponentMatch {
    /// A match of which nothing more is to be said.
    pub fn plain(match_type: MatchType) -> Self {
        Self { match_type, note: None, only_if: None, need: None }
    }

    /// Replaces what a match on one inactivated allele says of the other copy.
    pub(crate) fn know_copies(&mut self, copies: Copies) {
        if self.note == Some(MatchNote::OneAllele) {
            self.note = Some(match copies {
                Copies::SecondHitOfUnknownPhase => MatchNote::SecondHit,
                Copies::BothHit => MatchNote::BothHit,
            });
        }
    }

    fn noted(match_type: MatchType, note: MatchNote) -> Self {
        Self { note: Some(note), ..Self::plain(match_type) }
    }

    fn needing(match_type: MatchType, need: Need) -> Self {
        Self { need: Some(need), ..Self::plain(match_type) }
    }
}

/// What the sample shows of the other copy of a gene of which one is inactivated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Copies {
    /// Another damaging change, whose copy is not known.
    SecondHitOfUnknownPhase,
    /// The other copy is lost or hit too.
    BothHit,
}

/// Compares `facts`, a variant in the component's own gene, with what the component says.
/// A synonymous change meets nothing, unless it is known to act all the same. Copy number, fusions,
/// signatures and everything that small variants do not show give `None`. `effect` is what the change is known to do: it decides whether
/// the activating and inactivating classes take it in.
pub fn matches(
    alteration: &Alteration,
    facts: &Facts<'_>,
    effect: Effect,
) -> Option<ComponentMatch> {
    let consequence = facts.consequence;
    match alteration {
        Alteration::Coding(named) => same_coding(named, consequence.hgvs_c.as_deref()?)
            .then(|| ComponentMatch::plain(MatchType::Allele)),
        Alteration::Promoter(named) => promoter(named.as_deref(), facts),
        Alteration::Exon { first, last, class: RegionClass::Skipping } => (*first..=*last)
            .find_map(|exon| splice::skips_exon(facts, ExonRank(exon)))
            .map(|_| ComponentMatch::noted(MatchType::Splice, MatchNote::PredictedSkipping)),
        // A gene that makes no protein has no silent change.
        Alteration::Mutation if consequence.is_noncoding() => {
            Some(ComponentMatch::needing(MatchType::Gene, Need::Driver))
        }
        _ if !consequence.is_nonsynonymous() && !effect.alters() => None,
        Alteration::Protein(named) => protein::compare(named, facts).map(ComponentMatch::plain),
        Alteration::Codon(residue) => {
            substitution_at(facts, *residue).map(|_| ComponentMatch::plain(MatchType::Codon))
        }
        Alteration::CodonTo(residue, alternates) => substitution_at(facts, *residue)
            .filter(|alternate| alternates.contains(alternate))
            .map(|_| ComponentMatch::plain(MatchType::Protein)),
        Alteration::Exon { first, last, class } => region::in_exons(facts, *first, *last, *class)
            .then(|| ComponentMatch {
                need: need_of(*class),
                ..ComponentMatch::plain(MatchType::Exon)
            }),
        Alteration::Region { ranges, class, .. } => {
            region::in_ranges(facts, ranges, *class).then(|| ComponentMatch {
                need: need_of(*class),
                ..ComponentMatch::plain(MatchType::Range)
            })
        }
        Alteration::InternalTandemDuplication => {
            region::is_tandem_duplication(facts, &consequence.gene)
                .then(|| ComponentMatch::plain(MatchType::Range))
        }
        Alteration::Frameshift => consequence.is_frameshift().then(|| truncated(None)),
        Alteration::Truncating => consequence.is_truncating().then(|| truncated(None)),
        Alteration::Loss => {
            is_inactivating(facts.consequence).then(|| truncated(Some(MatchNote::OneAllele)))
        }
        Alteration::LossOfFunction => (is_inactivating(facts.consequence)
            || effect == Effect::Inactivating)
            .then(|| ComponentMatch {
                note: Some(MatchNote::OneAllele),
                ..ComponentMatch::needing(MatchType::Class, Need::Inactivating)
            }),
        Alteration::GainOfFunction => (effect == Effect::Activating)
            .then(|| ComponentMatch::needing(MatchType::Class, Need::Activating)),
        Alteration::Mutation => Some(ComponentMatch::needing(MatchType::Gene, Need::Driver)),
        Alteration::MutationOutside(residues) => {
            let (first, last) = consequence.codons?;
            residues
                .iter()
                .all(|residue| residue.number < first || residue.number > last)
                .then(|| ComponentMatch::needing(MatchType::Gene, Need::Driver))
        }
        Alteration::Biallelic
        | Alteration::Reversion
        | Alteration::KinaseDomainDuplication
        | Alteration::PartialTandemDuplication
        | Alteration::CopyNumber(_)
        | Alteration::ArmDeletion { .. }
        | Alteration::ArmGain(_)
        | Alteration::Fusion(..)
        | Alteration::Rearrangement(_)
        | Alteration::Wildtype
        | Alteration::Signature(_)
        | Alteration::DbSnp(_)
        | Alteration::Haplotype(_)
        | Alteration::Expression(_)
        | Alteration::Epigenetic(_)
        | Alteration::Other(_) => None,
    }
}

/// A class of changes that end the protein early: a stop that takes no function is none of them.
fn truncated(note: Option<MatchNote>) -> ComponentMatch {
    ComponentMatch { note, ..ComponentMatch::needing(MatchType::Class, Need::Truncating) }
}

/// What a change must do to be meant by a stretch of the gene: a class of changes of length, or of
/// stops, says it itself.
fn need_of(class: RegionClass) -> Option<Need> {
    matches!(class, RegionClass::Mutation | RegionClass::Missense).then_some(Need::DriverInStretch)
}

/// Truncating, or the start codon lost.
pub fn is_inactivating(consequence: &TranscriptConsequence) -> bool {
    consequence.is_truncating() || consequence.terms.has(Term::StartLost)
}

/// What a substitution of exactly this residue puts there; not a stop.
fn substitution_at(facts: &Facts<'_>, residue: Residue) -> Option<u8> {
    match facts.consequence.protein.as_ref()? {
        ProteinChange::Substitution { at, alternate }
            if at.number == residue.number
                && *alternate != b'*'
                && at.residue.zip(residue.residue).is_none_or(|(a, b)| a == b) =>
        {
            Some(*alternate)
        }
        _ => None,
    }
}

/// Compares two HGVS coding changes as text, but for the `c.` and the bases that a deletion or a
/// duplication may list after its keyword.
fn same_coding(named: &str, observed: &str) -> bool {
    fn canonical(text: &str) -> &str {
        let text = text.strip_prefix("c.").unwrap_or(text);
        for keyword in ["del", "dup"] {
            if let Some(at) = text.find(keyword) {
                let end = at + keyword.len();
                if text[end..].bytes().all(|b| b.is_ascii_uppercase()) {
                    return &text[..end];
                }
            }
        }
        text
    }
    canonical(named) == canonical(observed)
}

/// The TERT promoter: the named base change, or any change of the bases that de novo ETS sites
/// arise in.
fn promoter(named: Option<&str>, facts: &Facts<'_>) -> Option<ComponentMatch> {
    let observed = facts.consequence.hgvs_c.as_deref()?;
    let hit = match named {
        Some(named) => same_coding(named, observed),
        None => ["c.-124C>T", "c.-146C>T", "c.-138_-139delinsTT", "c.-124_-125delinsTT"]
            .iter()
            .any(|site| same_coding(site, observed)),
    };
    (hit && &*facts.consequence.gene == "TERT").then(|| ComponentMatch::plain(MatchType::Splice))
}
