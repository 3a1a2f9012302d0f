//! One alternate allele of a record.

use super::Out;
use crate::input::record::Record;
use crate::model::call::Call;
use crate::model::consequence::TranscriptConsequence;
use crate::model::contig::Contig;
use crate::model::finding::ObservedVariant;
use crate::model::position::{Interval, Position};

/// One alternate allele of a record.
pub(super) struct Allele<'a> {
    pub(super) record: &'a Record<'a>,
    /// REF, with ambiguity codes read.
    pub(super) reference: &'a [u8],
    /// 1-based number of the ALT.
    pub(super) number: usize,
    pub(super) alternate: &'a [u8],
    pub(super) call: Call,
    pub(super) contig: Contig,
    pub(super) position: Position,
    /// Lines from the base that the sink is told.
    pub(super) offset: u64,
}

impl Allele<'_> {
    pub(super) fn observed(&self) -> ObservedVariant {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned().into_boxed_str();
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

    pub(super) fn left_out(&self) -> Out {
        let start = self.position.0;
        let end = start + self.record.reference().len() as u32;
        Out::LeftOut(self.contig, Interval::new(start, end))
    }

    pub(super) fn plain(&self, consequence: Option<TranscriptConsequence>) -> Out {
        Out::Plain(Box::new((self.observed(), consequence)))
    }
}
