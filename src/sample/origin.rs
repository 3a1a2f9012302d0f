//! Whether the input calls a change inherited, and its other copy lost.

use crate::model::call::Stated;
use crate::sample::damaging::is_damaging;
use crate::sample::fact::{LostBy, Noted, SampleFact};
use crate::sample::seen::Seen;

/// Takes over what the records state.
pub(super) fn find(seen: &Seen<'_>) -> Vec<Noted> {
    let mut found = Vec::new();
    for (index, candidate) in seen.candidates.iter().enumerate() {
        let mut push = |fact| found.push(Noted { candidate: index, fact });
        let origin = candidate.variant.call.origin;
        if origin.stated != Stated::Not {
            push(SampleFact::Stated(origin.stated));
        }
        if let Some(field) = origin.other_copy_lost
            && is_damaging(candidate, seen.genes())
        {
            push(SampleFact::OtherCopyLost(LostBy::Field(field)));
        }
    }
    found
}
