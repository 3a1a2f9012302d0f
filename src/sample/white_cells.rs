//! Whether white cells of the same blood have a change of plasma: proof that it is not the tumour's, or that it is
//! not of blood cells.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostics::Warning;
use crate::error::{Error, Location, Result};
use crate::input::depth::{Keys, SampleFields, read_call, site_depth};
use crate::input::record::{Record, parse_pos};
use crate::io::{Sha256Hex, read_hashed};
use crate::matching::candidate::{Candidate, CandidateId};
use crate::matching::matcher::Matcher;
use crate::matching::spelled::spell;
use crate::model::allele::{AltKind, SequenceEdit};
use crate::model::call::NormalReads;
use crate::model::contig::Contig;
use crate::model::position::Interval;
use crate::model::target::TargetAllele;
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
    /// Reads the calls of a VCF with one sample: alleles with their reads, and reference blocks.
    ///
    /// # Errors
    /// As [`read_hashed`]. [`Error::InvalidInput`] where it has no sample, or several.
    pub fn read(path: &Path, matcher: &Matcher<'_>) -> Result<Self> {
        let (text, sha256) = read_hashed(path)?;
        let header = text.lines().find(|line| line.starts_with("#CHROM")).unwrap_or_default();
        let samples = header.split('\t').count().saturating_sub(9);
        if samples != 1 {
            let reason = format!("{samples} samples: a VCF of white cells alone is asked for");
            return Err(Error::invalid(Location::file(path), reason));
        }
        let mut cells =
            Self { alleles: BTreeMap::new(), blocks: Vec::new(), sha256, warnings: Vec::new() };
        let mut without_counts = 0;
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            without_counts += cells.add(&Record::new(line.as_bytes()), matcher);
        }
        if without_counts > 0 {
            let text = format!(
                "{}: {without_counts} alleles of white cells have no counts of reads and are not used",
                path.display()
            );
            cells.warnings.push(Warning::Reads(text));
        }
        Ok(cells)
    }

    /// Takes a record, and returns how many of its alleles have no counts.
    fn add(&mut self, record: &Record<'_>, matcher: &Matcher<'_>) -> usize {
        let (Some(contig), Ok(position)) = (Contig::from_name(record.chrom()), record.position())
        else {
            return 0;
        };
        let keys = Keys::of(record.format());
        let fields = SampleFields::of(record, &keys, Some(0), 1);
        let mut without = 0;
        let mut is_block = true;
        for (index, alternate) in record.alternates().enumerate() {
            if AltKind::of(alternate) != AltKind::Sequence {
                continue;
            }
            is_block = false;
            let call = read_call(&fields, index + 1);
            let edit = SequenceEdit::trimmed(contig, position.0, record.reference(), alternate);
            let spelled = edit.and_then(|edit| spell(&edit, matcher.store, matcher.assembly));
            let Some(spelled) = spelled else { continue };
            match (call.alt_depth, call.depth) {
                (Some(alternate), Some(depth)) => {
                    self.alleles.insert(spelled, NormalReads { alternate, depth });
                }
                _ => without += 1,
            }
        }
        if let Some(depth) = site_depth(&fields).filter(|_| is_block) {
            let own = record.interval().unwrap_or_default();
            let end = record.info_value(b"END").and_then(parse_pos).unwrap_or(own.end);
            self.blocks.push((contig, Interval::new(own.start, end.max(own.end)), depth));
        }
        without
    }

    /// Returns what white cells show of an edit, where the file says it.
    pub fn of(&self, edit: &SequenceEdit, matcher: &Matcher<'_>) -> Option<NormalReads> {
        let spelled = spell(edit, matcher.store, matcher.assembly)?;
        if let Some(reads) = self.alleles.get(&spelled) {
            return Some(*reads);
        }
        let place = edit.interval();
        let holds = |(contig, block, _): &&(Contig, Interval, u32)| {
            *contig == edit.contig && block.start <= place.start && place.end <= block.end
        };
        let block = self.blocks.iter().find(holds)?;
        Some(NormalReads { alternate: 0, depth: block.2 })
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
