//! Alleles in records that failed a FILTER: what each would be by itself.

use crate::interpret::finding::Judge;
use crate::matching::candidate::Candidate;
use crate::matching::matcher::Matcher;
use crate::model::summary::LeftOut;
use crate::observe::observed::Observed;
use crate::sample::assessed::Assessed;
use crate::sample::judge::Sample;

/// Returns those of `filtered` that would have a level, the highest first.
pub fn left_out<'k>(
    mut filtered: Vec<Candidate<'k>>,
    assessed: &Assessed,
    matcher: &Matcher<'k>,
    judge: &Judge<'k, '_>,
) -> Vec<LeftOut> {
    // Without a profile there is no level.
    filtered.retain(|candidate| !candidate.met.hits.is_empty());
    if filtered.is_empty() {
        return Vec::new();
    }
    let observed = Observed { candidates: filtered, ..Observed::default() };
    let sample = Sample::new(observed, Vec::new()).in_part();
    let judged = sample.judge(assessed, matcher, judge);
    let mut left_out: Vec<LeftOut> = judged
        .findings
        .iter()
        .filter_map(|finding| {
            let variant = &finding.variant;
            let own = variant.call.sample_filter.as_ref().filter(|_| variant.passes_filter());
            Some(LeftOut {
                name: finding.name(),
                allele: format!(
                    "{}:{}:{}>{}",
                    variant.chrom, variant.pos, variant.reference, variant.alternate
                ),
                filter: own.unwrap_or(&variant.filter).to_string(),
                level: finding.highest_level()?,
            })
        })
        .collect();
    left_out.sort_by_key(|left| left.level);
    left_out
}
