//! Where the absence of a variant is known: the regions of `--assessed-bed`, and the reference
//! blocks of a gVCF. Everywhere else "not seen" is not "not there".

use crate::genome::{TranscriptModel, TranscriptStore};
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::profile::{Alteration, Assay, Component};
use crate::model::protein_change::ProteinChange;
use crate::model::regions::Regions;

/// Reads at a reference block from which on it shows that nothing else is there. At 20 reads a
/// heterozygous clonal variant is missed once in a million times, a subclonal one of 10 % once in
/// eight times: the number is stated with every result.
pub const MIN_DEPTH: u32 = 20;

/// What a run knows of absence.
#[derive(Debug)]
pub struct Assessed {
    store: &'static TranscriptStore,
    assembly: Assembly,
    inside: Regions,
    /// Alleles that a filter or a threshold left out: nothing is known to be absent there.
    left_out: Regions,
}

impl Assessed {
    /// From the regions with enough reads, and those where alleles were left out.
    pub fn new(
        store: &'static TranscriptStore,
        assembly: Assembly,
        inside: Regions,
        left_out: Regions,
    ) -> Self {
        Self { store, assembly, inside, left_out }
    }

    /// Where nothing is known of absence: `explain`.
    pub fn nothing(store: &'static TranscriptStore, assembly: Assembly) -> Self {
        Self::new(store, assembly, Regions::default(), Regions::default())
    }

    /// Whether everything that could show `component` was assessed: its codons where it names
    /// some, else all coding bases of its gene's reported transcript.
    pub fn covers(&self, component: &Component) -> bool {
        if !matches!(component.alteration.assay(), Assay::SmallVariant | Assay::Wildtype) {
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

    fn is_known(&self, contig: Contig, interval: Interval) -> bool {
        self.inside.covers(contig, interval) && !self.left_out.touches(contig, interval)
    }
}

/// The codons that an alteration names, if it names any.
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

/// The genomic bases of codons, as runs.
fn coding_intervals(model: &TranscriptModel, first: u32, last: u32) -> Vec<Interval> {
    let cds = model.cds_in_transcript();
    let coordinates = (cds.start + (first - 1) * 3)..(cds.start + last * 3).min(cds.end);
    let mut positions: Vec<u32> = coordinates.filter_map(|at| model.to_genome(at)).collect();
    positions.sort_unstable();
    positions
        .chunk_by(|a, b| a + 1 == *b)
        .filter_map(|run| Some(Interval::new(*run.first()?, run.last()? + 1)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::profile;
    use crate::model::profile::Profile;

    fn component(text: &str) -> Component {
        match profile::parse(text) {
            Ok(Profile::Component(component)) => component,
            other => panic!("{text}: {other:?}"),
        }
    }

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
}
