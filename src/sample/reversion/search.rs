//! Finds the partners of each change of a transcript without holding every two against each other:
//! partners shift the frame back, lie before the next stop, or touch the change.

use crate::consequence::{CodingFrame, PlacedEdit};
use crate::genome::TranscriptModel;
use crate::matching::candidate::Candidate;
use crate::model::position::Interval;
use crate::model::transcript::Strand;
use crate::sample::phase::MOST_PARTNERS;

use super::pair::{Change, is_first, removes, restores};

/// Another change with which a candidate leaves the reading frame open.
pub(super) struct Partner<'s> {
    pub(super) other: &'s Candidate<'s>,
    /// Whether the candidate is the one that breaks the frame.
    pub(super) breaks: bool,
    /// What must also be true, where the input does not show it.
    pub(super) only_if: Option<&'static str>,
}

/// The changes of one transcript, by what makes them partners.
pub(super) struct Search<'s> {
    model: &'s TranscriptModel,
    frame: Option<&'s CodingFrame<'s>>,
    own: &'s [Change<'s>],
    /// Those in a coding exon, by how they shift the frame.
    all: [ByPlace; 3],
    /// Of these, those that break the frame.
    breaking: [ByPlace; 3],
    /// Those that break the frame, by place in the genome.
    broken: Vec<usize>,
    /// Those that delete bases and keep the frame, by place in the genome, in classes of their length:
    /// class `n` deletes up to 2 to the power of `n` bases.
    removing: Vec<Vec<usize>>,
}

/// Changes sorted by where they begin in the coding sequence.
#[derive(Default)]
struct ByPlace {
    order: Vec<usize>,
    /// The most bases that one of them deletes.
    longest: u32,
}

impl<'s> Search<'s> {
    pub(super) fn new(
        model: &'s TranscriptModel,
        frame: Option<&'s CodingFrame<'s>>,
        own: &'s [Change<'s>],
    ) -> Self {
        let in_genome = |at: &usize| (own[*at].edit.start, own[*at].index);
        let of = |shift: usize, must_break: bool| {
            let is_of = |change: &Change| {
                (change.breaks || !must_break)
                    && change.placed.as_ref().is_some_and(|placed| placed.shift() == shift)
            };
            ByPlace::new(own, |at| is_of(&own[at]))
        };
        let mut broken: Vec<usize> = (0..own.len()).filter(|&at| own[at].breaks).collect();
        broken.sort_by_key(in_genome);
        let mut removing: Vec<Vec<usize>> = Vec::new();
        for (at, change) in own.iter().enumerate() {
            let length = change.edit.interval().len();
            if change.keeps_frame && length > 0 {
                let class = length.next_power_of_two().trailing_zeros() as usize;
                if removing.len() <= class {
                    removing.resize_with(class + 1, Vec::new);
                }
                removing[class].push(at);
            }
        }
        removing.iter_mut().for_each(|class| class.sort_by_key(in_genome));
        let all = [0, 1, 2].map(|shift| of(shift, false));
        let breaking = [0, 1, 2].map(|shift| of(shift, true));
        Self { model, frame, own, all, breaking, broken, removing }
    }

    /// Returns the partners of change `at` in the order of the candidates: the first few of each kind,
    /// and of those that need no condition the first at least.
    pub(super) fn partners(&self, at: usize) -> Vec<Partner<'s>> {
        let mut found = Vec::new();
        self.shifting_back(at, &mut found);
        self.removing(at, &mut found);
        self.removed(at, &mut found);
        found.sort_by_key(|(other, _)| self.own[*other].index);
        found.dedup_by_key(|(other, _)| *other);
        found.into_iter().map(|(_, partner)| partner).collect()
    }

    /// Looks among the changes that shift the frame back, as far as no stop comes first.
    fn shifting_back(&self, at: usize, found: &mut Vec<(usize, Partner<'s>)>) {
        let change = &self.own[at];
        let Some(placed) = &change.placed else { return };
        let back = (3 - placed.shift()) % 3;
        let among = if change.breaks { &self.all[back] } else { &self.breaking[back] };
        let reach = match self.frame {
            Some(frame) => frame.reach(placed),
            // Nothing is known to come first.
            None if self.model.coding_bases().is_none() => Interval::new(0, u32::MAX),
            None => return,
        };
        let (before, behind) = among.within(self.own, reach, placed.range());
        match self.model.strand {
            Strand::Forward => self.take(at, before.iter().chain(behind), found),
            Strand::Reverse => self.take(at, behind.iter().rev().chain(before.iter().rev()), found),
        }
    }

    /// Looks among the changes that delete all that this one changes.
    fn removing(&self, at: usize, found: &mut Vec<(usize, Partner<'s>)>) {
        let inner = self.own[at].edit.interval();
        if !self.own[at].breaks {
            return;
        }
        for (class, changes) in self.removing.iter().enumerate() {
            let start = |at: &usize| self.own[*at].edit.start;
            let least = inner.end.saturating_sub(1 << class);
            let from = changes.partition_point(|at| start(at) < least);
            let to = changes.partition_point(|at| start(at) <= inner.start).max(from);
            let is_whole = |other: &&usize| removes(self.own[**other].edit, self.own[at].edit);
            self.take(at, changes[from..to].iter().filter(is_whole), found);
        }
    }

    /// Looks among the changes that this one deletes.
    fn removed(&self, at: usize, found: &mut Vec<(usize, Partner<'s>)>) {
        let outer = self.own[at].edit.interval();
        if !self.own[at].keeps_frame || outer.is_empty() {
            return;
        }
        let start = |at: &usize| self.own[*at].edit.start;
        let from = self.broken.partition_point(|at| start(at) < outer.start);
        let to = self.broken.partition_point(|at| start(at) < outer.end);
        let is_whole = |other: &&usize| removes(self.own[at].edit, self.own[**other].edit);
        self.take(at, self.broken[from..to].iter().filter(is_whole), found);
    }

    /// Takes the first few partners of `at` among `others`, and the first that needs no condition.
    fn take<'o>(
        &self,
        at: usize,
        others: impl Iterator<Item = &'o usize>,
        found: &mut Vec<(usize, Partner<'s>)>,
    ) {
        let set = |at: usize| self.own[at].candidate.variant.call.phase_set.as_ref();
        let (mut count, mut is_unconditional) = (0, false);
        for &other in others.filter(|&&other| other != at) {
            if count >= MOST_PARTNERS {
                if is_unconditional || set(at).is_none() {
                    return;
                }
                if set(at) != set(other) {
                    continue;
                }
            }
            if let Some(partner) = self.partner(at, other) {
                count += 1;
                is_unconditional |= partner.only_if.is_none();
                found.push((other, partner));
            }
        }
    }

    fn partner(&self, at: usize, other: usize) -> Option<Partner<'s>> {
        let (one, two) = (&self.own[at], &self.own[other]);
        let breaks = match one.index < two.index {
            true => is_first(one.candidate, two.candidate),
            false => !is_first(two.candidate, one.candidate),
        };
        let (first, second) = if breaks { (one, two) } else { (two, one) };
        let only_if = restores(self.model, self.frame, first, second)?;
        Some(Partner { other: two.candidate, breaks, only_if })
    }
}

impl ByPlace {
    fn new(own: &[Change<'_>], is_of: impl Fn(usize) -> bool) -> Self {
        let mut order: Vec<usize> = (0..own.len()).filter(|&at| is_of(at)).collect();
        order.sort_by_key(|&at| (range(own, at).start, range(own, at).end, own[at].index));
        let longest = order.iter().map(|&at| range(own, at).len()).max().unwrap_or(0);
        Self { order, longest }
    }

    /// Returns those that may lie in `reach` and do not replace the very range `not`, in two parts:
    /// what begins before it, and what begins behind.
    fn within(&self, own: &[Change<'_>], reach: Interval, not: Interval) -> (&[usize], &[usize]) {
        let point = |is_before: &dyn Fn(Interval) -> bool| {
            self.order.partition_point(|&at| is_before(range(own, at)))
        };
        let key = |range: Interval| (range.start, range.end);
        let least = reach.start.saturating_sub(self.longest);
        let from = point(&|range| range.start < least);
        let to = point(&|range| range.start <= reach.end).max(from);
        let same = point(&|range| key(range) < key(not)).clamp(from, to);
        let behind = point(&|range| key(range) <= key(not)).clamp(from, to);
        (&self.order[from..same], &self.order[behind..to])
    }
}

fn range(own: &[Change<'_>], at: usize) -> Interval {
    own[at].placed.as_ref().map_or(Interval::new(0, 0), PlacedEdit::range)
}
