//! Which reference assembly a file was called on: its header says, its REF bases confirm.
//!
//! Contig lengths and versioned accessions are proof of what the header was written for. Names in
//! free text (`##reference=`, `assembly=`) are hints only, since headers are copied between builds.
//! REF bases at known coding positions are what the records themselves say, and they have a veto.

mod foreign;

use super::TranscriptStore;
use crate::diagnostics::Warning;
use crate::error::{Error, Location, Result};
use crate::model::allele::is_base;
use crate::model::assembly::Assembly;
use crate::model::contig::Contig;
use crate::model::position::Interval;

/// A pair of counts, one for each assembly.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Pair<T> {
    grch37: T,
    grch38: T,
}

impl<T: Copy> Pair<T> {
    fn of(&self, assembly: Assembly) -> T {
        match assembly {
            Assembly::GRCh37 => self.grch37,
            Assembly::GRCh38 => self.grch38,
        }
    }

    fn of_mut(&mut self, assembly: Assembly) -> &mut T {
        match assembly {
            Assembly::GRCh37 => &mut self.grch37,
            Assembly::GRCh38 => &mut self.grch38,
        }
    }
}

/// What a VCF header says about the assembly.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeaderHint {
    /// Contig lines whose length or accession belongs to one assembly only.
    contigs: Pair<u32>,
    /// Lines that name an assembly in words.
    words: Pair<u32>,
    /// Records whose CHROM is an accession of one assembly.
    accessions: Pair<u32>,
    /// The same of assemblies that are neither.
    foreign: foreign::Clues,
}

impl HeaderHint {
    /// Returns whether contig lengths or accessions belong to one assembly alone.
    pub fn is_proof(&self) -> bool {
        self.proof().is_some()
    }

    /// Returns the one assembly that names and lengths of contigs belong to, and what says so.
    fn proof(&self) -> Option<(Assembly, String)> {
        let of_header = only(self.contigs);
        let of_records = only(self.accessions);
        match (of_header, of_records) {
            (_, Some(assembly)) => {
                let count = self.accessions.of(assembly);
                Some((assembly, format!("{count} records name chromosomes of {assembly}")))
            }
            (Some(assembly), None) => {
                let count = self.contigs.of(assembly);
                Some((assembly, format!("{count} contig lines of the header are {assembly}'s")))
            }
            (None, None) => None,
        }
    }

    /// Takes the CHROM of a record.
    pub fn add_record(&mut self, chrom: &[u8]) {
        if let Some(assembly) = Contig::assembly_of_name(chrom) {
            *self.accessions.of_mut(assembly) += 1;
        }
    }

    /// Counts what a text calls the assembly. A text that also names a foreign assembly (a folder's
    /// name before that of the file) counts for none of the known ones.
    fn add_text(&mut self, text: &str) {
        if !self.foreign.add_text(text)
            && let Some(assembly) = word(text)
        {
            *self.words.of_mut(assembly) += 1;
        }
    }

    /// Fails where the file is of an assembly that there are no coordinates for.
    fn refuse_foreign(
        &self,
        vote: &ReferenceVote<'_>,
        is_forced: bool,
        at: &Location,
    ) -> Result<()> {
        const WAY_OUT: &str = "neither GRCh37 nor GRCh38; lift the calls over to one of these";
        if self.contigs != Pair::default() || self.accessions != Pair::default() {
            return Ok(());
        }
        let reason = match (self.foreign.by_contigs(), self.foreign.by_words()) {
            (Some((name, count)), _) => {
                format!(
                    "assembly: {count} contig lines of the header are those of {name}, {WAY_OUT}"
                )
            }
            // A text is no proof: REF bases and the user outweigh it.
            (None, Some(name))
                if !is_forced && self.words == Pair::default() && vote.winner().is_none() =>
            {
                format!("assembly: the header's text names {name}, {WAY_OUT}")
            }
            _ => return Ok(()),
        };
        Err(Error::invalid(at.clone(), reason))
    }
}

/// Reads the header's `##contig` lines (VCF 4.5 §1.4.7) and the words of `##reference`,
/// `##assembly` and `assembly=`.
pub fn from_header(header: &str) -> HeaderHint {
    let mut hint = HeaderHint::default();
    for line in header.lines() {
        if let Some(fields) = line.strip_prefix("##contig=<") {
            let contig = ContigFields::of(fields);
            let id = contig.id.unwrap_or("");
            match contig_assembly(id, contig.length) {
                Some(assembly) => *hint.contigs.of_mut(assembly) += 1,
                None => hint.foreign.add_contig(id, contig.length),
            }
            if let Some(text) = contig.assembly {
                hint.add_text(text);
            }
        } else if line.starts_with("##reference=") || line.starts_with("##assembly=") {
            hint.add_text(line);
        }
    }
    hint
}

/// What a `##contig` line says of its contig.
#[derive(Debug, Default)]
struct ContigFields<'h> {
    id: Option<&'h str>,
    length: Option<u32>,
    assembly: Option<&'h str>,
}

impl<'h> ContigFields<'h> {
    /// Reads the inside of the line. Of a key that is there twice the first value counts.
    fn of(fields: &'h str) -> Self {
        let mut found = Self::default();
        let (mut length, parts) = (None, fields.trim_end_matches('>').split(','));
        for (key, value) in parts.filter_map(|part| part.trim().split_once('=')) {
            let value = Some(value.trim_matches('"'));
            match key {
                "ID" => found.id = found.id.or(value),
                "length" => length = length.or(value),
                "assembly" => found.assembly = found.assembly.or(value),
                _ => {}
            }
        }
        Self { length: length.and_then(|text| text.parse().ok()), ..found }
    }
}

/// Returns the one assembly that a contig's accession or length belongs to.
fn contig_assembly(id: &str, length: Option<u32>) -> Option<Assembly> {
    if let Some(assembly) = Contig::assembly_of_name(id.as_bytes()) {
        return Some(assembly);
    }
    let contig = Contig::from_name(id.as_bytes())?;
    let fits = |assembly| length == Some(contig.length(assembly));
    match (fits(Assembly::GRCh37), fits(Assembly::GRCh38)) {
        (true, false) => Some(Assembly::GRCh37),
        (false, true) => Some(Assembly::GRCh38),
        _ => None,
    }
}

/// Returns the one assembly that a text names.
fn word(text: &str) -> Option<Assembly> {
    let text = text.to_ascii_lowercase();
    let names = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match (names(&["grch37", "hg19", "b37", "hs37d5"]), names(&["grch38", "hg38", "hs38", "b38"])) {
        (true, false) => Some(Assembly::GRCh37),
        (false, true) => Some(Assembly::GRCh38),
        _ => None,
    }
}

/// REF bases compared with the embedded bases of both assemblies.
#[derive(Debug, Clone, Copy)]
pub struct ReferenceVote<'s> {
    store: &'s TranscriptStore,
    tested: Pair<u32>,
    agree: Pair<u32>,
    /// Records that agree with this assembly and not with the other.
    alone: Pair<u32>,
    /// Records that were compared on this assembly and agree with neither.
    against: Pair<u32>,
}

/// The log-likelihood beyond which bases decide. Three agreeing ones without a disagreeing one
/// reach it.
const ENOUGH: f64 = 3.5;

/// Returns the log-likelihood (nats) that records are of an assembly rather than at random
/// positions. A right REF agrees nearly always, a random base three times in ten.
pub fn likelihood(agree: u64, disagree: u64) -> f64 {
    const AGREES: f64 = 1.19; // ln(0.99 / 0.3)
    const DISAGREES: f64 = -4.25; // ln(0.01 / 0.7)
    agree as f64 * AGREES + disagree as f64 * DISAGREES
}

/// Returns whether so many agreeing and disagreeing REF bases show that records are of an assembly.
pub fn is_shown(agree: u64, disagree: u64) -> bool {
    likelihood(agree, disagree) >= ENOUGH
}

impl<'s> ReferenceVote<'s> {
    /// Creates a vote without ballots.
    pub fn new(store: &'s TranscriptStore) -> Self {
        let none = Pair::default();
        Self { store, tested: none, agree: none, alone: none, against: none }
    }

    /// Compares one record's REF at its 0-based start with the known bases of each assembly. A REF
    /// outside them, or with bases other than A, C, G, T, does not count.
    ///
    /// Only records of sequence alleles may be handed over: beside symbolic alleles and breakends
    /// REF may be any base.
    pub fn add(&mut self, contig: Contig, start: u32, reference: &[u8]) {
        if reference.is_empty() || !reference.iter().all(|&base| is_base(base)) {
            return;
        }
        let interval = Interval::new(start, start.saturating_add(reference.len() as u32));
        let compared = Assembly::ALL.map(|assembly| {
            let bases = self.store.reference_bases(contig, interval, assembly)?;
            Some(bases.eq_ignore_ascii_case(reference))
        });
        let agrees_with_any = compared.contains(&Some(true));
        let agrees_with_all = compared == [Some(true); 2];
        for (assembly, agrees) in Assembly::ALL.into_iter().zip(compared) {
            let Some(agrees) = agrees else { continue };
            *self.tested.of_mut(assembly) += 1;
            *self.agree.of_mut(assembly) += u32::from(agrees);
            *self.alone.of_mut(assembly) += u32::from(agrees && !agrees_with_all);
            *self.against.of_mut(assembly) += u32::from(!agrees_with_any);
        }
    }

    /// Returns how often REF was compared on the assembly that it was compared on most.
    pub fn tested(&self) -> u32 {
        self.tested.grch37.max(self.tested.grch38)
    }

    /// Returns the log-likelihood that the records are of `assembly`.
    fn score(&self, assembly: Assembly) -> f64 {
        let agree = self.agree.of(assembly);
        likelihood(agree.into(), (self.tested.of(assembly) - agree).into())
    }

    /// Returns whether some records are of one assembly and some of the other.
    fn is_mixed(&self) -> bool {
        Assembly::ALL.into_iter().all(|assembly| {
            is_shown(self.alone.of(assembly).into(), self.against.of(assembly).into())
        })
    }

    /// Returns whether the bases speak for the other assembly rather than for `assembly`, be it by a
    /// single record.
    fn doubts(&self, assembly: Assembly) -> bool {
        let other = self.score(assembly.other());
        other > 0.0 && other > self.score(assembly)
    }

    /// Returns the assembly that the REF bases support.
    fn winner(&self) -> Option<Assembly> {
        Assembly::ALL.into_iter().find(|&assembly| {
            let score = self.score(assembly);
            score >= ENOUGH && score - self.score(assembly.other()) >= ENOUGH
        })
    }

    /// Returns whether the REF bases contradict `assembly`. More must disagree than chance errors
    /// and the few real differences between the embedded bases and GRCh37 explain.
    fn rejects(&self, assembly: Assembly) -> bool {
        let disagree = self.tested.of(assembly) - self.agree.of(assembly);
        disagree >= 3 && self.score(assembly) < 0.0
    }

    fn tally(&self, assembly: Assembly) -> String {
        let (agree, tested) = (self.agree.of(assembly), self.tested.of(assembly));
        format!("{agree} of {tested} REF bases agree with {assembly}")
    }

    fn tallies(&self) -> String {
        format!("{}, {}", self.tally(Assembly::GRCh37), self.tally(Assembly::GRCh38))
    }
}

/// The assembly and how it was decided, in a sentence for the output's provenance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The assembly.
    pub assembly: Assembly,
    /// As in `contig lengths; 20 of 20 REF bases agree with GRCh37`.
    pub reason: String,
    /// What speaks against it, if anything does.
    pub doubt: Option<Warning>,
}

/// Decides from what the user `forced`, the header's hint and the REF bases.
///
/// # Errors
///
/// [`Error::InvalidInput`] at `at` where the REF bases show the other assembly than the header or the
/// user names, or both; where the header and the user contradict each other, unless REF bases show
/// that the user is right; and where nothing names the assembly.
pub fn decide(
    forced: Option<Assembly>,
    hint: &HeaderHint,
    vote: &ReferenceVote<'_>,
    at: Location,
) -> Result<Decision> {
    hint.refuse_foreign(vote, forced.is_some(), &at)?;
    let refuse = |reason: String| Err(Error::invalid(at, format!("assembly: {reason}")));
    let winner = vote.winner();
    let has_both = hint.accessions.grch37 > 0 && hint.accessions.grch38 > 0;
    if has_both || vote.is_mixed() {
        let what = if has_both {
            "records name chromosomes of GRCh37 and of GRCh38".to_owned()
        } else {
            format!("some records are GRCh37's and some are GRCh38's ({})", vote.tallies())
        };
        return refuse(format!(
            "{what}; separate them, and lift one part over before the files are joined"
        ));
    }
    let proof = hint.proof();
    // Lengths of whole chromosomes are no accident: a wish against them is a mistake, unless the
    // records bear it out rather than the header.
    if let (Some(forced), Some((found, says))) = (forced, &proof)
        && forced != *found
        && !vote.doubts(*found)
    {
        return refuse(format!(
            "{forced} was asked for with --assembly, but {says}; leave --assembly out, or correct the \
             names and lengths of the contigs"
        ));
    }
    let mut doubts = Vec::new();
    let (claim, source) = match (forced, proof, only(hint.words)) {
        (Some(forced), proof, _) => {
            doubts.extend(proof.filter(|(found, _)| *found != forced).map(|(_, says)| says));
            (Some(forced), "asked for with --assembly".to_owned())
        }
        (None, Some((assembly, says)), _) => (Some(assembly), says),
        // Words alone never outweigh the REF bases.
        (None, None, Some(assembly)) if winner.is_none() && !vote.rejects(assembly) => {
            (Some(assembly), format!("the header's text names {assembly}"))
        }
        _ => (None, String::new()),
    };
    let (assembly, reason) = match (claim, winner) {
        (Some(claim), Some(winner)) if winner != claim => {
            return refuse(format!(
                "{source}, but the records contradict it ({}); check the file, or set --assembly \
                 {winner} if they are right",
                vote.tallies()
            ));
        }
        (Some(assembly), _) if vote.tested.of(assembly) == 0 => {
            (assembly, format!("{source}; no REF base could be checked"))
        }
        (Some(assembly), _) => (assembly, format!("{source}; {}", vote.tally(assembly))),
        (None, Some(assembly)) => (assembly, vote.tallies()),
        (None, None) => {
            return refuse(format!(
                "neither the header nor the REF bases show which it is ({}); set --assembly GRCh37 \
                 or GRCh38",
                vote.tallies()
            ));
        }
    };
    if vote.doubts(assembly) || vote.rejects(assembly) {
        doubts.push(vote.tallies());
    }
    let against = doubts.join("; ");
    let doubt = (!against.is_empty())
        .then(|| Warning::Assembly { assembly: assembly.to_string(), against });
    Ok(Decision { assembly, reason, doubt })
}

/// Returns the assembly that alone has any count.
fn only(counts: Pair<u32>) -> Option<Assembly> {
    match (counts.grch37, counts.grch38) {
        (1.., 0) => Some(Assembly::GRCh37),
        (0, 1..) => Some(Assembly::GRCh38),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
