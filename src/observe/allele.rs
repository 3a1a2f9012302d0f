//! One alternate allele of a record.

use compact_str::CompactString;

use crate::cells::text;
use crate::input::depth::SampleFields;
use crate::input::record::{Record, parse_pos};
use crate::input::structural::length;
use crate::model::allele::AltKind;
use crate::model::call::Call;
use crate::model::contig::Contig;
use crate::model::finding::{ObservedVariant, VariantView};
use crate::model::position::{Interval, Position};
use crate::observe::out::{Out, Unread};

/// One alternate allele of a record.
pub(crate) struct Allele<'a> {
    pub(crate) record: &'a Record<'a>,
    /// What the record says of the tumour sample.
    pub(crate) fields: &'a SampleFields<'a>,
    /// REF, with ambiguity codes read.
    pub(crate) reference: &'a [u8],
    /// 1-based number of the ALT.
    pub(crate) number: usize,
    pub(crate) alternate: &'a [u8],
    pub(crate) call: Call,
    pub(crate) contig: Contig,
    pub(crate) position: Position,
    /// Lines from the base line that the sink is given.
    pub(crate) offset: u64,
}

impl Allele<'_> {
    pub(crate) fn observed(&self) -> ObservedVariant {
        let text = |bytes: &[u8]| CompactString::from_utf8_lossy(bytes);
        ObservedVariant {
            chrom: text(self.record.chrom()),
            pos: self.record.pos().unwrap_or_default(),
            reference: text(self.record.reference()),
            alternate: text(self.alternate),
            filter: text(self.record.filter()),
            call: self.call.clone(),
            component_of: None,
            parts: Vec::new(),
            line: Some(self.offset),
            repeats: Vec::new(),
        }
    }

    /// Shows `see` what a row tells of the allele.
    pub(crate) fn viewed<T>(&self, see: impl FnOnce(VariantView<'_>) -> T) -> T {
        let columns = [self.record.chrom(), self.record.reference(), self.alternate];
        let [chrom, reference, alternate] = columns.map(text);
        let filter = text(self.record.filter());
        see(VariantView {
            chrom: &chrom,
            pos: self.record.pos().unwrap_or_default(),
            reference: &reference,
            alternate: &alternate,
            filter: &filter,
            call: &self.call,
            component_of: None,
            parts: &[],
        })
    }

    /// Returns where REF lies.
    pub(crate) fn interval(&self) -> Interval {
        let start = self.position.0;
        Interval::new(start, start + self.record.reference().len() as u32)
    }

    /// Returns that the allele, or something of it, is not understood.
    pub(crate) fn unread(&self, what: Unread) -> Out<'static> {
        let interval = match AltKind::of(self.alternate) {
            AltKind::Symbolic | AltKind::Breakend | AltKind::Unspecified => self.reach(),
            _ => self.record.interval().unwrap_or_default(),
        };
        Out::Unread { what, contig: self.contig, interval, offset: self.offset }
    }

    /// Returns the bases of its chromosome that a symbolic allele or a breakend may change. One that does not
    /// say where it ends may reach any behind its own place; a breakend of an unknown mate, any.
    fn reach(&self) -> Interval {
        let own = self.record.interval().unwrap_or_default();
        let kind = AltKind::of(self.alternate);
        if kind == AltKind::Breakend {
            return Interval::new(0, u32::MAX);
        }
        let stated = self.record.info_value(b"END").and_then(parse_pos);
        let counted =
            length(self.record, self.number).map(|n| own.start.saturating_add(n).saturating_add(1));
        let end = match stated.max(counted) {
            // An insertion lies between two bases, and a block without END is of its own.
            None if kind == AltKind::Unspecified || self.alternate.starts_with(b"<INS") => own.end,
            None => u32::MAX,
            Some(end) => end,
        };
        Interval::new(own.start, end.max(own.end))
    }
}
