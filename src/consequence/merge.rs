//! Alleles that lie on one haplotype, merged into the one edit that they make together.

use crate::model::allele::SequenceEdit;
use crate::model::position::Interval;

/// Returns the one edit that `parts` make together. `reference` gives the plus-strand bases of an
/// interval of their chromosome.
///
/// Returns `None` where two parts cannot both be on one copy: they change the same base or insert
/// at the same place. Returns `None` too where a base between them is not known, or a part removes
/// bases that the reference does not have.
pub fn merge<'r>(
    parts: &[&SequenceEdit],
    reference: impl Fn(Interval) -> Option<&'r [u8]>,
) -> Option<SequenceEdit> {
    let mut parts = parts.to_vec();
    parts.sort_by_key(|part| (part.start, part.interval().end));
    let (first, last) = (parts.first()?, parts.iter().map(|part| part.interval().end).max()?);
    let span = Interval::new(first.start, last);
    let bases: &[u8] = if span.is_empty() { &[] } else { reference(span)? };
    let mut merged = Vec::with_capacity(bases.len());
    let mut at = span.start;
    let mut previous: Option<&SequenceEdit> = None;
    for part in &parts {
        let touches = previous.is_some_and(|before| {
            part.start < before.interval().end
                || (part.start == before.start
                    && part.deleted.is_empty() == before.deleted.is_empty())
        });
        if touches {
            return None;
        }
        let offset = |position: u32| (position - span.start) as usize;
        merged.extend_from_slice(&bases[offset(at)..offset(part.start)]);
        let interval = part.interval();
        if !bases[offset(interval.start)..offset(interval.end)].eq_ignore_ascii_case(&part.deleted)
        {
            return None;
        }
        merged.extend_from_slice(&part.inserted);
        at = interval.end;
        previous = Some(part);
    }
    SequenceEdit::trimmed(first.contig, span.start, bases, &merged)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::contig::Contig;

    const BASES: &[u8] = b"ACGTTGCAAGCTTACGGATCCATGCAATTGC";

    fn edit(start: u32, deleted: &str, inserted: &str) -> SequenceEdit {
        let contig = Contig::from_name(b"7").unwrap();
        SequenceEdit {
            contig,
            start,
            deleted: deleted.as_bytes().to_vec(),
            inserted: inserted.as_bytes().to_vec(),
        }
    }

    fn merged(parts: &[&SequenceEdit]) -> Option<SequenceEdit> {
        merge(parts, |interval| BASES.get(interval.start as usize..interval.end as usize))
    }

    #[test]
    fn parts_make_one_edit() {
        let one = merged(&[&edit(1, "C", "T"), &edit(2, "G", "A")]);
        assert_eq!(one, Some(edit(1, "CG", "TA")));
        let far = merged(&[&edit(5, "G", "T"), &edit(1, "CG", "")]);
        assert_eq!(far, Some(edit(1, "CGTTG", "TTT")));
        let insertion = merged(&[&edit(3, "", "GG"), &edit(3, "T", "A")]);
        assert_eq!(insertion, Some(edit(3, "T", "GGA")));
        assert_eq!(merged(&[&edit(1, "CG", ""), &edit(2, "G", "A")]), None, "one base twice");
        assert_eq!(merged(&[&edit(3, "", "A"), &edit(3, "", "C")]), None, "one place twice");
        assert_eq!(merged(&[&edit(1, "T", "A"), &edit(4, "T", "A")]), None, "not the reference");
        assert_eq!(merged(&[&edit(29, "G", "A"), &edit(40, "T", "A")]), None, "unknown bases");
    }

    /// Returns `BASES` with all edits made.
    fn apply(edits: &[SequenceEdit]) -> Vec<u8> {
        let mut edits = edits.to_vec();
        edits.sort_by_key(|edit| std::cmp::Reverse((edit.start, edit.interval().end)));
        let mut bases = BASES.to_vec();
        for edit in edits {
            let range = edit.start as usize..edit.interval().end as usize;
            bases.splice(range, edit.inserted);
        }
        bases
    }

    proptest! {
        #[test]
        fn merging_is_applying_all(
            cuts in prop::collection::btree_set(1u32..30, 2..8),
            choices in prop::collection::vec((0usize..4, prop::sample::select(b"ACGT".to_vec())), 8),
        ) {
            // Every second gap between cuts is edited, so that parts never touch.
            let cuts: Vec<u32> = cuts.into_iter().collect();
            let mut edits = Vec::new();
            for (pair, (kind, base)) in cuts.chunks_exact(2).zip(choices) {
                let (start, end) = (pair[0], pair[1]);
                let deleted = &BASES[start as usize..end as usize];
                let (deleted, inserted) = match kind {
                    0 => (deleted.to_vec(), Vec::new()),
                    1 => (Vec::new(), vec![base; 3]),
                    2 => (deleted.to_vec(), vec![base]),
                    _ => (vec![deleted[0]], vec![base]),
                };
                if deleted != inserted {
                    edits.push(SequenceEdit {
                        contig: Contig::from_name(b"7").unwrap(),
                        start,
                        deleted,
                        inserted,
                    });
                }
            }
            prop_assume!(edits.len() > 1);
            let one = merged(&edits.iter().collect::<Vec<_>>());
            let want = apply(&edits);
            match one {
                Some(one) => prop_assert_eq!(apply(&[one]), want),
                None => prop_assert_eq!(BASES.to_vec(), want, "only edits that cancel out"),
            }
        }
    }
}
