//! Whether an allele counts for the mutational burden. Runs on every scan thread.

mod class;
pub(crate) mod counting;
mod homopolymer;
pub(crate) mod rules;

use crate::consequence::Predictor;
use crate::genome::coding::holds;
use crate::input::filters;
use crate::interpret::chip;
use crate::knowledge::chip as chip_list;
use crate::model::allele::{AltKind, SequenceEdit, is_base};
use crate::model::burden::{BurdenAllele, MutationClass, NotCounted};
use crate::model::call::{Call, Stated};
use crate::model::consequence::{Term, TranscriptConsequence};
use crate::model::specimen::Specimen;
use crate::observe::allele::Allele;
use crate::observe::out::Out;
use crate::observe::worker::Worker;

use self::counting::Counting;
use self::rules::Rules;

/// Frequency in the population that only a resource of real frequencies gives.
const IS_KNOWN: f64 = 1e-4;
/// Bases gained or lost from which on a change is structural, by the habit of callers.
const STRUCTURAL: usize = 50;
/// Reads of the matched normal that are no error.
const FEWEST_READS: u32 = 2;
/// The most of it that errors and contamination put into the normal.
const NORMAL_NOISE: f64 = 0.02;
/// Normals of a panel from which on an allele is taken as one of theirs. The limit is this program's own.
const FEWEST_NORMALS: f64 = 2.0;
/// Fields that say that a panel of normals has the allele: flags, or numbers of normals.
const PANEL_OF_NORMALS: [&[u8]; 7] =
    [b"PON", b"PoN", b"IN_PON", b"PON_COUNT", b"PoN_CNT", b"PON_CNT", b"panel_of_normals"];

/// What an allele does to the coding sequence it changes most.
struct Change {
    class: MutationClass,
    gene: Box<str>,
    consequence: Option<TranscriptConsequence>,
    key: String,
    mismatch: bool,
}

impl<'k> Worker<'k> {
    /// Hands over whether a present allele counts for the burden, where that is asked for.
    pub(crate) fn weigh(
        &self,
        predictor: &Predictor<'k>,
        allele: &Allele<'_>,
        out: &mut Vec<Out<'_>>,
    ) {
        let Some(counting) = &self.burden else { return };
        let is_sequence = AltKind::of(allele.alternate) == AltKind::Sequence;
        let edit = is_sequence
            .then(|| {
                let place = (allele.contig, allele.position);
                let Allele { record, number, reference, alternate, .. } = *allele;
                self.spelled(None, record, number, place, reference, alternate)
            })
            .flatten()
            .filter(|edit| edit.deleted.len().max(edit.inserted.len()) < STRUCTURAL)
            .filter(|edit| edit.inserted.iter().all(|&base| is_base(base)));
        let Some(edit) = edit else {
            if counting.tells_all {
                let reason = (NotCounted::NotASmallVariant, String::new());
                out.push(Out::Burden(Box::new(row(allele, Some(reason)))));
            }
            return;
        };
        if !holds(&counting.footprint, allele.contig, edit.interval()) {
            if counting.tells_all {
                let reason = (NotCounted::OutsideFootprint, String::new());
                out.push(Out::Burden(Box::new(row(allele, Some(reason)))));
            }
            return;
        }
        let change = self.change(predictor, allele, &edit, counting);
        let call = self.observed(allele).call;
        let reason = self.reason(allele, &edit, &change, &call, counting);
        let population = call.population.as_ref();
        let is_frameshift = change.class == MutationClass::Frameshift;
        out.push(Out::Burden(Box::new(BurdenAllele {
            gene: change.gene.clone(),
            class: Some(change.class),
            key: change.key,
            is_somatic: matches!(call.origin.stated, Stated::Somatic(_)),
            has_population: population.is_some_and(|found| found.frequency >= IS_KNOWN),
            homopolymer: is_frameshift
                .then(|| homopolymer::around(self.matcher.store, self.matcher.assembly, &edit))
                .flatten(),
            ..row(allele, reason)
        })));
    }

    /// Returns the first reason for which the allele is not counted, with the value that decided.
    fn reason(
        &self,
        allele: &Allele<'_>,
        edit: &SequenceEdit,
        change: &Change,
        call: &Call,
        counting: &Counting,
    ) -> Option<(NotCounted, String)> {
        let rules = &counting.rules;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let record = allele.record;
        if change.mismatch {
            return Some((
                NotCounted::ReferenceMismatch,
                format!("REF {}", text(record.reference())),
            ));
        }
        if !record.passes_filter() {
            return Some((NotCounted::Filtered, text(record.filter())));
        }
        if let Some(filter) = filters::failed_in_sample(allele.fields) {
            return Some((NotCounted::Filtered, format!("FT {}", text(filter))));
        }
        if let Some(depth) = call.depth.filter(|&depth| depth < rules.min_depth) {
            return Some((NotCounted::Depth, format!("{depth} < {}", rules.min_depth)));
        }
        if let Some(reads) = call.alt_depth.filter(|&reads| reads < rules.min_alt) {
            return Some((NotCounted::AltDepth, format!("{reads} < {}", rules.min_alt)));
        }
        if let Some(vaf) = call.vaf.filter(|&vaf| vaf < rules.min_vaf) {
            return Some((NotCounted::Fraction, format!("{vaf:.4} < {}", rules.min_vaf)));
        }
        if let Some(found) = self.inherited(call, rules) {
            return Some(found);
        }
        if let Some(found) =
            call.population.as_ref().filter(|found| found.frequency >= rules.population)
        {
            let detail = format!("{} {} ≥ {}", found.field, found.frequency, rules.population);
            return Some((NotCounted::Population, detail));
        }
        if let Some(field) = panel_of_normals(allele) {
            return Some((NotCounted::PanelOfNormals, format!("INFO/{field}")));
        }
        if let Some(detail) = of_blood(change, call, counting) {
            return Some((NotCounted::ClonalHematopoiesis, detail));
        }
        let (deleted, inserted) = (edit.deleted.len(), edit.inserted.len());
        if !rules.counts_multi_base && deleted == inserted && deleted > 1 {
            return Some((NotCounted::MultiBase, format!("{deleted} bases")));
        }
        if rules.removes_drivers
            && let Some(detail) = self.driver(edit, change, rules)
        {
            return Some((NotCounted::KnownDriver, detail));
        }
        match change.class {
            MutationClass::Synonymous if !rules.counts_synonymous => {
                Some((NotCounted::Synonymous, String::new()))
            }
            MutationClass::Unknown if !rules.counts_synonymous => Some((
                NotCounted::ClassUnknown,
                "missense or synonymous: an annotation of the input (CSQ, ANN, BCSQ) or the genome \
                 (--reference) would tell"
                    .to_owned(),
            )),
            _ => None,
        }
    }

    /// Returns how the allele shows itself inherited.
    fn inherited(&self, call: &Call, rules: &Rules) -> Option<(NotCounted, String)> {
        match call.origin.stated {
            Stated::Germline(by) => return Some((NotCounted::Germline, by.to_owned())),
            Stated::Somatic(_) => return None,
            Stated::Not => {}
        }
        if let Some(normal) = call.origin.normal.filter(|normal| normal.depth > 0)
            && normal.alternate >= FEWEST_READS
            && normal.fraction() > NORMAL_NOISE
        {
            let detail = format!("{} of {} reads of the normal", normal.alternate, normal.depth);
            return Some((NotCounted::Germline, detail));
        }
        // With a normal, its reads decide.
        let most = rules.max_vaf.filter(|_| self.normal.is_none())?;
        let vaf = call.vaf.filter(|&vaf| vaf > most)?;
        Some((NotCounted::NearlyAllReads, format!("{vaf:.4} > {most}")))
    }

    /// Returns what makes a driver of the change that a panel is made to find.
    fn driver(&self, edit: &SequenceEdit, change: &Change, rules: &Rules) -> Option<String> {
        let consequence = change.consequence.as_ref()?;
        let gene = &*consequence.gene;
        if rules.removes_suppressor_truncations
            && consequence.is_truncating()
            && self.matcher.genes.is_suppressor(gene)
        {
            return Some(format!("truncates the suppressor {gene}"));
        }
        let met = self.matcher.matches(Some(edit), std::slice::from_ref(consequence))?;
        let role = self.matcher.genes.get(gene).map(|gene| gene.role).unwrap_or_default();
        if let Some(fact) = met.facts.iter().find(|fact| fact.is_driver(role)) {
            return Some(format!("{} by {}", fact.fact.kind.name(), fact.fact.source));
        }
        let named = met.hits.iter().find(|hit| hit.hit.match_type.is_exact())?;
        Some(self.matcher.table.profile_text(named.profile).to_owned())
    }
}

/// Returns why the change may be of blood cells instead of the tumour.
fn of_blood(change: &Change, call: &Call, counting: &Counting) -> Option<String> {
    let consequence = change.consequence.as_ref()?;
    let gene = &*consequence.gene;
    if counting.specimen == Specimen::Blood && counting.rules.blood_genes.contains(&gene) {
        return Some(format!("{gene}, in blood or plasma"));
    }
    let short = consequence.protein.as_ref().map(|protein| protein.short()).unwrap_or_default();
    let is_listed = !consequence.terms.has(Term::ExonLoss)
        && chip_list::matches(gene, &short, consequence.terms);
    is_listed.then(|| chip::reason(call, counting.specimen, chip::LISTED)).flatten()
}

/// Returns the INFO field that says that a panel of normals has the allele.
fn panel_of_normals(allele: &Allele<'_>) -> Option<String> {
    let says = |field: &&&[u8]| {
        allele.record.info_value(field).is_some_and(|value| match std::str::from_utf8(value) {
            Ok("" | "1" | "true" | "True" | "TRUE" | "yes") if !field.ends_with(b"T") => true,
            Ok(number) => number
                .split(',')
                .filter_map(|number| number.parse::<f64>().ok())
                .any(|number| number >= FEWEST_NORMALS),
            Err(_) => false,
        })
    };
    PANEL_OF_NORMALS.iter().find(says).map(|field| String::from_utf8_lossy(field).into_owned())
}

/// Returns the allele as written, with its reads.
fn row(allele: &Allele<'_>, reason: Option<(NotCounted, String)>) -> BurdenAllele {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned().into_boxed_str();
    let (not_counted, detail) = reason.unzip();
    BurdenAllele {
        chrom: text(allele.record.chrom()),
        pos: allele.record.pos().unwrap_or_default(),
        reference: text(allele.record.reference()),
        alternate: text(allele.alternate),
        line: allele.offset,
        gene: "".into(),
        class: None,
        depth: allele.call.depth,
        alt_depth: allele.call.alt_depth,
        vaf: allele.call.vaf,
        not_counted,
        detail: detail.unwrap_or_default(),
        key: String::new(),
        is_somatic: false,
        has_population: false,
        homopolymer: None,
    }
}
