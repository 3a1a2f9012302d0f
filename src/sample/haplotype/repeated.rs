//! One event in several records: callers joined in one file spell it whole and in parts.

use super::neighbours::may_have_one_fraction;
use super::notice::allele_key;
use super::placed::Placed;
use crate::consequence::merge::merge;
use crate::model::allele::SequenceEdit;
use crate::model::phase::Phase;
use crate::model::position::Interval;
use crate::observe::part::Part;
use crate::sample::fact::SampleFact;

/// Returns the records of `window`, sorted by place, that another record contains whole, as places in it, each with
/// that other's. Their allele fractions must be alike. A caller that counts a part also counts the
/// reads of the whole. So a part without reads of its own has no more than these.
pub(super) fn parts_of_others<'r>(
    window: &[Placed],
    bases: impl Fn(Interval) -> Option<&'r [u8]> + Copy,
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (whole_at, whole) in window.iter().enumerate().filter(|(_, p)| is_compound(&p.part.edit)) {
        let outer = whole.part.edit.interval();
        let first = window.partition_point(|placed| placed.part.edit.start < outer.start);
        let inside: Vec<usize> = (first..window.len())
            .take_while(|&at| window[at].part.edit.start <= outer.end)
            .filter(|&at| at != whole_at && may_be_part(&window[at].part, &whole.part))
            .collect();
        let edits: Vec<&SequenceEdit> = inside.iter().map(|&at| &window[at].part.edit).collect();
        let parts: Vec<usize> = if is_substitution(&whole.part.edit) {
            let is_part = |at: &usize| spells(&whole.part.edit, &window[*at].part.edit);
            inside.into_iter().filter(is_part).collect()
        } else if edits.len() > 1 && merge(&edits, bases).as_ref() == Some(&whole.part.edit) {
            inside
        } else {
            Vec::new()
        };
        found.extend(parts.into_iter().map(|at| (at, whole_at)));
    }
    found.sort_unstable();
    found.dedup_by_key(|(at, _)| *at);
    found
}

/// Returns the fact for the candidates of a part.
pub(super) fn told_whole(whole: &Part) -> SampleFact {
    SampleFact::PartOf { whole: allele_key(&whole.variant).into() }
}

fn is_compound(edit: &SequenceEdit) -> bool {
    !edit.is_snv() && !edit.deleted.is_empty() && !edit.inserted.is_empty()
}

fn is_substitution(edit: &SequenceEdit) -> bool {
    edit.deleted.len() == edit.inserted.len()
}

/// Returns whether `part` lies inside `whole`, may be on its copy, and has as many reads.
fn may_be_part(part: &Part, whole: &Part) -> bool {
    let (inner, outer) = (part.edit.interval(), whole.edit.interval());
    let (own, others) = (&part.variant.call, &whole.variant.call);
    part.edit.contig == whole.edit.contig
        && part.edit != whole.edit
        && outer.start <= inner.start
        && inner.end <= outer.end
        && Phase::of(own.phase_set.as_ref(), others.phase_set.as_ref()) != Phase::Trans
        && may_have_one_fraction(own, others)
}

/// Returns whether the substitution `whole` makes the change that `part` makes.
fn spells(whole: &SequenceEdit, part: &SequenceEdit) -> bool {
    let at = (part.start - whole.start) as usize;
    let range = at..at + part.deleted.len();
    is_substitution(part)
        && whole.deleted.get(range.clone()) == Some(&part.deleted)
        && whole.inserted.get(range) == Some(&part.inserted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::call::Call;
    use crate::model::contig::Contig;
    use crate::model::finding::ObservedVariant;

    /// The bases from position 100 on.
    const BASES: &[u8] = b"GGAATTAAGAGAAGC";

    fn placed(start: u32, deleted: &str, inserted: &str, vaf: Option<f64>) -> Placed {
        let edit = SequenceEdit {
            contig: Contig::from_name(b"7").unwrap(),
            start,
            deleted: deleted.into(),
            inserted: inserted.into(),
        };
        let call = Call { vaf, ..Call::default() };
        let variant = ObservedVariant { call, ..ObservedVariant::default() };
        Placed { part: Part { edit, variant, codons: Vec::new(), candidates: 0 }, candidates: 0..0 }
    }

    fn parts(window: &[Placed]) -> Vec<(usize, usize)> {
        parts_of_others(window, |interval| {
            BASES.get(interval.start as usize - 100..interval.end as usize - 100)
        })
    }

    #[test]
    fn parts_of_a_substitution() {
        let whole = || placed(102, "AAT", "TAC", Some(0.4));
        let first = |vaf| placed(102, "A", "T", Some(vaf));
        let second = |vaf| placed(104, "T", "C", Some(vaf));
        assert_eq!(parts(&[whole(), first(0.4), second(0.41)]), [(1, 0), (2, 0)]);
        assert_eq!(parts(&[first(0.4), whole()]), [(0, 1)], "the other part was filtered");
        assert_eq!(parts(&[whole(), second(0.05)]), [], "a clone of its own");
        assert_eq!(parts(&[whole(), placed(102, "A", "G", Some(0.4))]), [], "another base");
        assert_eq!(parts(&[whole(), placed(103, "A", "T", Some(0.4))]), [], "unchanged there");
        assert_eq!(parts(&[first(0.4), second(0.4)]), [], "nothing spells them whole");
        assert_eq!(
            parts(&[placed(102, "AAT", "TAC", None), placed(104, "T", "C", None)]),
            [(1, 0)]
        );
    }

    #[test]
    fn parts_of_a_complex_change() {
        let whole = || placed(101, "GAATTA", "C", Some(0.3));
        let deletion = || placed(102, "AATTA", "", Some(0.3));
        let change = || placed(101, "G", "C", Some(0.3));
        assert_eq!(parts(&[change(), whole(), deletion()]), [(0, 1), (2, 1)]);
        assert_eq!(parts(&[whole(), deletion()]), [], "a deletion alone may be another");
    }
}
