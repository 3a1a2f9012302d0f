//! What a scan thread needs, and what it asks of every allele.

use std::sync::atomic::Ordering;

use crate::input::annotation::AnnotationFormat;
use crate::input::depth::{Keys, SampleFields, read_call};
use crate::input::filters;
use crate::input::origin::origin;
use crate::input::population::PopulationFields;
use crate::input::record::Record;
use crate::input::scores::ScoreFields;
use crate::matching::candidate::Candidate;
use crate::matching::matcher::Matcher;
use crate::model::call::{Call, Presence};
use crate::model::contig::Contig;
use crate::model::finding::ObservedVariant;
use crate::model::position::Interval;
use crate::model::regions::Regions;
use crate::model::tumor_content::TumorContent;
use crate::observe::allele::Allele;
use crate::observe::burden::counting::Counting;
use crate::observe::counts::{Counts, count};
use crate::observe::desk::Desk;
use crate::observe::out::Out;
use crate::observe::plain_rows::PlainRows;
use crate::observe::surroundings::Around;
use crate::observe::thresholds::Thresholds;

/// Everything a scan thread needs; shared and read-only but for the counters.
#[derive(Debug)]
pub struct Worker<'k> {
    /// Tables, and the assembly of the input.
    pub matcher: Matcher<'k>,
    /// How many columns are samples.
    pub samples: usize,
    /// Index of the tumour sample.
    pub sample: Option<usize>,
    /// Index of the matched normal.
    pub normal: Option<usize>,
    /// Other columns, whose roles are not known and whom the user did not decide on.
    pub others: Vec<usize>,
    /// The input's own annotation, where it has any.
    pub annotation: Option<AnnotationFormat>,
    /// The input's own frequencies in the population.
    pub population: PopulationFields,
    /// The input's own scores of predictors.
    pub scores: ScoreFields,
    /// Limits.
    pub thresholds: Thresholds,
    /// Purity and ploidy of the sample, by the header.
    pub of_header: TumorContent,
    /// What counts for the mutational burden, where that is asked for.
    pub burden: Option<Counting>,
    /// Where knowledge asks whether something is absent, if records elsewhere are looked at too.
    pub asked: Option<Regions>,
    /// How alleles without a finding are written, where they are wanted too.
    pub rows: Option<PlainRows<'k>>,
    /// Counters.
    pub counts: Counts,
}

impl<'k> Worker<'k> {
    pub(crate) fn call(&self, record: &Record<'_>, number: usize, sample: Option<usize>) -> Call {
        let keys = Keys::of(record.format());
        read_call(&SampleFields::of(record, &keys, sample, self.samples), number)
    }

    /// Returns what lies at `interval`, its ends included, where that is the same at all of its bases.
    pub(crate) fn around<'d>(
        &self,
        desk: &'d mut Desk<'k>,
        contig: Contig,
        interval: Interval,
    ) -> Option<Around<'d, 'k>> {
        desk.surroundings.around(&self.matcher, self.asked.as_ref(), contig, interval)
    }

    /// Returns whether FILTER and the sample's own filters let the allele pass.
    pub(crate) fn passes(&self, allele: &Allele<'_>) -> bool {
        self.thresholds.include_filtered
            || allele.record.passes_filter() && filters::failed_in_sample(allele.fields).is_none()
    }

    /// Counts an allele that matters in a record that failed a FILTER, and hands it over.
    pub(crate) fn filtered(&self, candidate: Candidate<'k>) -> Out<'k> {
        count(&self.counts.filtered_matches);
        Out::Filtered(Box::new(candidate))
    }

    /// Returns the allele with what is read of it only where it may become a finding.
    pub(crate) fn observed(&self, allele: &Allele<'_>) -> ObservedVariant {
        let (record, number) = (allele.record, allele.number);
        let mut variant = allele.observed();
        let normal = self.normal.map(|index| self.call(record, number, Some(index)));
        variant.call.origin = origin(record, normal.as_ref());
        variant.call.population =
            self.population.frequency(record, self.annotation.as_ref(), number);
        variant.call.scores = self.scores.read(record, self.annotation.as_ref(), number);
        variant.call.sample_filter = filters::failed_in_sample(allele.fields)
            .map(|filter| String::from_utf8_lossy(filter).into());
        variant
    }

    /// Counts an allele that the tumour's column does not report and another column has. A file of
    /// several callers may give the tumour several names.
    pub(crate) fn look_elsewhere(&self, record: &Record<'_>, number: usize, call: &Call) {
        if call.alt_depth.is_some() || call.depth.is_some() {
            return;
        }
        let has_it =
            |&&at: &&usize| self.call(record, number, Some(at)).presence == Presence::Present;
        if let Some(&at) = self.others.iter().find(has_it) {
            count(&self.counts.elsewhere);
            self.counts.elsewhere_column.fetch_min(at as u64, Ordering::Relaxed);
        }
    }
}
