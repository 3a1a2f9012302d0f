//! Changes that several records report, as where one file has the calls of several callers.

use std::collections::HashMap;
use std::sync::Arc;

use compact_str::CompactString;

use crate::matching::candidate::{Candidate, CandidateId};
use crate::model::finding::{ObservedVariant, Repeat};
use crate::model::gene_name::GeneName;
use crate::sample::fact::{Noted, SampleFact};

/// Further records of a change that are named with it, at most.
const MOST_NAMED: usize = 10;

/// Gene, transcript and coding name of a change.
type ChangeKey = (GeneName, Arc<str>, String);

/// The changes so far.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    /// Each with its candidate.
    seen: HashMap<ChangeKey, CandidateId>,
    /// Line and ALT of the last allele that an earlier record reported.
    last: Option<(Option<u64>, CompactString)>,
}

impl Repeats {
    /// Returns the number of the candidate whose earlier record reported the same change on the
    /// same transcript. Where there is none, remembers the change as that of candidate `next`.
    pub(crate) fn earlier(
        &mut self,
        candidate: &Candidate,
        next: CandidateId,
    ) -> Option<CandidateId> {
        candidate.change.edit()?;
        let key = key(candidate)?;
        let Some(&earlier) = self.seen.get(&key) else {
            self.seen.insert(key, next);
            return None;
        };
        let variant = &candidate.variant;
        self.last = Some((variant.line, variant.alternate.clone()));
        Some(earlier)
    }

    /// Returns whether a record reported the change of `candidate`, which may be of a haplotype.
    pub(crate) fn has(&self, candidate: &Candidate) -> bool {
        key(candidate).is_some_and(|key| self.seen.contains_key(&key))
    }

    /// Returns whether the candidates of the allele were those of an earlier record.
    pub(crate) fn has_taken(&self, variant: &ObservedVariant) -> bool {
        self.last.as_ref().is_some_and(|(line, alternate)| {
            *line == variant.line && *alternate == variant.alternate
        })
    }
}

fn key(candidate: &Candidate) -> Option<ChangeKey> {
    let consequence = &candidate.consequence;
    let change = consequence.hgvs_c.clone()?;
    Some((consequence.gene.clone(), consequence.transcript.clone(), change))
}

/// Moves `repeat` into the candidate of the first record, which has the number `earlier`. Returns
/// the fact for that candidate, unless it already has too many.
pub(crate) fn take_over(
    first: &mut Candidate,
    repeat: &Candidate,
    earlier: CandidateId,
) -> Option<Noted> {
    let ObservedVariant { chrom, pos, reference, alternate, call, line, .. } = &*repeat.variant;
    let reads = match (call.alt_depth, call.depth) {
        (Some(alternate), Some(depth)) => format!(" ({alternate} of {depth} reads)"),
        _ => String::new(),
    };
    let is_named = first.variant.repeats.len() < MOST_NAMED;
    let new = |line| Repeat { line, alternate: alternate.clone() };
    first.variant.repeats.extend(line.map(new));
    if first.variant.call.phase_set.is_none() {
        first.variant.call.phase_set.clone_from(&call.phase_set);
    }
    let record = format!("{chrom}:{pos}:{reference}>{alternate}{reads}");
    is_named.then_some(Noted { candidate: earlier, fact: SampleFact::RepeatedBy { record } })
}
