//! Symbolic alleles and breakends.

use crate::input;
use crate::input::structural::{Symbol, length};
use crate::matching::candidate::Candidate;
use crate::model::allele::{SequenceEdit, is_bases};
use crate::model::structural::{CopyState, SpanKind, Stretch, StructuralEvent};
use crate::model::tumor_content::TumorContent;
use crate::observe::allele::Allele;
use crate::observe::counts::count;
use crate::observe::desk::Desk;
use crate::observe::lost_copy::{LostCopy, Place, StretchLoss};
use crate::observe::out::{Out, Unread};
use crate::observe::plain_rows::LastContext;
use crate::observe::structural::{self, CopyContext, Readings};
use crate::observe::tables;
use crate::observe::thresholds::Thresholds;
use crate::observe::worker::Worker;
use crate::structural::copies;

/// Times the average from which on a gain by a ratio may be an amplification in fewer cells: at half the
/// cells, three times.
const DOUBLED: f64 = 2.0;

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
        desk: &mut Desk<'k>,
        allele: &Allele<'_>,
        out: &mut Vec<Out<'k>>,
    ) -> Outcome {
        let unknown = match inserted_sequence(allele) {
            Some(edit) if edit.inserted.iter().any(|&base| base != b'N') => {
                return Outcome::AsEdit(edit);
            }
            unknown => unknown,
        };
        let symbol = Symbol {
            record: allele.record,
            number: allele.number,
            alternate: allele.alternate,
            sample: self.sample,
        };
        let content = self.content(&symbol);
        let event = input::structural::event(&symbol, content);
        let is_told = |event: &StructuralEvent| structural::is_of_insertion(&self.matcher, event);
        if let Some(edit) = unknown.filter(|_| !event.as_ref().is_some_and(is_told)) {
            return Outcome::AsEdit(edit);
        }
        let Some(event) = event else {
            out.push(allele.unread(Unread::Event));
            return Outcome::Nothing;
        };
        if let Some(edit) = structural::as_edit(&self.matcher, &event)
            && structural::is_told_by(&edit, &desk.predictor)
        {
            return Outcome::AsEdit(edit);
        }
        self.event(&mut desk.context, allele, &event, content, out)
    }

    /// Emits what an event comes to.
    pub(crate) fn event(
        &self,
        last: &mut LastContext,
        allele: &Allele<'_>,
        event: &StructuralEvent,
        content: TumorContent,
        out: &mut Vec<Out<'k>>,
    ) -> Outcome {
        if !self.thresholds.pass(&allele.call) {
            count(&self.counts.below_threshold);
            return Outcome::Done;
        }
        if let Some(fusion) = self.stated_fusion(allele) {
            match fusion {
                Some(candidate) if self.passes(allele) => {
                    out.push(Out::Candidate(Box::new(candidate)));
                }
                Some(candidate) => out.push(self.filtered(candidate)),
                None => {}
            }
            return Outcome::Done;
        }
        if !event.is_within(self.matcher.assembly) {
            out.push(allele.unread(Unread::Event));
            return Outcome::Nothing;
        }
        let passes = self.passes(allele);
        if let Some(stretch) = event.stretch.as_ref().filter(|_| passes) {
            self.note_what_is_missing(stretch, content);
        }
        if passes {
            out.extend(self.lost(allele, event, content).map(|lost| Out::LostCopy(Box::new(lost))));
        }
        let variant = self.observed(allele);
        let copies = CopyContext { thresholds: &self.thresholds.copies, content };
        let Readings { candidates, parts, others, broken } =
            structural::readings(&self.matcher, event, &copies, &variant);
        // What it does to them is not always known: they are not of the wild type.
        for (contig, interval) in broken.into_iter().filter(|_| passes) {
            self.leave_open(contig, interval, out);
        }
        let others = if self.rows.is_some() { others } else { Vec::new() };
        if candidates.is_empty() && parts.is_empty() && others.is_empty() {
            return Outcome::Nothing;
        }
        if passes {
            out.extend(candidates.into_iter().map(|candidate| Out::Candidate(Box::new(candidate))));
            out.extend(parts.into_iter().map(|part| Out::GenePart(Box::new(part))));
        } else {
            // A record counts once, whatever genes it spans.
            let first = candidates.into_iter().next();
            out.extend(first.map(|candidate| self.filtered(candidate)));
        }
        for consequence in &others {
            self.plain(last, allele, Some(consequence), out);
        }
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

    /// Returns what is known of the sample: what the user states comes first, then the record, then the
    /// header.
    fn content(&self, symbol: &Symbol<'_>) -> TumorContent {
        let Thresholds { content, .. } = self.thresholds;
        content.or(input::structural::own_content(symbol.record)).or(self.of_header)
    }

    /// Counts stretches whose copies are not stated, and gains whose copies need the purity.
    fn note_what_is_missing(&self, stretch: &Stretch, content: TumorContent) {
        let CopyState { total, is_undiluted_ratio, .. } = stretch.copies;
        match total {
            None if stretch.called.is_none() && stretch.copies.minor.is_none() => {
                count(&self.counts.without_copies)
            }
            Some(total) if is_undiluted_ratio => {
                let least = copies::least_amplified(&self.thresholds.copies, content);
                if total < least && total >= DOUBLED * content.ploidy() {
                    count(&self.counts.undiluted_gains);
                }
            }
            _ => {}
        }
    }

    /// Returns the stretch of which the event shows that one copy at least is lost. A deletion between two
    /// breakends that is longer than focal may be part of a larger rearrangement.
    fn lost(
        &self,
        allele: &Allele<'_>,
        event: &StructuralEvent,
        content: TumorContent,
    ) -> Option<LostCopy> {
        let (contig, interval, copies, by) = if let Some(stretch) = &event.stretch {
            let by = StretchLoss::of(stretch, content)?;
            (stretch.contig, stretch.interval, stretch.copies.total, by)
        } else {
            match event.junction()?.span()? {
                (contig, interval, SpanKind::Deletion)
                    if interval.len() <= self.thresholds.copies.focal =>
                {
                    (contig, interval, None, StretchLoss::Junction)
                }
                _ => return None,
            }
        };
        let chrom = String::from_utf8_lossy(allele.record.chrom()).into();
        Some(LostCopy { place: Place::Stretch { chrom, contig, interval, by }, copies })
    }
}

/// Returns the insertion that `<INS>` is, where INFO has its bases (Manta's SVINSSEQ, SEQ of
/// others), or their number. An element that jumped in is no insertion of some bases.
fn inserted_sequence(allele: &Allele<'_>) -> Option<SequenceEdit> {
    /// More bases of unknown kind are no insertion within an exon.
    const MOST_UNKNOWN: u32 = 1_000;
    if !allele.alternate.starts_with(b"<INS") {
        return None;
    }
    let info = |key: &[u8]| allele.record.info_value(key);
    let bases = info(b"SVINSSEQ").or_else(|| info(b"INSSEQ")).or_else(|| info(b"SEQ"));
    let inserted = match bases.filter(|bases| is_bases(bases)) {
        Some(bases) => bases.to_ascii_uppercase(),
        None => {
            let is_exact = allele.alternate == b"<INS>" && info(b"IMPRECISE").is_none();
            let length = length(allele.record, allele.number).filter(|_| is_exact)?;
            vec![b'N'; usize::try_from(length.min(MOST_UNKNOWN + 1)).ok()?]
        }
    };
    (inserted.len() <= MOST_UNKNOWN as usize || bases.is_some()).then(|| SequenceEdit {
        contig: allele.contig,
        start: allele.position.0 + 1,
        deleted: Vec::new(),
        inserted,
    })
}
