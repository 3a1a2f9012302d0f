//! Neighbouring alleles read together: what one haplotype spells in several records.
//!
//! Parts come in input order and are kept in a window that closes when the next part lies farther
//! away than the distance. Parts of one phase set and side are joined into one edit where one of
//! them changes the length, or where they share a codon or change neighbouring ones. Parts in one
//! codon whose phase is not known, and whose allele fractions do not tell them apart, are read
//! together too, but only as a possibility.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::consequence::Predictor;
use crate::model::allele::SequenceEdit;
use crate::model::call::Call;
use crate::model::consequence::TranscriptConsequence;
use crate::model::finding::{Flag, ObservedVariant};
use crate::model::phase::Phase;
use crate::model::position::Interval;
use crate::normalize::haplotype::merge;

use super::candidate::{Candidate, Withheld};
use super::matcher::Matcher;

/// Bases between neighbours of which one changes the length, unless the user sets another number:
/// a read of 100 bases shows both, and complex indels of EGFR exon 19 and ERBB2 exon 20 fit in.
pub const DISTANCE: u32 = 30;
/// Parts that are looked at together, at most: memory stays the same whatever is phased.
const MOST_PARTS: usize = 64;
/// Allele fractions of two changes of one haplotype differ by sampling only.
const SIMILAR_FRACTION: f64 = 0.1;

/// An allele in a coding region, as a worker hands it over.
#[derive(Debug, Clone)]
pub struct Part {
    /// The edit.
    pub edit: SequenceEdit,
    /// The allele as the input wrote it.
    pub variant: ObservedVariant,
    /// Codons that it touches, by gene.
    pub codons: Vec<(Arc<str>, (u32, u32))>,
    /// How many candidates it made; they come right before it.
    pub candidates: usize,
}

/// A part with its place among the candidates.
#[derive(Debug)]
struct Placed {
    part: Part,
    candidates: Range<usize>,
}

/// What neighbouring parts came to.
#[derive(Debug, Default)]
pub(super) struct Joined {
    /// The number of the candidate that comes after those of the parts.
    pub(super) after: usize,
    /// Readings of several records together.
    pub(super) candidates: Vec<Candidate>,
    /// What the parts' own candidates must be told.
    pub(super) notices: Vec<(usize, Notice)>,
}

/// What is noted on a candidate that is part of a haplotype.
#[derive(Debug, Clone)]
pub(super) struct Notice {
    /// The merged allele: `7:140453136:AC>TT`.
    pub(super) component_of: Option<Box<str>>,
    /// In words.
    pub(super) note: String,
    /// Why its evidence gives no level, if so.
    pub(super) withheld: Option<Withheld>,
    /// Set on it.
    pub(super) flag: Option<Flag>,
}

/// Joins parts as they come.
pub(super) struct Haplotypes {
    matcher: Matcher,
    predictor: Predictor<'static>,
    distance: u32,
    window: Vec<Placed>,
    /// Where the window's parts end.
    end: u32,
}

impl Haplotypes {
    pub(super) fn new(matcher: Matcher, distance: u32) -> Self {
        let predictor = Predictor::new(matcher.store, matcher.assembly);
        Self { matcher, predictor, distance, window: Vec::new(), end: 0 }
    }

    /// Takes the next part; `next` is the number of the candidate that comes after its own. Gives
    /// what the parts before it came to, where it is no neighbour of theirs.
    pub(super) fn push(&mut self, part: Part, next: usize) -> Option<Joined> {
        let is_neighbour = self.window.last().is_some_and(|last| {
            last.part.edit.contig == part.edit.contig
                && last.part.edit.start <= part.edit.start
                && part.edit.start <= self.end + self.distance.max(3)
                && self.window.len() < MOST_PARTS
        });
        let joined = if is_neighbour { None } else { self.close() };
        let end = part.edit.interval().end;
        self.end = if self.window.is_empty() { end } else { self.end.max(end) };
        self.window.push(Placed { candidates: next - part.candidates..next, part });
        joined
    }

    /// Ends the window.
    pub(super) fn close(&mut self) -> Option<Joined> {
        let window = std::mem::take(&mut self.window);
        if window.len() < 2 {
            return None;
        }
        let after = window.iter().map(|placed| placed.candidates.end).max().unwrap_or(0);
        let mut joined = Joined { after, ..Joined::default() };
        for group in self.phased(&window) {
            self.read(&group, Phase::Cis, &mut joined);
        }
        for group in unphased(&window) {
            self.read(&group, Phase::Unknown, &mut joined);
        }
        (!joined.candidates.is_empty() || !joined.notices.is_empty()).then_some(joined)
    }

    /// Runs of neighbours on one haplotype.
    fn phased<'w>(&self, window: &'w [Placed]) -> Vec<Vec<&'w Placed>> {
        let mut by_set: BTreeMap<&str, Vec<&Placed>> = BTreeMap::new();
        for placed in window {
            if let Some(set) = placed.part.variant.call.phase_set.as_deref() {
                by_set.entry(set).or_default().push(placed);
            }
        }
        by_set
            .into_values()
            .flat_map(|set| connected(set, |a, b| self.joins(&a.part, &b.part)))
            .collect()
    }

    /// Whether two parts of one haplotype have to be read together.
    fn joins(&self, a: &Part, b: &Part) -> bool {
        let changes_length = |part: &Part| part.edit.deleted.len() != part.edit.inserted.len();
        let gap = b.edit.start.saturating_sub(a.edit.interval().end);
        ((changes_length(a) || changes_length(b)) && gap <= self.distance) || codon_gap(a, b) <= 1
    }

    /// The reading of `group` as one edit.
    fn read(&self, group: &[&Placed], phase: Phase, joined: &mut Joined) {
        let parts: Vec<&Part> = group.iter().map(|placed| &placed.part).collect();
        let edits: Vec<&SequenceEdit> = parts.iter().map(|part| &part.edit).collect();
        let contig = edits[0].contig;
        let bases =
            |interval| self.matcher.store.reference_bases(contig, interval, self.matcher.assembly);
        let Some(edit) = merge(&edits, bases) else { return };
        let variant = observed(&parts, &edit, bases);
        let key = allele_key(&variant);
        let consequences = self.predictor.predict(&edit);
        let is_reported = group.iter().any(|placed| !placed.candidates.is_empty());
        let mut readings = Vec::new();
        for views in self.matcher.readings(&edit, &consequences) {
            let hits = self.matcher.matches(Some(&edit), views);
            let Some(first) = views.first().filter(|_| hits.is_some() || is_reported) else {
                continue;
            };
            readings.push((first.clone(), hits.unwrap_or_default()));
        }
        let names: Vec<String> = parts.iter().map(|part| allele_key(&part.variant)).collect();
        for (consequence, hits) in readings {
            for placed in group {
                let notice = notice(placed, group, phase, &consequence, &key);
                joined.notices.extend(placed.candidates.clone().map(|i| (i, notice.clone())));
            }
            let (flag, note) = match phase {
                Phase::Cis => (Flag::Haplotype, "one haplotype"),
                _ => (Flag::AdjacentUnphased, "read together: right only if they are in cis"),
            };
            let note = match &variant.call.phase_set {
                Some(set) if phase == Phase::Cis => {
                    format!("{note} ({set}): {}", names.join(" and "))
                }
                _ => format!("{note} ({}): {}", phase.name(), names.join(" and ")),
            };
            joined.candidates.push(Candidate {
                variant: variant.clone(),
                consequence,
                hits,
                flags: BTreeSet::from([flag]),
                notes: vec![note],
                withheld: (phase != Phase::Cis).then_some(Withheld::UnknownPhase),
                word: "",
                event: None,
                edit: None,
            });
        }
    }
}

/// Parts in one codon that may be one change: phase not known, fractions alike.
fn unphased(window: &[Placed]) -> Vec<Vec<&Placed>> {
    let may_be_one = |a: &Placed, b: &Placed| {
        let (first, second) = (&a.part.variant.call, &b.part.variant.call);
        Phase::of(first.phase_set.as_deref(), second.phase_set.as_deref()) == Phase::Unknown
            && codon_gap(&a.part, &b.part) == 0
            && may_have_one_fraction(first, second)
    };
    connected(window.iter().collect(), may_be_one)
}

/// Whether the allele fractions of two changes do not tell them apart.
pub(super) fn may_have_one_fraction(a: &Call, b: &Call) -> bool {
    let fractions = a.vaf.zip(b.vaf);
    fractions.is_none_or(|(a, b)| (a - b).abs() <= SIMILAR_FRACTION * a.max(b).max(0.2))
}

/// Groups of more than one, in which each is joined to some other.
fn connected(parts: Vec<&Placed>, joins: impl Fn(&Placed, &Placed) -> bool) -> Vec<Vec<&Placed>> {
    let mut groups: Vec<Vec<&Placed>> = Vec::new();
    for placed in parts {
        let mut group = Vec::new();
        // A part may bring together what was apart before it.
        groups.retain_mut(|other| {
            let is_joined = other.iter().any(|other| joins(other, placed));
            if is_joined {
                group.append(other);
            }
            !is_joined
        });
        group.push(placed);
        groups.push(group);
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// Codons between what two parts touch in one gene; 0 where they share one.
fn codon_gap(a: &Part, b: &Part) -> u32 {
    let gaps = a.codons.iter().flat_map(|(gene, first)| {
        b.codons.iter().filter(move |(other, _)| other == gene).map(move |(_, second)| {
            second.0.saturating_sub(first.1).max(first.0.saturating_sub(second.1))
        })
    });
    gaps.min().unwrap_or(u32::MAX)
}

/// Whether most reads of `part` lack `other`: then the tumour makes it alone too.
fn is_seen_without(part: &Part, other: &Part) -> bool {
    let fractions = part.variant.call.vaf.zip(other.variant.call.vaf);
    fractions.is_some_and(|(own, other)| other < own / 2.0)
}

/// What the candidates of one part are told.
fn notice(
    placed: &Placed,
    group: &[&Placed],
    phase: Phase,
    merged: &TranscriptConsequence,
    key: &str,
) -> Notice {
    let change = merged.protein.as_ref().map(|p| p.short()).unwrap_or_default();
    let reading = format!("{} {change}", merged.gene);
    let others = || group.iter().filter(|other| !std::ptr::eq(**other, placed));
    let shifts = |part: &Part| part.edit.deleted.len() % 3 != part.edit.inserted.len() % 3;
    let is_seen_alone = others().all(|other| is_seen_without(&placed.part, &other.part));
    // On one haplotype a change of the same codon, or of the frame, replaces the part's own.
    let is_replaced = phase == Phase::Cis
        && !is_seen_alone
        && others().any(|other| {
            codon_gap(&placed.part, &other.part) == 0 || shifts(&placed.part) || shifts(&other.part)
        });
    let note = match phase {
        Phase::Cis if is_seen_alone => format!(
            "part of a haplotype ({key}) that reads {reading}; most of its reads show this change \
             alone"
        ),
        Phase::Cis if is_replaced => format!(
            "part of a haplotype ({key}) that reads {reading}: this change alone is not what the \
             tumour makes"
        ),
        Phase::Cis => format!("part of a haplotype ({key}) that reads {reading}"),
        _ => format!(
            "a neighbour in the same codon: {reading} if both are on one copy, which the input \
             does not say"
        ),
    };
    Notice {
        component_of: (phase == Phase::Cis).then(|| key.into()),
        note,
        withheld: is_replaced.then_some(Withheld::ReplacedOnHaplotype),
        flag: (phase != Phase::Cis).then_some(Flag::AdjacentUnphased),
    }
}

/// `7:140453136:AC>TT`.
fn allele_key(variant: &ObservedVariant) -> String {
    format!("{}:{}:{}>{}", variant.chrom, variant.pos, variant.reference, variant.alternate)
}

/// The merged edit as a record would spell it, with the least support of its parts.
fn observed<'r>(
    parts: &[&Part],
    edit: &SequenceEdit,
    bases: impl Fn(Interval) -> Option<&'r [u8]>,
) -> ObservedVariant {
    let text = |bases: &[u8]| String::from_utf8_lossy(bases).into_owned();
    let (mut reference, mut alternate) = (text(&edit.deleted), text(&edit.inserted));
    let mut pos = edit.start + 1;
    if reference.is_empty() || alternate.is_empty() {
        let before = edit.start.checked_sub(1).and_then(|at| bases(Interval::new(at, at + 1)));
        let anchor = before.map_or_else(|| "N".to_owned(), text);
        (reference, alternate) = (anchor.clone() + &reference, anchor + &alternate);
        pos -= 1;
    }
    let calls = || parts.iter().map(|part| &part.variant.call);
    let first = parts[0];
    let passes = |filter: &str| matches!(filter, "" | "." | "PASS");
    let filter = parts.iter().map(|part| &part.variant.filter).find(|filter| !passes(filter));
    let sets: BTreeSet<_> = calls().map(|call| call.phase_set.as_deref()).collect();
    ObservedVariant {
        chrom: first.variant.chrom.clone(),
        pos,
        reference: reference.into_boxed_str(),
        alternate: alternate.into_boxed_str(),
        filter: filter.unwrap_or(&first.variant.filter).clone(),
        call: Call {
            depth: calls().filter_map(|call| call.depth).min(),
            alt_depth: calls().filter_map(|call| call.alt_depth).min(),
            vaf: calls().filter_map(|call| call.vaf).min_by(f64::total_cmp),
            source: first.variant.call.source,
            presence: first.variant.call.presence,
            phase_set: (sets.len() == 1).then(|| first.variant.call.phase_set.clone()).flatten(),
            origin: first.variant.call.origin,
        },
        component_of: None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::genome::TranscriptStore;
    use crate::knowledge::evidence::EvidenceTable;
    use crate::knowledge::genes::Genes;
    use crate::model::assembly::Assembly;

    /// How callers cut one delins into records.
    #[derive(Debug, Clone, Copy)]
    enum Style {
        /// One record a changed base; for equal lengths.
        Bases,
        /// The change of length first, anchored on its left, then the changed bases.
        LengthFirst,
        /// The changed bases first, then the change of length.
        LengthLast,
        /// Two pieces of any kind.
        Halves,
    }

    /// Parts of the replacement of `deleted` at `start` by `inserted`.
    fn split(style: Style, whole: &SequenceEdit) -> Vec<SequenceEdit> {
        let SequenceEdit { contig, start, deleted, inserted } = whole;
        let piece = |offset: usize, deleted: &[u8], inserted: &[u8]| {
            SequenceEdit::trimmed(*contig, start + offset as u32, deleted, inserted)
        };
        let bases = |offset: usize, deleted: &[u8], inserted: &[u8]| -> Vec<SequenceEdit> {
            let pairs = deleted.iter().zip(inserted).enumerate();
            pairs.filter_map(|(i, (d, r))| piece(offset + i, &[*d], &[*r])).collect()
        };
        let shared = deleted.len().min(inserted.len());
        let (more_deleted, more_inserted) = (deleted.len() - shared, inserted.len() - shared);
        match style {
            Style::Bases => bases(0, deleted, inserted),
            Style::LengthFirst => piece(0, &deleted[..more_deleted], &inserted[..more_inserted])
                .into_iter()
                .chain(bases(more_deleted, &deleted[more_deleted..], &inserted[more_inserted..]))
                .collect(),
            Style::LengthLast => bases(0, &deleted[..shared], &inserted[..shared])
                .into_iter()
                .chain(piece(shared, &deleted[shared..], &inserted[shared..]))
                .collect(),
            Style::Halves => {
                let (d, i) = (deleted.len() / 2, inserted.len() / 2);
                piece(0, &deleted[..d], &inserted[..i])
                    .into_iter()
                    .chain(piece(d, &deleted[d..], &inserted[i..]))
                    .collect()
            }
        }
    }

    fn matcher(assembly: Assembly) -> Matcher {
        Matcher {
            assembly,
            store: TranscriptStore::embedded(),
            table: EvidenceTable::embedded(),
            alleles: None,
            genes: Genes::embedded(),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn parts_of_one_haplotype_give_the_answer_of_one_record(
            gene in prop::sample::select(vec!["EGFR", "BRAF", "KIT", "ERBB2", "KRAS", "TP53", "MET"]),
            is_grch37 in any::<bool>(),
            block in any::<prop::sample::Index>(),
            place in any::<prop::sample::Index>(),
            length in 2usize..9,
            inserted in prop::collection::vec(prop::sample::select(b"ACGT".to_vec()), 1..9),
            style in prop::sample::select(vec![
                Style::Bases, Style::LengthFirst, Style::LengthLast, Style::Halves,
            ]),
            phase in prop::sample::select(vec!["PS:7:1", "PID:7_1_A_T:0", "LPS:3", "GT:1"]),
        ) {
            let assembly = if is_grch37 { Assembly::GRCh37 } else { Assembly::GRCh38 };
            let matcher = matcher(assembly);
            let model = &matcher.store.gene(gene, assembly)[0];
            let block = model.cds[block.index(model.cds.len())];
            prop_assume!(block.len() > 30);
            let start = block.start + place.index(block.len() as usize - 10) as u32;
            let length = if matches!(style, Style::Bases) { length.min(4) } else { length };
            let inserted = if matches!(style, Style::Bases) {
                inserted.iter().copied().cycle().take(length).collect()
            } else {
                inserted
            };
            // Substitutions farther apart than neighbouring codons are no one change.
            prop_assume!(length <= 4 || length != inserted.len());
            let interval = Interval::new(start, start + length as u32);
            let deleted = matcher.store.reference_bases(model.contig, interval, assembly).unwrap();
            let contig = model.contig;
            let whole = SequenceEdit { contig, start, deleted: deleted.to_vec(), inserted };
            let parts = split(style, &whole);
            prop_assume!(parts.len() > 1);
            // Two insertions at one place have no order.
            let insertions = parts.iter().filter(|part| part.deleted.is_empty());
            let places: BTreeSet<u32> = insertions.clone().map(|part| part.start).collect();
            prop_assume!(places.len() == insertions.count());
            let Some(one) =
                SequenceEdit::trimmed(contig, start, &whole.deleted, &whole.inserted)
            else {
                return Ok(());
            };

            let predictor = Predictor::new(matcher.store, assembly);
            let mut haplotypes = Haplotypes::new(matcher, DISTANCE);
            for edit in &parts {
                let codons = predictor
                    .predict(edit)
                    .into_iter()
                    .filter_map(|c| Some((c.gene.clone(), c.codons?)))
                    .collect();
                let call = Call { phase_set: Some(phase.to_owned()), ..Call::default() };
                let variant = ObservedVariant { call, ..ObservedVariant::default() };
                // As if the part had a finding of its own, so that the reading is reported.
                let part = Part { edit: edit.clone(), variant, codons, candidates: 1 };
                prop_assert!(haplotypes.push(part, 1).is_none());
            }
            let joined = haplotypes.close();
            let consequences = predictor.predict(&one);
            let views: Vec<_> =
                consequences.iter().filter(|c| *c.gene == *gene).cloned().collect();
            let want = matcher.matches(Some(&one), &views).unwrap_or_default();
            let merged = joined
                .iter()
                .flat_map(|joined| &joined.candidates)
                .find(|candidate| *candidate.consequence.gene == *gene);
            let merged = merged.ok_or_else(|| TestCaseError::fail(format!("{parts:?}")))?;
            prop_assert_eq!(&merged.consequence, &views[0], "{:?}", parts);
            prop_assert_eq!(&merged.hits, &want);
        }
    }
}
