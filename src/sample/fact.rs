//! What the whole sample shows of one of its candidates: facts first, words last.

use compact_str::CompactString;

use crate::knowledge::evidence::EvidenceTable;
use crate::matching::candidate::{Candidate, CandidateId};
use crate::matching::component::{ComponentMatch, Copies};
use crate::matching::gene::ProfileHit;
use crate::matching::stated::components;
use crate::model::allele::SequenceEdit;
use crate::model::call::{NormalReads, Stated};
use crate::model::finding::{Flag, Withheld};
use crate::model::match_type::MatchType;
use crate::model::phase::Phase;
use crate::model::profile::Alteration;
use crate::model::proven::percent;
use crate::model::read_support::{Proof, Status};

/// What must be true of two hits of one gene for both of its copies to be hit.
const ON_DIFFERENT_COPIES: &str = "both changes lie on different copies (UNKNOWN_PHASE)";

/// A fact, and the candidate that it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Noted {
    /// The candidate.
    pub candidate: CandidateId,
    /// The fact.
    pub fact: SampleFact,
}

/// What the sample shows of a candidate beside the allele itself.
#[derive(Debug, Clone, PartialEq)]
pub enum SampleFact {
    /// It is part of a haplotype, which reads as one change.
    JoinedAs {
        /// The haplotype as an allele: `7:140453136:AC>TT`.
        haplotype: Box<str>,
        /// Gene and change of the haplotype: `BRAF V600K`.
        reading: String,
        /// Whether most reads show the candidate without the other parts.
        is_seen_alone: bool,
    },
    /// Its haplotype reads otherwise: the tumour does not make this change.
    ReplacedBy {
        /// The haplotype as an allele.
        haplotype: Box<str>,
        /// Gene and change of the haplotype.
        reading: String,
    },
    /// Another record spells whole the event of which it is a part.
    PartOf {
        /// That record's allele.
        whole: Box<str>,
    },
    /// Another record reports the same change.
    RepeatedBy {
        /// That record's allele, with its reads where they are known.
        record: String,
    },
    /// A neighbour of unknown phase would make another change of it.
    MayJoin {
        /// Gene and change of both together.
        reading: String,
        /// Whether each shifts the reading frame, and both restore it; else they share a codon.
        restores: bool,
    },
    /// A second record reports the same junction.
    MateOf {
        /// CHROM of that record.
        chrom: CompactString,
        /// POS of that record, 1-based.
        pos: u32,
    },
    /// The input says whether it is inherited.
    Stated(Stated),
    /// The other copy of its gene is lost.
    OtherCopyLost(LostBy),
    /// Another damaging change hits its gene.
    SecondHit {
        /// Those other changes in words.
        others: Vec<String>,
        /// How they lie to this one: in cis only where all of them do.
        phase: Phase,
    },
    /// The user's own file of reads shows it, or does not.
    InReads {
        /// What the reads say.
        proof: Box<Proof>,
        /// Whether they contradict the call: so few would hardly ever show its fraction.
        is_contradicted: bool,
    },
    /// White cells have it too, at a fraction that explains the one in plasma.
    OfBloodCells(NormalReads),
    /// The user's own file of reads shows it, and the input does not call it.
    NotCalled {
        /// What the reads say.
        proof: Box<Proof>,
        /// Whether the input has an allele there that a filter or a threshold left out.
        is_left_out: bool,
    },
    /// Together with another change it leaves the reading frame open.
    Restores {
        /// The other change in words.
        other: String,
        /// Whether this one breaks the frame; else it restores it.
        breaks: bool,
        /// What must also be true, where the input does not show it.
        only_if: Option<&'static str>,
    },
}

/// What shows that the other copy of a gene is lost.
#[derive(Debug, Clone, PartialEq)]
pub enum LostBy {
    /// A field of the record.
    Field(&'static str),
    /// A deletion that spans the change, as text, with the copies left, where stated.
    Deletion {
        /// `17:7000000-8000000`.
        place: String,
        /// Copies left, diploid scale.
        copies: Option<f64>,
    },
    /// A stretch over the change of which one allele is lost, as text, with its copies, where stated.
    Allele {
        /// `17:7000000-8000000`.
        place: String,
        /// Copies of the other allele.
        copies: Option<f64>,
    },
    /// A row of a user's table.
    Row(String),
    /// An earlier result, which says no more.
    Recorded,
}

impl SampleFact {
    /// Changes what the candidate is and what it meets; the words come later.
    pub(super) fn apply(&self, candidate: &mut Candidate, table: &EvidenceTable<'_>) {
        match self {
            Self::JoinedAs { haplotype, .. } => {
                candidate.variant.component_of = Some(haplotype.clone());
            }
            Self::PartOf { whole: haplotype } | Self::ReplacedBy { haplotype, .. } => {
                candidate.variant.component_of = Some(haplotype.clone());
                candidate.withheld = candidate.withheld.or(Some(Withheld::ReplacedOnHaplotype));
            }
            Self::MayJoin { .. } => {
                candidate.flags.insert(Flag::AdjacentUnphased);
            }
            Self::MateOf { .. }
            | Self::RepeatedBy { .. }
            | Self::Stated(Stated::Not | Stated::Somatic(_)) => {}
            Self::Stated(Stated::Germline(_)) => {
                candidate.flags.insert(Flag::Germline);
            }
            Self::OtherCopyLost(_) => {
                candidate.flags.insert(Flag::Biallelic);
                know_copies(candidate, Copies::BothHit);
            }
            Self::SecondHit { phase: Phase::Trans, .. } => {
                candidate.flags.insert(Flag::Biallelic);
                know_copies(candidate, Copies::BothHit);
            }
            Self::InReads { proof, is_contradicted } => {
                candidate.variant.call.reads = Some(proof.clone());
                if *is_contradicted {
                    candidate.flags.insert(Flag::NotSupportedByReads);
                    // An aligner or a caller may spell longer changes as no realignment here finds them.
                    if candidate.change.edit().is_some_and(SequenceEdit::is_substitution) {
                        candidate.withheld = candidate.withheld.or(Some(Withheld::NotInReads));
                    }
                }
            }
            Self::OfBloodCells(_) => {
                candidate.withheld = candidate.withheld.or(Some(Withheld::OfBloodCells));
            }
            Self::NotCalled { proof, .. } => {
                candidate.variant.call.reads = Some(proof.clone());
                candidate.flags.insert(Flag::NotCalled);
                candidate.withheld = candidate.withheld.or(Some(Withheld::NotCalled));
            }
            Self::SecondHit { .. } => know_copies(candidate, Copies::SecondHitOfUnknownPhase),
            Self::Restores { breaks, only_if: None, .. } => {
                candidate.flags.insert(Flag::Reversion);
                // Alone it would read as a loss of function; its copy has none.
                if !breaks {
                    candidate.withheld = candidate.withheld.or(Some(Withheld::RestoresFrame));
                }
            }
            Self::Restores { only_if: Some(_), .. } => {
                candidate.flags.insert(Flag::PossibleReversion);
            }
        }
        if let Some((alteration, only_if)) = self.meets() {
            meet(candidate, table, &alteration, only_if);
        }
    }

    /// Returns the alteration of its gene that the fact is, and what must also be true for it.
    fn meets(&self) -> Option<(Alteration, Option<&'static str>)> {
        match self {
            Self::OtherCopyLost(_) | Self::SecondHit { phase: Phase::Trans, .. } => {
                Some((Alteration::Biallelic, None))
            }
            Self::SecondHit { phase: Phase::Unknown, .. } => {
                Some((Alteration::Biallelic, Some(ON_DIFFERENT_COPIES)))
            }
            Self::Restores { only_if, .. } => Some((Alteration::Reversion, *only_if)),
            _ => None,
        }
    }

    /// Returns the fact as a sentence for the reader of the candidate's row; `None` for what its
    /// flags say.
    pub(super) fn sentence(&self, candidate: &Candidate) -> Option<String> {
        let gene = &candidate.consequence.gene;
        Some(match self {
            Self::JoinedAs { haplotype, reading, is_seen_alone: true } => format!(
                "part of a haplotype ({haplotype}) that reads {reading}; most of its reads show \
                 this change alone"
            ),
            Self::JoinedAs { haplotype, reading, .. } => {
                format!("part of a haplotype ({haplotype}) that reads {reading}")
            }
            Self::ReplacedBy { haplotype, reading } => format!(
                "part of a haplotype ({haplotype}) that reads {reading}: this change alone is not \
                 what the tumour makes"
            ),
            Self::PartOf { whole } => format!(
                "the same event as {whole}, which another record spells whole: this change alone \
                 is not what the tumour makes"
            ),
            Self::RepeatedBy { record } => format!("told by another record too: {record}"),
            Self::MayJoin { reading, restores: true } => format!(
                "with a neighbour of like fraction it leaves the reading frame open: {reading} if both \
                 are on one copy, which the input does not say"
            ),
            Self::MayJoin { reading, .. } => format!(
                "a neighbour in the same codon: {reading} if both are on one copy, which the input \
                 does not say"
            ),
            Self::MateOf { chrom, pos } => format!("told by a second record too: {chrom}:{pos}"),
            Self::Stated(Stated::Not) => return None,
            Self::Stated(Stated::Somatic(field)) => format!("somatic, by {field}"),
            Self::Stated(Stated::Germline(field)) => format!("inherited (germline), by {field}"),
            Self::OtherCopyLost(by) => format!("both copies of {gene} hit: the other one is {by}"),
            Self::SecondHit { others, phase } => format!(
                "a second hit in {gene}: {}; {}",
                others.join(", "),
                match phase {
                    Phase::Trans => "they are on different copies (in trans)",
                    Phase::Cis => "they are on one copy (in cis)",
                    Phase::Unknown => "whether they are on different copies is not known",
                }
            ),
            Self::InReads { proof, is_contradicted: true } => format!(
                "the reads do not show it: {}; a call of this fraction would have been seen",
                proof.words()
            ),
            Self::InReads { proof, .. } => match (proof.status, proof.limit) {
                (Status::Detected, _) => format!("reads: {}", proof.words()),
                (Status::NotDetected, Some(limit)) => format!(
                    "reads: {}, {} are needed: neither shown nor excluded (limit of detection {})",
                    proof.words(),
                    proof.needed,
                    percent(limit)
                ),
                _ => format!(
                    "reads: not assessed{}",
                    proof.reason.as_ref().map(|why| format!(" ({why})")).unwrap_or_default()
                ),
            },
            Self::OfBloodCells(NormalReads { alternate, depth }) => format!(
                "white cells show it in {alternate} of {depth} reads: of blood cells, not of the tumour"
            ),
            Self::NotCalled { proof, is_left_out } => format!(
                "{}: {} show it (p = {:.1e} by background alone); it has no level until it is confirmed",
                match is_left_out {
                    true => "left out by a filter or a threshold",
                    false => "below the caller's threshold, or not looked for",
                },
                proof.words(),
                proof.screened.p_value
            ),
            Self::Restores { other, breaks, only_if } => {
                let condition = match only_if {
                    None => " (in cis)".to_owned(),
                    Some(condition) => format!(", if {condition}"),
                };
                match breaks {
                    true => {
                        format!(
                            "{other} restores the reading frame that this change breaks{condition}"
                        )
                    }
                    false => format!("restores the reading frame that {other} breaks{condition}"),
                }
            }
        })
    }
}

impl std::fmt::Display for LostBy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Field(field) => write!(f, "lost, by {field}"),
            Self::Deletion { place, copies: Some(copies) } => {
                write!(f, "deleted ({place}, {copies} copies left)")
            }
            Self::Deletion { place, copies: None } => {
                write!(f, "deleted ({place}, number of copies not stated)")
            }
            Self::Allele { place, copies: Some(copies) } => {
                write!(f, "lost ({place}, {copies} copies left, all of one allele)")
            }
            Self::Allele { place, copies: None } => {
                write!(f, "lost ({place}, the rarer allele has no copy)")
            }
            Self::Row(row) => write!(f, "deleted ({row})"),
            Self::Recorded => f.write_str("lost, as the result states"),
        }
    }
}

/// Lets the candidate meet the components that are `alteration` of its gene.
fn meet(
    candidate: &mut Candidate,
    table: &EvidenceTable<'_>,
    alteration: &Alteration,
    only_if: Option<&'static str>,
) {
    for (profile, component) in components(table, &candidate.consequence.gene, alteration) {
        let hit = ComponentMatch { only_if, ..ComponentMatch::plain(MatchType::Class) };
        let is_same = |hit: &&mut ProfileHit| hit.profile == profile && hit.component == component;
        match candidate.met.hits.iter_mut().find(is_same) {
            Some(known) if only_if.is_none() => known.hit = hit,
            Some(_) => {}
            None => candidate.met.hits.push(ProfileHit { profile, component, hit }),
        }
    }
}

/// Says of matches that rest on one inactivated allele what is known of the other.
fn know_copies(candidate: &mut Candidate, copies: Copies) {
    for hit in &mut candidate.met.hits {
        hit.hit.know_copies(copies);
    }
}
