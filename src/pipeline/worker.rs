//! One record after another: alleles, consequences, matches. Runs on every scan thread.

mod allele;
mod event;
mod reference;

use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use self::allele::Allele;
use self::event::Told;
use crate::consequence::Predictor;
use crate::diagnostics::Diagnostic;
use crate::input::annotation::AnnotationFormat;
use crate::input::depth::{SampleFields, read_call, site_depth};
use crate::input::filters;
use crate::input::origin::origin;
use crate::input::population::PopulationFields;
use crate::input::record::{Record, parse_pos};
use crate::input::scan::Visit;
use crate::model::allele::{AltKind, SequenceEdit};
use crate::model::call::{Call, Presence};
use crate::model::consequence::{Term, Terms, TranscriptConsequence};
use crate::model::contig::Contig;
use crate::model::finding::{Flag, ObservedVariant};
use crate::model::position::Interval;

use super::assessed::MIN_DEPTH;
use super::candidate::Candidate;
use super::counts::{Counts, count};
use super::haplotype::Part;
use super::lost_copy::LostCopy;
use super::matcher::{Matcher, Met};
use super::thresholds::Thresholds;
use super::{noncoding, own_annotation};

/// What a record gives.
#[derive(Debug)]
pub enum Out {
    /// An allele that may become a finding.
    Candidate(Box<Candidate>),
    /// An allele in a coding region, to be read together with its neighbours.
    Part(Box<Part>),
    /// Any other allele, where all are wanted.
    Plain(Box<(ObservedVariant, Option<TranscriptConsequence>)>),
    /// A stretch that was read deeply enough: what is not reported there is not there.
    Assessed(Contig, Interval),
    /// A stretch where an allele was seen and left out: nothing is known to be absent there.
    LeftOut(Contig, Interval),
    /// A stretch whose REF is not what the assembly has there.
    OtherReference {
        /// Its chromosome.
        contig: Contig,
        /// The bases.
        interval: Interval,
        /// Lines from the base that the sink is told.
        offset: u64,
    },
    /// A stretch of which one copy at least is lost.
    LostCopy(Box<LostCopy>),
    /// A malformed record or allele.
    Malformed {
        /// Lines from the base that the sink is told.
        offset: u64,
        /// The field and the reason; its line is not set yet.
        diagnostic: Diagnostic,
    },
}

/// Everything a scan thread needs; shared and read-only but for the counters.
#[derive(Debug)]
pub struct Worker {
    /// Tables, and the assembly of the input.
    pub matcher: Matcher,
    /// How many columns the header names.
    pub columns: usize,
    /// How many of them are samples.
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
    /// Limits.
    pub thresholds: Thresholds,
    /// Whether alleles without a finding are wanted too.
    pub all: bool,
    /// Counters.
    pub counts: Counts,
}

impl Visit for Worker {
    type Out = Out;
    type State = Predictor<'static>;

    fn state(&self) -> Self::State {
        Predictor::new(self.matcher.store, self.matcher.assembly)
    }

    fn visit(&self, predictor: &mut Self::State, line: &[u8], offset: u64, out: &mut Vec<Out>) {
        let record = Record::new(line);
        if let Err(malformed) = record.check(self.columns) {
            out.push(Out::Malformed { offset, diagnostic: malformed.at(0) });
            return;
        }
        let (Some(contig), Ok(position)) = (Contig::from_name(record.chrom()), record.position())
        else {
            if self.all {
                self.plain(&record, out);
            }
            return;
        };
        self.assess(&record, contig, out);
        let reference = self.reference(&record, contig, position);
        for (index, alternate) in record.alternates().enumerate() {
            let kind = AltKind::of(alternate);
            match kind {
                AltKind::Sequence | AltKind::Symbolic | AltKind::Breakend => {}
                AltKind::Malformed => {
                    let reason = "not an allele".to_owned();
                    let diagnostic = Diagnostic { line: 0, field: "ALT".to_owned(), reason };
                    out.push(Out::Malformed { offset, diagnostic });
                    continue;
                }
                _ => continue,
            }
            let number = index + 1;
            let call = self.call(&record, number, self.sample);
            if call.presence == Presence::Absent {
                count(&self.counts.absent);
                self.look_elsewhere(&record, number, &call);
                continue;
            }
            count(&self.counts.present);
            let allele = Allele {
                record: &record,
                reference: &reference,
                number,
                alternate,
                call,
                contig,
                position,
                offset,
            };
            let edit = match kind {
                AltKind::Sequence => {
                    SequenceEdit::trimmed(contig, position.0, &reference, alternate)
                }
                _ => match self.structural(predictor, &allele, out) {
                    Told::AsEdit(edit) => Some(edit),
                    Told::Here => continue,
                    Told::Nothing => None,
                },
            };
            match edit {
                Some(edit) => self.allele(predictor, &allele, &edit, out),
                None if self.all => out.push(allele.plain(None)),
                None => {}
            }
        }
    }
}

impl Worker {
    /// Hands over where the record shows that nothing else is there: its reference block, or its
    /// own bases, with [`MIN_DEPTH`] reads.
    fn assess(&self, record: &Record<'_>, contig: Contig, out: &mut Vec<Out>) {
        let Ok(own) = record.interval() else { return };
        let mut kinds = record.alternates().map(AltKind::of);
        let is_block = kinds.all(|kind| matches!(kind, AltKind::Missing | AltKind::Unspecified));
        let depth = self.sample.and_then(|index| site_depth(record, index));
        if depth.is_none_or(|depth| depth < MIN_DEPTH) {
            return;
        }
        let end = if is_block { record.info_value(b"END").and_then(parse_pos) } else { None };
        let interval = Interval::new(own.start, end.map_or(own.end, |end| end.max(own.end)));
        out.push(Out::Assessed(contig, interval));
    }

    /// Rows of a record that no transcript can place (other contigs).
    fn plain(&self, record: &Record<'_>, out: &mut Vec<Out>) {
        let anywhere = (Contig::from_name(b"MT"), record.position());
        let (Some(contig), Ok(position)) = anywhere else { return };
        for (index, alternate) in record.alternates().enumerate() {
            let number = index + 1;
            let call = self.call(record, number, self.sample);
            if call.presence != Presence::Absent {
                let reference = record.reference();
                let allele = Allele {
                    record,
                    reference,
                    number,
                    alternate,
                    call,
                    contig,
                    position,
                    offset: 0,
                };
                out.push(allele.plain(None));
            }
        }
    }

    fn call(&self, record: &Record<'_>, number: usize, sample: Option<usize>) -> Call {
        let fields = SampleFields {
            reference: record.reference(),
            alternates: record.alt(),
            filter: record.filter(),
            info: record.info(),
            format: record.format(),
            sample: sample.and_then(|index| record.sample(index)).unwrap_or_default(),
            columns: self.samples,
        };
        read_call(&fields, number)
    }

    fn allele(
        &self,
        predictor: &mut Predictor<'static>,
        allele: &Allele<'_>,
        edit: &SequenceEdit,
        out: &mut Vec<Out>,
    ) {
        if !self.thresholds.pass(&allele.call) {
            count(&self.counts.below_threshold);
            out.push(allele.left_out());
            return;
        }
        let mut consequences = predictor.predict(edit);
        if !self.check_reference(predictor, allele, &consequences, out) {
            if let Some(row) = self.mismatch(allele, edit, &consequences) {
                out.push(row);
                return;
            }
            // Only a base beside the change differs: the change is read, and the row says so.
            consequences.iter_mut().for_each(|consequence| consequence.ref_mismatch = true);
        }
        let flags = match &self.annotation {
            Some(format) => {
                let (record, number) = (allele.record, allele.number);
                own_annotation::compare(&self.matcher, format, record, number, &mut consequences)
            }
            None => BTreeSet::new(),
        };
        consequences.extend(noncoding::consequences(edit, self.matcher.assembly));
        let mut found = 0;
        let mut context = Vec::new();
        for views in self.matcher.readings(edit, &consequences) {
            if let Some(candidate) = self.candidate(allele, edit, views, &flags, out) {
                found += 1;
                out.push(Out::Candidate(Box::new(candidate)));
            } else if self.all {
                context.extend(views.iter().filter(|view| view.is_noncoding()).cloned());
            }
        }
        self.part(allele, edit, &consequences, found, out);
        if found == 0 && self.all {
            let coding = consequences.into_iter().filter(|view| !view.is_noncoding());
            let best = coding.min_by_key(|view| view.terms.iter().next());
            if best.is_some() || context.is_empty() {
                out.push(allele.plain(best));
            }
        }
        out.extend(context.into_iter().map(|view| allele.plain(Some(view))));
    }

    /// Hands over a coding allele that passes FILTER, for what its neighbours make of it.
    fn part(
        &self,
        allele: &Allele<'_>,
        edit: &SequenceEdit,
        consequences: &[TranscriptConsequence],
        candidates: usize,
        out: &mut Vec<Out>,
    ) {
        let codons: Vec<_> = consequences
            .iter()
            .filter_map(|consequence| Some((consequence.gene.clone(), consequence.codons?)))
            .collect();
        if !codons.is_empty() && self.passes(allele) {
            let (edit, variant) = (edit.clone(), allele.observed());
            out.push(Out::Part(Box::new(Part { edit, variant, codons, candidates })));
        }
    }

    /// Whether FILTER and the sample's own filters let the allele pass.
    fn passes(&self, allele: &Allele<'_>) -> bool {
        self.thresholds.include_filtered
            || filters::passes(allele.record.filter())
                && filters::failed_in_sample(allele.record, self.sample).is_none()
    }

    /// The row of an allele whose REF is not what the assembly has there, in a gene that knowledge
    /// speaks of: nothing is concluded of it, and it is not passed over.
    fn mismatch(
        &self,
        allele: &Allele<'_>,
        edit: &SequenceEdit,
        consequences: &[TranscriptConsequence],
    ) -> Option<Out> {
        let is_known = |gene: &str| self.matcher.table.profiles_of_gene(gene).next().is_some();
        let consequence = consequences
            .iter()
            .find(|c| c.ref_mismatch && c.codons.is_some() && is_known(&c.gene))
            .filter(|_| self.passes(allele))?;
        let consequence = TranscriptConsequence {
            codons: consequence.codons,
            exon: consequence.exon,
            terms: Terms::from_iter([Term::CodingSequence]),
            ref_mismatch: true,
            ..TranscriptConsequence::unplaced(
                consequence.gene.clone(),
                consequence.transcript.clone(),
                consequence.protein_accession.clone(),
            )
        };
        let notes = vec![format!(
            "REF is not what {} has there: nothing is concluded from this record",
            self.matcher.assembly
        )];
        Some(Out::Candidate(Box::new(Candidate {
            variant: self.observed(allele),
            consequence,
            hits: Vec::new(),
            facts: Vec::new(),
            flags: BTreeSet::new(),
            withheld: None,
            notes,
            structural: None,
            event: None,
            edit: Some(edit.clone()),
        })))
    }

    /// Counts an allele that the tumour's column says nothing of and another column has: a file of
    /// several callers may give the tumour several names.
    fn look_elsewhere(&self, record: &Record<'_>, number: usize, call: &Call) {
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

    /// The allele in one gene, whose consequences are `views`, the reported transcript first.
    fn candidate(
        &self,
        allele: &Allele<'_>,
        edit: &SequenceEdit,
        views: &[TranscriptConsequence],
        flags: &BTreeSet<Flag>,
        out: &mut Vec<Out>,
    ) -> Option<Candidate> {
        let reported = views.first()?;
        let met = self.matcher.matches(Some(edit), views);
        let may_matter = || self.matcher.may_matter(reported);
        if !self.passes(allele) {
            if met.is_some() {
                count(&self.counts.filtered_matches);
            }
            if met.is_some() || may_matter() {
                out.push(allele.left_out());
            }
            return None;
        }
        let Met { hits, facts } = met.or_else(|| may_matter().then(Met::default))?;
        Some(Candidate {
            variant: self.observed(allele),
            consequence: reported.clone(),
            hits,
            facts,
            flags: flags.clone(),
            withheld: None,
            notes: Vec::new(),
            structural: None,
            event: None,
            edit: Some(edit.clone()),
        })
    }

    /// The allele with what is read of it only where it may become a finding.
    fn observed(&self, allele: &Allele<'_>) -> ObservedVariant {
        let (record, number) = (allele.record, allele.number);
        let mut variant = allele.observed();
        let normal = self.normal.map(|index| self.call(record, number, Some(index)));
        variant.call.origin = origin(record, normal.as_ref());
        variant.call.population =
            self.population.frequency(record, self.annotation.as_ref(), number);
        variant.call.sample_filter = filters::failed_in_sample(record, self.sample)
            .map(|filter| String::from_utf8_lossy(filter).into());
        variant
    }
}
