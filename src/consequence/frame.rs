//! Whether a coding sequence still reads to its own stop once edits are made in it.

use super::frameshift::codons;
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

/// A coding sequence that ends with its only stop, to read edits in. It is looked through once, so
/// that reading a pair of edits takes as long as the stretch between them.
#[derive(Debug)]
pub struct CodingFrame<'m> {
    model: &'m TranscriptModel,
    coding: &'m [u8],
    /// Where bases are not known.
    unknown: Vec<u32>,
}

/// An edit that lies whole in one coding exon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedEdit {
    range: Interval,
    inserted: Vec<u8>,
}

impl PlacedEdit {
    /// Returns the edit in the coding sequence of `model`, in transcript direction. Returns `None`
    /// unless all of it lies in one coding exon.
    pub fn new(model: &TranscriptModel, edit: &SequenceEdit) -> Option<Self> {
        let (range, inserted) = placed(model, edit)?;
        Some(Self { range, inserted })
    }

    /// Returns the range of the coding sequence that it replaces.
    pub fn range(&self) -> Interval {
        self.range
    }

    /// Returns by how many bases it shifts the reading frame: 0, 1 or 2.
    pub fn shift(&self) -> usize {
        (self.inserted.len() as i64 - i64::from(self.range.len())).rem_euclid(3) as usize
    }
}

impl<'m> CodingFrame<'m> {
    /// Returns the frame of `model`. Returns `None` where bases are not known, or where a stop of its
    /// own stands inside (selenocysteine): it cannot be judged by its stops.
    pub fn new(model: &'m TranscriptModel) -> Option<Self> {
        let coding = model.coding_bases()?.get(..model.cds_in_transcript().len() as usize)?;
        let is_unknown = |(_, base): &(usize, &u8)| !b"ACGT".contains(*base);
        let unknown = coding.iter().enumerate().filter(is_unknown).map(|(at, _)| at as u32);
        is_open(coding).then(|| Self { model, coding, unknown: unknown.collect() })
    }

    /// Returns the model.
    pub fn model(&self) -> &'m TranscriptModel {
        self.model
    }

    /// Returns what `edits` make of it together. Returns `None` where bases are not known, or two
    /// edits touch the same base or place.
    pub fn read(&self, edits: &[&PlacedEdit]) -> Option<ReadingFrame> {
        let mut edits = edits.to_vec();
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let touch = |pair: &[&PlacedEdit]| {
            let (before, range) = (pair[0].range, pair[1].range);
            range.start < before.end
                || range.start == before.start && range.is_empty() == before.is_empty()
        };
        let is_in = |at: &u32| edits.iter().any(|edit| edit.range.contains(*at));
        let is_known = self.unknown.iter().all(is_in)
            && edits.iter().all(|edit| edit.inserted.iter().all(|base| b"ACGT".contains(base)));
        if edits.windows(2).any(touch) || !is_known {
            return None;
        }
        let (Some(first), Some(last)) = (edits.first(), edits.last()) else {
            return Some(ReadingFrame::Open);
        };
        // Whole codons before the first and behind the last edit read as they always did.
        let start = first.range.start / 3 * 3;
        let end = (last.range.end.div_ceil(3) * 3).min(self.coding.len() as u32);
        let mut bases = Vec::with_capacity((end - start) as usize + 64);
        let mut at = start;
        for PlacedEdit { range, inserted } in &edits {
            bases.extend_from_slice(self.bases(at, range.start)?);
            bases.extend_from_slice(inserted);
            at = range.end;
        }
        bases.extend_from_slice(self.bases(at, end)?);
        let is_to_the_end = end as usize == self.coding.len();
        let is_still_open = match (is_to_the_end, bases.is_empty()) {
            (true, true) => start == 0,
            (true, false) => is_open(&bases),
            (false, _) => bases.len().is_multiple_of(3) && !bases.chunks_exact(3).any(is_stop),
        };
        Some(if is_still_open { ReadingFrame::Open } else { ReadingFrame::Broken })
    }

    /// Returns where another edit must begin, or lie with its end, to restore the frame that `edit`
    /// shifts: before the first stop behind it, and behind the last stop before it in the other's
    /// frame. For an edit that shifts nothing these are its own codons.
    pub fn reach(&self, edit: &PlacedEdit) -> Interval {
        let (start, end) = (edit.range.start, edit.range.end);
        let (first, length) = (start / 3 * 3, self.coding.len() as u32);
        if edit.shift() == 0 {
            return Interval::new(first, (end.div_ceil(3) * 3).min(length));
        }
        let before = self.bases(first, start).unwrap_or_default();
        let behind = self.bases(end, length).unwrap_or_default();
        let read = before.iter().chain(&edit.inserted).chain(behind).copied();
        let read_before = (before.len() + edit.inserted.len()) as u32;
        let stop = codons(read).position(|codon| is_stop(&codon));
        let last =
            stop.map_or(length, |codon| end + (codon as u32 * 3 + 3).saturating_sub(read_before));
        // Codons between another edit and this one begin where this one shifts them to.
        let frame = edit.shift() as u32;
        let starts = (0..start.saturating_sub(2)).rev().filter(|at| at % 3 == frame);
        let mut starts = starts.filter(|&at| self.bases(at, at + 3).is_some_and(is_stop));
        Interval::new(starts.next().unwrap_or(0), last.min(length))
    }

    fn bases(&self, start: u32, end: u32) -> Option<&'m [u8]> {
        self.coding.get(start as usize..end as usize)
    }
}

fn is_stop(codon: &[u8]) -> bool {
    translate(codon) == b'*'
}

/// Returns the reading frame of `model` with all of `edits` made.
///
/// Returns `None` where an edit does not lie whole in one coding exon, or bases are not known.
/// Returns `None` too where two edits touch the same base or place.
#[cfg(test)]
fn reading_frame(model: &TranscriptModel, edits: &[&SequenceEdit]) -> Option<ReadingFrame> {
    let frame = CodingFrame::new(model)?;
    let placed: Vec<PlacedEdit> =
        edits.iter().map(|edit| PlacedEdit::new(model, edit)).collect::<Option<_>>()?;
    frame.read(&placed.iter().collect::<Vec<_>>())
}

/// Returns whether whole codons end with a stop, and none comes before.
fn is_open(bases: &[u8]) -> bool {
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
