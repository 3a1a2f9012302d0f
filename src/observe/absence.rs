//! Where a record shows that nothing else is there, and where an allele that is left out keeps that open.

use crate::input::depth::{SampleFields, is_uncalled, site_depth, stated_depth};
use crate::input::record::{Malformed, Record, parse_pos};
use crate::model::allele::AltKind;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::observe::allele::Allele;
use crate::observe::counts::count;
use crate::observe::desk::Desk;
use crate::observe::out::{Out, Unread};
use crate::observe::worker::Worker;

impl<'k> Worker<'k> {
    /// Emits the stretch in which the record shows that there is no other allele, or that too few reads show
    /// it. That is its reference block, which must fail no FILTER, or its own bases.
    pub(super) fn assess(
        &self,
        desk: &mut Desk<'k>,
        record: &Record<'_>,
        fields: &SampleFields<'_>,
        (contig, offset): (Contig, u64),
        out: &mut Vec<Out<'k>>,
    ) {
        let Ok(own) = record.interval() else { return };
        let mut kinds = record.alternates().map(AltKind::of);
        let is_block = kinds.all(|kind| matches!(kind, AltKind::Missing | AltKind::Unspecified));
        let depth = self.sample.and_then(|_| site_depth(fields));
        let end = if is_block { record.info_value(b"END").map(parse_pos) } else { None };
        let is_on = |end: u32| end > own.start && contig.has(end - 1, self.matcher.assembly);
        if end.is_some_and(|end| !end.is_some_and(is_on)) {
            // Where the block ends is not known, so that what it says holds nowhere.
            let what = Unread::Value(Malformed::new("END", "not the end of a block"));
            out.push(Out::Unread { what, contig, interval: own, offset });
            return;
        }
        let interval =
            Interval::new(own.start, end.flatten().map_or(own.end, |end| end.max(own.end)));
        if !self.asks_about(desk, contig, interval) {
            return;
        }
        // A block that its caller calls too shallow, or of a poor genotype, shows nothing.
        let is_enough = depth.is_some_and(|depth| depth >= self.thresholds.absence_depth())
            && (!is_block || record.passes_filter());
        let Some(depth) = depth.filter(|_| is_enough) else {
            // Files of several samples that were merged have ./. for what was not called in this one.
            let is_open = is_uncalled(fields) && (is_block || self.samples == 1);
            let stated = self.sample.and_then(|_| stated_depth(fields));
            let is_shallow = stated.is_some_and(|depth| depth < self.thresholds.absence_depth());
            if is_open || is_shallow || is_block && depth.is_some() {
                out.push(Out::Shallow(contig, interval));
            }
            return;
        };
        // Before the rows written last, so that the next row follows them.
        let rows = out.iter().rev().take_while(|last| matches!(last, Out::Plain(..))).count();
        out.insert(out.len() - rows, Out::Assessed(contig, interval, depth));
    }

    /// Returns whether an allele passes the thresholds. One that does not is handed over as left out.
    pub(super) fn is_looked_at(&self, allele: &Allele<'_>, out: &mut Vec<Out<'k>>) -> bool {
        let passes = self.thresholds.pass(&allele.call);
        if !passes {
            count(&self.counts.below_threshold);
            self.leave_out(allele, out);
        }
        passes
    }

    /// Hands over that an allele is left out, where knowledge asks for what is absent.
    pub(super) fn leave_out(&self, allele: &Allele<'_>, out: &mut Vec<Out<'k>>) {
        let (contig, interval) = (allele.contig, allele.interval());
        if self.is_asked(contig, interval) {
            out.push(Out::Skipped(contig, interval));
        }
    }

    /// Hands over that a place is changed in a way of which nothing follows.
    pub(super) fn leave_open(&self, contig: Contig, interval: Interval, out: &mut Vec<Out<'k>>) {
        if self.is_asked(contig, interval) {
            out.push(Out::Open(contig, interval));
        }
    }

    fn is_asked(&self, contig: Contig, interval: Interval) -> bool {
        self.asked.as_ref().is_none_or(|asked| asked.touches(contig, interval))
    }

    /// Returns whether knowledge may ask what is absent from a place. If only records there are looked at, it
    /// may ask about any.
    fn asks_about(&self, desk: &mut Desk<'k>, contig: Contig, interval: Interval) -> bool {
        let asked = self.asked.as_ref();
        asked.is_none_or(|asked| desk.surroundings.are_asked_about(asked, contig, interval))
    }
}
