//! One record after another: alleles, consequences, matches. Runs on every scan thread.

use std::collections::BTreeSet;

use crate::consequence::Predictor;
use crate::input::depth::site_depth;
use crate::input::record::{Malformed, Record, parse_pos};
use crate::input::scan::Visit;
use crate::input::wide::Wide;
use crate::model::allele::{AltKind, SequenceEdit, is_base};
use crate::model::call::Presence;
use crate::model::change::Change;
use crate::model::consequence::{Term, Terms, TranscriptConsequence};
use crate::model::contig::Contig;
use crate::model::finding::Flag;
use crate::model::position::{Interval, Position};
use crate::model::structural::StructuralEvent;

use crate::matching::candidate::Candidate;
use crate::matching::candidate::Met;
use crate::observe::allele::Allele;
use crate::observe::counts::count;
use crate::observe::event::Outcome;
use crate::observe::out::{Out, Unread};
use crate::observe::part::Part;
use crate::observe::worker::Worker;
use crate::observe::{noncoding, own_annotation, structural};

impl<'k> Visit for Worker<'k> {
    type Out = Out<'k>;
    type State = Predictor<'k>;

    fn state(&self) -> Self::State {
        self.matcher.predictor()
    }

    fn visit(
        &self,
        predictor: &mut Self::State,
        record: &Record<'_>,
        offset: u64,
        out: &mut Vec<Out<'k>>,
    ) {
        let (Some(contig), Ok(position)) = (Contig::from_name(record.chrom()), record.position())
        else {
            if self.rows.is_some() {
                self.elsewhere(record, out);
            }
            return;
        };
        self.assess(record, contig, out);
        if let Err(fault) = record.check_values(self.sample) {
            let (what, interval) = (Unread::Value(fault), record.interval().unwrap_or_default());
            out.push(Out::Unread { what, contig, interval, offset });
        }
        let reference = self.reference(record, contig, position);
        let place = (contig, position);
        match Wide::of(record) {
            None => {
                for (index, alternate) in record.alternates().enumerate() {
                    let alternate = (index + 1, alternate);
                    self.alternate(predictor, record, alternate, place, &reference, offset, out);
                }
            }
            Some(wide) => {
                let mut line = Vec::new();
                for (at, alternate) in wide.alternates().iter().enumerate() {
                    wide.write(at, &mut line);
                    let (record, alternate) = (Record::new(&line), (1, *alternate));
                    self.alternate(predictor, &record, alternate, place, &reference, offset, out);
                }
            }
        }
    }
}

/// An allele that stands for several.
const AMBIGUOUS: Malformed = Malformed::new("ALT", "an ambiguity code, which is not one allele");

/// Returns whether the bases do not say which allele it is. `N` says so of a substitution; in an
/// insertion or deletion callers write it for what they do not spell.
fn is_ambiguous(reference: &[u8], alternate: &[u8]) -> bool {
    let may_have_n = reference.len() != alternate.len();
    let is_spelled = |b: &u8| is_base(*b) || may_have_n && b.eq_ignore_ascii_case(&b'N');
    !alternate.iter().all(is_spelled)
}

impl<'k> Worker<'k> {
    /// Looks at one alternate allele, which is given with its number.
    #[expect(clippy::too_many_arguments, reason = "the parts of one allele, and where it goes")]
    fn alternate(
        &self,
        predictor: &mut Predictor<'k>,
        record: &Record<'_>,
        (number, alternate): (usize, &[u8]),
        (contig, position): (Contig, Position),
        reference: &[u8],
        offset: u64,
        out: &mut Vec<Out<'k>>,
    ) {
        let kind = AltKind::of(alternate);
        match kind {
            AltKind::Sequence | AltKind::Symbolic | AltKind::Breakend => {}
            _ => return,
        }
        let call = self.call(record, number, self.sample);
        let allele =
            Allele { record, reference, number, alternate, call, contig, position, offset };
        if allele.call.presence == Presence::Absent {
            count(&self.counts.absent);
            self.look_elsewhere(record, number, &allele.call);
            out.extend(self.of_normal_alone(&allele));
            return;
        }
        count(&self.counts.present);
        self.weigh(predictor, &allele, out);
        if kind == AltKind::Sequence && is_ambiguous(reference, alternate) {
            out.push(allele.unread(Unread::Allele(AMBIGUOUS)));
            return;
        }
        let edit = match kind {
            AltKind::Sequence => {
                let place = (contig, position);
                let edit = self.spelled(record, number, place, reference, alternate);
                match edit.as_ref().and_then(|edit| structural::as_event(&self.matcher, edit)) {
                    Some(event) => {
                        self.exons(&allele, &event, out);
                        return;
                    }
                    None => edit,
                }
            }
            _ => match self.structural(predictor, &allele, out) {
                Outcome::AsEdit(edit) => Some(edit),
                Outcome::Done => return,
                Outcome::Nothing => None,
            },
        };
        match edit {
            Some(edit) => self.allele(predictor, &allele, &edit, out),
            None => self.plain(&allele, None, out),
        }
    }

    /// Emits the stretch in which the record shows that there is no other allele. That is its
    /// reference block that fails no FILTER, or its own bases, with [`MIN_DEPTH`] reads.
    fn assess(&self, record: &Record<'_>, contig: Contig, out: &mut Vec<Out<'k>>) {
        let Ok(own) = record.interval() else { return };
        let mut kinds = record.alternates().map(AltKind::of);
        let is_block = kinds.all(|kind| matches!(kind, AltKind::Missing | AltKind::Unspecified));
        // A block that its caller calls too shallow, or of a poor genotype, shows nothing.
        if is_block && !record.passes_filter() {
            return;
        }
        let depth = self.sample.and_then(|index| site_depth(record, index));
        let Some(depth) = depth.filter(|depth| *depth >= self.thresholds.absence_depth()) else {
            return;
        };
        let end = if is_block { record.info_value(b"END").and_then(parse_pos) } else { None };
        let interval = Interval::new(own.start, end.map_or(own.end, |end| end.max(own.end)));
        // Before the rows written last, so that the next row follows them.
        let rows = out.iter().rev().take_while(|last| matches!(last, Out::Plain(..))).count();
        out.insert(out.len() - rows, Out::Assessed(contig, interval, depth));
    }

    /// Adds rows of a record that no transcript can place (other contigs).
    fn elsewhere(&self, record: &Record<'_>, out: &mut Vec<Out<'k>>) {
        let anywhere = (Contig::from_name(b"MT"), record.position());
        let (Some(contig), Ok(position)) = anywhere else { return };
        for (index, alternate) in record.alternates().enumerate() {
            let number = index + 1;
            let call = self.call(record, number, self.sample);
            if call.presence != Presence::Absent {
                let reference = record.reference();
                let allele = Allele {
                    record,
                    reference,
                    number,
                    alternate,
                    call,
                    contig,
                    position,
                    offset: 0,
                };
                self.plain(&allele, None, out);
            }
        }
    }

    /// Emits a deletion of exons that is spelled as a sequence change.
    fn exons(&self, allele: &Allele<'_>, event: &StructuralEvent, out: &mut Vec<Out<'k>>) {
        let content = self.thresholds.content.or(self.of_header);
        if let Outcome::Nothing = self.event(allele, event, content, out) {
            self.plain(allele, None, out);
        }
    }

    fn allele(
        &self,
        predictor: &mut Predictor<'k>,
        allele: &Allele<'_>,
        edit: &SequenceEdit,
        out: &mut Vec<Out<'k>>,
    ) {
        if !self.thresholds.pass(&allele.call) {
            count(&self.counts.below_threshold);
            out.push(allele.left_out());
            return;
        }
        let mut consequences = predictor.predict(edit);
        if !self.check_reference(predictor, allele, &consequences, out) {
            if let Some(row) = self.mismatch(allele, edit, &consequences) {
                out.push(row);
                return;
            }
            // Only a base beside the change differs: the change is read, and the row says so.
            consequences.iter_mut().for_each(|consequence| consequence.ref_mismatch = true);
        }
        let flags = match &self.annotation {
            Some(format) => {
                let (record, number) = (allele.record, allele.number);
                own_annotation::compare(&self.matcher, format, record, number, &mut consequences)
            }
            None => BTreeSet::new(),
        };
        consequences.extend(noncoding::consequences(edit, self.matcher.assembly));
        let mut found = 0;
        let mut context = Vec::new();
        let mut pharmacogene = self.pharmacogene(edit);
        for views in self.matcher.readings(edit, &consequences) {
            if let Some(mut candidate) = self.candidate(allele, edit, views, &flags, out) {
                if let Some(known) =
                    pharmacogene.take_if(|known| *candidate.consequence.gene == *known.gene)
                {
                    self.mark(&mut candidate, allele, known);
                }
                found += 1;
                out.push(Out::Candidate(Box::new(candidate)));
            } else if self.rows.is_some() {
                context.extend(views.iter().filter(|view| view.is_noncoding()).cloned());
            }
        }
        if let Some(known) = pharmacogene {
            found += 1;
            out.push(self.of_pharmacogene(allele, edit, known, &consequences));
        }
        self.part(allele, edit, &consequences, found, out);
        if found == 0 && self.rows.is_some() {
            let coding = consequences.into_iter().filter(|view| !view.is_noncoding());
            let best = coding.min_by_key(|view| view.terms.iter().next());
            if best.is_some() || context.is_empty() {
                self.plain(allele, best.as_ref(), out);
            }
        }
        for view in &context {
            self.plain(allele, Some(view), out);
        }
    }

    /// Emits a coding allele that passes FILTER, to be read together with its neighbours.
    fn part(
        &self,
        allele: &Allele<'_>,
        edit: &SequenceEdit,
        consequences: &[TranscriptConsequence],
        candidates: usize,
        out: &mut Vec<Out<'k>>,
    ) {
        let may_be_met =
            |consequence: &&TranscriptConsequence| self.matcher.may_know(&consequence.gene);
        let codons: Vec<_> = consequences
            .iter()
            .filter(may_be_met)
            .filter_map(|consequence| Some((consequence.gene.clone(), consequence.codons?)))
            .collect();
        if !codons.is_empty() && self.passes(allele) {
            let (edit, variant) = (edit.clone(), allele.observed());
            out.push(Out::Part(Box::new(Part { edit, variant, codons, candidates })));
        }
    }

    /// Returns the row of an allele whose REF is not the assembly's base, in a gene of the
    /// knowledge. The allele is reported, and nothing is concluded from it.
    fn mismatch(
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

    /// Returns the allele in one gene as a candidate. `views` are its consequences, the reported
    /// transcript first.
    fn candidate(
        &self,
        allele: &Allele<'_>,
        edit: &SequenceEdit,
        views: &[TranscriptConsequence],
        flags: &BTreeSet<Flag>,
        out: &mut Vec<Out<'k>>,
    ) -> Option<Candidate<'k>> {
        let reported = views.first()?;
        let met = self.matcher.matches(Some(edit), views);
        let may_matter = || self.matcher.may_matter(reported);
        let candidate = |met| {
            let change = Change::Small(edit.clone());
            Candidate::new(self.observed(allele), reported.clone(), met, change)
        };
        if !self.passes(allele) {
            if met.is_some() || may_matter() {
                out.push(allele.left_out());
            }
            out.extend(met.map(|met| self.filtered(candidate(met))));
            return None;
        }
        let met = met.or_else(|| may_matter().then(Met::default))?;
        let candidate = candidate(met);
        Some(Candidate { flags: flags.clone(), ..candidate })
    }
}
