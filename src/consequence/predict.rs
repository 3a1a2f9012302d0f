//! From a sequence edit to its consequences on the transcripts it overlaps.

use super::edit::CodingEdit;
use super::locate::Location;
use super::name::coding_name;
use super::shift::Placed;
use super::splice::{self, Introns};
use crate::genome::sequence::{reverse_complement, translate};
use crate::genome::{TranscriptModel, TranscriptStore};
use crate::model::allele::SequenceEdit;
use crate::model::assembly::Assembly;
use crate::model::consequence::{Term, TranscriptConsequence};
use crate::model::position::Interval;
use crate::model::protein_change::ProteinChange;
use crate::model::transcript::Strand;

/// Predicts consequences on one assembly's transcripts.
#[derive(Debug, Clone, Copy)]
pub struct Predictor<'s> {
    store: &'s TranscriptStore,
    assembly: Assembly,
    every_gene: bool,
}

/// How the record's REF compares with the embedded bases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reference {
    Agrees,
    /// A known base is another.
    Differs,
    /// A replaced base, or one beside an insertion, is not known.
    Unknown,
}

impl<'s> Predictor<'s> {
    /// Creates a predictor on the transcripts of `store` placed on `assembly`.
    pub fn new(store: &'s TranscriptStore, assembly: Assembly) -> Self {
        Self { store, assembly, every_gene: false }
    }

    /// Looks at coding genes beyond the table of transcripts too, if `every_gene`.
    #[must_use]
    pub fn with_every_gene(self, every_gene: bool) -> Self {
        Self { every_gene, ..self }
    }

    /// Returns one consequence for each transcript that `edit` overlaps, its promoter included.
    /// MANE Select comes before other transcripts of a gene. The list is empty where no transcript
    /// is touched.
    pub fn predict(&self, edit: &SequenceEdit) -> Vec<TranscriptConsequence> {
        let (contig, interval) = (edit.contig, edit.interval());
        let of_table = self.store.at(contig, interval, self.assembly);
        let others =
            self.every_gene.then(|| self.store.coding_genes_at(contig, interval, self.assembly));
        of_table
            .chain(others.into_iter().flatten())
            .filter_map(|model| Self::on(model, edit))
            .collect()
    }

    /// Returns one consequence for each of `models` that `edit` overlaps, in their order.
    pub fn on_each(
        models: &[&TranscriptModel],
        edit: &SequenceEdit,
    ) -> impl Iterator<Item = TranscriptConsequence> {
        models.iter().filter_map(|model| Self::on(model, edit))
    }

    /// Returns the consequence on one transcript, or `None` where `edit` lies outside it and its
    /// promoter.
    pub fn on(model: &TranscriptModel, edit: &SequenceEdit) -> Option<TranscriptConsequence> {
        let mut result = TranscriptConsequence::unplaced(
            model.gene.clone(),
            model.accession.clone(),
            model.protein.clone(),
        );
        let reference = check_reference(model, edit);
        let in_place = Placed::unshifted(edit);
        let shifted = match reference {
            Reference::Differs => None,
            Reference::Unknown if edit.deleted.is_empty() || edit.inserted.is_empty() => None,
            _ => Placed::shifted(model, edit),
        };
        result.ref_mismatch = reference == Reference::Differs;
        result.outside_sequence = shifted.is_none() && !result.ref_mismatch;
        let effective = shifted.as_ref().map(|shifted| shifted.in_exon(model));
        let placed = effective.as_ref().unwrap_or(&in_place);
        if let Some(shifted) = &shifted
            && edit.inserted.iter().all(is_known)
            && !model.cds.is_empty()
        {
            result.hgvs_c = coding_name(model, shifted, &edit.deleted);
            result.outside_sequence |= result.hgvs_c.is_none();
        }
        if !locate(model, placed, &mut result)? {
            return Some(result);
        }
        let location = Location::of(model, placed.interval);
        result.exon = location.exon;
        result.codons = location.codons();
        let introns = splice::add_terms(model, placed.interval, &mut result.terms);
        result.intron = introns.rank;
        result.last_exon_base =
            introns.last_exon_base && result.codons.is_some() && !result.is_essential_splice();
        for (term, touched) in [
            (Term::FivePrimeUtr, location.five_prime_utr),
            (Term::ThreePrimeUtr, location.three_prime_utr),
            (Term::NonCodingExon, model.cds.is_empty() && location.exon.is_some()),
        ] {
            if touched {
                result.terms.insert(term);
            }
        }
        let named = shifted.is_some() && reference == Reference::Agrees;
        coding(model, placed, &location, named, &mut result);
        splice_change(&introns, &mut result);
        Some(result)
    }
}

/// Settles edits that the rest of the work does not apply to.
///
/// Returns `Some(false)` where `result` is complete, `Some(true)` where the work goes on, and
/// `None` where the transcript is not touched.
fn locate(
    model: &TranscriptModel,
    placed: &Placed<'_>,
    result: &mut TranscriptConsequence,
) -> Option<bool> {
    let (span, interval) = (model.span(), placed.interval);
    let touched = if interval.is_empty() {
        span.start < interval.start && interval.start < span.end
    } else {
        span.overlaps(interval)
    };
    if touched && interval.start <= span.start && interval.end >= span.end {
        result.terms.insert(Term::TranscriptAblation);
        return Some(false);
    }
    if touched {
        return Some(true);
    }
    let promoter = crate::genome::promoter_length(&model.gene);
    let upstream = match model.strand {
        Strand::Forward => span.start.checked_sub(interval.end.max(interval.start + 1)),
        Strand::Reverse => interval.start.checked_sub(span.end),
    };
    if upstream? >= promoter {
        return None;
    }
    result.terms.insert(Term::Upstream);
    Some(false)
}

fn is_known(base: &u8) -> bool {
    matches!(base, b'A' | b'C' | b'G' | b'T')
}

/// Compares the replaced bases with the embedded ones.
fn check_reference(model: &TranscriptModel, edit: &SequenceEdit) -> Reference {
    let interval = edit.interval();
    if interval.is_empty() {
        return Reference::Agrees;
    }
    let agrees = |known: Option<u8>, given: u8| match known {
        Some(base) if is_known(&given) && base != given => Reference::Differs,
        Some(_) if is_known(&given) => Reference::Agrees,
        _ => Reference::Unknown,
    };
    let mut worst = Reference::Agrees;
    for (position, &given) in (interval.start..).zip(&edit.deleted) {
        match agrees(model.base(position), given) {
            Reference::Differs => return Reference::Differs,
            Reference::Unknown => worst = Reference::Unknown,
            Reference::Agrees => {}
        }
    }
    worst
}

/// Adds what the edit does to the coding sequence.
fn coding(
    model: &TranscriptModel,
    placed: &Placed<'_>,
    location: &Location,
    named: bool,
    result: &mut TranscriptConsequence,
) {
    let Some(range) = location.coding else { return };
    let cds = model.cds_in_transcript();
    let bases = model.coding_bases();
    let inserted = match model.strand {
        Strand::Forward => placed.inserted.to_vec(),
        Strand::Reverse => reverse_complement(&placed.inserted),
    };
    // An edit across the stop codon's end is described as far as the 3′ UTR is known.
    let removed = if location.in_one_exon { placed.interval.len() } else { range.len() };
    let range = match location.three_prime_utr {
        true if location.in_one_exon => Interval::new(range.start, range.start + removed),
        _ => range,
    };
    let whole = location.is_all_coding()
        || location.in_one_exon && location.three_prime_utr && !location.five_prime_utr;
    if whole
        && named
        && let Some(bases) = bases
        && touched_codons(bases, range).is_some_and(|codons| codons.iter().all(is_known))
        && inserted.iter().all(is_known)
    {
        let edit = CodingEdit { bases, cds_length: cds.len() as usize, range, inserted: &inserted };
        let (terms, change) = edit.effect();
        terms.iter().for_each(|term| result.terms.insert(term));
        result.protein = Some(change);
        return;
    }
    if range.start < 3 && !range.is_empty() && (location.five_prime_utr || !location.in_one_exon) {
        result.terms.insert(Term::StartLost);
        result.protein = Some(ProteinChange::StartLost);
    }
    if range.end + 3 > cds.len() && !whole {
        result.terms.insert(Term::StopLost);
    }
    if location.is_all_coding() {
        result.outside_sequence |= !result.ref_mismatch;
        let term = match result.ref_mismatch {
            true => Term::CodingSequence,
            false => by_length(range, &inserted, cds.len()),
        };
        result.terms.insert(term);
    } else {
        result.terms.insert(Term::CodingSequence);
        result.protein.get_or_insert(ProteinChange::Unknown);
    }
}

/// Returns what the length of a change inside the coding sequence says, whose bases are not known. Nothing is
/// said of start and stop, nor where the inserted bases hold a stop codon.
fn by_length(range: Interval, inserted: &[u8], cds: u32) -> Term {
    let is_inside = range.start >= 3 && range.end + 3 <= cds;
    let whole = inserted.get((3 - range.start as usize % 3) % 3..).unwrap_or_default();
    let has_stop = || whole.chunks_exact(3).any(|codon| translate(codon) == b'*');
    let net = inserted.len() as i64 - i64::from(range.len());
    match net.signum() {
        _ if net % 3 != 0 => Term::Frameshift,
        -1 if is_inside && !has_stop() => Term::InframeDeletion,
        1 if is_inside && !has_stop() => Term::InframeInsertion,
        _ => Term::CodingSequence,
    }
}

/// Returns the bases of the codons that an edit touches, or `None` where `bases` end before the edit does.
fn touched_codons(bases: &[u8], range: Interval) -> Option<&[u8]> {
    let (start, end) = (range.start as usize, range.end as usize);
    let codons = start / 3 * 3..(end.div_ceil(3) * 3).min(bases.len());
    bases.get(codons).filter(|_| end <= bases.len())
}

/// Names the residue beside an essential splice site, unless the protein is known otherwise.
fn splice_change(introns: &Introns, result: &mut TranscriptConsequence) {
    if !result.is_essential_splice() || result.ref_mismatch {
        return;
    }
    if let (None | Some(ProteinChange::Unknown), Some(at)) = (&result.protein, introns.residue) {
        result.protein = Some(ProteinChange::Splice { at });
    }
}
