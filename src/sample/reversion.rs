//! Reversions: a second change that restores what a first one broke in the same gene, so that the
//! tumour makes the protein again. Looked for in the genes that knowledge names a reversion of.
//!
//! Pairs only, each change inside one coding exon. A change back to the reference leaves nothing to
//! see in a file of variants.

mod pair;
mod search;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::consequence::CodingFrame;
use crate::matching::candidate::CandidateId;
use crate::matching::stated::components;
use crate::model::gene_name::GeneName;
use crate::model::profile::Alteration;
use crate::sample::fact::{Noted, SampleFact};
use crate::sample::phase::MOST_PARTNERS;
use crate::sample::seen::Seen;

use pair::Change;
use search::{Partner, Search};

/// Finds the two changes of every reversion, in genes of which knowledge names one. A candidate with
/// many like partners is told the first few by place.
pub(super) fn find(seen: &Seen<'_>) -> Vec<Noted> {
    let mut by_transcript: BTreeMap<(GeneName, Arc<str>), Vec<usize>> = BTreeMap::new();
    for (index, candidate) in seen.candidates.iter().enumerate() {
        let consequence = &candidate.consequence;
        let is_placed = candidate.change.edit().is_some() && consequence.codons.is_some();
        if is_placed && !consequence.ref_mismatch {
            let key = (consequence.gene.clone(), consequence.transcript.clone());
            by_transcript.entry(key).or_default().push(index);
        }
    }
    let mut found = Vec::new();
    for ((gene, transcript), own) in by_transcript.into_iter().filter(|(_, own)| own.len() > 1) {
        if components(&seen.matcher.table, &gene, &Alteration::Reversion).is_empty() {
            continue;
        }
        let Some(model) = seen.matcher.store.transcript(&gene, &transcript, seen.matcher.assembly)
        else {
            continue;
        };
        let frame = CodingFrame::new(model);
        let read = |index: usize| Change::new(model, frame.as_ref(), index, seen.candidates);
        let own: Vec<Change<'_>> = own.into_iter().filter_map(read).collect();
        let search = Search::new(model, frame.as_ref(), &own);
        for (at, change) in own.iter().enumerate() {
            note(change.index, search.partners(at), &mut found);
        }
    }
    found
}

/// Adds the facts of one candidate, whose partners stand in their order. Beyond the first few it is
/// told the first that needs no condition.
fn note(candidate: usize, partners: Vec<Partner<'_>>, found: &mut Vec<Noted>) {
    let mut is_unconditional = false;
    for (told, Partner { other, breaks, only_if }) in partners.into_iter().enumerate() {
        if told < MOST_PARTNERS || only_if.is_none() && !is_unconditional {
            let fact = SampleFact::Restores { other: other.name(), breaks, only_if };
            found.push(Noted { candidate: CandidateId(candidate), fact });
        }
        is_unconditional |= only_if.is_none();
    }
}
