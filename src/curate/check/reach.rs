//! Profiles that no input can ever meet: what they name is not there, or nothing reads it.

use std::collections::{BTreeMap, BTreeSet};

use crate::consequence::coding_to_genomic;
use crate::genome::{TranscriptModel, TranscriptStore, promoter_length};
use crate::knowledge::evidence::{EvidenceTable, ProfileEntry};
use crate::knowledge::numbering::of_gene;
use crate::knowledge::variants::KnownAlleles;
use crate::matching::region::tandem_duplication_exons;
use crate::model::assembly::Assembly;
use crate::model::profile::{Alteration, Assay, Component, CopyNumberClass, Profile};
use crate::structural::domain::kinase_domain;

use crate::curate::check::problem::{Kind, Note, NoteKind, Problem, ids, statements};

/// Why a component is never met, or only in part.
enum Reach {
    /// It can be.
    Met,
    /// What it names does not exist.
    Absent(String),
    /// Something is not at hand here.
    Lacking(NoteKind),
}

/// Notes as problems every component that names what does not exist, and every profile that rules
/// itself out. Components that only lack something here are counted by what they lack.
pub(super) fn check(
    table: &EvidenceTable<'_>,
    problems: &mut BTreeSet<Problem>,
    notes: &mut Vec<Note>,
) {
    let mut lacking: BTreeMap<NoteKind, Vec<(&ProfileEntry<'_>, &Component)>> = BTreeMap::new();
    for entry in table.profiles() {
        for component in entry.profile().components() {
            match reach(entry, component) {
                Reach::Met => {}
                Reach::Absent(why) => {
                    problems.insert(Problem {
                        kind: Kind::Unreachable,
                        subject: component.to_string(),
                        detail: format!("{}: {why}", ids(&entry.evidence())),
                        statements: statements(&entry.evidence()),
                    });
                }
                Reach::Lacking(kind) => lacking.entry(kind).or_default().push((entry, component)),
            }
        }
        if let Some(component) = ruled_out(entry.profile()) {
            problems.insert(Problem {
                kind: Kind::Unreachable,
                subject: entry.text.to_owned(),
                detail: format!("{}: asks for {component} and for none", ids(&entry.evidence())),
                statements: statements(&entry.evidence()),
            });
        }
    }
    for (kind, found) in lacking {
        let genes: BTreeSet<&str> = found.iter().map(|(_, part)| part.gene.as_str()).collect();
        let profiles: BTreeMap<&str, usize> =
            found.iter().map(|(entry, _)| (entry.text, entry.evidence().len())).collect();
        let statements: usize = profiles.values().sum();
        let genes: Vec<&str> = genes.into_iter().collect();
        notes.push(Note {
            kind,
            subject: genes.join(","),
            detail: format!("{} profiles, {statements} statements", profiles.len()),
        });
    }
}

/// Returns a component that a conjunction both asks for and rules out.
fn ruled_out(profile: &Profile) -> Option<&Component> {
    match profile {
        Profile::And(parts) => {
            let asked = |part: &Profile| parts.contains(part);
            let denied = parts.iter().find_map(|part| match part {
                Profile::Not(inner) if asked(inner) => inner.components().first().copied(),
                _ => None,
            });
            denied.or_else(|| parts.iter().find_map(ruled_out))
        }
        // One way that is open is enough.
        Profile::Or(parts) => {
            let closed: Vec<_> = parts.iter().map(ruled_out).collect();
            closed.iter().all(Option::is_some).then(|| closed.first().copied().flatten()).flatten()
        }
        Profile::InPhase(_, inner) => ruled_out(inner),
        Profile::Component(_) | Profile::Not(_) => None,
    }
}

fn reach(entry: &ProfileEntry<'_>, component: &Component) -> Reach {
    let Component { gene, alteration } = component;
    if let Alteration::Haplotype(_) = alteration {
        return Reach::Lacking(NoteKind::NoRule);
    }
    if !matches!(
        alteration.assay(),
        Assay::SmallVariant | Assay::CopyNumber | Assay::Fusion | Assay::Germline
    ) {
        return Reach::Met;
    }
    let models = TranscriptStore::embedded().gene(gene, Assembly::GRCh38);
    let is_known_allele =
        KnownAlleles::embedded_of(gene).iter().any(|known| known.profile == entry.text);
    let rule =
        |is_there: bool| if is_there { Reach::Met } else { Reach::Lacking(NoteKind::NoRule) };
    match alteration {
        Alteration::DbSnp(_) => rule(is_known_allele),
        Alteration::CopyNumber(CopyNumberClass::LossOfHeterozygosity)
        | Alteration::ArmGain(_)
        | Alteration::Rearrangement(Some(_)) => rule(false),
        Alteration::CopyNumber(_) | Alteration::ArmDeletion { .. } | Alteration::Fusion(..) => {
            Reach::Met
        }
        _ if models.is_empty() => Reach::Lacking(NoteKind::NoTranscript),
        Alteration::KinaseDomainDuplication => rule(kinase_domain(gene).is_some()),
        Alteration::InternalTandemDuplication => rule(tandem_duplication_exons(gene).is_some()),
        Alteration::Promoter(_) => rule(promoter_length(gene) > 0),
        Alteration::Exon { last, .. } => exons(*last, models),
        Alteration::Region { ranges, .. } if ranges.is_empty() => {
            Reach::Lacking(NoteKind::NoDefinition)
        }
        Alteration::Region { ranges, .. } => {
            residue(ranges.iter().map(|&(_, last)| last).max(), gene, models)
        }
        Alteration::MutationOutside(codons) => {
            residue(codons.iter().map(|codon| codon.number).max(), gene, models)
        }
        Alteration::Protein(_) | Alteration::Codon(_) | Alteration::CodonTo(..)
            if models.iter().all(|model| model.protein_sequence().is_none()) =>
        {
            Reach::Lacking(if is_known_allele {
                NoteKind::BasesOfAllele
            } else {
                NoteKind::NoBases
            })
        }
        Alteration::Coding(name) if !is_known_allele => coding(name, models),
        _ => Reach::Met,
    }
}

fn exons(last: u32, models: &[TranscriptModel]) -> Reach {
    match models.iter().map(|model| model.exons.len()).max() {
        Some(most) if last as usize > most => Reach::Absent(format!("{most} exons")),
        _ => Reach::Met,
    }
}

/// Compares the last residue named with the longest protein. Other numberings may count farther.
fn residue(last: Option<u32>, gene: &str, models: &[TranscriptModel]) -> Reach {
    // The last codon is the stop.
    let lengths = models.iter().map(|model| model.codon_count().saturating_sub(1));
    let farther = of_gene(gene).iter().map(|other| other.offset).max().unwrap_or(0);
    match (last, lengths.max()) {
        (Some(last), Some(longest)) if last > longest.saturating_add_signed(farther.max(0)) => {
            Reach::Absent(format!("{longest} residues"))
        }
        _ => Reach::Met,
    }
}

/// Looks for a coding change on any transcript of the gene.
fn coding(name: &str, models: &[TranscriptModel]) -> Reach {
    let tried: Vec<_> =
        models.iter().map(|model| (model, coding_to_genomic(model, name))).collect();
    if tried.iter().any(|(_, edit)| edit.is_ok()) {
        return Reach::Met;
    }
    if models.iter().all(|model| model.coding_bases().is_none()) {
        return Reach::Lacking(NoteKind::NoBases);
    }
    match tried.into_iter().find_map(|(model, edit)| Some((model, edit.err()?))) {
        Some((model, why)) => Reach::Absent(format!("{why}, on {}", model.accession)),
        None => Reach::Met,
    }
}
