//! One sample, judged: the one way from candidates to findings.

use std::collections::HashMap;

use crate::interpret::finding::Judge;
use crate::matching::candidate::{Candidate, CandidateId};
use crate::matching::matcher::Matcher;
use crate::model::stated_fact::StatedFact;
use crate::observe::gene_part::GenePart;
use crate::observe::lost_copy::LostCopy;
use crate::observe::observed::Observed;
use crate::sample::assessed::Assessed;
use crate::sample::evaluate::{Beside, Judged, evaluate};
use crate::sample::fact::{Noted, SampleFact};
use crate::sample::phase::MOST_PARTNERS;
use crate::sample::seen::Seen;
use crate::sample::{gene_part, inherited, lost_copy, origin, reversion, second_hit, signature};
use crate::structural::copies::CopyThresholds;

/// A rule that looks across the variants of a sample.
type Rule = fn(&Seen<'_>) -> Vec<Noted>;

/// The rules in their order: each sees what the ones before it changed. Haplotypes and mates come before
/// all of these, as they are found while the input is read.
const RULES: [Rule; 4] = [lost_copy::find, reversion::find, origin::find, second_hit::find];

/// A sample with everything that was observed of it.
#[derive(Debug, Default)]
pub struct Sample<'k> {
    candidates: Vec<Candidate<'k>>,
    from_tables: Vec<Candidate<'k>>,
    parts: Vec<GenePart<'k>>,
    lost: Vec<LostCopy>,
    facts: Vec<Noted>,
    thresholds: CopyThresholds,
    stated: Vec<StatedFact>,
    reads: Option<u32>,
    is_in_part: bool,
}

impl<'k> Sample<'k> {
    /// Makes a sample of what was observed, with the facts that were found on the way.
    pub fn new(observed: Observed<'k>, facts: Vec<Noted>) -> Self {
        let Observed { candidates, from_tables, parts, lost, .. } = observed;
        let thresholds = CopyThresholds::default();
        let (stated, reads, is_in_part) = (Vec::new(), None, false);
        Self { candidates, from_tables, parts, lost, facts, thresholds, stated, reads, is_in_part }
    }

    /// Sets the numbers of copies from which on a gene is amplified or lost.
    pub fn with_thresholds(self, thresholds: CopyThresholds) -> Self {
        Self { thresholds, ..self }
    }

    /// Adds what is stated of the sample beside its variants.
    pub fn with_stated(self, stated: Vec<StatedFact>) -> Self {
        Self { stated, ..self }
    }

    /// Says that these are variants of a sample, and not the sample: their evidence is graded, and nothing follows.
    pub fn in_part(self) -> Self {
        Self { is_in_part: true, ..self }
    }

    /// Asks for the standard biomarkers of the tumour type, found from so many reads on; `None` for none.
    pub fn with_biomarkers(self, reads: Option<u32>) -> Self {
        Self { reads, ..self }
    }

    /// Judges the sample: applies every rule in its order, evaluates the profiles and grades the
    /// evidence. `assessed` is where it shows absence.
    pub fn judge(
        self,
        assessed: &Assessed,
        matcher: &Matcher<'k>,
        judge: &Judge<'k, '_>,
    ) -> Judged<'k> {
        let Self { mut candidates, from_tables, parts, lost, mut facts, .. } = self;
        let Self { thresholds, stated, reads, is_in_part, .. } = self;
        for Noted { candidate, fact } in &facts {
            fact.apply(&mut candidates[candidate.0], &matcher.table);
        }
        gene_part::join(parts, &mut candidates);
        candidates.extend(lost_copy::arms(matcher, &lost));
        candidates.extend(from_tables);
        let concerning = |profile| {
            judge.table.evidence(profile).iter().any(|item| judge.concerns(item.disease_id))
        };
        candidates.extend(signature::candidates(&stated, matcher, &candidates, concerning));
        inherited::add(&stated, matcher, &mut candidates);
        for rule in RULES {
            let (lost, thresholds) = (&lost, &thresholds);
            let found =
                rule(&Seen { matcher, candidates: &candidates, lost, thresholds, stated: &stated });
            for Noted { candidate, fact } in &found {
                fact.apply(&mut candidates[candidate.0], &matcher.table);
            }
            facts.extend(found);
        }
        word(&mut candidates, &facts);
        let beside = Beside { facts: &stated, lost: &lost, reads, is_in_part };
        evaluate(candidates, assessed, beside, judge)
    }
}

/// Puts the facts into words, once each, for the reader of the candidates' rows.
fn word(candidates: &mut [Candidate<'_>], facts: &[Noted]) {
    let mut partners: HashMap<CandidateId, usize> = HashMap::new();
    for Noted { candidate: index, fact } in facts {
        if matches!(fact, SampleFact::Restores { .. }) {
            let told = partners.entry(*index).or_default();
            *told += 1;
            if *told > MOST_PARTNERS {
                continue;
            }
        }
        let candidate = &mut candidates[index.0];
        if let Some(sentence) = fact.sentence(candidate)
            && !candidate.notes.contains(&sentence)
        {
            candidate.notes.push(sentence);
        }
    }
}
