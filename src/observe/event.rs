//! Symbolic alleles and breakends.

use crate::consequence::Predictor;
use crate::input;
use crate::matching::candidate::Candidate;
use crate::model::allele::{SequenceEdit, is_bases};
use crate::observe::allele::Allele;
use crate::observe::counts::count;
use crate::observe::lost_copy::{LostCopy, Place};
use crate::observe::out::Out;
use crate::observe::structural::{self, Readings};
use crate::observe::tables;
use crate::observe::worker::Worker;

/// What became of a symbolic allele or a breakend.
pub(crate) enum Outcome {
    /// It is this sequence change.
    AsEdit(SequenceEdit),
    /// It was dealt with: its candidates were emitted, or it failed a threshold.
    Done,
    /// It has no event that matters or can be read.
    Nothing,
}

impl<'k> Worker<'k> {
    /// Reads a symbolic allele or a breakend.
    pub(crate) fn structural(
        &self,
        predictor: &Predictor<'static>,
        allele: &Allele<'_>,
        out: &mut Vec<Out<'k>>,
    ) -> Outcome {
        if let Some(edit) = inserted_sequence(allele) {
            return Outcome::AsEdit(edit);
        }
        let Some(event) = input::structural::event(allele.record, allele.alternate, self.sample)
        else {
            count(&self.counts.structural);
            return Outcome::Nothing;
        };
        if let Some(edit) = structural::as_edit(&self.matcher, &event)
            && structural::is_told_by(&edit, predictor)
        {
            return Outcome::AsEdit(edit);
        }
        if !self.thresholds.pass(&allele.call) {
            count(&self.counts.below_threshold);
            return Outcome::Done;
        }
        if let Some(fusion) = self.stated_fusion(allele) {
            match fusion {
                Some(candidate) if self.passes(allele) => {
                    out.push(Out::Candidate(Box::new(candidate)));
                }
                Some(_) => count(&self.counts.filtered_matches),
                None => {}
            }
            return Outcome::Done;
        }
        if let Some((contig, interval, copies)) =
            event.lost_copy(self.thresholds.copies.focal).filter(|_| self.passes(allele))
        {
            let chrom = String::from_utf8_lossy(allele.record.chrom()).into();
            out.push(Out::LostCopy(Box::new(LostCopy {
                place: Place::Stretch { chrom, contig, interval },
                copies,
            })));
        }
        let variant = self.observed(allele);
        let Readings { candidates, others } =
            structural::readings(&self.matcher, &event, &self.thresholds.copies, &variant);
        let others = if self.all { others } else { Vec::new() };
        if candidates.is_empty() && others.is_empty() {
            return Outcome::Nothing;
        }
        if self.passes(allele) {
            out.extend(candidates.into_iter().map(|candidate| Out::Candidate(Box::new(candidate))));
        } else if !candidates.is_empty() {
            count(&self.counts.filtered_matches);
        }
        out.extend(others.into_iter().map(|consequence| allele.plain(Some(consequence))));
        Outcome::Done
    }

    /// Reads the fusion that a record of FusionCatcher names, whose brackets do not fit its strands.
    /// The inner `None` is of its 3′ record and of genes without knowledge.
    fn stated_fusion(&self, allele: &Allele<'_>) -> Option<Option<Candidate<'k>>> {
        let info = |key: &[u8]| {
            allele.record.info_value(key).and_then(|value| std::str::from_utf8(value).ok())
        };
        let (five, three, effect) = (info(b"GENE5")?, info(b"GENE3")?, info(b"EFFECT")?);
        if info(b"END") != Some("5") {
            return Some(None);
        }
        let fusion = tables::stated(five, three, effect, &self.matcher);
        let variant = self.observed(allele);
        Some(structural::candidate(&self.matcher, fusion, None, &variant))
    }
}

/// Returns the insertion that `<INS>` is, where INFO has its bases (Manta's SVINSSEQ, SEQ of
/// others).
fn inserted_sequence(allele: &Allele<'_>) -> Option<SequenceEdit> {
    if !allele.alternate.starts_with(b"<INS") {
        return None;
    }
    let info = |key: &[u8]| allele.record.info_value(key);
    let bases = info(b"SVINSSEQ").or_else(|| info(b"INSSEQ")).or_else(|| info(b"SEQ"))?;
    let is_read = is_bases(bases) && !bases.iter().any(|b| b.eq_ignore_ascii_case(&b'N'));
    is_read.then(|| SequenceEdit {
        contig: allele.contig,
        start: allele.position.0 + 1,
        deleted: Vec::new(),
        inserted: bases.to_ascii_uppercase(),
    })
}
