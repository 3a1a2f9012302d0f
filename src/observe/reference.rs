//! REF against the embedded bases.

use std::borrow::Cow;

use crate::genome::differences;
use crate::input::record::Record;
use crate::matching::candidate::{Candidate, Met};
use crate::matching::matcher::Matcher;
use crate::model::allele::{AltKind, SequenceEdit, is_base, may_be};
use crate::model::assembly::Assembly;
use crate::model::change::Change;
use crate::model::consequence::{Term, Terms, TranscriptConsequence};
use crate::model::contig::Contig;
use crate::model::position::{Interval, Position};
use crate::observe::allele::Allele;
use crate::observe::counts::count;
use crate::observe::desk::Desk;
use crate::observe::out::{Out, Unread};
use crate::observe::worker::Worker;

impl<'k> Worker<'k> {
    /// Returns REF of the record. Ambiguity codes (old VarScan) are replaced by the bases that they
    /// stand for, where these are known.
    pub(crate) fn reference<'r>(
        &self,
        record: &Record<'r>,
        contig: Contig,
        position: Position,
    ) -> Cow<'r, [u8]> {
        let given = record.reference();
        // Of an insertion or deletion, callers write N for what they do not spell.
        let may_have_n = || {
            let is_of_length = |alternate: &[u8]| alternate.len() == given.len();
            !record.alternates().all(is_of_length)
        };
        let is_n = |b: u8| b.eq_ignore_ascii_case(&b'N');
        if given.iter().all(|&b| is_base(b))
            || given.iter().all(|&b| is_base(b) || is_n(b)) && may_have_n()
        {
            return Cow::Borrowed(given);
        }
        let interval = Interval::new(position.0, position.0 + given.len() as u32);
        match self.matcher.store.reference_bases(contig, interval, self.matcher.assembly) {
            Some(known) if may_be(given, known) => Cow::Owned(known.to_vec()),
            _ => Cow::Borrowed(given),
        }
    }

    /// Returns the bases of the assembly, where they are known.
    fn known_bases(
        &self,
        desk: &mut Desk<'k>,
        contig: Contig,
        interval: Interval,
    ) -> Option<&'k [u8]> {
        let Matcher { store, assembly, every_gene, .. } = self.matcher;
        // A reference has the bases of other genes, too.
        let are_all = every_gene || store.reference().is_none();
        match self.around(desk, contig, interval).filter(|_| are_all) {
            Some(around) => around.models.iter().find_map(|model| model.known_bases(interval)),
            None => store.reference_bases(contig, interval, assembly),
        }
    }

    /// Compares REF with the embedded bases, where they reach. One that differs is handed over: what
    /// the record says of its place is not known. Returns whether it agrees as far as is known.
    pub(crate) fn check_reference(
        &self,
        desk: &mut Desk<'k>,
        allele: &Allele<'_>,
        consequences: &[TranscriptConsequence],
        out: &mut Vec<Out<'_>>,
    ) -> bool {
        // Symbolic alleles and breakends often have any base, or N, for REF.
        if AltKind::of(allele.alternate) != AltKind::Sequence {
            return true;
        }
        let start = allele.position.0;
        let interval = Interval::new(start, start + allele.reference.len() as u32);
        let assembly = self.matcher.assembly;
        let Some(known) = self.known_bases(desk, allele.contig, interval) else { return true };
        if known.eq_ignore_ascii_case(allele.reference) {
            count(&self.counts.reference_agrees);
            return true;
        }
        // A code agrees with each of its bases, and says nothing of the assembly.
        if may_be(allele.reference, known) {
            return true;
        }
        count(&self.counts.reference_differs);
        let other = assembly.other();
        match self.matcher.store.reference_bases(allele.contig, interval, other) {
            Some(bases) if bases.eq_ignore_ascii_case(allele.reference) => {
                count(&self.counts.reference_of_other);
            }
            Some(_) => count(&self.counts.reference_of_neither),
            None => {}
        }
        let is_silent = || {
            let (contig, alternate) = (allele.contig, allele.alternate);
            assembly == Assembly::GRCh37
                && known.eq_ignore_ascii_case(alternate)
                && SequenceEdit::trimmed(contig, start, alternate, allele.reference)
                    .is_some_and(|edit| is_silent(&desk.predictor.predict(&edit)))
        };
        let is_known = is_silent()
            || consequences.iter().any(|consequence| {
                let codons = consequence.codons;
                codons.is_some_and(|codons| {
                    differences::is_known(&consequence.gene, codons, assembly)
                })
            });
        if !is_known {
            out.push(allele.unread(Unread::Reference));
        }
        is_known
    }

    /// Returns the row of an allele whose REF is not the assembly's base, in a gene of the
    /// knowledge. The allele is reported, and nothing is concluded from it.
    pub(super) fn mismatch(
        &self,
        allele: &Allele<'_>,
        edit: &SequenceEdit,
        consequences: &[TranscriptConsequence],
    ) -> Option<Out<'k>> {
        let is_known = |gene: &str| self.matcher.table.profiles_of_gene(gene).next().is_some();
        let consequence = consequences
            .iter()
            .find(|c| c.ref_mismatch && c.codons.is_some() && is_known(&c.gene))
            .filter(|_| self.passes(allele))?;
        let consequence = TranscriptConsequence {
            codons: consequence.codons,
            exon: consequence.exon,
            terms: Terms::from_iter([Term::CodingSequence]),
            ref_mismatch: true,
            ..TranscriptConsequence::unplaced(
                consequence.gene.clone(),
                consequence.transcript.clone(),
                consequence.protein_accession.clone(),
            )
        };
        let notes = vec![format!(
            "REF is not what {} has there: nothing is concluded from this record",
            self.matcher.assembly
        )];
        let (variant, change) = (self.observed(allele), Change::Small(edit.clone()));
        let candidate = Candidate::new(variant, consequence, Met::default(), change);
        Some(Out::Candidate(Box::new(Candidate { notes, ..candidate })))
    }
}

/// Returns whether no protein shows the change. The embedded bases are GRCh38's, so a GRCh37 record
/// may have them as ALT.
fn is_silent(consequences: &[TranscriptConsequence]) -> bool {
    consequences.iter().all(|consequence| !consequence.is_nonsynonymous())
}
