//! What a scan thread needs, and what it asks of every allele.

use crate::input::annotation::AnnotationFormat;
use crate::input::depth::{SampleFields, read_call};
use crate::input::origin::origin;
use crate::input::record::Record;
use crate::matching::matcher::Matcher;
use crate::model::call::{Call, Origin};
use crate::observe::allele::Allele;
use crate::observe::counts::Counts;
use crate::observe::thresholds::Thresholds;

/// Everything a scan thread needs; shared and read-only but for the counters.
#[derive(Debug)]
pub struct Worker {
    /// Tables, and the assembly of the input.
    pub matcher: Matcher,
    /// How many of them are samples.
    pub samples: usize,
    /// Index of the tumour sample.
    pub sample: Option<usize>,
    /// Index of the matched normal.
    pub normal: Option<usize>,
    /// The input's own annotation, where it has any.
    pub annotation: Option<AnnotationFormat>,
    /// Limits.
    pub thresholds: Thresholds,
    /// Whether alleles without a finding are wanted too.
    pub all: bool,
    /// Counters.
    pub counts: Counts,
}

impl Worker {
    pub(crate) fn call(&self, record: &Record<'_>, number: usize, sample: Option<usize>) -> Call {
        let fields = SampleFields {
            reference: record.reference(),
            alternates: record.alt(),
            info: record.info(),
            format: record.format(),
            sample: sample.and_then(|index| record.sample(index)).unwrap_or_default(),
            columns: self.samples,
        };
        read_call(&fields, number)
    }

    pub(crate) fn passes(&self, allele: &Allele<'_>) -> bool {
        self.thresholds.include_filtered || allele.record.passes_filter()
    }

    /// Inherited or somatic, by the record and the matched normal.
    pub(crate) fn origin(&self, allele: &Allele<'_>) -> Origin {
        let normal = self.normal.map(|index| self.call(allele.record, allele.number, Some(index)));
        origin(allele.record, normal.as_ref())
    }
}
