//! Spans that join copies of a gene at several places of a chromosome.
//!
//! Annotations give one name to each of the copies, so the first to the last base of a gene may hold tens
//! of megabases and hundreds of other genes. GRCh38 has false duplications on 21p (Wagner 2022, PMID
//! 35132260), among them of U2AF1, SIK1 and CBS.

use crate::model::contig::Contig;
use crate::model::position::Interval;

/// No human gene is longer: CNTNAP2 has 2.3 Mb.
pub(super) const LONGEST: u32 = 2_500_000;
/// A span is more than so many bases longer than on the other assembly, and more than twice as long,
/// where copies are joined.
const LONGER: u32 = 200_000;
/// Two genes on one strand that both begin and end within so many bases of each other are copies under
/// each other's name, where their span is long.
const SAME_ENDS: u32 = 1_200;
/// See [`SAME_ENDS`]. Shorter spans of two genes may be of a cluster.
const LONG: u32 = 100_000;

/// Where a gene is said to lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) contig: Contig,
    pub(super) is_forward: bool,
    /// On GRCh38 and on GRCh37.
    pub(super) spans: [Option<Interval>; 2],
}

/// Returns the spans of each of `places` with copies taken apart: the place nearest to that of the other
/// assembly is kept, with the length that the gene has there. Where neither assembly tells, none is.
pub(super) fn one_locus(places: &[Place]) -> Vec<[Option<Interval>; 2]> {
    let settled: Vec<Place> = places
        .iter()
        .map(|place| {
            let [grch38, grch37] = place.spans;
            Place { spans: [apart(grch38, grch37), apart(grch37, grch38)], ..*place }
        })
        .collect();
    let mut spans: Vec<_> = settled.iter().map(|place| place.spans).collect();
    for assembly in [0, 1] {
        let mut long: Vec<(&Place, Interval, usize)> = settled
            .iter()
            .enumerate()
            .filter_map(|(index, place)| Some((place, place.spans[assembly]?, index)))
            .filter(|(_, span, _)| span.len() > LONG)
            .collect();
        long.sort_by_key(|(place, span, _)| (place.contig, place.is_forward, span.start));
        for (at, &(place, span, index)) in long.iter().enumerate() {
            let near = long[at + 1..].iter().take_while(|(other, begins, _)| {
                (other.contig, other.is_forward) == (place.contig, place.is_forward)
                    && begins.start - span.start <= SAME_ENDS
            });
            for &(_, other, copy) in near {
                if other.end.abs_diff(span.end) <= SAME_ENDS {
                    spans[index][assembly] = None;
                    spans[copy][assembly] = None;
                }
            }
        }
    }
    spans
}

/// Returns `own`, or the `exons` of a transcript where these are so short beside it that copies are joined
/// which both assemblies have.
pub(super) fn of_transcript(own: Option<Interval>, exons: Option<Interval>) -> Option<Interval> {
    /// Other transcripts of a gene may begin far away: of KCNIP4 eight times as far.
    const TIMES: u32 = 10;
    const MORE: u32 = 700_000;
    let own = own?;
    let is_joined = |exons: &Interval| {
        own.len() / TIMES > exons.len() && own.len().saturating_sub(exons.len()) > MORE
    };
    Some(exons.filter(is_joined).unwrap_or(own))
}

/// Returns `own`, or the part of it that is the one place of the gene.
fn apart(own: Option<Interval>, other: Option<Interval>) -> Option<Interval> {
    let own = own?;
    let Some(other) = other.filter(|other| other.len() <= LONGEST) else {
        return (own.len() <= LONGEST).then_some(own);
    };
    let is_joined = own.len() > LONGEST
        || own.len() - own.len().min(other.len()) > LONGER && own.len() / 2 > other.len();
    if !is_joined {
        return Some(own);
    }
    let first = Interval::new(own.start, own.start + other.len());
    let last = Interval::new(own.end - other.len(), own.end);
    let distance = |place: Interval| place.start.abs_diff(other.start);
    Some(if distance(first) <= distance(last) { first } else { last })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(grch38: Option<(u32, u32)>, grch37: Option<(u32, u32)>) -> Place {
        let span = |(start, end)| Interval::new(start, end);
        let contig = Contig::from_name(b"21").unwrap();
        Place { contig, is_forward: false, spans: [grch38.map(span), grch37.map(span)] }
    }

    #[test]
    fn copies_are_taken_apart() {
        // U2AF1: a false duplication at the other end of the chromosome.
        let u2af1 = place(Some((6_484_622, 43_107_578)), Some((44_513_065, 44_527_688)));
        let found = one_locus(&[u2af1]);
        assert_eq!(found[0][0], Some(Interval::new(43_092_955, 43_107_578)));
        assert_eq!(found[0][1], u2af1.spans[1]);
        // Joined on both: nothing tells which place is meant.
        let joined = place(Some((1_000, 30_000_000)), Some((2_000, 31_000_000)));
        assert_eq!(one_locus(&[joined]), [[None, None]]);
        // A long gene is one place.
        let long = place(Some((1_000, 2_300_000)), Some((2_000, 2_301_000)));
        assert_eq!(one_locus(&[long]), [long.spans]);
        // Copies on both assemblies, of which a transcript is one.
        let own = Some(Interval::new(1_000, 1_900_000));
        let exons = Some(Interval::new(1_800_000, 1_815_000));
        assert_eq!(of_transcript(own, exons), exons);
        assert_eq!(of_transcript(own, Some(Interval::new(1_000, 400_000))), own);
        // Two names for one pair of copies.
        let copy = place(Some((1_000, 740_000)), Some((2_000, 741_000)));
        let twin = place(Some((1_040, 740_010)), None);
        assert_eq!(one_locus(&[copy, twin]), [[None, copy.spans[1]], [None, None]]);
    }
}
