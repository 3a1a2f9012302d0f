//! What lies around the last record. Records come in order, so what is known of one place holds for most of
//! the records after it.

use smallvec::SmallVec;

use crate::genome::{TranscriptModel, spans};
use crate::knowledge::pharmacogenes;
use crate::matching::matcher::Matcher;
use crate::model::consequence::TranscriptConsequence;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::regions::Regions;

/// Transcripts that lie over each other in most places at most.
const MOST: usize = 8;

/// What lies around the last record.
#[derive(Debug, Default)]
pub(crate) struct Surroundings<'k> {
    contig: Option<Contig>,
    /// The stretch whose bases all lie in the same genes.
    same_genes: Interval,
    models: SmallVec<[&'k TranscriptModel; MOST]>,
    /// Whether a table speaks of the gene of each of these.
    named: SmallVec<[bool; MOST]>,
    /// A stretch without a non-coding gene or an allele of a pharmacogene.
    plain: Interval,
    /// A stretch that knowledge does not ask about, and its contig.
    unasked: (Option<Contig>, Interval),
    /// Whether it tells nothing, so that everything is worked out.
    #[cfg(test)]
    pub(crate) is_blind: bool,
}

/// What lies at one place, as far as its surroundings tell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around<'s, 'k> {
    /// The transcripts there.
    pub(crate) models: &'s [&'k TranscriptModel],
    named: &'s [bool],
    /// Whether there is neither a non-coding gene nor an allele of a pharmacogene.
    pub(crate) is_plain: bool,
    /// Whether knowledge does not ask about it: without `--all` no record there is looked at.
    pub(crate) is_unasked: bool,
}

impl Around<'_, '_> {
    /// Returns whether there is no gene of any kind, and no allele of a pharmacogene.
    pub(crate) fn is_empty(&self) -> bool {
        self.is_plain && self.models.is_empty()
    }

    /// Returns whether what an allele does to one gene meets no knowledge. It changes nothing but the inside of
    /// introns, of which tables name no more than places, and the places that they name lie elsewhere.
    pub(crate) fn meets_nothing(&self, views: &[TranscriptConsequence]) -> bool {
        let is_named = || views.first().is_some_and(|view| self.names(&view.gene));
        let mut all = views.iter();
        all.all(TranscriptConsequence::is_deep_in_intron) && (self.is_unasked || !is_named())
    }

    /// Returns whether what an allele does to all genes meets no knowledge, as [`Around::meets_nothing`] has it.
    pub(crate) fn meet_nothing(&self, consequences: &[TranscriptConsequence]) -> bool {
        consequences.iter().all(TranscriptConsequence::is_deep_in_intron)
            && (self.is_unasked || !self.named.contains(&true))
    }

    /// Returns whether a table speaks of a gene, which is that of one of the transcripts.
    fn names(&self, gene: &str) -> bool {
        let of_gene = |(model, named): (&&TranscriptModel, &bool)| *named && &*model.gene == gene;
        self.models.iter().zip(self.named).any(of_gene)
    }
}

impl<'k> Surroundings<'k> {
    /// Returns what lies at the 0-based `interval`, its ends included, or `None` where that is not the same
    /// at all of its bases. Knowledge asks about `asked`.
    #[inline]
    pub(crate) fn around<'s>(
        &'s mut self,
        matcher: &Matcher<'k>,
        asked: Option<&Regions>,
        contig: Contig,
        interval: Interval,
    ) -> Option<Around<'s, 'k>> {
        #[cfg(test)]
        if self.is_blind {
            return None;
        }
        let holds = |known: Interval| known.start <= interval.start && interval.end < known.end;
        if self.contig != Some(contig) || !self.same_genes.contains(interval.start) {
            self.come_to(matcher, contig, interval.start);
        }
        if !holds(self.same_genes) {
            return None;
        }
        if !holds(self.plain) {
            let (at, assembly) = (interval.start, matcher.assembly);
            let noncoding = spans::free_of_noncoding(contig, at, assembly);
            self.plain = noncoding.common(pharmacogenes::free_around(contig, at, assembly));
        }
        let is_unasked = asked.is_some_and(|asked| !self.are_asked_about(asked, contig, interval));
        Some(Around {
            models: &self.models,
            named: &self.named,
            is_plain: holds(self.plain),
            is_unasked,
        })
    }

    /// Returns whether knowledge asks about the 0-based `interval`: whether it touches a region of `asked`.
    #[inline]
    pub(crate) fn are_asked_about(
        &mut self,
        asked: &Regions,
        contig: Contig,
        interval: Interval,
    ) -> bool {
        let is_free = |(of, free): (Option<Contig>, Interval)| {
            of == Some(contig) && free.start <= interval.start && interval.end < free.end
        };
        if !is_free(self.unasked) {
            self.unasked = (Some(contig), asked.gap_around(contig, interval.start));
        }
        !is_free(self.unasked)
    }

    #[cold]
    fn come_to(&mut self, matcher: &Matcher<'k>, contig: Contig, position: u32) {
        let Matcher { store, assembly, every_gene, .. } = *matcher;
        let at = Interval::new(position, position);
        if self.contig != Some(contig) {
            self.plain = Interval::default();
        }
        self.contig = Some(contig);
        self.same_genes = store.stretch(contig, position, assembly, every_gene);
        self.models.clear();
        self.models.extend(store.at(contig, at, assembly));
        if every_gene {
            self.models.extend(store.coding_genes_at(contig, at, assembly));
        }
        self.named.clear();
        self.named.extend(self.models.iter().map(|model| matcher.names(&model.gene)));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::consequence::Predictor;
    use crate::genome::{TranscriptStore, regions};
    use crate::knowledge::pharmacogenes;
    use crate::model::allele::SequenceEdit;
    use crate::model::assembly::Assembly;
    use crate::observe::{noncoding, structural};
    use crate::sample::knowledge::Knowledge;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// What is remembered of the last place gives what the tables give of this one.
        #[test]
        fn what_is_remembered_is_what_tables_have(
            is_37 in any::<bool>(),
            first in 0u32..140_000_000,
            steps in proptest::collection::vec((0u32..60_000, 0u32..90, 0u8..3), 1..80),
            on in prop_oneof![Just("1"), Just("7"), Just("12"), Just("17"), Just("X"), Just("MT")],
        ) {
            let assembly = if is_37 { Assembly::GRCh37 } else { Assembly::GRCh38 };
            let (store, knowledge) = (TranscriptStore::embedded(), Knowledge::embedded());
            let matcher = knowledge.matcher(assembly, store).with_every_gene(true);
            let asked = regions(assembly);
            let contig = Contig::from_name(on.as_bytes()).unwrap();
            let mut surroundings = Surroundings::default();
            let mut start = first;
            for (step, length, back) in steps {
                start = if back == 0 { start.saturating_sub(step) } else { start + step };
                let interval = Interval::new(start, start + length);
                let found = surroundings.around(&matcher, Some(&asked), contig, interval);
                let Some(around) = found else { continue };
                let others = store.coding_genes_at(contig, interval, assembly);
                let want: Vec<&str> = store
                    .at(contig, interval, assembly)
                    .chain(others)
                    .map(|model| &*model.accession)
                    .collect();
                let got: Vec<&str> = around.models.iter().map(|model| &*model.accession).collect();
                prop_assert_eq!(&got, &want);
                for model in around.models {
                    prop_assert_eq!(around.names(&model.gene), matcher.names(&model.gene));
                }
                prop_assert_eq!(around.is_unasked, !asked.touches(contig, interval));
                let bases = vec![b'A'; length as usize];
                for (deleted, inserted) in [(&bases[..], &b""[..]), (b"A", b"C"), (b"", b"T")] {
                    if deleted.len().max(inserted.len()) > length as usize {
                        continue;
                    }
                    let (deleted, inserted) = (deleted.to_vec(), inserted.to_vec());
                    let edit = SequenceEdit { contig, start, deleted, inserted };
                    let views: Vec<_> = Predictor::on_each(around.models, &edit).collect();
                    prop_assert_eq!(&views, &matcher.predictor().predict(&edit));
                    if around.is_plain {
                        prop_assert_eq!(noncoding::consequences(&edit, assembly).count(), 0);
                        prop_assert!(pharmacogenes::of(&edit, assembly).is_none());
                    }
                    if around.is_empty() {
                        prop_assert!(views.is_empty());
                        prop_assert!(structural::as_event(&matcher, &edit).is_none());
                    }
                    for views in matcher.readings(&edit, &views) {
                        if around.meets_nothing(views) {
                            prop_assert!(matcher.matches(Some(&edit), views).is_none());
                            prop_assert!(!matcher.may_matter(&views[0]));
                        }
                    }
                }
            }
        }
    }
}
