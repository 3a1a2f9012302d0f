//! Whether a coding sequence still reads to its own stop once edits are made in it.

use crate::genome::TranscriptModel;
use crate::genome::sequence::{reverse_complement, translate};
use crate::model::allele::SequenceEdit;
use crate::model::position::{CdsPosition, Interval};
use crate::model::transcript::Strand;

/// What edits of one copy make of a reading frame together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadingFrame {
    /// It ends with the codon it always ended with, and no stop comes before.
    Open,
    /// It is shifted, or stops early.
    Broken,
}

/// Returns the reading frame of `model` with all of `edits` made.
///
/// Returns `None` where an edit does not lie whole in one coding exon, or bases are not known.
/// Returns `None` too where two edits touch the same base or place.
pub fn reading_frame(model: &TranscriptModel, edits: &[&SequenceEdit]) -> Option<ReadingFrame> {
    let coding = model.coding_bases()?.get(..model.cds_in_transcript().len() as usize)?;
    // A coding sequence with a stop of its own inside (selenocysteine) cannot be judged by its
    // stops.
    if !is_open(coding) {
        return None;
    }
    let mut placed: Vec<(Interval, Vec<u8>)> =
        edits.iter().map(|edit| placed(model, edit)).collect::<Option<_>>()?;
    placed.sort_by_key(|(range, _)| (range.start, range.end));
    let mut bases = Vec::with_capacity(coding.len() + 64);
    let mut at = 0;
    let mut previous: Option<Interval> = None;
    for (range, inserted) in &placed {
        let touches = previous.is_some_and(|before| {
            range.start < before.end
                || range.start == before.start && range.is_empty() == before.is_empty()
        });
        if touches {
            return None;
        }
        bases.extend_from_slice(coding.get(at..range.start as usize)?);
        bases.extend_from_slice(inserted);
        at = range.end as usize;
        previous = Some(*range);
    }
    bases.extend_from_slice(coding.get(at..)?);
    let is_known = bases.iter().all(|base| b"ACGT".contains(base));
    is_known.then(|| if is_open(&bases) { ReadingFrame::Open } else { ReadingFrame::Broken })
}

/// Returns whether whole codons end with a stop, and none comes before.
fn is_open(bases: &[u8]) -> bool {
    let is_stop = |codon: &[u8]| translate(codon) == b'*';
    bases.len().is_multiple_of(3)
        && bases.chunks_exact(3).position(is_stop) == (bases.len() / 3).checked_sub(1)
}

/// Returns the coding range that `edit` replaces and the bases that replace it, in transcript
/// direction. Returns `None` unless all of it lies in one coding exon.
fn placed(model: &TranscriptModel, edit: &SequenceEdit) -> Option<(Interval, Vec<u8>)> {
    let interval = edit.interval();
    model.cds.iter().find(|block| match interval.is_empty() {
        true => block.start < interval.start && interval.start < block.end,
        false => block.start <= interval.start && interval.end <= block.end,
    })?;
    let (first, inserted) = match model.strand {
        Strand::Forward => (interval.start, edit.inserted.clone()),
        // An insertion comes before the base that stands left of it on the plus strand.
        Strand::Reverse => (interval.end - 1, reverse_complement(&edit.inserted)),
    };
    let CdsPosition(start) = model.coding_position(first)?;
    Some((Interval::new(start, start + interval.len()), inserted))
}

/// Returns the bases that `edit` adds to the coding sequence, negative where it removes some.
/// Returns `None` unless all of it lies in one coding exon.
pub fn coding_length_change(model: &TranscriptModel, edit: &SequenceEdit) -> Option<i64> {
    let (range, inserted) = placed(model, edit)?;
    Some(inserted.len() as i64 - i64::from(range.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consequence::coding_to_genomic;
    use crate::genome::TranscriptStore;
    use crate::model::assembly::Assembly;

    fn frame(gene: &str, names: &[&str]) -> Option<ReadingFrame> {
        let model = &TranscriptStore::embedded().gene(gene, Assembly::GRCh38)[0];
        let edits: Vec<_> =
            names.iter().map(|name| coding_to_genomic(model, name).unwrap()).collect();
        reading_frame(model, &edits.iter().collect::<Vec<_>>())
    }

    #[test]
    fn edits_together() {
        use ReadingFrame::{Broken, Open};
        // BRCA2 lies on the plus strand, BRCA1 on the minus strand.
        for (gene, names, want) in [
            ("BRCA2", &["c.5946del"][..], Some(Broken)),
            ("BRCA2", &["c.5946del", "c.5949del"], Some(Broken)),
            ("BRCA2", &["c.5946del", "c.5943_5944insA"], Some(Open)),
            ("BRCA2", &["c.5943_5944insA", "c.5946del"], Some(Open)),
            ("BRCA2", &["c.5946del", "c.5950_5951del"], Some(Open)),
            // In frame again, but a stop codon stands between.
            ("BRCA2", &["c.5946del", "c.6100_6101insA"], Some(Broken)),
            ("BRCA2", &["c.5946del", "c.5946del"], None),
            ("BRCA2", &["c.5940_5951del"], Some(Open)),
            ("BRCA2", &["c.475+1G>T"], None),
            ("BRCA1", &["c.5266dup"], Some(Broken)),
            ("BRCA1", &["c.5266dup", "c.5260del"], Some(Open)),
            ("BRCA1", &["c.5251C>T"], Some(Broken)),
            ("BRCA1", &["c.5251C>T", "c.5252G>T"], Some(Open)),
            ("RAD51C", &["c.706-2A>G"], None),
        ] {
            assert_eq!(frame(gene, names), want, "{gene} {names:?}");
        }
    }

    #[test]
    fn every_coding_sequence_is_open_unless_it_reads_over_a_stop() {
        let store = TranscriptStore::embedded();
        let models = ["BRCA1", "BRCA2", "PALB2", "TP53", "EGFR"]
            .map(|gene| &store.gene(gene, Assembly::GRCh37)[0]);
        for model in models {
            assert_eq!(reading_frame(model, &[]), Some(ReadingFrame::Open), "{}", model.gene);
        }
    }
}
