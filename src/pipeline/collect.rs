//! Gathers what the workers hand over, in input order.
//!
//! Candidates stay in memory until the sample is read, for combinations; they are few. Rows of all
//! other variants, which only `--all` wants, are set aside.

use std::path::Path;

use crate::error::{Error, Result};
use crate::model::finding::ObservedVariant;
use crate::report::spool::{Mark, Spool, Spools};

use crate::matching::candidate::{Candidate, CandidateId};
use crate::model::stretches::Stretches;
use crate::observe::depths::Depths;
use crate::observe::gene_part::GenePart;
use crate::observe::lost_copy::LostCopy;
use crate::observe::not_understood::NotUnderstood;
use crate::observe::observed::Observed;
use crate::observe::out::Out;
use crate::sample::alleles::Alleles;
use crate::sample::fact::Noted;
use crate::sample::haplotype::{Haplotypes, Joined};
use crate::sample::mate::Mates;
use crate::sample::repeat::{Repeats, take_over};

/// Alleles in records that failed a FILTER of which is told what they would be, at most.
const MOST_FILTERED: usize = 1_000;

/// Gathers results of one scan.
pub(super) struct Collector<'k> {
    candidates: Vec<Candidate<'k>>,
    /// For each candidate, which plain rows come before it.
    before: Vec<Mark>,
    haplotypes: Haplotypes<'k>,
    mates: Mates,
    repeats: Repeats,
    /// What neighbours and mates show, by number of candidate before haplotypes are woven in.
    facts: Vec<Noted>,
    spools: Spools,
    assessed: Stretches,
    left_out: Stretches,
    shallow: Stretches,
    filtered: Vec<Candidate<'k>>,
    not_understood: Stretches,
    depths: Depths,
    lost: Vec<LostCopy>,
    parts: Vec<GenePart<'k>>,
    unread: NotUnderstood,
    burden: Option<Alleles>,
}

/// What a scan yields.
pub(super) struct Collected<'k> {
    /// What matters of it.
    pub(super) observed: Observed<'k>,
    /// What neighbours and mates show of its candidates.
    pub(super) facts: Vec<Noted>,
    /// All other variants, in each format.
    pub(super) plain: Vec<Spool>,
    /// What was not understood of records.
    pub(super) unread: NotUnderstood,
    /// What counts for the mutational burden.
    pub(super) burden: Option<Alleles>,
}

impl<'k> Collector<'k> {
    /// Creates one for so many formats that stops at what is not understood of the input at `strict`, if
    /// that is wanted.
    pub(super) fn new(
        formats: usize,
        haplotypes: Haplotypes<'k>,
        strict: Option<&Path>,
        depths: Depths,
        burden: Option<Alleles>,
    ) -> Self {
        Self {
            candidates: Vec::new(),
            before: Vec::new(),
            haplotypes,
            mates: Mates::default(),
            repeats: Repeats::default(),
            facts: Vec::new(),
            spools: Spools::new(formats),
            assessed: Stretches::default(),
            left_out: Stretches::default(),
            shallow: Stretches::default(),
            filtered: Vec::new(),
            not_understood: Stretches::default(),
            depths,
            lost: Vec::new(),
            parts: Vec::new(),
            unread: NotUnderstood::new(strict),
            burden,
        }
    }

    /// Returns whether the user is told the line of a record.
    pub(super) fn tells_a_line(&self) -> bool {
        self.unread.has_any()
    }

    /// Takes the results of one chunk; `base` is the line of offset 0.
    pub(super) fn take(&mut self, base: u64, results: Vec<Out<'k>>) -> Result<()> {
        for result in results {
            match result {
                Out::Candidate(mut candidate) => {
                    located(&mut candidate.variant, base);
                    self.take_candidate(*candidate);
                }
                Out::Filtered(candidate) => {
                    if self.filtered.len() < MOST_FILTERED {
                        self.filtered.push(*candidate);
                    }
                }
                Out::Part(mut part) => {
                    located(&mut part.variant, base);
                    if self.repeats.has_taken(&part.variant) || self.haplotypes.has(&part.edit) {
                        self.haplotypes.repeat(&part);
                        continue;
                    }
                    let next = self.candidates.len();
                    self.haplotypes.push(*part, next);
                }
                Out::Plain(format, rows) => {
                    let pushed = self.spools.push(format, &rows);
                    pushed.map_err(|e| Error::io("temporary file", e))?;
                }
                Out::Unwritten(error) => return Err(Error::io("a row of the output", error)),
                Out::Assessed(contig, interval, depth) => {
                    self.assessed.push(contig, interval);
                    self.depths.push(contig, interval, depth);
                }
                Out::Shallow(contig, interval) => self.shallow.push(contig, interval),
                Out::Skipped(contig, interval) => self.left_out.push(contig, interval),
                Out::Open(contig, interval) => self.not_understood.push(contig, interval),
                Out::Burden(mut allele) => {
                    allele.line += base;
                    if let Some(burden) = &mut self.burden {
                        burden.take(*allele).map_err(|e| Error::io("temporary file", e))?;
                    }
                }
                Out::LostCopy(lost) => self.lost.push(*lost),
                Out::GenePart(mut part) => {
                    located(&mut part.whole.variant, base);
                    located(&mut part.alone.variant, base);
                    self.parts.push(*part);
                }
                Out::Unread { what, contig, interval, offset } => {
                    self.not_understood.push(contig, interval);
                    self.unread.push(what, base + offset)?;
                }
            }
        }
        Ok(())
    }

    /// Takes a candidate, or adds its facts to that of an earlier record.
    fn take_candidate(&mut self, candidate: Candidate<'k>) {
        let next = CandidateId(self.candidates.len());
        if let Some(noted) = self.mates.earlier(&candidate, next) {
            self.facts.push(noted);
        } else if let Some(earlier) = self.repeats.earlier(&candidate, next) {
            let first = &mut self.candidates[earlier.0];
            self.facts.extend(take_over(first, &candidate, earlier));
        } else {
            self.candidates.push(candidate);
            self.before.push(self.spools.mark());
        }
    }

    /// Puts the haplotypes behind the candidates of their parts, and takes the facts about these.
    fn weave(&mut self, joined: Vec<Joined<'k>>) {
        let mut merged = Vec::new();
        for Joined { after, candidates, facts } in joined {
            self.facts.extend(facts);
            let is_new = |candidate: &Candidate<'_>| !self.repeats.has(candidate);
            let read = candidates.into_iter().filter(is_new);
            merged.extend(read.map(|candidate| (after, candidate)));
        }
        if merged.is_empty() {
            return;
        }
        let candidates = std::mem::take(&mut self.candidates);
        let before = std::mem::take(&mut self.before);
        let mut places = Vec::with_capacity(candidates.len());
        let mut merged = merged.into_iter().peekable();
        let end = (candidates.len(), None);
        let own = candidates.into_iter().zip(before).map(Some).enumerate();
        for (index, own) in own.chain([end]) {
            let spooled = own.as_ref().map_or_else(|| self.spools.mark(), |(_, before)| *before);
            while let Some((_, candidate)) = merged.next_if(|(at, _)| *at <= index) {
                self.candidates.push(candidate);
                self.before.push(spooled);
            }
            if let Some((candidate, before)) = own {
                places.push(self.candidates.len());
                self.candidates.push(candidate);
                self.before.push(before);
            }
        }
        for noted in &mut self.facts {
            noted.candidate = CandidateId(places[noted.candidate.0]);
        }
    }

    /// Returns everything, once the input is read.
    pub(super) fn finish(mut self) -> Result<Collected<'k>> {
        let joined = self.haplotypes.join();
        self.weave(joined);
        let plain = self.spools.finish(self.before);
        let plain = plain.map_err(|e| Error::io("temporary file", e))?;
        let observed = Observed {
            candidates: self.candidates,
            filtered: self.filtered,
            lost: self.lost,
            parts: self.parts,
            assessed: self.assessed.into_inner(),
            left_out: self.left_out.into_inner(),
            shallow: self.shallow.into_inner(),
            not_understood: self.not_understood.into_inner(),
            depths: self.depths.sorted(),
            ..Observed::default()
        };
        Ok(Collected {
            observed,
            facts: self.facts,
            plain,
            unread: self.unread,
            burden: self.burden,
        })
    }
}

/// Workers count lines from a base, which is known only here.
fn located(variant: &mut ObservedVariant, base: u64) {
    variant.line = variant.line.map(|offset| base + offset);
}
