//! One alternate allele of a record.

use compact_str::CompactString;

use crate::input::depth::SampleFields;
use crate::input::record::{Record, parse_pos};
use crate::model::allele::AltKind;
use crate::model::call::Call;
use crate::model::contig::Contig;
use crate::model::finding::ObservedVariant;
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

/// Makes `text` what `bytes` spell, if it is not that already.
fn set(text: &mut CompactString, bytes: &[u8]) {
    if text.as_bytes() == bytes {
        return;
    }
    match std::str::from_utf8(bytes) {
        Ok(new) => {
            text.clear();
            text.push_str(new);
        }
        Err(_) => *text = CompactString::from_utf8_lossy(bytes),
    }
}

impl Allele<'_> {
    pub(crate) fn observed(&self) -> ObservedVariant {
        let mut variant = ObservedVariant::default();
        self.observed_as(&mut variant);
        variant
    }

    /// Makes `variant`, which was one of alleles before, that of this allele.
    pub(crate) fn observed_as(&self, variant: &mut ObservedVariant) {
        let ObservedVariant { chrom, pos, reference, alternate, filter, call, line, .. } = variant;
        set(chrom, self.record.chrom());
        *pos = self.record.pos().unwrap_or_default();
        set(reference, self.record.reference());
        set(alternate, self.alternate);
        set(filter, self.record.filter());
        call.clone_from(&self.call);
        *line = Some(self.offset);
    }

    /// Returns where REF lies.
    pub(crate) fn interval(&self) -> Interval {
        let start = self.position.0;
        Interval::new(start, start + self.record.reference().len() as u32)
    }

    /// Returns that the allele, or something of it, is not understood.
    pub(crate) fn unread(&self, what: Unread) -> Out<'static> {
        let own = self.record.interval().unwrap_or_default();
        let end = match AltKind::of(self.alternate) {
            AltKind::Symbolic => self.record.info_value(b"END").and_then(parse_pos),
            _ => None,
        };
        let interval = Interval::new(own.start, end.map_or(own.end, |end| end.max(own.end)));
        Out::Unread { what, contig: self.contig, interval, offset: self.offset }
    }
}
