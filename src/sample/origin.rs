//! Whether the input calls a change inherited, and its other copy lost.

use crate::matching::candidate::CandidateId;
use crate::model::call::Stated;
use crate::model::consequence::TranscriptConsequence;
use crate::model::stated_fact::Fact;
use crate::sample::damaging::is_damaging;
use crate::sample::fact::{LostBy, Noted, SampleFact};
use crate::sample::seen::Seen;

/// What says that a change is inherited where the user states it.
pub(super) const BY_FACT: &str = "--fact germline";

/// Takes over what the records state.
pub(super) fn find(seen: &Seen<'_>) -> Vec<Noted> {
    let mut found = Vec::new();
    for (index, candidate) in seen.candidates.iter().enumerate() {
        let mut push = |fact| found.push(Noted { candidate: CandidateId(index), fact });
        let origin = candidate.variant.call.origin;
        if origin.stated != Stated::Not {
            push(SampleFact::Stated(origin.stated));
        } else if seen
            .stated
            .iter()
            .any(|stated| is_of_germline(&stated.fact, &candidate.consequence))
        {
            push(SampleFact::Stated(Stated::Germline(BY_FACT)));
        }
        if let Some(field) = origin.other_copy_lost
            && is_damaging(candidate, seen.genes())
        {
            push(SampleFact::OtherCopyLost(LostBy::Field(field)));
        }
    }
    found
}

/// Whether the user states that this very change is inherited; of a gene alone, that any change of
/// it is.
pub(super) fn is_of_germline(fact: &Fact, consequence: &TranscriptConsequence) -> bool {
    let Fact::Germline { gene, change } = fact else { return false };
    let Some(change) = change else { return *consequence.gene == **gene };
    let alone = |text: &str| text.replace(['(', ')'], "");
    let is_coding = consequence.hgvs_c.as_deref() == Some(change);
    let protein = consequence.protein.as_ref().map(|protein| alone(&protein.hgvs()));
    let short = consequence.protein.as_ref().map(|protein| format!("p.{}", protein.short()));
    let named = Some(alone(change));
    *consequence.gene == **gene && (is_coding || protein == named || short == named)
}
