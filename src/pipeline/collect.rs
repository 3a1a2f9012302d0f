//! Gathers what the workers hand over, in input order.
//!
//! Candidates stay in memory until the sample is read, for combinations; they are few. Rows of all
//! other variants, which only `--all` wants, go to an unnamed temporary file, so that memory does
//! not grow with the input.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

use crate::error::{Error, Result};
use crate::interpret::finding::context;
use crate::knowledge::genes::Genes;
use crate::model::contig::Contig;
use crate::model::finding::ObservedVariant;
use crate::model::position::Interval;
use crate::report::format::{Format, PlainVariants};

use crate::matching::candidate::Candidate;
use crate::observe::lost_copy::LostCopy;
use crate::observe::observed::Observed;
use crate::observe::out::Out;
use crate::sample::fact::Noted;
use crate::sample::haplotype::{Haplotypes, Joined};
use crate::sample::mate::Mates;

/// Gathers results of one scan.
pub(super) struct Collector<'l> {
    format: &'l dyn Format,
    sample: &'l str,
    candidates: Vec<Candidate>,
    /// For each candidate, how many bytes of plain rows come before it.
    before: Vec<u64>,
    haplotypes: Haplotypes,
    mates: Mates,
    /// What neighbours and mates show, by number of candidate before haplotypes are woven in.
    facts: Vec<Noted>,
    /// Haplotypes, each with the number of the candidate that it comes before.
    merged: Vec<(usize, Candidate)>,
    spool: Option<BufWriter<File>>,
    spooled: u64,
    row: Vec<u8>,
    assessed: Stretches,
    left_out: Stretches,
    lost: Vec<LostCopy>,
}

/// What a scan came to.
pub(super) struct Collected {
    /// What matters of it.
    pub(super) observed: Observed,
    /// What neighbours and mates show of its candidates.
    pub(super) facts: Vec<Noted>,
    /// All other variants.
    pub(super) plain: PlainRows,
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
            mates: Mates::default(),
            facts: Vec::new(),
            merged: Vec::new(),
            spool: None,
            spooled: 0,
            row: Vec::new(),
            assessed: Stretches::default(),
            left_out: Stretches::default(),
            lost: Vec::new(),
        }
    }

    /// Takes the results of one chunk; `base` is the line of offset 0.
    pub(super) fn take(&mut self, base: u64, results: Vec<Out>) -> Result<()> {
        for result in results {
            match result {
                Out::Candidate(mut candidate) => {
                    located(&mut candidate.variant, base);
                    match self.mates.earlier(&candidate, self.candidates.len()) {
                        Some(noted) => self.facts.push(noted),
                        None => {
                            self.candidates.push(*candidate);
                            self.before.push(self.spooled);
                        }
                    }
                }
                Out::Part(mut part) => {
                    located(&mut part.variant, base);
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
                Out::Skipped(contig, interval) => self.left_out.push(contig, interval),
                Out::LostCopy(lost) => self.lost.push(*lost),
            }
        }
        Ok(())
    }

    /// Takes what a window of neighbours came to.
    fn join(&mut self, joined: Joined) {
        self.facts.extend(joined.facts);
        let at = joined.after;
        self.merged.extend(joined.candidates.into_iter().map(|candidate| (at, candidate)));
    }

    /// Puts the haplotypes behind the candidates of their parts.
    fn weave(&mut self) {
        let merged = std::mem::take(&mut self.merged);
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
            let spooled = own.as_ref().map_or(self.spooled, |(_, before)| *before);
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
            noted.candidate = places[noted.candidate];
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
        let observed = Observed {
            candidates: self.candidates,
            lost: self.lost,
            assessed: self.assessed.0,
            left_out: self.left_out.0,
            ..Observed::default()
        };
        Ok(Collected { observed, facts: self.facts, plain })
    }
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
