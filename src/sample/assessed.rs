//! Where the absence of a variant is known: the regions of `--assessed-bed`, and the reference
//! blocks of a gVCF. Everywhere else "not seen" is not "not there".

use std::collections::BTreeSet;
use std::mem::take;

use crate::genome::{TranscriptModel, TranscriptStore};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::evaluation::AssessedGene;
use crate::model::position::{Interval, ResidueNumber};
use crate::model::profile::{Alteration, Assay, Component};
use crate::model::protein_change::ProteinChange;
use crate::model::regions::Regions;
use crate::observe::counted::Counted;
use crate::observe::depths::Depths;
use crate::observe::observed::Observed;

/// What is known of absence in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LookedAt {
    /// All of it was read: what is not reported is not there.
    Whole,
    /// An allele there was left out by a filter or a threshold.
    LeftOut,
    /// A record there is not understood.
    NotUnderstood,
    /// The reads that were looked at are too few.
    TooShallow,
    /// Nothing says that all of it was read.
    NotKnown,
}

/// What a run knows of absence.
#[derive(Debug)]
pub struct Assessed<'k> {
    store: &'k TranscriptStore,
    assembly: Assembly,
    inside: Regions,
    /// Alleles that a filter or a threshold left out: nothing is known to be absent there.
    left_out: Regions,
    /// Where something is said that is not understood: nothing is known to be absent there either.
    not_understood: Regions,
    /// Where reads were looked at, or are said to be, and too few: nothing is known to be absent there, whatever
    /// else says so.
    not_proven: Regions,
    depths: Depths,
    /// Genes and stretches whose number of copies the user's table states, whatever it is.
    counted: Counted,
}

impl<'k> Assessed<'k> {
    /// Makes the value from the regions with enough reads, and those where alleles were left out.
    pub fn new(
        store: &'k TranscriptStore,
        assembly: Assembly,
        inside: Regions,
        left_out: Regions,
    ) -> Self {
        Self {
            store,
            assembly,
            inside,
            left_out,
            not_understood: Regions::default(),
            not_proven: Regions::default(),
            depths: Depths::default(),
            counted: Counted::default(),
        }
    }

    /// Makes the value from the regions that the user `stated` and what was observed, which gives its places away.
    /// In `not_proven` reads were looked at and show too little.
    pub fn of(
        store: &'k TranscriptStore,
        assembly: Assembly,
        stated: impl Iterator<Item = (Contig, Interval)>,
        observed: &mut Observed<'_>,
        not_proven: &Regions,
    ) -> Self {
        let inside = stated.chain(take(&mut observed.assessed));
        let shallow = take(&mut observed.shallow);
        Self {
            not_understood: Regions::new(take(&mut observed.not_understood)),
            not_proven: Regions::new(not_proven.iter().chain(shallow)),
            depths: take(&mut observed.depths),
            ..Self::new(
                store,
                assembly,
                Regions::new(inside),
                Regions::new(take(&mut observed.left_out)),
            )
        }
    }

    /// Adds the genes and stretches whose number of copies is stated.
    pub fn with_copies(self, counted: Counted) -> Self {
        Self { counted, ..self }
    }

    /// Makes the value for `explain`, where nothing is known of absence.
    pub fn nothing(store: &'k TranscriptStore, assembly: Assembly) -> Self {
        Self::new(store, assembly, Regions::default(), Regions::default())
    }

    /// Makes the value from what [`Assessed::genes`] gave in another run on the same transcripts.
    /// Genes that are not embedded, and codons that they do not have, are left out.
    pub fn from_genes(
        store: &'k TranscriptStore,
        assembly: Assembly,
        genes: &[AssessedGene],
    ) -> Self {
        let inside = genes.iter().filter_map(|assessed| {
            let model = store.gene(&assessed.gene, assembly).first()?;
            let count = model.codon_count();
            let runs = assessed.codons.iter().map(|&(first, last)| (first, last.min(count)));
            let runs = runs.filter(|(first, last)| 0 < *first && first <= last);
            let intervals = runs.flat_map(|(first, last)| coding_intervals(model, first, last));
            Some(intervals.map(|interval| (model.contig, interval)).collect::<Vec<_>>())
        });
        Self::new(store, assembly, Regions::new(inside.flatten()), Regions::default())
    }

    /// Returns the assessed codons of every gene that has any, by symbol. [`Assessed::covers`]
    /// rests on nothing else.
    pub fn genes(&self) -> Vec<AssessedGene> {
        let touched: BTreeSet<&str> = self
            .inside
            .iter()
            .flat_map(|(contig, interval)| self.store.at(contig, interval, self.assembly))
            .map(|model| &*model.gene)
            .collect();
        touched
            .into_iter()
            .filter_map(|gene| self.codons_of(self.store.gene(gene, self.assembly).first()?))
            .collect()
    }

    fn codons_of(&self, model: &TranscriptModel) -> Option<AssessedGene> {
        let count = model.codon_count();
        let is_known =
            |intervals: &[Interval]| intervals.iter().all(|at| self.is_known(model.contig, *at));
        let is_whole = count > 0 && is_known(&model.cds);
        let mut codons: Vec<(u32, u32)> = Vec::new();
        if is_whole {
            codons.push((1, count));
        } else {
            let touched = self.touched_codons(model).into_iter();
            for codon in touched.filter(|&n| is_known(&coding_intervals(model, n, n))) {
                match codons.last_mut() {
                    Some((_, last)) if *last + 1 == codon => *last = codon,
                    _ => codons.push((codon, codon)),
                }
            }
        }
        let gene = model.gene.to_string();
        (!codons.is_empty()).then_some(AssessedGene { gene, codons, is_whole })
    }

    /// Returns the codons of which an assessed region holds a base.
    fn touched_codons(&self, model: &TranscriptModel) -> BTreeSet<u32> {
        let regions = self.inside.on(model.contig);
        let mut codons = BTreeSet::new();
        for block in &model.cds {
            let first = regions.partition_point(|region| region.end <= block.start);
            for region in regions[first..].iter().take_while(|region| region.start < block.end) {
                let (start, end) = (region.start.max(block.start), region.end.min(block.end));
                let ends = [start, end - 1].map(|at| model.residue_at(at));
                if let [Some(a), Some(b)] = ends {
                    codons.extend(a.0.min(b.0)..=a.0.max(b.0));
                }
            }
        }
        codons
    }

    /// Returns whether everything that could show `component` was assessed. That is its codons
    /// where it names some, else all coding bases of its gene's reported transcript.
    pub fn covers(&self, component: &Component) -> bool {
        let is_of_bases =
            matches!(component.alteration.assay(), Assay::SmallVariant | Assay::Wildtype);
        // Where nothing was assessed, no transcript needs to be opened.
        if !is_of_bases || self.is_nothing() {
            return false;
        }
        let Some(model) = self.store.gene(&component.gene, self.assembly).first() else {
            return false;
        };
        let intervals = match codons(&component.alteration) {
            Some((first, last)) => coding_intervals(model, first, last),
            None => model.cds.clone(),
        };
        !intervals.is_empty()
            && intervals.into_iter().all(|interval| self.is_known(model.contig, interval))
    }

    /// Returns whether no absence is known anywhere.
    pub fn is_nothing(&self) -> bool {
        self.inside.iter().next().is_none()
    }

    /// Returns whether the bases were read deeply enough to show that nothing else is there.
    pub fn shows(&self, contig: Contig, interval: Interval) -> bool {
        self.is_known(contig, interval)
    }

    /// Returns whether absence is known in all `intervals`, or what keeps it from being known.
    pub(super) fn looked_at(&self, contig: Contig, intervals: &[Interval]) -> LookedAt {
        let any = |regions: &Regions| intervals.iter().any(|at| regions.touches(contig, *at));
        match () {
            () if any(&self.not_understood) => LookedAt::NotUnderstood,
            () if any(&self.left_out) => LookedAt::LeftOut,
            () if intervals.iter().any(|at| self.not_proven.overlaps(contig, *at)) => {
                LookedAt::TooShallow
            }
            () if intervals.iter().all(|at| self.inside.covers(contig, *at)) => LookedAt::Whole,
            () => LookedAt::NotKnown,
        }
    }

    /// Returns the smallest depth of `intervals`, where every base has one.
    pub(super) fn depth(&self, contig: Contig, intervals: &[Interval]) -> Option<u32> {
        let depths: Option<Vec<u32>> =
            intervals.iter().map(|at| self.depths.least(contig, *at)).collect();
        depths?.into_iter().min()
    }

    /// Returns the transcripts and the assembly of the sample.
    pub(super) fn genome(&self) -> (&'k TranscriptStore, Assembly) {
        (self.store, self.assembly)
    }

    /// Returns whether the number of copies of the component's gene is stated.
    pub(super) fn knows_copies(&self, component: &Component) -> bool {
        let Counted { genes, stretches, has_unplaced } = &self.counted;
        let is_within = |(contig, interval): &(Contig, Interval)| {
            self.is_gene_within(&component.gene, *contig, *interval)
        };
        !has_unplaced && (genes.contains(&component.gene) || stretches.iter().any(is_within))
    }

    /// Returns whether all coding bases of the gene lie in the stretch.
    pub(super) fn is_gene_within(&self, gene: &str, contig: Contig, stretch: Interval) -> bool {
        self.store.gene(gene, self.assembly).first().is_some_and(|model| {
            let is_inside = |at: &Interval| stretch.start <= at.start && at.end <= stretch.end;
            model.contig == contig && !model.cds.is_empty() && model.cds.iter().all(is_inside)
        })
    }

    fn is_known(&self, contig: Contig, interval: Interval) -> bool {
        self.looked_at(contig, &[interval]) == LookedAt::Whole
    }
}

/// Returns the first and last codon that an alteration names, if it names any.
fn codons(alteration: &Alteration) -> Option<(u32, u32)> {
    match alteration {
        Alteration::Codon(at) | Alteration::CodonTo(at, _) => Some((at.number, at.number)),
        Alteration::Protein(change) => match change {
            ProteinChange::Substitution { at, .. } => Some((at.number, at.number)),
            ProteinChange::Deletion { at }
            | ProteinChange::Duplication { at }
            | ProteinChange::Insertion { at, .. }
            | ProteinChange::Delins { at, .. } => Some((at.first.number, at.last.number)),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the genomic bases of codons, as runs.
fn coding_intervals(model: &TranscriptModel, first: u32, last: u32) -> Vec<Interval> {
    model.codons_on_genome(ResidueNumber(first), ResidueNumber(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::profile::component;

    #[test]
    fn a_codon_or_the_whole_gene() {
        let store = TranscriptStore::embedded();
        let assembly = Assembly::GRCh37;
        let kras = &store.gene("KRAS", assembly)[0];
        let codon_12 = Interval::new(25_398_282, 25_398_285);
        let assessed = |inside: Vec<Interval>, left_out: Vec<Interval>| {
            let regions = |list: Vec<Interval>| {
                Regions::new(list.into_iter().map(|interval| (kras.contig, interval)))
            };
            Assessed::new(store, assembly, regions(inside), regions(left_out))
        };
        let hotspot = assessed(vec![codon_12], Vec::new());
        assert!(hotspot.covers(&component("KRAS G12C")));
        assert!(hotspot.covers(&component("KRAS G12")));
        assert!(!hotspot.covers(&component("KRAS G13D")));
        assert!(!hotspot.covers(&component("KRAS Mutation")));
        let gene = assessed(kras.cds.clone(), Vec::new());
        assert!(gene.covers(&component("KRAS Mutation")));
        assert!(gene.covers(&component("KRAS Wildtype")));
        assert!(!gene.covers(&component("KRAS Amplification")));
        assert!(!gene.covers(&component("NRAS Mutation")));
        let filtered = assessed(kras.cds.clone(), vec![codon_12]);
        assert!(!filtered.covers(&component("KRAS Mutation")));
        assert!(filtered.covers(&component("KRAS Q61H")));
        assert!(!Assessed::nothing(store, assembly).covers(&component("KRAS G12C")));
    }

    /// Compares a value that is built from another run's codons with the original, question by
    /// question.
    #[test]
    fn codons_carry_absence() {
        let store = TranscriptStore::embedded();
        let questions = [
            "KRAS G12C",
            "KRAS G12",
            "KRAS G13D",
            "KRAS Q61H",
            "KRAS A146T",
            "KRAS Mutation",
            "KRAS Wildtype",
            "KRAS M1_T2del",
            "EGFR E746_A750del",
            "EGFR T790M",
            "EGFR L858R",
            "EGFR Mutation",
            "BRAF V600E",
            "TP53 Mutation",
            "KRAS Amplification",
        ];
        for assembly in Assembly::ALL {
            let model = |gene: &str| &store.gene(gene, assembly)[0];
            let codon = |gene: &str, number| coding_intervals(model(gene), number, number)[0];
            let whole = |gene: &str| model(gene).cds.clone();
            let cases: [(&str, Vec<Interval>, Vec<Interval>); 6] = [
                ("KRAS", whole("KRAS"), Vec::new()),
                ("KRAS", whole("KRAS"), vec![codon("KRAS", 12)]),
                ("KRAS", whole("KRAS")[1..].to_vec(), Vec::new()),
                ("KRAS", vec![codon("KRAS", 12), codon("KRAS", 13)], Vec::new()),
                ("EGFR", (746..=750).map(|n| codon("EGFR", n)).collect(), Vec::new()),
                ("EGFR", whole("EGFR"), vec![codon("EGFR", 748), codon("EGFR", 858)]),
            ];
            for (gene, inside, left_out) in cases {
                let contig = model(gene).contig;
                let regions = |list: Vec<Interval>| {
                    Regions::new(list.into_iter().map(|interval| (contig, interval)))
                };
                let first = Assessed::new(store, assembly, regions(inside), regions(left_out));
                let known = first.genes();
                assert_eq!(known.len(), 1, "{known:?}");
                let second = Assessed::from_genes(store, assembly, &known);
                for question in questions {
                    let component = component(question);
                    let answer = first.covers(&component);
                    assert_eq!(second.covers(&component), answer, "{question} of {known:?}");
                }
                assert_eq!(second.genes(), known);
            }
        }
    }
}
