//! Gathers what the workers hand over, in input order.
//!
//! Candidates stay in memory until the sample is read, for combinations; they are few. Rows of all
//! other variants, which only `--all` wants, go to an unnamed temporary file, so that memory does
//! not grow with the input.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;

use crate::diagnostics::Diagnostics;
use crate::error::{Error, Location, Result};
use crate::interpret::finding::context;
use crate::knowledge::genes::Genes;
use crate::model::contig::Contig;
use crate::model::finding::{ObservedVariant, Repeat};
use crate::model::position::Interval;
use crate::model::structural::Junction;
use crate::report::format::{Format, PlainVariants};

use super::candidate::Candidate;
use super::haplotype::{Haplotypes, Joined};
use super::lost_copy::LostCopy;
use super::worker::Out;

/// Further records of a change that are named with it, at most.
const MOST_NAMED: usize = 10;

/// Gathers results of one scan.
pub(super) struct Collector<'l> {
    format: &'l dyn Format,
    sample: &'l str,
    candidates: Vec<Candidate>,
    /// For each candidate, how many bytes of plain rows come before it.
    before: Vec<u64>,
    haplotypes: Haplotypes,
    /// Junctions, each with its candidate.
    junctions: Vec<(Junction, usize)>,
    /// Changes by gene, transcript and coding name, each with its candidate.
    changes: HashMap<ChangeKey, usize>,
    /// Line and ALT of the last allele that an earlier record told.
    repeated: Option<(Option<u64>, Box<str>)>,
    /// Haplotypes, each with the number of the candidate that it comes before.
    merged: Vec<(usize, Candidate)>,
    spool: Option<BufWriter<File>>,
    spooled: u64,
    row: Vec<u8>,
    diagnostics: Diagnostics,
    assessed: Stretches,
    left_out: Stretches,
    lost: Vec<LostCopy>,
    other_reference: Option<OtherReference>,
}

/// Alleles whose REF is not what the assembly has there.
#[derive(Debug, Clone, Copy)]
pub(super) struct OtherReference {
    /// How many.
    pub(super) count: u64,
    /// The line of the first.
    pub(super) line: u64,
}

/// What a scan came to.
pub(super) struct Collected {
    /// Alleles that may become findings.
    pub(super) candidates: Vec<Candidate>,
    /// All others.
    pub(super) plain: PlainRows,
    /// What was malformed.
    pub(super) diagnostics: Diagnostics,
    /// Stretches that were read deeply enough to show absence.
    pub(super) assessed: Vec<(Contig, Interval)>,
    /// Stretches where alleles were seen and left out.
    pub(super) left_out: Vec<(Contig, Interval)>,
    /// Stretches of which one copy is lost.
    pub(super) lost: Vec<LostCopy>,
    /// Alleles whose REF is not what the assembly has there, if any.
    pub(super) other_reference: Option<OtherReference>,
}

/// Stretches in input order; one that continues the last is joined to it, so that a gVCF of single
/// bases takes no more room than its blocks.
#[derive(Default)]
struct Stretches(Vec<(Contig, Interval)>);

impl Stretches {
    fn push(&mut self, contig: Contig, interval: Interval) {
        match self.0.last_mut() {
            Some((last, stretch))
                if *last == contig
                    && stretch.start <= interval.start
                    && interval.start <= stretch.end =>
            {
                stretch.end = stretch.end.max(interval.end);
            }
            _ => self.0.push((contig, interval)),
        }
    }
}

/// The variants without a finding, to be woven between the findings.
pub(super) struct PlainRows {
    before: Vec<u64>,
    spool: Option<BufReader<File>>,
    total: u64,
    /// Bytes copied so far.
    done: u64,
}

impl<'l> Collector<'l> {
    pub(super) fn new(format: &'l dyn Format, sample: &'l str, haplotypes: Haplotypes) -> Self {
        Self {
            format,
            sample,
            candidates: Vec::new(),
            before: Vec::new(),
            haplotypes,
            junctions: Vec::new(),
            changes: HashMap::new(),
            repeated: None,
            merged: Vec::new(),
            spool: None,
            spooled: 0,
            row: Vec::new(),
            diagnostics: Diagnostics::default(),
            assessed: Stretches::default(),
            left_out: Stretches::default(),
            lost: Vec::new(),
            other_reference: None,
        }
    }

    /// Takes the results of one chunk; `base` is the line of offset 0.
    pub(super) fn take(
        &mut self,
        base: u64,
        results: Vec<Out>,
        strict: bool,
        input: &Path,
    ) -> Result<()> {
        for result in results {
            match result {
                Out::Candidate(mut candidate) => {
                    located(&mut candidate.variant, base);
                    if !self.is_mate(&candidate) && !self.is_repeated(&candidate) {
                        self.candidates.push(*candidate);
                        self.before.push(self.spooled);
                    }
                }
                Out::Part(mut part) => {
                    located(&mut part.variant, base);
                    if self.is_of_repeated(&part.variant) || self.haplotypes.has(&part.edit) {
                        self.haplotypes.repeat(&part);
                        continue;
                    }
                    let next = self.candidates.len();
                    if let Some(joined) = self.haplotypes.push(*part, next) {
                        self.join(joined);
                    }
                }
                Out::Plain(plain) => {
                    self.row.clear();
                    let (variant, consequence) = *plain;
                    let place = consequence.map(|consequence| {
                        let gene = context(Genes::embedded(), &consequence.gene);
                        (consequence, gene)
                    });
                    let place = place.as_ref().map(|(consequence, gene)| (consequence, gene));
                    self.format
                        .plain(self.sample, &variant, place, &mut self.row)
                        .and_then(|()| self.spool())
                        .map_err(|e| Error::io("temporary file", e))?;
                }
                Out::Assessed(contig, interval) => self.assessed.push(contig, interval),
                Out::LeftOut(contig, interval) => self.left_out.push(contig, interval),
                Out::LostCopy(lost) => self.lost.push(*lost),
                Out::OtherReference { contig, interval, offset } => {
                    self.left_out.push(contig, interval);
                    let line = base + offset;
                    let first = OtherReference { count: 0, line };
                    self.other_reference.get_or_insert(first).count += 1;
                }
                Out::Malformed { offset, mut diagnostic } => {
                    diagnostic.line = base + offset;
                    if strict {
                        let at = Location::line(input, diagnostic.line);
                        let reason = format!("{}: {}", diagnostic.field, diagnostic.reason);
                        return Err(Error::invalid(at, reason));
                    }
                    self.diagnostics.push(diagnostic);
                }
            }
        }
        Ok(())
    }

    /// Whether a candidate tells a junction that an earlier record already told from its other
    /// end; then the earlier one names this record.
    fn is_mate(&mut self, candidate: &Candidate) -> bool {
        let Some(junction) = candidate.event else { return false };
        let gene = &candidate.consequence.gene;
        let told = self.junctions.iter().find(|&&(other, index)| {
            other.is_near(junction) && self.candidates[index].consequence.gene == *gene
        });
        if let Some(&(_, index)) = told {
            let variant = &candidate.variant;
            self.candidates[index]
                .notes
                .push(format!("told by a second record too: {}:{}", variant.chrom, variant.pos));
            return true;
        }
        self.junctions.push((junction, self.candidates.len()));
        false
    }

    /// Whether an earlier record told the same change of the same transcript, as where the calls of
    /// several callers stand in one file; then the earlier one names this record.
    fn is_repeated(&mut self, candidate: &Candidate) -> bool {
        let Some(key) = change_key(candidate).filter(|_| candidate.edit.is_some()) else {
            return false;
        };
        let Some(&index) = self.changes.get(&key) else {
            self.changes.insert(key, self.candidates.len());
            return false;
        };
        let variant = &candidate.variant;
        let first = &mut self.candidates[index];
        let reads = match (variant.call.alt_depth, variant.call.depth) {
            (Some(alternate), Some(depth)) => format!(" ({alternate} of {depth} reads)"),
            _ => String::new(),
        };
        let ObservedVariant { chrom, pos, reference, alternate, .. } = variant;
        if first.variant.repeats.len() < MOST_NAMED {
            first.notes.push(format!(
                "told by another record too: {chrom}:{pos}:{reference}>{alternate}{reads}"
            ));
        }
        let repeat = |line| Repeat { line, alternate: alternate.clone() };
        first.variant.repeats.extend(variant.line.map(repeat));
        if first.variant.call.phase_set.is_none() {
            first.variant.call.phase_set.clone_from(&variant.call.phase_set);
        }
        self.repeated = Some((variant.line, alternate.clone()));
        true
    }

    /// Whether the allele's candidates were those of an earlier record.
    fn is_of_repeated(&self, variant: &ObservedVariant) -> bool {
        self.repeated.as_ref().is_some_and(|(line, alternate)| {
            *line == variant.line && *alternate == variant.alternate
        })
    }

    /// Takes what a window of neighbours came to.
    fn join(&mut self, joined: Joined) {
        for (index, notice) in joined.notices {
            let candidate = &mut self.candidates[index];
            if notice.component_of.is_some() {
                candidate.variant.component_of = notice.component_of;
            }
            candidate.withheld = candidate.withheld.or(notice.withheld);
            candidate.flags.extend(notice.flag);
            if !candidate.notes.contains(&notice.note) {
                candidate.notes.push(notice.note);
            }
        }
        let at = joined.after;
        let is_new = |candidate: &Candidate| {
            !change_key(candidate).is_some_and(|key| self.changes.contains_key(&key))
        };
        let read = joined.candidates.into_iter().filter(is_new);
        self.merged.extend(read.map(|candidate| (at, candidate)));
    }

    /// Puts the haplotypes behind the candidates of their parts.
    fn weave(&mut self) {
        let merged = std::mem::take(&mut self.merged);
        if merged.is_empty() {
            return;
        }
        let candidates = std::mem::take(&mut self.candidates);
        let before = std::mem::take(&mut self.before);
        let mut merged = merged.into_iter().peekable();
        let end = (candidates.len(), None);
        let own = candidates.into_iter().zip(before).map(Some).enumerate();
        for (index, own) in own.chain([end]) {
            let spooled = own.as_ref().map_or(self.spooled, |(_, before)| *before);
            while let Some((_, candidate)) = merged.next_if(|(at, _)| *at <= index) {
                self.candidates.push(candidate);
                self.before.push(spooled);
            }
            if let Some((candidate, before)) = own {
                self.candidates.push(candidate);
                self.before.push(before);
            }
        }
    }

    fn spool(&mut self) -> io::Result<()> {
        let spool = match &mut self.spool {
            Some(spool) => spool,
            empty => empty.insert(BufWriter::new(tempfile::tempfile()?)),
        };
        self.spooled += self.row.len() as u64;
        spool.write_all(&self.row)
    }

    /// Everything, once the input is read.
    pub(super) fn finish(mut self) -> Result<Collected> {
        if let Some(joined) = self.haplotypes.close() {
            self.join(joined);
        }
        self.weave();
        let rewound = |spool: BufWriter<File>| -> io::Result<BufReader<File>> {
            let mut file = spool.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.seek(SeekFrom::Start(0))?;
            Ok(BufReader::new(file))
        };
        let spool =
            self.spool.map(rewound).transpose().map_err(|e| Error::io("temporary file", e))?;
        let plain = PlainRows { before: self.before, spool, total: self.spooled, done: 0 };
        Ok(Collected {
            candidates: self.candidates,
            plain,
            diagnostics: self.diagnostics,
            assessed: self.assessed.0,
            left_out: self.left_out.0,
            lost: self.lost,
            other_reference: self.other_reference,
        })
    }
}

/// Gene, transcript and coding name.
type ChangeKey = (Arc<str>, Arc<str>, String);

fn change_key(candidate: &Candidate) -> Option<ChangeKey> {
    let consequence = &candidate.consequence;
    let change = consequence.hgvs_c.clone()?;
    Some((consequence.gene.clone(), consequence.transcript.clone(), change))
}

/// Workers count lines from a base, which is known only here.
fn located(variant: &mut ObservedVariant, base: u64) {
    variant.line = variant.line.map(|offset| base + offset);
}

impl PlainVariants for PlainRows {
    fn copy_before(&mut self, index: usize, out: &mut dyn Write) -> io::Result<()> {
        let until = self.before.get(index).copied().unwrap_or(self.total);
        if let Some(spool) = &mut self.spool {
            io::copy(&mut spool.take(until - self.done), out)?;
        }
        self.done = until;
        Ok(())
    }
}
