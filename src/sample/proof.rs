//! What the sample's own reads say of its calls and of its targets: a called allele that they do not show, a
//! target that they show and the input does not call, and where absence is proven.

use std::collections::HashMap;
use std::path::Path;

use compact_str::CompactString;

use crate::diagnostics::Warning;
use crate::error::Result;
use crate::interpret::finding::Judge;
use crate::matching::candidate::{Candidate, CandidateId};
use crate::matching::matcher::Matcher;
use crate::matching::spelled::spell;
use crate::model::allele::SequenceEdit;
use crate::model::call::{Call, DepthSource, Presence};
use crate::model::change::Change;
use crate::model::contig::Contig;
use crate::model::finding::ObservedVariant;
use crate::model::position::Interval;
use crate::model::proven::{AskedReads, Proven, ProvenTarget};
use crate::model::read_support::{Proof, Status, Target};
use crate::model::regions::Regions;
use crate::model::specimen::Specimen;
use crate::model::target::{TargetAllele, TargetKind, Targets as Curated};
use crate::observe::observed::Observed;
use crate::observe::proof;
use crate::sample::by_reads::ByReads;
use crate::sample::fact::{Noted, SampleFact};
use crate::sample::reads_files::{Counted, Files};
use crate::sample::standard;
use crate::sample::targets::targets;
use crate::sample::white_cells;

/// Chance below which so few units do not come of an allele of the called fraction.
const CONTRADICTED: f64 = 0.01;

/// The sample that reads are held against.
pub struct OfReads<'s, 'k> {
    /// The name of the sample in the input; empty where it names none.
    pub sample: &'s str,
    /// The tables, and the assembly of the input.
    pub matcher: &'s Matcher<'k>,
    /// The tumour type, whose targets are looked at.
    pub judge: &'s Judge<'k, 's>,
    /// The FASTA file, for CRAM and for bases around targets.
    pub reference: Option<&'s Path>,
    /// The fraction down to which a target must be excluded for it to count as absent.
    pub fraction: f64,
    /// Threads.
    pub threads: usize,
}

type Key = (Contig, u32, Vec<u8>, Vec<u8>);

fn key(target: &Target) -> Key {
    (target.contig, target.start, target.reference.clone(), target.alternate.clone())
}

/// Holds the reads against what was observed. Alleles that only they show become candidates, and where they
/// show absence is added to what was assessed.
///
/// # Errors
/// As [`crate::reads::Opened::open`] and [`crate::reads::regions::count`]; a file of another assembly, or of another sample.
pub fn prove<'k>(
    asked: &AskedReads,
    of: &OfReads<'_, 'k>,
    observed: &mut Observed<'k>,
) -> Result<ByReads> {
    let files = Files::open(asked, of.sample, of.reference, of.matcher.assembly, of.threads)?;
    let curated = targets(of.judge, of.matcher);
    let mut all = curated.for_reads();
    let first_called = all.len();
    let mut at: HashMap<Key, usize> = all.iter().map(key).zip(0..).collect();
    let mut called: Vec<(usize, usize)> = Vec::new();
    for (candidate, target) in called_targets(observed, of.matcher) {
        let index = *at.entry(key(&target)).or_insert_with(|| {
            all.push(target);
            all.len() - 1
        });
        called.push((candidate, index));
    }
    let counted = files.count(&all)?;
    let Counted { unit, proofs, normal } = &counted;
    let mut facts = Vec::new();
    let mut contradicted = Vec::new();
    for &(candidate, index) in &called {
        let (proof, call) = (&proofs[index], &observed.candidates[candidate].variant.call);
        let is_contradicted = is_contradicted(proof, call);
        if is_contradicted {
            // Of two that contradict each other neither is known to be right.
            observed.left_out.push((all[index].contig, all[index].interval()));
            contradicted.push(format!(
                "{} ({})",
                observed.candidates[candidate].name(),
                proof.words()
            ));
        }
        let fact = SampleFact::InReads { proof: Box::new(proof.clone()), is_contradicted };
        facts.push(Noted { candidate: CandidateId(candidate), fact });
    }
    if let Some(normal) = normal {
        let edits: Vec<_> = called
            .iter()
            .filter_map(|&(candidate, index)| {
                let edit = observed.candidates[candidate].change.edit()?;
                Some((edit.clone(), normal[index]))
            })
            .collect();
        let reads_of =
            |edit: &SequenceEdit| edits.iter().find(|(own, _)| own == edit).map(|(_, of)| *of);
        // The normal of tissue may hold cells of the tumour.
        let is_other = of.judge.is_of_blood() || of.judge.specimen != Specimen::Blood;
        facts.extend(white_cells::join(&mut observed.candidates, is_other, reads_of));
    }
    let mut is_called = vec![false; all.len()];
    called.iter().for_each(|&(_, index)| is_called[index] = true);
    let spelled_whole = Regions::new(longer(observed));
    let is_open = |index: usize| {
        let edit = all[index].edit();
        let is_part = edit.is_some_and(|edit| {
            edit.is_substitution() && spelled_whole.covers(edit.contig, edit.interval())
        });
        index < first_called && !is_called[index] && !is_part
    };
    let left_out = Regions::new(observed.left_out.iter().copied());
    let mut not_called = Vec::new();
    let mut not_proven: Vec<(Contig, Interval)> = Vec::new();
    let mut by_chance = 0.0;
    for index in (0..all.len()).filter(|&index| is_open(index)) {
        let (target, proof) = (&all[index], &proofs[index]);
        let place = (target.contig, target.interval());
        by_chance += proof.screened.by_chance;
        match proof.status {
            Status::NotAssessed => not_proven.push(place),
            _ if proof.screened.is_worth_a_look => {
                let is_left_out = left_out.touches(place.0, place.1);
                not_called.push(format!("{} ({})", target.name, proof.words()));
                let own = candidates(target, proof, of.matcher, files.chromosome(target.contig));
                for candidate in own {
                    let id = CandidateId(observed.candidates.len());
                    observed.candidates.push(candidate);
                    let fact =
                        SampleFact::NotCalled { proof: Box::new(proof.clone()), is_left_out };
                    facts.push(Noted { candidate: id, fact });
                }
                observed.left_out.push(place);
            }
            _ if proof.limit.is_none_or(|limit| limit > of.fraction) => not_proven.push(place),
            _ => {}
        }
    }
    let stretches = files.depths(&places(&curated, of), *unit, of.fraction)?;
    for (contig, interval, depth, is_deep) in stretches {
        match is_deep {
            true => observed.assessed.push((contig, interval)),
            false => not_proven.push((contig, interval)),
        }
        observed.depths.push(contig, interval, depth);
    }
    observed.depths = std::mem::take(&mut observed.depths).sorted();
    let mut warnings = files.warnings;
    if !contradicted.is_empty() {
        warnings.push(Warning::NotInReads { alleles: contradicted });
    }
    if !not_called.is_empty() {
        let targets =
            (0..all.len()).filter(|&index| is_open(index) && proofs[index].limit.is_some());
        let (assessed, by_chance) = (targets.count(), format!("{by_chance:.1}"));
        warnings.push(Warning::NotCalled { alleles: not_called, assessed, by_chance });
    }
    let targets = all.into_iter().zip(counted.proofs).zip(is_called);
    let proven = Proven {
        files: files.named,
        unit: counted.unit,
        fraction: of.fraction,
        targets: targets
            .map(|((target, proof), is_called)| ProvenTarget { target, proof, is_called })
            .collect(),
        by_chance,
    };
    Ok(ByReads { proven: Some(proven), facts, not_proven: Regions::new(not_proven), warnings })
}

/// Returns whether so few units show a called allele that its fraction would hardly ever do so.
fn is_contradicted(proof: &Proof, call: &Call) -> bool {
    let is_seldom = |fraction: f64| {
        1.0 - proof::at_least(proof.support + 1, proof.usable, fraction) < CONTRADICTED
    };
    proof.status == Status::NotDetected && call.vaf.is_some_and(is_seldom)
}

/// Returns the called alleles as targets, each with the number of its candidate.
fn called_targets<'o>(
    observed: &'o Observed<'_>,
    matcher: &'o Matcher<'_>,
) -> impl Iterator<Item = (usize, Target)> + 'o {
    observed.candidates.iter().enumerate().filter_map(|(index, candidate)| {
        let Change::Small(edit) = &candidate.change else { return None };
        let spelled = spell(edit, matcher.store, matcher.assembly);
        let target = match spelled {
            Some(TargetAllele { contig, position, reference, alternate }) => Target {
                contig,
                start: position.saturating_sub(1),
                reference: reference.into_bytes(),
                alternate: alternate.into_bytes(),
                name: candidate.name(),
            },
            None => Target {
                contig: edit.contig,
                start: edit.start,
                reference: edit.deleted.clone(),
                alternate: edit.inserted.clone(),
                name: candidate.name(),
            },
        };
        Some((index, target))
    })
}

/// Returns the places of called alleles of more than one base: reads of them show parts of them, too.
fn longer(observed: &Observed<'_>) -> Vec<(Contig, Interval)> {
    let edits = observed.candidates.iter().filter_map(|candidate| candidate.change.edit());
    let longer = edits.filter(|edit| !edit.is_snv());
    longer.map(|edit| (edit.contig, edit.interval())).collect()
}

/// Returns an allele that only reads show, in each gene that it changes.
fn candidates<'k>(
    target: &Target,
    proof: &Proof,
    matcher: &Matcher<'k>,
    chromosome: String,
) -> Vec<Candidate<'k>> {
    let Some(edit) = target.edit() else { return Vec::new() };
    let text = |bases: &[u8]| CompactString::from_utf8_lossy(bases);
    let variant = ObservedVariant {
        chrom: chromosome.into(),
        pos: target.start + 1,
        reference: text(&target.reference),
        alternate: text(&target.alternate),
        filter: ".".into(),
        call: Call {
            depth: Some(proof.usable),
            alt_depth: Some(proof.support),
            vaf: proof.fraction.map(|(vaf, _)| vaf),
            source: DepthSource::Reads,
            presence: Presence::Present,
            ..Call::default()
        },
        ..ObservedVariant::default()
    };
    let consequences = matcher.predictor().predict(&edit);
    let readings = matcher.readings(&edit, &consequences);
    let candidates = readings.filter_map(|views| {
        let met = matcher.matches(Some(&edit), views)?;
        let change = Change::Small(edit.clone());
        Some(Candidate::new(variant.clone(), views.first()?.clone(), met, change))
    });
    candidates.collect()
}

/// Returns the places whose depth is asked for: those of targets, and of standard biomarkers.
fn places(curated: &Curated, of: &OfReads<'_, '_>) -> Vec<(Contig, Interval)> {
    let is_of_bases =
        |kind: TargetKind| !matches!(kind, TargetKind::CopyNumber | TargetKind::Rearrangement);
    let of_targets = curated.list.iter().filter(|target| is_of_bases(target.kind));
    let of_targets = of_targets
        .flat_map(|target| target.intervals.iter().map(|interval| (target.contig, *interval)));
    let standard = match of.judge.tumor {
        Some(_) => standard::places(of.judge, of.matcher),
        None => Regions::default(),
    };
    let all: Vec<_> = of_targets.chain(standard.iter()).collect();
    Regions::new(all).iter().collect()
}
