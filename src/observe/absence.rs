//! Where a record shows that nothing else is there, and where an allele that is left out keeps that open.

use crate::input::depth::{SampleFields, site_depth};
use crate::input::record::{Record, parse_pos};
use crate::model::allele::AltKind;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::observe::allele::Allele;
use crate::observe::counts::count;
use crate::observe::desk::Desk;
use crate::observe::out::Out;
use crate::observe::worker::Worker;

impl<'k> Worker<'k> {
    /// Emits the stretch in which the record shows that there is no other allele. That is its
    /// reference block that fails no FILTER, or its own bases, with [`MIN_DEPTH`] reads.
    pub(super) fn assess(
        &self,
        desk: &mut Desk<'k>,
        record: &Record<'_>,
        fields: &SampleFields<'_>,
        contig: Contig,
        out: &mut Vec<Out<'k>>,
    ) {
        let Ok(own) = record.interval() else { return };
        let mut kinds = record.alternates().map(AltKind::of);
        let is_block = kinds.all(|kind| matches!(kind, AltKind::Missing | AltKind::Unspecified));
        // A block that its caller calls too shallow, or of a poor genotype, shows nothing.
        if is_block && !record.passes_filter() {
            return;
        }
        let depth = self.sample.and_then(|_| site_depth(fields));
        let Some(depth) = depth.filter(|depth| *depth >= self.thresholds.absence_depth()) else {
            return;
        };
        let end = if is_block { record.info_value(b"END").and_then(parse_pos) } else { None };
        let interval = Interval::new(own.start, end.map_or(own.end, |end| end.max(own.end)));
        if !self.asks_about(desk, contig, interval) {
            return;
        }
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
        if self.asked.as_ref().is_none_or(|asked| asked.touches(contig, interval)) {
            out.push(Out::Skipped(contig, interval));
        }
    }

    /// Returns whether knowledge may ask what is absent from a place. If only records there are looked at, it
    /// may ask about any.
    fn asks_about(&self, desk: &mut Desk<'k>, contig: Contig, interval: Interval) -> bool {
        let asked = self.asked.as_ref();
        asked.is_none_or(|asked| desk.surroundings.are_asked_about(asked, contig, interval))
    }
}
