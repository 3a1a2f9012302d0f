//! One recorded sample, ready to be judged by any knowledge.

use std::collections::{BTreeSet, HashMap};

use crate::consequence::Predictor;
use crate::curate::finding_change::{AlleleKey, allele_key};
use crate::genome::TranscriptStore;
use crate::input::result::{RecordedReading, RecordedResult, RecordedStructural, RecordedVariant};
use crate::model::allele::SequenceEdit;
use crate::model::change::Change;
use crate::model::consequence::TranscriptConsequence;
use crate::model::event_detail::EventDetail;
use crate::model::finding::{Finding, Flag, ObservedVariant, Withheld};
use crate::model::structural::StructuralKind;
use crate::model::tumor_type::TumorType;
use crate::structural::{DOUBTS, Effect, domain, fusion};

use crate::matching::candidate::Candidate;
use crate::matching::candidate::Met;
use crate::matching::matcher::Matcher;
use crate::observe::observed::Observed;
use crate::observe::{noncoding, structural};
use crate::sample::assessed::Assessed;
use crate::sample::judge;
use crate::sample::knowledge::Knowledge;

/// What a run noticed that no knowledge changes, and that cannot be seen in an allele alone.
const LASTING: [Flag; 7] = [
    Flag::ConsequenceDisagrees,
    Flag::Haplotype,
    Flag::AdjacentUnphased,
    Flag::Biallelic,
    Flag::Pharmacogene,
    Flag::NotSupportedByReads,
    Flag::NotCalled,
];

/// A recorded sample.
pub(super) struct Sample {
    pub(super) result: RecordedResult,
    tumor: Option<TumorType>,
    assessed: Assessed<'static>,
    alleles: Vec<Allele>,
    events: Vec<Event>,
    pub(super) unclear: Unclear,
}

/// What of a result cannot be judged again as it was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Unclear {
    /// Structural variants that do not say what they come to.
    pub(super) untold: u64,
    /// Readings that this program names otherwise.
    pub(super) renamed: u64,
    /// Readings that were the input's own annotation.
    pub(super) from_input: u64,
}

/// A small variant, in every gene that it touches.
struct Allele {
    variant: ObservedVariant,
    edit: SequenceEdit,
    consequences: Vec<TranscriptConsequence>,
    flags: BTreeSet<Flag>,
    withheld: Option<Withheld>,
    /// Where the run itself read it, as gene and transcript.
    read_on: Vec<(String, String)>,
}

/// A structural variant, or a row of a table, in one gene.
struct Event {
    variant: ObservedVariant,
    effect: Effect,
}

impl Sample {
    /// From a result; `tumor` is its tumour type.
    pub(super) fn new(mut result: RecordedResult, tumor: Option<TumorType>) -> Self {
        let store = TranscriptStore::embedded();
        let assembly = result.assembly;
        // With --all, a result also holds alleles that its run did not look at.
        let includes_filtered = result.includes_filtered;
        let is_of_patient = |v: &RecordedVariant| {
            v.reading.as_ref().is_some_and(|reading| reading.flags.contains(&Flag::Pharmacogene))
        };
        result
            .variants
            .retain(|v| includes_filtered || v.variant.passes_filter() || is_of_patient(v));
        // Findings and what was none stand apart in a result.
        result.variants.sort_by_key(|recorded| recorded.variant.line.unwrap_or(u64::MAX));
        let mut sample = Self {
            assessed: Assessed::from_genes(store, assembly, &result.assessed),
            tumor,
            alleles: Vec::new(),
            events: Vec::new(),
            unclear: Unclear::default(),
            result,
        };
        let predictor = Predictor::new(store, assembly).with_every_gene(true);
        let mut places: HashMap<AlleleKey, usize> = HashMap::new();
        for recorded in &sample.result.variants {
            let RecordedVariant { variant, edit, reading } = recorded;
            let of_event = reading.as_ref().and_then(|r| Some((r, r.structural.as_ref()?)));
            if let Some((reading, structural)) = of_event {
                match effect(reading, structural) {
                    Some(effect) => sample.events.push(Event { variant: variant.clone(), effect }),
                    None => sample.unclear.untold += 1,
                }
                continue;
            }
            let Some(edit) = edit else {
                sample.unclear.untold += u64::from(reading.is_some());
                continue;
            };
            let index = *places.entry(allele_key(variant)).or_insert_with(|| {
                let mut consequences = predictor.predict(edit);
                consequences.extend(noncoding::consequences(edit, assembly));
                sample.alleles.push(Allele {
                    variant: variant.clone(),
                    edit: edit.clone(),
                    consequences,
                    flags: BTreeSet::new(),
                    withheld: None,
                    read_on: Vec::new(),
                });
                sample.alleles.len() - 1
            });
            if let Some(reading) = reading {
                sample.alleles[index].recall(reading, &mut sample.unclear);
            }
        }
        sample
    }

    /// What `knowledge` says of the sample; also of alleles that come to no finding.
    pub(super) fn findings<'k>(&'k self, knowledge: &'k Knowledge) -> Vec<Finding<'k>> {
        let matcher = knowledge.matcher(self.result.assembly, TranscriptStore::embedded());
        let mut candidates: Vec<Candidate<'k>> =
            self.alleles.iter().flat_map(|allele| allele.candidates(&matcher)).collect();
        candidates.extend(self.events.iter().filter_map(|event| {
            structural::candidate(&matcher, event.effect.clone(), None, &event.variant)
        }));
        let judge = knowledge.judge(self.tumor.as_ref());
        let observed = Observed { candidates, ..Observed::default() };
        let sample =
            judge::Sample::new(observed, Vec::new()).with_stated(self.result.facts.clone());
        sample.judge(&self.assessed, &matcher, &judge).findings
    }
}

impl Allele {
    /// Takes over what the run found out that cannot be seen in the allele alone.
    fn recall(&mut self, reading: &RecordedReading, unclear: &mut Unclear) {
        let RecordedReading { consequence, withheld, flags, .. } = reading;
        self.flags.extend(flags.iter().filter(|flag| LASTING.contains(flag)));
        // What restores a frame is for each knowledge to say.
        let lasting = withheld.filter(|withheld| *withheld != Withheld::RestoresFrame);
        self.withheld = self.withheld.or(lasting);
        self.read_on.push((consequence.gene.to_string(), consequence.transcript.to_string()));
        if consequence.from_input {
            unclear.from_input += 1;
            match self.consequences.iter_mut().find(|own| own.gene == consequence.gene) {
                Some(own) => *own = consequence.clone(),
                None => self.consequences.push(consequence.clone()),
            }
            return;
        }
        // The gene may have no transcript here, or had none in the run.
        let is_of_gene = |own: &TranscriptConsequence| own.gene == consequence.gene;
        let had_none = consequence.transcript.is_empty();
        if flags.contains(&Flag::Pharmacogene)
            && (had_none || !self.consequences.iter().any(is_of_gene))
        {
            self.consequences.retain(|own| own.gene != consequence.gene);
            self.consequences.push(consequence.clone());
            return;
        }
        let is_same = |own: &TranscriptConsequence| {
            (&own.gene, &own.transcript, own.terms, &own.hgvs_c, &own.protein)
                == (
                    &consequence.gene,
                    &consequence.transcript,
                    consequence.terms,
                    &consequence.hgvs_c,
                    &consequence.protein,
                )
        };
        unclear.renamed += u64::from(!self.consequences.iter().any(is_same));
    }

    /// The allele in every gene where `matcher` has a use for it.
    fn candidates<'k>(&self, matcher: &Matcher<'k>) -> Vec<Candidate<'k>> {
        let is_joined = !self.variant.parts.is_empty();
        matcher
            .readings(&self.edit, &self.consequences)
            .filter_map(|views| {
                let reported = views.first()?;
                // As in a run: a haplotype is told where a part of it is.
                let is_wanted = || match is_joined {
                    true => self.was_read_on(reported),
                    false => {
                        let is_of_patient = self.flags.contains(&Flag::Pharmacogene);
                        matcher.may_matter(reported) || is_of_patient && self.was_read_on(reported)
                    }
                };
                let met = matcher.matches(Some(&self.edit), views);
                let met = met.or_else(|| is_wanted().then(Met::default))?;
                let change = match is_joined {
                    true => Change::Joined,
                    false => Change::Small(self.edit.clone()),
                };
                let (variant, reported) = (self.variant.clone(), reported.clone());
                Some(Candidate {
                    flags: self.flags.clone(),
                    withheld: self.withheld,
                    ..Candidate::new(variant, reported, met, change)
                })
            })
            .collect()
    }

    fn was_read_on(&self, consequence: &TranscriptConsequence) -> bool {
        self.read_on.iter().any(|(gene, transcript)| {
            **gene == *consequence.gene && **transcript == *consequence.transcript
        })
    }
}

/// What a structural variant came to; `None` where the result keeps it in words only.
fn effect(reading: &RecordedReading, structural: &RecordedStructural) -> Option<Effect> {
    let alterations = structural.alterations.iter().map(|recorded| recorded.component());
    let domains = structural
        .domains
        .iter()
        .filter_map(|recorded| Some(domain::of_gene(&recorded.gene)?.told(recorded.kept)));
    Some(Effect {
        gene: reading.consequence.gene.clone(),
        transcript: reading.consequence.transcript.to_string(),
        terms: reading.consequence.terms.iter().collect(),
        kind: StructuralKind::parse(&structural.word)?,
        alterations: alterations.collect::<Option<_>>()?,
        notes: Vec::new(),
        is_inactivating: structural.inactivating,
        doubts: reading.flags.iter().copied().filter(|flag| DOUBTS.contains(flag)).collect(),
        is_told: fusion::is_told(&reading.consequence.gene),
        detail: EventDetail { domains: domains.collect(), ..EventDetail::default() },
    })
}
