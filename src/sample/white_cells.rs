//! Whether white cells of the same blood have a change of plasma: proof that it is not the tumour's, or that it is
//! not of blood cells.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostics::{Diagnostics, Scope, Warning};
use crate::error::{Error, Location, Result};
use crate::genome::assembly::{self, ReferenceVote};
use crate::input::depth::{Keys, SampleFields, has_unspelled, read_call, site_depth};
use crate::input::header::{Header, NUL};
use crate::input::record::{Malformed, Record, parse_pos};
use crate::input::unread::NO_CHROMOSOME;
use crate::io::{Sha256Hex, read_hashed};
use crate::matching::candidate::{Candidate, CandidateId};
use crate::matching::matcher::Matcher;
use crate::matching::spelled::spell;
use crate::model::allele::{AltKind, SequenceEdit, may_be};
use crate::model::assembly::Assembly;
use crate::model::call::NormalReads;
use crate::model::contig::Contig;
use crate::model::position::{Interval, Position};
use crate::model::target::TargetAllele;
use crate::observe::faults::BEYOND;
use crate::observe::proof::at_least;
use crate::sample::fact::{Noted, SampleFact};

/// Chance with which white cells that have a change at the fraction of plasma show it.
const POWER: f64 = 0.95;
/// Reads of white cells that are no error.
const FEWEST_READS: u32 = 2;
/// Share of the reads from which on a change is inherited, and not a clone's.
const INHERITED: f64 = 0.3;
/// Share of the fraction in plasma from which on the same change in white cells explains it.
const SHED: f64 = 0.25;

/// The calls of white cells.
#[derive(Debug)]
pub struct WhiteCells {
    alleles: BTreeMap<TargetAllele, NormalReads>,
    /// Reference blocks with their smallest depth.
    blocks: Vec<(Contig, Interval, u32)>,
    /// The digest of the file.
    pub sha256: Sha256Hex,
    /// What the user must know.
    pub warnings: Vec<Warning>,
}

impl WhiteCells {
    /// Reads the calls of a VCF with one sample: alleles with their reads, and reference blocks. It must be of the
    /// matcher's assembly and whole; a record that cannot be used is told by its line.
    ///
    /// # Errors
    /// As [`read_hashed`]. [`Error::InvalidInput`] where it has no sample, or several, is of the other assembly, or
    /// has a malformed record: what white cells do not show is taken for the tumour's.
    pub fn read(path: &Path, matcher: &Matcher<'_>) -> Result<Self> {
        let (text, sha256) = read_hashed(path)?;
        let refuse = |reason: &str| Error::invalid(Location::file(path), reason);
        let header = Header::parse(text.as_bytes(), path, true)?;
        let header = header.ok_or_else(|| refuse("truncated: the header ends early"))?;
        let samples = header.samples().len();
        if samples != 1 {
            return Err(refuse(&format!(
                "{samples} samples: a VCF of white cells alone is asked for"
            )));
        }
        let mut cells =
            Self { alleles: BTreeMap::new(), blocks: Vec::new(), sha256, warnings: Vec::new() };
        let mut hint = assembly::from_header(&String::from_utf8_lossy(header.text()));
        let mut vote = ReferenceVote::new(matcher.store);
        let mut unused = Diagnostics::default();
        for (number, line) in (1..).zip(text.lines()).skip(header.lines() as usize) {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let at = || Location::line(path, number);
            if line.contains('\0') {
                return Err(Error::invalid(at(), NUL));
            }
            let record = Record::new(line.as_bytes());
            let checked = record.check(header.columns());
            checked.map_err(|fault| Error::invalid(at(), fault.to_string()))?;
            hint.add_record(record.chrom());
            match Contig::from_name(record.chrom()).zip(record.position().ok()) {
                Some((contig, position)) => {
                    if record.alternates().all(|alt| AltKind::of(alt) == AltKind::Sequence) {
                        vote.add(contig, position.0, record.reference());
                    }
                    if let Err(fault) = cells.add(&record, (contig, position), matcher) {
                        unused.push(fault.at(number, Scope::Record));
                    }
                }
                None if header.knows_contig(record.chrom()) => {}
                None => unused.push(NO_CHROMOSOME.at(number, Scope::Record)),
            }
        }
        let at = || Location::file(path);
        match assembly::decide(None, &hint, &vote, at()) {
            Ok(decided) if decided.assembly == matcher.assembly => {}
            Ok(decided) => {
                let (own, other) = (decided.assembly, matcher.assembly);
                return Err(refuse(&format!(
                    "assembly: white cells are of {own}, the input of {other}"
                )));
            }
            // Nothing decides, or the records contradict each other.
            Err(_) => drop(assembly::decide(Some(matcher.assembly), &hint, &vote, at())?),
        }
        let told = |warning| Warning::Reads(format!("{}: {warning}", path.display()));
        cells.warnings.extend(unused.warnings().map(told));
        Ok(cells)
    }

    /// Takes a record.
    ///
    /// # Errors
    /// Why it, or an allele of it, shows nothing.
    fn add(
        &mut self,
        record: &Record<'_>,
        (contig, position): (Contig, Position),
        matcher: &Matcher<'_>,
    ) -> Result<(), Malformed> {
        let own = record.interval()?;
        if !contig.has(position.0, matcher.assembly) {
            return Err(BEYOND);
        }
        let known = matcher.store.reference_bases(contig, own, matcher.assembly);
        if !known.is_none_or(|known| may_be(record.reference(), known)) {
            return Err(Malformed::new("REF", "not the base of the assembly"));
        }
        let keys = Keys::of(record.format());
        let fields = SampleFields::of(record, &keys, Some(0), 1);
        let mut kinds = record.alternates().map(AltKind::of);
        if kinds.all(|kind| matches!(kind, AltKind::Missing | AltKind::Unspecified)) {
            return self.add_block(record, &fields, (contig, own), matcher.assembly);
        }
        for (index, alternate) in record.alternates().enumerate() {
            if AltKind::of(alternate) != AltKind::Sequence {
                continue;
            }
            let call = read_call(&fields, index + 1);
            let edit = SequenceEdit::trimmed(contig, position.0, record.reference(), alternate);
            let spelled = edit.and_then(|edit| spell(&edit, matcher.store, matcher.assembly));
            let Some(spelled) = spelled else { continue };
            let (Some(alternate), Some(depth)) = (call.alt_depth, call.depth) else {
                return Err(Malformed::new("FORMAT", "no counts of reads for an allele"));
            };
            self.alleles.insert(spelled, NormalReads { alternate, depth });
        }
        Ok(())
    }

    /// Takes a reference block. One that fails a FILTER, or whose genotype is not that of the reference, shows
    /// nothing.
    fn add_block(
        &mut self,
        record: &Record<'_>,
        fields: &SampleFields<'_>,
        (contig, own): (Contig, Interval),
        assembly: Assembly,
    ) -> Result<(), Malformed> {
        let end = record.info_value(b"END").map_or(Some(own.end), parse_pos);
        let end = end.filter(|&end| end > own.start && contig.has(end - 1, assembly));
        let end = end.ok_or(Malformed::new("END", "not the end of a block"))?;
        let has_other = (1..=record.alternates().count()).any(|n| has_unspelled(fields, n));
        if let Some(depth) = site_depth(fields).filter(|_| record.passes_filter() && !has_other) {
            self.blocks.push((contig, Interval::new(own.start, end.max(own.end)), depth));
        }
        Ok(())
    }

    /// Returns what white cells show of an edit, where the file says it: of several blocks, the least.
    pub fn of(&self, edit: &SequenceEdit, matcher: &Matcher<'_>) -> Option<NormalReads> {
        let spelled = spell(edit, matcher.store, matcher.assembly)?;
        if let Some(reads) = self.alleles.get(&spelled) {
            return Some(*reads);
        }
        let place = edit.interval();
        let holds = |(contig, block, _): &&(Contig, Interval, u32)| {
            *contig == edit.contig && block.start <= place.start && place.end <= block.end
        };
        let depth = self.blocks.iter().filter(holds).map(|block| block.2).min()?;
        Some(NormalReads { alternate: 0, depth })
    }
}

/// Adds what white cells show to candidates whose input has no matched normal. Depths that could not show the
/// fraction of plasma prove nothing and are left out.
pub fn join(
    candidates: &mut [Candidate<'_>],
    is_of_blood: bool,
    of: impl Fn(&SequenceEdit) -> Option<NormalReads>,
) -> Vec<Noted> {
    let mut facts = Vec::new();
    for (index, candidate) in candidates.iter_mut().enumerate() {
        if candidate.variant.call.origin.normal.is_some() {
            continue;
        }
        let Some(reads) = candidate.change.edit().and_then(&of) else { continue };
        let vaf = candidate.variant.call.vaf;
        let is_proof = reads.alternate >= FEWEST_READS
            || vaf.is_some_and(|vaf| at_least(FEWEST_READS, reads.depth, vaf) >= POWER);
        if !is_proof {
            continue;
        }
        candidate.variant.call.origin.normal = Some(reads);
        let fraction = f64::from(reads.alternate) / f64::from(reads.depth.max(1));
        let is_clone = reads.alternate >= FEWEST_READS
            && fraction < INHERITED
            && vaf.is_some_and(|vaf| fraction >= SHED * vaf);
        if is_clone && !is_of_blood {
            facts.push(Noted {
                candidate: CandidateId(index),
                fact: SampleFact::OfBloodCells(reads),
            });
        }
    }
    facts
}
