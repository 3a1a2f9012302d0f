//! What must be looked at for a tumour type: the places and alleles of all that its statements name.

use std::collections::BTreeSet;

use crate::consequence::Predictor;
use crate::genome::TranscriptStore;
use crate::interpret::finding::Judge;
use crate::matching::matcher::Matcher;
use crate::matching::spelled::spell;
use crate::matching::target::{self, known_alleles, place};
use crate::model::allele::SequenceEdit;
use crate::model::assembly::Assembly;
use crate::model::profile::Profile;
use crate::model::target::{Target, TargetAllele, TargetKind, Targets};
use crate::model::tumor_type::TumorType;
use crate::sample::knowledge::Knowledge;
use crate::sample::standard::{Named, named};

/// Returns the targets of a tumour type by `knowledge`, without one those of all statements.
pub fn curated(knowledge: &Knowledge, tumor: Option<&TumorType>, assembly: Assembly) -> Targets {
    let matcher = knowledge.matcher(assembly, TranscriptStore::embedded());
    targets(&knowledge.judge(tumor), &matcher)
}

/// Returns the targets of the tumour type of `judge`, without one those of all statements.
pub fn targets(judge: &Judge<'_, '_>, matcher: &Matcher<'_>) -> Targets {
    let mut targets = Targets::default();
    for named in named(judge, |_| true) {
        let placed = match place(&named.component, matcher.store, matcher.assembly) {
            Ok(placed) => placed,
            Err(why) => {
                targets.unplaced.entry(why).or_default().push(named.component.to_string());
                continue;
            }
        };
        let alleles = alleles(&named, &placed, matcher);
        let wants =
            matches!(placed.kind, TargetKind::Allele | TargetKind::Codon | TargetKind::Promoter);
        if wants && alleles.is_empty() {
            targets.unspelled.push(named.component.to_string());
        }
        let name = named.component.to_string();
        let gene = &named.component.gene;
        let alteration = name.strip_prefix(gene.as_str()).map_or(name.as_str(), str::trim_start);
        targets.list.push(Target {
            gene: gene.clone(),
            alteration: alteration.to_owned(),
            kind: placed.kind,
            contig: placed.model.contig,
            intervals: placed.intervals,
            transcript: placed.model.accession.to_string(),
            level: named.level(),
            evidence: named.ids().into_iter().map(str::to_owned).collect(),
            alleles,
        });
    }
    targets.list.sort_by(|a, b| {
        let key = |target: &Target| (target.contig, target.intervals.first().copied());
        key(a).cmp(&key(b)).then_with(|| (&a.gene, &a.alteration).cmp(&(&b.gene, &b.alteration)))
    });
    targets
}

/// Returns the alleles that make the alteration and read as it: by its name, and as sources give them.
fn alleles(
    named: &Named<'_>,
    placed: &target::Target<'_>,
    matcher: &Matcher<'_>,
) -> Vec<TargetAllele> {
    let gene = &named.component.gene;
    let table = &matcher.table;
    let alone = named.parts.iter().map(|(profile, _)| *profile);
    let alone = alone.filter(|id| matches!(table.profile(*id), Profile::Component(_)));
    let known = alone.flat_map(|id| {
        known_alleles(gene, table.profile_text(id), matcher.store, matcher.assembly)
    });
    let edits = placed.alleles.iter().cloned().chain(known);
    let read = edits.filter(|edit| reads_as(edit, named, matcher));
    let spelled: BTreeSet<TargetAllele> =
        read.filter_map(|edit| spell(&edit, matcher.store, matcher.assembly)).collect();
    spelled.into_iter().collect()
}

/// Whether an observed edit is found to be the alteration.
fn reads_as(edit: &SequenceEdit, named: &Named<'_>, matcher: &Matcher<'_>) -> bool {
    let consequences = Predictor::new(matcher.store, matcher.assembly).predict(edit);
    matcher.readings(edit, &consequences).any(|views| {
        matcher.matches(Some(edit), views).is_some_and(|met| {
            met.hits.iter().any(|hit| named.parts.contains(&(hit.profile, hit.component)))
        })
    })
}
